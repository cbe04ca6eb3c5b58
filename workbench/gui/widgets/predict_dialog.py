"""Ask a saved model about the rows of a table, and write what it says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workbench.core.errors import BadInput, Problem, WorkbenchError
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.gui.i18n import say
from workbench.gui.loading import Loader
from workbench.gui.naming import named
from workbench.gui.widgets.problem_label import ProblemLabel, about
from workbench.gui.widgets.words import sentence
from workbench.persistence import OpenedModel, Predictions, open_model, predict_table

T = TypeVar("T")
_WIDTH = 520


class PredictDialog(QDialog):
    """Model, table, and where the answers go; each refusal stands at its file.

    Files are read in a child process, so that a stranger's file harms nothing.
    """

    done_writing = Signal(object)
    """Carries the ``Path`` of the predictions."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("predict_dialog")
        self.setWindowTitle(self.tr("Predict a table"))
        self._models = Loader(self)
        self._models.loaded.connect(self._show_model)
        self._models.failed.connect(self._refused)
        self._answers = Loader(self)
        self._answers.loaded.connect(self._show_predictions)
        self._answers.failed.connect(self._refused)
        self._facts = sentence("predict_facts", "small")
        self._words = sentence("predict_words", "muted")
        self._problems: dict[str, ProblemLabel] = {}
        self._fields: dict[str, QLineEdit] = {}
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        for name, text, choose in (
            ("model", self.tr("&Model"), self._choose_model),
            ("table", self.tr("&Table"), self._choose_table),
            ("out", self.tr("&Write to"), self._choose_out),
        ):
            self._add(name, text, choose)
        self._go = named(QPushButton(self.tr("Predict")), "predict_go", role="primary")
        self._go.setDefault(True)
        self._go.clicked.connect(self.predict)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self._go, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        column.addLayout(self._grid)
        column.addWidget(self._words)
        column.addStretch(1)
        column.addWidget(buttons)
        self.setMinimumWidth(_WIDTH)
        self.finished.connect(self.deleteLater)
        self._allow()

    def show_paths(self, *, model: str = "", table: str = "", out: str = "") -> None:
        """Put these into the fields."""
        for name, path in (("model", model), ("table", table), ("out", out)):
            if path:
                self._fields[name].setText(path)

    def predict(self) -> None:
        """Read both, ask the model, write the answers."""
        model, table, out = (
            Path(self._fields[name].text().strip())
            for name in ("model", "table", "out")
        )
        self._show_problems([])
        self._words.setText(self.tr("Predicting …"))
        self._go.setEnabled(False)
        self._answers.request(lambda: _predicted(model, table, out))

    def _add(self, name: str, text: str, choose: Callable[[], None]) -> None:
        row = self._grid.rowCount()
        field = named(QLineEdit(), f"predict_{name}", accessible=text.replace("&", ""))
        field.textChanged.connect(lambda _: self._changed(name))
        label = QLabel(text)
        label.setBuddy(field)
        button = named(
            QPushButton(self.tr("Choose…")),
            f"predict_{name}_choose",
            accessible=self.tr("Choose: {what}").format(what=text.replace("&", "")),
        )
        button.setAutoDefault(False)
        button.clicked.connect(choose)
        problem = ProblemLabel(objectName=f"predict_{name}_problem")
        self._fields[name], self._problems[name] = field, problem
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(field, row, 1)
        self._grid.addWidget(button, row, 2)
        self._grid.addWidget(problem, row + 1, 1, 1, 2)
        if name == "model":
            self._grid.addWidget(self._facts, row + 2, 1, 1, 2)
            self._facts.hide()

    def _changed(self, name: str) -> None:
        self._allow()
        self._problems[name].show_problems([])
        path = Path(self._fields[name].text().strip())
        if name == "model":
            self._facts.hide()
            if path.is_file():
                self._models.request(lambda: open_model(path))
        elif name == "table" and path.is_file() and not self._fields["out"].text():
            out = path.with_name(f"{path.stem}-predictions.csv")
            self._fields["out"].setText(str(out))

    def _allow(self) -> None:
        filled = all(field.text().strip() for field in self._fields.values())
        self._go.setEnabled(filled)

    def _choose_model(self) -> None:
        filters = [self.tr("Models (*.skops)"), self.tr("All files (*)")]
        self._ask("model", self.tr("Open a model"), filters)

    def _choose_table(self) -> None:
        tables = self.tr("Tables (*.csv *.tsv *.txt *.parquet)")
        self._ask("table", self.tr("Open a table"), [tables, self.tr("All files (*)")])

    def _choose_out(self) -> None:
        dialog = self._ask(
            "out",
            self.tr("Write predictions"),
            [self.tr("Tables (*.csv)"), self.tr("All files (*)")],
            write=True,
        )
        dialog.setDefaultSuffix("csv")

    def _ask(
        self, name: str, title: str, filters: list[str], *, write: bool = False
    ) -> QFileDialog:
        dialog = named(QFileDialog(self, title), f"choose_{name}")
        if write:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.selectFile(self._fields[name].text())
        else:
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(filters)
        dialog.fileSelected.connect(self._fields[name].setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _show_model(self, opened: OpenedModel) -> None:
        facts = opened.facts
        text = self.tr("{rule}, predicts “{target}” from {n} columns: {columns}")
        names = ", ".join(column.name for column in facts.columns[:6])
        if len(facts.columns) > 6:
            names += " …"
        words = text.format(
            rule=facts.rule, target=facts.target, n=len(facts.columns), columns=names
        )
        notes = [say(note) for note in opened.notes]
        self._facts.setText("\n".join([words, *notes]))
        self._facts.show()

    def _show_predictions(self, answer: tuple[Predictions, Path]) -> None:
        found, path = answer
        self._allow()
        text = self.tr("{n} rows predicted and written to “{file}”.")
        notes = [say(note) for note in found.notes]
        said = text.format(n=found.rows, file=path.name)
        self._words.setText("\n".join([said, *notes]))
        self.done_writing.emit(path)

    def _refused(self, error: WorkbenchError) -> None:
        self._allow()
        self._words.setText("")
        problems = list(error.problems) if isinstance(error, BadInput) else []
        self._show_problems(problems)
        if not any(about(problems, name) for name in self._fields):
            self._words.setText(say(error.message))

    def _show_problems(self, problems: list[Problem]) -> None:
        for name, label in self._problems.items():
            label.show_problems(about(problems, name))


def _predicted(model: Path, table: Path, out: Path) -> tuple[Predictions, Path]:
    found = predict_table(model, table)
    written(out, lambda: out.write_text(found.csv(), encoding="utf-8"))
    return found, out


def written(path: Path, write: Callable[[], T]) -> T:
    """What ``write`` gives; a file that cannot be written is told in words."""
    try:
        return write()
    except OSError as error:
        text = QT_TRANSLATE_NOOP(
            "Message", "“{file}” cannot be written ({reason}). Choose another place."
        )
        values = {"file": path.name, "reason": error.strerror or str(error)}
        raise BadInput([Problem(field="out", message=Message(text, values))]) from error
