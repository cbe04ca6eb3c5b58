"""What the page Joint learning shows of findings that were made by hand."""

from __future__ import annotations

import math

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QTableView
from pytestqt.qtbot import QtBot

from tests.gui import joint_states as states
from workbench.core import events as ev
from workbench.core.joint import JointVerdict
from workbench.core.messages import Message
from workbench.core.state import RunState
from workbench.gui.models.strategies import COLUMNS, StrategiesModel, ways
from workbench.gui.theme import Theme
from workbench.gui.widgets.computed import as_html
from workbench.gui.widgets.joint_card import StrategiesCard
from workbench.gui.widgets.joint_explanations import EXPLANATIONS, explained
from workbench.gui.widgets.joint_rounds import HEADERS, rounds_table
from workbench.gui.widgets.joint_verdict import JointVerdict as VerdictCard
from workbench.gui.widgets.joint_view import JointView

FOUND = JointVerdict(sentences=(Message("SCAFFOLD came closest."), Message("Enough.")))


def cells(model: StrategiesModel, key: str) -> dict[str, str]:
    place = model.row_of(key)
    assert place is not None
    return {
        column.name: model.index(place, i).data() for i, column in enumerate(COLUMNS)
    }


def spoken(qtbot: QtBot, theme: Theme, state: RunState) -> VerdictCard:
    card = VerdictCard(theme)
    qtbot.addWidget(card)
    card.show_state(state)
    return card


def test_that_a_row_tells_how_far_how_good_and_how_dear() -> None:
    model = StrategiesModel()
    state = states.finished()
    model.show_rows(ways(state))
    assert state.joint is not None
    last = state.joint.courses["fedavg"].rounds[-1]
    shown = cells(model, "fedavg")
    assert shown["title"] == "FedAvg"
    assert shown["rounds"] == "40"
    gap = last.objective - states.OPTIMUM
    assert float(shown["gap"].replace("−", "-")) == pytest.approx(gap, rel=0.01)
    assert shown["score"] == f"{last.test_score:.3f}"
    assert shown["up"].endswith("iB")
    assert shown["epsilon"] != "–"
    assert shown["why"] == "all rounds made"


def test_that_the_smallest_gap_comes_first_and_the_unknown_last() -> None:
    model = StrategiesModel()
    model.show_rows(ways(states.finished()))
    gaps = [model.shown(i).gap for i in range(model.rowCount())]
    assert gaps == sorted(gaps, key=lambda gap: gap or 0.0)
    model.show_rows(ways(states.state(*states.bodies(("fedavg",), 3))))
    assert model.keys[0] == "fedavg"


def test_that_figures_nobody_measured_have_no_column(
    qtbot: QtBot, theme: Theme
) -> None:
    card = StrategiesCard(theme)
    qtbot.addWidget(card)
    card.show_state(states.state(*states.bodies()))
    table = card.findChild(QTableView, "strategies_table")
    assert isinstance(table, QTableView)
    epsilon = next(i for i, c in enumerate(COLUMNS) if c.name == "epsilon")
    assert table.isColumnHidden(epsilon)
    card.show_state(states.finished())
    assert not table.isColumnHidden(epsilon)


def test_that_a_chosen_strategy_keeps_its_choice_while_rounds_come(
    qtbot: QtBot, theme: Theme
) -> None:
    card = StrategiesCard(theme)
    qtbot.addWidget(card)
    card.show_state(states.running(5))
    card.choose("scaffold")
    card.show_state(states.running(9))
    assert card.key == "scaffold"
    detail = card.findChild(QLabel, "strategies_detail")
    assert isinstance(detail, QLabel)
    assert "SCAFFOLD" in detail.text()


def test_that_every_round_is_copied(qtbot: QtBot, theme: Theme) -> None:
    card = StrategiesCard(theme)
    qtbot.addWidget(card)
    state = states.finished()
    card.show_state(state)
    card.show()
    table = card.findChild(QTableView, "strategies_table")
    assert isinstance(table, QTableView)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    head, *rows = QGuiApplication.clipboard().text().splitlines()
    assert tuple(head.split("\t")) == HEADERS
    assert len(rows) == len(states.USUAL) * 41
    assert len(rounds_table(state).rows) == len(rows)


def test_that_a_running_strategy_is_told_round_by_round(
    qtbot: QtBot, theme: Theme
) -> None:
    said = spoken(qtbot, theme, states.running(12)).words
    assert "round 12 of" in said.headline
    assert "round 12: objective" in said.second
    assert "Nearest to the pooled optimum so far: Consensus ADMM" in said.second
    assert not said.example


def test_that_the_verdict_is_that_of_the_findings(qtbot: QtBot, theme: Theme) -> None:
    state = states.state(*states.bodies(), FOUND, end=states.DONE)
    said = spoken(qtbot, theme, state).words
    assert (said.headline, said.second) == ("SCAFFOLD came closest.", "Enough.")
    assert said.explained


def test_that_a_failed_run_says_why_and_why_others_stopped(
    qtbot: QtBot, theme: Theme
) -> None:
    failed = ev.RunFailed(t=1.0, message=Message("The disk is full."))
    state = states.state(*states.bodies(("fedavg",)), end=failed)
    said = spoken(qtbot, theme, state).words
    assert said.headline == "The disk is full."
    assert said.failed
    assert said.second


def test_that_an_empty_page_teaches(qtbot: QtBot, theme: Theme) -> None:
    said = spoken(qtbot, theme, RunState()).words
    assert "learn together" in said.headline
    assert said.example


def test_that_formulas_show_the_figures_of_the_run() -> None:
    html = as_html(EXPLANATIONS, states.finished())
    for words in ("McMahan", "dp-accounting", "Boyd", f"{states.OPTIMUM:.10g}"):
        assert words in html, words
    assert "ADMM" not in as_html(explained("strategies"), RunState())


def test_that_a_strategy_that_diverged_is_told_without_a_figure() -> None:
    state = states.running(4, ("fedavg",))
    assert state.joint is not None
    course = state.joint.courses["fedavg"]
    wild = msgspec.structs.replace(course.rounds[-1], objective=math.nan)
    rounds = (*course.rounds[:-1], wild)
    course = msgspec.structs.replace(course, rounds=rounds)
    joint = msgspec.structs.replace(state.joint, courses={"fedavg": course})
    model = StrategiesModel()
    model.show_rows(ways(msgspec.structs.replace(state, joint=joint)))
    assert cells(model, "fedavg")["gap"] == "–"


def test_that_only_pictures_of_what_was_found_are_offered(
    qtbot: QtBot, theme: Theme
) -> None:
    view = JointView(theme)
    qtbot.addWidget(view)
    assert view.pictures.isHidden()
    view.show_state(states.state(*states.bodies(("fedavg",))))
    chips = view.pictures._chips
    assert not view.pictures.isHidden()
    assert chips["joint_residuals"].isHidden()
    view.show_state(states.finished())
    assert not chips["joint_residuals"].isHidden()
    assert not chips["joint_masked"].isHidden()
