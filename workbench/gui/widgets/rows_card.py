"""The table of members and rules, and what can be known of the chosen one."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from workbench.core.ensemble import Calibration, EnsembleFindings, RowFindings
from workbench.gui import i18n
from workbench.gui.i18n import say
from workbench.gui.models.rows import RowsModel, Shown
from workbench.gui.plots.table import Table
from workbench.gui.theme import Theme
from workbench.gui.widgets.rows_table import as_table
from workbench.gui.widgets.table_card import TableCard


class RowsCard(TableCard[Shown]):
    """All rows with score, gain and cost; the chosen row's weights below them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._findings: EnsembleFindings | None = None
        self.model = RowsModel()
        super().__init__(self.model, theme, name="rows", parent=parent)
        self.set_words(
            self.tr("Members and rules"), self.tr("Copy all figures, weights included")
        )

    def show_findings(self, findings: EnsembleFindings | None) -> None:
        """Show these; the choice and the order stay."""
        if findings == self._findings:
            return
        with self.keeping():
            self._findings = findings
            self.model.load(findings)
        if findings is not None:
            self.set_subtitle(self._size(findings))

    def table(self) -> Table:
        """All figures of all rows."""
        return Table() if self._findings is None else as_table(self._findings)

    def detail(self, shown: Shown | None) -> str:
        """Weights, notes and probabilities of the chosen row."""
        findings = self._findings
        if shown is None or findings is None:
            return self.tr("Choose a row to see its weights, notes and probabilities.")
        row = shown.row
        parts = [
            say(row.note) if row.note is not None else "",
            self._weights(findings, row),
            self._beliefs(row),
            self._frontier(findings, row),
        ]
        nothing = self.tr("There is nothing more to say of it.")
        words = " ".join(part for part in parts if part) or nothing
        return f"{say(row.title)}: {words}"

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


def _title(findings: EnsembleFindings, key: str) -> str:
    row = findings.row(key)
    return say(row.title) if row is not None else key


def _figures(calibration: Calibration) -> dict[str, str]:
    return {
        "brier": i18n.score(calibration.brier),
        "ece": i18n.score(calibration.ece),
    }
