"""No worker outlives its program."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time

import psutil
import pytest

from tests.engines.waiting import until
from tests.faults.programs import alive, blocks, busy_engine, started
from workbench.engines import ENGINES


@pytest.mark.parametrize(
    ("how", "second"),
    [
        ("SIGTERM", "refuse_to_end"),
        ("SIGKILL", "refuse_to_end"),
        pytest.param(
            "SIGKILL",
            "hold_the_lock",
            marks=pytest.mark.skipif(
                sys.platform != "linux", reason="only Linux ends native code as well"
            ),
        ),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
def test_that_no_worker_outlives_a_killed_program(tmp_path, how, second):
    marks = [tmp_path / "a", tmp_path / "b"]
    with started(busy_engine(tmp_path, second), tmp_path) as program:
        pids = [int(word) for word in program.stdout.readline().split()]
        assert len(pids) == 3
        workers = [psutil.Process(pid) for pid in pids]
        until(lambda: all(mark.exists() for mark in marks))
        assert blocks(program.pid) or sys.platform != "linux"
        program.send_signal(getattr(signal, how))
        assert program.wait() != 0
        until(lambda: not any(map(alive, workers)), limit_s=2.0)
    with ENGINES.get("processes")():  # the next start
        assert not blocks(program.pid)


def test_that_the_next_start_clears_away_what_a_killed_program_left(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with subprocess.Popen([sys.executable, "-c", "pass"]) as ended:
        pass
    long_ago = time.time() - 86_400
    folders = {
        name: tmp_path / f"workbench-engine-{name}"
        for name in (f"{ended.pid}-old", f"{os.getpid()}-alive", "foreign")
    }
    for folder in folders.values():
        folder.mkdir()
        os.utime(folder, (long_ago, long_ago))
    (tmp_path / f"workbench-engine-{ended.pid}-new").mkdir()
    with ENGINES.get("processes")():
        left = {folder.name for folder in tmp_path.iterdir()}
    assert len(left) == 4
    assert f"workbench-engine-{ended.pid}-old" not in left
