"""The longest time that the window did not answer: main job, flood, cancel storm.

The real main window is opened, without a screen unless QT_QPA_PLATFORM names one. A
timer that wants to fire every 5 ms stands for the person: whatever it comes late by, a
click would have waited too. How much of the longest wait the window's own thread spent
computing is printed beside it, and the most that it computed in any wait; in the rest
it was kept waiting, by the program's other threads or by other programs. Every scene
has a window and a history of its own, and every page has been opened once, as it then
takes part in everything that follows.

- *Main job*: the digits models on 1 and 2 worker processes.
- *Flood*: 5,000 events a second. They are those of a real run, of tasks that take no
  time on the serial engine, recorded in the history as always and slowed down to that
  rate. If the program could not keep it up, the table says what came.
- *Cancel storm*: 1,000 experiments, each stopped right after it was started; then 1,000
  that wait are all stopped at once. Queueing those 1,000 is no part of the figure.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import quantiles
from typing import Any, ClassVar, NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import common
from PySide6.QtCore import QCoreApplication, QObject, QSettings, Qt, QTimer

from workbench.core.cancel import CancelToken
from workbench.core.events import Event
from workbench.core.results import clock
from workbench.core.spec import ExperimentSpec, RepeatSpec
from workbench.gui.app import application, first_draft
from workbench.gui.bridge import Job, JobQueue, Starter
from workbench.gui.collector import Collector
from workbench.gui.i18n import Language
from workbench.gui.main_window import MainWindow
from workbench.gui.pages import PAGES
from workbench.gui.preferences import Preferences
from workbench.gui.theme import Theme
from workbench.gui.widgets.page import Surroundings
from workbench.session import Session

BEAT_MS = 5
AFTER_MS = 1000
"""How long the window is watched after the last run has ended."""
LIMIT_S = 600
RATE = 5_000
"""Events a second in the flood."""
STORM = 1_000
"""Experiments that are stopped."""
QUEUEING = "queueing"
AIM_JOB_MS = 100
AIM_FLOOD_MS = 50
AIM_STORM_MS = 100
AIM = (
    f"the longest gap at most {AIM_JOB_MS} ms in the main job, {AIM_FLOOD_MS} ms in "
    f"the flood, {AIM_STORM_MS} ms in the cancel storm"
)


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

    def stop(self) -> None:
        """Listen no longer."""
        self._timer.stop()

    def _beat(self) -> None:
        now, busy = clock(), time.thread_time()
        waited_ms = max(0.0, (now - self._last) * 1000 - BEAT_MS)
        busy_ms = (busy - self._last_busy) * 1000
        self.late[self.phase].append(Late(waited_ms, busy_ms))
        self._last, self._last_busy = now, busy


class Scene(QObject):
    """What happens to the window, phase by phase, under the heartbeat."""

    name: ClassVar[str]
    aim_ms: ClassVar[float]
    apart: ClassVar[tuple[str, ...]] = ()
    """Phases that only prepare the next one: shown, but no part of the figure."""

    def __init__(self, *, quick: bool, repeats: int) -> None:
        super().__init__()
        self.heart = Heartbeat()
        self.quick, self.repeats = quick, repeats
        self.good = False
        """Whether everything happened as it should."""

    def prepare(self, session: Session) -> Starter:
        """What runs the experiments, once the session is there."""
        return session

    def begin(self, jobs: JobQueue) -> None:
        """Start; :meth:`end` follows in its time."""
        raise NotImplementedError

    def end(self, *, good: bool) -> None:
        """All has happened: watch on for a moment, then leave the event loop."""
        self.heart.phase = "afterwards"
        self.good = good
        QTimer.singleShot(AFTER_MS, QCoreApplication.quit)

    @property
    def longest(self) -> Late:
        """The longest gap of all phases that count."""
        counted = (
            max(late)
            for phase, late in self.heart.late.items()
            if phase not in self.apart
        )
        return max(counted, default=Late(0, 0))

    @property
    def remark(self) -> str:
        """What else was seen."""
        return ""


class MainJob(Scene):
    """The digits models on 1 and 2 workers."""

    name: ClassVar[str] = "main job"
    aim_ms: ClassVar[float] = AIM_JOB_MS

    def prepare(self, session: Session) -> Starter:
        """Start the workers."""
        self._spec = common.experiment((2,), self.repeats, quick=self.quick)
        session.warm(self._spec)  # as before a person presses Run
        return session

    def begin(self, jobs: JobQueue) -> None:
        """One run."""
        jobs.received.connect(self._received)
        jobs.finished.connect(lambda job: self.end(good=job.state.status == "done"))
        self.heart.phase = "starting workers"
        jobs.submit(self._spec)

    def _received(self, jobs: tuple[Job, ...]) -> None:
        for job in jobs:
            if job.state.trials and self.heart.phase != "afterwards":
                self.heart.phase = "measuring"
            elif job.state.phases:
                self.heart.phase = "warming up"


class Paced:
    """A starter whose events come at a steady rate, and no faster."""

    def __init__(self, session: Starter, rate: float) -> None:
        self._session, self._rate = session, rate
        self.count = 0
        self.seconds = 0.0

    def start(self, spec: ExperimentSpec, cancel: CancelToken) -> Iterator[Event]:
        """The run's events, each not before its time."""
        begin = clock()
        for event in self._session.start(spec, cancel):
            self.count += 1
            ahead = begin + self.count / self._rate - clock()
            if ahead > 0:
                time.sleep(ahead)
            yield event
        self.seconds = clock() - begin


