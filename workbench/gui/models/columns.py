"""Rows of findings as a table: columns are data, rows are ordered by any of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

Index = QModelIndex | QPersistentModelIndex
S = TypeVar("S")
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Generic[S]):
    """How one column is headed, shown and sorted; a value of ``None`` sorts last.

    Title and help are still to be translated, in the context of the model.
    """

    name: str
    title: str
    help: str
    text: Callable[[S], str]
    value: Callable[[S], Any]
    number: bool = True


class ColumnsModel(QAbstractTableModel, Generic[S]):
    """Rows in an order that stays while they are replaced.

    A subclass gives the columns, the key of a row, and what is said under the mouse.
    """

    context: ClassVar[str]
    columns: ClassVar[Sequence[Column[Any]]]
    _left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    _right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

    def __init__(
        self, order: tuple[int, Qt.SortOrder], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._rows: list[S] = []
        self._order = order

    @property
    def order(self) -> tuple[int, Qt.SortOrder]:
        """The column that rows are sorted by, and which way."""
        return self._order

    @property
    def keys(self) -> list[str]:
        """The rows' keys from top down."""
        return [self.key(row) for row in self._rows]

    def key(self, row: S) -> str:
        """What a row is filed under."""
        raise NotImplementedError

    def tip(self, row: S) -> str:
        """What else is to be said of a row."""
        return ""

    def show_rows(self, rows: Sequence[S]) -> None:
        """Show these; the order stays."""
        self.beginResetModel()
        self._rows = self._ordered(rows)
        self.endResetModel()

    def shown(self, place: int) -> S:
        """The row at ``place``."""
        return self._rows[place]

    def known(self, column: int) -> bool:
        """Whether any row has a value there."""
        value = self.columns[column].value
        return any(value(row) is not None for row in self._rows)

    def row_of(self, key: str) -> int | None:
        """Where a row stands now."""
        return next(
            (i for i, row in enumerate(self._rows) if self.key(row) == key), None
        )

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """How many figures a row shows."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One cell's text or alignment."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self.columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.text(row)
            case Qt.ItemDataRole.TextAlignmentRole:
                return self._right if column.number else self._left
            case Qt.ItemDataRole.ToolTipRole:
                return self.tip(row) or None
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """A column's title, meaning and alignment."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return QCoreApplication.translate(self.context, column.title)
            case Qt.ItemDataRole.ToolTipRole:
                return QCoreApplication.translate(self.context, column.help)
            case Qt.ItemDataRole.TextAlignmentRole:
                return self._right if column.number else self._left
        return None

    def sort(
        self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder
    ) -> None:
        """Order the rows by a column; those without a value come last."""
        if 0 <= column < len(self.columns):
            self._order = (column, order)
            self.show_rows(self._rows)

    def _ordered(self, rows: Sequence[S]) -> list[S]:
        column, direction = self._order
        value = self.columns[column].value
        known = [row for row in rows if value(row) is not None]
        known.sort(key=value, reverse=direction == Qt.SortOrder.DescendingOrder)
        return known + [row for row in rows if value(row) is None]
