"""Hollow modules in the place of ones that are imported here and never used.

pyqtgraph imports Qt's OpenGL when it is imported itself, for pictures drawn by the
graphics card. The program's are all drawn by the processor, and 9 MB stay out of it.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

MODULES = ("PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets")


class _Hollow(ModuleType):
    """Has one class to inherit from, which nobody makes an object of."""

    def __getattr__(self, name: str) -> Any:
        if name != "QOpenGLWidget":
            raise AttributeError(name)
        from PySide6.QtWidgets import QWidget

        return QWidget


def install() -> None:
    """Have imports of :data:`MODULES` find these; Qt itself is not imported yet."""
    for name in MODULES:
        sys.modules.setdefault(name, _Hollow(name))
