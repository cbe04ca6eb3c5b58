"""Processes of another Python: a clean environment, output line by line, an end."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import psutil

from workbench.core.cancel import CancelToken

Say = Callable[[str], None]
"""Takes one line for the person."""
_DROPPED = (
    "DYLD_LIBRARY_PATH",
    "LD_LIBRARY_PATH",
    "PYTHONEXECUTABLE",
    "PYTHONHOME",
    "PYTHONPATH",
    "PYTHONSTARTUP",
    "VIRTUAL_ENV",
    "__PYVENV_LAUNCHER__",
)
_DROPPED_BEGINNINGS = ("_MEI", "_PYI", "QT_", "LOKY_")
_KEPT_LINES = 12
_POLL_S = 0.05
_LOOK_S = 0.01


class Cancelled(Exception):
    """The person did not want to wait."""


class CommandFailed(Exception):
    """A command ended with a status other than 0; ``lines`` are its last ones."""

    def __init__(self, status: int, lines: Sequence[str]) -> None:
        super().__init__(f"status {status}")
        self.status = status
        self.lines = tuple(lines)


def variables(path: Sequence[Path] = ()) -> dict[str, str]:
    """This process's variables without what belongs to this Python.

    A frozen program's start sets ``LD_LIBRARY_PATH`` to its own libraries, with which
    another Python would load the wrong ones. ``path`` is searched for modules first.
    """
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in _DROPPED and not name.startswith(_DROPPED_BEGINNINGS)
    }
    original = os.environ.get("LD_LIBRARY_PATH_ORIG")  # PyInstaller keeps the person's
    if original:
        kept["LD_LIBRARY_PATH"] = original
    if path:
        kept["PYTHONPATH"] = os.pathsep.join(map(str, path))
    kept |= {"PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1", "PYTHONNOUSERSITE": "1"}
    return kept


def group() -> Mapping[str, bool | int]:
    """Arguments for ``Popen``: a group of its own, away from the terminal's Ctrl-C."""
    if sys.platform == "win32":
        flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
        return {"creationflags": flags}
    return {"start_new_session": True}


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process that was started with :func:`group`, and all that it started."""
    with contextlib.suppress(psutil.Error):
        for child in psutil.Process(process.pid).children(recursive=True):
            with contextlib.suppress(psutil.Error):
                child.kill()
    if sys.platform != "win32":
        with contextlib.suppress(OSError):  # the group outlives its first process
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()


def leave(process: subprocess.Popen[bytes], limit_s: float = 1.0) -> None:
    """Let what an ended process started end by itself, for a while; then by force.

    Its workers see that it is gone, and trackers clear away what they shared.
    """
    deadline = time.monotonic() + limit_s
    pause = threading.Event()
    while sys.platform != "win32" and time.monotonic() < deadline:
        process.poll()  # else it stays in its group for ever
        try:
            os.killpg(process.pid, 0)
        except OSError:
            return
        pause.wait(_LOOK_S)
    end(process)


def run(command: Sequence[str], say: Say, cancel: CancelToken) -> None:
    """Run ``command`` to its end, saying each line of its output.

    Raises:
        Cancelled: ``cancel`` was set; the command and its children are gone.
        CommandFailed: the command failed.
    """
    if cancel.cancelled:
        raise Cancelled
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=variables(),
        **group(),  # type: ignore[call-overload]  # a mapping of both kinds
    )
    last: deque[str] = deque(maxlen=_KEPT_LINES)
    reader = threading.Thread(target=_read, args=(process, say, last), daemon=True)
    reader.start()
    try:
        while process.poll() is None:
            if cancel.wait(_POLL_S):
                raise Cancelled
    finally:
        end(process)
        reader.join()
        assert process.stdout is not None  # it was asked for
        process.stdout.close()
    if process.returncode:
        raise CommandFailed(process.returncode, last)


def _read(process: subprocess.Popen[bytes], say: Say, last: deque[str]) -> None:
    assert process.stdout is not None  # it was asked for
    for line in process.stdout:
        text = line.decode(errors="replace").rstrip()
        if text:
            last.append(text)
            say(text)
