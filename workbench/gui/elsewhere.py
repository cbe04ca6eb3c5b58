"""The window's font, looked at by a program that has no Qt: in a process of its own.

Qt ends the whole process where the system lacks something that it needs; here that
costs only the answer.
"""

from __future__ import annotations

import os
import sys

from workbench.core.isolate import Failure, Limits, isolated
from workbench.doctor.base import Lettering

_LIMITS = Limits(seconds=30.0)


def lettering() -> Lettering | Failure:
    """What the window's font can show, in the person's language."""
    return isolated(_look, (), returns=Lettering, limits=_LIMITS)


def _look() -> Lettering:
    """In that process: the window as the person has set it up, without showing it."""
    if sys.platform.startswith("linux"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"  # with the system's fonts
    from workbench.gui.app import application
    from workbench.gui.glyphs import lettering as look
    from workbench.gui.i18n import Language
    from workbench.gui.preferences import Preferences

    app = application(["workbench"])
    try:
        return look(Language(code=Preferences().language))
    finally:
        app.shutdown()
