"""One block of shared memory that is kept for the arrays that come next.

The system zeroes and maps every page of a new block, which takes longer than copying
the data into pages that are there. So a block that is not needed any more is kept for a
while, once every worker has confirmed that it let go of it. A worker in which something
still lies in the block, say an array that a task stored away, does not confirm: the
array must not change under its hands.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.engines.placement import Placed
    from workbench.engines.seat import Seat
    from workbench.engines.shared import Block

KEPT_S = 30.0
"""How long a block is kept for the next arrays."""
_WASTE = 2
"""A block that is so many times larger than the arrays is not used for them."""


class Spare:
    """Blocks on their way out. All but :meth:`take` belongs to the supervisor."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._block: Block | None = None
        self._until = 0.0
        self._retired: dict[str, tuple[Placed, set[Seat]]] = {}
        """Placed arrays that nobody needs, and the workers that still have them."""

    def take(self, size: int) -> Block | None:
        """The spare block, cut to ``size`` bytes, if it is a fit. From any thread."""
        with self._lock:
            block = self._block
            if block is None or not size <= block.capacity <= _WASTE * size:
                return None
            self._block = None
        block.cut(size)
        return block

    def retire(self, placed: Placed, seats: Iterable[Seat], now: float) -> None:
        """Nobody needs ``placed`` any more; ``seats`` were told to let go of it."""
        self._retired[placed.key] = placed, set(seats)
        self._settle(placed.key, now)

    def confirmed(self, key: str, seat: Seat, now: float, *, free: bool) -> None:
        """A worker obeyed; ``free`` is whether nothing of it lies there any more."""
        if key not in self._retired:
            return
        placed, seats = self._retired[key]
        seats.discard(seat)
        if free:
            self._settle(key, now)
        else:
            placed.close()
            del self._retired[key]

    def buried(self, seat: Seat, now: float) -> None:
        """A worker is gone, and with it what it had mapped."""
        for key, (_, seats) in list(self._retired.items()):
            seats.discard(seat)
            self._settle(key, now)

    def look(self, now: float) -> None:
        """Free what was kept for long enough."""
        if self._block is not None and now >= self._until:
            self._free(None)

    def close(self) -> None:
        """Free everything."""
        for placed, _ in self._retired.values():
            placed.close()
        self._retired.clear()
        self._free(None)

    def _settle(self, key: str, now: float) -> None:
        placed, seats = self._retired[key]
        if seats:
            return
        del self._retired[key]
        self._until = now + KEPT_S
        self._free(placed.hand_over())

    def _free(self, successor: Block | None) -> None:
        with self._lock:
            block, self._block = self._block, successor
        if block is not None:
            block.close()
            block.unlink()
