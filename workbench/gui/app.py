"""The program with a window: what lives as long as it, and how it ends.

``main`` is the only place where these parts are made; everything else is given them.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
from collections.abc import Sequence
from types import FrameType
from typing import Self

import msgspec
import platformdirs
from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QObject,
    QSocketNotifier,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

import workbench
from workbench.core import assets
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.gui import startup
from workbench.gui.bridge import JobQueue
from workbench.gui.collector import Collector
from workbench.gui.crash import CrashReporter, FaultFile
from workbench.gui.draft import Draft
from workbench.gui.i18n import Language, say
from workbench.gui.loading import Loader, wait_for_loading
from workbench.gui.main_window import MainWindow
from workbench.gui.opening import Opening
from workbench.gui.pages import load
from workbench.gui.preferences import Preferences
from workbench.gui.single import Instance
from workbench.gui.startup import Stopwatch
from workbench.gui.theme import Theme
from workbench.gui.widgets.page import Surroundings
from workbench.planner import PRESETS
from workbench.session import Session

FIRST_EXPERIMENT = "iris-vote"
PATIENCE = 3
"""So many Ctrl-C end the program at once, whatever it is doing."""
_UNKEPT = QT_TRANSLATE_NOOP(
    "Message",
    "Settings cannot be saved in {path}. Make the file and its folder writable; until "
    "then the program starts as if for the first time.",
)
_NO_FONT = Message(
    "There is no font for Chinese on this computer. Install one, such as Noto Sans SC, "
    "and start again; or choose English under View, Language."
)
_log = logging.getLogger(__name__)
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


def main(argv: Sequence[str]) -> int:
    """Open the window and serve it until it is closed; the exit status.

    ``argv`` is the program's name and, if there is one, a file to open. Where the
    program runs already, its window comes to the front instead, and opens the file.
    """
    app = application(argv)
    file = argv[1] if len(argv) > 1 else ""
    instance = Instance(platformdirs.user_data_path("workbench", appauthor=False))
    if instance.hand_over(file):
        return 0
    preferences = Preferences()
    crashes = CrashReporter()
    crashes.install()
    try:
        language = Language(code=preferences.language)
        theme = Theme(name=preferences.theme, zoom=preferences.zoom)
        with Opening(preferences) as opening:
            session = opening.session()
            if session is None:
                return 2
            with session:
                program = Program(app, session, preferences, theme, language)
                status = program.serve(instance, crashes, opening.notices, file)
    finally:
        instance.close()
        crashes.uninstall()
    if not program.settled:
        # Python would take Qt's objects away from a thread that still uses them, and
        # Qt would wait for that thread without end. What must be kept is kept by now.
        os._exit(status)
    return status


SWITCH_S = 0.0005
"""How long another thread may compute while the window's waits for its turn."""


def application(argv: Sequence[str]) -> QApplication:
    """The application object with its names, from which Qt derives its folders."""
    # Each call of Qt gives the interpreter away for a moment, and a run's thread may
    # keep it this long. Of the usual 5 ms, painting one picture waits several times.
    sys.setswitchinterval(SWITCH_S)
    app = QApplication(list(argv[:1]))
    app.setApplicationName("workbench")
    app.setOrganizationName("workbench")
    app.setApplicationDisplayName("Workbench")
    app.setApplicationVersion(workbench.__version__)
    app.setDesktopFileName("workbench")
    app.setWindowIcon(QIcon(str(assets.path("icons", "workbench.svg"))))
    return app


def first_draft(preferences: Preferences) -> Draft:
    """A draft that can be run at once, on the person's usual engine."""
    spec = PRESETS[FIRST_EXPERIMENT].spec
    return Draft(msgspec.structs.replace(spec, engine=preferences.engine))


