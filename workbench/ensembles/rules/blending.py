"""Blending: as stacking, but the combiner learns from one hold-out.

Known from the Netflix prize: Töscher, Jahrer and Bell, "The BigChaos solution to the
Netflix Grand Prize", 2009.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import ParamValue
from workbench.ensembles.evidence import Combined, Evidence, Predicted
from workbench.ensembles.rules.base import RULES, RuleEntry
from workbench.ensembles.rules.combiners import (
    Lesson,
    columns,
    learned,
    logistic,
    ridge,
)
from workbench.ensembles.rules.tables import inner

_HOLD_OUT = Message(
    QT_TRANSLATE_NOOP(
        "Message", "The combiner learned from one inner fold only, as a hold-out."
    )
)


def _blending(evidence: Evidence, params: Mapping[str, ParamValue]) -> Combined:
    if evidence.inner_fold is None:
        raise ValueError("this rule needs to know the inner folds")
    held = _rows_of(evidence.inner_fold, int(evidence.inner_fold.min()))
    members = tuple(
        Predicted(
            labels=m.labels[held],
            probabilities=None if m.probabilities is None else m.probabilities[held],
        )
        for m in inner(evidence)
    )
    seen = Lesson(
        columns(members, evidence), evidence.y[held], columns(evidence.test, evidence)
    )
    regression = evidence.kind == "regression"
    found = learned(
        (lambda: ridge(evidence.kind)) if regression else logistic,
        seen,
        evidence.kind,
        evidence.n_classes,
    )
    return Combined(predicted=found.predicted, note=found.note or _HOLD_OUT)


def _rows_of(inner_fold: NDArray[np.int64], fold: int) -> NDArray[np.intp] | slice:
    """Where this fold's rows are; as a slice, which copies nothing, if side by side."""
    found = np.flatnonzero(inner_fold == fold)
    begin, end = int(found[0]), int(found[-1]) + 1
    return slice(begin, end) if end - begin == len(found) else found


RULES.add(
    "blending",
    RuleEntry(
        name="blending",
        title=Message(QT_TRANSLATE_NOOP("Message", "Blending")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "As stacking, but its combiner (logistic for classes, ridge for "
                "values) learns from the first inner fold only, as a hold-out: cheaper "
                "to have elsewhere, and less sure.",
            )
        ),
        function=_blending,
        needs_probabilities=True,
        needs_inner=True,
        trained=True,
    ),
)
