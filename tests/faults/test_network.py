"""Offline always: a program that is watched from its first to its last moment."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

WATCH = '''
"""Writes down every address that Python code of this process turns to."""
import json, os, sys

def watch(event, arguments):
    if event in ("socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo",
                 "socket.gethostbyname", "socket.gethostbyaddr", "urllib.Request"):
        looked_up = event.startswith(("socket.get", "urllib"))
        address = arguments[0 if looked_up else 1]
        line = json.dumps([os.getpid(), event, repr(address)]) + "\\n"
        descriptor = os.open(LOG, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        os.write(descriptor, line.encode())
        os.close(descriptor)

sys.addaudithook(watch)
with open(LOG + ".watched", "a") as file:
    file.write(f"{os.getpid()}\\n")
'''
"""Every Python process of the environment imports it first, workers too."""

WINDOW = """
import os, signal, sys, threading
import msgspec
from PySide6.QtCore import QTimer
from workbench.core.spec import RepeatSpec
from workbench.gui import main_window
from workbench.gui.app import main

class Watched(main_window.MainWindow):
    def make_ready(self):
        super().make_ready()
        jobs = self._around.jobs
        jobs.finished.connect(lambda job: (print(job.state.status, flush=True),
                                           self.close()))
        draft = self._around.draft
        once = RepeatSpec(minimum=1, maximum=1)
        draft.load(msgspec.structs.replace(draft.spec, repeats=once), "Short")
        QTimer.singleShot(0, self.run_experiment)

import workbench.gui.app as app
app.MainWindow = Watched
if __name__ == "__main__":
    sys.exit(main(["workbench"]))
"""


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[dict[str, str]]:
    """An environment in which every Python process tells whom it talks to."""
    log = tmp_path / "addresses"
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(
        f"LOG = {str(log)!r}\n{WATCH}", encoding="utf-8"
    )
    root = Path(__file__).parents[2]
    path = os.pathsep.join([str(tmp_path / "site"), str(root)])
    return {**os.environ, "PYTHONPATH": path, "ADDRESSES": str(log)}


def addresses(environment: dict[str, str]) -> list[list[Any]]:
    log = Path(environment["ADDRESSES"])
    if not log.exists():
        return []
    return [json.loads(line) for line in log.read_text().splitlines()]


def processes(environment: dict[str, str]) -> int:
    return len(Path(environment["ADDRESSES"] + ".watched").read_text().splitlines())


def foreign(environment: dict[str, str]) -> list[list[Any]]:
    """What is neither a file's name nor this computer's own address."""
    own = ("'/", "b'/", "'\\x00", "b'\\x00", "('127.", "('::1'", "'workbench")
    return [line for line in addresses(environment) if not line[2].startswith(own)]


def test_that_the_watch_sees_a_worker_of_a_program(
    watched: dict[str, str], tmp_path: Path
) -> None:
    program = tmp_path / "talks.py"
    program.write_text(
        "import multiprocessing, socket\n"
        "def talk():\n"
        "    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n"
        "    s.connect(('192.0.2.1', 9))\n"
        "    s.close()\n"
        "if __name__ == '__main__':\n"
        "    context = multiprocessing.get_context('spawn')\n"
        "    p = context.Process(target=talk); p.start(); p.join()\n",
        encoding="utf-8",
    )
    subprocess.run([sys.executable, str(program)], env=watched, check=True)
    assert [line[2] for line in foreign(watched)] == ["('192.0.2.1', 9)"]


def test_that_a_run_in_the_terminal_talks_to_nobody(
    watched: dict[str, str], tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "workbench", "run", "iris-vote", "--quiet"]
    history = ("--history", str(tmp_path / "history.sqlite"))
    subprocess.run(
        [*command, "--repeats", "1", *history],
        env=watched,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    assert processes(watched) > 2  # the program and its workers
    assert foreign(watched) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_that_the_window_talks_to_nobody_from_start_to_end(
    watched: dict[str, str], tmp_path: Path
) -> None:
    pytest.importorskip("PySide6")
    program = tmp_path / "window.py"
    program.write_text(WINDOW, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, str(program)],
        env=watched,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        output, _ = process.communicate(timeout=150)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGTERM)
        process.communicate()
        raise
    assert process.returncode == 0, output
    assert "done" in output
    assert processes(watched) > 2
    assert foreign(watched) == []
