from __future__ import annotations

import math

import msgspec
import pytest
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from tests.gui import joint_states as made
from workbench.core.state import RunState
from workbench.gui.plots.joint_epsilon import JointEpsilonPlot, budget_of
from workbench.gui.plots.joint_masked import JointMaskedPlot, agree
from workbench.gui.theme import Theme


@pytest.fixture
def spent(qtbot: QtBot, theme: Theme) -> JointEpsilonPlot:
    plot = JointEpsilonPlot(theme)
    qtbot.addWidget(plot)
    plot.resize(460, 280)
    with qtbot.waitExposed(plot):
        plot.show()
    return plot


@pytest.fixture
def seen(qtbot: QtBot, theme: Theme) -> JointMaskedPlot:
    plot = JointMaskedPlot(theme)
    qtbot.addWidget(plot)
    plot.resize(460, 280)
    with qtbot.waitExposed(plot):
        plot.show()
    return plot


def with_budget(budget: float | str | bool | None) -> RunState:
    params = {} if budget is None else {"epsilon": budget}
    return made.state(
        *made.rounds("fedavg", 20, private=True),
        spec=made.spec(**params),
        end=made.DONE,
    )


def test_that_the_budget_is_the_experiments_own() -> None:
    assert budget_of(with_budget(8)) == 8.0
    assert budget_of(with_budget(None)) is None
    assert budget_of(with_budget(0.0)) is None
    assert budget_of(with_budget(True)) is None
    assert budget_of(RunState()) is None


def test_that_what_is_spent_and_the_budget_lie_in_the_upper_half(
    spent: JointEpsilonPlot,
) -> None:
    spent.draw(with_budget(8.0))
    picture = spent.picture
    assert picture is not None

    heights = [picture.up(float(e)) for e in picture.curves[0].epsilon[1:]]
    below = [picture.down(float(s)) for s in picture.curves[0].score]

    assert heights == sorted(heights)
    assert 0.5 <= heights[0] <= heights[-1] < picture.up(8.0) < 1.0
    assert 0.0 <= min(below) <= max(below) <= 0.45
    assert spent.subtitle(spent.state) == "ε = 4.55 of 8"


def test_that_without_a_budget_there_is_no_line(spent: JointEpsilonPlot) -> None:
    spent.draw(with_budget(None))

    assert spent.picture is not None
    assert spent.picture.budget is None
    assert spent.subtitle(spent.state) == "ε = 4.55"


def test_that_without_scores_epsilon_has_the_whole_height(
    spent: JointEpsilonPlot,
) -> None:
    rounds = [
        msgspec.structs.replace(r, test_score=None)
        for r in made.rounds("fedavg", 9, private=True)
    ]
    spent.draw(made.state(*rounds))

    assert spent.picture is not None
    assert spent.picture.up(0.0) == 0.0
    assert spent.tip(QPointF(5, spent.picture.up(rounds[5].epsilon or 0.0)))


def test_that_an_unbounded_epsilon_is_not_drawn(spent: JointEpsilonPlot) -> None:
    rounds = [
        msgspec.structs.replace(r, epsilon=math.inf) for r in made.rounds("fedavg", 3)
    ]

    spent.draw(made.state(*rounds, end=made.DONE))

    assert "without noise" in spent.notice


def test_that_the_tip_tells_epsilon_and_score(spent: JointEpsilonPlot) -> None:
    spent.draw(with_budget(8.0))
    assert spent.picture is not None
    curve = spent.picture.curves[0]

    tip = spent.tip(QPointF(10, spent.picture.up(float(curve.epsilon[10]))))

    assert tip.startswith("FedAvg, round 10\nε = 2.97\naccuracy 0.")


def test_that_each_masked_update_is_a_row_of_cells(seen: JointMaskedPlot) -> None:
    seen.draw(made.finished())
    view = made.masked_view()

    cells = [c for c in seen.cells if c.row < 7]
    sums = [c for c in seen.cells if c.row > 7]

    assert len(cells) == 7 * 12
    assert {c.row for c in sums} == {8, 9}
    strengths = {(c.row, c.column): c.strength for c in cells}
    assert (strengths[0, 0] < strengths[1, 0]) == (
        view.masked[0][0] < view.masked[1][0]
    )
    assert [c.texts for c in sums[:12]] == [c.texts for c in sums[12:]]
    assert "the sums agree" in seen.subtitle(seen.state)
    assert seen.subtitle(seen.state).startswith("simulated")


def test_that_sums_that_differ_are_told(seen: JointMaskedPlot) -> None:
    view = made.masked_view()
    wrong = msgspec.structs.replace(view, total=(view.total[0] + 0.01, *view.total[1:]))
    assert agree(view)
    assert not agree(wrong)

    seen.draw(made.state(made.end("fedavg", 1, masked=wrong), end=made.DONE))

    assert "the sums differ" in seen.subtitle(seen.state)


def test_that_many_clients_are_cut_and_all_in_the_table(
    seen: JointMaskedPlot,
) -> None:
    state = made.state(
        made.end("fedavg", 1, masked=made.masked_view(60)), end=made.DONE
    )
    seen.draw(state)

    rows = seen.canvas.getPlotItem().getAxis("left").labels

    assert [text for _, text in rows][-3:] == ["46 more", "sum, decoded", "sum, plain"]
    assert len(seen.table(state).rows) == 62


def test_that_the_tip_says_noise_of_one_and_truth_of_all(
    seen: JointMaskedPlot,
) -> None:
    seen.draw(made.finished())

    assert "of the modulus, noise to all" in seen.tip(QPointF(3, -2))
    assert "the server decodes +" not in seen.tip(QPointF(3, -8))
    assert seen.tip(QPointF(3, -8)).startswith("coordinate 4: the server decodes ")
    assert seen.tip(QPointF(3, -7)) == ""


def test_that_plain_updates_are_told_from_masked_ones(seen: JointMaskedPlot) -> None:
    seen.draw(made.running(3))
    assert seen.notice == seen.waiting()

    seen.draw(made.regression())

    assert "the server saw each of them" in seen.notice
