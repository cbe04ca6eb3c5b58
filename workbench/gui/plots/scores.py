"""What the accuracy picture shows, found in a run's state: columns, kinds, range."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from workbench.core.state import RunState
from workbench.gui.i18n import say

Kind = Literal["model", "vote", "baseline"]

SERIES = "fold score"
_GOLDEN = 0.6180339887498949


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One model: its splits' scores so far, their mean and 95 % interval."""

    key: str
    title: str
    kind: Kind
    dots: tuple[tuple[int, float], ...]
    """Split (from 0) and score, as far as they have come back."""
    mean: float | None
    ci95: tuple[float, float] | None
    fit_s: float | None
    score_s: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """All that is drawn. ``off`` are the columns that lie below the range."""

    columns: tuple[Column, ...]
    y: tuple[float, float]
    off: tuple[str, ...]


def columns(state: RunState) -> tuple[Column, ...]:
    """One column per model, in the order of the spec."""
    kinds = _kinds(state)
    family = state.series.get(SERIES, {})
    estimates = state.estimate.models if state.estimate else {}
    found = []
    for key in dict.fromkeys([*state.model_titles, *kinds, *family]):
        estimate = estimates.get(key)
        points = family.get(key, {})
        title = state.model_titles.get(key)
        found.append(
            Column(
                key=key,
                title=say(title) if title else key,
                kind=kinds.get(key, "model"),
                dots=tuple(sorted((int(x), y) for x, y in points.items())),
                mean=estimate.mean if estimate else None,
                ci95=estimate.ci95 if estimate else None,
                fit_s=estimate.fit_s if estimate else None,
                score_s=estimate.score_s if estimate else None,
            )
        )
    return tuple(found)


def resolve(state: RunState) -> Picture | None:
    """What to draw, or ``None`` before the first score."""
    found = columns(state)
    if not any(column.dots or column.mean is not None for column in found):
        return None
    extents = {c.key: extent for c in found if (extent := _extent(c))}
    models = [
        extents[c.key] for c in found if c.kind != "baseline" and c.key in extents
    ]
    low, high = _hull(models or list(extents.values()))
    off: tuple[str, ...] = ()
    baselines = [c.key for c in found if c.kind == "baseline" and c.key in extents]
    if models and baselines:
        whole = _hull(list(extents.values()))
        # A dummy far below would press the models' differences into a line.
        if whole[1] - whole[0] > 1.8 * (high - low):
            off = tuple(k for k in baselines if extents[k][0] < low)
        else:
            low, high = whole
    return Picture(columns=found, y=_range(low, high), off=off)


def metric(state: RunState) -> str:
    """What a score is: ``accuracy``, ``r2``, or empty while nobody has said."""
    if state.metric or not state.trials:
        return state.metric
    return state.trials[-1].scores.metric


def jitter(split: int) -> float:
    """Where a split's dot stands across its column, −0.5 to 0.5; evenly spread."""
    return (split * _GOLDEN) % 1.0 - 0.5


def _kinds(state: RunState) -> dict[str, Kind]:
    if state.spec is None or state.spec.workload != "cross_validation":
        return {}
    return {model.key: _kind(model.estimator) for model in state.spec.models}


def _kind(estimator: str) -> Kind:
    if estimator.endswith("_vote"):
        return "vote"
    return "baseline" if estimator.startswith("dummy") else "model"


def _extent(column: Column) -> tuple[float, float] | None:
    values = [y for _, y in column.dots]
    if column.ci95:
        values += column.ci95
    elif column.mean is not None:
        values.append(column.mean)
    return (min(values), max(values)) if values else None


def _hull(extents: list[tuple[float, float]]) -> tuple[float, float]:
    return min(low for low, _ in extents), max(high for _, high in extents)


def _range(low: float, high: float) -> tuple[float, float]:
    """The axis around ``low`` to ``high``, in steps, so that it seldom jumps.

    Scores end at 1; the little above is room for half a dot.
    """
    high = min(high, 1.0)
    span = max(high - low, 0.02)
    step = 10 ** math.floor(math.log10(span)) / 2
    bottom = math.floor((low - 0.04 * span) / step) * step
    top = math.ceil((high + 0.04 * span) / step) * step
    return bottom, min(top, 1.0 + 0.035 * (1.0 - bottom))
