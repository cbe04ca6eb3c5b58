"""The partition painter: what each client holds, as bars whose parts can be dragged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QFrame,
    QToolTip,
    QWidget,
)

from workbench.core.joint import JointPartition
from workbench.gui.naming import named
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


class Painter(QAbstractScrollArea):
    """A bar per client, stacked by class; only those in sight are painted.

    A part is chosen with mouse or arrow keys. Dragged onto another client its rows are
    asked to be moved, half of them with Shift.
    """

    chosen = Signal(object)
    """Carries the :class:`Part`, or ``None``."""
    moveRequested = Signal(object, int, int)  # noqa: N815 - a signal, named as Qt's
    """Carries the part, the client it shall go to, and how many rows of it."""
    formRequested = Signal()  # noqa: N815
    """The person wants to say in numbers what shall be moved."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "painter", accessible=self.tr("Who holds what"))
        self._theme = theme
        self._held: JointPartition | None = None
        self._most = 1
        self._place: tuple[int, int] | None = None
        self._pressed: QPoint | None = None
        self._drag: QPoint | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
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
            self._tell()
        self.viewport().update()

    def choose(self, client: int, label: int) -> None:
        """Choose the rows of one class that one client holds."""
        self._place = (client, label)
        self._see(client)
        self._tell()
        self.viewport().update()

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

    # Painting

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

    # What the person does

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a part, which may be dragged from now on."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        part = self.part_at(event.position().toPoint())
        if part is not None:
            self._pressed = event.position().toPoint()
            self.choose(part.client, part.label)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the part; above or below the clients, go on to those out of sight."""
        at = event.position().toPoint()
        if self._pressed is None:
            shape = Qt.CursorShape
            over = self.part_at(at) is not None
            self.viewport().setCursor(
                shape.OpenHandCursor if over else shape.ArrowCursor
            )
            return
        far = (at - self._pressed).manhattanLength()
        if self._drag is None and far < QApplication.startDragDistance():
            return
        self._drag = at
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        bar = self.verticalScrollBar()
        if at.y() < 0:
            bar.setValue(bar.value() - self._line())
        elif at.y() > self.viewport().height():
            bar.setValue(bar.value() + self._line())
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask for the rows to be moved to whom they were dropped on."""
        at, part = self._drag, self.part
        self._drop()
        if at is None or part is None:
            return
        target = self._client_at(event.position().toPoint())
        if target is not None and target != part.client:
            half = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            rows = max(1, part.rows // 2) if half else part.rows
            self.moveRequested.emit(part, target, rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows choose, Enter goes to the numbers, Escape lets a dragged part go."""
        keys = Qt.Key
        if event.key() == keys.Key_Escape and self._pressed is not None:
            self._drop()
        elif event.key() in (keys.Key_Up, keys.Key_Down):
            self._step_client(-1 if event.key() == keys.Key_Up else 1)
        elif event.key() in (keys.Key_Left, keys.Key_Right):
            self._step_label(-1 if event.key() == keys.Key_Left else 1)
        elif event.key() in (keys.Key_Return, keys.Key_Enter, keys.Key_Space):
            self.formRequested.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Take Escape before the window does while something is dragged."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self._pressed is not None
        ):
            event.accept()
            return True
        return super().event(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Say what is under the mouse."""
        if isinstance(event, QHelpEvent):
            part = self.part_at(event.pos())
            text = self.words(part) if part is not None else ""
            QToolTip.showText(event.globalPos(), text, self.viewport())
            return True
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See how far it scrolls now."""
        super().resizeEvent(event)
        self._set_range()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin with the first part there is."""
        super().focusInEvent(event)
        if self.part is None:
            self._step_client(0)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that keys go elsewhere."""
        super().focusOutEvent(event)
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(0, self.height())

    def _step_client(self, step: int) -> None:
        """To the next client that holds anything, of the same class if it can be."""
        clients = self._held.clients if self._held is not None else ()
        client, label = self._place or (0, 0)
        client += step
        while 0 <= client < len(clients):
            labels = [i for i, rows in enumerate(clients[client].counts) if rows]
            if labels:
                nearest = min(labels, key=lambda known: abs(known - label))
                self.choose(client, nearest)
                return
            client += step or 1

    def _step_label(self, step: int) -> None:
        part = self.part
        if part is None or self._held is None:
            self._step_client(0)
            return
        counts = self._held.clients[part.client].counts
        label = part.label + step
        while 0 <= label < len(counts) and not counts[label]:
            label += step
        if 0 <= label < len(counts):
            self.choose(part.client, label)

    def _drop(self) -> None:
        self._pressed = self._drag = None
        self.viewport().unsetCursor()
        self.viewport().update()

    def _tell(self) -> None:
        part = self.part
        self.setAccessibleDescription(self.words(part) if part is not None else "")
        self.chosen.emit(part)

    def _see(self, client: int) -> None:
        bar, top = self.verticalScrollBar(), client * self._line()
        below = top + self._line() - self.viewport().height()
        bar.setValue(min(top, max(bar.value(), below)))

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