class Flood(Scene):
    """Events at a high rate for some seconds."""

    name: ClassVar[str] = "flood"
    aim_ms: ClassVar[float] = AIM_FLOOD_MS

    def prepare(self, session: Session) -> Starter:
        """Slow the session down."""
        self._paced = Paced(session, RATE)
        return self._paced

    def begin(self, jobs: JobQueue) -> None:
        """One run, a second per trial."""
        jobs.finished.connect(lambda job: self.end(good=job.state.status == "done"))
        self.heart.phase = "flood"
        jobs.submit(brief_tasks(count=RATE, repeats=self.repeats))

    @property
    def remark(self) -> str:
        """What rate was kept."""
        seconds = self._paced.seconds
        rate = self._paced.count / seconds if seconds else 0.0
        return f"{rate:.0f} events a second for {seconds:.1f} s"


class Storm(Scene):
    """Many experiments, all of them stopped."""

    name: ClassVar[str] = "cancel storm"
    aim_ms: ClassVar[float] = AIM_STORM_MS
    apart: ClassVar[tuple[str, ...]] = (QUEUEING,)

    def begin(self, jobs: JobQueue) -> None:
        """Both halves, one after the other."""
        self._jobs = jobs
        self._count = 50 if self.quick else STORM
        self._spec = brief_tasks(count=RATE, repeats=5)
        self._step: Callable[[], None] = self._start_and_stop
        self.heart.phase = "each stopped at once"
        self._timer = QTimer(self, interval=1)
        self._timer.timeout.connect(lambda: self._step())
        self._timer.start()

    def _start_and_stop(self) -> None:
        if len(self._jobs.jobs) < self._count:
            self._jobs.cancel(self._jobs.submit(self._spec))
        elif not self._jobs.live:
            self.heart.phase = QUEUEING
            self._step = self._queue

    def _queue(self) -> None:
        if len(self._jobs.jobs) < 2 * self._count:
            self._jobs.submit(self._spec)
        else:
            self.heart.phase = "all stopped at once"
            self._step = self._wait
            self._jobs.cancel_all()

    def _wait(self) -> None:
        if not self._jobs.live:
            self._timer.stop()
            states = {job.state.status for job in self._jobs.jobs}
            self.end(good=states <= {"cancelled", "done"})

    @property
    def remark(self) -> str:
        """How many there were."""
        return f"{len(self._jobs.jobs)} experiments"


