"""What each further member adds to an ensemble, and when it has grown enough.

The ensemble of the first n members of a split is scored at every size n, and compared
with its own first half, split by split: the gain from n/2 to n, by member, is what one
more member may be expected to bring, and no less. The expected error of an average of
members is a + b/n (Hastie, Tibshirani and Friedman, "The Elements of Statistical
Learning", 2009, section 15.2): its second half brought 2b/n² by member, the next one
brings b/n². Under boosting, which follows no such law, it is a slope.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import fmean
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.core.ensemble import GrowthPoint
from workbench.ensembles.comparison import Comparison, compare, mean_interval

Tables = NDArray[np.float64]
"""What ensembles of one size after the other predict for a split's test rows: (sizes,
rows, classes) probabilities, or (sizes, rows) values."""

LEAST = 20
"""No smaller ensemble is called flat: its halves are too few to tell."""
APART = 10
"""Members between two looks: the same evidence is not asked twice."""
IN_A_ROW = 2
"""Flat looks in a row that end growth."""
NEXT = 10
"""The further members whose gain must be worth it."""


@dataclass(slots=True)
class Curve:
    """One split: what the first 1, 2, … members score together.

    ``losses`` are log losses, and stay empty for regression.
    """

    scores: list[float] = field(default_factory=list)
    losses: list[float] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.scores)

    def extend(self, tables: Tables, truth: NDArray[Any]) -> None:
        """Take in the ensembles of the next sizes, scored against ``truth``."""
        if tables.ndim == 3:
            self.scores += accuracies(tables, truth).tolist()
            self.losses += log_losses(tables, truth).tolist()
        else:
            self.scores += r2_scores(tables, truth).tolist()

    def stay(self, size: int) -> None:
        """An ensemble that grows no further is the same at every larger size."""
        for values in (self.scores, self.losses):
            if values:
                values += values[-1:] * (size - len(values))


def running_means(
    total: NDArray[np.float64], members: Tables, before: int
) -> tuple[Tables, NDArray[np.float64]]:
    """The averages of the first ``before`` + 1, ``before`` + 2, … members.

    ``total`` is the sum of those before, and returned with the new ones in it. Sums are
    taken in the members' order, so that blocks of any length give the same bits.
    """
    sums = np.cumsum(np.concatenate([total[None], members]), axis=0)[1:]
    sizes = np.arange(before + 1, before + 1 + len(members))
    return sums / sizes.reshape(-1, *(1,) * total.ndim), sums[-1]


def accuracies(tables: Tables, truth: NDArray[Any]) -> NDArray[np.float64]:
    """The share of rows whose most probable class is right; ties go to the lowest."""
    right: NDArray[np.float64] = (tables.argmax(axis=2) == truth).mean(axis=1)
    return right


def log_losses(tables: Tables, truth: NDArray[Any]) -> NDArray[np.float64]:
    """−mean log p(true class), p kept one rounding step away from 0 and 1.

    A row that no member got right costs 36 as in ``sklearn.metrics.log_loss``, instead
    of infinity.
    """
    step = np.finfo(np.float64).eps
    true = tables[:, np.arange(len(truth)), truth]
    losses: NDArray[np.float64] = -np.log(np.clip(true, step, 1 - step)).mean(axis=1)
    return losses


def r2_scores(tables: Tables, truth: NDArray[Any]) -> NDArray[np.float64]:
    """1 − Σ(y − ŷ)² / Σ(y − ȳ)²; where all targets are equal 1 for a hit, else 0."""
    missed = ((tables - truth) ** 2).sum(axis=1)
    spread = float(((truth - truth.mean()) ** 2).sum())
    if spread == 0:
        return np.where(missed == 0, 1.0, 0.0)
    return np.asarray(1 - missed / spread)


def score_gain(
    curves: Sequence[Curve], size: int, test_ratio: float
) -> Comparison | None:
    """Score at ``size`` minus score at half of it, over the splits."""
    return _gain([curve.scores for curve in curves], size, test_ratio)


def loss_gain(
    curves: Sequence[Curve], size: int, test_ratio: float
) -> Comparison | None:
    """By how much the log loss fell from half of ``size`` to ``size``."""
    if not curves or not curves[0].losses:
        return None
    falling = [[-loss for loss in curve.losses[:size]] for curve in curves]
    return _gain(falling, size, test_ratio)


def _gain(
    values: Sequence[Sequence[float]], size: int, test_ratio: float
) -> Comparison | None:
    if size < 2 or not values:
        return None
    now = [split[size - 1] for split in values]
    half = [split[size // 2 - 1] for split in values]
    return compare(now, half, test_ratio)


def next_gain(gain: Comparison, size: int) -> float | None:
    """What ten further members may bring at most, by the upper end of the interval."""
    if gain.ci95 is None:
        return None
    return NEXT * gain.ci95[1] / (size - size // 2)


def is_flat(
    curves: Sequence[Curve], size: int, test_ratio: float, worth: float
) -> bool:
    """Whether more members bring nothing that counts.

    Ten further ones may bring at most less than ``worth`` in score, by the upper end of
    the 95 % interval; and the gain in log loss is within noise, its interval holding 0,
    or held to the same. One split has no interval, and is never flat.
    """
    score = score_gain(curves, size, test_ratio)
    if score is None or not _worthless(score, size, worth):
        return False
    loss = loss_gain(curves, size, test_ratio)
    if loss is None or loss.ci95 is None:
        return True
    return loss.ci95[0] <= 0 or _worthless(loss, size, worth)


def _worthless(gain: Comparison, size: int, worth: float) -> bool:
    most = next_gain(gain, size)
    return most is not None and most < worth


class StopRule:
    """Ends growth once :func:`is_flat` held at two looks in a row.

    Looks are at least ten members apart, from twenty members on. What it answers
    depends on the members' predictions alone, never on workers or time.
    """

    def __init__(self, *, worth: float, test_ratio: float) -> None:
        self._worth = worth
        self._ratio = test_ratio
        self._looked = 0
        self._flat = 0

    def look(self, curves: Sequence[Curve], size: int) -> bool:
        """Whether growth is over at ``size``; to be asked with growing sizes."""
        if size < max(LEAST, self._looked + APART):
            return False
        self._looked = size
        flat = is_flat(curves, size, self._ratio, self._worth)
        self._flat = self._flat + 1 if flat else 0
        return self._flat >= IN_A_ROW


def growth_point(
    method: str,
    size: int,
    curves: Sequence[Curve],
    test_ratio: float,
    *,
    cpu: Sequence[float],
    wall_s: float,
) -> GrowthPoint:
    """The ensemble of ``size`` members over all splits.

    ``cpu`` are the CPU seconds of the first 1, 2, … members. The gain of one more
    member is that of the second half, by member and by CPU second.
    """
    scores = [curve.scores[size - 1] for curve in curves]
    losses = [curve.losses[size - 1] for curve in curves if curve.losses]
    gain = score_gain(curves, size, test_ratio)
    classes = bool(losses)
    half = size // 2
    spent = cpu[size - 1] - cpu[half - 1] if half else 0.0
    return GrowthPoint(
        method=method,
        members=size,
        score=fmean(scores),
        score_ci95=_within(
            mean_interval(scores, test_ratio), 0.0 if classes else None, 1.0
        ),
        log_loss=fmean(losses) if losses else None,
        log_loss_ci95=_within(mean_interval(losses, test_ratio), 0.0, None),
        cpu_s=cpu[size - 1],
        wall_s=wall_s,
        gain=None if gain is None else gain.difference / (size - half),
        gain_ci95=None if gain is None else _over(gain.ci95, size - half),
        gain_per_cpu_s=gain.difference / spent if gain and spent > 0 else None,
    )


def _within(
    interval: tuple[float, float] | None, least: float | None, most: float | None
) -> tuple[float, float] | None:
    """No interval reaches beyond what its figure can be."""
    if interval is None:
        return None
    low, high = interval
    return (
        low if least is None else max(least, low),
        high if most is None else min(most, high),
    )


def _over(
    interval: tuple[float, float] | None, members: int
) -> tuple[float, float] | None:
    return None if interval is None else (interval[0] / members, interval[1] / members)
