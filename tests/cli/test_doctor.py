"""``workbench doctor`` as a person meets it."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from tests.engines.waiting import until
from workbench.cli import main
from workbench.core.isolate import Failure
from workbench.core.messages import Message
from workbench.doctor import examination  # noqa: F401 - fills CHECKS
from workbench.doctor.base import CHECKS, Lettering
from workbench.store import Store
from workbench.store.migrations import VERSION

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def history(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite"


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Carry out these checks and no others."""

    def keep(*names: str) -> None:
        entries = {name: CHECKS.get(name) for name in names}
        monkeypatch.setattr(CHECKS, "_entries", entries)

    return keep


def test_that_json_is_one_document_of_every_check_made_without_qt(
    history: Path, tmp_path: Path
) -> None:
    """All is well here, so it tells as well what the parallel checks find then."""
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    code = (
        "import sys; from workbench.cli import main; "
        f"status = main(['doctor', '--json', '--history', {str(history)!r}]); "
        "assert not [m for m in sys.modules if m.startswith(('PySide6', 'pyqtgraph'))];"
        "sys.exit(status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(temporary)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(done.stdout)
    assert found["ok"] is found["complete"] is True
    checks = {check["name"]: check for check in found["checks"]}
    assert list(checks) == list(CHECKS)
    assert list(checks)[-1] == "leftovers"
    skipped = {name for name, c in checks.items() if c["status"] == "skipped"}
    assert skipped - {"shared_memory", "settings_folder"} == {"fonts"}
    assert all(check["found"] for check in checks.values())
    assert not history.exists()
    run, jobs = checks["parallel_run"], checks["n_jobs"]
    assert run["status"] == jobs["status"] == "ok", (run, jobs)
    assert "2 worker processes gave the same scores" in run["found"]
    assert len(run["facts"]["worker_pids"]) == 2
    assert len(run["facts"]["digests"]) == 1
    assert run["facts"]["tasks"] >= 30
    assert len(jobs["facts"]["scores"]) == 5
    pids = [*run["facts"]["worker_pids"], jobs["facts"]["worker_pid"]]
    assert not any(psutil.pid_exists(pid) for pid in pids)
    assert list(temporary.iterdir()) == []


def test_that_a_newer_history_fails_politely_with_status_1_and_stays(
    history: Path, only: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    Store(history).close()
    with closing(sqlite3.connect(history)) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
        connection.commit()
    before = history.read_bytes()
    only("cores", "history", "n_jobs")
    assert main(["doctor", "--quick", "--history", str(history)]) == 1
    shown = " ".join(capsys.readouterr().out.replace("│", " ").split())
    assert "written by a newer version" in shown
    assert "→" in shown
    assert "1 of 2 checks failed. Skipped: 1." in shown
    assert history.read_bytes() == before


def test_that_a_long_path_is_shown_whole(
    tmp_path: Path, only: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    only("data_folder")
    folder = tmp_path / ("a" * 100) / ("b" * 100)
    assert main(["doctor", "--history", str(folder / "history.sqlite")]) == 0
    shown = "".join(capsys.readouterr().out.replace("│", " ").split())
    assert str(folder) in shown


def test_that_the_font_of_the_window_is_looked_at_where_there_is_one(
    only: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    only("fonts")
    seen = Lettering(language="zh_CN", family="Plain", characters=3, missing="速")
    assert main(["doctor", "--json"], lettering=lambda: seen) == 1
    (fonts,) = json.loads(capsys.readouterr().out)["checks"]
    assert fonts["facts"]["missing"] == "速"
    died = Failure(kind="died", message=Message("it ended"))
    assert main(["doctor"], lettering=lambda: died) == 1
    assert "it ended" in capsys.readouterr().out


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permission")
def test_that_a_home_that_cannot_be_written_gets_sentences_and_no_traceback(
    tmp_path: Path,
) -> None:
    home = tmp_path / "home"
    home.touch()  # a file: not even root can write below it
    variables = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")
    done = subprocess.run(
        [sys.executable, "-m", "workbench", "doctor", "--quick", "--json"],
        env={**os.environ, **dict.fromkeys(variables, str(home / "below"))},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    checks = {c["name"]: c for c in json.loads(done.stdout)["checks"]}
    failed = {name for name, c in checks.items() if c["status"] == "failed"}
    assert failed == {"data_folder", "history"}
    assert checks["settings_folder"]["status"] == "warning"
    assert "--history" in checks["data_folder"]["remedy"]
    assert checks["parallel_run"]["status"] == "ok"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no such signal")
def test_that_ctrl_c_ends_it_with_130_and_what_was_found_so_far(history: Path) -> None:
    command = [sys.executable, "-m", "workbench", "doctor", "--json", "--history"]
    with subprocess.Popen(
        [*command, str(history)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        until(lambda: psutil.Process(process.pid).children())
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=60)
    assert process.returncode == 130
    found = json.loads(out)
    assert found["complete"] is False
    assert len(found["checks"]) < len(CHECKS)


def test_that_the_help_tells_of_the_exit_status(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["doctor", "--help"])
    shown = capsys.readouterr().out
    assert "exit status: 0 when nothing failed" in shown
    assert "--quick" in shown
