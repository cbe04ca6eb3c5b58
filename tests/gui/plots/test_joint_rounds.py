from __future__ import annotations

import math
from typing import TypeVar

import msgspec
import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from pytestqt.qtbot import QtBot

from tests.gui import joint_states as made
from workbench.core.joint import JointRound
from workbench.core.state import RunState
from workbench.gui.plots.joint_curves import LEAST, Line, View, resolve
from workbench.gui.plots.joint_distance import JointDistancePlot
from workbench.gui.plots.joint_lines import RoundsPlot
from workbench.gui.plots.joint_objective import JointBytesPlot, JointObjectivePlot
from workbench.gui.plots.joint_residuals import JointResidualsPlot
from workbench.gui.plots.joint_track import Tracks
from workbench.gui.plots.scale_axis import figure
from workbench.gui.theme import Theme

P = TypeVar("P", bound=RoundsPlot)
GAP = View(
    across="rounds", lines=(Line(measure="objective", above=made.OPTIMUM),), log=True
)


@pytest.fixture
def plot(qtbot: QtBot, theme: Theme) -> JointObjectivePlot:
    return _shown(JointObjectivePlot(theme), qtbot)


def _shown(plot: P, qtbot: QtBot) -> P:
    qtbot.addWidget(plot)
    plot.resize(460, 280)
    with qtbot.waitExposed(plot):
        plot.show()
    return plot


def changed(round_: JointRound, **to: float) -> JointRound:
    return msgspec.structs.replace(round_, **to)


def joined(*rounds: JointRound, reference: bool = True) -> RunState:
    known = [made.reference()] if reference else []
    return made.state(*known, *rounds, end=made.DONE)


def test_that_the_gap_is_drawn_as_a_logarithm() -> None:
    found = made.finished().joint
    assert found is not None

    picture = resolve(Tracks().follow(found.courses), found.courses, GAP)

    assert picture is not None
    assert [curve.key for curve in picture.curves] == list(made.USUAL)
    fedavg = picture.curves[0]
    last = fedavg.rounds[-1].objective - made.OPTIMUM
    assert fedavg.y[-1] == pytest.approx(math.log10(last))
    for curve in picture.curves:
        assert picture.y[0] <= np.nanmin(curve.y)
        assert np.nanmax(curve.y) <= picture.y[1]


def test_that_a_gap_of_nought_still_has_a_place() -> None:
    first, second = made.rounds("scaffold", 1)
    state = joined(first, changed(second, objective=made.OPTIMUM))
    assert state.joint is not None
    courses = state.joint.courses

    picture = resolve(Tracks().follow(courses), courses, GAP)

    assert picture is not None
    assert picture.curves[0].y[-1] == pytest.approx(math.log10(LEAST))


def test_that_a_strategy_gone_astray_leaves_the_others_readable(
    plot: JointObjectivePlot,
) -> None:
    good = made.rounds("scaffold", 20)
    bad = [
        changed(r, objective=made.START * 10.0 ** (3 * r.round))
        for r in made.rounds("fedavg", 20)
    ]
    state = made.state(
        made.reference(),
        *good,
        *bad,
        made.end("fedavg", 20, reason="diverged"),
        end=made.DONE,
    )

    for up in ("gap", "objective"):
        plot.show_axes(up=up)
        plot.draw(state)
        assert plot.picture is not None
        assert plot.picture.y[1] < 20
        assert [plot.picture.leaves_at(c) for c in plot.picture.curves] == [None, 1]
    assert "went astray" in [entry.text for entry in plot.canvas.key.entries]
    assert not plot.grab().isNull()


def test_that_figures_that_are_no_numbers_are_left_out(
    plot: JointObjectivePlot,
) -> None:
    first, second, third = made.rounds("fedavg", 2)
    plot.draw(joined(first, second, changed(third, objective=math.nan, loss=math.inf)))

    assert plot.notice == ""
    assert plot.table(plot.state).rows[-1][2:5] == (None, None, None)