SCENES: dict[str, type[Scene]] = {
    "job": MainJob,
    "flood": Flood,
    "storm": Storm,
}


def brief_tasks(count: int, repeats: int) -> ExperimentSpec:
    """Tasks that take no time, in this program, so that only their events count."""
    return ExperimentSpec(
        title="brief tasks",
        workload="squares",
        params={"numbers": count, "tasks": count, "rounds": 1},
        engine="serial",
        workers=(1,),
        repeats=RepeatSpec(minimum=repeats, maximum=repeats),
    )


def main() -> int:
    """Watch the scenes one after another and print."""
    parser = common.parser(__doc__, AIM)
    parser.add_argument("--repeats", type=int, default=5, metavar="N")
    parser.add_argument(
        "--scenes",
        nargs="+",
        choices=list(SCENES),
        default=list(SCENES),
        help="only these",
    )
    options = parser.parse_args()
    repeats = 2 if options.quick else options.repeats
    app = application(sys.argv)
    scenes: list[Scene] = []
    with tempfile.TemporaryDirectory() as folder:
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
        for name in dict.fromkeys(options.scenes):
            scene = SCENES[name](quick=options.quick, repeats=repeats)
            play(scene, Path(folder) / f"{name}.sqlite")
            scenes.append(scene)
    app.quit()
    report(scenes)
    return 0 if all(scene.good for scene in scenes) else 1


def play(scene: Scene, history: Path) -> None:
    """Open the window, let the scene happen, close it."""
    with Session(history=history) as session, Collector() as collector:
        jobs = JobQueue(scene.prepare(session))
        window = opened(session, jobs)
        collector.leave_out()  # as the program does once it is loaded

        def begin() -> None:
            scene.heart.start()
            scene.begin(jobs)

        QTimer.singleShot(AFTER_MS, begin)
        limit = QTimer(window, interval=LIMIT_S * 1000, singleShot=True)
        limit.timeout.connect(QCoreApplication.quit)
        limit.start()
        QCoreApplication.exec()
        scene.heart.stop()
        window.close()
        jobs.close()
        window.deleteLater()


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
    for page in reversed(PAGES):
        window.show_page(page.name)
    return window


def report(scenes: list[Scene]) -> None:
    """Print the tables and the closing line."""
    for scene in scenes:
        remark = scene.remark and f", {scene.remark}"
        good = "as it should" if scene.good else "NOT as it should"
        common.show(
            f"{scene.name}: how late a click would have been answered, in ms "
            f"(went {good}{remark})",
            ("phase", "beats", "median", "99 %", "longest", "computing", "most"),
            [(phase, *_cells(late)) for phase, late in scene.heart.late.items()],
        )
    aims = [
        common.Aim(
            name=f"{scene.name}: longest gap in ms",
            value=scene.longest.ms,
            limit=scene.aim_ms,
        )
        for scene in scenes
    ]
    figures: dict[str, Any] = {
        scene.name: {
            "good": scene.good,
            "remark": scene.remark,
            "longest_gap_ms": scene.longest.ms,
            "phases": {
                phase: {
                    "beats": len(late),
                    "longest_ms": max(late).ms,
                    "most_computing_ms": most_busy(late),
                }
                for phase, late in scene.heart.late.items()
            },
        }
        for scene in scenes
    }
    common.conclude("responsiveness", {"scenes": figures, "aims": common.judge(aims)})


def most_busy(late: list[Late]) -> float:
    """The most that the window's thread computed between two beats, in ms."""
    return max(beat.busy_ms for beat in late)


def _cells(late: list[Late]) -> tuple[str, ...]:
    waits = [beat.ms for beat in late]
    cuts = quantiles(waits, n=100) if len(waits) > 1 else waits * 99
    return (
        str(len(late)),
        *(f"{ms:.1f}" for ms in (cuts[49], cuts[98], *max(late), most_busy(late))),
    )


if __name__ == "__main__":
    sys.exit(main())
