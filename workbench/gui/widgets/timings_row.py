"""Where the timings come from: a run that was measured, or a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QWidget

from workbench.gui.models.runs import what_text, when_text
from workbench.gui.naming import named
from workbench.gui.widgets.fields import ComboBox
from workbench.store import RunSummary

MOST = 100
"""So many runs are listed; older ones are found in the history."""


class TimingsRow(QWidget):
    """A list of runs with at least two worker counts, and a button for a file."""

    runChosen = Signal(int)  # noqa: N815 - signals, named as Qt names them
    """Carries the run's number."""
    fileChosen = Signal(object)  # noqa: N815
    """Carries the ``Path`` of a file of timings."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("timings_row")
        self._file: Path | None = None
        self._list = ComboBox(objectName="timings", name=self.tr("Timings"))
        self._list.setPlaceholderText(self.tr("Choose a run"))
        self._list.currentIndexChanged.connect(self._choose)
        self._open = named(QPushButton(self.tr("Open a file…")), "open_timings")
        self._open.setToolTip(
            self.tr(
                "A CSV file with the columns “workers” and “seconds” or “throughput”; "
                "repeats are further rows"
            )
        )
        self._open.clicked.connect(self.ask)
        label = named(QLabel(self.tr("&Timings")), "timings_label", role="title")
        label.setBuddy(self._list)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(label)
        row.addWidget(self._list, 1)
        row.addWidget(self._open)

    @property
    def choices(self) -> tuple[str, ...]:
        """What can be chosen, from top down."""
        return tuple(self._list.itemText(i) for i in range(self._list.count()))

    @property
    def newest(self) -> int | None:
        """The newest run's number."""
        numbers = (self._list.itemData(i) for i in range(self._list.count()))
        return next((n for n in numbers if isinstance(n, int)), None)

    def show_runs(self, runs: Sequence[RunSummary], chosen: int | None) -> None:
        """List the runs that have a speedup, newest first; ``chosen`` is shown."""
        useful = [r for r in runs if len(r.workers) > 1 and r.best_speedup is not None]
        with QSignalBlocker(self._list):
            self._list.clear()
            if self._file is not None:
                self._list.addItem(self._file.name, self._file)
            for run in useful[:MOST]:
                self._list.addItem(_text(run), run.id)
        self.show_chosen(chosen)

    def show_chosen(self, run_id: int | None) -> None:
        """Show what is looked at: a run, or the file where that is ``None``."""
        with QSignalBlocker(self._list):
            if run_id is None:
                self._list.setCurrentIndex(0 if self._file is not None else -1)
            else:
                self._list.setCurrentIndex(self._list.findData(run_id))

    def show_file(self, file: Path) -> None:
        """Put a file on top of the list and choose it."""
        with QSignalBlocker(self._list):
            if self._file is not None:
                self._list.removeItem(0)
            self._file = file
            self._list.insertItem(0, file.name, file)
            self._list.setCurrentIndex(0)

    def ask(self) -> None:
        """Let the person choose a file of timings."""
        dialog = QFileDialog(self, self.tr("Open timings"))
        named(dialog, "timings_dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(
            [self.tr("Timings (*.csv *.tsv *.txt)"), self.tr("All files (*)")]
        )
        dialog.fileSelected.connect(lambda file: self.fileChosen.emit(Path(file)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _choose(self) -> None:
        match self._list.currentData():
            case int() as run_id:
                self.runChosen.emit(run_id)
            case Path() as file:
                self.fileChosen.emit(file)


def _text(run: RunSummary) -> str:
    return f"{run.id} · {what_text(run)} · {when_text(run.started_at)}"
