"""Tasks on joblib's process pool, loky.

joblib keeps one pool and resizes it when another number of workers is asked for, which
would start processes anew between measurements. Here each worker is a pool of one: a
worker keeps its number and its data, any of them can be warmed up by itself, and one
that dies takes nothing with it.
"""

from __future__ import annotations

import itertools
import os
from pathlib import Path
from typing import ClassVar

from workbench.core.data import DataHandle
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.engines import placement, scratch, shared
from workbench.engines.base import ENGINES
from workbench.engines.foreign_engine import ForeignEngine
from workbench.engines.joblib_pool import Worker

_NUMBERS = itertools.count(1)


@ENGINES.register("joblib")
class JoblibEngine(ForeignEngine):
    """Runs tasks on loky's worker processes, which end when this program is gone."""

    name: ClassVar[str] = "joblib"
    title: ClassVar[Message] = Message(QT_TRANSLATE_NOOP("Message", "joblib (loky)"))
    requires: ClassVar[tuple[str, ...]] = ("joblib",)
    _folder: Path

    def begin(self) -> None:
        """Make a folder for data."""
        shared.sweep()
        self._folder = scratch.make()

    def finish(self) -> None:
        """Remove it."""
        scratch.remove(self._folder)

    def worker(self, index: int) -> Worker:
        """A loky pool of one process."""
        return Worker(index, self.threads_per_worker, self.memory_limit)

    def put(self, handle: DataHandle) -> placement.Placed:
        """Copy arrays into shared memory once; every worker maps it."""
        return placement.Placed(
            handle.key,
            handle.arrays(),
            name=f"{shared.owner_mark(os.getpid())}-joblib-{next(_NUMBERS)}",
            folder=self._folder,
            spare=lambda size: None,
        )
