"""The program with a window: what lives as long as it, and how it ends.

``main`` is the only place where these parts are made; everything else is given them.
"""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Sequence
from types import FrameType
from typing import Self

import msgspec
import platformdirs
from PySide6.QtCore import QObject, QSocketNotifier, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMessageBox

import workbench
from workbench.core import assets
from workbench.core.errors import StoreError
from workbench.gui.bridge import JobQueue
from workbench.gui.collector import Collector
from workbench.gui.crash import CrashReporter, FaultFile
from workbench.gui.draft import Draft
from workbench.gui.i18n import Language, say
from workbench.gui.main_window import MainWindow
from workbench.gui.naming import named
from workbench.gui.preferences import Preferences
from workbench.gui.theme import Theme
from workbench.gui.widgets.page import Surroundings
from workbench.planner import PRESETS
from workbench.session import Session

FIRST_EXPERIMENT = "iris-vote"
PATIENCE = 3
"""So many Ctrl-C end the program at once, whatever it is doing."""
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


def main(argv: Sequence[str]) -> int:
    """Open the window and serve it until it is closed; the exit status.

    ``argv`` starts with the program's name, as in ``sys.argv``.
    """
    app = application(argv)
    preferences = Preferences()
    language = Language(code=preferences.language)
    theme = Theme(name=preferences.theme, zoom=preferences.zoom)
    crashes = CrashReporter()
    crashes.install()
    try:
        with Session() as session:
            return _serve(app, session, preferences, theme, language, crashes)
    except StoreError as error:
        return _refuse(app, error)
    finally:
        crashes.uninstall()


def application(argv: Sequence[str]) -> QApplication:
    """The application object with its names, from which Qt derives its folders."""
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


def _serve(
    app: QApplication,
    session: Session,
    preferences: Preferences,
    theme: Theme,
    language: Language,
    crashes: CrashReporter,
) -> int:
    faults = FaultFile(platformdirs.user_state_path("workbench", appauthor=False))
    jobs = JobQueue(session)
    draft = first_draft(preferences)
    around = Surroundings(
        session=session,
        draft=draft,
        jobs=jobs,
        theme=theme,
        language=language,
        preferences=preferences,
    )
    try:
        with Collector(), Interrupts() as interrupts:
            window = MainWindow(around)
            crashes.reported.connect(window.crashes.add_error)
            interrupts.received.connect(window.close_at_once)
            window.show()
            _tell_what_happened(window, session, faults)
            faults.open()
            first = draft.spec
            jobs.prepare(lambda: session.warm(first))
            return app.exec()
    finally:
        jobs.close()
        faults.close()


def _tell_what_happened(
    window: MainWindow, session: Session, faults: FaultFile
) -> None:
    """Say what opening the history and the end of the last session left to say."""
    for notice in session.store.notices:
        window.tell(say(notice))
    for left in faults.collect():
        window.crashes.add_abrupt_end(left)


def _refuse(app: QApplication, error: StoreError) -> int:
    """Say why the history cannot be used, and leave it alone."""
    box = named(QMessageBox(), "history_refused")
    box.setIcon(QMessageBox.Icon.Critical)
    box.setText(say(error.message))
    box.finished.connect(app.quit)
    box.open()
    app.exec()
    return 2


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
