"""The longest time that the window did not answer during the main job.

The real main window is opened, without a screen unless QT_QPA_PLATFORM names one. The
job runs on 2 worker processes. A timer that wants to fire every 5 ms stands for the
person: whatever it comes late by, a click would have waited too. How much of the
longest wait the window's own thread spent computing is printed beside it; in the rest
it was kept waiting, by the program's other threads or by other programs.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from statistics import quantiles
from typing import Any, NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import common
from PySide6.QtCore import QCoreApplication, QObject, QSettings, Qt, QTimer

from workbench.core.results import clock
from workbench.core.spec import ExperimentSpec
from workbench.gui.app import application, first_draft
from workbench.gui.bridge import Job, JobQueue
from workbench.gui.i18n import Language
from workbench.gui.main_window import MainWindow
from workbench.gui.preferences import Preferences
from workbench.gui.theme import Theme
from workbench.gui.widgets.page import Surroundings
from workbench.session import Session

BEAT_MS = 5
AFTER_MS = 1000
"""How long the window is watched after the run has ended."""
LIMIT_S = 600
AIM_MS = 100


class Late(NamedTuple):
    """How late a beat came, and what of that was computing in the window's thread."""

    ms: float
    busy_ms: float


class Heartbeat(QObject):
    """Notes how late each beat of a steady timer comes, by phase."""

    def __init__(self) -> None:
        super().__init__()
        self.phase = "window shown"
        self.late: dict[str, list[Late]] = defaultdict(list)
        self._last = self._last_busy = 0.0
        self._timer = QTimer(self, interval=BEAT_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begin to listen."""
        self._last, self._last_busy = clock(), time.thread_time()
        self._timer.start()

    def _beat(self) -> None:
        now, busy = clock(), time.thread_time()
        waited_ms = max(0.0, (now - self._last) * 1000 - BEAT_MS)
        busy_ms = (busy - self._last_busy) * 1000
        self.late[self.phase].append(Late(waited_ms, busy_ms))
        self._last, self._last_busy = now, busy


class Watch(QObject):
    """Submits the job and follows it through its phases."""

    def __init__(self, jobs: JobQueue, spec: ExperimentSpec) -> None:
        super().__init__()
        self.heart = Heartbeat()
        self.status = ""
        self._jobs, self._spec = jobs, spec
        jobs.received.connect(self._received)
        jobs.finished.connect(self._finished)

    def begin(self) -> None:
        """Start the heart, then the job."""
        self.heart.start()
        self.heart.phase = "starting workers"
        self._jobs.submit(self._spec)

    def _received(self, jobs: tuple[Job, ...]) -> None:
        for job in jobs:
            if job.state.trials and self.heart.phase != "finished":
                self.heart.phase = "measuring"
            elif job.state.phases:
                self.heart.phase = "warming up"

    def _finished(self, job: Job) -> None:
        self.heart.phase = "finished"
        self.status = job.state.status
        QTimer.singleShot(AFTER_MS, QCoreApplication.quit)


def main() -> int:
    """Watch one run and print."""
    parser = common.parser(__doc__)
    parser.add_argument("--repeats", type=int, default=5, metavar="N")
    options = parser.parse_args()
    repeats = 2 if options.quick else options.repeats
    spec = common.experiment((2,), repeats, quick=options.quick)
    app = application(sys.argv)
    with tempfile.TemporaryDirectory() as folder:
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
        with Session(history=Path(folder) / "history.sqlite") as session:
            jobs = JobQueue(session)
            window = opened(session, jobs)
            session.warm(spec)  # as before a person presses Run
            watch = Watch(jobs, spec)
            QTimer.singleShot(AFTER_MS, watch.begin)
            QTimer.singleShot(LIMIT_S * 1000, app.quit)
            app.exec()
            window.close()
            jobs.close()
    report(watch)
    return 0 if watch.status == "done" else 1


def opened(session: Session, jobs: JobQueue) -> MainWindow:
    """The program's own window, at its usual size."""
    preferences = Preferences()
    window = MainWindow(
        Surroundings(
            session=session,
            draft=first_draft(preferences),
            jobs=jobs,
            theme=Theme(name="light"),
            language=Language(code="en"),
            preferences=preferences,
        )
    )
    window.show()
    return window


def report(watch: Watch) -> None:
    """Print the table and the closing line."""
    phases = watch.heart.late
    longest = max((max(late) for late in phases.values()), default=Late(0.0, 0.0))
    common.show(
        f"How late a click would have been answered, in ms (run: {watch.status})",
        ("phase", "beats", "median", "99 %", "longest", "computing"),
        [(phase, *_cells(late)) for phase, late in phases.items()],
    )
    print(f"\nLongest gap: {longest.ms:.1f} ms. Aim: at most {AIM_MS} ms.")
    figures: dict[str, Any] = {
        phase: {"beats": len(late), "longest_ms": max(late).ms}
        for phase, late in phases.items()
    }
    common.conclude(
        "responsiveness",
        {"status": watch.status, "longest_gap_ms": longest.ms, "phases": figures},
    )


def _cells(late: list[Late]) -> tuple[str, ...]:
    waits = [beat.ms for beat in late]
    cuts = quantiles(waits, n=100) if len(waits) > 1 else waits * 99
    return (
        str(len(late)),
        *(f"{ms:.1f}" for ms in (cuts[49], cuts[98], *max(late))),
    )


if __name__ == "__main__":
    sys.exit(main())
