"""Folders of files: walking them in one order, and making them the same every time."""

from __future__ import annotations

import hashlib
import os
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import product

_ELF = b"\x7fELF"
_BLOCK = 1 << 20


def files(root: Path) -> Iterator[Path]:
    """All regular files under ``root``, sorted; symbolic links are not among them."""
    for path in sorted(root.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield path


def elf_files(root: Path) -> Iterator[Path]:
    """The programs and shared libraries of Linux under ``root``."""
    for file in files(root):
        with file.open("rb") as opened:
            if opened.read(4) == _ELF:
                yield file


def normalise(root: Path, time: int) -> None:
    """Give all under ``root`` the same time, and modes that depend on nothing else."""
    for path in sorted(root.rglob("*")):
        if path.is_symlink():
            os.utime(path, (time, time), follow_symlinks=False)
            continue
        runs = path.is_dir() or bool(path.stat().st_mode & 0o100)
        path.chmod(0o755 if runs else 0o644)
        os.utime(path, (time, time))
    root.chmod(0o755)
    os.utime(root, (time, time))


def reproducible_environment() -> dict[str, str]:
    """The environment for tools that would otherwise write the time or an order."""
    return {
        **os.environ,
        "LC_ALL": "C.UTF-8",
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": str(product.commit_time()),
        "TZ": "UTC",
    }


def write_tar(root: Path, stream: IO[bytes], time: int) -> None:
    """Write ``root``'s contents as a tar archive that depends on nothing else."""

    def plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
        member.uid = member.gid = 0
        member.uname = member.gname = ""
        member.mtime = time
        return member

    with tarfile.open(fileobj=stream, mode="w|", format=tarfile.GNU_FORMAT) as archive:
        for path in sorted(root.rglob("*")):
            name = path.relative_to(root).as_posix()
            archive.add(path, arcname=name, recursive=False, filter=plain)


def digest(file: Path, name: str = "sha256") -> str:
    """The file's checksum in hexadecimal digits."""
    summed = hashlib.new(name, usedforsecurity=False)
    with file.open("rb") as opened:
        while block := opened.read(_BLOCK):
            summed.update(block)
    return summed.hexdigest()


def megabytes(path: Path) -> float:
    """The size of a file, or of all files in a folder, in MB (10^6 bytes)."""
    listed = [path] if path.is_file() else files(path)
    return sum(file.stat().st_size for file in listed) / 1e6
