from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STARTED_BY_ANOTHER = {"joint_flower"}
"""In an environment of its own, with what the benchmark beside it says."""
BENCHMARKS = sorted(
    script.stem
    for script in (ROOT / "packaging" / "benchmarks").glob("*.py")
    if '__name__ == "__main__"' in script.read_text(encoding="utf-8")
    and script.stem not in STARTED_BY_ANOTHER
)
"""The scripts that can be started; what stands beside them is imported by them."""
NEED_QT = ("cure", "responsiveness")
NAME_AIMS = ("cure", "dispatch", "main_job", "placement", "responsiveness")


def test_that_the_commands_of_the_readme_exist(root):
    readme = (root / "README.md").read_text(encoding="utf-8")
    assert "packaging/run test" in readme
    for path in set(re.findall(r"\bpackaging/[\w/.-]*\w", readme)):
        assert (root / path).exists(), path


def test_that_links_of_the_readme_lead_somewhere(root):
    readme = (root / "README.md").read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#:]+)\)", readme)
    assert targets
    for target in targets:
        assert (root / target).exists(), target


def test_that_ci_calls_the_test_command_of_the_readme_and_checks_what_is_built(root):
    script = (root / ".ci" / "run").read_text(encoding="utf-8")
    lines = map(str.strip, script.splitlines())
    calls = [line for line in lines if "packaging/run" in line[:20]]
    assert [re.split(r" \|\|| >", call)[0] for call in calls] == [
        "packaging/run build --help",
        "nice packaging/run build --frozen",
        "packaging/run test --engines",
        "packaging/run test",
        "packaging/run check-installed --frozen --no-window",
    ]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permission")
@pytest.mark.parametrize(
    "path",
    [".ci/run", "packaging/build", "packaging/check_installed", "packaging/run"],
)
def test_that_what_is_called_is_executable(root, path):
    assert os.access(root / path, os.X_OK)


ASKED_FOR_HELP = """
import contextlib, io, json, runpy, sys
said = {}
for script in sys.argv[1:]:
    sys.argv = [script, "--help"]
    with contextlib.redirect_stdout(io.StringIO()) as out:
        try:
            runpy.run_path(script, run_name="__main__")
        except SystemExit as end:
            assert not end.code, (script, end.code)
    said[script] = out.getvalue()
print(json.dumps(said))
"""
"""Runs scripts one after another, since what they import takes longer than they do."""


def test_that_benchmarks_explain_themselves(root):
    qt = importlib.util.find_spec("PySide6") is not None
    names = [name for name in BENCHMARKS if qt or name not in NEED_QT]
    folder = root / "packaging" / "benchmarks"
    scripts = {str(folder / f"{name}.py"): name for name in names}
    answer = subprocess.run(
        [sys.executable, "-c", ASKED_FOR_HELP, *scripts],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(folder)},  # where a script would look
    )
    said = json.loads(answer.stdout)
    assert said.keys() == scripts.keys() != set()
    for script, name in scripts.items():
        assert "--quick" in said[script]
        assert name not in NAME_AIMS or "Aim: " in said[script]


def test_that_every_benchmark_is_told_of_in_the_readme(root):
    readme = (root / "README.md").read_text(encoding="utf-8")
    assert set(NAME_AIMS) <= set(BENCHMARKS)
    for name in BENCHMARKS:
        assert f"`{name}.py`" in readme
