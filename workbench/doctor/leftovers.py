"""What a run leaves in the system: processes, shared memory, folders.

Its own helpers do not count: one resource tracker for ``multiprocessing`` and one for
joblib live as long as the program.
"""

from __future__ import annotations

import multiprocessing
import os
import tempfile
from pathlib import Path

import psutil

from workbench.core.birth import birth
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.results import clock
from workbench.doctor.base import Finding, Subject, Traces, check
from workbench.engines.shared import owner_mark

PATIENCE_S = 5.0
"""How long what is on its way out may take to be gone."""
_LOOK_S = 0.05
_TRACKER = "resource_tracker"
_SHARED = Path("/dev/shm")
_FOLDERS = ("workbench-engine-", "joblib_memmapping_folder_")


@check(
    "leftovers",
    group="afterwards",
    title=Message(QT_TRANSLATE_NOOP("Message", "Nothing is left")),
)
def leftovers(subject: Subject) -> Finding:
    """After all other checks: nothing that they started or made is there any more."""
    return judge(waited_for(subject, PATIENCE_S))


def waited_for(subject: Subject, patience_s: float) -> Traces:
    """What is left of this self-check after so many seconds, mostly nothing at once."""
    end = clock() + patience_s
    while True:
        left = traces().since(subject.before)
        if not left or clock() > end or subject.cancel.wait(_LOOK_S):
            return left


def judge(left: Traces) -> Finding:
    """Name what is left."""
    facts = {
        "processes": sorted(left.processes),
        "blocks": sorted(left.blocks),
        "folders": sorted(left.folders),
    }
    if not left:
        return Finding(
            status="ok",
            found=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "No worker process, no shared memory and no temporary folder of "
                    "this self-check is left.",
                )
            ),
            facts=facts,
        )
    names = (*facts["processes"], *facts["blocks"], *facts["folders"])
    return Finding(
        status="failed",
        found=Message(
            QT_TRANSLATE_NOOP("Message", "Something is left: {names}"),
            {"names": names},
        ),
        remedy=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "It goes when the program ends, or at its next start. Please send this "
                "report to the authors.",
            )
        ),
        facts=facts,
    )


def traces() -> Traces:
    """What this program has in the system right now."""
    return Traces(processes=_processes(), blocks=_blocks(), folders=_folders())


def _processes() -> frozenset[str]:
    multiprocessing.active_children()  # reaps those that ended
    found = set()
    for child in psutil.Process().children(recursive=True):
        try:
            command = " ".join(child.cmdline())
            if child.status() == psutil.STATUS_ZOMBIE or _TRACKER in command:
                continue
            born = birth(child.pid)
        except psutil.Error:  # it ended just now
            continue
        found.add(f"process {child.pid} ({born:.2f} s) {command[:80]}".rstrip())
    return frozenset(found)


def _blocks() -> frozenset[str]:
    mark = f"{owner_mark(os.getpid())}-"
    return frozenset(str(path) for path in _SHARED.glob(f"{mark}*"))


def _folders() -> frozenset[str]:
    found: set[str] = set()
    for place in (Path(tempfile.gettempdir()), _SHARED):
        for prefix in _FOLDERS:
            found |= {str(path) for path in place.glob(f"{prefix}{os.getpid()}[-_]*")}
    return frozenset(found)
