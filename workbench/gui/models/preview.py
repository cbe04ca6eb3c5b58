"""The first rows of a table that may be imported."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from workbench.core.messages import QT_TRANSLATE_NOOP
from workbench.datasets import Preview

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_CONTEXT = "PreviewModel"
_TYPES = {
    "number": QT_TRANSLATE_NOOP("PreviewModel", "number"),
    "text": QT_TRANSLATE_NOOP("PreviewModel", "text"),
    "date": QT_TRANSLATE_NOOP("PreviewModel", "date"),
    "empty": QT_TRANSLATE_NOOP("PreviewModel", "empty"),
    "other": QT_TRANSLATE_NOOP("PreviewModel", "other"),
}


class PreviewModel(QAbstractTableModel):
    """Cells as they stand in the file; headings with what each column was taken for."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._preview: Preview | None = None

    def show_preview(self, preview: Preview | None) -> None:
        """Show another table; ``None`` shows nothing."""
        self.beginResetModel()
        self._preview = preview
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """The rows of the preview."""
        if parent.isValid() or self._preview is None:
            return 0
        return len(self._preview.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """The columns of the file."""
        if parent.isValid() or self._preview is None:
            return 0
        return len(self._preview.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a cell."""
        if self._preview is None or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._preview.rows[index.row()][index.column()]

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Name and kind of a column, or the number of a row."""
        if self._preview is None or role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return section + 1
        column = self._preview.columns[section]
        kind = QCoreApplication.translate(_CONTEXT, _TYPES[column.type])
        return f"{column.name}\n{kind}"
