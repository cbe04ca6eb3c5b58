"""A worker of Ray's engine as Ray sees it: an actor, in a process of its own."""

from __future__ import annotations

import os
import pickle
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import psutil

from workbench.core.data import hold, let_go
from workbench.engines import clocks, foreign, versions

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Arrays = dict[str, NDArray[Any]]


class Hello(NamedTuple):
    """Who answers: its process, what is installed there, and which clock it has."""

    pid: int
    versions: versions.Versions
    clock: str


class Actor:
    """Runs chunks of tasks; Ray calls one method at a time, in the main thread."""

    def __init__(self) -> None:
        self._threads = 0

    def start(self, threads: int, memory_limit: int | None, store: int) -> Hello:
        """Become a worker of ours, before anything else.

        Its parent is the raylet of its node, which ends with the cluster. A limit of
        the address space comes on top of what Ray itself takes of it: gigabytes for
        its threads, and for the ``store`` of placed arrays, that hold no memory.
        """
        self._threads = threads
        if memory_limit is not None:
            memory_limit += store + psutil.Process().memory_info().vms
        if not threads:
            os.environ.pop("OMP_NUM_THREADS", None)  # Ray sets it where nobody did
        foreign.start(os.getppid(), threads, memory_limit)
        return Hello(os.getpid(), versions.here(), clocks.mark())

    def run(self, calls: Sequence[bytes]) -> bytes:
        """Packed answers of packed calls."""
        return pickle.dumps(foreign.run(calls, self._threads), 5)

    def read_clock(self) -> clocks.Reading:
        """What this process's clock shows."""
        return clocks.read()

    def share(
        self, forget: Sequence[str], keys: Sequence[str], *placed: Arrays
    ) -> None:
        """Hold arrays, which lie in Ray's object store that this process maps.

        Forgetting them is what frees their place there.
        """
        for key in forget:
            let_go(key)
        for key, arrays in zip(keys, placed, strict=True):
            hold(key, arrays)
