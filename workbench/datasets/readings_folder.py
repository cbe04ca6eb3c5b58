"""Where generated readings are kept: a folder of their own, used again when whole.

A folder ``readings-<fingerprint>`` in the system's cache, or in a folder that the
person names. Its manifest says by what each file is known again: size, time and digest;
files whose time was changed are read once more, as a version control system does. What
was not made here is never overwritten, only refused. What an interrupted program left
is made anew.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
import platformdirs

from workbench.core.errors import BadInput, Problem
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.datasets.readings import (
    FORMAT,
    MEGABYTE,
    SENSORS_FILE,
    Mark,
    Readings,
    mark,
)

FIELD = "params.folder"
MANIFEST = "manifest.json"
_PREFIX = "readings-"
_SPARE = 200 * MEGABYTE
"""What must stay free on a disk, for spilled groups and everybody else."""
_ABANDONED_S = 3600.0


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What is in a folder."""

    format: int
    readings: Readings
    marks: tuple[Mark, ...] = ()


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A folder of readings on a disk."""

    folder: str
    readings: Readings
    disk_bytes: int


def cache() -> Path:
    """Where readings are kept unless somebody names a folder."""
    return platformdirs.user_cache_path("workbench", appauthor=False) / "readings"


def folder_of(parent: str, readings: Readings) -> Path:
    """The folder of these readings; an empty ``parent`` is the cache."""
    above = Path(parent).expanduser() if parent else cache()
    return above.absolute() / f"{_PREFIX}{readings.key}"


def problems(parent: str, readings: Readings) -> Iterator[Problem]:
    """Why they cannot be kept there, found out by a look at the disk alone."""
    folder = folder_of(parent, readings)
    manifest = _manifest(folder)
    if manifest is not None and len(manifest.marks) == len(_expected(readings)):
        return
    above = next(p for p in (folder, *folder.parents) if p.exists())
    if not above.is_dir() or not os.access(above, os.W_OK | os.X_OK):
        yield _not_writable(str(folder.parent), os.strerror(13))
        return
    free = shutil.disk_usage(above).free
    there = sum(m.size for m in manifest.marks) if manifest else 0
    need = readings.disk_bytes - there
    if need + _SPARE > free:
        yield Problem(
            field="params.megabytes",
            message=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "These data would take {need:.2f} GB on the disk of {folder}, "
                    "which has {free:.2f} GB free ({spare:.1f} GB must stay free). Ask "
                    "for fewer megabytes, name a folder on a larger disk, or remove "
                    "data that were made earlier with “workbench data remove”.",
                ),
                {
                    "need": need / 1e9,
                    "free": free / 1e9,
                    "spare": _SPARE / 1e9,
                    "folder": str(folder.parent),
                },
            ),
        )


def missing(parent: str, readings: Readings) -> list[str]:
    """The files that have yet to be made, in a folder that is there afterwards.

    Raises ``BadInput`` where something in it was not made here or was changed since.
    """
    folder = folder_of(parent, readings)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _refuse_foreign(folder, readings)
        _remove_abandoned(folder)
        known = _checked(folder)
        if not known:  # so that it can be listed and removed if making them stops
            _write_manifest(folder, readings, ())
    except OSError as error:
        reason = error.strerror or str(error)
        raise BadInput([_not_writable(str(folder.parent), reason)]) from error
    return [name for name in _expected(readings) if name not in known]


def record(parent: str, readings: Readings, made: Iterable[Mark]) -> None:
    """Keep by what files that were made just now are known again."""
    folder = folder_of(parent, readings)
    manifest = _manifest(folder)
    marks = {m.name: m for m in manifest.marks} if manifest else {}
    marks |= {m.name: m for m in made}
    _write_manifest(folder, readings, marks.values())


def kept(parent: str = "") -> list[Kept]:
    """All readings in a folder, or in the cache, finished or not."""
    above = Path(parent).expanduser() if parent else cache()
    return [
        Kept(
            folder=str(folder),
            readings=manifest.readings,
            disk_bytes=sum(p.stat().st_size for p in folder.iterdir() if p.is_file()),
        )
        for folder in sorted(above.glob(f"{_PREFIX}*"))
        if (manifest := _manifest(folder)) is not None
    ]


def remove(found: Kept) -> None:
    """Remove what was made here; other files stay, and so does the folder then."""
    folder = Path(found.folder)
    for name in (*_expected(found.readings), MANIFEST):
        (folder / name).unlink(missing_ok=True)
    for part in folder.glob("*.part"):
        part.unlink(missing_ok=True)
    if not any(folder.iterdir()):
        folder.rmdir()


def _expected(readings: Readings) -> list[str]:
    return [SENSORS_FILE, *readings.names()]


def _manifest(folder: Path) -> Manifest | None:
    """What a folder says of itself; ``None`` where it says nothing that is ours."""
    try:
        found = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except (OSError, msgspec.DecodeError):
        return None
    return found if found.format == FORMAT else None


def _checked(folder: Path) -> set[str]:
    """The files that are as they were made; refuses one that was changed."""
    manifest = _manifest(folder)
    if manifest is None:
        return set()
    there: dict[str, Mark] = {}
    for known in manifest.marks:
        path = folder / known.name
        if not path.exists():
            continue
        if path.stat().st_size != known.size:
            raise BadInput([damaged(path)])
        if path.stat().st_mtime_ns != known.mtime_ns:
            again = mark(path)
            if again.digest != known.digest:
                raise BadInput([damaged(path)])
            known = again
        there[known.name] = known
    if tuple(there.values()) != manifest.marks:
        _write_manifest(folder, manifest.readings, there.values())
    return set(there)


def _write_manifest(folder: Path, readings: Readings, marks: Iterable[Mark]) -> None:
    text = msgspec.json.encode(
        Manifest(format=FORMAT, readings=readings, marks=tuple(marks))
    )
    unfinished = folder / f"{MANIFEST}.{os.getpid()}.part"
    unfinished.write_bytes(msgspec.json.format(text))
    unfinished.replace(folder / MANIFEST)


def _refuse_foreign(folder: Path, readings: Readings) -> None:
    ours = set(_expected(readings))
    for path in sorted(folder.glob("*.parquet")):
        if path.name not in ours:
            raise BadInput(
                [
                    Problem(
                        field=FIELD,
                        message=Message(
                            QT_TRANSLATE_NOOP(
                                "Message",
                                "{folder} holds “{name}”, which was not made here and "
                                "would be counted with the others. Move it elsewhere, "
                                "or name another folder.",
                            ),
                            {"folder": str(folder), "name": path.name},
                        ),
                    )
                ]
            )


def _remove_abandoned(folder: Path) -> None:
    """What a program that was killed had not finished, long ago."""
    for path in folder.glob("*.part"):
        if time.time() - path.stat().st_mtime > _ABANDONED_S:
            path.unlink(missing_ok=True)


def damaged(path: Path) -> Problem:
    """The problem of a file that is not what was made."""
    return Problem(
        field=FIELD,
        message=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "“{name}” in {folder} is damaged, or was changed since it was made. "
                "Delete it, and it is made anew, the same from its seed.",
            ),
            {"folder": str(path.parent), "name": path.name},
        ),
    )


def _not_writable(folder: str, reason: str) -> Problem:
    return Problem(
        field=FIELD,
        message=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Nothing can be written to {folder} ({reason}). Name a folder that is "
                "yours, or none for the system’s cache.",
            ),
            {"folder": folder, "reason": reason},
        ),
    )
