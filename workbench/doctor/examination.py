"""Going through the checks, one after another, whatever happens in them."""

from __future__ import annotations

import dataclasses
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import platformdirs

from workbench.core import assets
from workbench.core.cancel import CancelToken
from workbench.core.errors import WorkbenchError
from workbench.core.isolate import Failure
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.results import clock

# In the order in which they are carried out.
from workbench.doctor import (  # isort: skip
    computer,
    folders,
    history,
    available,
    parallel,
    n_jobs,
    fonts,
    recomputed,
    recomputed_joint,
    leftovers,
)
from workbench.doctor.base import (
    CHECKS,
    SEND_REPORT,
    Check,
    Finding,
    Lettering,
    Result,
    Subject,
)
from workbench.session import history_path

__all__ = ["examine", "this_installation"]

_PARTS = (
    computer,
    folders,
    history,
    available,
    parallel,
    n_jobs,
    fonts,
    recomputed,
    recomputed_joint,
    leftovers,
)
"""The files whose checks are in the list by now."""


def this_installation(
    *,
    history: Path | None = None,
    lettering: Callable[[], Lettering | Failure] | None = None,
    cancel: CancelToken | None = None,
) -> Subject:
    """The program as it is installed here, for the person who runs it."""
    return Subject(
        history=(history or history_path()).absolute(),
        temporary=Path(tempfile.gettempdir()),
        settings=_settings_folder(),
        state=platformdirs.user_state_path("workbench", appauthor=False),
        shared=Path("/dev/shm"),
        cases=assets.path("reference", "cases.json"),
        lettering=lettering,
        cancel=cancel or CancelToken(),
    )


def examine(subject: Subject, *, quick: bool = False) -> Iterator[Result]:
    """The results in the order of the list, each as soon as it is known.

    Ends early once ``subject.cancel`` was called; a check that was going on then has no
    result. ``quick`` skips the slow checks.
    """
    subject = dataclasses.replace(subject, before=leftovers.traces())
    for name in CHECKS:
        check = CHECKS.get(name)
        if subject.cancel.wait(0):
            return
        begin = clock()
        finding = _IN_HASTE if quick and check.slow else _carried_out(check, subject)
        if subject.cancel.wait(0):
            return
        yield Result(
            name=check.name,
            group=check.group,
            title=check.title,
            status=finding.status,
            found=finding.found,
            remedy=finding.remedy,
            facts=finding.facts,
            seconds=clock() - begin,
        )


_IN_HASTE = Finding(
    status="skipped",
    found=Message(QT_TRANSLATE_NOOP("Message", "Left out of a quick self-check.")),
)


def _carried_out(check: Check, subject: Subject) -> Finding:
    """What the check finds; an error in it is a finding too, and ends no other one."""
    try:
        return check.run(subject)
    except WorkbenchError as error:
        return Finding(
            status="failed",
            found=error.message,
            remedy=SEND_REPORT,
            facts={"traceback": traceback.format_exc()},
        )
    except Exception as error:  # the border: a self-check tells of bugs as well
        return Finding(
            status="failed",
            found=Message(
                QT_TRANSLATE_NOOP("Message", "An error arose: {error}"),
                {"error": f"{type(error).__name__}: {error}"},
            ),
            remedy=SEND_REPORT,
            facts={"traceback": traceback.format_exc()},
        )


def _settings_folder() -> Path | None:
    """Where Qt keeps settings; Windows has its registry for them."""
    if sys.platform == "win32":
        return None
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Preferences"
    return platformdirs.user_config_path("workbench", appauthor=False)
