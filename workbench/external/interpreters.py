"""The Pythons of this machine that could carry an engine's environment."""

from __future__ import annotations

import json
import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.external import child

OLDEST = (3, 11)
LIMIT_S = 20.0
_NAME = re.compile(r"python(3(\.\d+)?)?(\.exe)?$")
_QUESTION = """\
import importlib.util, json, platform, struct, sys
print(json.dumps({
    "version": sys.version_info[:3],
    "bits": 8 * struct.calcsize("P"),
    "machine": platform.machine(),
    "makes_environments": bool(
        importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")
    ),
}))
"""
"""Asked of a Python about which nothing is known yet; any of the last ten years can
answer, and none of it imports what it might have installed."""


class Interpreter(msgspec.Struct, frozen=True, kw_only=True):
    """One Python, by its path and its own answer."""

    python: str
    version: tuple[int, int, int]
    bits: int
    machine: str
    makes_environments: bool

    @property
    def title(self) -> str:
        """How it is offered: ``Python 3.12.4 (/usr/bin/python3.12)``."""
        return f"Python {'.'.join(map(str, self.version))} ({self.python})"


def ask(python: str | Path) -> Interpreter | Message:
    """What ``python`` says of itself, or why that cannot be found out."""
    try:
        answer = subprocess.run(
            [str(python), "-I", "-S", "-c", _QUESTION],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=LIMIT_S,
            check=True,
            env=child.variables(),
        ).stdout
        said = json.loads(answer.splitlines()[-1])
        return msgspec.convert({"python": str(python), **said}, Interpreter)
    except (OSError, subprocess.SubprocessError, ValueError, LookupError) as error:
        return Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "“{path}” is not a Python that can be used: {reason}. Choose the "
                "program “python” of an environment, usually in its folder “bin”.",
            ),
            {"path": str(python), "reason": _reason(error)},
        )


def unfit(found: Interpreter) -> Message | None:
    """Why a Python cannot be used at all; ``None`` when it can."""
    if found.version[:2] < OLDEST:
        return Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "{path} is Python {version}; {oldest} or newer is needed. Install it "
                "from python.org or with your system's package manager.",
            ),
            {
                "path": found.python,
                "version": ".".join(map(str, found.version)),
                "oldest": ".".join(map(str, OLDEST)),
            },
        )
    if found.bits != 64 or found.machine.lower() != platform.machine().lower():
        return Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "{path} is a Python for {there} ({bits} bits); this computer runs "
                "Workbench for {here}. Install a Python for {here}.",
            ),
            {
                "path": found.python,
                "there": found.machine,
                "bits": found.bits,
                "here": platform.machine(),
            },
        )
    return None


def candidates() -> list[Interpreter]:
    """All Pythons found here that fit, the best first.

    That is one of this program's own minor version, since then nothing differs, then
    the newest; those that cannot make environments come last. Takes a moment: each is
    asked.
    """
    found: dict[Path, Interpreter] = {}
    for path in _paths():
        real = path.resolve()
        if real in found:
            continue
        answer = ask(path)
        if isinstance(answer, Interpreter) and unfit(answer) is None:
            found[real] = answer
    return sorted(found.values(), key=_rank)


def _rank(found: Interpreter) -> tuple[bool, bool, tuple[int, ...]]:
    newest_first = tuple(-part for part in found.version)
    own = found.version[:2] == sys.version_info[:2]
    return not found.makes_environments, not own, newest_first


def _paths() -> Iterator[Path]:
    """Where Pythons usually are; this process's own too, unless it is frozen."""
    if not getattr(sys, "frozen", False):
        yield Path(getattr(sys, "_base_executable", sys.executable))
    for folder in _folders():
        try:
            names = sorted(os.listdir(folder))  # noqa: PTH208 - names only
        except OSError:
            continue
        for name in names:
            path = folder / name
            if _NAME.match(name) and os.access(path, os.X_OK) and not _is_shim(path):
                yield path


def _folders() -> Iterator[Path]:
    for part in os.get_exec_path():
        yield Path(part)
    home = Path.home()
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", home / "AppData/Local"))
        for root in (local / "Programs/Python", Path("C:/"), Path("C:/Program Files")):
            yield from sorted(root.glob("Python3*"))
        return
    for name in ("/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"):
        yield Path(name)
    yield from Path("/Library/Frameworks/Python.framework/Versions").glob("3.*/bin")
    for pattern in (".pyenv/versions/*/bin", "*conda3/bin", ".local/share/uv/python/*"):
        yield from sorted(home.glob(pattern))


def _is_shim(path: Path) -> bool:
    """A script that picks some Python at each call, or Windows' door to its shop."""
    if "shims" in path.parts or "WindowsApps" in path.parts:
        return True
    with path.open("rb") as file:
        return file.read(2) == b"#!"


def _reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    if isinstance(error, subprocess.TimeoutExpired):
        return f"no answer within {LIMIT_S:.0f} s"
    return type(error).__name__


def find(program: str) -> Path | None:
    """A Python by path or by a name on the search path; it may still be anything."""
    found = shutil.which(program)
    return None if found is None else Path(found)
