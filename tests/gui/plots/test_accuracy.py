from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from tests.gui.plots.states import FEW, TITLES, Run
from workbench.core.state import RunState, fold
from workbench.gui.plots.accuracy import AccuracyPlot
from workbench.gui.plots.scores import columns, jitter, resolve
from workbench.gui.theme import Theme


@pytest.fixture
def plot(qtbot: QtBot, theme: Theme) -> AccuracyPlot:
    made = AccuracyPlot(theme)
    qtbot.addWidget(made)
    made.resize(500, 300)
    with qtbot.waitExposed(made):
        made.show()
    return made


def first_split() -> RunState:
    """The first five tasks of the first trial: one split and two thirds."""
    run = Run()
    trial = run.trial(0, 1, 1)
    events = [run.started()]
    while sum(type(e).__name__ == "TaskFinished" for e in events) < 5:
        events.append(next(trial))
    return fold([*events, next(trial)])


def test_that_each_split_is_a_dot_as_soon_as_it_lands() -> None:
    found = {column.key: column for column in columns(first_split())}

    assert [len(found[key].dots) for key in FEW] == [2, 2, 1, 1]
    assert all(column.mean is None for column in found.values())


def test_that_means_and_intervals_come_from_the_estimate() -> None:
    state = Run().finished()
    assert state.estimate is not None

    for column in columns(state):
        estimate = state.estimate.models[column.key]
        assert (column.mean, column.ci95) == (estimate.mean, estimate.ci95)
        assert tuple(y for _, y in column.dots) == estimate.fold_scores


def test_that_votes_and_dummies_are_told_apart() -> None:
    kinds = {c.key: c.kind for c in columns(Run(models=tuple(TITLES)).finished())}

    assert kinds["soft_vote"] == "vote"
    assert kinds["dummy"] == "baseline"
    assert kinds["mlp"] == "model"


def test_that_the_table_holds_what_is_drawn(plot: AccuracyPlot) -> None:
    state = Run().finished()
    plot.draw(state)
    table = plot.table(state)

    for row, column in zip(table.rows, columns(state), strict=True):
        assert row[:4] == (column.title, column.mean, *(column.ci95 or ()))
        assert row[6:] == tuple(y for _, y in column.dots)
    assert len(table.headers) == 6 + 20


@pytest.mark.parametrize("models", [FEW, tuple(TITLES)[:11]])
def test_that_the_range_holds_all_scores_and_ends_little_above_one(
    models: tuple[str, ...],
) -> None:
    picture = resolve(Run(models=models).finished())

    assert picture is not None
    low, high = picture.y
    values = [y for c in picture.columns for _, y in c.dots]
    values += [bound for c in picture.columns for bound in c.ci95 or ()]
    assert low < min(values)
    assert max(values) <= high < 1.02


def test_that_a_dummy_far_below_does_not_press_the_others_together() -> None:
    picture = resolve(Run(models=tuple(TITLES)).finished())

    assert picture is not None
    assert picture.off == ("dummy",)
    assert picture.y[0] > 0.5


def test_that_a_dummy_alone_is_drawn_like_any_model() -> None:
    picture = resolve(Run(models=("dummy",)).finished())

    assert picture is not None
    assert picture.off == ()
    assert picture.y[0] < 0.333 < picture.y[1]


def test_that_identical_scores_still_have_a_range() -> None:
    run = Run(models=("decision_tree",))
    run.scores["decision_tree"] = [1.0] * run.splits

    picture = resolve(run.finished())

    assert picture is not None
    assert picture.y[0] < 1.0 < picture.y[1]


def test_that_jitter_is_the_same_for_a_split_every_time() -> None:
    places = [jitter(split) for split in range(50)]

    assert places == [jitter(split) for split in range(50)]
    assert len(set(places)) == 50
    assert all(-0.5 <= place < 0.5 for place in places)


@pytest.mark.parametrize(
    ("metric", "label", "title"),
    [("accuracy", "accuracy", "Accuracy"), ("r2", "R²", "R²")],
)
def test_that_the_axis_says_what_the_score_is(
    plot: AccuracyPlot, metric: str, label: str, title: str
) -> None:
    plot.draw(Run(metric=metric).finished())

    assert plot.canvas.getPlotItem().getAxis("left").labelText == label
    assert plot.title == title


def test_that_the_metric_is_taken_from_the_scores_when_the_start_did_not_say(
    plot: AccuracyPlot,
) -> None:
    plot.draw(msgspec.structs.replace(Run(metric="r2").finished(), metric=""))

    assert plot.title == "R²"


def test_that_few_names_stand_level_and_many_slanted(plot: AccuracyPlot) -> None:
    axis = plot.canvas.getPlotItem().getAxis("bottom")
    plot.draw(Run().finished())
    assert not axis.slanted

    plot.draw(Run(models=tuple(TITLES)).finished())

    assert axis.slanted


def test_that_an_experiment_without_models_shows_its_answer(
    plot: AccuracyPlot,
) -> None:
    plot.draw(Run(models=(), workload="squares").finished())

    assert "sum of squares = 2666466670000" in plot.notice


def test_that_the_tip_names_the_model_and_the_split(plot: AccuracyPlot) -> None:
    state = Run().finished()
    plot.draw(state)
    column = columns(state)[1]
    split, value = column.dots[0]

    on_dot = plot.tip(QPointF(1 - 0.14 + 0.36 * jitter(split), value))
    elsewhere = plot.tip(QPointF(1, 0.5))

    assert on_dot == f"Decision tree\nsplit 1: {value:.3f}"
    assert elsewhere.startswith(f"Decision tree\nmean {column.mean:.3f}")


def test_that_a_growing_problem_shows_what_the_most_workers_computed(
    plot: AccuracyPlot,
) -> None:
    run = Run(models=(), workload="squares", workers=(1, 2), scaling="weak")
    plot.draw(run.finished())
    assert "What it computed on 2 workers:\nsum of squares = " in plot.notice
    stays = Run(models=(), workload="squares", workers=(1, 2))
    plot.draw(stays.finished())
    assert "What it computed:\nsum of squares = " in plot.notice
