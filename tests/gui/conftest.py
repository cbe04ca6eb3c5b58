"""A window over real parts: a session and settings in a folder of the test's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from workbench.core.spec import ExperimentSpec, ModelSpec, RepeatSpec
from workbench.gui.bridge import JobQueue
from workbench.gui.draft import Draft
from workbench.gui.i18n import Language
from workbench.gui.main_window import MainWindow
from workbench.gui.preferences import Preferences
from workbench.gui.theme import Theme
from workbench.gui.widgets.page import Surroundings
from workbench.session import Session


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with Session(history=tmp_path / "history.sqlite") as session:
        yield session


@pytest.fixture
def preferences(qapp: object, tmp_path: Path) -> Preferences:
    file = str(tmp_path / "settings.ini")
    return Preferences(QSettings(file, QSettings.Format.IniFormat))


@pytest.fixture
def theme(qapp: object) -> Iterator[Theme]:
    theme = Theme(name="light")
    yield theme
    theme.set("light")
    theme.set_zoom(1.0)


@pytest.fixture
def language(qapp: object) -> Iterator[Language]:
    language = Language(code="en")
    yield language
    language.remove()


@pytest.fixture
def quick_spec() -> ExperimentSpec:
    """An experiment over in a moment, in this process."""
    return ExperimentSpec(
        title="quick",
        models=(ModelSpec(estimator="decision_tree"), ModelSpec(estimator="dummy")),
        engine="serial",
        workers=(1,),
        repeats=RepeatSpec(minimum=2, maximum=2),
    )


@pytest.fixture
def draft(qapp: object, quick_spec: ExperimentSpec) -> Draft:
    return Draft(quick_spec)


@pytest.fixture
def jobs(qapp: object, session: Session) -> Iterator[JobQueue]:
    jobs = JobQueue(session)
    yield jobs
    assert jobs.close()


@pytest.fixture
def around(
    session: Session,
    draft: Draft,
    jobs: JobQueue,
    theme: Theme,
    language: Language,
    preferences: Preferences,
) -> Surroundings:
    return Surroundings(
        session=session,
        draft=draft,
        jobs=jobs,
        theme=theme,
        language=language,
        preferences=preferences,
    )


@pytest.fixture
def first_page() -> str:
    """The page that the window shows first; tests of another need not build it."""
    return "measure"


@pytest.fixture
def window(qtbot: QtBot, around: Surroundings, first_page: str) -> MainWindow:
    """The whole window, active, so that shortcuts reach it."""
    window = MainWindow(around, ready=first_page == "measure")
    if first_page != "measure":  # as when it is chosen while pages are being loaded
        window.show_page(first_page)
        window.make_ready()
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    return window
