"""What holds for every test: a home of its own, and nothing left behind.

A test fails when a thread, a child process, a running timer or a top-level widget
outlives it, and when somebody logged a warning that it did not ask for (with
``caplog``). Python's warnings fail through pytest's ``filterwarnings``, Qt's messages
through pytest-qt's ``qt_log_level_fail``. Fixtures of a wider scope are made before a
test's own and are not counted.

Without PySide6 the tests of the window are left out and the rest still runs.
"""

from __future__ import annotations

import gc
import importlib.util
import logging
import multiprocessing
import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["pytester"]  # for the tests of these guards
HAS_QT = importlib.util.find_spec("PySide6") is not None
GRACE_S = 10.0
"""How long what is on its way out may take to be gone."""
ADOPTED: set[int] = set()
"""Leaders of the sessions whose processes a fixture of a wider scope may exchange while
tests go on (a cluster's workers). Who adds one sees to it that its processes end."""

_HOME = Path(tempfile.mkdtemp(prefix="workbench-tests-"))
_HOME_VARIABLES = (
    "HOME",
    "USERPROFILE",
    "APPDATA",
    "LOCALAPPDATA",
    "XDG_CACHE_HOME",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "XDG_STATE_HOME",
)

# Before Qt is imported anywhere, and for fixtures of a wider scope than one test.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.update(dict.fromkeys(_HOME_VARIABLES, str(_HOME)))

