"""The program's icon in every size and form, drawn from the one SVG file.

Needs PySide6, but neither a screen nor an application: it draws into memory.
"""

from __future__ import annotations

import struct
from pathlib import Path

import product
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SIZES = (16, 22, 24, 32, 48, 64, 96, 128, 256, 512)
"""Of the icon theme “hicolor”, in pixels."""
_ICO_SIZES = (16, 24, 32, 48, 64, 128, 256)
_ICNS_KINDS = {16: b"icp4", 32: b"icp5", 64: b"icp6", 128: b"ic07", 256: b"ic08"}
_ICNS_KINDS |= {512: b"ic09", 1024: b"ic10"}


def png(size: int) -> bytes:
    """The icon as a PNG file, ``size`` pixels wide and high."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(product.ICON)).render(painter)
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "PNG"):  # type: ignore[call-overload]  # the stub says str
        raise SystemExit("Qt cannot write PNG files here.")
    return bytes(data.data())


def ico() -> bytes:
    """The icon for Windows: a directory of PNG files."""
    pictures = {size: png(size) for size in _ICO_SIZES}
    head = struct.pack("<HHH", 0, 1, len(pictures))
    place = len(head) + 16 * len(pictures)
    for size, data in pictures.items():
        edge = size % 256  # one byte each: 0 stands for 256
        entry = (edge, edge, 0, 0, 1, 32, len(data), place)
        head += struct.pack("<BBBBHHII", *entry)
        place += len(data)
    return head + b"".join(pictures.values())


def icns() -> bytes:
    """The icon for macOS: PNG files, each with its kind and length."""
    body = b""
    for size, kind in _ICNS_KINDS.items():
        data = png(size)
        body += kind + struct.pack(">I", len(data) + 8) + data
    return b"icns" + struct.pack(">I", len(body) + 8) + body


def write_theme(folder: Path) -> None:
    """Write all sizes as an icon theme's folder, e.g. ``…/share/icons/hicolor``."""
    for size in SIZES:
        _write(folder / f"{size}x{size}" / "apps" / "workbench.png", png(size))
    _write(folder / "scalable" / "apps" / "workbench.svg", product.ICON.read_bytes())


def _write(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