class Program:
    """What lives as long as the window, around it."""

    def __init__(
        self,
        app: QApplication,
        session: Session,
        preferences: Preferences,
        theme: Theme,
        language: Language,
    ) -> None:
        self._app = app
        self._session = session
        self._preferences = preferences
        self._theme = theme
        self._language = language
        self._draft = first_draft(preferences)
        self.settled = True
        """Whether all work in the background had ended when the window was closed."""
        self._faults = FaultFile(
            platformdirs.user_state_path("workbench", appauthor=False)
        )

    def serve(
        self,
        instance: Instance,
        crashes: CrashReporter,
        notices: Sequence[Message],
        file: str,
    ) -> int:
        """Show the window, load the rest behind it, and run until it is closed."""
        # Kept as long as the program: its thread pool waits without end when it goes.
        self._jobs = jobs = JobQueue(self._session)
        around = Surroundings(
            session=self._session,
            draft=self._draft,
            jobs=jobs,
            theme=self._theme,
            language=self._language,
            preferences=self._preferences,
        )
        try:
            with Collector() as collector, Interrupts() as interrupts:
                window = MainWindow(around, ready=False)
                stopwatch = Stopwatch(window) if startup.wanted() else None
                crashes.reported.connect(window.crashes.add_error)
                interrupts.received.connect(window.close_at_once)
                # Not left to Qt, which waits for a dialog that was opened meanwhile.
                window.closed.connect(
                    self._app.quit, Qt.ConnectionType.QueuedConnection
                )
                instance.asked.connect(window.come_to_front)
                instance.asked.connect(lambda asked: _open(window, asked))
                window.show()
                self._tell_what_happened(window, notices)
                self._open_faults()
                _open(window, file)
                loader = Loader(window)
                loader.loaded.connect(
                    lambda: self._loaded(window, jobs, collector, stopwatch, file)
                )
                # Only when the loop runs, so that the window is painted first.
                QTimer.singleShot(0, lambda: loader.request(load))
                status = self._app.exec()
                self.settled = jobs.close() and wait_for_loading()
                if self.settled:
                    _remove(window)
                return status
        finally:
            jobs.close()
            self._faults.close()

    def _loaded(
        self,
        window: MainWindow,
        jobs: JobQueue,
        collector: Collector,
        stopwatch: Stopwatch | None,
        file: str,
    ) -> None:
        if not window.isVisible():
            return  # it was closed meanwhile
        window.make_ready()
        collector.leave_out()
        if stopwatch is not None:
            stopwatch.ready()
            return
        spec, session = self._draft.spec, self._session
        jobs.prepare(lambda: session.warm(spec))
        if not self._preferences.welcomed and not file:
            self._preferences.welcomed = True
            window.show_welcome()

    def _tell_what_happened(
        self, window: MainWindow, notices: Sequence[Message]
    ) -> None:
        """Say what opening history and settings, and the last session, left to say."""
        for notice in (*notices, *self._session.store.notices):
            window.tell(say(notice))
        if not self._preferences.kept:
            unkept = Message(_UNKEPT, {"path": self._preferences.place})
            window.tell(say(unkept))
        if not self._language.legible:
            window.tell(str(_NO_FONT))  # in English, which can be read
        for left in self._faults.collect():
            window.crashes.add_abrupt_end(left)

    def _open_faults(self) -> None:
        try:
            self._faults.open()
        except OSError as error:  # the home cannot be written: was said already
            _log.info("a crash of this session will not be reported: %s", error)


def _open(window: MainWindow, file: str) -> None:
    if file:
        window.open_file(file)


def _remove(window: MainWindow) -> None:
    """Let the window go before what it shows, whose end it would still hear of."""
    window.deleteLater()
    QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)


class Interrupts(QObject):
    """Ctrl-C and a polite request to end, told to the event loop, which sees neither.

    Python only looks for signals between its own instructions; a socket that the
    signal's arrival writes to wakes Qt up.
    """

    received = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._count = 0
        self._near, self._far = socket.socketpair()
        for end in (self._near, self._far):
            end.setblocking(False)
        self._notifier = QSocketNotifier(
            self._near.fileno(), QSocketNotifier.Type.Read, self
        )
        self._notifier.activated.connect(self._woken)
        self._before: list[tuple[int, object]] = []
        self._wakeup = -1

    def __enter__(self) -> Self:
        self._wakeup = signal.set_wakeup_fd(self._far.fileno())
        for number in _SIGNALS:
            self._before.append((number, signal.signal(number, self._arrived)))
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before:
            signal.signal(number, handler)  # type: ignore[arg-type]  # as it gave it
        signal.set_wakeup_fd(self._wakeup)
        self._notifier.setEnabled(False)
        self._near.close()
        self._far.close()

    def _arrived(self, number: int, frame: FrameType | None) -> None:
        self._count += 1
        if self._count >= PATIENCE:
            os._exit(128 + number)  # the workers' own watchdogs end them

    def _woken(self) -> None:
        self._near.recv(64)
        self.received.emit()
