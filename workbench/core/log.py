"""An append-only sequence that is a value.

A frozen state that grows by one item per event would copy its tuple every time.
Versions of a :class:`Log` share one list and remember how much of it is theirs, so
appending to the newest version costs one list append, and an old version never sees
later items.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar, overload

T = TypeVar("T")


class Log(Sequence[T]):
    """An immutable sequence with a cheap :meth:`append` that returns a new one."""

    __slots__ = ("_items", "_length")

    def __init__(self, items: Sequence[T] = ()) -> None:
        self._items = list(items)
        self._length = len(self._items)

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        if isinstance(index, slice):
            return [self._items[i] for i in range(*index.indices(self._length))]
        return self._items[range(self._length)[index]]

    def __iter__(self) -> Iterator[T]:
        return (self._items[i] for i in range(self._length))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Log):
            return NotImplemented
        return len(self) == len(other) and all(
            a == b for a, b in zip(self, other, strict=True)
        )

    __hash__ = None  # type: ignore[assignment]  # holds items of any type

    def __repr__(self) -> str:
        return f"Log({list(self)!r})"

    def append(self, item: T) -> Log[T]:
        """This sequence with ``item`` at its end; this one stays as it is."""
        if len(self._items) == self._length:
            self._items.append(item)
            longer: Log[T] = Log.__new__(Log)
            longer._items = self._items
        else:  # somebody else grew the shared list: branch off
            longer = Log([*self, item])
        longer._length = self._length + 1
        return longer
