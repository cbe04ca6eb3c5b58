"""A card whose table can be ordered and copied, with words on the chosen row."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar, Generic, TypeVar

from PySide6.QtCore import QItemSelection, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableView,
    QToolButton,
    QWidget,
)

from workbench.gui.models.columns import ColumnsModel
from workbench.gui.naming import named
from workbench.gui.plots.table import Table
from workbench.gui.theme import Theme
from workbench.gui.widgets.card import Card
from workbench.gui.widgets.words import sentence, unbroken

S = TypeVar("S")
_MOST_LINES = 12
"""So many rows are seen without scrolling; the page itself scrolls too."""


class TableCard(Card, Generic[S]):
    """All rows of a model; hidden while there are none.

    A subclass says what is copied, and what is told of the chosen row. Where it
    ``hides_empty``, columns in which no row has a value are not there.
    """

    hides_empty: ClassVar[bool] = False

    chosen = Signal(str)
    """Carries the key of the row that the person chose."""
    explainRequested = Signal()  # noqa: N815 - a signal, named as Qt names them

    def __init__(
        self,
        model: ColumnsModel[S],
        theme: Theme,
        *,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self.setObjectName(f"{name}_card")
        model.setParent(self)
        self._model = model
        self._table = self._make_table(name)
        self._detail = sentence(f"{name}_detail", "muted")
        how = named(
            QPushButton(self.tr("How was this computed?")), f"{name}_how", role="link"
        )
        how.clicked.connect(self.explainRequested)
        self._copy = named(QToolButton(), f"{name}_copy", role="flat")
        self._copy.setText(self.tr("Copy"))
        self._copy.clicked.connect(self.copy)
        self.add_tool(self._copy)
        self.add_body(self._table)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self._detail, 1)
        below.addWidget(how, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(below)
        theme.changed.connect(self._fit)
        self.hide()

    def set_words(self, title: str, copy_tip: str) -> None:
        """What the rows are, and what copying them takes along."""
        self.set_title(title)
        self._table.setAccessibleName(title)
        self._copy.setToolTip(copy_tip)

    @property
    def key(self) -> str | None:
        """The chosen row's key."""
        shown = self._chosen()
        return None if shown is None else self._model.key(shown)

    def table(self) -> Table:
        """All figures of all rows."""
        raise NotImplementedError

    def detail(self, shown: S | None) -> str:
        """What is to be said of the chosen row, or that one can be chosen."""
        raise NotImplementedError

    @contextmanager
    def keeping(self) -> Iterator[None]:
        """Change the rows meanwhile: the choice stays where it is still there."""
        key = self.key
        yield
        self.setVisible(self._model.rowCount() > 0)
        self._fit()
        self.choose(key)

    def choose(self, key: str | None) -> None:
        """Select a row; none clears the choice."""
        place = None if key is None else self._model.row_of(key)
        if place is None:
            self._table.clearSelection()
            self._say_row()
        else:
            self._table.selectRow(place)

    def copy(self) -> None:
        """Put all figures on the clipboard, tab-separated."""
        if self._model.rowCount():
            QGuiApplication.clipboard().setText(self.table().to_tsv())

    def _make_table(self, name: str) -> _View:
        table = named(_View(), f"{name}_table")
        table.setModel(self._model)
        table.copied.connect(self.copy)
        column, order = self._model.order
        header = table.horizontalHeader()
        header.setSortIndicator(column, order)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(False)
        table.setSortingEnabled(True)
        table.selectionModel().selectionChanged.connect(self._selected)
        return table

    def _chosen(self) -> S | None:
        rows = self._table.selectionModel().selectedRows()
        return self._model.shown(rows[0].row()) if rows else None

    def _selected(self, now: QItemSelection, before: QItemSelection) -> None:
        self._say_row()
        if (key := self.key) is not None:
            self.chosen.emit(key)

    def _say_row(self) -> None:
        self._detail.setText(unbroken(self.detail(self._chosen())))

    def _fit(self) -> None:
        """As high as its rows, up to a limit, so that the page below moves up."""
        if self.hides_empty:
            for column in range(self._model.columnCount()):
                self._table.setColumnHidden(column, not self._model.known(column))
        self._table.fit_columns()
        self._table.resizeRowsToContents()
        self._table.set_lines(min(self._model.rowCount(), _MOST_LINES))


class _View(QTableView):
    """A table that asks to be as high as so many rows."""

    copied = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = 1
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()

    def set_lines(self, lines: int) -> None:
        """Have room for so many rows."""
        self._lines = max(1, lines)
        row = self.rowHeight(0) or self.verticalHeader().defaultSectionSize()
        bar = self.horizontalScrollBar().sizeHint().height()
        header = self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(header + self._lines * row + bar + 4)

    def fit_columns(self) -> None:
        """As wide as what they hold; the first one takes the room that is left."""
        self.resizeColumnsToContents()
        header = self.horizontalHeader()
        left = self.viewport().width() - header.length()
        if left > 0 and header.count():
            header.resizeSection(0, header.sectionSize(0) + left)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width out."""
        super().resizeEvent(event)
        self.fit_columns()

    def sizeHint(self) -> QSize:
        """As wide as there is room, since it scrolls."""
        return QSize(0, super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy on the platform's own shortcut."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copied.emit()
        else:
            super().keyPressEvent(event)
