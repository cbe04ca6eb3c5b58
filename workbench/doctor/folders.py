"""Folders that the program writes to: is there such a place, may it, is there room."""

from __future__ import annotations

import errno
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from workbench.core.messages import QT_TRANSLATE_NOOP, Message, Value
from workbench.doctor.base import Finding, Status, Subject, check

_PROBE = b"\0" * 64 * 1024
_LITTLE_ROOM = 200 * 2**20
"""Less than this is soon used up by a history or by a large table."""
_LITTLE_SHARED = 256 * 2**20
"""A container's usual 64 MB hold no data worth a second worker."""
_MIB = 2**20

_NOT_WRITABLE = QT_TRANSLATE_NOOP("Message", "{path} cannot be written ({reason}).")
_FULL = QT_TRANSLATE_NOOP("Message", "{path} cannot be written: the disk is full.")
_LITTLE = QT_TRANSLATE_NOOP(
    "Message", "{path} is writable, but only {free:.0f} MiB are free."
)
_ROOM = QT_TRANSLATE_NOOP("Message", "{path} is writable, {free:.1f} GiB are free.")
_TO_COME = QT_TRANSLATE_NOOP(
    "Message", "{path} will be made when it is needed, {free:.1f} GiB are free."
)
NAME_ANOTHER = Message(
    QT_TRANSLATE_NOOP(
        "Message",
        "Make this folder writable, or name another one in the environment variable "
        "TMPDIR before the program starts.",
    )
)
_FREE_SPACE = Message(
    QT_TRANSLATE_NOOP(
        "Message", "Free some space: empty the bin, or delete what you need no more."
    )
)


@check(
    "data_folder",
    group="files",
    title=Message(QT_TRANSLATE_NOOP("Message", "Folder of the history")),
)
def data_folder(subject: Subject) -> Finding:
    """Where the history lies; without it no run can be kept."""
    return look_at(
        subject.history.parent,
        Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Make this folder writable for you. Until then, the terminal takes "
                "another place: workbench run … --history FILE",
            )
        ),
    )


@check(
    "settings_folder",
    group="files",
    title=Message(QT_TRANSLATE_NOOP("Message", "Folder of the settings")),
)
def settings_folder(subject: Subject) -> Finding:
    """Where the window keeps theme, language and layout."""
    if subject.settings is None:
        return Finding(
            status="skipped",
            found=Message(
                QT_TRANSLATE_NOOP(
                    "Message", "This system keeps settings in its registry."
                )
            ),
        )
    return look_at(subject.settings, _MAKE_WRITABLE, otherwise="warning")


@check(
    "state_folder",
    group="files",
    title=Message(QT_TRANSLATE_NOOP("Message", "Folder of crash reports")),
)
def state_folder(subject: Subject) -> Finding:
    """Where a session that is struck down leaves its last words."""
    if subject.state is None:
        return Finding(
            status="skipped",
            found=Message(QT_TRANSLATE_NOOP("Message", "There is none here.")),
        )
    return look_at(subject.state, _MAKE_WRITABLE, otherwise="warning")


@check(
    "temporary_folder",
    group="files",
    title=Message(QT_TRANSLATE_NOOP("Message", "Folder of temporary files")),
)
def temporary_folder(subject: Subject) -> Finding:
    """Where workers write what must not get lost when they die."""
    return look_at(subject.temporary, NAME_ANOTHER)


@check(
    "shared_memory",
    group="files",
    title=Message(QT_TRANSLATE_NOOP("Message", "Shared memory")),
)
def shared_memory(subject: Subject) -> Finding:
    """Where data are placed once for all workers, on Linux."""
    if sys.platform != "linux":
        return Finding(
            status="skipped",
            found=Message(
                QT_TRANSLATE_NOOP(
                    "Message", "This system takes it from its memory, without a limit."
                )
            ),
        )
    remedy = Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "Large data go through files instead, which is slower. In a container, "
            "start it with more shared memory (--shm-size=1g).",
        )
    )
    found = look_at(subject.shared, remedy, otherwise="warning")
    total = found.facts.get("total_bytes")
    if found.status != "ok" or total is None or total >= _LITTLE_SHARED:
        return found
    return Finding(
        status="warning",
        found=Message(
            QT_TRANSLATE_NOOP("Message", "{path} holds only {total:.0f} MiB in all."),
            {"path": str(subject.shared), "total": total / _MIB},
        ),
        remedy=remedy,
        facts=found.facts,
    )


def look_at(folder: Path, remedy: Message, otherwise: Status = "failed") -> Finding:
    """Whether a file can really be written there, now or once the folder is made.

    ``remedy`` helps against a folder that is not writable, which is ``otherwise``.
    """
    place = nearest(folder)
    facts: dict[str, Any] = {"path": str(folder), "exists": place == folder}
    values: dict[str, Value] = {"path": str(folder)}
    try:
        usage = shutil.disk_usage(place)
        facts |= {"total_bytes": usage.total, "free_bytes": usage.free}
        _write(place)
    except OSError as error:
        facts["error"] = errno.errorcode.get(error.errno or 0, type(error).__name__)
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return _bad(otherwise, _FULL, values, _FREE_SPACE, facts)
        values["reason"] = error.strerror or type(error).__name__
        return _bad(otherwise, _NOT_WRITABLE, values, remedy, facts)
    if usage.free < _LITTLE_ROOM and usage.total >= _LITTLE_ROOM:
        values["free"] = usage.free / _MIB
        return _bad("warning", _LITTLE, values, _FREE_SPACE, facts)
    values["free"] = usage.free / 2**30
    template = _ROOM if place == folder else _TO_COME
    return Finding(status="ok", found=Message(template, values), facts=facts)


def nearest(folder: Path) -> Path:
    """The folder, or what there is of the way to it."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder


def _write(folder: Path) -> None:
    """Raise the error that a file of the program's would meet there."""
    with tempfile.TemporaryFile(prefix="workbench-", dir=folder) as file:
        file.write(_PROBE)
        file.flush()
        os.fsync(file.fileno())


def _bad(
    status: Status,
    template: str,
    values: dict[str, Value],
    remedy: Message,
    facts: dict[str, Any],
) -> Finding:
    return Finding(
        status=status, found=Message(template, values), remedy=remedy, facts=facts
    )


_MAKE_WRITABLE = Message(
    QT_TRANSLATE_NOOP(
        "Message",
        "Make this folder writable for you. Until then the program works, but forgets "
        "this when it ends.",
    )
)
