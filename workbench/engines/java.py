"""The Java that Apache Spark runs on: where it is, and whether it is new enough.

It is looked for where Spark's own scripts look, ``JAVA_HOME`` and then ``PATH``; if
what they would take is too old or missing, also where systems install it, since several
versions often live side by side.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from workbench.core.messages import QT_TRANSLATE_NOOP, Message

NEEDED = 17
"""What Spark 4 is compiled for."""
USUAL = (
    "/usr/lib/jvm/*",
    "/Library/Java/JavaVirtualMachines/*/Contents/Home",
    "/opt/homebrew/opt/openjdk*",
    "C:/Program Files/Java/*",
    "C:/Program Files/Eclipse Adoptium/*",
    "C:/Program Files/Microsoft/jdk*",
)
"""Homes of Java on Debian and Fedora, macOS and Windows, as patterns."""
_ANSWER_S = 20.0
_PROGRAM = "java.exe" if sys.platform == "win32" else "java"
_RELEASE = re.compile(r'^JAVA_VERSION="?(?P<version>[^"\s]+)', re.MULTILINE)
_SAID = re.compile(r'version "?(?P<version>\d[^"\s]*)')


class Java(NamedTuple):
    """The program, and its feature release: 8, 17, 21."""

    program: Path
    release: int

    @property
    def variables(self) -> dict[str, str]:
        """The environment in which Spark's scripts take this one."""
        if self.program.parent.name == "bin":
            return {"JAVA_HOME": str(self.program.parent.parent)}
        folders = str(self.program.parent), os.environ.get("PATH", "")
        return {"JAVA_HOME": "", "PATH": os.pathsep.join(folders)}


def find() -> Java | None:
    """The first Java that is new enough; else the one that Spark would take."""
    first: Java | None = None
    for program in _programs():
        release = _release_of(program)
        if release is None:
            continue
        if release >= NEEDED:
            return Java(program, release)
        first = first or Java(program, release)
    return first


def problem(title: Message) -> Message | None:
    """What a person is told whose Java does not do for the engine ``title``."""
    found = find()
    if found is None:
        return Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "{engine} needs Java {needed} or newer, and there is none. Install it "
                "({command}), or set JAVA_HOME to the folder where it is.",
            ),
            {"engine": title, "needed": NEEDED, "command": _command()},
        )
    if found.release < NEEDED:
        return Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "{engine} needs Java {needed} or newer; {program} is Java {release}. "
                "Install a newer one ({command}), or set JAVA_HOME to the folder "
                "where one is.",
            ),
            {
                "engine": title,
                "needed": NEEDED,
                "program": str(found.program),
                "release": found.release,
                "command": _command(),
            },
        )
    return None


def parsed(version: str) -> int | None:
    """The feature release of ``1.8.0_392`` (8), ``17.0.15`` (17), ``21-ea`` (21)."""
    numbers = re.match(r"(?:1\.)?(\d+)", version)
    return None if numbers is None else int(numbers[1])


def _programs() -> Iterator[Path]:
    if named := os.environ.get("JAVA_HOME"):
        yield Path(named, "bin", _PROGRAM)
    if on_path := shutil.which("java"):
        yield Path(on_path).resolve()
    for pattern in USUAL:
        anchor = Path(Path(pattern).anchor)
        if anchor.is_absolute():
            rest = str(Path(pattern).relative_to(anchor))
            for home in sorted(anchor.glob(rest), reverse=True):
                yield home / "bin" / _PROGRAM


def _release_of(program: Path) -> int | None:
    """The feature release of that program; ``None`` where it is no Java."""
    try:
        changed = program.stat().st_mtime_ns
    except OSError:
        return None
    return _asked(program, changed)


@lru_cache(maxsize=32)
def _asked(program: Path, changed: int) -> int | None:
    """What the file beside it says, as starting it takes a tenth of a second."""
    release = program.parent.parent / "release"
    try:
        found = _RELEASE.search(release.read_text("utf-8", errors="replace"))
    except OSError:
        found = None
    if found is None:
        found = _SAID.search(_said(program))
    return None if found is None else parsed(found["version"])


def _said(program: Path) -> str:
    try:
        done = subprocess.run(
            [program, "-version"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_ANSWER_S,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stderr + done.stdout


def _command() -> str:
    if sys.platform == "darwin":
        return "brew install openjdk@17"
    if sys.platform == "win32":
        return "winget install EclipseAdoptium.Temurin.17.JRE"
    if shutil.which("dnf"):
        return "sudo dnf install java-17-openjdk-headless"
    if shutil.which("pacman"):
        return "sudo pacman -S jre17-openjdk-headless"
    return "sudo apt-get install openjdk-17-jre-headless"
