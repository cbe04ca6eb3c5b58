from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QFileDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPushButton,
    QTableView,
)
from pytestqt.qtbot import QtBot

from workbench.core.anatomy import Change, Diagnosis
from workbench.core.cancel import CancelToken
from workbench.core.messages import Message
from workbench.core.spec import ExperimentSpec, ScheduleSpec
from workbench.gui.pages.history import HistoryPage
from workbench.gui.widgets.diagnosis import DiagnosisView
from workbench.gui.widgets.page import Surroundings
from workbench.session import Session
from workbench.store import Store


def run_once(session: Session, spec: ExperimentSpec) -> None:
    for _ in session.start(spec, CancelToken()):
        pass


def history_page(around: Surroundings) -> HistoryPage:
    return HistoryPage(
        session=around.session,
        draft_for=around.draft_for,
        jobs=around.jobs,
        theme=around.theme,
        language=around.language,
        preferences=around.preferences,
    )


@pytest.fixture
def page(qtbot: QtBot, around: Surroundings) -> HistoryPage:
    page = history_page(around)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    with qtbot.waitExposed(page):
        page.show()
    return page


@pytest.fixture
def filled(
    qtbot: QtBot, session: Session, quick_spec: ExperimentSpec, page: HistoryPage
) -> HistoryPage:
    """The page over a history of one run, which is chosen and shown."""
    run_once(session, quick_spec)
    page.reload()
    qtbot.waitUntil(lambda: rows(page) == 1)
    page.choose(1)
    qtbot.waitUntil(lambda: page.shown_state() is not None)
    return page


def rows(page: HistoryPage) -> int:
    table = page.findChild(QTableView, "runs_table")
    assert table is not None
    return int(table.model().rowCount())


def click(qtbot: QtBot, page: HistoryPage, name: str) -> None:
    button = page.findChild(QAbstractButton, name)
    assert button is not None
    assert button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_that_an_empty_history_teaches_and_offers_an_example(
    qtbot: QtBot, page: HistoryPage, around: Surroundings
) -> None:
    example = page.findChild(QPushButton, "history_example")
    assert example is not None
    qtbot.waitUntil(example.isVisible)
    with qtbot.waitSignal(page.pageRequested) as asked:
        click(qtbot, page, "history_example")
    assert asked.args == ["measure"]
    assert around.draft.spec.title == "iris-vote"
    assert len(around.jobs.jobs) == 1


def test_that_the_chosen_run_is_shown_as_it_was(
    filled: HistoryPage, session: Session
) -> None:
    assert filled.shown_state() == session.store.state(1)
    title = filled.findChild(QLabel, "history_title")
    assert title is not None
    assert title.text().startswith("1 · quick")


def test_that_a_finished_job_appears_by_itself(
    qtbot: QtBot, page: HistoryPage, around: Surroundings
) -> None:
    around.jobs.submit(around.draft.spec)
    qtbot.waitUntil(lambda: rows(page) == 1, timeout=60_000)


