"""The window's font, looked at by a program that has no Qt: in a process of its own.

Qt ends the whole process where the system lacks something that it needs; here that
costs only the answer.
"""

from __future__ import annotations

from workbench.core.isolate import Failure, Limits, isolated
from workbench.doctor.base import Lettering

_LIMITS = Limits(seconds=30.0)


def lettering() -> Lettering | Failure:
    """What the window's font can show, in the person's language."""
    return isolated(_look, (), returns=Lettering, limits=_LIMITS)


def _look() -> Lettering:
    from workbench.gui.glyphs import look_without_window

    return look_without_window()
