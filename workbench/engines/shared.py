"""Blocks of memory that several processes map: created here, attached there.

A block is a ``multiprocessing.shared_memory`` segment, or a memory-mapped file where
the system has no room for one (a container's /dev/shm is often 64 MB). Its name says
whose it is, so that what a killed program left behind is found and removed by the next
one; while any process of the program lives on, multiprocessing's resource tracker does
the same at once.
"""

from __future__ import annotations

import contextlib
import mmap
import os
import shutil
import sys
import threading
from collections.abc import Iterator
from multiprocessing import resource_tracker, shared_memory
from pathlib import Path

import psutil

from workbench.core.birth import birth

PREFIX = "wb-"
_FOLDER = Path("/dev/shm")
"""Where Linux shows its segments."""
_SPARE = 0.9
"""The share of free shared memory that one block may take."""
_IN_USE: list[Block] = []
"""Blocks that cannot be unmapped, since a task keeps an array that lies in one."""
_attaching = threading.Lock()


class _Segment(shared_memory.SharedMemory):
    """Goes without a complaint, also while an array still lies in it."""

    def __del__(self) -> None:
        with contextlib.suppress(OSError, BufferError):
            self.close()


class Block:
    """Memory under a name; :meth:`close` unmaps it here, :meth:`unlink` ends it."""

    def __init__(
        self,
        name: str,
        view: memoryview,
        keeper: shared_memory.SharedMemory | mmap.mmap,
    ) -> None:
        self.name = name
        self.view = view
        self.capacity = view.nbytes
        """The bytes that it was made for."""
        self._keeper = keeper

    def cut(self, size: int) -> None:
        """Let the view show the first ``size`` bytes, up to the capacity."""
        self.view.release()
        self.view = _whole(self._keeper)[:size]

    def fill(self, start: int, data: memoryview) -> None:
        """Copy ``data`` (bytes, contiguous) into the block.

        Where Linux shows the block as a file, it is written as one: the pages of a new
        map are zeroed and mapped one by one before they can be copied to, which takes
        twice as long.
        """
        path = _FOLDER / self.name
        if (
            not isinstance(self._keeper, shared_memory.SharedMemory)
            or not path.exists()
        ):
            self.view[start : start + data.nbytes] = data
            return
        with path.open("r+b", buffering=0) as file:
            file.seek(start)
            while data:
                data = data[file.write(data) :]

    def close(self) -> bool:
        """Unmap; not at all where an array still lies in it, which gives false."""
        try:
            self.view.release()
            self._keeper.close()
        except BufferError:
            _IN_USE.append(self)  # unmapped with the process
            return False
        return True

    def unlink(self) -> None:
        """Take the name away; the memory is freed when the last map of it ends."""
        if isinstance(self._keeper, shared_memory.SharedMemory):
            with contextlib.suppress(OSError):
                self._keeper.unlink()
        else:
            with contextlib.suppress(OSError):
                Path(self.name).unlink()


def owner_mark(pid: int) -> str:
    """What the names of a process's blocks begin with: where and who it is."""
    born = round(birth(pid) * 100) % 16**6
    return f"{PREFIX}{_namespace():x}-{pid}-{born:x}"


def create(name: str, size: int, folder: Path) -> Block:
    """A new block of ``size`` bytes; ``folder`` is where a file goes if need be."""
    if _has_room(size):
        try:
            segment = _Segment(name, create=True, size=max(size, 1))
        except OSError:
            pass  # no such memory here, or not enough: a file will do
        else:
            return Block(name, _whole(segment)[:size], segment)
    path = folder / f"{name}.block"
    with path.open("x+b") as file:
        file.truncate(max(size, 1))
        mapped = mmap.mmap(file.fileno(), max(size, 1))
    return Block(str(path), _whole(mapped)[:size], mapped)


def attach(name: str, size: int) -> Block:
    """The block that another process of this program created, to be read."""
    if os.sep in name:
        with Path(name).open("rb") as file:
            mapped = mmap.mmap(file.fileno(), max(size, 1), access=mmap.ACCESS_READ)
        return Block(name, _whole(mapped)[:size], mapped)
    with _untracked():
        segment = _Segment(name)
    return Block(name, _whole(segment)[:size].toreadonly(), segment)


def forget(name: str) -> bool:
    """Remove a block that its creator did not come to announce; whether it existed."""
    try:
        block = attach(name, 0)
    except (OSError, ValueError):
        return False
    block.close()
    block.unlink()
    return True


def sweep() -> None:
    """Remove what killed programs left behind."""
    if not _FOLDER.is_dir():
        return
    for path in _FOLDER.glob(f"{PREFIX}*"):
        space, _, rest = path.name.removeprefix(PREFIX).partition("-")
        pid = rest.partition("-")[0]
        if space != f"{_namespace():x}" or not pid.isdigit():
            continue  # a container may share this folder, but has pids of its own
        try:
            alive = path.name.startswith(owner_mark(int(pid)) + "-")
        except psutil.Error:
            alive = False
        if not alive:
            with contextlib.suppress(OSError):
                path.unlink()


def _namespace() -> int:
    """Which set of process ids this process sees; 0 where there is only one."""
    try:
        return Path("/proc/self/ns/pid").stat().st_ino
    except OSError:
        return 0


def _whole(keeper: shared_memory.SharedMemory | mmap.mmap) -> memoryview:
    if isinstance(keeper, mmap.mmap):
        return memoryview(keeper)
    view = keeper.buf
    assert view is not None  # it was not closed
    return view


def _has_room(size: int) -> bool:
    """Writing to a segment beyond what there is ends the process with a signal."""
    if sys.platform != "linux":
        return True
    try:
        return size <= _SPARE * shutil.disk_usage(_FOLDER).free
    except OSError:
        return False


@contextlib.contextmanager
def _untracked() -> Iterator[None]:
    """Attach without telling the resource tracker, which would count it as created.

    Python 3.13 has ``track=False`` for it.
    """
    with _attaching:
        register = resource_tracker.register
        resource_tracker.register = lambda *_: None
        try:
            yield
        finally:
            resource_tracker.register = register
