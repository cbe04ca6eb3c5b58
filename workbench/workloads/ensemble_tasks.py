"""What a worker does for an ensemble: fit a member, or train a combiner.

Everything is placed once: rows ``X``, targets ``y``, the outer splits ``assignment``
(repeats, rows) as in :mod:`workbench.workloads.cross_validation`, and the inner folds
``inner`` (splits, rows): entry k means "predicted out of fold by the copies of inner
fold k", −1 "an outer test row of this split".
"""

from __future__ import annotations

import dataclasses
import pickle
import tracemalloc
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from workbench.core.data import DataHandle
from workbench.core.results import clock
from workbench.core.spec import ModelSpec
from workbench.ensembles.evidence import Combined, Evidence, Predicted
from workbench.ensembles.rules import RULES
from workbench.workloads.cross_validation import Recipe, aligned, build

OUTER = -1
"""The place among the inner folds of a fit on all training rows of a split."""


class Split(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One outer split: which of all, and where ``assignment`` has it."""

    number: int
    repeat: int
    fold: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """What one fit gave: predictions for the rows that it was kept from, and costs."""

    predicted: Predicted
    fit_s: float
    predict_s: float
    disk_bytes: int | None = None
    memory_bytes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What a rule made of a split, and the seconds it took."""

    combined: Combined
    seconds: float


def fit_member(
    data: DataHandle,
    recipe: Recipe,
    model: ModelSpec,
    split: Split,
    inner: int,
    probabilities: bool,
) -> Fitted:
    """Fit ``model`` without one inner fold, or on the whole training part.

    Runs in any process. With ``inner`` = :data:`OUTER` the test rows of the split are
    predicted, otherwise the rows of that inner fold. Where probabilities are wanted,
    labels follow from them: to ask a forest twice would take twice as long.
    """
    arrays = data.arrays()
    X, y = arrays["X"], arrays["y"]
    folds = arrays["inner"][split.number]
    ask = folds == inner
    train = (folds >= 0) & ~ask if inner != OUTER else folds >= 0
    estimator = build(model, recipe, X.shape[1])
    X_ask = X[ask]
    begin = clock()
    estimator.fit(X[train], y[train])
    fitted = clock()
    table = None
    if probabilities:
        table = aligned(estimator, X_ask, recipe.n_classes)
        labels = table.argmax(axis=1)
    else:
        labels = estimator.predict(X_ask)
    done = clock()
    disk, memory = _weigh(estimator) if split.number == 0 and inner == OUTER else (0, 0)
    return Fitted(
        predicted=Predicted(labels=labels, probabilities=table),
        fit_s=fitted - begin,
        predict_s=done - fitted,
        disk_bytes=disk or None,
        memory_bytes=memory or None,
    )


def combine(
    data: DataHandle, evidence: Evidence, rule: ModelSpec, split: Split
) -> Made:
    """Apply a rule to one split, with the features where it passes them through."""
    entry = RULES.get(rule.estimator)
    if entry.needs(rule.params, evidence.kind).features:
        evidence = with_features(evidence, data.arrays(), split)
    begin = clock()
    combined = entry.combine(evidence, rule.params)
    return Made(combined=combined, seconds=clock() - begin)


def with_features(
    evidence: Evidence, arrays: Mapping[str, NDArray[Any]], split: Split
) -> Evidence:
    """The evidence with the features of its training and test rows."""
    X, train = arrays["X"], arrays["inner"][split.number] >= 0
    return dataclasses.replace(
        evidence, X=np.asarray(X[train]), X_test=np.asarray(X[~train])
    )


def _weigh(estimator: Any) -> tuple[int, int]:
    """Bytes of the fitted model on disk and, once read from there, in memory."""
    body = pickle.dumps(estimator, protocol=pickle.HIGHEST_PROTOCOL)
    tracing = tracemalloc.is_tracing()
    if not tracing:
        tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    # Bytes that were made two lines above, by this process.
    copy = pickle.loads(body)
    after, _ = tracemalloc.get_traced_memory()
    del copy
    if not tracing:
        tracemalloc.stop()
    return len(body), max(0, after - before)
