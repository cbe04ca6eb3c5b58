"""The page Joint learning in the window: real set-ups, real runs, real clicks."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QPushButton,
    QSlider,
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
from workbench.core.spec import (
    CvSpec,
    DatasetSpec,
    ExperimentSpec,
    ModelSpec,
    RepeatSpec,
)
from workbench.gui.i18n import say
from workbench.gui.main_window import MainWindow
from workbench.gui.pages.history import HistoryPage
from workbench.gui.pages.joint import EXAMPLE, JointPage
from workbench.gui.widgets.fields import NumberBox
from workbench.gui.widgets.joint_bars import Part
from workbench.gui.widgets.joint_card import StrategiesCard
from workbench.gui.widgets.joint_holdings import HoldingsSection
from workbench.gui.widgets.joint_painter import Painter
from workbench.gui.widgets.joint_strategies import StrategiesSection
from workbench.gui.widgets.page import Surroundings
from workbench.gui.widgets.section import Section

QUICK = ExperimentSpec(
    workload="joint",
    params={"clients": 4, "rounds": 3, "l2": 0.01},
    models=(
        ModelSpec(estimator="fedavg", params={"steps": 3, "eta": 0.1}),
        ModelSpec(estimator="scaffold", params={"steps": 3, "eta": 0.1}),
    ),
    cv=CvSpec(scheme="holdout"),
    engine="serial",
    workers=(1,),
    repeats=RepeatSpec(minimum=1, maximum=1),
)


def changed(**params: object) -> ExperimentSpec:
    return msgspec.structs.replace(QUICK, params={**QUICK.params, **params})


@pytest.fixture
def around(around: Surroundings) -> Surroundings:
    around.joint.load(QUICK, "quick")
    return around


@pytest.fixture
def first_page() -> str:
    return "joint"


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> JointPage:
    page = window.page
    assert isinstance(page, JointPage)
    return page


@pytest.fixture
def dealt(qtbot: QtBot, page: JointPage) -> HoldingsSection:
    """The step that shows who holds what, once it does."""
    section = find(page, HoldingsSection, "holdings_section")
    until(qtbot, lambda: section.holdings.partition is not None)
    return section


def held(section: HoldingsSection) -> list[tuple[int, ...]]:
    """Rows by class of every client."""
    assert section.holdings.partition is not None
    return [client.counts for client in section.holdings.partition.clients]


def measured(qtbot: QtBot, page: JointPage, around: Surroundings) -> None:
    before = len(around.jobs.jobs)
    page.run()
    until(qtbot, lambda: len(around.jobs.jobs) > before)
    until(qtbot, lambda: not around.jobs.live)
    assert around.jobs.jobs[-1].state.status == "done", around.jobs.jobs[-1].state.error


def test_that_the_empty_page_teaches_and_its_example_runs(
    qtbot: QtBot, page: JointPage, around: Surroundings
) -> None:
    assert "learn together" in text(page, "verdict_headline")
    assert not find(page, StrategiesCard, "strategies_card").isVisible()
    click(qtbot, page, "run_example")
    until(qtbot, lambda: bool(around.jobs.jobs))
    assert around.jobs.jobs[0].spec == EXAMPLE
    job = around.jobs.jobs[0]
    until(qtbot, lambda: "round" in text(page, "verdict_headline") or not job.live)
    around.jobs.cancel_all()
    until(qtbot, lambda: not around.jobs.live)


def test_that_steps_come_in_the_order_in_which_a_person_decides(
    page: JointPage,
) -> None:
    sections = [s for s in page.findChildren(Section) if s.isVisibleTo(page)]
    assert [s.objectName().removesuffix("_section") for s in sections] == [
        "data",
        "holdings",
        "joint_model",
        "strategies",
        "rounds",
        "privacy",
        "workers",
    ]


def test_that_strategies_learn_and_every_row_is_told(
    qtbot: QtBot, page: JointPage, around: Surroundings
) -> None:
    measured(qtbot, page, around)
    state = around.jobs.jobs[0].state
    assert state.joint is not None
    assert state.joint.verdict is not None
    card = find(page, StrategiesCard, "strategies_card")
    until(qtbot, lambda: set(card.model.keys) == {"fedavg", "scaffold"})
    assert text(page, "verdict_headline") == say(state.joint.verdict.sentences[0])
    card.choose("scaffold")
    assert "Karimireddy" in text(page, "strategies_detail")
    shown = page.shown_state()
    assert shown is not None
    assert shown.run_id == 1


def test_that_a_run_that_is_stopped_keeps_its_rounds(
    qtbot: QtBot, page: JointPage, around: Surroundings
) -> None:
    around.joint.load(changed(rounds=100_000), "long")
    page.run()
    until(qtbot, lambda: bool(around.jobs.jobs))
    job = around.jobs.jobs[0]
    until(qtbot, lambda: job.state.joint is not None and bool(job.state.joint.courses))
    until(qtbot, lambda: "round" in text(page, "verdict_headline"))
    click(qtbot, page, "stop")
    until(qtbot, lambda: not around.jobs.live)
    until(qtbot, lambda: page.findChild(QWidget, "note_warning") is not None)
    assert find(page, QWidget, "strategies_card").isVisible()


def test_that_who_holds_what_is_what_a_run_deals(
    qtbot: QtBot, page: JointPage, dealt: HoldingsSection, around: Surroundings
) -> None:
    measured(qtbot, page, around)
    joint = around.jobs.jobs[0].state.joint
    assert joint is not None
    assert joint.partition is not None
    assert held(dealt) == [client.counts for client in joint.partition.clients]


def test_that_bars_follow_the_slider(
    qtbot: QtBot, page: JointPage, dealt: HoldingsSection, around: Surroundings
) -> None:
    assert not find(page, QSlider, "alpha_slider").isVisibleTo(page)
    method = find(page, QComboBox, "holdings_form_partition")
    method.setCurrentIndex(method.findData("dirichlet_class"))
    slider = find(page, QSlider, "alpha_slider")
    assert slider.isVisibleTo(page)
    slider.setValue(slider.minimum())
    until(qtbot, lambda: (dealt.holdings.skew or 0) > 0.3)
    slider.setValue(slider.maximum())
    assert around.joint.spec.params["alpha"] == 100
    until(qtbot, lambda: (dealt.holdings.skew or 1) < 0.1)
    alike = dealt.holdings.skew or 0
    around.joint.undo_stack.undo()
    assert around.joint.spec.params["partition"] == "dirichlet_class"
    assert "alpha" not in around.joint.spec.params
    until(qtbot, lambda: (dealt.holdings.skew or 0) > alike)


def test_that_a_part_is_dragged_to_another_client_and_undone(
    qtbot: QtBot, page: JointPage, dealt: HoldingsSection, around: Surroundings
) -> None:
    before = held(dealt)
    painter = find(page, Painter, "painter")
    part = Part(0, 1, before[0][1])
    start = painter.rect_of(part).center().toPoint()
    goal = painter.rect_of(Part(2, 0, before[2][0])).center().toPoint()
    drag(qtbot, painter, start, goal)
    assert around.joint.spec.params["moves"] == f"1:0>2:{part.rows}"
    until(qtbot, lambda: held(dealt)[0][1] == 0)
    assert held(dealt)[2][1] == before[2][1] + part.rows
    click(qtbot, page, "undo_last_move")
    until(qtbot, lambda: held(dealt) == before)
    assert "moves" not in around.joint.spec.params


def drag(qtbot: QtBot, painter: Painter, start: QPoint, goal: QPoint) -> None:
    area, left = painter.viewport(), Qt.MouseButton.LeftButton
    qtbot.mousePress(area, left, pos=start)
    qtbot.mouseMove(area, (start + goal) / 2)
    qtbot.mouseMove(area, goal)
    qtbot.mouseRelease(area, left, pos=goal)


def test_that_keys_alone_move_rows(
    qtbot: QtBot, page: JointPage, dealt: HoldingsSection, around: Surroundings
) -> None:
    painter = find(page, Painter, "painter")
    qtbot.keyClick(painter, Qt.Key.Key_Down)
    qtbot.keyClick(painter, Qt.Key.Key_Right)
    part = painter.part
    assert part is not None
    assert (part.client, part.label) == (1, 1)
    qtbot.keyClick(painter, Qt.Key.Key_Return)
    rows, to = find(page, NumberBox, "move_rows"), find(page, NumberBox, "move_to")
    assert page.window().focusWidget() is rows
    rows.setValue(3)
    to.setValue(4)
    move = find(page, QPushButton, "move_rows_now")
    move.setFocus()
    qtbot.keyClick(move, Qt.Key.Key_Space)
    assert around.joint.spec.params["moves"] == "1:1>3:3"


def test_that_a_strategy_stands_beside_itself_under_another_name(
    page: JointPage, around: Surroundings
) -> None:
    section = find(page, StrategiesSection, "strategies_section")
    section.add_twin(QUICK.models[0])
    assert [m.key for m in around.joint.spec.models] == [
        "fedavg",
        "FedAvg 2",
        "scaffold",
    ]
    find(page, QCheckBox, "model_FedAvg 2_box").click()
    assert around.joint.spec.models == QUICK.models


def test_that_data_of_values_take_the_model_along(
    page: JointPage, around: Surroundings
) -> None:
    around.joint.load(changed(model="softmax"), "classes")
    data = find(page, QComboBox, "dataset")
    data.setCurrentIndex(data.findData("diabetes"))
    assert around.joint.spec.dataset == DatasetSpec(name="diabetes")
    assert "model" not in around.joint.spec.params
    assert around.joint.spec.models == QUICK.models


def test_that_owners_of_a_file_become_clients(
    qtbot: QtBot, page: JointPage, around: Surroundings, tmp_path: Path
) -> None:
    rows = [f"{i % 7},{i % 5},{'ab'[i % 2]},{'xyz'[i % 3]}" for i in range(60)]
    file = tmp_path / "owned.csv"
    file.write_text("\n".join(["one,two,label,town", *rows]), encoding="utf-8")
    around.joint.replace("file", dataset=DatasetSpec(file=str(file), target="label"))
    owner = find(page, QComboBox, "data_owner")
    until(qtbot, lambda: owner.findData("town") >= 0)
    owner.setCurrentIndex(owner.findData("town"))
    assert around.joint.spec.dataset.owner == "town"
    assert around.joint.spec.params["partition"] == "owner"
    section = find(page, HoldingsSection, "holdings_section")

    def names() -> list[str]:
        known = section.holdings.partition
        return [client.name for client in known.clients] if known is not None else []

    until(qtbot, lambda: sorted(names()) == ["x", "y", "z"])
    data = find(page, QComboBox, "dataset")
    data.setCurrentIndex(data.findData("wine"))
    assert "partition" not in around.joint.spec.params


WRONG: tuple[tuple[dict[str, object], str, str], ...] = (
    ({"clients": 5000}, "holdings_form_clients_problem", "clients"),
    ({"quorum": 9}, "trouble_form_quorum_problem", "quorum"),
    ({"epsilon": -1.0, "noise": 1.0}, "privacy_form_epsilon_problem", "above 0"),
    ({"moves": "nonsense"}, "holdings_problem", "nonsense"),
    ({"l2": -1.0}, "joint_model_form_l2_problem", "at least 0"),
)
"""What cannot be run, where that is said, and with which words."""


def test_that_what_is_wrong_stands_where_it_is_mended(
    qtbot: QtBot, page: JointPage, around: Surroundings
) -> None:
    for params, label, words in WRONG:
        around.joint.load(changed(**params), "wrong")
        assert_told_where_it_is_mended(
            qtbot, page, label, words, lambda: around.joint.load(changed(), "right")
        )
        assert not around.jobs.jobs


def test_that_epsilon_is_told_before_the_run(
    qtbot: QtBot, page: JointPage, around: Surroundings
) -> None:
    until(qtbot, lambda: "No noise" in text(page, "privacy_forecast"))
    around.joint.load(changed(noise=1.0, clip=1.0, delta=1e-3, epsilon=0.5), "noise")
    until(qtbot, lambda: "ε = " in text(page, "privacy_forecast"))
    assert "budget of 0.5" in text(page, "privacy_forecast")


def test_that_a_run_of_the_history_opens_here(
    qtbot: QtBot, window: MainWindow, page: JointPage, around: Surroundings
) -> None:
    measured(qtbot, page, around)
    window.show_page("history")
    history = window.page
    assert isinstance(history, HistoryPage)
    history.show_run(1)
    button = find(history, QPushButton, "history_elsewhere")
    until(qtbot, button.isVisible)
    assert button.text() == "Open in Joint learning"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.page is page
    shown = page.shown_state
    until(qtbot, lambda: (state := shown()) is not None and state.run_id == 1)


def test_that_figures_can_be_checked_and_rounds_taken_away(
    qtbot: QtBot, page: JointPage, around: Surroundings, tmp_path: Path
) -> None:
    measured(qtbot, page, around)
    until(qtbot, lambda: find(page, QWidget, "strategies_card").isVisible())
    click(qtbot, page, "strategies_how")
    browser = page._shown.findChild(QTextBrowser, "explanations_text")
    assert isinstance(browser, QTextBrowser)
    assert "McMahan" in browser.toPlainText()
    file = tmp_path / "rounds.csv"
    page._shown.take_away.export(file)
    until(qtbot, lambda: "rounds.csv" in text(page, "joint_away_words"))
    head, *rows = file.read_text(encoding="utf-8").splitlines()
    assert head.startswith("strategy,round,objective,loss")
    assert len(rows) == 2 * 4  # each from round 0 to 3


def test_that_a_choice_of_a_row_reaches_the_pictures(
    qtbot: QtBot, page: JointPage, around: Surroundings
) -> None:
    measured(qtbot, page, around)
    until(qtbot, lambda: find(page, QWidget, "strategies_card").isVisible())
    table = find(page, QTableView, "strategies_table")
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    key = find(page, StrategiesCard, "strategies_card").key
    page._shown.pictures.choose("joint_map")
    shown = find(page, QComboBox, "joint_map_strategy")
    until(qtbot, lambda: shown.currentData() == key)
    assert key in ("fedavg", "scaffold")


def test_that_everything_fits_the_smallest_window(
    qtbot: QtBot,
    window: MainWindow,
    page: JointPage,
    dealt: HoldingsSection,
    around: Surroundings,
) -> None:
    window.resize(1024, 700)
    around.joint.load(changed(partition="dirichlet_class", moves="0:0>1:1"), "moved")
    find(page, Painter, "painter").choose(0, 0)
    measured(qtbot, page, around)
    until(qtbot, lambda: find(page, QWidget, "strategies_card").isVisible())
    for name in ("joint_content", "setup_scroll"):
        content = find(page, QWidget, name)
        if name == "setup_scroll":
            content = content.widget()
        seen = content.parentWidget()
        assert seen.width() >= content.minimumSizeHint().width(), name
