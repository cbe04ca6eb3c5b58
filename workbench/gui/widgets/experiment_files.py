"""This program's own files: opening an experiment or a run, writing an experiment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from workbench.core.errors import BadInput, WorkbenchError
from workbench.core.spec import ExperimentSpec
from workbench.gui.draft import Draft
from workbench.gui.i18n import say
from workbench.gui.loading import Loader
from workbench.gui.naming import named
from workbench.store import Imported
from workbench.store.experiment_file import (
    EXPERIMENT,
    SUFFIXES,
    kind_of,
    read_experiment,
    write_experiment,
)


class ExperimentFiles(QObject):
    """Asks for a file, reads or writes it, and says what is wrong with it.

    An experiment goes into the draft, a run bundle into the history, which is done in
    the background.
    """

    opened = Signal(str, str)
    """Carries the file's name, and that of the page where its experiment is now."""
    imported = Signal(str, object)
    """Carries a bundle's file name and the ``Imported`` run."""
    saved = Signal(str)
    """Carries the name of the file that was written."""

    def __init__(
        self,
        *,
        draft: Callable[[], Draft],
        draft_for: Callable[[ExperimentSpec], tuple[Draft, str]],
        import_bundle: Callable[[Path], Imported],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._draft = draft
        self._draft_for = draft_for
        self._import = import_bundle
        self._window = window
        self._file = ""
        self._bundles = Loader(self)
        self._bundles.loaded.connect(self._bundle_read)
        self._bundles.failed.connect(self._bundle_refused)

    def ask_to_open(self) -> None:
        """Let the person choose a file to read."""
        dialog = self._dialog("open_experiment", self.tr("Open experiment or run"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(
            [
                self.tr("Experiments and runs (*.wbexp *.wbrun *.json)"),
                self.tr("All files (*)"),
            ]
        )
        dialog.fileSelected.connect(self.open)
        dialog.open()

    def ask_to_save(self) -> None:
        """Let the person choose a file to write."""
        dialog = self._dialog("save_experiment", self.tr("Save experiment"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(
            [self.tr("Experiments (*.wbexp *.json)"), self.tr("All files (*)")]
        )
        dialog.setDefaultSuffix(EXPERIMENT.removeprefix("."))
        title = self._draft().spec.title or "experiment"
        dialog.selectFile(f"{title}{EXPERIMENT}")
        dialog.fileSelected.connect(self.save)
        dialog.open()

    def open(self, file: str) -> None:
        """Open an experiment or a run; a bad file changes nothing."""
        path = Path(file)
        try:
            if kind_of(path) == "bundle":
                self._file = file
                self._bundles.request(lambda: self._import(path))
                return
            spec = read_experiment(path)
        except BadInput as error:
            self._tell(self.tr("This file holds no experiment."), file, _lines(error))
        else:
            draft, page = self._draft_for(spec)
            draft.load(spec, self.tr("Open experiment"))
            self.opened.emit(file, page)

    def save(self, file: str) -> None:
        """Write the draft into ``file``."""
        try:
            write_experiment(self._draft().spec, Path(file))
        except OSError as error:
            self._tell(
                self.tr("This file cannot be written."), file, str(error.strerror)
            )
        else:
            self.saved.emit(file)

    def _bundle_read(self, imported: Imported) -> None:
        self.imported.emit(self._file, imported)

    def _bundle_refused(self, error: WorkbenchError) -> None:
        self._tell(self.tr("This run cannot be opened."), self._file, _lines(error))

    def _dialog(self, name: str, title: str) -> QFileDialog:
        dialog = named(QFileDialog(self._window, title), name)
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


def file_in(mime: QMimeData) -> str | None:
    """The first file of this program among those that were dragged here."""
    found = file_with(mime, SUFFIXES)
    return str(found) if found is not None else None


def file_with(mime: QMimeData, suffixes: Sequence[str]) -> Path | None:
    """The first local file with one of ``suffixes`` among those dragged here."""
    files = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    return next((file for file in files if file.suffix.lower() in suffixes), None)


def _lines(error: WorkbenchError) -> str:
    """What is wrong; the field is named where it is one of the experiment's."""
    if not isinstance(error, BadInput):
        return say(error.message)
    return "\n".join(
        say(p.message) if p.field == "file" else f"{p.field}: {say(p.message)}"
        for p in error.problems
    )
