"""Arrays that a run needs everywhere, placed once and named by a handle.

A task carries a :class:`DataHandle`, never the arrays. Each process keeps the arrays
that were placed in it in one table (the one process-wide variable of this package,
because "this process" is exactly its meaning); an engine fills it through :func:`hold`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from numpy.typing import NDArray

_HELD: dict[str, Mapping[str, NDArray[Any]]] = {}


class DataHandle(msgspec.Struct, frozen=True, kw_only=True):
    """The name under which arrays were placed, and their size in bytes."""

    key: str
    size: int = 0

    def arrays(self) -> Mapping[str, NDArray[Any]]:
        """The arrays by name, as this process holds them; not to be written to."""
        try:
            return _HELD[self.key]
        except KeyError:
            raise LookupError(f"no data were placed here as {self.key!r}") from None


def hold(key: str, arrays: Mapping[str, NDArray[Any]]) -> DataHandle:
    """Keep ``arrays`` in this process under ``key``, read-only from now on."""
    for array in arrays.values():
        array.flags.writeable = False
    _HELD[key] = dict(arrays)
    return DataHandle(key=key, size=sum(a.nbytes for a in arrays.values()))


def let_go(key: str) -> None:
    """Forget what was held under ``key``; unknown keys are no error."""
    _HELD.pop(key, None)
