"""The chosen ensemble fitted on all rows, and what it then predicts.

Cross-validation said how good the recipe is; the model to be taken away is that recipe
on all the data. What a rule learned is plain here (:class:`Learned`): a method,
weights, and for a trained rule the fitted combiner, from out-of-fold predictions over
all rows, each row predicted by a copy of the member that never saw it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.core.cancel import CancelToken
from workbench.ensembles.evidence import Evidence, Kind, Predicted
from workbench.ensembles.rules import RULES
from workbench.ensembles.rules.combiners import columns
from workbench.ensembles.rules.tables import outputs as averaged
from workbench.ensembles.rules.tables import predicted, weighted_mean
from workbench.ensembles.rules.votes import hard_vote
from workbench.ensembles.rules.weighted import weighted_votes
from workbench.ensembles.saved_format import Method

Progress = Callable[[int, int], None]
"""Told how many fits are done, and how many there are in all."""


class Cancelled(Exception):
    """The token was cancelled; nothing was made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """How members' outputs become one; the fields as in :class:`.saved_format.Facts`.

    ``combiner`` is fitted. With weights, members without one are not needed any more.
    """

    method: Method
    weights: Mapping[str, float] = field(default_factory=dict)
    trim: float = 0.0
    combiner: Any = None
    passthrough: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Final:
    """Fitted members in their order, and how they are combined."""

    kind: Kind
    n_classes: int
    members: Mapping[str, Any]
    learned: Learned


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """All rows to learn from: ``X`` (rows, features), ``y`` (rows,)."""

    kind: Kind
    n_classes: int
    X: NDArray[np.float64]
    y: NDArray[Any]
    seed: int


Learn = Callable[[Evidence], Learned]


def fit_final(
    rows: Rows,
    members: Mapping[str, Any],
    learn: Learned | Learn,
    *,
    inner_fold: NDArray[Any] | None = None,
    cancel: CancelToken | None = None,
    progress: Progress | None = None,
) -> Final:
    """Learn the rule, then fit the members that it uses on all rows.

    ``members`` are unfitted. ``learn`` is what is known of the rule already, or the
    function that learns it from the members' predictions out of ``inner_fold`` (rows,),
    the fold in which each row is left out. One fit after another, in this thread.

    Raises:
        Cancelled: ``cancel`` was set between two fits.
    """
    work = _Work(cancel or CancelToken(), progress)
    if callable(learn):
        if inner_fold is None:
            raise ValueError("what learns from out-of-fold predictions needs folds")
        work.total = len(members) * (len(np.unique(inner_fold)) + 1)
        learn = learn(_evidence(rows, members, inner_fold, work))
    used = [key for key in members if not learn.weights or learn.weights.get(key)]
    work.total = work.done + len(used)
    return Final(
        kind=rows.kind,
        n_classes=rows.n_classes,
        members={key: work.fit(members[key], rows.X, rows.y) for key in used},
        learned=learn,
    )


def predict(final: Final, X: NDArray[np.float64]) -> Predicted:
    """What the ensemble says of new rows."""
    found = {
        key: output(estimator, X, final.kind, final.n_classes)
        for key, estimator in final.members.items()
    }
    return combine(final, found, X)


def combine(
    final: Final, found: Mapping[str, Predicted], X: NDArray[np.float64]
) -> Predicted:
    """Members' outputs for the rows of ``X``, combined as was learned."""
    learned, members = final.learned, list(found.values())
    weights = np.array([learned.weights.get(key, 0.0) for key in found])
    match learned.method:
        case "single":
            return members[0]
        case "hard" if learned.weights:
            votes = weighted_votes(members, weights, final.n_classes)
            return Predicted(labels=votes.argmax(axis=0))
        case "hard":
            return Predicted(labels=hard_vote(members))
        case "soft" | "mean" if learned.weights:
            mean = weighted_mean(averaged(members, final.kind), weights)
            return predicted(mean, final.kind)
        case "soft" | "mean":
            return predicted(np.mean(averaged(members, final.kind), axis=0), final.kind)
        case "median":
            return _robust("median", {}, final, found)
        case "trimmed":
            return _robust("trimmed_mean", {"share": learned.trim}, final, found)
        case "combiner":
            seen = _seen(final, members, X)
            return output(learned.combiner, seen, final.kind, final.n_classes)


def output(estimator: Any, X: NDArray[Any], kind: Kind, n_classes: int) -> Predicted:
    """What one fitted estimator says, with probabilities where it has such.

    The columns of the probabilities are all classes, also those that it never saw.
    """
    labels = estimator.predict(X)
    if kind == "regression" or not hasattr(estimator, "predict_proba"):
        return Predicted(labels=labels)
    probabilities = np.zeros((len(X), n_classes))
    probabilities[:, estimator.classes_] = estimator.predict_proba(X)
    return Predicted(labels=labels, probabilities=probabilities)


class _Work:
    """Counts fits, reports them, and stops between two of them."""

    def __init__(self, cancel: CancelToken, progress: Progress | None) -> None:
        self._cancel = cancel
        self._progress = progress
        self.total = 0
        self.done = 0

    def fit(self, estimator: Any, X: NDArray[Any], y: NDArray[Any]) -> Any:
        from sklearn.base import clone

        if self._cancel.cancelled:
            raise Cancelled
        fitted = clone(estimator).fit(X, y)
        self.done += 1
        if self._progress is not None:
            self._progress(self.done, self.total)
        return fitted


def _evidence(
    rows: Rows, members: Mapping[str, Any], inner_fold: NDArray[Any], work: _Work
) -> Evidence:
    """Out-of-fold predictions over all rows; they stand in for test rows as well."""
    inner = tuple(
        _out_of_fold(estimator, rows, inner_fold, work)
        for estimator in members.values()
    )
    return Evidence(
        kind=rows.kind,
        n_classes=rows.n_classes,
        keys=tuple(members),
        test=inner,
        y=rows.y,
        inner=inner,
        inner_fold=inner_fold.astype(np.int64),
        X=rows.X,
        X_test=rows.X,
        seed=rows.seed,
    )


def _out_of_fold(
    estimator: Any, rows: Rows, inner_fold: NDArray[Any], work: _Work
) -> Predicted:
    labels = np.empty(len(rows.y), dtype=rows.y.dtype)
    table = None
    for fold in np.unique(inner_fold):
        left_out = inner_fold == fold
        fitted = work.fit(estimator, rows.X[~left_out], rows.y[~left_out])
        one = output(fitted, rows.X[left_out], rows.kind, rows.n_classes)
        labels[left_out] = one.labels
        if one.probabilities is not None:
            if table is None:
                table = np.empty((len(rows.y), rows.n_classes))
            table[left_out] = one.probabilities
    return Predicted(labels=labels, probabilities=table)


def _robust(
    rule: str, params: dict[str, Any], final: Final, found: Mapping[str, Predicted]
) -> Predicted:
    return (
        RULES.get(rule)
        .combine(_outputs_only(final, list(found.values())), params)
        .predicted
    )


def _seen(
    final: Final, members: Sequence[Predicted], X: NDArray[np.float64]
) -> NDArray[np.float64]:
    """What the combiner reads, as when it was fitted."""
    features = X if final.learned.passthrough else None
    return columns(members, _outputs_only(final, members), features)


def _outputs_only(final: Final, members: Sequence[Predicted]) -> Evidence:
    return Evidence(
        kind=final.kind,
        n_classes=final.n_classes,
        keys=tuple(final.members),
        test=tuple(members),
        y=np.empty(0),
    )
