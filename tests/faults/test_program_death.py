"""No worker outlives its program."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
import pytest

from tests.engines.waiting import until
from workbench.engines import ENGINES

PROGRAM = """
import sys
from tests.faults import fault_tasks
from workbench.core.cancel import CancelToken
from workbench.core.plan import Task
from workbench.engines import ENGINES

if __name__ == "__main__":
    engine = ENGINES.get("processes")()
    engine.open()
    engine.ensure(3)
    print(*engine.state().pids, flush=True)
    tasks = [
        Task(id=0, fn=fault_tasks.sleep, args=(sys.argv[1], 60.0)),
        Task(id=1, fn=fault_tasks.{second}, args=(sys.argv[2],)),
    ]
    list(engine.map(tasks, CancelToken(), workers=2))
"""


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
    script = tmp_path / "program.py"
    script.write_text(PROGRAM.replace("{second}", second))
    marks = [tmp_path / "a", tmp_path / "b"]
    root = Path(__file__).parents[2]
    program = subprocess.Popen(
        [sys.executable, str(script), *map(str, marks)],
        stdout=subprocess.PIPE,
        env={"PYTHONPATH": str(root), "TMPDIR": str(tmp_path)},
        text=True,
    )
    with program:
        pids = [int(word) for word in program.stdout.readline().split()]
        assert len(pids) == 3
        workers = [psutil.Process(pid) for pid in pids]
        until(lambda: all(mark.exists() for mark in marks))
        program.send_signal(getattr(signal, how))
        assert program.wait() != 0
        until(lambda: not any(_alive(worker) for worker in workers), limit_s=2.0)


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


def _alive(process: psutil.Process) -> bool:
    """Whether it still runs; nobody may have asked for an orphan's exit code."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
