"""An engine that says it can use clusters and records where it was sent."""

from __future__ import annotations

import threading
from typing import ClassVar

import pytest

from workbench.core.errors import Stopped
from workbench.core.messages import Message
from workbench.core.spec import ClusterSpec
from workbench.engines import ENGINES
from workbench.engines.serial import SerialEngine


class Elsewhere(SerialEngine):
    """Runs tasks here; ``silent`` clusters never answer, so somebody has to stop it."""

    name: ClassVar[str] = "elsewhere"
    title: ClassVar[Message] = Message("Elsewhere")
    schemes: ClassVar[tuple[str, ...]] = ("tls://", "tcp://")
    opened: ClassVar[list[ClusterSpec]] = []
    closed: ClassVar[list[ClusterSpec]] = []
    silent: ClassVar[str] = ""
    """What does not answer: ``open`` or ``ensure``."""
    waiting: ClassVar[threading.Event]

    def open(self) -> None:
        self.opened.append(self.cluster)
        self._wait("open")
        super().open()

    def ensure(self, workers: int) -> float:
        self._wait("ensure")
        return super().ensure(workers)

    def close(self) -> None:
        self.closed.append(self.cluster)
        super().close()

    def _wait(self, where: str) -> None:
        if self.silent == where:
            self.waiting.set()
            self.cancel.wait()
            raise Stopped


def last_opened() -> ClusterSpec:
    """A task: where the engine that runs it was sent."""
    return Elsewhere.opened[-1]


def registered(monkeypatch: pytest.MonkeyPatch) -> type[Elsewhere]:
    """The engine, registered for one test, with a memory of its own."""
    entries = {**dict(ENGINES.items()), "elsewhere": Elsewhere}
    monkeypatch.setattr(ENGINES, "_entries", entries)
    for name, value in (("opened", []), ("closed", []), ("silent", "")):
        monkeypatch.setattr(Elsewhere, name, value)
    monkeypatch.setattr(Elsewhere, "waiting", threading.Event(), raising=False)
    return Elsewhere
