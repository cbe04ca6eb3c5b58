"""Which columns to learn from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workbench.gui.naming import named

_WIDTH, _HEIGHT = 340, 440


class FeatureList(QListWidget):
    """Columns to tick; keeps the order of the table."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "features", role="field", accessible=self.tr("Features"))
        self.setSpacing(2)
        self.itemChanged.connect(lambda _: self.edited.emit())

    def show_columns(
        self, columns: Sequence[str], chosen: Sequence[str] | None
    ) -> None:
        """List ``columns``; ``None`` chooses all of them."""
        self.blockSignals(True)
        self.clear()
        for column in columns:
            item = QListWidgetItem(column, self)
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled
                | Qt.ItemFlag.ItemIsSelectable
                | Qt.ItemFlag.ItemIsUserCheckable
            )
            item.setCheckState(_state(chosen is None or column in chosen))
        self.blockSignals(False)
        self.edited.emit()

    def chosen(self) -> tuple[str, ...] | None:
        """What is ticked; ``None`` when that is everything."""
        items = [self.item(row) for row in range(self.count())]
        ticked = [i.text() for i in items if i.checkState() == Qt.CheckState.Checked]
        return None if len(ticked) == len(items) else tuple(ticked)

    def tick_all(self, on: bool) -> None:
        """Tick everything, or nothing."""
        self.blockSignals(True)
        for row in range(self.count()):
            self.item(row).setCheckState(_state(on))
        self.blockSignals(False)
        self.edited.emit()


class FeaturesDialog(QDialog):
    """A list to tick; nothing changes until it is accepted."""

    chosen = Signal(object)
    """Carries the names, or ``None`` for all."""

    def __init__(
        self,
        columns: Sequence[str],
        chosen: Sequence[str] | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("features_dialog")
        self.setWindowTitle(self.tr("Features"))
        self.list = FeatureList()
        self._count = named(QLabel(), "features_count", role="muted")
        self.list.edited.connect(self._tell)
        every = named(QPushButton(self.tr("&All")), "features_all")
        nothing = named(QPushButton(self.tr("&None")), "features_none")
        every.clicked.connect(lambda: self.list.tick_all(True))
        nothing.clicked.connect(lambda: self.list.tick_all(False))
        standard = QDialogButtonBox.StandardButton
        self._buttons = QDialogButtonBox(standard.Ok | standard.Cancel)
        self._buttons.accepted.connect(self._accept)
        self._buttons.rejected.connect(self.reject)
        top = QHBoxLayout()
        top.addWidget(self._count, 1)
        top.addWidget(every)
        top.addWidget(nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.addLayout(top)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._buttons)
        self.resize(_WIDTH, _HEIGHT)
        self.finished.connect(self.deleteLater)
        self.list.show_columns(columns, chosen)

    def _tell(self) -> None:
        chosen, whole = self.list.chosen(), self.list.count()
        n = whole if chosen is None else len(chosen)
        text = self.tr("{n} of {all} columns")
        self._count.setText(text.format(n=n, all=whole))
        ok = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setEnabled(n > 0)

    def _accept(self) -> None:
        self.chosen.emit(self.list.chosen())
        self.accept()


def _state(on: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
