"""Take it away: fit a row on all data and save it, use a saved one, write a script."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QWidget

from workbench.core.cancel import CancelToken
from workbench.core.ensemble import EnsembleFindings
from workbench.core.errors import WorkbenchError
from workbench.core.state import RunState
from workbench.gui import i18n
from workbench.gui.i18n import say
from workbench.gui.loading import Loader
from workbench.gui.naming import named
from workbench.gui.widgets.card import Card
from workbench.gui.widgets.fields import ComboBox
from workbench.gui.widgets.flow import FlowLayout
from workbench.gui.widgets.predict_dialog import PredictDialog, written
from workbench.gui.widgets.words import sentence
from workbench.persistence import SUFFIX, Cancelled, SavedModel, save_model, save_script


class _Told(QObject):
    """Carries how far the fits are over the border of threads."""

    progress = Signal(int, int)


class TakeAway(Card):
    """A row to choose, and what can be made of it; says what was written where."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("take_away")
        self.set_title(self.tr("Take it away"))
        self._state = RunState()
        self._findings: EnsembleFindings | None = None
        self._cancel: CancelToken | None = None
        self._told = _Told(self)
        self._told.progress.connect(self._show_progress)
        self._models = Loader(self)
        self._models.loaded.connect(self._saved)
        self._models.failed.connect(self._refused)
        self._scripts = Loader(self)
        self._scripts.loaded.connect(self._exported)
        self._scripts.failed.connect(self._refused)
        self._row = ComboBox(objectName="away_row", name=self.tr("Member or rule"))
        self._row.setMinimumContentsLength(16)
        self._label = QLabel(self.tr("&Member or rule"))
        self._label.setBuddy(self._row)
        self._save = named(
            QPushButton(self.tr("Fit on all data and save…")), "away_save"
        )
        self._save.clicked.connect(self.ask_to_save)
        self._script = named(QPushButton(self.tr("Export script…")), "away_script")
        self._script.setToolTip(
            self.tr("A plain scikit-learn script that prints the same scores")
        )
        self._script.clicked.connect(self.ask_for_script)
        self._predict = named(QPushButton(self.tr("Predict a table…")), "away_predict")
        self._predict.setToolTip(self.tr("Use a model that was saved before"))
        self._predict.clicked.connect(self.ask_to_predict)
        self._stop = named(QPushButton(self.tr("Stop fitting")), "away_stop")
        self._stop.clicked.connect(self.stop)
        self._stop.hide()
        self._words = sentence("away_words", "muted")
        line = QWidget()
        flow = FlowLayout(line, gap=8)
        for widget in (
            self._label,
            self._row,
            self._save,
            self._script,
            self._predict,
            self._stop,
        ):
            flow.addWidget(widget)
        self.add_body(line, 0)
        self.add_body(self._words, 0)
        self.show_state(self._state)

    @property
    def key(self) -> str | None:
        """The row that would be taken away."""
        key = self._row.currentData()
        return key if isinstance(key, str) else None

    def show_state(self, state: RunState) -> None:
        """Offer the rows of an ended run; without one, only to use a saved model."""
        self._state = state
        found = None if state.live else state.findings
        if found != self._findings:
            self._findings = found
            self._offer(found)
        usable = found is not None
        for widget in (self._label, self._row, self._save, self._script):
            widget.setVisible(usable)

    def choose(self, key: str) -> None:
        """Take another row."""
        place = self._row.findData(key)
        if place >= 0:
            self._row.setCurrentIndex(place)

    def ask_to_save(self) -> None:
        """Let the person choose where the model goes."""
        dialog = self._dialog("save_model", self.tr("Save model"))
        dialog.setNameFilters([self.tr("Models (*.skops)"), self.tr("All files (*)")])
        dialog.setDefaultSuffix(SUFFIX.removeprefix("."))
        dialog.selectFile(f"{self._name()}{SUFFIX}")
        dialog.fileSelected.connect(lambda file: self.save(Path(file)))
        dialog.open()

    def save(self, path: Path) -> None:
        """Fit the row on all data of the run and write it to ``path``."""
        state, key = self._state, self.key
        if key is None:
            return
        self._cancel = cancel = CancelToken()
        told = self._told.progress
        self._show_busy(True)
        self._words.setText(self.tr("Fitting on all data …"))
        self._models.request(
            lambda: _save(state, key, path, cancel, lambda n, all_: told.emit(n, all_))
        )

    def stop(self) -> None:
        """End the fits after the one that goes on; nothing is written."""
        if self._cancel is not None:
            self._cancel.cancel()
            self._words.setText(self.tr("Stopping after this fit …"))

    def ask_for_script(self) -> None:
        """Let the person choose where the script goes."""
        dialog = self._dialog("export_script", self.tr("Export script"))
        dialog.setNameFilters(
            [self.tr("Python scripts (*.py)"), self.tr("All files (*)")]
        )
        dialog.setDefaultSuffix("py")
        dialog.selectFile(f"{self._name()}.py")
        dialog.fileSelected.connect(lambda file: self.export(Path(file)))
        dialog.open()

    def export(self, path: Path) -> None:
        """Write the script that rebuilds the row."""
        state, key = self._state, self.key
        if key is not None:
            self._scripts.request(
                lambda: written(path, lambda: save_script(state, key, path))
            )

    def ask_to_predict(self) -> None:
        """Open the dialog over a saved model and a table."""
        PredictDialog(self).open()

    def _offer(self, found: EnsembleFindings | None) -> None:
        """The best score first: that is what most people want."""
        self._row.clear()
        self._words.clear()
        self._words.setVisible(False)
        rows = [row for row in found.rows if row.mean is not None] if found else []
        for row in sorted(rows, key=lambda row: -(row.mean or 0.0)):
            self._row.addItem(f"{say(row.title)}  {i18n.score(row.mean)}", row.key)

    def _name(self) -> str:
        spec = self._state.spec
        data = Path(spec.dataset.label).stem if spec is not None else "model"
        return f"{data}-{self.key}".replace(" ", "-")

    def _dialog(self, name: str, title: str) -> QFileDialog:
        dialog = named(QFileDialog(self, title), name)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.finished.connect(dialog.deleteLater)
        return dialog

    def _show_progress(self, done: int, planned: int) -> None:
        if self._cancel is not None and not self._cancel.cancelled:
            text = self.tr("Fitting on all data: {done} of {planned} fits")
            self._words.setText(text.format(done=done, planned=planned))

    def _show_busy(self, busy: bool) -> None:
        self._stop.setVisible(busy)
        self._save.setEnabled(not busy)
        self._words.setVisible(True)
        if not busy:
            self._cancel = None

    def _saved(self, saved: SavedModel | None) -> None:
        self._show_busy(False)
        if saved is None:
            self._words.setText(self.tr("Stopped; nothing was written."))
            return
        text = self.tr("Saved as “{file}” ({size}), with its model card “{card}”.")
        self._words.setText(
            text.format(
                file=saved.path.name,
                size=i18n.bytes_text(saved.size_bytes),
                card=saved.card_path.name,
            )
        )

    def _exported(self, files: tuple[Path, ...]) -> None:
        self._words.setVisible(True)
        text = self.tr("Written: {files}. The script needs nothing but scikit-learn.")
        names = ", ".join(f"“{file.name}”" for file in files)
        self._words.setText(text.format(files=names))

    def _refused(self, error: WorkbenchError) -> None:
        self._show_busy(False)
        self._words.setText(say(error.message))


def _save(
    state: RunState,
    key: str,
    path: Path,
    cancel: CancelToken,
    told: Callable[[int, int], None],
) -> SavedModel | None:
    """The saved model; ``None`` where it was stopped."""
    try:
        return written(
            path,
            lambda: save_model(state, key, path, cancel=cancel, progress=told),
        )
    except Cancelled:
        return None
