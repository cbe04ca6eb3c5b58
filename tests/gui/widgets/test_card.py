from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox, QToolButton
from pytestqt.qtbot import QtBot

from tests.gui.plots.states import Run
from workbench.core.state import RunState, reduce
from workbench.gui.plots import PLOTS, SpeedupPlot
from workbench.gui.theme import Theme
from workbench.gui.widgets.card import PlotCard
from workbench.gui.widgets.table_twin import cell_text


@pytest.fixture(params=PLOTS, ids=lambda plot: plot.name)
def card(request: pytest.FixtureRequest, qtbot: QtBot, theme: Theme) -> PlotCard:
    made = PlotCard(request.param(theme), theme)
    qtbot.addWidget(made)
    made.resize(420, 280)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def speedup(qtbot: QtBot, theme: Theme) -> PlotCard:
    made = PlotCard(SpeedupPlot(theme), theme)
    qtbot.addWidget(made)
    made.resize(420, 280)
    return made


def test_that_title_and_subtitle_come_from_the_picture(card: PlotCard) -> None:
    state = Run().finished()

    card.draw(state)

    assert card.title == card.plot.title
    assert card.subtitle == card.plot.subtitle(state) != ""


def test_that_the_table_twin_shows_every_cell_of_the_table(card: PlotCard) -> None:
    card.draw(Run().finished())

    card.show_as_table(True)

    table = card.plot.table(card.plot.state)
    model = card.twin.model()
    assert card.as_table
    assert [
        tuple(model.index(r, c).data() for c in range(model.columnCount()))
        for r in range(model.rowCount())
    ] == [tuple(cell_text(cell) for cell in row) for row in table.rows]


def test_that_the_shown_table_follows_the_run(card: PlotCard) -> None:
    card.show_as_table(True)
    state = RunState()
    for number, event in enumerate(Run(repeats=2).events()):
        state = reduce(state, event)
        if number % 25 == 0:
            card.draw(state)
    card.draw(state)

    assert card.twin.table == card.plot.table(state)


def test_that_the_hidden_table_is_not_computed(card: PlotCard) -> None:
    card.draw(Run().finished())

    assert card.twin.table.rows == ()


def test_that_switching_back_shows_the_picture(card: PlotCard) -> None:
    card.draw(Run().finished())
    switch, *_ = card.actions_shown()
    assert switch.text() == "Show as table"

    switch.trigger()
    assert card.actions_shown()[0].text() == "Show as picture"
    switch.trigger()

    assert not card.as_table
    assert card.plot.isVisible()


def test_that_copying_puts_the_picture_on_the_clipboard(card: PlotCard) -> None:
    card.draw(Run().finished())

    _, copy, _ = card.actions_shown()
    copy.trigger()

    assert not QGuiApplication.clipboard().image().isNull()


def test_that_copying_the_table_puts_tabs_on_the_clipboard(card: PlotCard) -> None:
    card.draw(Run().finished())
    card.show_as_table(True)

    card.copy()

    expected = card.plot.table(card.plot.state).to_tsv()
    assert QGuiApplication.clipboard().text() == expected


def test_that_only_selected_cells_are_copied(speedup: PlotCard) -> None:
    speedup.draw(Run().finished())
    speedup.show_as_table(True)
    speedup.twin.selectRow(1)

    speedup.twin.copy()

    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("2\t")


def test_that_an_empty_picture_cannot_be_copied_or_exported(card: PlotCard) -> None:
    card.draw(RunState())

    switch, copy, export = card.actions_shown()

    assert switch.isEnabled()
    assert not copy.isEnabled()
    assert not export.isEnabled()


@pytest.mark.parametrize("suffix", [".png", ".svg", ".csv"])
def test_that_the_export_dialog_writes_the_chosen_file(
    card: PlotCard, qtbot: QtBot, tmp_path: Path, suffix: str
) -> None:
    card.draw(Run().finished())
    *_, export = card.actions_shown()
    export.trigger()
    dialog = card.findChild(QFileDialog)
    file = tmp_path / f"picture{suffix}"

    dialog.fileSelected.emit(str(file))
    dialog.close()

    qtbot.waitUntil(lambda: card.findChild(QFileDialog) is None)
    assert file.stat().st_size > 100


def test_that_a_file_that_cannot_be_written_is_said_with_the_reason(
    speedup: PlotCard, qtbot: QtBot, tmp_path: Path
) -> None:
    speedup.draw(Run().finished())

    speedup.export_to(tmp_path / "no such folder" / "picture.png")

    box = speedup.findChild(QMessageBox)
    assert "No such file or directory" in box.text()
    box.close()
    qtbot.waitUntil(lambda: speedup.findChild(QMessageBox) is None)


def test_that_an_unknown_suffix_is_said_with_the_known_ones(
    speedup: PlotCard, qtbot: QtBot, tmp_path: Path
) -> None:
    speedup.draw(Run().finished())

    speedup.export_to(tmp_path / "picture.bmp")

    box = speedup.findChild(QMessageBox)
    assert ".png, .svg, .csv" in box.text()
    box.close()
    qtbot.waitUntil(lambda: speedup.findChild(QMessageBox) is None)


def test_that_the_menu_is_reached_by_keyboard_and_has_a_name(card: PlotCard) -> None:
    button = card.findChild(QToolButton, f"menu_{card.plot.name}")

    assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert card.plot.title in button.accessibleName()


def test_that_a_long_subtitle_gives_way_and_stays_readable_as_a_tip(
    card: PlotCard,
) -> None:
    words = "a subtitle that is much longer than any card is wide " * 5

    card.set_subtitle(words)
    card.resize(300, 280)

    assert card.width() == 300
    assert card.subtitle == words
    assert card._subtitle.text().endswith("…")
    assert card._subtitle.toolTip() == words
