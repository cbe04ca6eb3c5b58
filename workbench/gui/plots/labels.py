"""Names beside marks: where each has room, so that none covers another or a mark."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF

_GAP = 3.0
"""Pixels between a mark and a label that lies close to it."""
_AIR = 1.0
"""Pixels that labels keep from each other."""
_RINGS = (0.0, 1.1, 2.2, 3.3, 4.6, 6.0)
"""How far out a label may lie, in heights of a label; from the second on, tied."""
_AROUND = (0, 180, 90, 270, 45, 135, 315, 225)
"""Directions in the order of preference, in degrees, against the clock."""
_BETWEEN = (20, 160, 200, 340, 65, 115, 245, 295)
"""Those that are tried as well where a label has to be tied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A label's place; ``tied`` is where a line to its mark begins, if it needs one."""

    place: QRectF
    tied: QPointF | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A label for the mark at ``mark``, which reaches ``radius`` pixels around it."""

    mark: QPointF
    radius: float
    size: QSizeF

    @property
    def around(self) -> QRectF:
        """What the mark takes."""
        place = QRectF(0, 0, 2 * self.radius, 2 * self.radius)
        place.moveCenter(self.mark)
        return place


def placed(
    wishes: Sequence[Wish],
    view: QRectF,
    taken: Sequence[QRectF] = (),
    written: Sequence[QRectF] = (),
) -> tuple[Placed | None, ...]:
    """A place inside ``view`` for each label, ``None`` where there is no room.

    Earlier ones choose first. None covers another label, be it one ``written`` before,
    anything in ``taken``, or another's mark. No line that ties a label to its mark
    crosses another label.
    """
    labels = list(written)
    ties: list[tuple[QPointF, QPointF]] = []
    found: list[Placed | None] = []
    for number, wish in enumerate(wishes):
        others = [w.around for place, w in enumerate(wishes) if place != number]
        best = _first_free(wish, view, [*others, *taken], labels, ties)
        found.append(best)
        if best is not None:
            labels.append(best.place.adjusted(-_AIR, -_AIR, _AIR, _AIR))
            if best.tied is not None:
                ties.append((wish.mark, best.tied))
    return tuple(found)


def _first_free(
    wish: Wish,
    view: QRectF,
    blocked: Sequence[QRectF],
    labels: Sequence[QRectF],
    ties: Sequence[tuple[QPointF, QPointF]],
) -> Placed | None:
    for ring in _RINGS:
        for degrees in _AROUND if ring == 0 else (*_AROUND, *_BETWEEN):
            place = _candidate(wish, ring, degrees)
            if (
                not view.contains(place)
                or any(place.intersects(other) for other in (*blocked, *labels))
                or any(_crosses(*tie, place) for tie in ties)
            ):
                continue
            if ring == 0:
                return Placed(place=place)
            tied = _nearest(place, wish.mark)
            if not any(_crosses(wish.mark, tied, label) for label in labels):
                return Placed(place=place, tied=tied)
    return None


def _candidate(wish: Wish, ring: float, degrees: float) -> QRectF:
    """A label beside the mark, moved outwards by so many of its heights."""
    size = wish.size
    out = wish.radius + _GAP + ring * size.height()
    across = math.cos(math.radians(degrees))
    along = -math.sin(math.radians(degrees))  # pixels count downwards
    centre = wish.mark + QPointF(
        across * out + _sign(across) * size.width() / 2,
        along * out + _sign(along) * size.height() / 2,
    )
    place = QRectF(QPointF(0, 0), size)
    place.moveCenter(centre)
    return place


def _sign(value: float) -> float:
    return 0.0 if abs(value) < 1e-9 else math.copysign(1.0, value)


def _nearest(place: QRectF, to: QPointF) -> QPointF:
    return QPointF(
        min(max(to.x(), place.left()), place.right()),
        min(max(to.y(), place.top()), place.bottom()),
    )


def _crosses(start: QPointF, end: QPointF, place: QRectF) -> bool:
    """Whether the line runs through ``place``, looked at every few pixels."""
    length = math.hypot(end.x() - start.x(), end.y() - start.y())
    steps = max(1, math.ceil(length / 3))
    return any(
        place.contains(start + (end - start) * (step / steps))
        for step in range(steps + 1)
    )