# A busy machine is no failure.
settings.register_profile(
    "patient", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("patient")

collect_ignore = [] if HAS_QT else ["gui", "journeys"]


def pytest_addoption(
    parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager
) -> None:
    parser.addoption(
        "--update-pictures",
        action="store_true",
        help="write the README's pictures into assets/pictures",
    )
    if not HAS_QT:
        pluginmanager.set_blocked("pytest-qt")  # it refuses to start without Qt


def pytest_report_header() -> str:
    if HAS_QT:
        return f"window: Qt on the platform {os.environ['QT_QPA_PLATFORM']!r}"
    return "window: PySide6 is not installed, tests/gui and tests/journeys left out"


def pytest_unconfigure() -> None:
    shutil.rmtree(_HOME, ignore_errors=True)


@pytest.fixture(autouse=True)
def own_home(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A new, empty home for each test: no history, no settings, no person's files."""
    home = tmp_path_factory.mktemp("home", numbered=True)
    for variable in _HOME_VARIABLES:
        monkeypatch.setenv(variable, str(home))
    if "PySide6.QtCore" in sys.modules:
        from PySide6.QtCore import QSettings

        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(
            QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(home)
        )
    return home


@pytest.fixture(autouse=True)
def no_collection_inside_qt() -> Iterator[None]:
    """Collect garbage when a test with Qt is over, never in the middle of a call.

    Qt connects a signal under one of a few mutexes; PySide allocates meanwhile, and if
    that sets off a collection which deletes an object under the same mutex, the thread
    waits for itself for ever (seen with PySide 6.11, in QObject's destructor).
    """
    if "PySide6.QtCore" not in sys.modules:
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.collect(1)  # what a test made is young: no collection has passed over it
        gc.enable()


@pytest.hookimpl(tryfirst=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[Any]) -> None:
    """What a fixture of a wider scope makes is there before the next test begins."""
    if fixturedef.scope != "function":
        _SEEN.clear()


@pytest.fixture(autouse=True)
def nothing_left_behind() -> Iterator[None]:
    """Fail the test that leaves threads, processes, timers or widgets behind."""
    # Looking takes longer than many a test. What was there when the last one ended is
    # there now, unless something was made in between.
    before = _SEEN.pop() if _SEEN else _everything()
    yield
    _SEEN.clear()
    there, left = _gone(before)
    if not left and all(thing.passive for thing in there):
        _SEEN.append(there)
    if left:
        leaked = sorted(thing.name for thing in left)
        for thing in left:
            thing.end()
        pytest.fail("left behind: " + "; ".join(leaked), pytrace=False)


@pytest.fixture(autouse=True)
def no_logged_warning(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail the test during which a warning was logged, unless it looks at the log."""
    heard = _Listener(logging.WARNING)
    logging.getLogger().addHandler(heard)
    yield
    logging.getLogger().removeHandler(heard)
    if heard.lines and "caplog" not in request.fixturenames:
        pytest.fail("logged: " + "; ".join(heard.lines), pytrace=False)


class _Listener(logging.Handler):
    """Keeps what was logged."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.name}: {record.getMessage()}")


class _Thing:
    """Something that should not outlive a test: equal by identity, with a name."""

    def __init__(self, key: Any, name: str, end: Callable[[], object]) -> None:
        self.key, self.name, self.end = key, name, end

    @property
    def passive(self) -> bool:
        """Whether it does not live any longer for being remembered."""
        return isinstance(self.key, threading.Thread | psutil.Process)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Thing) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


_SEEN: list[set[_Thing]] = []
"""What was there when the last test ended, as long as that is all there is."""


def _gone(before: set[_Thing]) -> tuple[set[_Thing], set[_Thing]]:
    """What is there once everything had its time to end, and what of it is new."""
    deadline = time.monotonic() + GRACE_S
    pause = threading.Event()
    # A widget or an engine may wait in a reference cycle. What a test made is young: a
    # look at everything that is alive would take longer than most tests.
    young = True
    while True:
        there = _everything()
        left = there - before
        if not left or time.monotonic() > deadline:
            return there, left
        there = left = set()  # what is named here would be kept alive by its name
        if young:
            gc.collect(1)
            young = False
        else:
            gc.collect()
            pause.wait(0.02)


def _everything() -> set[_Thing]:
    things = _threads() | _processes()
    if "PySide6.QtWidgets" in sys.modules:
        things |= _timers() | _widgets()
    return things


def _threads() -> set[_Thing]:
    return {
        _Thing(thread, f"thread {thread.name}", lambda: None)
        for thread in threading.enumerate()
        # A dummy stands for a thread that Qt made; Python 3.11 never forgets it.
        if not isinstance(thread, threading._DummyThread)
        and not thread.name.startswith("pytest_timeout")
    }


def _processes() -> set[_Thing]:
    multiprocessing.active_children()  # reaps those that ended
    things = set()
    for process in psutil.Process().children(recursive=True):
        try:
            if process.pid in _trackers() or process.status() == psutil.STATUS_ZOMBIE:
                continue
            if ADOPTED and os.getsid(process.pid) in ADOPTED:
                continue
            command = " ".join(process.cmdline())[:120] or process.name()
        except (psutil.NoSuchProcess, ProcessLookupError):
            continue
        name = f"process {process.pid} ({command})"
        things.add(_Thing(process, name, process.kill))
    return things


def _trackers() -> set[int | None]:
    """The helpers of multiprocessing and joblib, which live as long as we do."""
    names = (
        "multiprocessing.resource_tracker",
        "joblib.externals.loky.backend.resource_tracker",
    )
    modules = (sys.modules.get(name) for name in names)
    return {module._resource_tracker._pid for module in modules if module is not None}


def _timers() -> set[_Thing]:
    import shiboken6
    from PySide6.QtCore import QTimer

    return {
        _Thing(
            timer, f"running timer {timer.objectName()} of {timer.parent()}", timer.stop
        )
        for timer in shiboken6.getAllValidWrappers()
        if isinstance(timer, QTimer) and timer.isActive()
    }


def _widgets() -> set[_Thing]:
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    if QApplication.instance() is None:
        return set()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return {
        _Thing(widget, f"widget {widget!r}", widget.deleteLater)
        for widget in QApplication.topLevelWidgets()
        if widget.parent() is None
        and widget.metaObject().className() != "QTipLabel"  # Qt keeps and reuses it
    }
