"""The partition painter: parts of clients' bars are chosen and dragged to others."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from workbench.gui.naming import named
from workbench.gui.theme import Theme
from workbench.gui.widgets.joint_bars import HeldBars


class Painter(HeldBars):
    """A part is chosen with mouse or arrow keys.

    Dragged onto another client its rows are asked to be moved, half of them with Shift.
    """

    chosen = Signal(object)
    """Carries the :class:`Part`, or ``None``."""
    moveRequested = Signal(object, int, int)  # noqa: N815 - a signal, named as Qt's
    """Carries the part, the client it shall go to, and how many rows of it."""
    formRequested = Signal()  # noqa: N815
    """The person wants to say in numbers what shall be moved."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        named(self, "painter", accessible=self.tr("Who holds what"))
        self._pressed: QPoint | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)

    def choose(self, client: int, label: int) -> None:
        """Choose the rows of one class that one client holds."""
        self._place = (client, label)
        self._see(client)
        self.part_changed()
        self.viewport().update()

    def part_changed(self) -> None:
        """Tell which part is chosen now."""
        part = self.part
        self.setAccessibleDescription(self.words(part) if part is not None else "")
        self.chosen.emit(part)

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

    def _see(self, client: int) -> None:
        bar, top = self.verticalScrollBar(), client * self._line()
        below = top + self._line() - self.viewport().height()
        bar.setValue(min(top, max(bar.value(), below)))
