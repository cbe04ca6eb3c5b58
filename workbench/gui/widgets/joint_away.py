"""Take the rounds of joint learning away, as a table."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from workbench.core.errors import WorkbenchError
from workbench.core.state import RunState
from workbench.gui.i18n import say
from workbench.gui.loading import Loader
from workbench.gui.naming import named
from workbench.gui.widgets.card import Card
from workbench.gui.widgets.flow import FlowLayout
from workbench.gui.widgets.joint_card import has_rounds
from workbench.gui.widgets.joint_rounds import rounds_table
from workbench.gui.widgets.predict_dialog import written
from workbench.gui.widgets.words import sentence


class JointAway(Card):
    """Writes every round of every strategy to a file; says what was written where."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("joint_away")
        self.set_title(self.tr("Take it away"))
        self._state = RunState()
        self._files = Loader(self)
        self._files.loaded.connect(self._written)
        self._files.failed.connect(self._refused)
        export = named(QPushButton(self.tr("Export rounds as CSV…")), "export_rounds")
        export.setToolTip(self.tr("Every round of every strategy, with all figures"))
        export.clicked.connect(self.ask)
        self._words = sentence("joint_away_words", "muted")
        self._words.hide()
        line = QWidget()
        flow = FlowLayout(line, gap=8)
        flow.addWidget(export)
        self.add_body(line, 0)
        self.add_body(self._words, 0)
        self.hide()

    def show_state(self, state: RunState) -> None:
        """Offer the rounds of a run that has any; another run forgets the words."""
        if state.run_id != self._state.run_id:
            self._words.hide()
        self._state = state
        self.setVisible(has_rounds(state.joint))

    def ask(self) -> None:
        """Let the person choose where the table goes."""
        dialog = named(QFileDialog(self, self.tr("Export rounds")), "export_rounds_to")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("CSV table (*.csv)"), self.tr("All files (*)")])
        dialog.setDefaultSuffix("csv")
        dialog.selectFile(f"run-{self._state.run_id}-rounds.csv")
        dialog.fileSelected.connect(lambda file: self.export(Path(file)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def export(self, path: Path) -> None:
        """Write the rounds to ``path``."""
        state = self._state
        self._files.request(lambda: written(path, lambda: _write(state, path)))

    def _written(self, path: Path) -> None:
        self._say(self.tr("Written to “{file}”.").format(file=path.name))

    def _refused(self, error: WorkbenchError) -> None:
        self._say(say(error.message))

    def _say(self, text: str) -> None:
        self._words.setText(text)
        self._words.show()


def _write(state: RunState, path: Path) -> Path:
    path.write_text(rounds_table(state).to_csv(), encoding="utf-8", newline="")
    return path
