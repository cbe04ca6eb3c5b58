"""Experiments as files: opening one into the draft, writing the draft out."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from workbench.core.errors import BadInput
from workbench.core.spec import from_json, to_json
from workbench.gui.draft import Draft
from workbench.gui.i18n import say
from workbench.gui.naming import named


class ExperimentFiles(QObject):
    """Asks for a file, reads or writes it, and says what is wrong with it."""

    opened = Signal(str)
    """Carries the name of the file whose experiment is in the draft now."""
    saved = Signal(str)
    """Carries the name of the file that was written."""

    def __init__(self, *, draft: Draft, window: QWidget) -> None:
        super().__init__(window)
        self._draft = draft
        self._window = window

    def ask_to_open(self) -> None:
        """Let the person choose a file to read."""
        dialog = self._dialog("open_experiment", self.tr("Open experiment"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.open)
        dialog.open()

    def ask_to_save(self) -> None:
        """Let the person choose a file to write."""
        dialog = self._dialog("save_experiment", self.tr("Save experiment"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("json")
        dialog.selectFile(f"{self._draft.spec.title or 'experiment'}.json")
        dialog.fileSelected.connect(self.save)
        dialog.open()

    def open(self, file: str) -> None:
        """Put the experiment in ``file`` into the draft; a bad file changes nothing."""
        try:
            spec = from_json(Path(file).read_bytes())
        except OSError as error:
            self._tell(self.tr("This file cannot be read."), file, str(error.strerror))
        except BadInput as error:
            problems = "\n".join(f"{p.field}: {say(p.message)}" for p in error.problems)
            self._tell(self.tr("This file holds no experiment."), file, problems)
        else:
            self._draft.load(spec, self.tr("Open experiment"))
            self.opened.emit(file)

    def save(self, file: str) -> None:
        """Write the draft into ``file``."""
        try:
            Path(file).write_text(to_json(self._draft.spec), encoding="utf-8")
        except OSError as error:
            self._tell(
                self.tr("This file cannot be written."), file, str(error.strerror)
            )
        else:
            self.saved.emit(file)

    def _dialog(self, name: str, title: str) -> QFileDialog:
        dialog = named(QFileDialog(self._window, title), name)
        dialog.setNameFilters(
            [self.tr("Experiments (*.json)"), self.tr("All files (*)")]
        )
        dialog.finished.connect(dialog.deleteLater)
        return dialog

    def _tell(self, text: str, file: str, reason: str) -> None:
        box = named(QMessageBox(self._window), "experiment_problem")
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(Path(file).name)
        box.setText(text)
        box.setInformativeText(reason)
        box.finished.connect(box.deleteLater)
        box.open()
