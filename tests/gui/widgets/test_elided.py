from __future__ import annotations

from pytestqt.qtbot import QtBot

from workbench.gui.widgets.elided import ElidedCheckBox

WORDS = "Histogram gradient boosting & more"


def test_that_a_box_shows_all_its_words_where_they_fit(qtbot: QtBot) -> None:
    box = ElidedCheckBox(WORDS)
    qtbot.addWidget(box)
    box.resize(600, 30)
    box.grab()
    assert box.text() == WORDS.replace("&", "&&")
    assert box.sizeHint().width() < 600


def test_that_a_box_marks_what_it_leaves_out(qtbot: QtBot) -> None:
    box = ElidedCheckBox(WORDS)
    qtbot.addWidget(box)
    box.resize(600, 30)
    box.grab()
    whole = box.sizeHint().width()
    box.resize(whole - 20, 30)
    box.grab()
    assert box.text().endswith("…")
    assert box.sizeHint().width() <= whole - 20
    assert box.accessibleName() == WORDS
    box.resize(whole, 30)
    box.grab()
    assert box.text() == WORDS.replace("&", "&&")
