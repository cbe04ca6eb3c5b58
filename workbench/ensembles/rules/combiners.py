"""Models that learn how to combine: what they read, how they are fitted and asked.

Columns and defaults are those of ``sklearn.ensemble.StackingClassifier`` and
``StackingRegressor``, and nothing is standardised that they do not, so that the same
folds give the same predictions.
"""

from __future__ import annotations

import contextlib
import threading
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.ensembles.evidence import Combined, Evidence, Predicted
from workbench.ensembles.rules.logistic import Logistic
from workbench.ensembles.rules.ridge import Ridge, RidgeClassifier
from workbench.ensembles.rules.tables import Array, inner, probabilities

_UNSETTLED = Message(
    QT_TRANSLATE_NOOP(
        "Message",
        "The combiner's fit was stopped before it had settled, as scikit-learn does by "
        "default.",
    )
)
_ONE_CLASS = Message(
    QT_TRANSLATE_NOOP(
        "Message",
        "The combiner saw rows of one class only, so it always predicts that.",
    )
)
_ROWS = 1000


def logistic(*, passthrough: bool = False) -> Any:
    """The classifier that ``StackingClassifier`` takes by default.

    Our own, which does the same, but scikit-learn's beside features: with those of any
    size the search often stops before it has settled, and where depends on rounding.
    """
    if not passthrough:
        return Logistic()
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression()


def ridge(kind: str) -> Any:
    """Ridge regression, its penalty chosen among 0.1, 1 and 10 by leave-one-out.

    For values, what ``StackingRegressor`` takes by default.
    """
    return RidgeClassifier() if kind == "classification" else Ridge()


def columns(
    members: Sequence[Predicted], evidence: Evidence, features: Array | None = None
) -> Array:
    """What a combiner reads: (rows, columns), member by member, then ``features``.

    The probabilities of all classes; of two, only that of the second, since the other
    says the same. Values as they are.
    """
    if evidence.kind == "regression":
        parts = [np.asarray(m.labels, dtype=np.float64)[:, None] for m in members]
    elif evidence.n_classes == 2:
        parts = [table[:, 1:] for table in probabilities(members)]
    else:
        parts = probabilities(members)
    return _side_by_side(parts if features is None else [*parts, features])


def _side_by_side(parts: Sequence[Array]) -> Array:
    """As ``numpy.hstack``, several times as fast with many narrow parts.

    Single columns one after the other in memory, as our own combiners like them; else
    some rows at a time, so that what is written stays near the processor.
    """
    if all(part.shape[1] == 1 for part in parts):
        return np.stack([part[:, 0] for part in parts]).T
    whole = np.empty((len(parts[0]), sum(part.shape[1] for part in parts)))
    for start in range(0, len(whole), _ROWS):
        rows = slice(start, start + _ROWS)
        whole[rows] = np.hstack([part[rows] for part in parts])
    return whole


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a combiner learns from, and what it is asked about."""

    X: Array
    y: NDArray[Any]
    X_test: Array


def lesson(evidence: Evidence, *, passthrough: bool) -> Lesson:
    """All inner rows, with the original features if they pass through.

    Raises ``ValueError`` where the evidence lacks them.
    """
    if not passthrough:
        return Lesson(
            columns(inner(evidence), evidence),
            evidence.y,
            columns(evidence.test, evidence),
        )
    if evidence.X is None or evidence.X_test is None:
        raise ValueError("this rule needs the features to pass them through")
    return Lesson(
        columns(inner(evidence), evidence, evidence.X),
        evidence.y,
        columns(evidence.test, evidence, evidence.X_test),
    )


def learned(
    make: Callable[[], Any], lesson: Lesson, kind: str, n_classes: int
) -> Combined:
    """The test rows as a combiner sees them that was fitted to the lesson."""
    if kind == "classification" and (lesson.y == lesson.y[0]).all():
        return _always(int(lesson.y[0]), len(lesson.X_test), n_classes)
    model = make()
    settled = fitted(model, lesson)
    table = None
    if hasattr(model, "predict_proba"):
        table = np.zeros((len(lesson.X_test), n_classes))
        table[:, model.classes_] = model.predict_proba(lesson.X_test)
    return Combined(
        predicted=Predicted(labels=model.predict(lesson.X_test), probabilities=table),
        note=None if settled else _UNSETTLED,
    )


def fitted(model: Any, lesson: Lesson) -> bool:
    """Fit in place; whether it came to its end."""
    ours = isinstance(model, Logistic | Ridge | RidgeClassifier)
    with contextlib.nullcontext() if ours else _UNWARNED:
        model.fit(lesson.X, lesson.y)
    steps = getattr(model, "n_iter_", None)
    return steps is None or bool((steps < model.max_iter).all())


class _Unwarned:
    """Ignores what scikit-learn warns of a fit that has not settled: we note it.

    The filters of warnings belong to all threads of a process, so the first fit to
    begin sets them and the last to end puts them back.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._inside = 0
        self._before = contextlib.ExitStack()

    def __enter__(self) -> None:
        from sklearn.exceptions import ConvergenceWarning

        with self._lock:
            if self._inside == 0:
                self._before.enter_context(warnings.catch_warnings())
                warnings.simplefilter("ignore", ConvergenceWarning)
            self._inside += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._inside -= 1
            if self._inside == 0:
                self._before.close()


_UNWARNED = _Unwarned()


def _always(label: int, rows: int, n_classes: int) -> Combined:
    table = np.zeros((rows, n_classes))
    table[:, label] = 1.0
    return Combined(
        predicted=Predicted(labels=np.full(rows, label), probabilities=table),
        note=_ONE_CLASS,
    )
