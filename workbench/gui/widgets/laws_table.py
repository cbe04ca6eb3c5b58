"""The figures of a study: its points, its laws, and what they recommend."""

from __future__ import annotations

from PySide6.QtWidgets import QTabWidget, QToolButton, QWidget

from workbench.gui.naming import named
from workbench.gui.plots.law import law_title
from workbench.gui.plots.table import Table
from workbench.gui.widgets.card import Card
from workbench.gui.widgets.scaling_explanations import symbol
from workbench.gui.widgets.table_twin import TableTwin
from workbench.scaling.study import Study

_LINES = 20


class LawsCard(Card):
    """Three tables, one shown at a time; what is shown can be copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("laws_card")
        self.set_title(self.tr("Figures"))
        self._points = TableTwin("points_table", self.tr("Points"))
        self._laws = TableTwin("laws_table", self.tr("Laws"))
        self._tabs = named(QTabWidget(), "laws_tabs", accessible=self.tr("Figures"))
        self._tabs.setDocumentMode(True)
        self._tabs.addTab(self._laws, self.tr("Laws"))
        self._tabs.addTab(self._points, self.tr("Points"))
        self._advice = TableTwin("advice_table", self.tr("Recommended"))
        self._tabs.addTab(self._advice, self.tr("Recommended"))
        self._tabs.currentChanged.connect(self._fit)  # only what is shown is measured
        copy = named(QToolButton(), "laws_copy", role="flat")
        copy.setText(self.tr("Copy"))
        copy.setToolTip(self.tr("Copy the table that is shown"))
        copy.clicked.connect(self.copy)
        self.add_tool(copy)
        self.add_body(self._tabs)
        self.setMinimumHeight(_LINES * self.fontMetrics().height())
        self.hide()

    def show_study(self, known: Study | None) -> None:
        """Show the figures of ``known``; nothing without one."""
        self.setVisible(known is not None)
        if known is not None:
            self._laws.set_table(self._laws_of(known))
            self._points.set_table(self._points_of(known))
            self._advice.set_table(self._advice_of(known))
            self._fit()

    def _fit(self) -> None:
        for twin in (self._laws, self._points, self._advice):
            twin.fit_columns()

    def copy(self) -> None:
        """Put what is shown, or selected of it, on the clipboard."""
        twin = self._tabs.currentWidget()
        if isinstance(twin, TableTwin):
            twin.copy()

    def _laws_of(self, known: Study) -> Table:
        headers = (
            self.tr("law"),
            self.tr("parameter"),
            self.tr("value"),
            self.tr("standard error"),
            self.tr("95 % from"),
            self.tr("95 % to"),
            self.tr("AICc"),
            self.tr("remark"),
        )
        rows = []
        for name, fit in known.analysis.laws.items():
            best = name == known.analysis.best_law
            for parameter, found in fit.parameters.items():
                remarks = [self.tr("best by AICc")] if best else []
                if found.at_bound:
                    remarks.append(self.tr("at its bound"))
                rows.append(
                    (
                        law_title(name),
                        symbol(name, parameter),
                        found.value,
                        found.se,
                        *found.ci95,
                        fit.aicc,
                        ", ".join(remarks),
                    )
                )
        return Table(headers=headers, rows=tuple(rows))

    def _points_of(self, known: Study) -> Table:
        value = self.tr("median throughput")
        if known.kind == "seconds":
            value = self.tr("median (s)")
        if known.weak:
            value = self.tr("median (s per unit of work)")
        headers = (
            self.tr("workers"),
            value,
            self.tr("repeats"),
            self.tr("scaled speedup (×)") if known.weak else self.tr("speedup (×)"),
            self.tr("efficiency"),
            self.tr("serial fraction (Karp–Flatt)"),
        )
        rows = tuple(
            (p.workers, p.value, p.repeats, p.speedup, p.efficiency, p.karp_flatt)
            for p in known.analysis.points
        )
        return Table(headers=headers, rows=rows)

    def _advice_of(self, known: Study) -> Table:
        """Three counts to choose from; none where the points do not allow it."""
        headers = (
            self.tr("what matters"),
            self.tr("workers"),
            self.tr("by the band from"),
            self.tr("by the band to"),
            self.tr("because"),
        )
        advice = known.advice
        reasons = (
            (
                self.tr("time"),
                advice.fastest,
                self.tr("the law's throughput is largest there"),
            ),
            (
                self.tr("time, without waste"),
                advice.knee,
                self.tr("the most workers that are used to 80 %"),
            ),
            (
                self.tr("cost"),
                advice.cheapest,
                self.tr("the fewest worker-seconds for the same work"),
            ),
        )
        rows = tuple(
            (what, choice.workers, choice.low, choice.high, reason)
            for what, choice, reason in reasons
            if choice is not None
        )
        return Table(headers=headers, rows=rows)
