"""The page Ensembles in the window: real set-ups, real runs, real clicks."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QPushButton,
    QTableView,
    QTextBrowser,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.gui.pages.finding import (
    assert_told_where_it_is_mended,
    click,
    find,
    text,
    until,
)
from workbench.core.spec import CvSpec, ExperimentSpec, ModelSpec, RepeatSpec
from workbench.gui.i18n import say
from workbench.gui.main_window import MainWindow
from workbench.gui.pages.ensembles import EnsemblesPage
from workbench.gui.pages.history import HistoryPage
from workbench.gui.widgets.page import Surroundings
from workbench.gui.widgets.rows_card import RowsCard
from workbench.gui.widgets.section import Section

PATIENCE_MS = 120_000
QUICK = ExperimentSpec(
    workload="ensemble",
    models=tuple(
        ModelSpec(estimator=name)
        for name in (
            "decision_tree",
            "k_nearest_neighbours",
            "hard_vote",
            "soft_vote",
        )
    ),
    cv=CvSpec(folds=3, inner_folds=2),
    engine="serial",
    workers=(1,),
    repeats=RepeatSpec(minimum=2, maximum=2),
)


@pytest.fixture
def around(around: Surroundings) -> Surroundings:
    around.ensemble.load(QUICK, "quick")
    return around


@pytest.fixture
def first_page() -> str:
    return "ensembles"


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> EnsemblesPage:
    page = window.page
    assert isinstance(page, EnsemblesPage)
    return page


def measured(qtbot: QtBot, page: EnsemblesPage, around: Surroundings) -> None:
    before = len(around.jobs.jobs)
    page.run()
    until(qtbot, lambda: len(around.jobs.jobs) > before)
    until(qtbot, lambda: not around.jobs.live)
    assert around.jobs.jobs[-1].state.status == "done", around.jobs.jobs[-1].state.error


def steps(page: QWidget) -> list[str]:
    sections = [s for s in page.findChildren(Section) if s.isVisibleTo(page)]
    return [s.objectName().removesuffix("_section") for s in sections]


def test_that_the_empty_page_teaches_and_its_example_runs(
    qtbot: QtBot, page: EnsemblesPage, around: Surroundings
) -> None:
    assert "Is an ensemble worth it here" in text(page, "verdict_headline")
    assert not find(page, RowsCard, "rows_card").isVisible()
    click(qtbot, page, "run_example")
    until(qtbot, lambda: bool(around.jobs.jobs))
    assert around.jobs.jobs[0].spec == around.ensemble.spec
    assert around.ensemble.spec.workload == "ensemble"
    around.jobs.cancel_all()
    until(qtbot, lambda: not around.jobs.live)


def test_that_the_page_has_its_place_and_its_shortcut(
    qtbot: QtBot, window: MainWindow
) -> None:
    for key, name in (
        (Qt.Key.Key_3, "ensembles_page"),
        (Qt.Key.Key_4, "joint_page"),
        (Qt.Key.Key_5, "history_page"),
    ):
        qtbot.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
        assert window.page.objectName() == name


def test_that_an_ensemble_is_measured_and_every_row_told(
    qtbot: QtBot, page: EnsemblesPage, around: Surroundings
) -> None:
    measured(qtbot, page, around)
    state = around.jobs.jobs[0].state
    assert state.findings is not None
    table = find(page, RowsCard, "rows_card")
    until(qtbot, lambda: table.model.rowCount() == len(QUICK.models))
    assert set(table.model.keys) == {model.key for model in QUICK.models}
    assert text(page, "verdict_headline") == say(state.findings.sentences[0])
    shown = page.shown_state()
    assert shown is not None
    assert shown.run_id == 1


def test_that_the_way_decides_which_steps_there_are(
    qtbot: QtBot, page: EnsemblesPage, around: Surroundings
) -> None:
    assert steps(page) == ["data", "members", "rules", "folds", "workers"]
    way = find(page, QComboBox, "workload")
    titles = [way.itemText(i) for i in range(way.count())]
    assert titles[0] == "Combine different models"
    if way.findData("ensemble_growth") >= 0:
        way.setCurrentIndex(way.findData("ensemble_growth"))
        assert steps(page) == ["data", "task", "folds", "workers"]
        assert around.ensemble.spec.workload == "ensemble_growth"


def test_that_members_and_rules_are_ticked_apart(
    qtbot: QtBot, page: EnsemblesPage, around: Surroundings
) -> None:
    find(page, QCheckBox, "model_logistic_regression_box").click()
    find(page, QCheckBox, "model_hard_vote_box").click()
    keys = [model.key for model in around.ensemble.spec.models]
    assert keys == [
        "logistic_regression",
        "decision_tree",
        "k_nearest_neighbours",
        "soft_vote",
    ]
    assert page.findChild(QWidget, "model_dummy") is None
    click(qtbot, page, "rules_none")
    assert not [m for m in around.ensemble.spec.models if m.key == "soft_vote"]
    click(qtbot, page, "rules_all")
    keys = [model.key for model in around.ensemble.spec.models]
    assert keys[:3] == ["logistic_regression", "decision_tree", "k_nearest_neighbours"]
    assert {"hard_vote", "soft_vote"} <= set(keys[3:])
    around.ensemble.undo_stack.undo()
    around.ensemble.undo_stack.undo()
    assert [m.key for m in around.ensemble.spec.models][-1] == "soft_vote"


def test_that_inner_folds_are_set_where_rows_are_split(
    page: EnsemblesPage, around: Surroundings
) -> None:
    find(page, QWidget, "cv_inner_folds").setValue(4)
    assert around.ensemble.spec.cv == CvSpec(folds=3, inner_folds=4)
    assert "4 inner folds" in find(page, QPushButton, "cv_line_line").text()


WRONG: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (("decision_tree", "soft_vote"), "model_soft_vote_problem", "at least two"),
    (
        ("decision_tree", "linear_svm", "soft_vote"),
        "model_soft_vote_problem",
        "probabilities",
    ),
    ((), "members_problem", "at least one model"),
    (("decision_tree", "k_nearest_neighbours"), "rules_problem", "at least one rule"),
)
"""Models that make no ensemble, where that is said, and with which words."""


def test_that_what_is_wrong_stands_where_it_is_mended(
    qtbot: QtBot, page: EnsemblesPage, around: Surroundings
) -> None:
    for models, label, words in WRONG:
        chosen = tuple(ModelSpec(estimator=name) for name in models)
        around.ensemble.replace("wrong", models=chosen)
        assert_told_where_it_is_mended(
            qtbot, page, label, words, lambda: around.ensemble.load(QUICK, "right")
        )
        assert not around.jobs.jobs


def test_that_a_run_that_fails_is_told_where_the_verdict_stands(
    qtbot: QtBot, page: EnsemblesPage, around: Surroundings
) -> None:
    # One row of a class too few shows only once the rows are there.
    failing = msgspec.structs.replace(QUICK, cv=CvSpec(folds=3, inner_folds=60))
    around.ensemble.load(
        msgspec.structs.replace(
            failing,
            models=(*failing.models, ModelSpec(estimator="best_single")),
        ),
        "failing",
    )
    page.run()
    until(qtbot, lambda: bool(around.jobs.jobs) and not around.jobs.live)
    assert around.jobs.jobs[0].state.status == "failed"
    until(qtbot, lambda: "inner folds" in text(page, "verdict_headline"))


def test_that_a_stopped_run_says_so(
    qtbot: QtBot, page: EnsemblesPage, around: Surroundings
) -> None:
    long = msgspec.structs.replace(
        QUICK, repeats=RepeatSpec(minimum=900, maximum=900, width=1e-9)
    )
    around.ensemble.load(long, "long")
    page.run()
    until(qtbot, lambda: bool(around.jobs.jobs))
    job = around.jobs.jobs[0]
    until(qtbot, lambda: job.state.findings is not None)
    until(qtbot, lambda: "measuring" in page._view.verdict.subtitle)
    click(qtbot, page, "stop")
    until(qtbot, lambda: not around.jobs.live)
    until(qtbot, lambda: page.findChild(QWidget, "note_warning") is not None)
    assert page.shown_state() is job.state


def test_that_a_run_of_the_history_opens_here(
    qtbot: QtBot, window: MainWindow, page: EnsemblesPage, around: Surroundings
) -> None:
    measured(qtbot, page, around)
    window.show_page("history")
    history = window.page
    assert isinstance(history, HistoryPage)
    history.show_run(1)
    button = find(history, QPushButton, "history_elsewhere")
    until(qtbot, button.isVisible)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.page is page
    shown = page.shown_state
    until(qtbot, lambda: (state := shown()) is not None and state.run_id == 1)
    click(qtbot, page, "runs_speed")  # and back to its speedup and timeline
    assert window.page is history
    until(qtbot, lambda: history.shown_state() is not None)


def test_that_a_run_is_taken_over_into_this_page(
    qtbot: QtBot, window: MainWindow, page: EnsemblesPage, around: Surroundings
) -> None:
    measured(qtbot, page, around)
    around.ensemble.replace("another", models=QUICK.models[1:])
    before = around.draft.spec
    window.show_page("history")
    history = window.page
    history.show_run(1)
    button = find(history, QPushButton, "runs_again")
    until(qtbot, button.isEnabled)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: window.page is page)
    assert around.ensemble.spec == QUICK
    assert around.draft.spec == before


def test_that_the_newest_run_is_shown_at_first_and_another_can_be_chosen(
    qtbot: QtBot, window: MainWindow, page: EnsemblesPage, around: Surroundings
) -> None:
    measured(qtbot, page, around)
    around.ensemble.replace("other", models=QUICK.models[:3])
    measured(qtbot, page, around)
    with qtbot.waitSignal(page.destroyed, timeout=PATIENCE_MS):
        around.language.set("zh_CN")
    rebuilt = window.page
    assert isinstance(rebuilt, EnsemblesPage)
    table = find(rebuilt, RowsCard, "rows_card")
    until(qtbot, lambda: table.model.rowCount() == 3)
    runs = find(rebuilt, QComboBox, "runs_list")
    until(qtbot, lambda: runs.count() == 2)
    runs.setCurrentIndex(1)
    until(qtbot, lambda: table.model.rowCount() == 4)


def test_that_each_figure_can_be_checked(
    qtbot: QtBot, page: EnsemblesPage, around: Surroundings
) -> None:
    measured(qtbot, page, around)
    until(qtbot, lambda: find(page, QWidget, "rows_card").isVisible())
    for card, words in (("rows_how", "Nadeau and Bengio"), ("tests_how", "Holm")):
        click(qtbot, page, card)
        browser = page._view.findChild(QTextBrowser, "explanations_text")
        assert isinstance(browser, QTextBrowser)
        assert words in browser.toPlainText()


def test_that_undo_and_saving_are_about_the_ensemble_on_this_page(
    qtbot: QtBot,
    window: MainWindow,
    page: EnsemblesPage,
    around: Surroundings,
    tmp_path: Path,
) -> None:
    around.ensemble.replace("Choose worker counts", workers=(1, 2))
    file = tmp_path / "ensemble.wbexp"
    window._files.save(str(file))
    window.undo()
    assert around.ensemble.spec.workers == (1,)
    window.show_page("measure")
    before = around.draft.spec
    window.open_file(str(file))
    until(qtbot, lambda: window.page is page)
    assert around.ensemble.spec.workers == (1, 2)
    assert around.draft.spec == before


def test_that_everything_fits_the_smallest_window(
    qtbot: QtBot, window: MainWindow, page: EnsemblesPage, around: Surroundings
) -> None:
    window.resize(1024, 700)
    measured(qtbot, page, around)
    until(qtbot, lambda: find(page, QWidget, "rows_card").isVisible())
    content = find(page, QWidget, "ensemble_content")
    seen = content.parentWidget()
    assert seen.width() >= content.minimumSizeHint().width()
    around.theme.set_zoom(1.3)
    until(qtbot, lambda: seen.width() >= content.minimumSizeHint().width())


def test_that_a_table_can_be_dropped_on_the_page(
    page: EnsemblesPage, tmp_path: Path
) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "table.csv"))])
    enter = QDragEnterEvent(
        QPoint(9, 9),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.dragEnterEvent(enter)
    assert enter.isAccepted()


def test_that_one_kind_grows_and_its_curve_is_the_only_picture(
    qtbot: QtBot, page: EnsemblesPage, around: Surroundings
) -> None:
    around.ensemble.replace(
        "grow",
        workload="ensemble_growth",
        params={"method": "bagging", "members": 20},
        models=(),
    )
    assert steps(page) == ["data", "task", "folds", "workers"]
    measured(qtbot, page, around)
    state = around.jobs.jobs[0].state
    assert state.growth
    [curves] = state.growth.values()
    end = curves[1].end
    assert end is not None
    until(qtbot, lambda: page._view.verdict.words.headline == say(end.sentence))
    assert page._view.pictures.chosen == "growth"
    assert not find(page, RowsCard, "rows_card").isVisible()
    assert find(page, QWidget, "picture_growth").isVisible()
    assert not find(page, QWidget, "picture_diversity").isVisible()


def test_that_the_same_is_queued_on_further_data_while_the_run_stays(
    qtbot: QtBot, page: EnsemblesPage, around: Surroundings
) -> None:
    around.ensemble.load(
        msgspec.structs.replace(QUICK, repeats=RepeatSpec(minimum=1, maximum=1)),
        "once",
    )
    measured(qtbot, page, around)
    page._view.pictures.choose("ranks")
    ranks = page._view.ranks
    until(qtbot, lambda: ranks.found.datasets == ("iris",))
    click(qtbot, page, "ranks_queue")
    until(qtbot, lambda: not around.jobs.live)
    assert {job.spec.dataset.name for job in around.jobs.jobs} == {
        "iris",
        "wine",
        "breast_cancer",
        "digits",
        "synthetic",
    }
    until(qtbot, lambda: len(ranks.found.datasets) == 5)
    assert ranks.found.ranks is not None
    shown = page.shown_state()
    assert shown is not None
    assert shown.run_id == 1


def test_that_keys_alone_choose_a_row_and_a_picture(
    qtbot: QtBot, page: EnsemblesPage, around: Surroundings
) -> None:
    measured(qtbot, page, around)
    card = find(page, RowsCard, "rows_card")
    until(qtbot, card.isVisible)
    table = find(page, QTableView, "rows_table")
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    key = card.key
    assert key is not None
    assert page._view.take_away.key == key
    chip = find(page, QAbstractButton, "picture_confusion")
    chip.setFocus()
    qtbot.keyClick(chip, Qt.Key.Key_Space)
    assert page._view.pictures.chosen == "confusion"
    shown = find(page, QComboBox, "confusion_row")
    assert shown.currentData() == key
