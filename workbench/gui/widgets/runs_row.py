"""Which run is looked at: one of those that belong on this page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from workbench.gui.models.runs import what_text, when_text
from workbench.gui.naming import named
from workbench.gui.widgets.fields import ComboBox
from workbench.store import RunSummary

MOST = 100
"""So many runs are listed; older ones are found in the history."""


class RunsRow(QWidget):
    """A list of the runs of some workloads, newest first."""

    chosen = Signal(int)
    """Carries the run's number."""
    speedRequested = Signal(int)  # noqa: N815 - a signal, named as Qt names them
    """Carries the number of the run whose speedup and timeline are wanted."""

    def __init__(self, workloads: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("runs_row")
        self._workloads = tuple(workloads)
        self._list = ComboBox(objectName="runs_list", name=self.tr("Run shown"))
        self._list.setPlaceholderText(self.tr("Choose a run"))
        self._list.currentIndexChanged.connect(self._choose)
        label = named(QLabel(self.tr("Run &shown")), "runs_label", role="title")
        label.setBuddy(self._list)
        self._speed = named(
            QPushButton(self.tr("Speedup and timeline")), "runs_speed", role="link"
        )
        self._speed.setToolTip(self.tr("Show this run in History"))
        self._speed.clicked.connect(self._ask_for_speed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(label)
        row.addWidget(self._list, 1)
        row.addWidget(self._speed)
        self.hide()

    @property
    def newest(self) -> int | None:
        """The newest run's number."""
        number = self._list.itemData(0)
        return number if isinstance(number, int) else None

    def show_runs(self, runs: Sequence[RunSummary], chosen: int | None) -> None:
        """List those runs that belong here; ``chosen`` is shown."""
        here = [run for run in runs if run.workload in self._workloads]
        with QSignalBlocker(self._list):
            self._list.clear()
            for run in here[:MOST]:
                self._list.addItem(_text(run), run.id)
        self.setVisible(bool(here))
        self.show_chosen(chosen)

    def show_chosen(self, run_id: int | None) -> None:
        """Show which run is looked at."""
        with QSignalBlocker(self._list):
            place = -1 if run_id is None else self._list.findData(run_id)
            self._list.setCurrentIndex(place)
        self._speed.setVisible(place >= 0)

    def _ask_for_speed(self) -> None:
        run_id = self._list.currentData()
        if isinstance(run_id, int):
            self.speedRequested.emit(run_id)

    def _choose(self) -> None:
        run_id = self._list.currentData()
        if isinstance(run_id, int):
            self.chosen.emit(run_id)


def _text(run: RunSummary) -> str:
    return f"{run.id} · {what_text(run)} · {when_text(run.started_at)}"
