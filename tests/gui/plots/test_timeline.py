from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFontMetricsF, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from tests.gui.plots.states import ORIGIN, TITLES, Run
from workbench.core.state import RunState, fold, reduce
from workbench.gui.plots import timeline
from workbench.gui.plots.bars import _Row
from workbench.gui.plots.timeline import ADDED_AT_ONCE, LATEST, TimelinePlot
from workbench.gui.theme import LIGHT, Theme


@pytest.fixture
def plot(qtbot: QtBot, theme: Theme) -> TimelinePlot:
    made = TimelinePlot(theme)
    qtbot.addWidget(made)
    made.resize(700, 240)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_that_every_task_is_a_bar_and_a_row_of_the_table(plot: TimelinePlot) -> None:
    state = Run().finished()

    plot.draw(state)

    tasks = state.timelines[4].tasks
    rows = plot.table(state).rows
    assert plot.drawn_tasks == len(tasks) == 60
    assert len(rows) == 60 + 3
    assert rows[0][3] == pytest.approx(tasks[0].timing.started - (ORIGIN + 140))


def test_that_there_is_a_row_per_worker_and_one_for_the_program(
    plot: TimelinePlot,
) -> None:
    plot.draw(Run().finished())

    names = [text for _, text in plot.canvas.getPlotItem().getAxis("left").labels]
    assert names == ["worker 1", "worker 2", "worker 3", "worker 4", "program"]


def test_that_the_program_row_holds_the_phases_in_their_order(
    plot: TimelinePlot,
) -> None:
    state = Run().finished()
    plot.draw(state)
    decompose, execute, aggregate = plot.table(state).rows[-3:]
    last = max(t.timing.completed for t in state.timelines[4].tasks)

    assert decompose[:2] == ("program", "decompose")
    assert decompose[3:5] == (0.0, 0.004)
    assert execute[:2] == ("program", "execute")
    assert execute[3:5] == (decompose[4], aggregate[3])
    assert aggregate[:2] == ("program", "aggregate")
    assert aggregate[3] == pytest.approx(last - (ORIGIN + 140))


def test_that_new_tasks_are_added_to_what_is_drawn(plot: TimelinePlot) -> None:
    state, seen = RunState(), []
    for event in Run().events():
        state = reduce(state, event)
        if state.timelines:
            plot.draw(state)
            timeline = state.timelines[state.latest_timeline or 0]
            seen.append((plot.drawn_tasks, len(timeline.tasks)))

    assert all(drawn == done for drawn, done in seen)
    assert len(seen) > 900


def test_that_the_chosen_worker_count_stays_while_others_run(
    plot: TimelinePlot,
) -> None:
    plot.draw(Run().partial())

    plot.choose(2)
    plot.draw(Run().finished())

    assert "2 workers" in plot.subtitle(Run().finished())
    assert len(plot.canvas.getPlotItem().getAxis("left").labels) == 3


def test_that_the_latest_trial_is_shown_by_default(plot: TimelinePlot) -> None:
    state = Run().partial()
    plot.draw(state)

    assert state.latest_timeline == 1
    assert "1 worker" in plot.subtitle(state)


def test_that_each_worker_count_has_a_button(plot: TimelinePlot) -> None:
    plot.draw(Run().finished())

    assert [v for v, _ in plot.segments.choices] == [LATEST, 1, 2, 4]


def test_that_a_single_worker_count_offers_no_choice(plot: TimelinePlot) -> None:
    plot.draw(Run(workers=(2,)).finished())

    assert plot.segments.choices == ()


def test_that_failed_and_retried_tasks_are_marked_and_explained(
    plot: TimelinePlot,
) -> None:
    state = Run(workers=(1,)).finished(trouble=True)
    plot.draw(state)
    tasks = state.timelines[1].tasks

    assert plot._troubles.failed == sum(t.error is not None for t in tasks) > 0
    assert plot._troubles.retried == sum(t.timing.attempts > 1 for t in tasks) > 0
    assert [e.text for e in plot.canvas.key.entries][:2] == ["failed", "tried again"]


def test_that_the_key_names_the_models_that_ran_and_no_vote(
    plot: TimelinePlot,
) -> None:
    plot.draw(Run().finished())

    assert [entry.text for entry in plot.canvas.key.entries] == [
        "Logistic regression",
        "Decision tree",
        "k-nearest neighbours",
    ]


def test_that_a_key_without_room_counts_what_it_leaves_out(
    plot: TimelinePlot,
) -> None:
    plot.draw(Run(models=tuple(TITLES), repeats=1).finished())
    entries = plot.canvas.key.entries

    plot.canvas.key.fit(300.0)
    shown = plot.canvas.key.shown

    assert shown[-1] == f"+ {len(entries) - len(shown) + 1} more"


