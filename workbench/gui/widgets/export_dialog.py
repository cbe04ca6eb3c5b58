"""Asking where a run should be written, and writing it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from workbench.core.errors import WorkbenchError
from workbench.core.state import RunState
from workbench.gui.i18n import say, score
from workbench.gui.loading import Loader
from workbench.gui.naming import named
from workbench.store import export


class Exporter(QObject):
    """Writes runs to JSON or CSV files, in the background."""

    written = Signal(object)
    """Carries the file's name as text."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._state = RunState()
        self._loader = Loader(self)
        self._loader.loaded.connect(self.written)
        self._loader.failed.connect(self._tell)

    def ask(self, state: RunState) -> None:
        """Let the person choose a file for ``state``, then write it."""
        self._state = state
        dialog = named(
            QFileDialog(self._window, self.tr("Export results")), "export_file_dialog"
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("JSON (*.json)"), self.tr("CSV (*.csv)")])
        dialog.setDefaultSuffix("json")
        dialog.selectFile(f"run-{state.run_id}.json")
        dialog.filterSelected.connect(self._suffix_of)
        dialog.fileSelected.connect(self.write)
        dialog.finished.connect(dialog.deleteLater)
        self._dialog = dialog
        dialog.open()

    def write(self, file: str) -> None:
        """Write the run last asked about."""
        state = self._state
        self._loader.request(lambda: _write(state, Path(file)))

    def _suffix_of(self, name_filter: str) -> None:
        suffix = "csv" if "*.csv" in name_filter else "json"
        self._dialog.setDefaultSuffix(suffix)
        self._dialog.selectFile(f"run-{self._state.run_id}.{suffix}")

    def _tell(self, error: WorkbenchError) -> None:
        box = named(QMessageBox(self._window), "export_failed")
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(self.tr("Export results"))
        box.setText(say(error.message))
        box.finished.connect(box.deleteLater)
        box.open()


def _write(state: RunState, file: Path) -> str:
    export.write(state, file)
    return str(file)


def results_text(state: RunState) -> str:
    """Verdict and figures of a run as lines and tab-separated tables."""
    estimate = state.estimate
    if estimate is None:
        return ""
    translate = QCoreApplication.translate
    lines = [say(sentence) for sentence in estimate.verdict.sentences]
    heads = (
        translate("Results", "workers"),
        translate("Results", "median (s)"),
        translate("Results", "scaled speedup")
        if state.spec is not None and state.spec.weak
        else translate("Results", "speedup"),
        translate("Results", "efficiency"),
    )
    lines += ["", "\t".join(heads)]
    lines += [
        f"{p.workers}\t{p.median_s:.6g}\t{p.speedup:.4g}\t{p.efficiency:.4g}"
        for p in estimate.scaling
    ]
    if estimate.models:
        model = translate("Results", "model")
        lines += ["", f"{model}\t{state.metric}"]
        lines += [
            f"{_model_title(state, key)}\t{score(model.mean)}"
            for key, model in estimate.models.items()
        ]
    return "\n".join(lines) + "\n"


def _model_title(state: RunState, key: str) -> str:
    title = state.model_titles.get(key)
    return say(title) if title is not None else key
