"""The page Scaling with real runs, real files, real clicks."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QPushButton,
    QSlider,
    QTextBrowser,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.gui.pages.finding import find, text, until
from workbench.core.spec import ExperimentSpec, RepeatSpec
from workbench.gui.loading import wait_for_loading
from workbench.gui.main_window import MainWindow
from workbench.gui.pages.scaling import ScalingPage
from workbench.gui.widgets.fields import NumberBox
from workbench.gui.widgets.laws_table import LawsCard
from workbench.gui.widgets.page import Surroundings
from workbench.gui.widgets.scaling_verdict import ScalingVerdict
from workbench.gui.widgets.table_twin import TableTwin

PATIENCE_MS = 60_000
QUICK = ExperimentSpec(
    workload="amdahl_job",
    params={"seconds": 0.06, "how": "sleep", "tasks": 12},
    engine="threads",
    workers=(1, 2, 4),
    repeats=RepeatSpec(minimum=3, maximum=3),
)


def click(qtbot: QtBot, page: QWidget, name: str) -> None:
    qtbot.mouseClick(find(page, QPushButton, name), Qt.MouseButton.LeftButton)


@pytest.fixture
def around(around: Surroundings) -> Surroundings:
    around.kernel.load(QUICK, "quick")
    return around


@pytest.fixture
def first_page() -> str:
    return "scaling"


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> ScalingPage:
    page = window.page
    assert isinstance(page, ScalingPage)
    return page


def measured(
    qtbot: QtBot, page: ScalingPage, around: Surroundings, rows: int = 9
) -> None:
    page.run()
    until(qtbot, lambda: bool(around.jobs.jobs))
    until(qtbot, lambda: not around.jobs.live)
    until(
        qtbot,
        lambda: page.known is not None and len(page.known.rows) == rows,
    )


def timings(tmp_path: Path, content: str = "") -> Path:
    file = tmp_path / "timings.csv"
    lines = [f"{n},{s * 8 / n + 1}" for n in (1, 2, 4, 8) for s in (0.99, 1.0, 1.02)]
    file.write_text(content or "workers,seconds\n" + "\n".join(lines), encoding="utf-8")
    return file


def test_that_the_empty_page_teaches_and_offers_an_example(page: ScalingPage) -> None:
    assert "What would more workers give?" in text(page, "scaling_headline")
    assert find(page, QPushButton, "scaling_example").isVisible()
    assert not find(page, LawsCard, "laws_card").isVisible()


def test_that_a_kernel_is_measured_and_its_law_said(
    qtbot: QtBot, page: ScalingPage, around: Surroundings
) -> None:
    measured(qtbot, page, around)
    until(qtbot, lambda: find(page, QWidget, "next_row").isVisible())

    assert page.known is not None
    assert [p.workers for p in page.known.analysis.points] == [1, 2, 4]
    assert "Measure next" in text(page, "next_words")
    assert "64 workers" in text(page, "what_if_at")
    box = find(page, QComboBox, "timings")
    until(qtbot, lambda: "Amdahl's job" in box.currentText())
    laws = find(page, TableTwin, "laws_table").table
    assert {row[0] for row in laws.rows} >= {"Amdahl", "Universal Scalability Law"}


def test_that_measuring_next_adds_to_what_is_shown(
    qtbot: QtBot, page: ScalingPage, around: Surroundings
) -> None:
    find(page, NumberBox, "next_budget").setValue(0.5)
    measured(qtbot, page, around)
    button = find(page, QPushButton, "measure_next")
    until(qtbot, lambda: button.isVisible() and button.isEnabled())
    before = page.known
    assert before is not None
    click(qtbot, page, "measure_next")
    until(qtbot, lambda: len(around.jobs.jobs) == 2)
    until(qtbot, lambda: not around.jobs.live)

    def more() -> bool:
        known = page.known
        return known is not None and len(known.rows) > len(before.rows)

    until(qtbot, more)
    assert around.jobs.jobs[1].spec.params == QUICK.params


def test_that_work_is_measured_next_on_no_more_workers_than_there_are_cores(
    qtbot: QtBot, page: ScalingPage, around: Surroundings
) -> None:
    params = {**QUICK.params, "how": "work"}
    around.kernel.replace("work", params=params, workers=(1, 2))
    measured(qtbot, page, around, rows=6)
    verdict = find(page, ScalingVerdict, "scaling_verdict")
    until(qtbot, lambda: verdict.next is not None and not around.jobs.live)
    assert verdict.next is not None
    assert page.known is not None
    assert verdict.next.workers is not None
    assert verdict.next.workers <= max(page.known.cores or 1, 2)


def test_that_a_file_of_timings_is_drawn_as_a_run_is(
    qtbot: QtBot, page: ScalingPage, tmp_path: Path
) -> None:
    click(qtbot, page, "open_timings")
    dialog = find(page, QFileDialog, "timings_dialog")
    dialog.fileSelected.emit(str(timings(tmp_path)))
    dialog.close()
    until(qtbot, lambda: page.known is not None)

    assert page.known is not None
    assert page.known.analysis.best_law == "amdahl"
    assert "by Amdahl's law" in text(page, "scaling_headline")
    assert find(page, QComboBox, "timings").currentText() == "timings.csv"
    until(qtbot, lambda: find(page, QWidget, "next_row").isVisible())
    assert not find(page, QPushButton, "measure_next").isVisible()  # not from here
    assert not find(page, QCheckBox, "what_if_simulate").isEnabled()


WRONG = {
    "count,time\n1,2\n": "must name a column “workers”",
    "workers,seconds\n1,2\n": "at least two different worker counts",
    "workers,seconds\n1,2\n2,-1\n": "Line 3: “-1” is no positive",
    "workers,seconds\n1,2\n2,nan\n": "Line 3: “nan” is no positive",
    "workers,seconds\n" + "1,2\n" * 100_001: "more than 100000 rows",
}
"""Files of timings that are refused, and with which words."""


def test_that_a_wrong_file_is_refused_where_the_verdict_stands(
    qtbot: QtBot, page: ScalingPage, tmp_path: Path
) -> None:
    for content, words in WRONG.items():
        page.open_file(timings(tmp_path, content))

        until(qtbot, lambda w=words: w in text(page, "scaling_headline"))
        assert page.known is None
        page.open_file(timings(tmp_path))  # and the next one is read as ever
        until(qtbot, lambda: page.known is not None)


def test_that_moving_a_slider_assumes_another_law_until_it_is_put_back(
    qtbot: QtBot, page: ScalingPage, tmp_path: Path
) -> None:
    page.open_file(timings(tmp_path))
    until(qtbot, lambda: "By Amdahl's law, not" in text(page, "what_if_at"))
    find(page, QSlider, "what_if_coherence").setValue(700)
    until(qtbot, lambda: "set by hand" in text(page, "what_if_at"))
    assert find(page, QCheckBox, "what_if_assume").isChecked()
    click(qtbot, page, "what_if_reset")
    until(qtbot, lambda: "set by hand" not in text(page, "what_if_at"))
    assert find(page, QSlider, "what_if_coherence").value() == 0


def test_that_another_question_gets_another_answer(
    qtbot: QtBot, page: ScalingPage, tmp_path: Path
) -> None:
    page.open_file(timings(tmp_path))
    find(page, NumberBox, "what_if_workers").setValue(128)
    find(page, NumberBox, "what_if_wanted").setValue(3)
    until(qtbot, lambda: "128 workers" in text(page, "what_if_at"))
    until(qtbot, lambda: "3 times as fast" in text(page, "what_if_reach"))
    assert page.known is not None
    law = page.known.analysis.best
    assert law is not None
    one, *some, many = law.throughput([1, *range(2, 9), 128]).tolist()
    assert f"{many / one:.3g} times" in text(page, "what_if_at")
    fewest = next(n for n, there in enumerate(some, 2) if there / one >= 3)
    assert f"{fewest} workers are needed" in text(page, "what_if_reach")


def test_that_the_measured_tasks_are_simulated_on_request(
    qtbot: QtBot, page: ScalingPage, around: Surroundings
) -> None:
    measured(qtbot, page, around)
    plot = page.findChild(QWidget, "plot_law")
    box = find(page, QCheckBox, "what_if_simulate")
    until(qtbot, box.isEnabled)
    box.setChecked(True)
    until(qtbot, lambda: bool(plot.state.simulated))
    assert plot.state.simulated[-1].workers == 64


def test_that_a_run_of_the_history_can_be_looked_at(
    qtbot: QtBot, page: ScalingPage, around: Surroundings, tmp_path: Path
) -> None:
    measured(qtbot, page, around)
    page.open_file(timings(tmp_path))
    until(qtbot, lambda: page.known is not None and len(page.known.rows) == 12)
    box = find(page, QComboBox, "timings")
    until(qtbot, lambda: box.count() == 2)
    box.setCurrentIndex(1)
    until(qtbot, lambda: page.known is not None and len(page.known.rows) == 9)
    shown = page.shown_state()
    assert shown is not None
    assert shown.run_id == 1
    assert shown.spec == QUICK


def test_that_a_run_on_its_way_does_not_take_the_place_of_a_file(
    qtbot: QtBot, page: ScalingPage, around: Surroundings, tmp_path: Path
) -> None:
    measured(qtbot, page, around)
    page.show_run(1)
    page.open_file(timings(tmp_path))
    until(qtbot, lambda: page.known is not None and len(page.known.rows) == 12)
    assert wait_for_loading()
    qtbot.wait(0)
    assert page.shown_state() is None
    assert page.known is not None
    assert len(page.known.rows) == 12


def test_that_each_figure_can_be_checked(
    qtbot: QtBot, page: ScalingPage, tmp_path: Path
) -> None:
    page.open_file(timings(tmp_path))
    until(qtbot, lambda: page.known is not None)
    click(qtbot, page, "scaling_how")
    browser = find(page, QTextBrowser, "explanations_text")
    said = browser.toPlainText()
    for words in ("Karp and Flatt", "AICc", "p = 8", "Graham"):
        assert (words in said) == (words != "Graham")  # a file has no tasks


def test_that_undo_is_about_the_kernel_on_this_page(
    qtbot: QtBot, window: MainWindow, page: ScalingPage, around: Surroundings
) -> None:
    before = around.draft.spec
    around.kernel.replace("Choose worker counts", workers=(1, 2))
    window.undo()
    assert around.kernel.spec.workers == (1, 2, 4)
    assert around.draft.spec == before
    window.show_page("measure")
    around.draft.replace("Choose worker counts", workers=(1, 8))
    window.undo()
    assert around.draft.spec == before


def test_that_another_language_keeps_the_kernel_and_shows_the_newest_run(
    qtbot: QtBot, window: MainWindow, page: ScalingPage, around: Surroundings
) -> None:
    measured(qtbot, page, around)
    with qtbot.waitSignal(page.destroyed, timeout=PATIENCE_MS):
        around.language.set("zh_CN")
    rebuilt = window.page
    assert isinstance(rebuilt, ScalingPage)
    assert rebuilt.draft.spec == QUICK
    until(qtbot, lambda: rebuilt.known is not None)
    assert rebuilt.known is not None
    assert len(rebuilt.known.rows) == 9


def test_that_everything_fits_the_smallest_window_in_both_languages(
    qtbot: QtBot,
    window: MainWindow,
    page: ScalingPage,
    around: Surroundings,
    tmp_path: Path,
) -> None:
    window.resize(1024, 700)
    assert_all_fits(qtbot, page, timings(tmp_path))
    with qtbot.waitSignal(page.destroyed, timeout=PATIENCE_MS):
        around.language.set("zh_CN")
    rebuilt = window.page
    assert isinstance(rebuilt, ScalingPage)
    assert_all_fits(qtbot, rebuilt, timings(tmp_path))


def assert_all_fits(qtbot: QtBot, page: ScalingPage, file: Path) -> None:
    page.open_file(file)
    until(qtbot, lambda: page.known is not None)
    content = find(page, QWidget, "scaling_content")
    assert content.parentWidget().width() >= content.minimumSizeHint().width()


def test_that_a_file_can_be_dropped_on_the_page(
    qtbot: QtBot, page: ScalingPage, tmp_path: Path
) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(timings(tmp_path)))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    actions = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPoint(9, 9), actions, mime, buttons, keys)
    page.dragEnterEvent(enter)
    assert enter.isAccepted()
    page.dropEvent(QDropEvent(QPointF(9, 9), actions, mime, buttons, keys))
    until(qtbot, lambda: page.known is not None)


def test_that_three_counts_are_recommended_each_with_its_range_and_reason(
    qtbot: QtBot, page: ScalingPage, tmp_path: Path
) -> None:
    page.open_file(timings(tmp_path))
    until(qtbot, lambda: page.known is not None)
    rows = find(page, TableTwin, "advice_table").table.rows
    assert [row[0] for row in rows] == ["time", "time, without waste", "cost"]
    assert [row[1] for row in rows] == [8, 3, 1]
    assert all(row[2] <= row[1] <= row[3] for row in rows)
