"""The words of the self-check: what is examined, a check, its finding, its result."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import msgspec

from workbench.core.cancel import CancelToken
from workbench.core.isolate import Failure
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.registry import Registry
from workbench.engines import ENGINES, Engine

Status = Literal["ok", "warning", "failed", "skipped"]
Group = Literal["computer", "files", "parallel", "window", "reference", "afterwards"]

GROUP_TITLES: dict[Group, Message] = {
    "computer": Message(QT_TRANSLATE_NOOP("Message", "This computer")),
    "files": Message(QT_TRANSLATE_NOOP("Message", "Files")),
    "parallel": Message(QT_TRANSLATE_NOOP("Message", "Parallel work")),
    "window": Message(QT_TRANSLATE_NOOP("Message", "The window")),
    "reference": Message(QT_TRANSLATE_NOOP("Message", "Reference cases")),
    "afterwards": Message(QT_TRANSLATE_NOOP("Message", "Afterwards")),
}
STATUS_WORDS: dict[Status, Message] = {
    "ok": Message(QT_TRANSLATE_NOOP("Message", "ok")),
    "warning": Message(QT_TRANSLATE_NOOP("Message", "warning")),
    "failed": Message(QT_TRANSLATE_NOOP("Message", "failed")),
    "skipped": Message(QT_TRANSLATE_NOOP("Message", "skipped")),
}

SEND_REPORT = Message(
    QT_TRANSLATE_NOOP(
        "Message", "Please send this report to the authors, with its details."
    )
)


class Lettering(msgspec.Struct, frozen=True, kw_only=True):
    """What the window's font can show of what the window says.

    ``missing`` are those of the ``characters`` for which it has no glyph.
    """

    language: str
    family: str
    characters: int
    missing: str = ""


class Traces(msgspec.Struct, frozen=True, kw_only=True):
    """What a program leaves in the system while it works, by name."""

    processes: frozenset[str] = frozenset()
    blocks: frozenset[str] = frozenset()
    folders: frozenset[str] = frozenset()

    def since(self, before: Traces) -> Traces:
        """What was not there ``before``."""
        return Traces(
            processes=self.processes - before.processes,
            blocks=self.blocks - before.blocks,
            folders=self.folders - before.folders,
        )

    def __bool__(self) -> bool:
        return bool(self.processes or self.blocks or self.folders)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is examined; a test examines a world of its own making.

    ``settings`` and ``state`` are ``None`` where the system keeps such things
    elsewhere than in a folder. ``lettering`` looks at the window's font, ``None``
    where there is no window.
    """

    history: Path
    temporary: Path
    settings: Path | None
    state: Path | None
    shared: Path
    cases: Path
    engines: Registry[type[Engine]] = field(default_factory=lambda: ENGINES)
    lettering: Callable[[], Lettering | Failure] | None = None
    cancel: CancelToken = field(default_factory=CancelToken)
    before: Traces = field(default_factory=Traces)


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """What a check gives. ``facts`` are figures for whoever reads the JSON."""

    status: Status
    found: Message
    remedy: Message | None = None
    facts: dict[str, Any] = {}


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """A finding under the name of its check, and how long it took."""

    name: str
    group: Group
    title: Message
    status: Status
    found: Message
    remedy: Message | None = None
    facts: dict[str, Any] = {}
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One question about the installation. ``slow`` ones are left out when in haste."""

    name: str
    group: Group
    title: Message
    run: Callable[[Subject], Finding]
    slow: bool = False


CHECKS: Registry[Check] = Registry(Message(QT_TRANSLATE_NOOP("Message", "check")))


def check(
    name: str, *, group: Group, title: Message, slow: bool = False
) -> Callable[[Callable[[Subject], Finding]], Callable[[Subject], Finding]]:
    """Register the decorated function as a check."""

    def register(run: Callable[[Subject], Finding]) -> Callable[[Subject], Finding]:
        CHECKS.add(name, Check(name=name, group=group, title=title, run=run, slow=slow))
        return run

    return register
