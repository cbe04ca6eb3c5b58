"""The drawing surface of a picture: pyqtgraph's axes and view, made quiet."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QFont, QMouseEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QGraphicsGridLayout, QGraphicsScene, QToolTip, QWidget

from workbench.gui.plots.key import Entry, Key
from workbench.gui.plots.layers import Layer
from workbench.gui.theme import Colours

_KEY_ROW = 0


class Canvas(pg.PlotWidget):
    """Axes, a key above them, layers inside, and a tip under the mouse.

    ``tip`` is asked with a position in data coordinates and answers with what is there,
    or with nothing.
    """

    double_clicked = Signal()
    clicked = Signal(QPointF)
    """Carries where the left button was let go (data coordinates)."""
    pointed = Signal(object)
    """Carries where the mouse is (data coordinates), ``None`` when it has left."""

    def __init__(
        self,
        axes: Mapping[str, pg.AxisItem],
        tip: Callable[[QPointF], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            parent,
            axisItems=dict(axes),
            viewBox=pg.ViewBox(enableMenu=False),
            enableMenu=False,
        )
        self._tip = tip
        self.key = Key()
        self._view = self.getPlotItem().getViewBox()
        self._quieten()
        self._seat_key()

    @property
    def pixel_size(self) -> tuple[float, float]:
        """Width and height of one pixel in data coordinates."""
        width, height = self._view.viewPixelSize()
        return width, height

    def add_layer(self, layer: Layer) -> None:
        """Paint ``layer`` above those added before; it never changes the ranges."""
        self._view.addItem(layer, ignoreBounds=True)

    def set_ranges(
        self,
        x: tuple[float, float] | None = None,
        y: tuple[float, float] | None = None,
    ) -> None:
        """Show this part; ``None`` leaves a direction as it is."""
        self._view.setRange(xRange=x, yRange=y, padding=0, disableAutoRange=True)

    def set_key(self, entries: tuple[Entry, ...]) -> None:
        """Explain the signs in use."""
        if entries != self.key.entries:
            self.key.set_entries(entries)
            self._fit_key()

    def set_look(self, colours: Colours, small: QFont) -> None:
        """Wear these colours, with text in this font."""
        self.setBackground(colours.surface)
        item = self.getPlotItem()
        for name in ("left", "bottom"):
            axis = item.getAxis(name)
            axis.setPen(colours.border)
            axis.setTickPen(colours.grid)
            axis.setTextPen(colours.muted)
            axis.setTickFont(small)
            axis.label.setFont(small)
            axis.label.setDefaultTextColor(pg.mkColor(colours.muted))
        self.key.set_look(small, colours.muted)
        self._fit_key()

    def set_axis_label(self, side: str, text: str) -> None:
        """Name an axis, with its unit."""
        axis = self.getPlotItem().getAxis(side)
        if axis.labelText != text:
            axis.setLabel(text)
            axis.resizeEvent(None)  # pyqtgraph centres a label only then

    def leaveEvent(self, event: QEvent) -> None:
        """Take the tip away."""
        super().leaveEvent(event)
        QToolTip.hideText()
        self.pointed.emit(None)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Tell who wants to know."""
        super().mouseDoubleClickEvent(event)
        self.double_clicked.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell who wants to know."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            scene = self.mapToScene(event.position().toPoint())
            self.clicked.emit(self._view.mapSceneToView(scene))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what is under the mouse."""
        super().mouseMoveEvent(event)
        if event.buttons():
            return
        position = self._view.mapSceneToView(
            self.mapToScene(event.position().toPoint())
        )
        self.pointed.emit(position)
        text = self._tip(position)
        if text:
            QToolTip.showText(event.globalPosition().toPoint(), text, self)
        else:
            QToolTip.hideText()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Let the key use the new width."""
        super().resizeEvent(event)
        if hasattr(self, "key"):  # pyqtgraph resizes inside its constructor
            self._fit_key()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom where that is on; elsewhere leave the wheel to the page around."""
        if any(self._view.state["mouseEnabled"]):
            super().wheelEvent(event)
        else:
            event.ignore()

    def _quieten(self) -> None:
        # Pyqtgraph's items may change their bounds before they say so, which an index
        # of them does not survive; there are only a handful of items anyway.
        self.scene().setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        item = self.getPlotItem()
        item.hideButtons()
        # Nobody owns this menu, which is never shown, so it would outlive the canvas.
        item.ctrlMenu.setParent(self, item.ctrlMenu.windowFlags())
        item.layout.setContentsMargins(2, 2, 10, 2)
        self._view.setMouseEnabled(x=False, y=False)
        self._view.disableAutoRange()
        self._view.setDefaultPadding(0)
        for name in ("left", "bottom"):
            axis = item.getAxis(name)
            axis.enableAutoSIPrefix(False)
            axis.setStyle(tickAlpha=255)
            axis.setZValue(self._view.zValue() - 1)  # the grid lies under the picture

    def _seat_key(self) -> None:
        """Put the key where pyqtgraph keeps its title, over the whole width."""
        item = self.getPlotItem()
        item.layout.removeItem(item.titleLabel)
        item.titleLabel.hide()
        item.layout.addItem(self.key, _KEY_ROW, 0, 1, 3)

    def _fit_key(self) -> None:
        left, _, right, _ = self.getPlotItem().layout.getContentsMargins()
        height = self.key.fit(max(1.0, self.viewport().width() - left - right))
        layout: QGraphicsGridLayout = self.getPlotItem().layout
        if layout.rowMaximumHeight(_KEY_ROW) != height:
            layout.setRowFixedHeight(_KEY_ROW, height)
