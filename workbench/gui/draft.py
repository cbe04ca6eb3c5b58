"""The experiment being set up: one frozen spec that can be undone.

Widgets call :meth:`Draft.replace` and redraw on ``changed``; they never read each
other.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

import msgspec
from PySide6.QtCore import QElapsedTimer, QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from workbench.core.anatomy import Change
from workbench.core.spec import ExperimentSpec, from_builtins, to_builtins
from workbench.engines import ENGINES, addresses

_UNDO_LIMIT = 200


class Draft(QObject):
    """Holds the spec and the stack of its changes.

    Edits of the same fields under the same text that follow each other within
    ``merge_within_ms`` are undone in one step, such as a burst of clicks on an arrow.
    """

    changed = Signal(object)
    """Carries the :class:`ExperimentSpec`; also after undo and redo."""

    def __init__(
        self,
        spec: ExperimentSpec | None = None,
        *,
        merge_within_ms: int = 1000,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._spec = ExperimentSpec() if spec is None else spec
        self._merge_within_ms = merge_within_ms
        self.undo_stack = QUndoStack(self)
        self.undo_stack.setUndoLimit(_UNDO_LIMIT)

    @property
    def spec(self) -> ExperimentSpec:
        """The experiment as it stands."""
        return self._spec

    def replace(self, text: str, **changes: Any) -> None:
        """Change fields of the spec as one step named ``text`` in Undo.

        Nothing happens when the spec stays equal.
        """
        after = msgspec.structs.replace(self._spec, **changes)
        self._push(text, after, frozenset(changes))

    def load(self, spec: ExperimentSpec, text: str) -> None:
        """Put another experiment in its place, as one step."""
        self._push(text, spec, frozenset())

    def show(self, spec: ExperimentSpec) -> None:
        """Hold ``spec`` and tell everybody; for the undo commands only."""
        self._spec = spec
        self.changed.emit(spec)

    def _push(self, text: str, after: ExperimentSpec, fields: frozenset[str]) -> None:
        if after != self._spec:
            self.undo_stack.push(
                _Change(self, text, after, fields, self._merge_within_ms)
            )


def changed(spec: ExperimentSpec, changes: Iterable[Change]) -> ExperimentSpec:
    """``spec`` with the settings of a cure.

    A field is a path such as ``schedule.chunk``. A number for ``workers`` is the most
    that shall be measured, a text (``"1, 2, 4"``) lists the counts. Raises ``BadInput``
    where a value does not fit its field. A cluster that another engine cannot use is
    left behind.
    """
    built = to_builtins(spec)
    for change in changes:
        if change.field.startswith("params."):
            built["title"] = ""  # it describes other work
        value: object = change.value
        if change.field == "workers":
            value = _counts(spec, change.value)
        *path, name = change.field.split(".")
        owner = built
        for step in path:
            owner = owner.setdefault(step, {})
        owner[name] = value
    after = from_builtins(built)
    if after.engine != spec.engine and after.engine in ENGINES:
        schemes = ENGINES.get(after.engine).schemes
        cluster = addresses.fitting(after.cluster, schemes)
        after = msgspec.structs.replace(after, cluster=cluster)
    return after


def _counts(spec: ExperimentSpec, value: float | str) -> list[int]:
    if isinstance(value, str):
        return sorted({int(count) for count in value.split(",")})
    most = int(value)
    return sorted({most, *(count for count in spec.workers if count < most)})


class _Change(QUndoCommand):
    """The spec before and after one edit."""

    def __init__(
        self,
        draft: Draft,
        text: str,
        after: ExperimentSpec,
        fields: frozenset[str],
        merge_within_ms: int,
    ) -> None:
        super().__init__(text)
        self._draft = draft
        self._before = draft.spec
        self._after = after
        self._fields = fields
        self._merge_within_ms = merge_within_ms
        self._age = QElapsedTimer()
        self._age.start()

    def undo(self) -> None:
        self._draft.show(self._before)

    def redo(self) -> None:
        self._draft.show(self._after)

    def id(self) -> int:
        return 1

    def mergeWith(self, other: QUndoCommand | Self) -> bool:
        if not isinstance(other, _Change) or not self._continued_by(other):
            return False
        self._after = other._after  # noqa: SLF001 - the same class
        self._age.restart()
        self.setObsolete(self._before == self._after)
        return True

    def _continued_by(self, other: _Change) -> bool:
        return (
            bool(self._fields)
            and self._fields == other._fields
            and self.text() == other.text()
            and self._age.elapsed() <= self._merge_within_ms
        )
