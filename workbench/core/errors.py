"""What can go wrong, as values and as exceptions.

Expected problems are values (:class:`Problem`) that carry their remedy. Exceptions::

    WorkbenchError            carries a Message, is shown to the person as it is
    ├── BadInput              the request cannot be carried out; holds the problems
    ├── EngineUnavailable     the engine is not installed or cannot start
    ├── EngineFailed          the engine broke during a run; the run ends as failed
    ├── Stopped               the person stopped it; the run ends as cancelled
    └── StoreError            the history file cannot be used

Anything else that is raised is a bug and goes to the crash report.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from workbench.core.messages import QT_TRANSLATE_NOOP, Message, Value, listed


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Something about the input, said where it arose and with its remedy.

    ``field`` is the path inside the spec (``dataset.file``, ``models.2.params.C``).
    """

    field: str
    message: Message
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        return f"{self.field}: {self.message}"


class WorkbenchError(Exception):
    """Base of the errors whose text is meant for the person."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


class BadInput(WorkbenchError):
    """The request cannot be carried out; ``problems`` says why, field by field."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            self.problems[0].message
            if len(self.problems) == 1
            else Message(
                QT_TRANSLATE_NOOP("Message", "{count} problems: {first}"),
                {
                    "count": len(self.problems),
                    "first": self.problems[0].message if self.problems else "",
                },
            )
        )

    def __reduce__(self) -> tuple[type[BadInput], tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)


class EngineUnavailable(WorkbenchError):
    """The engine cannot be used here; the message holds the install command."""


class EngineFailed(WorkbenchError):
    """The engine broke while it was running tasks."""


class Stopped(WorkbenchError):
    """The person stopped what was waited for."""

    def __init__(self) -> None:
        super().__init__(Message(QT_TRANSLATE_NOOP("Message", "Stopped.")))

    def __reduce__(self) -> tuple[type[Stopped], tuple[()]]:
        return type(self), ()


class StoreError(WorkbenchError):
    """The history file cannot be read or written as asked; it is left untouched."""


def unknown_name(field: str, kind: Message, name: str, known: Sequence[str]) -> Problem:
    """The problem of a name that no registry knows: the known ones and the nearest."""
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    values: dict[str, Value] = {"kind": kind, "name": name, "known": listed(known)}
    if near:
        return Problem(
            field=field,
            message=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "There is no {kind} “{name}”. Did you mean “{near}”? "
                    "Known: {known}.",
                ),
                {**values, "near": near[0]},
            ),
        )
    return Problem(
        field=field,
        message=Message(
            QT_TRANSLATE_NOOP(
                "Message", "There is no {kind} “{name}”. Known: {known}."
            ),
            values,
        ),
    )