def test_that_the_objective_stands_in_for_a_gap_to_nothing(
    plot: JointObjectivePlot,
) -> None:
    plot.draw(joined(*made.rounds("fedavg", 5), reference=False))

    assert plot.shown_up(plot.state) == "objective"
    assert plot.picture is not None
    assert plot.picture.references == ()


def test_that_the_optimum_and_the_clients_alone_are_lines(
    plot: JointObjectivePlot,
) -> None:
    plot.draw(made.finished())
    levels = {}
    for up in ("gap", "objective", "test_loss", "test_score"):
        plot.show_axes(up=up)
        assert plot.picture is not None
        levels[up] = {one.text: one.value for one in plot.picture.references}

    assert levels == {
        "gap": {},
        "objective": {"pooled optimum": made.OPTIMUM},
        "test_loss": {"pooled optimum": made.TEST_LOSS},
        "test_score": {
            "pooled optimum": made.TEST_SCORE,
            "each client alone": made.LOCAL_ONLY,
        },
    }


@pytest.mark.parametrize("size", [(330, 230), (560, 300), (900, 360)])
@pytest.mark.parametrize("up", ["objective", "test_loss", "test_score"])
def test_that_words_about_references_stand_inside_the_picture(
    plot: JointObjectivePlot, up: str, size: tuple[int, int], qtbot: QtBot
) -> None:
    plot.resize(*size)
    plot.show_axes(up=up)
    plot.draw(made.finished())
    plot.grab()
    view = plot.canvas.getPlotItem().getViewBox()
    rect: QRectF = view.sceneBoundingRect()
    assert plot.picture is not None

    places = [
        place
        for _, place in plot._layer.word_places(
            plot.picture, lambda x, y: view.mapViewToScene(QPointF(x, y)), rect
        )
    ]

    assert len(places) == len(plot.picture.references) > 0
    assert all(rect.contains(place) for place in places)
    assert len(places) == 1 or not places[0].intersects(places[1])


def test_that_axes_carry_their_units(plot: JointObjectivePlot) -> None:
    plot.draw(made.finished())
    axis = plot.canvas.getPlotItem().getAxis("bottom")
    seen = []
    for across in ("rounds", "bytes", "seconds", "simulated"):
        plot.show_axes(across=across)  # type: ignore[arg-type]
        seen.append(axis.labelText)

    assert seen == [
        "rounds",
        "sent up and down (MiB)",
        "seconds since the trial began",
        "seconds over the network, simulated",
    ]


def test_that_time_over_a_network_is_offered_where_it_was_simulated(
    plot: JointObjectivePlot,
) -> None:
    plot.draw(made.finished())
    assert plot._across_choice.choices[-1] == ("simulated", "simulated")
    plot.show_axes(across="simulated")

    plot.draw(made.regression())

    assert [key for key, _ in plot._across_choice.choices][-1] == "seconds"
    assert plot.shown_across(plot.state) == "rounds"


def test_that_a_choice_in_the_header_changes_the_axes(
    plot: JointObjectivePlot, qtbot: QtBot
) -> None:
    plot.draw(made.finished())

    with qtbot.waitSignal(plot.reshown):
        plot._across_choice.setCurrentIndex(1)
        plot._across_choice.activated.emit(1)
    with qtbot.waitSignal(plot.reshown):
        plot._up_choice.setCurrentIndex(3)
        plot._up_choice.activated.emit(3)

    assert plot.picture is not None
    assert plot.picture.view.across == "bytes"
    assert plot.picture.view.scores


def test_that_bytes_against_accuracy_has_a_picture_of_its_own(
    qtbot: QtBot, theme: Theme
) -> None:
    plot = _shown(JointBytesPlot(theme), qtbot)

    plot.draw(made.finished())

    assert plot.picture is not None
    assert plot.picture.view.across == "bytes"
    assert plot.canvas.getPlotItem().getAxis("left").labelText == (
        "accuracy on test rows"
    )
    assert "for 3.97 MiB" in plot.subtitle(plot.state)


