from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QTableView, QWidget
from pytestqt.qtbot import QtBot

from workbench.core.spec import ExperimentSpec
from workbench.core.state import RunState
from workbench.gui.bridge import Job
from workbench.gui.models.jobs import CANCEL, LIVE_ROLE, WHAT
from workbench.gui.theme import Theme
from workbench.gui.widgets.jobs_table import JobsTable


def job(number: int, status: str = "queued") -> Job:
    spec = ExperimentSpec()
    state = RunState(spec=spec, status=status)  # type: ignore[arg-type]
    return Job(id=number, spec=spec, state=state, submitted_at=0.0)


@pytest.fixture
def table(qtbot: QtBot, theme: Theme) -> JobsTable:
    jobs = [job(1, "done"), job(2, "running"), job(3)]
    made = JobsTable(jobs, theme=theme)
    qtbot.addWidget(made)
    made.resize(700, 300)
    with qtbot.waitActive(made):
        made.show()
    return made


def view(table: JobsTable) -> QTableView:
    found = table.findChild(QTableView, "jobs_table")
    assert found is not None
    return found


def cell(table: JobsTable, row: int, column: int = CANCEL) -> QPoint:
    return view(table).visualRect(view(table).model().index(row, column)).center()


def asked(table: JobsTable) -> list[int]:
    """The numbers of the jobs that are asked to be cancelled from now on."""
    numbers: list[int] = []
    table.cancelRequested.connect(lambda job: numbers.append(job.id))
    return numbers


def test_that_a_click_on_the_cross_cancels_and_chooses_nothing(
    qtbot: QtBot, table: JobsTable
) -> None:
    numbers = asked(table)
    viewport = view(table).viewport()
    for row in (2, 0):
        qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=cell(table, row))
    assert numbers == [3]
    assert table.chosen is not None  # an ended job's empty cell is a part of its row
    assert table.chosen.id == 1


def test_that_a_press_that_ends_elsewhere_cancels_nothing(
    qtbot: QtBot, table: JobsTable
) -> None:
    numbers = asked(table)
    viewport, left = view(table).viewport(), Qt.MouseButton.LeftButton
    qtbot.mousePress(viewport, left, pos=cell(table, 1))
    qtbot.mouseRelease(viewport, left, pos=cell(table, 2))
    qtbot.mousePress(viewport, left, pos=cell(table, 1, WHAT))
    qtbot.mouseRelease(viewport, left, pos=cell(table, 1))
    assert numbers == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_that_the_cross_is_reached_and_pressed_by_keys(
    qtbot: QtBot, table: JobsTable, key: Qt.Key
) -> None:
    numbers = asked(table)
    view(table).setFocus()
    view(table).setCurrentIndex(view(table).model().index(2, WHAT))
    qtbot.keyClick(view(table), key)
    qtbot.keyClick(view(table), Qt.Key.Key_End)
    qtbot.keyClick(view(table), key)
    assert numbers == [3]


def test_that_the_cross_says_what_it_does_and_goes_with_the_job(
    table: JobsTable,
) -> None:
    model = view(table).model()
    QAbstractItemModelTester(model)
    index = model.index(1, CANCEL)
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "Cancel job 2"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Cancel job 2"
    with_cross = table.grab().toImage()
    ended = job(2, "cancelled")
    running = table._jobs.job(1)
    running.state = msgspec.structs.replace(running.state, status=ended.state.status)
    table.update_jobs((running,))
    assert not index.data(LIVE_ROLE)
    assert index.data(Qt.ItemDataRole.ToolTipRole) != "Cancel job 2"
    assert table.grab().toImage() != with_cross
    assert table.subtitle == "1 queued · 2 ended"


def test_that_more_jobs_bring_no_more_widgets(table: JobsTable) -> None:
    before = len(table.findChildren(QWidget))
    for number in range(4, 104):
        table.add(job(number))
    assert len(table.findChildren(QWidget)) == before
    assert table.subtitle == "1 running · 101 queued · 1 ended"
