"""Virtual environments made from the locks: complete or not there at all.

An environment holds exactly what its lock in ``locks/`` names, by hash, and this
project in editable form. Its stamp is written last and says what it was made from, so a
second start needs no more than reading it, and one that was interrupted is made again.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import system_libraries

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ROOT / "packaging" / "locks"


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """A folder with a Python of its own, and the lock it is made from."""

    folder: Path
    lock: Path
    then: tuple[str, ...] = ()
    """What is installed after the lock, by version and without a hash."""

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def stamp(self) -> Path:
        """The file that says the environment is complete."""
        return self.folder / "workbench-stamp"


FULL = Environment(folder=ROOT / ".venv", lock=LOCKS / "full.txt")
"""The window, the command line and the tools of the tests."""
CORE = Environment(folder=ROOT / ".venv-core", lock=LOCKS / "core.txt")
"""The same without Qt: what a server has."""
ENGINES = Environment(
    folder=ROOT / ".venv-engines",
    lock=LOCKS / "engines.txt",
    then=("torch==2.13.0",),
)
"""FULL and the libraries of the optional engines.

PyTorch is in no lock: which build of a version is right, the small one without CUDA
above all, is for each machine's own pip configuration to say, and hashes would fix it.
"""

BUILD = Environment(folder=ROOT / ".venv-build", lock=LOCKS / "build.txt")
"""What the frozen program is made from and with; no tests, so none can slip in."""


def wanted_stamp(environment: Environment) -> str:
    """A fingerprint of all that the environment depends on.

    Of pyproject.toml only the parts that change what is installed count: an editable
    install follows the files by itself, and a new lint rule rebuilds nothing.
    """
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    installed = {
        "build-system": project["build-system"],
        "project": project["project"],
    }
    parts = [
        json.dumps(installed, sort_keys=True),
        environment.lock.read_text(encoding="utf-8"),
        *environment.then,
        str(environment.folder),
        sys.base_prefix,
        sys.version,
    ]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def is_ready(environment: Environment) -> bool:
    """Whether the environment is complete and made from today's files."""
    try:
        stamp = environment.stamp.read_text(encoding="utf-8")
    except OSError:
        return False
    return stamp == wanted_stamp(environment) and environment.python.exists()


def ensure(environment: Environment, say: Callable[[str], None]) -> Path:
    """Make the environment unless it is ready; its interpreter."""
    if is_ready(environment):
        return environment.python
    count = len(locked(environment.lock))
    say(f"Setting up {environment.folder.name}/ with {count} packages, once ...")
    environment.stamp.unlink(missing_ok=True)
    for command in setup_commands(environment, say):
        subprocess.run(command, cwd=ROOT, check=True)
    environment.stamp.write_text(wanted_stamp(environment), encoding="utf-8")
    return environment.python


def setup_commands(
    environment: Environment, say: Callable[[str], None]
) -> list[list[str]]:
    """The commands that make an environment, in order."""
    create = [sys.executable, "-m", "venv", "--clear", str(environment.folder)]
    if importlib.util.find_spec("ensurepip") is None:
        create, pip = _without_ensurepip(create, environment, say)
    else:
        pip = [str(environment.python), "-m", "pip"]
    # Bytecode is left to the first import: most modules are never imported.
    install = [*pip, "install", "-qq", "--no-compile"]
    return [
        create,
        [*install, "--require-hashes", "--requirement", str(environment.lock)],
        *([[*install, *environment.then]] if environment.then else []),
        # The lock brought the build backend, so nothing is fetched for the project.
        [*install, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)],
    ]


def locked(lock: Path) -> list[str]:
    """The names of the packages in a lock."""
    lines = lock.read_text(encoding="utf-8").splitlines()
    return sorted({line.split("==")[0] for line in lines if "==" in line[:60]})


def _without_ensurepip(
    create: list[str], environment: Environment, say: Callable[[str], None]
) -> tuple[list[str], list[str]]:
    """What to run where Python came without ensurepip, as Debian packages it."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    if system_libraries.install([f"{version}-venv"], say):
        return create, [str(environment.python), "-m", "pip"]
    if importlib.util.find_spec("pip") is not None:
        pip = [sys.executable, "-m", "pip", "--python", str(environment.python)]
        return [*create, "--without-pip"], pip
    raise SystemExit(
        "This Python cannot make virtual environments. Please run this, then start the "
        f"command again:\n  sudo apt-get install {version}-venv"
    )