def test_that_the_tip_tells_all_of_a_round(plot: JointObjectivePlot) -> None:
    plot.draw(made.finished())
    assert plot.state.joint is not None
    one = plot.state.joint.courses["fedavg"].rounds[30]
    gap = one.objective - made.OPTIMUM

    tip = plot.tip(QPointF(30, math.log10(gap)))

    assert tip.startswith("FedAvg, round 30\nobjective 0.7")
    assert f"{figure(gap)} above the pooled optimum" in tip
    assert "accuracy 0.9" in tip
    assert "KiB sent" in tip or "MiB sent" in tip
    assert "simulated" in tip


def test_that_strategies_keep_their_colours_and_marks(
    plot: JointObjectivePlot,
) -> None:
    plot.draw(made.large(40))
    entries = plot.canvas.key.entries

    assert [e.text for e in entries] == [c.title for c in made.COURSES.values()]
    assert len({(e.colour, e.shape) for e in entries}) == len(entries) == 10


def test_that_the_objective_says_who_is_nearest(plot: JointObjectivePlot) -> None:
    plot.draw(made.finished())
    assert plot.subtitle(plot.state).startswith("nearest: Consensus ADMM")

    plot.draw(made.running(12))
    assert plot.subtitle(plot.state).endswith("· live")


def test_that_drift_is_dashed_beside_the_distance(qtbot: QtBot, theme: Theme) -> None:
    plot = _shown(JointDistancePlot(theme), qtbot)
    plot.draw(made.finished())
    assert plot.picture is not None
    assert {c.line.measure: c.line.dashed for c in plot.picture.curves} == {
        "distance": False,
        "drift": True,
    }
    assert [e.text for e in plot.canvas.key.entries][:2] == [
        "to the pooled optimum",
        "drift of clients",
    ]

    plot.show_axes(up="drift")

    assert not any(c.line.dashed for c in plot.picture.curves)
    assert plot.subtitle(plot.state).startswith("most drift: Gossip")


def test_that_drift_is_drawn_where_the_optimum_is_not_known(
    qtbot: QtBot, theme: Theme
) -> None:
    plot = _shown(JointDistancePlot(theme), qtbot)
    rounds = [changed(r, distance=None) for r in made.rounds("fedavg", 9)]  # type: ignore[arg-type]

    plot.draw(joined(*rounds, reference=False))

    assert plot.notice == ""
    assert plot.ways(plot.state) == (("drift", "drift"),)


def test_that_residuals_come_with_rho_in_the_tip(qtbot: QtBot, theme: Theme) -> None:
    plot = _shown(JointResidualsPlot(theme), qtbot)
    plot.draw(made.finished())
    assert plot.picture is not None
    assert plot.state.joint is not None
    primal = plot.state.joint.courses["admm"].rounds[20].primal
    assert primal is not None

    tip = plot.tip(QPointF(20, math.log10(primal)))

    assert {c.key for c in plot.picture.curves} == {"admm"}
    assert "rho 2" in tip
    assert f"primal {figure(primal)}" in tip


def test_that_the_spread_of_peers_is_the_other_choice(
    qtbot: QtBot, theme: Theme
) -> None:
    plot = _shown(JointResidualsPlot(theme), qtbot)
    plot.draw(made.finished())

    plot.show_axes(up="consensus")

    assert plot.picture is not None
    assert {c.key for c in plot.picture.curves} == {"gossip"}
    assert plot.subtitle(plot.state).startswith("Gossip: ")


def test_that_strategies_without_residuals_are_told_from_those_with(
    qtbot: QtBot, theme: Theme
) -> None:
    plot = _shown(JointResidualsPlot(theme), qtbot)

    plot.draw(joined(*made.rounds("fedavg", 5)))

    assert "consensus ADMM, gossip and EASGD have" in plot.notice