def test_that_a_hidden_history_is_read_when_it_is_shown(
    qtbot: QtBot,
    page: HistoryPage,
    around: Surroundings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    qtbot.waitUntil(lambda: page._stack.currentIndex() == 1)  # read, and empty
    page.hide()
    reads = count_reads(monkeypatch)
    for _ in range(3):
        around.jobs.submit(around.draft.spec)
    around.jobs.cancel_all()
    qtbot.waitUntil(lambda: not around.jobs._open, timeout=60_000)
    assert reads == []
    page.show()
    qtbot.waitUntil(lambda: reads == [True])


def test_that_jobs_that_end_together_are_read_once(
    qtbot: QtBot, page: HistoryPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    qtbot.waitUntil(lambda: page._stack.currentIndex() == 1)
    reads = count_reads(monkeypatch)
    for _ in range(1000):
        page._jobs.finished.emit(None)
    qtbot.waitUntil(lambda: reads == [True])
    assert not page._later.isActive()


def count_reads(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """One item each time that the list of runs is read."""
    reads: list[bool] = []
    whole = Store.runs

    def runs(store: Store) -> object:
        reads.append(True)
        return whole(store)

    monkeypatch.setattr(Store, "runs", runs)
    return reads


def test_that_open_fills_the_page_and_back_returns(
    qtbot: QtBot, filled: HistoryPage
) -> None:
    card = filled.findChild(QTableView, "runs_table")
    assert card is not None
    click(qtbot, filled, "runs_open")
    assert not card.isVisible()
    click(qtbot, filled, "history_back")
    assert card.isVisible()


def test_that_enter_opens_the_chosen_run(qtbot: QtBot, filled: HistoryPage) -> None:
    table = filled.findChild(QTableView, "runs_table")
    assert table is not None
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert not table.isVisible()


def test_that_run_again_puts_the_spec_into_the_draft(
    qtbot: QtBot,
    filled: HistoryPage,
    around: Surroundings,
    quick_spec: ExperimentSpec,
) -> None:
    around.draft.replace("Change seed", seed=99)
    with qtbot.waitSignal(filled.pageRequested) as asked:
        click(qtbot, filled, "runs_again")
    assert asked.args == ["measure"]
    assert around.draft.spec == quick_spec
    around.draft.undo_stack.undo()
    assert around.draft.spec.seed == 99


def test_that_a_run_is_exported(
    qtbot: QtBot, filled: HistoryPage, tmp_path: Path
) -> None:
    click(qtbot, filled, "runs_export")
    qtbot.waitUntil(lambda: filled.findChild(QFileDialog) is not None)
    dialog = filled.findChild(QFileDialog)
    assert dialog is not None
    file = tmp_path / "run.json"
    dialog.fileSelected.emit(str(file))
    dialog.reject()
    qtbot.waitUntil(file.exists)
    assert json.loads(file.read_text(encoding="utf-8"))["status"] == "done"


def test_that_an_export_that_cannot_be_written_is_explained(
    qtbot: QtBot, filled: HistoryPage, tmp_path: Path
) -> None:
    click(qtbot, filled, "runs_export")
    qtbot.waitUntil(lambda: filled.findChild(QFileDialog) is not None)
    dialog = filled.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "missing" / "run.json"))
    dialog.reject()
    qtbot.waitUntil(lambda: filled.findChild(QMessageBox, "export_failed") is not None)
    box = filled.findChild(QMessageBox, "export_failed")
    assert box is not None
    assert "run.json" in box.text()
    box.close()


@pytest.mark.parametrize(("answer", "left"), [("Keep", 1), ("Delete", 0)])
def test_that_deleting_asks_first(
    qtbot: QtBot, filled: HistoryPage, session: Session, answer: str, left: int
) -> None:
    click(qtbot, filled, "runs_delete")
    box = filled.findChild(QMessageBox, "history_delete")
    assert box is not None
    with qtbot.waitSignal(box.destroyed):
        next(b for b in box.buttons() if b.text() == answer).click()
    qtbot.waitUntil(lambda: rows(filled) == left)
    assert len(session.store.runs()) == left


def test_that_a_run_deleted_elsewhere_is_explained(
    qtbot: QtBot, filled: HistoryPage, session: Session, quick_spec: ExperimentSpec
) -> None:
    run_once(session, quick_spec)
    filled.reload()
    qtbot.waitUntil(lambda: rows(filled) == 2)
    session.store.delete(2)
    filled.choose(2)
    notice = filled.findChild(QLabel, "history_notice")
    assert notice is not None
    qtbot.waitUntil(lambda: "no longer there" in notice.text())


def test_that_in_a_narrow_list_what_was_run_can_be_read(
    qtbot: QtBot, filled: HistoryPage
) -> None:
    table = filled.findChild(QTableView, "runs_table")
    assert table is not None
    header = table.horizontalHeader()
    titles = [
        table.model().headerData(n, Qt.Orientation.Horizontal)
        for n in range(header.count())
    ]
    wanted = table.fontMetrics().horizontalAdvance("digits · 4 models")

    def left_out() -> list[str]:
        return [title for n, title in enumerate(titles) if header.isSectionHidden(n)]

    assert left_out() == []
    narrow = table.width() - header.sectionSize(titles.index("What")) + wanted // 2
    filled.resize(filled.width() - table.width() + narrow, filled.height())
    qtbot.waitUntil(lambda: table.width() == narrow)
    assert left_out() == ["Workers"]
    assert header.sectionSize(titles.index("What")) > wanted
    filled.resize(1200, 800)
    qtbot.waitUntil(lambda: table.width() > narrow)
    assert left_out() == []


def test_that_columns_left_out_have_their_width_again_in_the_next_window(
    qtbot: QtBot, page: HistoryPage, around: Surroundings
) -> None:
    def header(of: HistoryPage) -> QHeaderView:
        table = of.findChild(QTableView, "runs_table")
        assert table is not None
        return table.horizontalHeader()

    def widths(of: HistoryPage) -> list[int]:
        its = header(of)
        return [its.sectionSize(n) for n in range(its.count())]

    run_once(around.session, msgspec.structs.replace(around.draft.spec, workers=(1,)))
    page.reload()
    qtbot.waitUntil(lambda: rows(page) == 1)
    wide = widths(page)
    page.resize(800, 800)
    qtbot.waitUntil(lambda: 0 in widths(page))
    page.hide()
    again = history_page(around)
    qtbot.addWidget(again)
    again.resize(1200, 800)
    with qtbot.waitExposed(again):
        again.show()
    qtbot.waitUntil(lambda: rows(again) == 1)
    assert widths(again) == wide


def test_that_typing_searches(qtbot: QtBot, filled: HistoryPage) -> None:
    field = filled.findChild(QLineEdit, "runs_search")
    assert field is not None
    qtbot.keyClicks(field, "digits")
    assert rows(filled) == 0
    field.clear()
    assert rows(filled) == 1


def test_that_nothing_can_be_done_without_a_choice(page: HistoryPage) -> None:
    for name in ("open", "again", "export", "delete"):
        button = page.findChild(QPushButton, f"runs_{name}")
        assert button is not None
        assert not button.isEnabled()


def test_that_the_context_menu_offers_the_same(
    qtbot: QtBot, filled: HistoryPage
) -> None:
    table = filled.findChild(QTableView, "runs_table")
    assert table is not None
    table.customContextMenuRequested.emit(table.rect().center())
    menu = filled.findChild(QMenu, "runs_menu")
    assert menu is not None
    texts = [action.text() for action in menu.actions()]
    assert texts == ["Open", "Run again", "Export…", "Save as bundle…", "Delete…"]
    menu.close()


def test_that_a_cure_takes_the_run_over_and_leads_to_measure(
    filled: HistoryPage, around: Surroundings, qtbot: QtBot
) -> None:
    cure = Diagnosis(
        code="tiny_tasks",
        finding=Message("Tasks are too small."),
        cure=Message("Let chunks grow."),
        changes=(Change(field="schedule.chunk", value=16),),
    )
    around.draft.load(ExperimentSpec(workload="squares"), "Something else")
    before = around.draft.undo_stack.count()
    view = filled.findChild(DiagnosisView)

    with (
        qtbot.waitSignal(filled.pageRequested) as page,
        qtbot.waitSignal(filled.told) as told,
    ):
        view.applyRequested.emit(cure)

    state = filled.shown_state()
    assert state is not None
    assert state.spec is not None
    chunked = ScheduleSpec(chunk=16)
    expected = msgspec.structs.replace(state.spec, schedule=chunked)
    assert around.draft.spec == expected
    assert around.draft.undo_stack.count() == before + 1
    assert page.args == ["measure"]
    assert told.args == ["Setup changed: chunks of 16 tasks"]
