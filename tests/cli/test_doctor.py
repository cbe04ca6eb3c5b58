"""``workbench doctor`` as a person meets it."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from workbench.cli import main
from workbench.core.isolate import Failure
from workbench.core.messages import Message
from workbench.doctor.base import CHECKS, Lettering
from workbench.store import Store
from workbench.store.migrations import VERSION

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def history(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite"


def test_that_json_is_one_document_with_every_check_and_the_status_is_0(
    history: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["doctor", "--json", "--history", str(history)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["ok"] is True
    assert [check["name"] for check in found["checks"]] == list(CHECKS)
    for check in found["checks"]:
        assert check["status"] in ("ok", "warning", "skipped")
        assert check["found"]
    run = next(c for c in found["checks"] if c["name"] == "parallel_run")
    assert len(run["facts"]["worker_pids"]) == 2
    assert not history.exists()


def test_that_a_newer_history_fails_politely_with_status_1_and_stays(
    history: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Store(history).close()
    with closing(sqlite3.connect(history)) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
        connection.commit()
    before = history.read_bytes()
    assert main(["doctor", "--quick", "--history", str(history)]) == 1
    shown = " ".join(capsys.readouterr().out.replace("│", " ").split())
    assert "written by a newer version" in shown
    assert "→" in shown
    assert "of 12 checks failed" in shown
    assert history.read_bytes() == before


def test_that_the_window_s_font_is_looked_at_where_there_is_one(
    history: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["doctor", "--quick", "--json", "--history", str(history)]
    seen = Lettering(language="zh_CN", family="Plain", characters=3, missing="速")
    assert main(arguments, lettering=lambda: seen) == 1
    found = json.loads(capsys.readouterr().out)
    (fonts,) = [c for c in found["checks"] if c["name"] == "fonts"]
    assert fonts["facts"]["missing"] == "速"
    died = Failure(kind="died", message=Message("it ended"))
    assert main(arguments, lettering=lambda: died) == 1


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


def test_that_the_help_tells_of_the_exit_status(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["doctor", "--help"])
    shown = capsys.readouterr().out
    assert "exit status: 0 when nothing failed" in shown
    assert "--quick" in shown


def test_that_the_examination_never_imports_qt(history: Path) -> None:
    code = (
        "import sys; from workbench.cli import main; "
        f"main(['doctor', '--quick', '--history', {str(history)!r}]); "
        "assert not [m for m in sys.modules if m.startswith(('PySide6', 'pyqtgraph'))]"
    )
    subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, cwd=ROOT
    )