def test_that_the_tip_tells_model_part_duration_and_worker(
    plot: TimelinePlot,
) -> None:
    state = Run().finished()
    plot.draw(state)
    timeline = state.timelines[4]
    task = timeline.tasks[10]
    middle = (task.timing.started + task.timing.ended) / 2 - timeline.origin

    tip = plot.tip(QPointF(middle, -float(task.timing.worker)))

    title = TITLES[task.label]
    assert tip.splitlines()[0] == f"{title} · split {task.part}"
    assert "on the CPU" in tip
    assert tip.endswith(f"worker {task.timing.worker + 1}")
    assert plot.tip(QPointF(99.0, 0.0)) == ""
    assert plot.tip(QPointF(middle, 0.45)) == ""


def test_that_the_tip_explains_what_the_program_did(plot: TimelinePlot) -> None:
    plot.draw(Run().finished())

    assert plot.tip(QPointF(0.002, -4.0)).startswith("decompose: 4")
    assert plot.tip(QPointF(0.3, -4.0)).startswith("execute: ")


def test_that_the_phases_are_named_on_the_picture(plot: TimelinePlot) -> None:
    plot.draw(Run().finished())
    plot.grab()

    named = plot._phases.named
    assert named[0] == "decompose 4.0 ms"
    assert named[1].startswith("execute ")
    assert named[2] == "aggregate 6.0 ms"


def test_that_the_names_of_the_phases_make_way_on_a_narrow_picture(
    plot: TimelinePlot,
) -> None:
    plot.draw(Run().finished())

    plot.resize(400, 240)
    plot.grab()
    narrow = plot._phases.named
    plot.resize(210, 240)
    plot.grab()

    assert narrow == ("decompose", "execute", "aggregate")
    assert plot._phases.named == ("execute",)


def test_that_the_way_of_a_task_to_its_worker_is_shown_under_the_mouse(
    plot: TimelinePlot,
) -> None:
    state = Run().finished()
    plot.draw(state)
    task = state.timelines[4].tasks[10]
    origin = state.timelines[4].origin
    middle = (task.timing.started + task.timing.ended) / 2 - origin
    place = QPointF(middle, -float(task.timing.worker))

    plot.canvas.pointed.emit(place)

    submitted, started, _ = plot._wait.span or (0.0, 0.0, 0.0)
    assert (submitted, started) == (0.0, pytest.approx(task.timing.started - origin))
    assert "after it was submitted" in plot.tip(place)
    plot.canvas.pointed.emit(None)
    assert plot._wait.span is None


def test_that_zooming_can_be_found_and_done_by_a_button(plot: TimelinePlot) -> None:
    plot.draw(Run().finished())
    view = plot.canvas.getPlotItem().getViewBox()
    whole = view.viewRange()
    button = plot.tools().findChild(QToolButton, "timeline_zoom")
    assert "wheel" in button.toolTip()

    button.click()
    (low, high), _ = view.viewRange()
    assert plot.zoomed
    assert high - low == pytest.approx((whole[0][1] - whole[0][0]) / 4)
    assert "double click" in button.toolTip()
    button.click()

    assert view.viewRange() == whole
    assert "wheel" in button.toolTip()


def test_that_the_names_of_the_rows_have_their_room_before_they_are_painted(
    qtbot: QtBot, theme: Theme
) -> None:
    hidden = TimelinePlot(theme)
    qtbot.addWidget(hidden)

    hidden.draw(Run().finished())

    axis = hidden.canvas.getPlotItem().getAxis("left")
    longest = QFontMetricsF(hidden.small_font()).horizontalAdvance("worker 1")
    assert axis.style["tickTextWidth"] >= longest


def test_that_the_tip_gives_the_reason_of_a_failure(plot: TimelinePlot) -> None:
    state = Run(workers=(1,)).finished(trouble=True)
    plot.draw(state)
    timeline = state.timelines[1]
    task = next(t for t in timeline.tasks if t.error)
    middle = (task.timing.started + task.timing.ended) / 2 - timeline.origin

    assert plot.tip(QPointF(middle, 0.0)).endswith("ValueError: no rows")


def test_that_the_wheel_zooms_time_only_and_a_double_click_resets(
    plot: TimelinePlot, qtbot: QtBot
) -> None:
    state = Run().finished()
    plot.draw(state)
    view = plot.canvas.getPlotItem().getViewBox()
    whole = view.viewRange()
    viewport = plot.canvas.viewport()
    place = QPointF(viewport.rect().center())
    event = QWheelEvent(
        place,
        viewport.mapToGlobal(place),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )

    QApplication.sendEvent(viewport, event)
    plot.draw(state)
    zoomed = view.viewRange()

    assert plot.zoomed
    assert zoomed[0][1] - zoomed[0][0] < 0.9 * (whole[0][1] - whole[0][0])
    assert zoomed[1] == whole[1]
    qtbot.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=place.toPoint())
    assert view.viewRange() == whole


