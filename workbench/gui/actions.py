"""What the window can be asked to do, as data that menus and shortcuts are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from workbench.core.messages import QT_TRANSLATE_NOOP
from workbench.gui.theme import Theme

CONTEXT = "Actions"
SEPARATOR = None
THEME_TITLES: Mapping[str, str] = {
    "system": QT_TRANSLATE_NOOP("Actions", "As the system"),
    "light": QT_TRANSLATE_NOOP("Actions", "Light"),
    "dark": QT_TRANSLATE_NOOP("Actions", "Dark"),
    "contrast": QT_TRANSLATE_NOOP("Actions", "High contrast"),
}
LANGUAGE_TITLES: Mapping[str, str] = {
    "system": QT_TRANSLATE_NOOP("Actions", "As the system"),
    "en": "English",  # each language in itself, for whoever is lost in the other
    "zh_CN": "简体中文",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One action. ``slot`` names the method of the window that carries it out."""

    name: str
    text: str
    slot: str
    shortcuts: tuple[str, ...] = ()
    icon: str = ""
    role: QAction.MenuRole = QAction.MenuRole.NoRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """One menu of the bar, its entries in order, ``None`` for a separator."""

    name: str
    text: str
    entries: tuple[Entry | None, ...]


MENUS: tuple[Menu, ...] = (
    Menu(
        name="file",
        text=QT_TRANSLATE_NOOP("Actions", "&File"),
        entries=(
            Entry(
                name="open_experiment",
                text=QT_TRANSLATE_NOOP("Actions", "&Open experiment or run…"),
                slot="open_experiment",
                shortcuts=("Ctrl+O",),
                icon="open",
            ),
            Entry(
                name="save_experiment",
                text=QT_TRANSLATE_NOOP("Actions", "&Save experiment as…"),
                slot="save_experiment",
                shortcuts=("Ctrl+S",),
                icon="save",
            ),
            Entry(
                name="export",
                text=QT_TRANSLATE_NOOP("Actions", "&Export results…"),
                slot="export_results",
                shortcuts=("Ctrl+E",),
                icon="export",
            ),
            Entry(
                name="save_bundle",
                text=QT_TRANSLATE_NOOP("Actions", "Save run as &bundle…"),
                slot="save_bundle",
                shortcuts=("Ctrl+Shift+S",),
            ),
            SEPARATOR,
            Entry(
                name="preferences",
                text=QT_TRANSLATE_NOOP("Actions", "&Preferences…"),
                slot="show_preferences",
                shortcuts=("Ctrl+,",),
                icon="preferences",
                role=QAction.MenuRole.PreferencesRole,
            ),
            SEPARATOR,
            Entry(
                name="quit",
                text=QT_TRANSLATE_NOOP("Actions", "&Quit"),
                slot="close",
                shortcuts=("Ctrl+Q",),
                icon="close",
                role=QAction.MenuRole.QuitRole,
            ),
        ),
    ),
    Menu(
        name="edit",
        text=QT_TRANSLATE_NOOP("Actions", "&Edit"),
        entries=(
            Entry(
                name="undo",
                text=QT_TRANSLATE_NOOP("Actions", "&Undo"),
                slot="undo",
                shortcuts=("Ctrl+Z",),
                icon="undo",
            ),
            Entry(
                name="redo",
                text=QT_TRANSLATE_NOOP("Actions", "&Redo"),
                slot="redo",
                shortcuts=("Ctrl+Shift+Z", "Ctrl+Y"),
                icon="redo",
            ),
            SEPARATOR,
            Entry(
                name="copy",
                text=QT_TRANSLATE_NOOP("Actions", "&Copy results"),
                slot="copy_results",
                shortcuts=("Ctrl+Shift+C",),
                icon="copy",
            ),
        ),
    ),
    Menu(
        name="run",
        text=QT_TRANSLATE_NOOP("Actions", "&Run"),
        entries=(
            Entry(
                name="run",
                text=QT_TRANSLATE_NOOP("Actions", "&Run"),
                slot="run_experiment",
                shortcuts=("F5",),
                icon="run",
            ),
            Entry(
                name="stop",
                text=QT_TRANSLATE_NOOP("Actions", "&Stop"),
                slot="stop_experiment",
                shortcuts=("Esc",),
                icon="stop",
            ),
        ),
    ),
    Menu(
        name="view",
        text=QT_TRANSLATE_NOOP("Actions", "&View"),
        entries=(
            Entry(
                name="zoom_in",
                text=QT_TRANSLATE_NOOP("Actions", "Zoom &in"),
                slot="zoom_in",
                shortcuts=("Ctrl++", "Ctrl+="),
                icon="zoom-in",
            ),
            Entry(
                name="zoom_out",
                text=QT_TRANSLATE_NOOP("Actions", "Zoom &out"),
                slot="zoom_out",
                shortcuts=("Ctrl+-",),
                icon="zoom-out",
            ),
            Entry(
                name="zoom_reset",
                text=QT_TRANSLATE_NOOP("Actions", "Normal &size"),
                slot="zoom_reset",
                shortcuts=("Ctrl+0",),
            ),
            SEPARATOR,
        ),
    ),
    Menu(
        name="help",
        text=QT_TRANSLATE_NOOP("Actions", "&Help"),
        entries=(
            Entry(
                name="welcome",
                text=QT_TRANSLATE_NOOP("Actions", "&Welcome"),
                slot="show_welcome",
            ),
            Entry(
                name="tour",
                text=QT_TRANSLATE_NOOP("Actions", "Show me a&round"),
                slot="show_tour",
            ),
            Entry(
                name="how_to_read",
                text=QT_TRANSLATE_NOOP("Actions", "&How to read this"),
                slot="show_help",
                shortcuts=("F1",),
                icon="help",
            ),
            Entry(
                name="self_check",
                text=QT_TRANSLATE_NOOP("Actions", "&Self-check"),
                slot="show_self_check",
                icon="self-check",
            ),
            Entry(
                name="about",
                text=QT_TRANSLATE_NOOP("Actions", "&About Workbench"),
                slot="show_about",
                icon="about",
                role=QAction.MenuRole.AboutRole,
            ),
        ),
    ),
)


