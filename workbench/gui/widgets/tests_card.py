"""Is it real? What the tests say of the differences, in words and in figures."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QToolButton, QVBoxLayout, QWidget

from workbench.core.ensemble import EnsembleFindings, PairTest
from workbench.gui.i18n import say
from workbench.gui.naming import named
from workbench.gui.plots.table import Table
from workbench.gui.widgets.card import Card
from workbench.gui.widgets.table_twin import TableTwin
from workbench.gui.widgets.words import sentence, unbroken

_FIRST = 4
"""So many sentences are said before somebody asks for all."""
_LINES = 12


class TestsCard(Card):
    """One line per test, the figures of all on request."""

    __test__ = False  # a widget, whatever its name makes pytest think
    explainRequested = Signal()  # noqa: N815 - a signal, named as Qt names them

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("tests_card")
        self.set_title(self.tr("Is it real?"))
        self._findings: EnsembleFindings | None = None
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self._more = named(
            QPushButton(), "tests_more", role="link", accessible=self.tr("All tests")
        )
        self._more.setCheckable(True)
        self._more.toggled.connect(lambda _: self._say())
        self._figures = TableTwin("tests_table", self.tr("All tests"))
        self._figures.setMinimumHeight(_LINES * self.fontMetrics().height())
        self._as_table = named(QToolButton(), "tests_figures", role="flat")
        self._as_table.setText(self.tr("Figures"))
        self._as_table.setToolTip(self.tr("All tests with all figures, to be copied"))
        self._as_table.setCheckable(True)
        self._as_table.toggled.connect(lambda _: self._say())
        how = named(
            QPushButton(self.tr("How was this computed?")), "tests_how", role="link"
        )
        how.clicked.connect(self.explainRequested)
        self.add_tool(how)
        self.add_tool(self._as_table)
        self._column.addLayout(self._lines)
        self.add_body(self._more, 0)
        self.add_body(self._figures)
        self._column.addStretch(0)
        self.hide()

    def show_findings(self, findings: EnsembleFindings | None) -> None:
        """Say what the tests of ``findings`` say; nothing without any."""
        if findings == self._findings:
            return
        self._findings = findings
        self.setVisible(findings is not None)
        self._say()

    @property
    def shown(self) -> int:
        """How many tests are said in words now."""
        return self._lines.count()

    def _say(self) -> None:
        _empty(self._lines)
        found = self._findings
        tests = found.tests if found is not None else ()
        table = self._as_table.isChecked()
        self._figures.setVisible(table)
        if table and found is not None:
            self._figures.set_table(self._table(found))
            self._figures.fit_columns()
        said = [test for test in tests if test.sentence is not None]
        whole = self._more.isChecked()
        for test in () if table else (said if whole else said[:_FIRST]):
            self._add(test)
        if not tests and found is not None:
            self._add_words(self._why_none(found), "muted")
        self._more.setVisible(not table and len(said) > _FIRST)
        self._more.setText(
            self.tr("▾ Fewer tests")
            if whole
            else self.tr("▸ All {n} tests").format(n=len(said))
        )

    def _add(self, test: PairTest) -> None:
        assert test.sentence is not None
        label = self._add_words(say(test.sentence))
        label.setToolTip(self.method(test.method))

    def _add_words(self, text: str, role: str = "") -> QWidget:
        label = sentence("test_words", role)
        label.setText(unbroken(text))
        self._lines.addWidget(label)
        label.show()
        return label

    def method(self, name: str) -> str:
        """What a test is called."""
        return {
            "corrected_t": self.tr("Corrected resampled t-test"),
            "mcnemar": self.tr("McNemar's test"),
            "bayesian": self.tr("Bayesian comparison"),
            "wilcoxon": self.tr("Wilcoxon's signed-rank test"),
        }.get(name, name)

    def _why_none(self, findings: EnsembleFindings) -> str:
        if findings.splits < 2:
            return self.tr(
                "A single split cannot tell chance from gain: use several folds."
            )
        return self.tr("There was nothing to compare: choose two rows at least.")

    def _table(self, findings: EnsembleFindings) -> Table:
        headers = (
            self.tr("test"),
            self.tr("first"),
            self.tr("second"),
            self.tr("difference"),
            self.tr("95 % from"),
            self.tr("95 % to"),
            self.tr("statistic"),
            self.tr("p"),
            self.tr("p adjusted (Holm)"),
            self.tr("P(first worse)"),
            self.tr("P(practically equal)"),
            self.tr("P(first better)"),
            self.tr("further folds"),
        )
        rows = tuple(
            (
                self.method(test.method),
                _title(findings, test.first),
                _title(findings, test.second),
                test.difference,
                *(test.ci95 or (None, None)),
                test.statistic,
                test.p,
                test.p_adjusted,
                *(test.posterior or (None, None, None)),
                test.more_folds,
            )
            for test in ordered(findings.tests)
        )
        return Table(headers=headers, rows=rows)


def ordered(tests: Sequence[PairTest]) -> list[PairTest]:
    """By method, and the surest difference first."""
    return sorted(
        tests,
        key=lambda t: (t.method, 1.0 if t.p_adjusted is None else t.p_adjusted),
    )


def _title(findings: EnsembleFindings, key: str) -> str:
    row = findings.row(key)
    return say(row.title) if row is not None else key


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
