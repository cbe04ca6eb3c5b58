"""The list of runs: search, sort, choose, and what can be done with the chosen one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QItemSelection, QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from workbench.gui.models.runs import COLUMNS, Found, RunsModel
from workbench.gui.naming import named
from workbench.gui.preferences import Preferences
from workbench.gui.theme import Theme
from workbench.store import RunSummary

_SAMPLES = (
    "1234",
    "2026-12-31 23:59",
    "digits · 4 models",
    "Processes",
    "1, 2, 4",
    "1.83× with 2",
    "Random forest",
    "0.000",
    "interrupted",
    "1 min 30 s",
)
"""Texts that the columns are first made wide enough for; "What" takes what is left."""
_CELL_MARGIN = 20
_CELL_PADDING = 10
"""What of that margin a text needs at least."""
_PLACES = {column.title: place for place, column in enumerate(COLUMNS)}
_STRETCHED = _PLACES["What"]
_LEFT_OUT = tuple(_PLACES[title] for title in ("Workers", "Duration", "Engine"))
"""Where "What" would have too little room, these are not shown, the first one first:
they tell least about which run it was."""


class _Rows(QTableView):
    """The table itself; it tells when it has another size."""

    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell it."""
        super().resizeEvent(event)
        self.resized.emit()


class RunsTable(QFrame):
    """A card with a search field, buttons and the table; it asks, the page does."""

    selected = Signal(object)
    """Carries the chosen ``RunSummary``, or ``None``."""
    openRequested = Signal(object)  # noqa: N815 - a signal, named as Qt names them
    againRequested = Signal(object)  # noqa: N815
    exportRequested = Signal(object)  # noqa: N815
    bundleRequested = Signal(object)  # noqa: N815
    deleteRequested = Signal(object)  # noqa: N815

    def __init__(
        self,
        *,
        theme: Theme,
        preferences: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        named(self, "runs_card", role="card")
        self._preferences = preferences
        self._theme = theme
        self._chosen_id: int | None = None
        self._zoom = 0.0
        self._model = RunsModel(theme=theme, parent=self)
        self._search = self._search_field()
        self._count = named(QLabel(), "runs_count", role="small")
        self._buttons = self._action_buttons()
        self._table = self._table_view()
        self._lay_out()
        self._table.selectionModel().selectionChanged.connect(self._selection_changed)
        self._search.textChanged.connect(self._search_changed)
        self._model.modelReset.connect(self._rows_changed)
        theme.changed.connect(self._restyle)
        self._restyle()
        self._rows_changed()

    @property
    def chosen(self) -> RunSummary | None:
        """The run whose row is selected."""
        rows = self._table.selectionModel().selectedRows()
        return self._model.run(rows[0].row()) if rows else None

    def show_runs(self, runs: Sequence[Found]) -> None:
        """Show these runs; search, order and choice stay."""
        self._model.load(runs)

    def choose(self, run_id: int) -> None:
        """Select a run, if it is among the found."""
        row = self._model.row_of(run_id)
        if row is not None:
            self._table.selectRow(row)
            self._table.scrollTo(self._model.index(row, 0))

    def choose_later(self, run_id: int) -> None:
        """Select a run that the next list will hold, whatever was searched for."""
        self._search.clear()
        self._chosen_id = run_id

    def _search_field(self) -> QLineEdit:
        field = named(
            QLineEdit(clearButtonEnabled=True),
            "runs_search",
            accessible=self.tr("Search runs"),
        )
        field.setPlaceholderText(self.tr("Search data, models, engine, status …"))
        field.setMaximumWidth(340)
        self._magnifier = field.addAction(
            self._theme.icon("search", self._theme.colours.muted),
            QLineEdit.ActionPosition.LeadingPosition,
        )
        QShortcut(QKeySequence.StandardKey.Find, self, field.setFocus)
        return field

    def _action_buttons(self) -> dict[str, QPushButton]:
        buttons = {}
        for name, text, tip, slot in self._actions():
            button = named(QPushButton(text, autoDefault=False), f"runs_{name}")
            button.setToolTip(tip)
            button.clicked.connect(slot)
            buttons[name] = button
        buttons["delete"].setProperty("role", "flat")
        return buttons

    def _actions(self) -> tuple[tuple[str, str, str, Callable[[], None]], ...]:
        """Name, text, help and slot of what can be done with a run."""
        return (
            (
                "open",
                self.tr("Open"),
                self.tr("Show this run over the whole page"),
                self._open,
            ),
            (
                "again",
                self.tr("Run again"),
                self.tr(
                    "Put this experiment where it is set up, to be changed or run again"
                ),
                self._again,
            ),
            (
                "export",
                self.tr("Export…"),
                self.tr("Write this run to a JSON or CSV file"),
                self._export,
            ),
            (
                "bundle",
                self.tr("Save as bundle…"),
                self.tr("Write this run to one file that opens on another computer"),
                self._bundle,
            ),
            (
                "delete",
                self.tr("Delete…"),
                self.tr("Take this run out of the history"),
                self._delete,
            ),
        )

    def _table_view(self) -> _Rows:
        table = named(_Rows(showGrid=False), "runs_table", accessible=self.tr("Runs"))
        table.setModel(self._model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._show_menu)
        table.activated.connect(self._open)
        table.resized.connect(self._fit_columns)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(40)
        table.setSortingEnabled(True)
        table.sortByColumn(*self._model.order)
        return table

    def _lay_out(self) -> None:
        title = named(QLabel(self.tr("Runs")), "runs_title", role="title")
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(title)
        top.addWidget(self._count)
        top.addStretch(1)
        top.addWidget(self._search, 3)
        for button in self._buttons.values():
            top.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self._table)

    def _restyle(self) -> None:
        self._magnifier.setIcon(self._theme.icon("search", self._theme.colours.muted))
        metrics = self.fontMetrics()
        rows = self._table.verticalHeader()
        rows.setDefaultSectionSize(round(metrics.height() * 1.75))
        if self._zoom != self._theme.zoom:
            self._zoom = self._theme.zoom
            self._size_columns()

    def _size_columns(self) -> None:
        """As the person left them in this size of text, else wide enough."""
        header, metrics = self._table.horizontalHeader(), self.fontMetrics()
        if not header.restoreState(self._preferences.layout(self._layout_name())):
            for section, sample in enumerate(_SAMPLES):
                title = self._model.headerData(section, Qt.Orientation.Horizontal)
                widest = max(map(metrics.horizontalAdvance, (sample, title)))
                header.resizeSection(section, widest + _CELL_MARGIN)
        header.setSectionResizeMode(_STRETCHED, QHeaderView.ResizeMode.Stretch)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Leave out columns as long as "What" could not be read beside them."""
        header, metrics = self._table.horizontalHeader(), self.fontMetrics()
        for section in _LEFT_OUT:
            header.showSection(section)  # only shown does it tell its width
        others = (n for n in range(header.count()) if n != _STRETCHED)
        room = self._table.viewport().width() - sum(map(header.sectionSize, others))
        least = metrics.horizontalAdvance(_SAMPLES[_STRETCHED]) + _CELL_PADDING
        for section in _LEFT_OUT:
            if room < least:
                room += header.sectionSize(section)
                header.hideSection(section)

    def _layout_name(self) -> str:
        return f"history_columns_{round(self._zoom * 100)}"

    def _selection_changed(
        self, selected: QItemSelection, deselected: QItemSelection
    ) -> None:
        run = self.chosen
        self._chosen_id = run.id if run else None
        self._enable(run)
        self.selected.emit(run)

    def _search_changed(self, text: str) -> None:
        self._model.search(text)

    def _rows_changed(self) -> None:
        found, total = self._model.rowCount(), self._model.total
        self._count.setText(
            f"{total}"
            if found == total
            else self.tr("{found} of {total}").format(found=found, total=total)
        )
        self._enable(None)
        if self._chosen_id is not None:
            self.choose(self._chosen_id)

    def _enable(self, run: RunSummary | None) -> None:
        for name, button in self._buttons.items():
            running = run is not None and run.status == "running"
            ended_only = name in ("delete", "bundle")
            button.setEnabled(run is not None and not (running and ended_only))

    def _show_menu(self, place: QPoint) -> None:
        if self.chosen is None:
            return
        menu = named(QMenu(self), "runs_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, text, _, slot in self._actions():
            action = menu.addAction(text)
            action.setEnabled(self._buttons[name].isEnabled())
            action.triggered.connect(slot)
        menu.popup(self._table.viewport().mapToGlobal(place))

    def _open(self) -> None:
        if (run := self.chosen) is not None:
            self.openRequested.emit(run)

    def _again(self) -> None:
        if (run := self.chosen) is not None:
            self.againRequested.emit(run)

    def _export(self) -> None:
        if (run := self.chosen) is not None:
            self.exportRequested.emit(run)

    def _bundle(self) -> None:
        if (run := self.chosen) is not None:
            self.bundleRequested.emit(run)

    def _delete(self) -> None:
        if (run := self.chosen) is not None:
            self.deleteRequested.emit(run)

    def hideEvent(self, event: QHideEvent) -> None:
        """Remember the columns as the person left them."""
        state = self._table.horizontalHeader().saveState()
        self._preferences.remember_layout(self._layout_name(), state)
        super().hideEvent(event)
