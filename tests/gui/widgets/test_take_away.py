"""Models that are saved and asked from the window: real fits, real files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from tests.gui.ensemble_states import DONE, SPEC, findings, state
from workbench.gui.theme import Theme
from workbench.gui.widgets.predict_dialog import PredictDialog
from workbench.gui.widgets.problem_label import ProblemLabel
from workbench.gui.widgets.take_away import TakeAway
from workbench.persistence import open_model, script_of

PATIENCE_MS = 120_000


def until(qtbot: QtBot, holds: Callable[[], bool]) -> None:
    qtbot.waitUntil(holds, timeout=PATIENCE_MS)


@pytest.fixture
def card(qtbot: QtBot, theme: Theme) -> TakeAway:
    card = TakeAway()
    qtbot.addWidget(card)
    card.show()
    return card


def words(card: TakeAway) -> str:
    label = card.findChild(QLabel, "away_words")
    assert isinstance(label, QLabel)
    return label.text()


def button(card: TakeAway, name: str) -> QPushButton:
    found = card.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def saved(qtbot: QtBot, card: TakeAway, path: Path) -> None:
    card.show_state(state(findings(), end=DONE))
    card.save(path)
    until(qtbot, path.exists)
    until(qtbot, lambda: "Saved as" in words(card))


def test_that_without_a_run_only_a_saved_model_can_be_used(card: TakeAway) -> None:
    assert button(card, "away_predict").isVisible()
    for name in ("away_save", "away_script"):
        assert not button(card, name).isVisible()
    card.show_state(state(findings()))  # it still runs
    assert not button(card, "away_save").isVisible()
    card.show_state(state(findings(), end=DONE))
    assert button(card, "away_save").isVisible()


def test_that_the_best_row_is_offered_first_and_another_can_be_chosen(
    card: TakeAway,
) -> None:
    card.show_state(state(findings(), end=DONE))
    assert card.key == "soft_vote"
    rows = card.findChild(QComboBox, "away_row")
    assert isinstance(rows, QComboBox)
    assert rows.currentText() == "Soft vote  0.963"
    card.choose("decision_tree")
    assert card.key == "decision_tree"


def test_that_a_row_is_fitted_on_all_data_and_saved_with_its_card(
    qtbot: QtBot, card: TakeAway, tmp_path: Path
) -> None:
    path = tmp_path / "iris.skops"
    saved(qtbot, card, path)
    assert "iris.card.md" in words(card)
    assert open_model(path).facts.rule == "soft_vote"
    assert not button(card, "away_stop").isVisible()


def test_that_where_it_goes_is_asked_without_holding_up_the_window(
    qtbot: QtBot, card: TakeAway
) -> None:
    card.show_state(state(findings(), end=DONE))
    for name, dialog_name in (
        ("away_save", "save_model"),
        ("away_script", "export_script"),
    ):
        qtbot.mouseClick(button(card, name), Qt.MouseButton.LeftButton)
        dialog = card.findChild(QFileDialog, dialog_name)
        assert isinstance(dialog, QFileDialog)
        with qtbot.waitSignal(dialog.finished):
            dialog.reject()


def test_that_stopping_writes_nothing(
    qtbot: QtBot, card: TakeAway, tmp_path: Path
) -> None:
    path = tmp_path / "iris.skops"
    card.show_state(state(findings(), end=DONE))
    card.save(path)
    card.stop()  # before the first fit, or between two
    until(qtbot, lambda: not button(card, "away_stop").isVisible())
    stopped = "nothing was written" in words(card)
    assert stopped != path.exists()


def test_that_a_folder_that_is_not_there_is_told(
    qtbot: QtBot, card: TakeAway, tmp_path: Path
) -> None:
    card.show_state(state(findings(), end=DONE))
    card.save(tmp_path / "nowhere" / "iris.skops")
    until(qtbot, lambda: "cannot be written" in words(card))
    assert button(card, "away_save").isEnabled()


def test_that_the_script_is_written(
    qtbot: QtBot, card: TakeAway, tmp_path: Path
) -> None:
    shown = state(findings(), end=DONE)
    card.show_state(shown)
    path = tmp_path / "iris.py"
    row = card.findChild(QComboBox, "away_row").currentData()
    card.export(path)
    until(qtbot, lambda: "Written: “iris.py”" in words(card))
    written = path.read_text(encoding="utf-8")
    compile(written, "iris.py", "exec")
    assert written == script_of(shown, row, path.stem).text


@pytest.fixture
def dialog(qtbot: QtBot, card: TakeAway) -> PredictDialog:
    qtbot.mouseClick(button(card, "away_predict"), Qt.MouseButton.LeftButton)
    dialog = card.findChild(PredictDialog)
    assert isinstance(dialog, PredictDialog)
    return dialog


def part(dialog: PredictDialog, name: str) -> QLabel:
    label = dialog.findChild(QLabel, f"predict_{name}")
    assert isinstance(label, QLabel)
    return label


def table(tmp_path: Path, columns: int = 4) -> Path:
    names = (
        "sepal length (cm)",
        "sepal width (cm)",
        "petal length (cm)",
        "petal width (cm)",
    )[:columns]
    file = tmp_path / "new.csv"
    rows = ["5.1,3.5,1.4,0.2", "6.2,2.8,4.8,1.8"]
    lines = [",".join(names), *(",".join(row.split(",")[:columns]) for row in rows)]
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def test_that_a_table_is_predicted_and_written(
    qtbot: QtBot, card: TakeAway, dialog: PredictDialog, tmp_path: Path
) -> None:
    model = tmp_path / "iris.skops"
    saved(qtbot, card, model)
    go = dialog.findChild(QPushButton, "predict_go")
    assert isinstance(go, QPushButton)
    assert not go.isEnabled()
    dialog.show_paths(model=str(model), table=str(table(tmp_path)))
    until(qtbot, lambda: "4 columns" in part(dialog, "facts").text())
    out = dialog.findChild(QLineEdit, "predict_out")
    assert isinstance(out, QLineEdit)
    assert out.text() == str(tmp_path / "new-predictions.csv")
    qtbot.mouseClick(go, Qt.MouseButton.LeftButton)
    until(qtbot, lambda: "2 rows predicted" in part(dialog, "words").text())
    head, first, _ = Path(out.text()).read_text(encoding="utf-8").splitlines()
    assert head.startswith("row,")
    assert "setosa" in first
    dialog.close()


@pytest.mark.parametrize(
    ("content", "place", "said"),
    [
        (b"no model at all", "model", "no model that this program saved"),
        (None, "table", "petal width"),
    ],
    ids=["foreign file", "missing column"],
)
def test_that_a_refusal_stands_at_its_file(
    qtbot: QtBot,
    card: TakeAway,
    dialog: PredictDialog,
    tmp_path: Path,
    content: bytes | None,
    place: str,
    said: str,
) -> None:
    model = tmp_path / "iris.skops"
    if content is None:
        saved(qtbot, card, model)
    else:
        model.write_bytes(content)
    columns = 3 if content is None else 4
    dialog.show_paths(model=str(model), table=str(table(tmp_path, columns)))
    dialog.predict()
    problem = dialog.findChild(ProblemLabel, f"predict_{place}_problem")
    assert isinstance(problem, ProblemLabel)
    until(qtbot, lambda: said in problem.text())
    if content is None:  # the table is refused sooner than the model is opened
        until(qtbot, lambda: "4 columns" in part(dialog, "facts").text())
    assert not (tmp_path / "new-predictions.csv").exists()
    dialog.close()


def test_that_the_spec_by_hand_is_one_that_can_be_run() -> None:
    """The states are made by hand, the fits are real."""
    assert [model.key for model in SPEC.models] == [row.key for row in findings().rows]
