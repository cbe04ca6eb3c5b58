"""A bare Debian in a folder (chroot), with a person in it who is not root.

Needs root and ``debootstrap``. Its packages come from where this machine's come from.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

RELEASE = "bookworm"
PERSON = "person"
_ID = 1000
_KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"
_MOUNTS = (
    ("/proc", ["-t", "proc", "proc"]),
    ("/dev", ["--bind", "/dev"]),
    ("/dev/shm", ["-t", "tmpfs", "tmpfs"]),
    ("/tmp/.X11-unix", ["--bind", "/tmp/.X11-unix"]),
)
"""Shared memory of its own, so that what is left there can only be the program's."""


class BareSystem:
    """The system in ``folder``; its mounts are gone after ``with``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._mounted: list[Path] = []

    def __enter__(self) -> Self:
        if not (self.folder / "home" / PERSON).exists():
            self._make()
        try:
            for place, words in _MOUNTS:
                target = self.folder / place.removeprefix("/")
                target.mkdir(parents=True, exist_ok=True)
                subprocess.run(["mount", *words, str(target)], check=True)
                self._mounted.append(target)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        while self._mounted:
            target = self._mounted.pop()
            subprocess.run(["umount", "--lazy", str(target)], check=True)

    @property
    def home(self) -> Path:
        """The person's home, as seen from outside."""
        return self.folder / "home" / PERSON

    def as_root(self, *words: str) -> str:
        """Run a command as root; what it printed. Fails with all that it said."""
        line = ["chroot", str(self.folder), *words]
        return _answer(line, {**_base("root", "/root"), **_APT})

    def as_person(self, *words: str, display: str = "") -> str:
        """Run a command as the person; what it printed."""
        return _answer(self._line(words), self._variables(display))

    def start(self, *words: str, display: str) -> subprocess.Popen[bytes]:
        """Start a program as the person."""
        return subprocess.Popen(self._line(words), env=self._variables(display))

    def install(self, *packages: str) -> None:
        """Install packages, each with what it depends on and nothing more."""
        line = ["apt-get", "-q", "install", "-y", "--no-install-recommends"]
        self.as_root(*line, *packages)

    def processes(self, program: str) -> list[list[str]]:
        """The command lines of all processes that are the program in this system."""
        wanted = str(self.folder / program.removeprefix("/"))
        found = []
        for process in Path("/proc").iterdir():
            with contextlib.suppress(OSError):
                if (
                    process.name.isdigit()
                    and str((process / "exe").readlink()) == wanted
                ):
                    words = (process / "cmdline").read_bytes().decode().split("\0")
                    found.append(words[:-1])
        return found

    def shared_memory(self) -> list[str]:
        """What lies in the system's shared memory."""
        return sorted(file.name for file in (self.folder / "dev/shm").iterdir())

    def _make(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        line = ["debootstrap", "--variant=minbase", f"--keyring={_KEYRING}", RELEASE]
        subprocess.run(
            [*line, str(self.folder), mirror()], check=True, stdout=subprocess.DEVNULL
        )
        line = ["useradd", "--create-home", "--uid", str(_ID), PERSON]
        self.as_root(*line)

    def _line(self, words: Sequence[str]) -> list[str]:
        person = f"--userspec={_ID}:{_ID}"
        # A shell changes to the home, which is a folder of the system inside.
        shell = ["/bin/sh", "-c", 'cd && exec "$@"', "sh"]
        return ["chroot", person, str(self.folder), *shell, *words]

    def _variables(self, display: str) -> dict[str, str]:
        chosen = {"DISPLAY": display} if display else {}
        return {**_base(PERSON, f"/home/{PERSON}"), **chosen}


_APT = {"DEBIAN_FRONTEND": "noninteractive"}


def mirror() -> str:
    """Where this machine's own packages of Debian come from."""
    files = [Path("/etc/apt/sources.list")]
    files += sorted(Path("/etc/apt/sources.list.d").glob("*"))
    text = "\n".join(file.read_text() for file in files if file.is_file())
    for pattern in (
        r"^URIs:\s*(\S+/debian)/?\s*$",
        r"^deb\s(?:\[.*\]\s*)?(\S+/debian)/?\s",
    ):
        if found := re.search(pattern, text, re.MULTILINE):
            return found[1]
    raise SystemExit("This machine's apt names no mirror of Debian to take from.")


def _base(user: str, home: str) -> dict[str, str]:
    path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
    passed = {k: v for k, v in os.environ.items() if k.lower().endswith("_proxy")}
    return {"PATH": path, "HOME": home, "USER": user, "LANG": "C.UTF-8", **passed}


def _answer(line: Sequence[str], variables: Mapping[str, str]) -> str:
    run = subprocess.run(
        line, env=variables, capture_output=True, text=True, check=False
    )
    if run.returncode:
        said = f"{run.stdout}{run.stderr}"[-2000:]
        raise RuntimeError(f"“{' '.join(line[2:])}”: status {run.returncode}\n{said}")
    return run.stdout
