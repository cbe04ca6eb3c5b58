"""The table that says the same as a picture: to be read, sorted out of, and copied."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from workbench.gui.i18n import UNKNOWN
from workbench.gui.naming import named
from workbench.gui.plots.table import Cell, Table

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class TableModel(QAbstractTableModel):
    """A :class:`Table` for Qt's views: four digits, figures to the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = Table()

    @property
    def table(self) -> Table:
        """What is shown, with all digits."""
        return self._table

    def set_table(self, table: Table) -> None:
        """Show ``table``; the view keeps its place while only rows are added."""
        old = self._table
        if table == old:
            return
        known = len(old.rows)
        if table.headers != old.headers or table.rows[:known] != old.rows:
            self.beginResetModel()
            self._table = table
            self.endResetModel()
        else:
            self.beginInsertRows(_ROOT, known, len(table.rows) - 1)
            self._table = table
            self.endInsertRows()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """The table's rows."""
        return 0 if parent.isValid() else len(self._table.rows)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """The table's columns."""
        return 0 if parent.isValid() else len(self._table.headers)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's text and alignment."""
        cell = self._table.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return cell_text(cell)
        if role == Qt.ItemDataRole.TextAlignmentRole and not isinstance(cell, str):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """A column's header, above its cells."""
        across = orientation == Qt.Orientation.Horizontal
        if across and role == Qt.ItemDataRole.DisplayRole:
            return self._table.headers[section]
        if across and role == Qt.ItemDataRole.TextAlignmentRole:
            words = any(isinstance(row[section], str) for row in self._table.rows[:1])
            side = Qt.AlignmentFlag.AlignLeft if words else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


class TableTwin(QTableView):
    """Shows a table; what is selected can be copied."""

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, name, accessible=title)
        self._model = TableModel(self)
        self.setModel(self._model)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()

    @property
    def table(self) -> Table:
        """What is shown."""
        return self._model.table

    def set_table(self, table: Table) -> None:
        """Show ``table``."""
        if table.headers != self.table.headers:
            self._model.set_table(table)
            self.resizeColumnsToContents()
        else:
            self._model.set_table(table)

    def fit_columns(self) -> None:
        """Make every column as wide as what it holds."""
        self.resizeColumnsToContents()

    def selected(self) -> Table:
        """The selected rows and columns, all of it while nothing is selected."""
        indexes = self.selectedIndexes()
        if not indexes:
            return self.table
        rows = sorted({index.row() for index in indexes})
        columns = sorted({index.column() for index in indexes})
        return Table(
            headers=tuple(self.table.headers[c] for c in columns),
            rows=tuple(tuple(self.table.rows[r][c] for c in columns) for r in rows),
        )

    def copy(self) -> None:
        """Put what is selected on the clipboard, tab-separated."""
        QGuiApplication.clipboard().setText(self.selected().to_tsv())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy on the platform's own shortcut."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)


def cell_text(cell: Cell) -> str:
    """A cell as it is read."""
    if cell is None:
        return UNKNOWN
    if isinstance(cell, float):
        return f"{cell:#.4g}" if abs(cell) < 1000 else f"{cell:.1f}"
    return str(cell)