def entries() -> Iterator[Entry]:
    """Every action, in the order of the menus."""
    for menu in MENUS:
        for entry in menu.entries:
            if entry is not SEPARATOR:
                yield entry


def fill(bar: QMenuBar, window: QWidget, theme: Theme) -> dict[str, QAction]:
    """Build the menus; each action calls the window's method that its entry names."""
    actions = {}
    for menu in MENUS:
        built = bar.addMenu(translated(menu.text))
        built.setObjectName(f"menu_{menu.name}")
        for entry in menu.entries:
            if entry is SEPARATOR:
                built.addSeparator()
                continue
            action = QAction(translated(entry.text), built)
            action.setObjectName(f"action_{entry.name}")
            action.setShortcuts([QKeySequence(keys) for keys in entry.shortcuts])
            action.setMenuRole(entry.role)
            action.triggered.connect(getattr(window, entry.slot))
            built.addAction(action)
            actions[entry.name] = action
    tint(actions, theme)
    return actions


def tint(actions: Mapping[str, QAction], theme: Theme) -> None:
    """Draw the icons in the colours of the theme."""
    for entry in entries():
        if entry.icon:
            actions[entry.name].setIcon(theme.icon(entry.icon))


def add_choices(
    menu: QMenu,
    name: str,
    options: Mapping[str, str],
    current: str,
    choose: Callable[[Any], object],
) -> QActionGroup:
    """Append exclusive options; ``choose`` gets the key of the chosen one."""
    group = QActionGroup(menu)
    for key, title in options.items():
        action = menu.addAction(title)
        action.setObjectName(f"action_{name}_{key}")
        action.setCheckable(True)
        action.setChecked(key == current)
        action.setData(key)
        group.addAction(action)
    group.triggered.connect(lambda action: choose(action.data()))
    return group


def translated(text: str) -> str:
    """A text of this module in the language of the window."""
    return QCoreApplication.translate(CONTEXT, text)
