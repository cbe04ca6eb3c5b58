from __future__ import annotations

import math

import msgspec
import pytest
from PySide6.QtCore import QPointF, QRectF
from pytestqt.qtbot import QtBot

from tests.gui.plots.ensemble_states import MEMBERS, few, findings, finished, state
from workbench.core.ensemble import EnsembleFindings, RowCost
from workbench.gui.plots.pareto import ParetoPlot
from workbench.gui.plots.pareto_picture import cost_labels, resolve
from workbench.gui.plots.rows import SHAPE_OF
from workbench.gui.theme import Theme


@pytest.fixture
def plot(qtbot: QtBot, theme: Theme) -> ParetoPlot:
    made = ParetoPlot(theme)
    qtbot.addWidget(made)
    made.resize(460, 280)
    with qtbot.waitExposed(made):
        made.show()
    return made


def without_costs(*keys: str) -> EnsembleFindings:
    rows = tuple(
        msgspec.structs.replace(row, cost=RowCost()) if row.key in keys else row
        for row in findings().rows
    )
    return msgspec.structs.replace(findings(), rows=rows)


@pytest.mark.parametrize("axis", ["predict_s", "cpu_s"])
def test_that_every_row_lies_where_its_score_and_cost_say(axis: str) -> None:
    picture = resolve(findings(), axis)  # type: ignore[arg-type]

    assert picture is not None
    assert len(picture.points) == len(findings().rows)
    for point, row in zip(picture.points, findings().rows, strict=True):
        assert (point.score, point.cost) == (row.mean, getattr(row.cost, axis))
        assert picture.x[0] < math.log10(point.cost) < picture.x[1]
        assert point.below or picture.y[0] < point.score < picture.y[1]


def test_that_the_frontier_only_gets_better_as_it_gets_dearer() -> None:
    picture = resolve(findings(), "predict_s")

    assert picture is not None
    assert len(picture.steps) >= 3
    costs = [step.cost for step in picture.steps]
    scores = [step.score for step in picture.steps]
    assert costs == sorted(costs)
    assert scores == sorted(scores)
    for point in picture.points:
        beaten = [s for s in picture.steps if s.cost <= point.cost]
        assert max((s.score for s in beaten), default=math.inf) >= point.score


def test_that_the_ringed_row_is_the_cheapest_within_the_band() -> None:
    picture = resolve(findings(), "predict_s")

    assert picture is not None
    assert picture.band is not None
    low, high = picture.band
    good = [point for point in picture.points if point.score >= low]
    assert high == max(point.score for point in picture.points)
    assert min(good, key=lambda point: point.cost).key == picture.cheapest


def test_that_members_far_below_do_not_press_the_others_together() -> None:
    picture = resolve(findings(), "predict_s")

    assert picture is not None
    assert {p.key for p in picture.points if p.below} == {
        "decision_tree",
        "naive_bayes",
    }
    assert picture.y[0] > 0.94


def test_that_members_and_rules_differ_in_shape_and_colour(plot: ParetoPlot) -> None:
    plot.draw(finished())

    marks = [e for e in plot.canvas.key.entries if e.sign == "mark"]
    assert [e.text for e in marks] == ["member", "rule", "trained rule"]
    assert [e.shape for e in marks] == list(SHAPE_OF.values())
    assert len({e.colour for e in marks}) == 3
    assert plot.canvas.key.shown == tuple(e.text for e in plot.canvas.key.entries)


@pytest.mark.parametrize("size", [(360, 240), (460, 280), (700, 460)])
def test_that_no_name_covers_another_a_mark_or_the_frontier(
    plot: ParetoPlot, size: tuple[int, int]
) -> None:
    plot.resize(*size)
    plot.draw(finished())
    view = plot.canvas.getPlotItem().getViewBox()
    rect: QRectF = view.sceneBoundingRect()

    def at(x: float, y: float) -> QPointF:
        return view.mapViewToScene(QPointF(x, y))

    labels = plot._layer.label_places(at, rect)

    named = [(point, found.place) for point, _, found in labels if found is not None]
    assert named[0][0].key == plot.picture.cheapest  # type: ignore[union-attr]
    assert len(named) >= 8
    for number, (point, place) in enumerate(named):
        assert rect.contains(place)
        assert not any(place.intersects(other) for _, other in named[:number])
        for other, _, _ in labels:
            if other is not point and not other.below:
                assert not place.contains(at(math.log10(other.cost), other.score))


def test_that_the_axis_counts_in_round_durations() -> None:
    picture = resolve(findings(), "cpu_s")

    assert picture is not None
    texts = [text for _, text in cost_labels(picture)]
    assert "100 ms" in texts
    assert "1 s" in texts
    assert all(
        picture.x[0] <= place <= picture.x[1] for place, _ in cost_labels(picture)
    )


def test_that_rows_without_a_cost_are_counted_not_drawn(plot: ParetoPlot) -> None:
    shown = finished(without_costs("mlp", "soft_vote"))

    plot.draw(shown)

    assert plot.picture is not None
    assert len(plot.picture.points) == len(findings().rows) - 2
    assert plot.subtitle(shown).endswith("2 without figures")
    assert len(plot.table(shown).rows) == len(findings().rows)


def test_that_without_any_cost_there_is_no_picture(plot: ParetoPlot) -> None:
    keys = [row.key for row in findings().rows]

    plot.draw(state("done", without_costs(*keys)))

    assert plot.notice == "This run has nothing to show here."


def test_that_a_cost_that_was_not_measured_is_not_offered(plot: ParetoPlot) -> None:
    rows = tuple(
        msgspec.structs.replace(
            row, cost=msgspec.structs.replace(row.cost, predict_s=None)
        )
        for row in findings().rows
    )

    plot.draw(state("done", msgspec.structs.replace(findings(), rows=rows)))

    assert [key for key, _ in plot._choice.choices] == ["cpu_s"]
    assert plot.picture is not None
    assert plot.picture.axis == "cpu_s"


def test_that_without_a_standard_error_no_band_is_drawn(plot: ParetoPlot) -> None:
    found = few("rbf_svm", "soft_vote")
    frontiers = tuple(
        msgspec.structs.replace(f, cheapest=None, floor=None) for f in found.frontiers
    )

    plot.draw(state("done", msgspec.structs.replace(found, frontiers=frontiers)))

    assert {e.sign for e in plot.canvas.key.entries} == {"mark", "solid"}


def test_that_the_tip_tells_the_costs_of_the_mark_under_the_mouse(
    plot: ParetoPlot,
) -> None:
    plot.draw(finished())
    row = findings().row("rbf_svm")
    assert row is not None
    assert row.mean is not None

    tip = plot.tip(QPointF(math.log10(MEMBERS["rbf_svm"].predict_s), row.mean))

    assert tip.startswith("RBF SVM (member)\naccuracy 0.98")
    assert "predict 50 ms per split, fit 350 ms" in tip


def test_that_the_table_marks_the_frontier_and_the_cheapest(plot: ParetoPlot) -> None:
    shown = finished()
    plot.draw(shown)
    picture = plot.picture
    assert picture is not None

    rows = {row[0]: row for row in plot.table(shown).rows}

    assert {title for title, row in rows.items() if row[-2]} == {
        step.title for step in picture.steps
    }
    assert [title for title, row in rows.items() if row[-1]] == ["k-nearest neighbours"]
    assert rows["RBF SVM"][5] == MEMBERS["rbf_svm"].predict_s
