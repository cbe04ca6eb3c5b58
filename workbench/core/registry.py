"""Named, optional parts: data sets, estimators, engines, workloads.

Entries register themselves when their module is imported, and the modules are imported
or named by explicit lines in the package's ``__init__``: scanning folders finds nothing
inside a frozen installer. A module that is only named is imported when one of its
entries is asked for, so that a worker or a short command loads nothing that it does not
use; a registry with a ``home`` has that imported before it is first looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Generic, TypeVar

from workbench.core.errors import BadInput, unknown_name
from workbench.core.messages import Message

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Later:
    """Stands for an entry whose module is not imported yet."""

    module: str


class Registry(Generic[T]):
    """An ordered mapping from name to entry that explains unknown names."""

    def __init__(self, kind: Message, *, home: str = "") -> None:
        self.kind = kind
        self._home = home
        """The package whose import registers all entries, if it is to be imported."""
        self._entries: dict[str, T | _Later] = {}

    def __contains__(self, name: object) -> bool:
        return name in self._known()

    def __iter__(self) -> Iterator[str]:
        return iter(self._known())

    def __len__(self) -> int:
        return len(self._known())

    def add(self, name: str, entry: T) -> T:
        """Register ``entry``; a name is given once."""
        free = isinstance(self._entries.get(name, _NONE), _Later)
        if not free:
            raise ValueError(f"{self.kind} {name!r} is registered twice")
        self._entries[name] = entry
        return entry

    def expect(self, module: str, *names: str) -> None:
        """``module``, once imported, registers entries of these names."""
        for name in names:
            if name in self._entries:
                raise ValueError(f"{self.kind} {name!r} is registered twice")
            self._entries[name] = _Later(module)

    def register(self, name: str) -> Callable[[T], T]:
        """Decorator form of :meth:`add`."""
        return lambda entry: self.add(name, entry)

    def get(self, name: str, field: str = "") -> T:
        """The entry, or :class:`BadInput` with the known names and the nearest one."""
        try:
            found = self._known()[name]
        except KeyError:
            raise BadInput(
                [unknown_name(field, self.kind, name, self.names())]
            ) from None
        return self._loaded(name, found) if isinstance(found, _Later) else found

    def names(self) -> tuple[str, ...]:
        """All names, in the order of registration."""
        return tuple(self._known())

    def items(self) -> Iterator[tuple[str, T]]:
        """Name and entry, in the order of registration; all modules are imported."""
        return ((name, self.get(name)) for name in self.names())

    def _known(self) -> dict[str, T | _Later]:
        if self._home:
            import_module(self._home)  # as good as nothing, once it is there
        return self._entries

    def _loaded(self, name: str, later: _Later) -> T:
        import_module(later.module)
        found = self._entries[name]
        if not isinstance(found, _Later):
            return found
        raise LookupError(f"{later.module} registers no {self.kind} {name!r}")


_NONE = _Later("")
