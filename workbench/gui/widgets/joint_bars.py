"""What each client holds as bars, stacked by class."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from workbench.core.joint import JointPartition
from workbench.gui.plots.bars import Shades
from workbench.gui.theme import Theme

_MOST_LINES = 10
"""So many clients are seen without scrolling."""
_AROUND, _BESIDE = 5, 6
_NAME_EM = 3.2


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one class that one client holds."""

    client: int
    label: int
    rows: int


class HeldBars(QAbstractScrollArea):
    """A bar per client; only those in sight are painted.

    One part may be chosen, and may be on its way to another client.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._held: JointPartition | None = None
        self._most = 1
        self._place: tuple[int, int] | None = None
        self._drag: QPoint | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.changed.connect(self._look_anew)
        self._look_anew()

    @property
    def part(self) -> Part | None:
        """What is chosen, while it is there."""
        if self._held is None or self._place is None:
            return None
        client, label = self._place
        if client >= len(self._held.clients):
            return None
        counts = self._held.clients[client].counts
        rows = counts[label] if label < len(counts) else 0
        return Part(client, label, rows) if rows else None

    @property
    def shades(self) -> Shades:
        """The colours of the classes."""
        return self._shades

    def show_held(self, held: JointPartition | None) -> None:
        """Show who holds what; the choice stays where it is still there."""
        before = self.part
        self._held = held
        clients = held.clients if held is not None else ()
        self._most = max((client.rows for client in clients), default=0) or 1
        self._fit()
        if self.part != before:
            self.part_changed()
        self.viewport().update()

    def part_changed(self) -> None:
        """Another part is chosen, or the same one has other rows."""

    def words(self, part: Part) -> str:
        """A part in words."""
        assert self._held is not None
        name = self._held.clients[part.client].name
        if not self._held.classes:
            text = self.tr("Client {client}: {rows} rows")
            return text.format(client=name, rows=part.rows)
        text = self.tr("Client {client}, class {label}: {rows} rows")
        label = self._held.classes[part.label]
        return text.format(client=name, label=label, rows=part.rows)

    def part_at(self, position: QPoint) -> Part | None:
        """What lies under the mouse."""
        client = self._client_at(position)
        if client is None:
            return None
        for part, rect in self._parts(client):
            if rect.left() <= position.x() < rect.right():
                return part
        return None

    def rect_of(self, part: Part) -> QRectF:
        """Where a part is in the viewport."""
        return next(r for p, r in self._parts(part.client) if p.label == part.label)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the clients in sight."""
        if self._held is None:
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        target = self._client_at(self._drag) if self._drag is not None else None
        for client in self._in_sight():
            self._paint_client(painter, client, aimed=client == target)
        part = self.part
        if part is not None and self._drag is None:
            self._outline(painter, self.rect_of(part))
        if part is not None and self._drag is not None:
            self._paint_dragged(painter, part, self._drag)
        painter.end()

    def _paint_client(self, painter: QPainter, client: int, *, aimed: bool) -> None:
        assert self._held is not None
        share, colours = self._held.clients[client], self._theme.colours
        row = self._row(client)
        if aimed:
            painter.fillRect(row, QColor(colours.accent_soft))
        name = QRectF(row.left(), row.top(), self._left() - _BESIDE, row.height())
        painter.setPen(QColor(colours.muted))
        elided = self.fontMetrics().elidedText(
            share.name, Qt.TextElideMode.ElideRight, int(name.width())
        )
        middle, right = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignRight
        painter.drawText(name, right | middle, elided)
        rows = QRectF(row)
        rows.setLeft(self._right() + _BESIDE)
        painter.drawText(rows, Qt.AlignmentFlag.AlignLeft | middle, f"{share.rows}")
        if not share.rows:
            empty = QRectF(row)
            empty.setLeft(self._left())
            painter.drawText(empty, middle, self.tr("empty"))
        for part, rect in self._parts(client):
            self._paint_part(painter, part, rect)

    def _paint_part(self, painter: QPainter, part: Part, rect: QRectF) -> None:
        colour = self._shades.of(part.label)
        gap = 1.0 if rect.width() > 3 else 0.0
        painter.fillRect(rect.adjusted(0, 0, -gap, 0), colour)
        assert self._held is not None
        text = self._held.classes[part.label] if self._held.classes else ""
        if text and self.fontMetrics().horizontalAdvance(text) + 6 < rect.width():
            dark = colour.lightnessF() < 0.55
            painter.setPen(QColor("#ffffff" if dark else "#10141c"))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_dragged(self, painter: QPainter, part: Part, at: QPoint) -> None:
        rect = self.rect_of(part)
        rect.moveCenter(QPointF(at))
        painter.setOpacity(0.8)
        self._paint_part(painter, part, rect)
        painter.setOpacity(1.0)
        self._outline(painter, rect)

    def _outline(self, painter: QPainter, rect: QRectF) -> None:
        width = 2.0 if self.hasFocus() or self._drag is not None else 1.0
        painter.setPen(QPen(QColor(self._theme.colours.text), width))
        painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))

    # Where things are

    def _line(self) -> int:
        return self.fontMetrics().height() + _AROUND

    def _left(self) -> float:
        return self._name_width + _BESIDE

    def _right(self) -> float:
        return self.viewport().width() - self._rows_width - _BESIDE

    def _row(self, client: int) -> QRectF:
        top = client * self._line() - self.verticalScrollBar().value()
        return QRectF(0, top, self.viewport().width(), self._line())

    def _in_sight(self) -> range:
        assert self._held is not None
        first = self.verticalScrollBar().value() // self._line()
        last = first + self.viewport().height() // self._line() + 2
        return range(first, min(last, len(self._held.clients)))

    def _parts(self, client: int) -> Iterator[tuple[Part, QRectF]]:
        assert self._held is not None
        row = self._row(client)
        scale = max(1.0, self._right() - self._left()) / self._most
        before = 0
        for label, rows in enumerate(self._held.clients[client].counts):
            if rows:
                left = self._left() + before * scale
                yield (
                    Part(client, label, rows),
                    QRectF(left, row.top() + 2, rows * scale, row.height() - 4),
                )
            before += rows

    def _client_at(self, position: QPoint) -> int | None:
        if self._held is None:
            return None
        client = (position.y() + self.verticalScrollBar().value()) // self._line()
        inside = self.viewport().rect().adjusted(0, -1, 0, 1).contains(position)
        return client if inside and 0 <= client < len(self._held.clients) else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See how far it scrolls now."""
        super().resizeEvent(event)
        self._set_range()

    def viewportEvent(self, event: QEvent) -> bool:
        """Say what is under the mouse."""
        if isinstance(event, QHelpEvent):
            part = self.part_at(event.pos())
            text = self.words(part) if part is not None else ""
            QToolTip.showText(event.globalPos(), text, self.viewport())
            return True
        return super().viewportEvent(event)

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(0, self.height())

    def _look_anew(self) -> None:
        colours = self._theme.colours
        self._shades = Shades.soft(colours.series, colours.surface)
        self._fit()
        self.viewport().update()

    def _fit(self) -> None:
        """As high as the clients, up to a limit; names as wide as they are."""
        clients = self._held.clients if self._held is not None else ()
        metrics = self.fontMetrics()
        longest = max((client.name for client in clients[-50:]), key=len, default="")
        most = _NAME_EM * metrics.height()
        self._name_width = min(most, metrics.horizontalAdvance(longest) + 2.0)
        self._rows_width = metrics.horizontalAdvance(f"{self._most}") + 4.0
        lines = min(max(1, len(clients)), _MOST_LINES)
        self.setFixedHeight(lines * self._line() + 2)
        self._set_range()

    def _set_range(self) -> None:
        count = len(self._held.clients) if self._held is not None else 0
        bar = self.verticalScrollBar()
        bar.setSingleStep(self._line())
        bar.setPageStep(self.viewport().height())
        bar.setRange(0, max(0, count * self._line() - self.viewport().height()))
