"""A home that cannot be written, a full disk, a history from the future.

Nothing is simulated: a read-only home is a mount or a folder without the right to write
(as root, whom no such right stops, a small file system is mounted for the test, and the
test is skipped where even that is not allowed), a full disk is a file system of 256 KiB
or the system's own limit on the size of a file.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from workbench.core.errors import StoreError
from workbench.core.spec import ExperimentSpec
from workbench.session import Session
from workbench.store import Store, UnwritableHistory, copy_newer
from workbench.store.migrations import STEPS, VERSION

linux = pytest.mark.skipif(sys.platform != "linux", reason="mounts as Linux does")
TINY = ExperimentSpec(workload="squares", engine="serial", workers=(1,))

RUN = """
import json, sys
from pathlib import Path
from workbench.core.state import fold
from workbench.core.errors import StoreError
from workbench.core.spec import ExperimentSpec, RepeatSpec
from workbench.session import Session

spec = ExperimentSpec(workload="squares", engine="serial", workers=(1,),
                      params={"tasks": 400},
                      repeats=RepeatSpec(minimum=60, maximum=60))
path = Path(sys.argv[1])
with Session(history=path) as session:
    if len(sys.argv) > 2:
        import resource
        most = path.stat().st_size + int(sys.argv[2])
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    state = fold(session.start(spec))
print(json.dumps([state.status, [str(w) for w in state.warnings], len(state.trials)]))
"""

WINDOW = """
import sys
import msgspec
from PySide6.QtCore import QTimer
from workbench.core.spec import RepeatSpec
from workbench.gui import app, main_window

class Watched(main_window.MainWindow):
    def tell(self, text):
        super().tell(text)
        print("told:", text, flush=True)
    def make_ready(self):
        super().make_ready()
        self._around.jobs.finished.connect(self.ended)
        draft = self._around.draft
        once = RepeatSpec(minimum=1, maximum=1)
        draft.load(msgspec.structs.replace(draft.spec, repeats=once), "Short")
        QTimer.singleShot(0, self.run_experiment)
    def ended(self, job):
        print("run:", job.state.status, len(self._around.session.store.runs()))
        self.close()

app.MainWindow = Watched
if __name__ == "__main__":
    sys.exit(app.main(["workbench"]))
"""


def mount(folder: Path, *options: str) -> None:
    command = ["mount", "-t", "tmpfs", *options, "tmpfs", str(folder)]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode:
        pytest.skip("may not mount a file system for the test")


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Path]:
    """A folder that nobody can write into, root included."""
    folder = tmp_path / "readonly"
    folder.mkdir()
    if os.geteuid():
        folder.chmod(0o500)
        yield folder
        folder.chmod(0o700)
        return
    mount(folder, "-o", "ro,size=64k")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 256 KiB."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount(folder, "-o", "size=256k")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def run(*arguments: str) -> tuple[str, list[str], int]:
    root = str(Path(__file__).parents[2])
    done = subprocess.run(
        [sys.executable, "-c", RUN, *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, "PYTHONPATH": root},
    )
    assert done.returncode == 0, done.stderr
    status, warnings, trials = json.loads(done.stdout)
    return status, warnings, trials


@linux
def test_that_a_run_goes_on_when_the_disk_fills_up(small_disk: Path) -> None:
    (small_disk / "ballast").write_bytes(bytes(100 * 1024))
    status, warnings, trials = run(str(small_disk / "history.sqlite"))
    assert (status, trials) == ("done", 60)
    [said] = [w for w in warnings if "not kept in the history" in w]
    assert "the disk is full" in said
    assert "Free some space" in said
    with Store(small_disk / "history.sqlite") as store:  # what was written is whole
        assert store.runs()[0].status == "interrupted"


@linux
def test_that_a_limit_on_the_size_of_files_does_not_end_a_run(tmp_path: Path) -> None:
    status, warnings, trials = run(str(tmp_path / "history.sqlite"), "16384")
    assert (status, trials) == ("done", 60)
    assert sum("not kept in the history" in w for w in warnings) == 1


@linux
def test_that_a_history_that_cannot_be_written_is_told_apart(read_only: Path) -> None:
    with pytest.raises(UnwritableHistory, match="writable"):
        Store(read_only / "folder" / "history.sqlite")


@linux
def test_that_the_window_works_in_a_home_that_cannot_be_written(
    read_only: Path, tmp_path: Path
) -> None:
    pytest.importorskip("PySide6")
    program = tmp_path / "window.py"
    program.write_text(WINDOW, encoding="utf-8")
    variables = ("HOME", *(f"XDG_{x}_HOME" for x in ("CACHE", "CONFIG", "DATA")))
    done = subprocess.run(
        [sys.executable, str(program)],
        capture_output=True,
        text=True,
        timeout=150,
        check=False,
        env={
            **os.environ,
            **dict.fromkeys((*variables, "XDG_STATE_HOME"), str(read_only)),
            "PYTHONPATH": str(Path(__file__).parents[2]),
        },
    )
    assert done.returncode == 0, done.stderr
    told = [line for line in done.stdout.splitlines() if line.startswith("told:")]
    assert len(told) == 2
    assert "for this session only" in told[0]
    assert "Make the file and its folder writable" in told[0]
    assert "Settings cannot be saved" in told[1]
    assert "run: done 1" in done.stdout
    assert "Traceback" not in done.stderr


def test_that_an_older_history_survives_the_upgrade(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite"
    with Session(history=tmp_path / "new.sqlite") as session:
        list(session.start(TINY))
        before = session.store.state(1)
    with (
        closing(sqlite3.connect(tmp_path / "new.sqlite")) as new,
        closing(sqlite3.connect(path, isolation_level=None)) as old,
    ):
        STEPS[0](old)  # the first schema, as the first version made it
        mark = new.execute("PRAGMA application_id").fetchone()[0]
        old.execute(f"PRAGMA application_id = {mark}")
        old.execute("PRAGMA user_version = 1")
        for table in ("runs", "events", "task_costs"):
            names = [
                row[1] for row in old.execute(f"PRAGMA table_info({table})").fetchall()
            ]
            columns, places = ", ".join(names), ", ".join("?" * len(names))
            rows = new.execute(f"SELECT {columns} FROM {table}").fetchall()
            old.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", rows)
    with Store(path) as store:
        assert store.notices == ()
        assert store.state(1) == before
        assert store.runs()[0].origin == ""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)


def newer_history(path: Path, *statements: str) -> bytes:
    """A history as a later program may have left it; its bytes."""
    with Session(history=path) as session:
        list(session.start(TINY))
    with closing(sqlite3.connect(path)) as connection:
        for statement in (*statements, f"PRAGMA user_version = {VERSION + 5}"):
            connection.execute(statement)
        connection.commit()
    return path.read_bytes()


def test_that_a_newer_history_can_be_looked_at_in_a_copy(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite"
    before = newer_history(path, "ALTER TABLE runs ADD COLUMN more TEXT")
    copy_newer(path, tmp_path / "copy.sqlite")
    assert path.read_bytes() == before
    with Store(tmp_path / "copy.sqlite") as store:
        assert store.state(1).status == "done"


def test_that_a_history_that_differs_too_much_asks_for_an_update(
    tmp_path: Path,
) -> None:
    path = tmp_path / "history.sqlite"
    before = newer_history(path, "ALTER TABLE runs RENAME COLUMN models TO other")
    with pytest.raises(StoreError, match="Update the program"):
        copy_newer(path, tmp_path / "copy.sqlite")
    assert path.read_bytes() == before
