"""Asking where a run should be saved as a bundle, and saving it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from workbench.core.errors import StoreError, WorkbenchError
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.gui.i18n import say
from workbench.gui.loading import Loader
from workbench.gui.naming import named
from workbench.store import Store
from workbench.store.experiment_file import BUNDLE


class BundleSaver(QObject):
    """Writes a run of the history to a bundle file, in the background."""

    written = Signal(object)
    """Carries the file's name as text."""

    def __init__(self, *, store: Store, window: QWidget) -> None:
        super().__init__(window)
        self._store = store
        self._window = window
        self._run_id = 0
        self._loader = Loader(self)
        self._loader.loaded.connect(self.written)
        self._loader.failed.connect(self._tell)

    def ask(self, run_id: int) -> None:
        """Let the person choose a file for a run, then write it."""
        self._run_id = run_id
        dialog = named(
            QFileDialog(self._window, self.tr("Save run as bundle")),
            "bundle_file_dialog",
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("Run bundles (*.wbrun)")])
        dialog.setDefaultSuffix(BUNDLE.removeprefix("."))
        dialog.selectFile(f"run-{run_id}{BUNDLE}")
        dialog.fileSelected.connect(self.write)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write(self, file: str) -> None:
        """Write the run last asked about."""
        store, run_id = self._store, self._run_id
        self._loader.request(lambda: _write(store, run_id, Path(file)))

    def _tell(self, error: WorkbenchError) -> None:
        box = named(QMessageBox(self._window), "bundle_failed")
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(self.tr("Save run as bundle"))
        box.setText(say(error.message))
        box.finished.connect(box.deleteLater)
        box.open()


def _write(store: Store, run_id: int, file: Path) -> str:
    try:
        store.save_bundle(run_id, file)
    except KeyError:
        gone = QT_TRANSLATE_NOOP(
            "Message", "Run {run} is no longer there: another program deleted it."
        )
        raise StoreError(Message(gone, {"run": run_id})) from None
    return str(file)
