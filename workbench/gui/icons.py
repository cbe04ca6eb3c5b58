"""The shipped drawings as icons, in whatever colour the theme asks for."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from workbench.core import assets

_PIXELS = 64
_FAINT = 0.4


def draw(name: str, colour: str) -> QIcon:
    """The drawing ``icons/<name>.svg`` in ``colour``, fainter where it is disabled."""
    icon = QIcon()
    icon.addPixmap(_pixmap(name, colour, 1.0), QIcon.Mode.Normal)
    icon.addPixmap(_pixmap(name, colour, _FAINT), QIcon.Mode.Disabled)
    return icon


def tinted_svg(name: str, colour: str) -> bytes:
    """The drawing's source, ``colour`` in place of its current colour."""
    drawing = assets.path("icons", f"{name}.svg").read_text(encoding="utf-8")
    return drawing.replace("currentColor", colour).encode()


def _pixmap(name: str, colour: str, opacity: float) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(tinted_svg(name, QColor(colour).name())))
    pixmap = QPixmap(_PIXELS, _PIXELS)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setOpacity(opacity)
    renderer.render(painter)
    painter.end()
    return pixmap
