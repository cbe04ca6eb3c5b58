"""The line at the window's bottom: this machine and the worker pool as of now."""

from __future__ import annotations

import psutil
from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStatusBar, QWidget

from workbench.engines import PoolState
from workbench.gui.i18n import bytes_text
from workbench.gui.naming import named
from workbench.gui.widgets.problem_label import announce
from workbench.session import Session

INTERVAL_MS = 1500


class StatusBar(QStatusBar):
    """Cores, CPU load, memory and pool, renewed while it is visible.

    A worker that does not answer any more is named, with a button to end it: its tasks
    then run again on the one that takes its place.
    """

    def __init__(self, *, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status_bar")
        self._session = session
        self._silent: tuple[int, ...] = ()
        self._badge = self._make_badge()
        self._cores = self._label("status_cores", self.tr("Processor cores"))
        self._load = self._label("status_load", self.tr("Processor load"))
        self._memory = self._label("status_memory", self.tr("Memory in use"))
        self._pool = self._label("status_pool", self.tr("Worker pool"))
        cores = session.machine.cores
        self._cores.setText(
            self.tr("1 core") if cores == 1 else self.tr("{n} cores").format(n=cores)
        )
        self._cores.setToolTip(session.machine.cpu)
        psutil.cpu_percent(interval=None)  # the first reading only starts the count
        self._timer = QTimer(self, interval=INTERVAL_MS)
        self._timer.timeout.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Read the machine and the pool once; takes well under a millisecond."""
        load = psutil.cpu_percent(interval=None)
        self._load.setText(self.tr("CPU {load} %").format(load=round(load)))
        memory = psutil.virtual_memory()
        self._memory.setText(
            self.tr("{used} of {total} memory").format(
                used=bytes_text(memory.total - memory.available),
                total=bytes_text(memory.total),
            )
        )
        pool = self._session.engines.state()
        self._pool.setText(self._pool_text(pool))
        self._show_silent(pool.silent)

    def _pool_text(self, pool: PoolState) -> str:
        if not pool.alive:
            text = self.tr("no workers started")
        elif pool.busy:
            text = self.tr("{busy} of {alive} workers busy").format(
                busy=pool.busy, alive=pool.alive
            )
        elif pool.alive == 1:
            text = self.tr("1 worker ready")
        else:
            text = self.tr("{alive} workers ready").format(alive=pool.alive)
        if pool.restarts:
            text += self.tr(" ({restarts} replaced)").format(restarts=pool.restarts)
        return text

    def _show_silent(self, pids: tuple[int, ...]) -> None:
        new = set(pids) - set(self._silent)
        self._silent = pids
        self._badge.setVisible(bool(pids))
        if not pids:
            return
        text = self.tr("worker {pid} does not answer").format(pid=pids[0])
        if len(pids) > 1:
            text += self.tr(" (and {count} more)").format(count=len(pids) - 1)
        self._silence.setText(text)
        self._end.setEnabled(True)
        if new:
            announce(self._silence, text)

    def _end_silent(self) -> None:
        """End the worker that is named; it is gone by the next look, or named again."""
        if self._silent:
            self._session.engines.end_worker(self._silent[0])
            self._end.setEnabled(False)

    def _make_badge(self) -> QWidget:
        badge = named(QWidget(), "silent_worker")
        self._silence = named(QLabel(), "silent_worker_text", role="warning")
        self._end = named(
            QPushButton(self.tr("End it")),
            "silent_worker_end",
            role="link",
            accessible=self.tr("End the worker that does not answer"),
        )
        self._end.setToolTip(self.tr("Its unfinished tasks run again on a new worker"))
        self._end.clicked.connect(self._end_silent)
        row = QHBoxLayout(badge)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(4)
        row.addWidget(self._silence)
        row.addWidget(self._end)
        badge.hide()
        self.addPermanentWidget(badge)
        return badge

    def _label(self, name: str, accessible: str) -> QLabel:
        label = named(QLabel(), name, accessible=accessible)
        self.addPermanentWidget(label)
        return label

    def showEvent(self, event: QShowEvent) -> None:
        """Read on while somebody looks."""
        self._timer.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while nobody looks."""
        self._timer.stop()
        super().hideEvent(event)
