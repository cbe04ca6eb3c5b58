"""A picture as files: what must be in each."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QImage
from PySide6.QtSvg import QSvgRenderer

from workbench.gui.plots.base import Drawing
from workbench.gui.plots.export import save


def assert_exported(drawing: Drawing[Any], folder: Path) -> None:
    """As PNG at twice its 460 pixels at least, as valid SVG, as its table."""
    png, svg, table = (folder / f"picture.{end}" for end in ("png", "svg", "csv"))
    for file in (png, svg, table):
        save(drawing, file)

    assert QImage(str(png)).width() > 2 * 460
    body = svg.read_text(encoding="utf-8")
    assert f">{drawing.title}</text>" in body
    assert QSvgRenderer(QByteArray(body.encode())).isValid()
    with table.open(encoding="utf-8-sig", newline="") as stream:
        header, *rows = csv.reader(stream)
    shown = drawing.table(drawing.state)
    assert tuple(header) == shown.headers
    assert rows == [
        ["" if cell is None else str(cell) for cell in row] for row in shown.rows
    ]
