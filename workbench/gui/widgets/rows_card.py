"""The table of members and rules, and what can be known of the chosen one."""

from __future__ import annotations

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

from workbench.core.ensemble import Calibration, EnsembleFindings, RowFindings
from workbench.gui import i18n
from workbench.gui.i18n import say
from workbench.gui.models.rows import RowsModel
from workbench.gui.naming import named
from workbench.gui.theme import Theme
from workbench.gui.widgets.card import Card
from workbench.gui.widgets.rows_table import as_table
from workbench.gui.widgets.words import sentence, unbroken

_MOST_LINES = 12
"""So many rows are seen without scrolling; the page itself scrolls too."""


class RowsCard(Card):
    """All rows with score, gain and cost; the chosen row's weights below them."""

    chosen = Signal(str)
    """Carries the key of the row that the person chose."""
    explainRequested = Signal()  # noqa: N815 - a signal, named as Qt names them

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("rows_card")
        self.set_title(self.tr("Members and rules"))
        self._findings: EnsembleFindings | None = None
        self._model = RowsModel(self)
        self._table = self._make_table()
        self._detail = sentence("row_detail", "muted")
        self._how = named(
            QPushButton(self.tr("How was this computed?")), "rows_how", role="link"
        )
        self._how.clicked.connect(self.explainRequested)
        copy = named(QToolButton(), "rows_copy", role="flat")
        copy.setText(self.tr("Copy"))
        copy.setToolTip(self.tr("Copy all figures, weights included"))
        copy.clicked.connect(self.copy)
        self.add_tool(copy)
        self.add_body(self._table)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self._detail, 1)
        below.addWidget(self._how, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(below)
        theme.changed.connect(self._fit)
        self.hide()

    @property
    def model(self) -> RowsModel:
        """The rows as they are ordered now."""
        return self._model

    @property
    def key(self) -> str | None:
        """The chosen row's key."""
        rows = self._table.selectionModel().selectedRows()
        return self._model.row(rows[0].row()).key if rows else None

    def show_findings(self, findings: EnsembleFindings | None) -> None:
        """Show these; the choice and the order stay."""
        if findings == self._findings:
            return
        key = self.key
        self._findings = findings
        self._model.load(findings)
        self.setVisible(findings is not None)
        if findings is None:
            return
        self.set_subtitle(self._size(findings))
        self._fit()
        self.choose(key if key is not None and findings.row(key) else None)

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
        if self._findings is not None:
            QGuiApplication.clipboard().setText(as_table(self._findings).to_tsv())

    def _make_table(self) -> _View:
        table = named(_View(), "rows_table", accessible=self.tr("Members and rules"))
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

    def _selected(self, now: QItemSelection, before: QItemSelection) -> None:
        self._say_row()
        if (key := self.key) is not None:
            self.chosen.emit(key)

    def _say_row(self) -> None:
        row = None if self._findings is None else self._findings.row(self.key or "")
        if row is None or self._findings is None:
            self._detail.setText(
                self.tr("Choose a row to see its weights, notes and probabilities.")
            )
            return
        parts = [
            say(row.note) if row.note is not None else "",
            self._weights(self._findings, row),
            self._beliefs(row),
            self._frontier(self._findings, row),
        ]
        nothing = self.tr("There is nothing more to say of it.")
        words = " ".join(part for part in parts if part) or nothing
        self._detail.setText(unbroken(f"{say(row.title)}: {words}"))

    def _weights(self, findings: EnsembleFindings, row: RowFindings) -> str:
        if not row.weights:
            return ""
        ordered = sorted(row.weights.items(), key=lambda item: -item[1])
        named_so = (f"{_title(findings, key)} {weight:.3f}" for key, weight in ordered)
        text = self.tr("Weights (mean of the splits): {weights}.")
        return text.format(weights=", ".join(named_so))

    def _beliefs(self, row: RowFindings) -> str:
        before, after = row.calibration, row.calibrated
        if before is None:
            return ""
        text = self.tr("Brier score {brier}, calibration error {ece}")
        words = text.format(**_figures(before))
        if after is not None:
            text = self.tr("after calibration {brier} and {ece}")
            words += "; " + text.format(**_figures(after))
        return f"{words}."

    def _frontier(self, findings: EnsembleFindings, row: RowFindings) -> str:
        texts = {
            "predict_s": self.tr("No other row is as good and predicts as fast."),
            "cpu_s": self.tr("No other row is as good for less CPU time."),
        }
        return " ".join(
            texts[frontier.axis]
            for frontier in findings.frontiers
            if row.key in frontier.keys
        )

    def _size(self, findings: EnsembleFindings) -> str:
        rules = sum(row.rule for row in findings.rows)
        members = len(findings.rows) - rules
        text = self.tr("{members} members, {rules} rules, {splits} outer splits")
        return text.format(members=members, rules=rules, splits=findings.splits)

    def _fit(self) -> None:
        """As high as its rows, up to a limit, so that the page below moves up."""
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


def _title(findings: EnsembleFindings, key: str) -> str:
    row = findings.row(key)
    return say(row.title) if row is not None else key


def _figures(calibration: Calibration) -> dict[str, str]:
    return {
        "brier": i18n.score(calibration.brier),
        "ece": i18n.score(calibration.ece),
    }
