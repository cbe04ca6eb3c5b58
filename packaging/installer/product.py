"""What all installers say about the product, in one place."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
ICON = ROOT / "assets" / "icons" / "workbench.svg"
NAME = "Workbench"
SUMMARY = "Experiments with parallelism and ensembles"
EXPERIMENT_SUFFIX = "wbexp"
"""Of an experiment's file, which is JSON."""
BUNDLE_SUFFIX = "wbrun"
"""Of a run bundle, which is a zip file."""


def version() -> str:
    """The product's version, read without importing it."""
    text = (ROOT / "workbench" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([^"]+)"', text, re.MULTILINE)
    if found is None:
        raise SystemExit("workbench/__init__.py states no __version__.")
    return found[1]


def commit_time() -> int:
    """Seconds since 1970 at which the commit was made: the date of all that is built.

    Without git (an unpacked source archive) it is that of the youngest source file.
    """
    command = ["git", "log", "-1", "--format=%ct"]
    try:
        answer = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, check=True
        )
        return int(answer.stdout)
    except (OSError, subprocess.CalledProcessError, ValueError):
        files = (ROOT / "workbench").rglob("*.py")
        return int(max(file.stat().st_mtime for file in files))


def filled(template: Path, values: dict[str, str]) -> str:
    """The template's text with ``@NAME@`` replaced; every name must be known."""

    def value(found: re.Match[str]) -> str:
        return values[found[1]]

    return re.sub(r"@([A-Z][A-Z0-9_]*)@", value, template.read_text(encoding="utf-8"))
