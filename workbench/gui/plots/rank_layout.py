"""Where everything lies in a critical-difference diagram, in pixels.

The best rank is to the right, and names stand on both sides, tied to the axis by
elbows. Source: Demšar, "Statistical comparisons of classifiers over multiple data
sets", JMLR 7, 2006, figure 1.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF

from workbench.core.ensemble import Ranks
from workbench.gui.i18n import say

_GAP = 6.0
_BAR_STEP, _BAR_REACH = 6.0, 4.0
_ROW, _AIRY = 1.25, 1.9
"""Heights of a line from one name to the next, at least and where there is room."""
_NAMES_SHARE = 0.62
"""The share of the width that names may take, those on both sides together."""
_ABOVE = 3.4
"""Lines above the axis: the ruler's words, the ruler, and the axis' figures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Words in a place."""

    place: QRectF
    words: str
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True, slots=True, kw_only=True)
class Elbow:
    """One row of the comparison: from its rank down and aside to its name."""

    key: str
    rank: float
    line: tuple[QPointF, QPointF, QPointF]
    name: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A group whose ranks cannot be told apart."""

    keys: tuple[str, ...]
    start: QPointF
    end: QPointF


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """All that is drawn; ``ruler`` is as long as the critical difference."""

    axis: tuple[QPointF, QPointF]
    ticks: tuple[tuple[QPointF, Text | None], ...]
    ruler: tuple[QPointF, QPointF]
    ruler_words: Text
    elbows: tuple[Elbow, ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """The axis in pixels: from ``left`` (the worst rank) to ``right`` (the best)."""

    left: float
    right: float
    worst: float
    y: float
    first_row: float
    row: float
    metrics: QFontMetricsF

    def x(self, rank: float) -> float:
        """Where a rank lies."""
        share = (rank - 1) / (self.worst - 1)
        return self.right - share * (self.right - self.left)

    def text(self, words: str, *, centre: QPointF) -> Text:
        """Words around a point."""
        width = self.metrics.horizontalAdvance(words) + 2
        place = QRectF(0, 0, width, self.metrics.height())
        place.moveCenter(centre)
        return Text(place=place, words=words)


def needed_height(ranks: Ranks, metrics: QFontMetricsF) -> float:
    """How high a picture must be for every name to have a line of its own."""
    rows = math.ceil(len(ranks.keys) / 2)
    bars = _BAR_STEP * (1 + max(_levels(ranks).values(), default=0))
    return metrics.height() * (_ABOVE + 1.0 + _ROW * rows) + bars + _GAP


def layout(
    ranks: Ranks, view: QRectF, metrics: QFontMetricsF, ruler_words: str
) -> Layout:
    """Lay the diagram out in ``view``."""
    order = sorted(range(len(ranks.keys)), key=lambda i: ranks.mean_ranks[i])
    half = math.ceil(len(order) / 2)
    right, left = order[:half], order[half:][::-1]
    names = _names(ranks, (left, right), view.width() * _NAMES_SHARE, metrics)
    levels = _levels(ranks)
    bars = _BAR_STEP * (1 + max(levels.values(), default=0))
    airy = needed_height(ranks, metrics) + (_AIRY - _ROW) * half * metrics.height()
    top = view.top() + max(0.0, view.height() - airy) / 4
    y = top + _ABOVE * metrics.height()
    first = y + bars + 0.9 * metrics.height()
    room = (view.bottom() - first - metrics.height()) / max(1, half - 1)
    frame = _Frame(
        left=view.left() + _widest([names[i] for i in left], metrics) + 3 * _GAP,
        right=view.right() - _widest([names[i] for i in right], metrics) - 3 * _GAP,
        worst=float(max(2, len(order))),
        y=y,
        first_row=first,
        row=min(_AIRY * metrics.height(), max(_ROW * metrics.height(), room)),
        metrics=metrics,
    )
    ruler = _ruler(ranks, frame, top + 1.55 * metrics.height(), view.right() - _GAP)
    middle = (ruler[0] + ruler[1]) / 2 - QPointF(0, 0.75 * metrics.height())
    words = frame.text(ruler_words, centre=middle)
    words.place.moveLeft(max(words.place.left(), view.left() + 1))
    words.place.moveRight(min(words.place.right(), view.right() - 1))
    return Layout(
        axis=(QPointF(frame.left, y), QPointF(frame.right, y)),
        ticks=tuple(_ticks(frame)),
        ruler=ruler,
        ruler_words=words,
        elbows=(
            *_elbows(ranks, right, names, frame, at_left=False),
            *_elbows(ranks, left, names, frame, at_left=True),
        ),
        bars=tuple(_bars(ranks, levels, frame)),
    )


def _names(
    ranks: Ranks,
    sides: tuple[Sequence[int], Sequence[int]],
    room: float,
    metrics: QFontMetricsF,
) -> dict[int, tuple[str, str]]:
    """Names cut to what has room, and the ranks that stand beside them.

    Each side may take half of ``room``, and what the other one leaves of its half.
    """
    whole = {
        i: (say(title), f"{rank:.2f}")
        for i, (title, rank) in enumerate(
            zip(ranks.titles, ranks.mean_ranks, strict=True)
        )
    }
    needed = [_widest([whole[i] for i in side], metrics) for side in sides]
    found = {}
    for side, other in zip(sides, reversed(needed), strict=True):
        most = max(room / 2, room - other)
        for i in side:
            title, figure = whole[i]
            left = most - metrics.horizontalAdvance(f"  {figure}")
            elided = metrics.elidedText(title, Qt.TextElideMode.ElideRight, left)
            found[i] = elided, figure
    return found


def _widest(names: Sequence[tuple[str, str]], metrics: QFontMetricsF) -> float:
    return max((metrics.horizontalAdvance("  ".join(n)) for n in names), default=0.0)


def _elbows(
    ranks: Ranks,
    places: Sequence[int],
    names: Mapping[int, tuple[str, str]],
    frame: _Frame,
    *,
    at_left: bool,
) -> Iterator[Elbow]:
    """One side, the outermost on top, so that no elbow crosses another."""
    edge = frame.left - _GAP if at_left else frame.right + _GAP
    for number, i in enumerate(places):
        rank = ranks.mean_ranks[i]
        row = frame.first_row + number * frame.row
        start = QPointF(frame.x(rank), frame.y)
        name, figure = names[i]
        words = f"{name}  {figure}" if at_left else f"{figure}  {name}"
        text = frame.text(words, centre=QPointF(edge, row))
        if at_left:
            text.place.moveRight(edge - _GAP / 2)
        else:
            text.place.moveLeft(edge + _GAP / 2)
        line = (start, QPointF(start.x(), row), QPointF(edge, row))
        yield Elbow(key=ranks.keys[i], rank=rank, line=line, name=text)


def _ticks(frame: _Frame) -> Iterator[tuple[QPointF, Text | None]]:
    """A tick for each whole rank, and figures at those that have room for one."""
    metrics, last = frame.metrics, round(frame.worst)
    unit = (frame.right - frame.left) / (frame.worst - 1)
    widest = metrics.horizontalAdvance(str(last)) + 2 * _GAP
    step = next(
        s for s in (1, 2, 5, 10, 20, 50, last) if s * unit >= widest or s == last
    )
    for rank in range(1, last + 1):
        place = QPointF(frame.x(rank), frame.y)
        above = place - QPointF(0, _GAP + 0.5 * metrics.height())
        named = rank % step == 0 or rank == 1
        # Two figures beside each other, 1 and the first multiple, may be too close.
        named = named and not (rank == 1 and step > 1 and (step - 1) * unit < widest)
        yield place, frame.text(str(rank), centre=above) if named else None


def _ruler(
    ranks: Ranks, frame: _Frame, y: float, most: float
) -> tuple[QPointF, QPointF]:
    """From the worst end of the axis; cut where the picture ends."""
    unit = (frame.right - frame.left) / (frame.worst - 1)
    end = frame.left + ranks.critical_difference * unit
    return QPointF(frame.left, y), QPointF(min(end, most), y)


def _levels(ranks: Ranks) -> dict[tuple[str, ...], int]:
    """How far down the bar of each group lies: bars that overlap lie apart."""
    reached: list[float] = []  # the worst rank on each level so far
    levels: dict[tuple[str, ...], int] = {}
    for group in sorted(_groups(ranks), key=lambda g: _ends(ranks, g)):
        best, worst = _ends(ranks, group)
        level = next((n for n, end in enumerate(reached) if end < best), len(reached))
        reached[level : level + 1] = [worst]
        levels[group] = level
    return levels


def _groups(ranks: Ranks) -> list[tuple[str, ...]]:
    return [group for group in ranks.groups if len(group) > 1]


def _ends(ranks: Ranks, group: Sequence[str]) -> tuple[float, float]:
    """The best and the worst mean rank of a group."""
    known = dict(zip(ranks.keys, ranks.mean_ranks, strict=True))
    found = [known[key] for key in group]
    return min(found), max(found)


def _bars(
    ranks: Ranks, levels: dict[tuple[str, ...], int], frame: _Frame
) -> Iterator[Bar]:
    reach = QPointF(_BAR_REACH, 0)
    for group, level in levels.items():
        best, worst = _ends(ranks, group)
        y = frame.y + _BAR_STEP * (level + 1)
        start, end = QPointF(frame.x(worst), y), QPointF(frame.x(best), y)
        yield Bar(keys=group, start=start - reach, end=end + reach)
