"""Pictures to choose from, the two that ask for more, and lines that break."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.ensemble_states import DONE, SPEC, findings, growth, state
from workbench.core.errors import BadInput
from workbench.core.spec import DatasetSpec, ModelSpec
from workbench.core.state import RunState
from workbench.gui.loading import wait_for_loading
from workbench.gui.models.rankings import ranking
from workbench.gui.models.surfaces import axes_of, drawn, quick_members
from workbench.gui.theme import Theme
from workbench.gui.widgets.flow import FlowLayout
from workbench.gui.widgets.pictures import Panel, Picture, Pictures
from workbench.gui.widgets.ranks_panel import RanksPanel
from workbench.gui.widgets.surface_panel import SurfacePanel
from workbench.session import Session

PATIENCE_MS = 60_000


def until(qtbot: QtBot, holds: Callable[[], bool]) -> None:
    qtbot.waitUntil(holds, timeout=PATIENCE_MS)


class Seen(Panel):
    """Counts how often it is drawn."""

    def __init__(self) -> None:
        super().__init__()
        self.states: list[RunState] = []

    def show_state(self, state: RunState) -> None:
        self.states.append(state)


@pytest.fixture
def panels() -> dict[str, Seen]:
    return {name: Seen() for name in ("score", "pairs", "growth")}


@pytest.fixture
def pictures(qtbot: QtBot, theme: Theme, panels: dict[str, Seen]) -> Pictures:
    pictures = Pictures(
        [
            Picture(
                name=name,
                title=name.title(),
                panel=panel,
                suits=lambda state, name=name: bool(state.growth) == (name == "growth"),
            )
            for name, panel in panels.items()
        ],
        theme,
    )
    qtbot.addWidget(pictures)
    pictures.show()
    return pictures


def test_that_only_the_chosen_picture_is_drawn(
    qtbot: QtBot, pictures: Pictures, panels: dict[str, Seen]
) -> None:
    shown = state(findings())
    pictures.show_state(shown)
    assert panels["score"].states[-1] is shown
    assert panels["pairs"].states == []
    chip = pictures.findChild(QWidget, "picture_pairs")
    assert chip is not None
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert panels["pairs"].states == [shown]
    assert pictures.chosen == "pairs"


def test_that_a_run_has_only_the_pictures_that_suit_it(
    pictures: Pictures, panels: dict[str, Seen]
) -> None:
    def there() -> list[str]:
        chips = {
            name: pictures.findChild(QWidget, f"picture_{name}") for name in panels
        }
        return [name for name, chip in chips.items() if chip and chip.isVisible()]

    pictures.show_state(state(findings()))
    assert there() == ["score", "pairs"]
    grown = state(*growth(40))
    pictures.show_state(grown)
    assert there() == ["growth"]
    assert panels["growth"].states[-1] is grown
    pictures.show_state(state(findings()))
    assert pictures.chosen == "score"


def test_that_a_line_breaks_where_there_is_no_room_and_all_stay_inside(
    qtbot: QtBot, theme: Theme
) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder, gap=5)
    boxes = [QWidget() for _ in range(5)]
    for box in boxes:
        box.setFixedSize(40, 20)
        flow.addWidget(box)
    holder.show()
    boxes[4].hide()
    assert flow.heightForWidth(175) == 20  # four beside each other
    assert flow.heightForWidth(100) == 45
    flow.setGeometry(QRect(0, 0, 100, 45))
    places = [(box.x(), box.y()) for box in boxes[:4]]
    assert places == [(0, 0), (45, 0), (0, 25), (45, 25)]


@pytest.fixture
def surface(qtbot: QtBot, theme: Theme) -> SurfacePanel:
    panel = SurfacePanel(theme)
    qtbot.addWidget(panel)
    panel.show()
    return panel


def words(panel: QWidget, name: str) -> str:
    label = panel.findChild(QLabel, name)
    assert isinstance(label, QLabel)
    return label.text()


def test_that_a_surface_is_drawn_of_two_chosen_columns(
    qtbot: QtBot, surface: SurfacePanel
) -> None:
    surface.show_state(state(findings(), end=DONE))
    draw = surface.findChild(QPushButton, "surface_draw")
    second = surface.findChild(QComboBox, "surface_second")
    assert isinstance(draw, QPushButton)
    assert isinstance(second, QComboBox)
    until(qtbot, draw.isEnabled)
    assert second.currentText() == "petal width (cm)"
    second.setCurrentIndex(second.findData("sepal width (cm)"))
    qtbot.mouseClick(draw, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: surface.card.plot.state is not None)
    found = surface.card.plot.state
    assert found.features == ("petal length (cm)", "sepal width (cm)")
    assert [one.key for one in found.surfaces] == [row.key for row in findings().rows]
    assert found.classes == ("setosa", "versicolor", "virginica")


def test_that_one_column_against_itself_is_refused_in_words(
    qtbot: QtBot, surface: SurfacePanel
) -> None:
    surface.show_state(state(findings(), end=DONE))
    draw = surface.findChild(QPushButton, "surface_draw")
    second = surface.findChild(QComboBox, "surface_second")
    assert isinstance(draw, QPushButton)
    assert isinstance(second, QComboBox)
    until(qtbot, draw.isEnabled)
    second.setCurrentIndex(second.findData("petal length (cm)"))
    qtbot.mouseClick(draw, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: "same feature" in words(surface, "surface_words"))
    assert draw.isEnabled()


def test_that_data_with_values_have_no_surface(surface: SurfacePanel) -> None:
    found = msgspec.structs.replace(findings(), kind="regression", metric="r2")
    surface.show_state(state(found, end=DONE))
    assert "values" in words(surface, "surface_words")
    draw = surface.findChild(QPushButton, "surface_draw")
    assert isinstance(draw, QPushButton)
    assert not draw.isEnabled()


def test_that_what_would_take_long_or_learns_from_folds_is_left_out() -> None:
    slow = ModelSpec(estimator="random_forest", params={"n_estimators": 5000})
    spec = msgspec.structs.replace(
        SPEC,
        models=(
            *SPEC.models,
            slow,
            ModelSpec(estimator="super_learner"),
            ModelSpec(
                estimator="hard_vote",
                name="with the forest",
                members=("decision_tree", "random_forest"),
            ),
        ),
    )
    assert [m.key for m in quick_members(spec)] == [
        "decision_tree",
        "k_nearest_neighbours",
    ]
    first, second, *_ = axes_of(spec.dataset, spec.seed).names
    found = drawn(spec, first, second)
    keys = [one.key for one in found.surfaces]
    assert keys == ["decision_tree", "k_nearest_neighbours", "soft_vote"]
    with pytest.raises(BadInput, match="no column “colour”"):
        drawn(spec, first, "colour")


def test_that_the_axes_offered_first_are_the_two_that_tell_the_classes_apart() -> None:
    iris = axes_of(DatasetSpec(name="iris"), 0)
    assert [iris.names[i] for i in (iris.first, iris.second)] == [
        "petal length (cm)",
        "petal width (cm)",
    ]
    digits = axes_of(DatasetSpec(name="digits"), 0)
    assert "pixel_0_0" not in (digits.names[digits.first], digits.names[digits.second])


def recorded(session: Session, *datasets: str) -> None:
    for name in datasets:
        spec = msgspec.structs.replace(SPEC, dataset=DatasetSpec(name=name))
        for _ in session.start(spec):
            pass


def test_that_runs_on_other_data_are_found_and_further_data_named(
    session: Session,
) -> None:
    recorded(session, "wine", "iris")
    found = ranking(session, session.store.state(2))
    assert found.datasets == ("iris", "wine")
    assert found.runs == (2, 1)
    assert found.ranks is not None
    assert found.ranks.datasets == ("iris", "wine")
    names = [spec.dataset.name for spec in found.further]
    assert names == ["breast_cancer", "digits", "synthetic"]
    assert found.further[0].models == SPEC.models


def test_that_runs_of_other_rows_are_not_compared(session: Session) -> None:
    recorded(session, "iris")
    other = msgspec.structs.replace(
        SPEC,
        dataset=DatasetSpec(name="wine"),
        models=(
            ModelSpec(estimator="decision_tree", params={"max_depth": 2}),
            *SPEC.models[1:],
        ),
    )
    for _ in session.start(other):
        pass
    found = ranking(session, session.store.state(1))
    assert found.datasets == ("iris",)
    assert found.ranks is None
    assert found.why is not None
    assert "2 data sets" in str(found.why)


def test_that_the_ranks_say_what_is_missing_and_queue_it(
    qtbot: QtBot, session: Session, theme: Theme, tmp_path: Path
) -> None:
    recorded(session, "iris")
    panel = RanksPanel(session, theme)
    qtbot.addWidget(panel)
    panel.show()
    panel.show_state(session.store.state(1))
    until(qtbot, lambda: bool(panel.found.datasets))
    assert "at least 2 data sets" in words(panel, "ranks_words")
    queue = panel.findChild(QPushButton, "ranks_queue")
    assert isinstance(queue, QPushButton)
    with qtbot.waitSignal(panel.queueRequested) as asked:
        qtbot.mouseClick(queue, Qt.MouseButton.LeftButton)
    assert asked.args == [panel.found.further]
    recorded(session, "wine")
    panel.look_again(session.store.state(1))
    until(qtbot, lambda: panel.found.ranks is not None)
    assert panel.card.plot.state == panel.found.ranks
    assert "from about 5 on" in words(panel, "ranks_missing")


def test_that_a_running_run_has_no_ranks(
    qtbot: QtBot, session: Session, theme: Theme
) -> None:
    panel = RanksPanel(session, theme)
    qtbot.addWidget(panel)
    panel.show_state(state(findings()))
    assert wait_for_loading()
    assert panel.found.datasets == ()
    assert panel.card.plot.notice
