from __future__ import annotations

import ast
import os
import re
import subprocess
import sys

import dev
import pytest

from tests import optional

linux = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="elsewhere there is a screen"
)


def test_that_the_scripts_of_the_first_command_need_only_the_standard_library(root):
    scripts = ("dev", "environments", "system_libraries")
    for name in scripts:
        source = (root / "packaging" / f"{name}.py").read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Import):
                modules = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                modules = [node.module]
            else:
                continue
            for module in modules:
                top = module.partition(".")[0]
                assert top in sys.stdlib_module_names or top in scripts


@linux
@pytest.mark.parametrize(
    ("environment", "word"),
    [
        ({}, "DISPLAY"),
        ({"DISPLAY": ""}, "DISPLAY"),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, "offscreen"),
        ({"QT_QPA_PLATFORM": "minimal:nofont"}, "minimal"),
    ],
)
def test_that_the_reason_for_no_window_is_given(environment, word):
    assert word in dev.no_screen(environment)


@pytest.mark.parametrize(
    "environment",
    [{"DISPLAY": ":0"}, {"WAYLAND_DISPLAY": "wayland-0"}, {"QT_QPA_PLATFORM": "vnc"}],
)
def test_that_a_screen_is_taken_where_one_is_named(environment):
    assert dev.no_screen(environment) == ""


def test_that_an_unknown_command_is_refused_with_the_known_ones(capsys):
    assert dev.main(["tset"]) == 2
    assert "packaging/run test" in capsys.readouterr().err


def test_that_libraries_are_compiled_once_whatever_the_container_says(monkeypatch):
    seen = []
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setattr(dev, "cli", lambda rest: seen.append(dict(os.environ)) or 0)
    assert dev.main(["cli"]) == 0
    assert "PYTHONDONTWRITEBYTECODE" not in seen[0]


def test_that_help_is_given_when_asked_for(capsys):
    assert dev.main(["--help"]) == 0
    assert "packaging/run cli" in capsys.readouterr().out


def test_that_the_engines_option_runs_their_tests_where_their_libraries_must_be(
    monkeypatch,
):
    ran = {}
    monkeypatch.setattr(dev.system_libraries, "ensure", lambda **_: {})
    monkeypatch.setattr(
        dev.system_libraries, "ensure_java", lambda _: ran.update(java=True)
    )
    monkeypatch.setattr(
        dev.environments, "ensure", lambda environment, _: environment.python
    )
    monkeypatch.setattr(
        dev,
        "passes",
        lambda name, command, variables: ran.update(command=command, **variables) or 1,
    )
    assert dev.main(["test", "--engines"]) == 0
    assert ran["command"][0] == str(dev.ENGINES.python)
    assert ran["command"][-2:] == ["-m", "engines"]
    assert ran[dev.ENGINES_THERE] == "1"
    assert ran["java"]
    assert dev.ENGINES_THERE == optional.REQUIRED

    assert dev.main(["test", "--engines", "tests/engines"]) == 0
    assert ran["command"][-1] == "tests/engines"


def test_that_every_test_with_qt_is_run_with_it(root):
    for file in (root / "tests").rglob("test_*.py"):
        source = file.read_text(encoding="utf-8")
        if re.search(r"^(import|from) PySide6|skip\(\"PySide6|qtbot", source, re.M):
            place = file.relative_to(root).as_posix()
            with_qt = re.findall(
                r"^def (test_\w+)(?:(?!^def ).)*?skip\(\"PySide6", source, re.M | re.S
            )
            for test in with_qt or [""]:
                assert f"{place}::{test}".startswith(dev.QT_TESTS), (place, test)


def test_that_both_parts_of_the_tests_run_and_the_failed_one_is_named(capfd):
    steps = {
        "the good": [sys.executable, "-c", "print('all well')"],
        "the bad": [sys.executable, "-c", "print('not well'); raise SystemExit(3)"],
    }
    assert dev.side_by_side(steps, {}) == ["the bad"]
    said = capfd.readouterr()
    assert "all well" in said.out
    assert "not well" in said.out
    assert "What the bad said:" in said.err


def test_that_parts_run_at_the_same_time(tmp_path):
    meet = """
import pathlib, sys, time
mine, other = (pathlib.Path(name) for name in sys.argv[1:])
mine.touch()
while not other.exists():
    time.sleep(0.01)
"""
    one, other = str(tmp_path / "one"), str(tmp_path / "other")
    steps = {
        "one": [sys.executable, "-c", meet, one, other],
        "other": [sys.executable, "-c", meet, other, one],
    }
    assert dev.side_by_side(steps, {}) == []


def test_that_a_run_without_a_person_ends_at_its_limit(capsys):
    forever = "import threading; threading.Event().wait()"
    assert dev.limited([sys.executable, "-c", forever], 0.2) == 124
    assert "Ended" in capsys.readouterr().err


def test_that_a_run_without_a_person_keeps_its_exit_status():
    assert dev.limited([sys.executable, "-c", "raise SystemExit(7)"], 60) == 7


@pytest.mark.skipif(os.name == "nt", reason="Windows starts dev.py itself")
def test_that_the_shell_script_hands_its_arguments_over(root, tmp_path):
    run = subprocess.run(
        [root / "packaging" / "run", "help"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "packaging/run test" in run.stdout


@pytest.mark.skipif(os.name == "nt", reason="Windows starts dev.py itself")
def test_that_without_python_the_shell_script_says_how_to_get_it(root, tmp_path):
    for tool in ("sh", "dirname", "cat", "id"):
        found = subprocess.run(
            ["/bin/sh", "-c", f"command -v {tool}"], capture_output=True, text=True
        ).stdout.strip()
        (tmp_path / tool).symlink_to(found)
    run = subprocess.run(
        ["/bin/sh", root / "packaging" / "run", "test"],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 1
    assert "Python 3.11 or newer is needed" in run.stderr
    assert "sudo dnf install python3" in run.stderr