def test_that_a_worker_that_was_replaced_gets_a_row_of_its_own(
    plot: TimelinePlot,
) -> None:
    import msgspec

    run = Run(workers=(2,), repeats=1)
    events = []
    for event in run.events():
        if type(event).__name__ == "TaskFinished" and event.task_id > 30:
            worker = {0: 0, 1: 7}[event.timing.worker]
            timing = msgspec.structs.replace(event.timing, worker=worker)
            event = msgspec.structs.replace(event, timing=timing)
        events.append(event)
    state = fold(events)

    plot.draw(state)

    names = [text for _, text in plot.canvas.getPlotItem().getAxis("left").labels]
    assert names == ["worker 1", "worker 2", "worker 3", "program"]
    assert {row[0] for row in plot.table(state).rows[:-3]} == set(names[:3])


def test_that_another_run_is_drawn_from_its_first_task(plot: TimelinePlot) -> None:
    """Trial numbers and clock readings may be the same by chance."""
    plot.draw(Run(workers=(2,), repeats=1).finished())
    other = Run(workers=(2,), repeats=1, folds=10, seed=9).finished()

    plot.draw(other)

    tasks = other.timelines[2].tasks
    first = tasks[0].timing.ended - other.timelines[2].origin
    assert plot.drawn_tasks == len(tasks)
    assert plot.tip(QPointF(first - 0.001, 0.0)) != ""
    assert plot._drawn.last == tasks[-1]
    assert plot._drawn.starts[0][0][1] in list(tasks)


@pytest.fixture(scope="module")
def many() -> RunState:
    """Five thousand tasks of a finished trial."""
    run = Run(models=tuple(TITLES)[:10], folds=50, cv_repeats=10, repeats=1)
    return fold([run.started(), *run.trial(0, 2, 1)])


def test_that_five_thousand_tasks_are_drawn_task_by_task(
    plot: TimelinePlot, qtbot: QtBot, many: RunState
) -> None:
    plot.draw(many)

    qtbot.waitUntil(lambda: plot.drawn_tasks == 5000)
    assert len(plot.table(many).rows) == 5003
    assert plot._drawn.closed
    assert not plot.grab().isNull()


def test_that_what_waits_is_drawn_a_part_in_each_turn(
    plot: TimelinePlot,
    qtbot: QtBot,
    many: RunState,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(timeline, "TURN_S", 0.0)  # however fast this machine is
    seen = []
    plot._later.timeout.connect(lambda: seen.append(plot.drawn_tasks))
    plot.draw(many)

    assert plot.drawn_tasks == ADDED_AT_ONCE
    qtbot.waitUntil(lambda: plot.drawn_tasks == 5000)
    assert seen == list(range(2 * ADDED_AT_ONCE, 5001, ADDED_AT_ONCE))


def test_that_another_state_takes_the_place_of_what_waits(
    plot: TimelinePlot, qtbot: QtBot, many: RunState
) -> None:
    plot.draw(many)
    plot.draw(RunState())

    with qtbot.waitSignal(plot._later.timeout):
        pass
    assert plot.notice
    plot.draw(Run().finished())
    assert plot.drawn_tasks == 60


def test_that_an_export_holds_all_that_still_waits(
    plot: TimelinePlot, many: RunState
) -> None:
    plot.draw(many)

    with plot.worn(LIGHT):
        assert plot.drawn_tasks == 5000
        assert plot._drawn.closed


def test_that_of_bars_in_one_pixel_the_first_is_painted() -> None:
    row = _Row()
    for number, left, right in (
        (0, 0.1, 0.2),
        (1, 0.3, 0.4),
        (2, 0.6, 2.6),
        (3, 2.7, 2.8),
        (4, 9.0, 9.5),
    ):
        row.numbers.append(number)
        row.lefts.append(left)
        row.rights.append(right)

    numbers, lefts, rights = row.seen(0, 9, 1)
    assert numbers.tolist() == [0, 2, 3]
    assert lefts.tolist() == [0.1, 0.6, 2.7]
    assert rights.tolist() == [0.2, 2.6, 2.8]
    numbers, lefts, rights = row.seen(0.35, 2.65, 0)
    assert (numbers.tolist(), lefts.tolist()) == ([1, 2], [0.35, 0.6])
    assert rights.tolist() == [0.4, 2.6]
    assert not row.seen(20, 30, 1)[0].size


def test_that_a_kernel_is_called_by_its_title(plot: TimelinePlot) -> None:
    plot.draw(Run(models=(), workload="monte_carlo_pi", workers=(1, 2)).finished())

    assert "π by chance" in plot.canvas.key.shown
    assert "monte_carlo_pi" not in plot.canvas.key.shown
