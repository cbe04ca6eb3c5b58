"""The super learner: weights that fit the out-of-fold predictions best.

Source: van der Laan, Polley and Hubbard, "Super Learner", Statistical Applications in
Genetics and Molecular Biology 6, 2007; weights by non-negative least squares, scaled to
the sum 1.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import ParamValue
from workbench.ensembles.evidence import Combined, Evidence
from workbench.ensembles.rules.base import RULES, RuleEntry
from workbench.ensembles.rules.tables import (
    Array,
    inner,
    named,
    outputs,
    predicted,
    weighted_mean,
)

_NO_FIT = Message(
    QT_TRANSLATE_NOOP(
        "Message", "No member helps to fit the targets, so all weigh the same."
    )
)

_DIFFERENT = 300.0
"""Columns of a condition number below this: of 16 digits cond² leaves 11."""


def nnls_weights(columns: Sequence[Array], target: Array) -> Array | None:
    """Weights w ≥ 0 with the least ‖Σ w_m · column_m − target‖², scaled to the sum 1.

    ``None`` where every weight is 0.
    """
    from scipy.optimize import nnls

    members = len(columns)
    r = _triangle(np.stack([*columns, target]))
    weights: Array = nnls(r[:, :members], r[:, members], maxiter=100 * members)[0]
    total = weights.sum()
    return weights / total if total > 0 else None


def _triangle(columns: Array) -> Array:
    """R of the QR decomposition of (columns, rows): norms of their sums are the same.

    ‖Ax − b‖ needs no more of [A b], and it is as small as the members are many. Where
    the columns differ enough, R is Cholesky's of their products, which takes a quarter
    of the time: that loses twice as many digits, cond² of them, and few are lost then.
    """
    suppressed = contextlib.suppress(np.linalg.LinAlgError)
    with suppressed, np.errstate(over="ignore", invalid="ignore"):
        quick: Any = np.linalg.cholesky(columns @ columns.T).T
        if np.linalg.cond(quick) < _DIFFERENT:
            return np.asarray(quick, dtype=np.float64)
    return _by_reflections(columns)


def _by_reflections(columns: Array) -> Array:
    """R block by block below the R so far, each of which stays near the processor."""
    r: Any = np.empty((0, len(columns)))
    step = max(1024, 4 * len(columns))
    for start in range(0, columns.shape[1], step):
        block = columns[:, start : start + step].T
        r = np.linalg.qr(np.vstack([r, block]), mode="r")
    triangle: Array = r
    return triangle


def problem(evidence: Evidence) -> tuple[list[Array], Array]:
    """The columns and the target of the least squares.

    Values: each member's against y. Two classes: the probability of the second against
    whether it is the true one. More: the columns of all classes one below the other.
    """
    tables = outputs(inner(evidence), evidence.kind)
    if evidence.kind == "regression":
        return tables, np.asarray(evidence.y, dtype=np.float64)
    if evidence.n_classes == 2:
        columns = [table[:, 1] for table in tables]
        return columns, (evidence.y == 1).astype(np.float64)
    columns = [table.ravel() for table in tables]
    return columns, _one_hot(evidence.y, evidence.n_classes).ravel()


def _one_hot(y: NDArray[Any], n_classes: int) -> Array:
    table: Array = (y[:, np.newaxis] == np.arange(n_classes)).astype(np.float64)
    return table


def _super_learner(evidence: Evidence, params: Mapping[str, ParamValue]) -> Combined:
    found = nnls_weights(*problem(evidence))
    weights = np.ones(len(evidence.keys)) if found is None else found
    mean = weighted_mean(outputs(evidence.test, evidence.kind), weights)
    return Combined(
        predicted=predicted(mean, evidence.kind),
        weights=named(evidence.keys, weights),
        note=_NO_FIT if found is None else None,
    )


RULES.add(
    "super_learner",
    RuleEntry(
        name="super_learner",
        title=Message(QT_TRANSLATE_NOOP("Message", "Super learner")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "A weighted mean of the members, with the weights (none negative) that "
                "fit their predictions for unseen rows best, by least squares.",
            )
        ),
        function=_super_learner,
        needs_probabilities=True,
        needs_inner=True,
        trained=True,
    ),
)
