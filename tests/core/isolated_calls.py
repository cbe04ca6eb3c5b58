"""What the child process is asked to do in these tests."""

from __future__ import annotations

import os
import signal
import sys
import threading

import msgspec

from workbench.core.errors import BadInput, Problem
from workbench.core.messages import Message


class Pair(msgspec.Struct, frozen=True):
    """An answer with a type of its own."""

    name: str
    data: bytes


def pair(name: str, size: int) -> Pair:
    return Pair(name, b"x" * size)


def pid() -> int:
    return os.getpid()


def hog() -> int:
    kept = [bytearray(16 * 2**20) for _ in range(1000)]
    return len(kept)


def hang() -> None:
    threading.Event().wait()


def say_pid_and_hang() -> None:
    sys.stdout.write(f"{os.getpid()}\n")
    sys.stdout.flush()
    threading.Event().wait()


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def leave() -> None:
    os._exit(3)


def refuse() -> None:
    raise BadInput(
        [Problem(field="dataset.file", message=Message("no {what}", {"what": "rows"}))]
    )


def fail() -> None:
    raise ValueError("this is a bug")


def threads_of_blas() -> str:
    return os.environ["OPENBLAS_NUM_THREADS"]
