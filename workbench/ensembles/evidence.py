"""What members predicted on one outer split: all that a combination rule may see."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from workbench.core.messages import Message

Kind = Literal["classification", "regression"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicted:
    """What one member, or a rule, predicted for some rows.

    ``labels`` is (rows,): class indices, or values for regression. ``probabilities`` is
    (rows, classes) where there are such.
    """

    labels: NDArray[Any]
    probabilities: NDArray[np.float64] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One outer split. Nothing here tells the true targets of its test rows.

    ``test`` holds one entry per member: what it predicted for the outer test rows after
    it was fitted on all outer training rows. ``inner`` holds what it predicted for the
    training rows out of fold, each row by a copy that never saw it; it is empty where
    no rule asked for it. ``y`` (training rows,) are their targets, ``inner_fold``
    (training rows,) the inner fold in which each was predicted. ``X`` and ``X_test``
    are features, complete and numeric, present for rules that pass them through.
    """

    kind: Kind
    n_classes: int
    keys: tuple[str, ...]
    test: tuple[Predicted, ...]
    y: NDArray[Any]
    inner: tuple[Predicted, ...] = ()
    inner_fold: NDArray[np.int64] | None = None
    X: NDArray[np.float64] | None = None
    X_test: NDArray[np.float64] | None = None
    seed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Combined:
    """What a rule made of the evidence.

    ``weights`` are those it gave the members, summing to 1, where it has such;
    ``single`` is the key of the one member it relied on; ``note`` says what must be
    known of it (how many ties fell to the lowest label).
    """

    predicted: Predicted
    weights: dict[str, float] = field(default_factory=dict)
    single: str | None = None
    note: Message | None = None
