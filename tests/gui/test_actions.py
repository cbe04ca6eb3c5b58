from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtGui import QAction, QKeySequence

from workbench.core import assets
from workbench.gui import actions
from workbench.gui.actions import Entry
from workbench.gui.main_window import MainWindow

ENTRIES = pytest.mark.parametrize(
    "entry", list(actions.entries()), ids=lambda entry: entry.name
)


@ENTRIES
def test_that_every_action_names_a_method_of_the_window(entry: Entry) -> None:
    assert callable(getattr(MainWindow, entry.slot))


@ENTRIES
def test_that_every_icon_is_shipped(entry: Entry) -> None:
    assert not entry.icon or assets.path("icons", f"{entry.icon}.svg").exists()


def test_that_no_name_or_shortcut_is_given_twice() -> None:
    names = Counter(entry.name for entry in actions.entries())
    keys = Counter(
        QKeySequence(keys).toString()
        for entry in actions.entries()
        for keys in entry.shortcuts
    )
    assert max(names.values()) == 1
    assert max(keys.values()) == 1
    assert "" not in keys


def test_that_no_shortcut_of_the_built_window_is_ambiguous(window: MainWindow) -> None:
    keys = Counter(
        shortcut.toString()
        for action in window.menuBar().findChildren(QAction)
        for shortcut in action.shortcuts()
    )
    assert keys["F5"] == keys["Esc"] == 1
    assert max(keys.values()) == 1


def test_that_letters_to_open_a_menu_are_not_given_twice(window: MainWindow) -> None:
    for menu in actions.MENUS:
        letters = Counter(
            entry.text.partition("&")[2][:1].lower()
            for entry in menu.entries
            if entry is not None
        )
        assert max(letters.values()) == 1, menu.name
