"""Named, optional parts: data sets, estimators, engines, workloads.

Entries register themselves when their module is imported, and the modules are imported
by explicit lines in the package's ``__init__``: scanning folders finds nothing inside a
frozen installer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

from workbench.core.errors import BadInput, unknown_name
from workbench.core.messages import Message

T = TypeVar("T")


class Registry(Generic[T]):
    """An ordered mapping from name to entry that explains unknown names."""

    def __init__(self, kind: Message) -> None:
        self.kind = kind
        self._entries: dict[str, T] = {}

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def add(self, name: str, entry: T) -> T:
        """Register ``entry``; a name is given once."""
        if name in self._entries:
            raise ValueError(f"{self.kind} {name!r} is registered twice")
        self._entries[name] = entry
        return entry

    def register(self, name: str) -> Callable[[T], T]:
        """Decorator form of :meth:`add`."""
        return lambda entry: self.add(name, entry)

    def get(self, name: str, field: str = "") -> T:
        """The entry, or :class:`BadInput` with the known names and the nearest one."""
        try:
            return self._entries[name]
        except KeyError:
            raise BadInput(
                [unknown_name(field, self.kind, name, self.names())]
            ) from None

    def names(self) -> tuple[str, ...]:
        """All names, in the order of registration."""
        return tuple(self._entries)

    def items(self) -> Iterator[tuple[str, T]]:
        """Name and entry, in the order of registration."""
        return iter(self._entries.items())
