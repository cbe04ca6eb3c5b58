"""Writes the locks: every package that an environment holds, by version and hash.

    .venv/bin/python packaging/lock.py            add what pyproject.toml newly asks for
    .venv/bin/python packaging/lock.py --upgrade  take the newest versions of everything

A lock serves all systems and Pythons. It names no registry: which one is used is for
the machine's own pip configuration to say. Needs ``uv`` (``pip install uv``).
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ROOT / "packaging" / "locks"
EXTRAS = {
    "full": ("gui", "privacy", "test", "check"),
    "core": ("privacy", "test"),
    "engines": (
        *("gui", "privacy", "test", "check"),
        *("dask", "ray", "spark", "tensorflow"),  # PyTorch: see environments.py
    ),
    "bench": ("gui", "privacy", "test", "check", "bench"),
    "build": ("gui", "privacy", "build"),
}
"""Which extras each lock holds; all of them agree on versions with the first."""
HEADER = "# Written by packaging/lock.py; do not edit by hand.\n"


def main() -> None:
    """Write all locks."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--upgrade", action="store_true", help="take newest versions")
    upgrade = parser.parse_args().upgrade
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    LOCKS.mkdir(exist_ok=True)
    for name in EXTRAS:
        write(name, project, upgrade=upgrade)


def write(name: str, project: Mapping[str, Any], *, upgrade: bool) -> None:
    """Resolve and write one lock."""
    target = LOCKS / f"{name}.txt"
    if upgrade and name == "full":
        target.unlink(missing_ok=True)  # what is there already is kept by uv
    subprocess.run(
        command(name, target, _index()),
        input="\n".join(project["build-system"]["requires"]),
        text=True,
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    target.write_text(HEADER + target.read_text(encoding="utf-8"), encoding="utf-8")
    print(f"{target.relative_to(ROOT)} written")


def command(name: str, target: Path, index: str | None) -> list[str]:
    """The call of uv: pyproject.toml and, from standard input, the build backend."""
    uv = Path(sys.executable).with_name("uv")
    line = [str(uv) if uv.exists() else shutil.which("uv") or "uv", "pip", "compile"]
    line += ["pyproject.toml", "-", "--output-file", str(target)]
    for extra in EXTRAS[name]:
        line += ["--extra", extra]
    if name != "full":
        line += ["--constraint", str(LOCKS / "full.txt")]
    line += ["--universal", "--python-version", "3.11", "--generate-hashes"]
    line += ["--no-config", "--no-header", "--no-annotate", "--no-emit-index-url"]
    return [*line, *(["--index-url", index] if index else [])]


def _index() -> str | None:
    """The registry that this machine's pip uses, if it is not the usual one."""
    if address := os.environ.get("PIP_INDEX_URL"):
        return address
    answer = subprocess.run(
        [sys.executable, "-m", "pip", "config", "get", "global.index-url"],
        capture_output=True,
        text=True,
        check=False,
    )
    return answer.stdout.strip() or None


if __name__ == "__main__":
    main()
