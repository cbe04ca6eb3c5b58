"""The processes of a training that a library makes by itself, and their end.

A task's function starts them: a rank per client for PyTorch, one process with all
replicas for Keras. They are Pythons of their own, since a worker of an engine may have
no children of multiprocessing's. What they are told and what they tell goes through
files in a folder that only this user can read; ranks that exchange gradients listen on
the loopback interface alone.

They end on every way out: with the training, with the first of them that fails, with an
exception in this thread, and by themselves when this process is gone.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from workbench.core.errors import EngineFailed
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.joint.base import Trainer
from workbench.joint.deep.training import Diary, Part, Trained, Training, together
from workbench.joint.packing import Arrays

POLL_S = 0.02
_GRACE_S = 2.0
_TAIL = 2000
"""Characters of a dead rank's last words that are shown."""
ORDER, STORE = "order.pickle", "store"
PREFIX = "workbench-ranks-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What one process is told."""

    trainer: Trainer
    training: Training
    rank: int
    parts: tuple[Part, ...]
    """Of this rank; for Keras of all of them."""
    everyone: Part | None
    """All rows, for the first process."""
    parent: int
    """Its process id."""


def train(trainer: Trainer, training: Training, arrays: Arrays) -> Trained:
    """Have a library train on the clients' rows, and wait for it.

    Raises:
        EngineFailed: a rank died, or the library refused.
    """
    begin = time.perf_counter()
    parts = [_part(arrays, rank) for rank in range(training.ranks)]
    everyone = Part(
        X=np.concatenate([part.X for part in parts]),
        y=np.concatenate([part.y for part in parts]),
    )
    orders = [
        Order(
            trainer=trainer,
            training=training,
            rank=rank,
            parts=tuple(parts) if trainer == "keras" else (parts[rank],),
            everyone=everyone if rank == 0 else None,
            parent=os.getpid(),
        )
        for rank in range(1 if trainer == "keras" else training.ranks)
    ]
    with _folder() as folder, _started(orders, folder) as processes:
        _wait(processes, folder)
        diaries: list[Diary] = []
        for rank in range(len(orders)):
            diaries += pickle.loads(answer_file(folder, rank).read_bytes())
    total = time.perf_counter() - begin
    return together(diaries, start_s=max(0.0, total - sum(diaries[0].step_s)))


def answer_file(folder: Path, rank: int) -> Path:
    """Where a rank puts its diaries; the file is there once it is whole."""
    return folder / f"answer-{rank}.pickle"


def words_file(folder: Path, rank: int) -> Path:
    """Where a rank's standard error goes."""
    return folder / f"words-{rank}.txt"


def order_file(folder: Path, rank: int) -> Path:
    """What a rank is told."""
    return folder / f"{rank}-{ORDER}"


def _part(arrays: Arrays, client: int) -> Part:
    bounds, order = arrays["bounds"], arrays["order"]
    rows = order[bounds[client] : bounds[client + 1]]
    return Part(X=np.asarray(arrays["X"][rows], np.float64), y=arrays["y"][rows])


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    """One that this user alone can read."""
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _started(
    orders: Sequence[Order], folder: Path
) -> Iterator[list[subprocess.Popen[bytes]]]:
    """The processes, gone when it is over however it ends."""
    processes: list[subprocess.Popen[bytes]] = []
    try:
        for order in orders:
            order_file(folder, order.rank).write_bytes(pickle.dumps(order))
            processes.append(_start(folder, order.rank))
        yield processes
    finally:
        for process in processes:
            if process.poll() is None:
                process.kill()
        for process in processes:
            process.wait(_GRACE_S)


def _start(folder: Path, rank: int) -> subprocess.Popen[bytes]:
    code = "from workbench.workloads.rank import main; main()"
    # It finds what this process finds, wherever that was started.
    paths = [path or os.getcwd() for path in sys.path]  # noqa: PTH109 - as Python does
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    with words_file(folder, rank).open("wb") as words:
        return subprocess.Popen(
            [sys.executable, "-c", code, str(folder), str(rank)],
            stdin=subprocess.DEVNULL,
            stdout=words,
            stderr=words,
            env=environment,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )


def _wait(processes: Sequence[subprocess.Popen[bytes]], folder: Path) -> None:
    """Until all have ended well; raises when one has not."""
    while True:
        codes = [process.poll() for process in processes]
        for rank, code in enumerate(codes):
            if code:
                raise EngineFailed(_died(folder, rank, code))
        if all(code == 0 for code in codes):
            return
        time.sleep(POLL_S)


def _died(folder: Path, rank: int, code: int) -> Message:
    words = words_file(folder, rank).read_text("utf-8", errors="replace")
    last = words.strip().rpartition("\n")[2][-_TAIL:]
    return Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "Rank {rank} of the training ended too early (code {code}), so the others "
            "were stopped. Its last words: {words}",
        ),
        {"rank": rank, "code": code, "words": last or "–"},
    )
