"""The key of a picture: a row of signs above the axes, wrapped where it is narrow.

It has a place of its own, so it never covers what it explains.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QGraphicsWidget

from workbench.gui.plots.layers import (
    Shape,
    draw_cross,
    draw_interval,
    draw_mark,
    draw_textured,
    line_pen,
    tint,
)

Sign = Literal[
    "mark",
    "interval",
    "faint",
    "cross",
    "line",
    "solid",
    "curve",
    "hollow",
    "ring",
    "band",
    "box",
    "hatched",
    "outlined",
    "",
]
_MAX_LINES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the key: a sign in a colour, and what it means."""

    sign: Sign
    colour: str
    text: str
    shape: Shape = "circle"
    pattern: Qt.BrushStyle = Qt.BrushStyle.NoBrush
    over: str = ""
    """A box's pattern and its colour."""


class Key(QGraphicsWidget):
    """Paints entries from left to right, in at most two lines."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: tuple[Entry, ...] = ()
        self._font = QFont()
        self._colour = "#000000"
        self._places: list[tuple[QRectF, Entry]] = []

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What is explained."""
        return self._entries

    @property
    def shown(self) -> tuple[str, ...]:
        """The texts that found room; the last one counts those that did not."""
        return tuple(entry.text for _, entry in self._places)

    def set_entries(self, entries: tuple[Entry, ...]) -> None:
        """Explain these; call :meth:`fit` afterwards."""
        self._entries = entries

    def set_look(self, font: QFont, colour: str) -> None:
        """Font and text colour; call :meth:`fit` afterwards."""
        self._font, self._colour = font, colour

    def fit(self, width: float) -> float:
        """Lay the entries out for ``width`` pixels; the height that they need."""
        metrics = QFontMetricsF(self._font)
        left_out, places = 0, self._laid_out(self._entries, width, metrics)
        while places is None:
            left_out += 1
            text = self.tr("+ {count} more").format(count=left_out)
            rest = Entry(sign="", colour=self._colour, text=text)
            places = self._laid_out((*self._entries[:-left_out], rest), width, metrics)
        self._places = places
        self.update()
        if not places:
            return 0.0
        return places[-1][0].bottom() + metrics.height() * 0.35

    def paint(self, painter: QPainter, *_: object) -> None:
        """Signs and texts where :meth:`fit` put them."""
        metrics = QFontMetricsF(self._font)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font)
        for place, entry in self._places:
            text = QRectF(place)
            if entry.sign:
                sign = QRectF(place)
                sign.setWidth(_sign_width(metrics) - metrics.height() * 0.35)
                _draw_sign(painter, sign, entry)
                text.setLeft(place.left() + _sign_width(metrics))
            painter.setPen(QPen(QColor(self._colour)))
            painter.drawText(
                text,
                Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
                metrics.elidedText(
                    entry.text, Qt.TextElideMode.ElideRight, text.width() + 1
                ),
            )

    @staticmethod
    def _laid_out(
        entries: tuple[Entry, ...], width: float, metrics: QFontMetricsF
    ) -> list[tuple[QRectF, Entry]] | None:
        """Places line by line; ``None`` when they need more lines than there are."""
        line, gap = metrics.height() * 1.2, metrics.height() * 0.8
        places: list[tuple[QRectF, Entry]] = []
        x, row = 0.0, 0
        for entry in entries:
            needed = metrics.horizontalAdvance(entry.text) + 1
            needed += _sign_width(metrics) if entry.sign else 0.0
            if x > 0 and x + needed > width:
                x, row = 0.0, row + 1
                if row == _MAX_LINES:
                    return None
            needed = min(needed, width - x)
            places.append((QRectF(x, row * line, needed, line), entry))
            x += needed + gap
        return places


def _sign_width(metrics: QFontMetricsF) -> float:
    return metrics.height() * 1.35


def _draw_sign(painter: QPainter, place: QRectF, entry: Entry) -> None:
    centre, size = place.center(), place.width() * 0.5
    match entry.sign:
        case "mark":
            draw_mark(painter, centre, entry.shape, size, tint(entry.colour))
        case "interval":
            reach = QPointF(0, place.height() * 0.38)
            pen = line_pen(entry.colour, 1.8)
            draw_interval(painter, centre + reach, centre - reach, pen, size * 0.9)
            draw_mark(painter, centre, entry.shape, size * 0.85, tint(entry.colour))
        case "faint":
            draw_mark(painter, centre, entry.shape, size * 0.7, tint(entry.colour, 0.5))
        case "cross":
            draw_cross(painter, centre, size * 0.85, line_pen(entry.colour, 1.4))
        case "line":
            painter.setPen(line_pen(entry.colour, 1.4, dashed=True))
            reach = QPointF(place.width() / 2, 0)
            painter.drawLine(centre - reach, centre + reach)
        case "solid" | "curve":
            painter.setPen(line_pen(entry.colour, 1.6))
            reach = QPointF(place.width() / 2, 0)
            painter.drawLine(centre - reach, centre + reach)
            if entry.sign == "curve":
                draw_mark(painter, centre, entry.shape, size * 0.8, tint(entry.colour))
        case "hollow":
            painter.setPen(line_pen(entry.colour, 1.6, dashed=True))
            reach = QPointF(place.width() / 2, 0)
            painter.drawLine(centre - reach, centre + reach)
            pen = line_pen(entry.colour, 1.4)
            draw_mark(painter, centre, entry.shape, size * 0.8, tint("#000000", 0), pen)
        case "ring":
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(line_pen(entry.colour, 1.8))
            painter.drawEllipse(centre, size * 0.55, size * 0.55)
        case "band":
            reach = QPointF(place.width() / 2, 0)
            band = QRectF(0, 0, place.width(), place.height() * 0.6)
            band.moveCenter(centre)
            painter.fillRect(band, tint(entry.colour, 0.16))
            painter.setPen(line_pen(entry.colour, 1.6))
            painter.drawLine(centre - reach, centre + reach)
        case _:
            _draw_box(painter, place, entry)


def _draw_box(painter: QPainter, place: QRectF, entry: Entry) -> None:
    box = QRectF(0, 0, place.width() * 0.85, place.width() * 0.6)
    box.moveCenter(place.center())
    if entry.sign == "box":
        draw_textured(painter, box, tint(entry.colour), entry.pattern, entry.over)
        return
    painter.setPen(line_pen(entry.colour, 1.4))
    hatched = entry.sign == "hatched"
    pattern = Qt.BrushStyle.BDiagPattern if hatched else Qt.BrushStyle.NoBrush
    painter.setBrush(QBrush(QColor(entry.colour), pattern))
    painter.drawRect(box)
