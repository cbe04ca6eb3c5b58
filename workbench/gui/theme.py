"""How the window looks: colours, text sizes, icons; light, dark and high contrast.

Colours are named by what they are for, and everything takes them from here: the palette
of the Fusion style, the one style sheet (``assets/themes/base.qss``, its ``$tokens``
filled in), the plots and the icons.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Literal, get_args

from PySide6.QtCore import QObject, Qt, QTemporaryDir, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QIcon,
    QPalette,
)
from PySide6.QtWidgets import QApplication

from workbench.core import assets
from workbench.gui import icons

ThemeName = Literal["system", "light", "dark", "contrast"]
Role = Literal["small", "body", "title", "heading", "verdict"]

THEMES: tuple[ThemeName, ...] = get_args(ThemeName)
ZOOM_MIN, ZOOM_MAX, ZOOM_STEP = 0.7, 2.0, 0.1

_SYMBOLS = ("o", "s", "t", "d", "+", "x", "star", "h")
_SIZES: dict[Role, float] = {
    "small": 0.92,
    "body": 1.0,
    "title": 1.0,
    "heading": 1.3,
    "verdict": 1.3,
}
_MIN_POINTS = 10.0
_SHEET_ICONS = {
    "chevron": "chevron-down.svg",
    "chevron_up": "chevron-up.svg",
    "sort_down": "sort-down.svg",
    "sort_up": "sort-up.svg",
    "tick": "tick.svg",
    "dot": "dot.svg",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """A theme's colours as ``#rrggbb``, by purpose.

    ``series`` tells up to eight series apart for colour-blind readers too (after Okabe
    and Ito, adjusted to the surface), always together with ``series_symbols``.
    """

    window: str
    surface: str
    raised: str
    border: str
    text: str
    muted: str
    accent: str
    accent_text: str
    accent_soft: str
    good: str
    warning: str
    danger: str
    rail: str
    rail_text: str
    rail_active: str
    rail_current: str
    grid: str
    series: tuple[str, ...]
    series_symbols: tuple[str, ...] = _SYMBOLS


LIGHT = Colours(
    window="#f5f6f9",
    surface="#ffffff",
    raised="#f0f2f6",
    border="#dfe3ea",
    text="#161b26",
    muted="#5d6575",
    accent="#2563eb",
    accent_text="#ffffff",
    accent_soft="#dbe7fe",
    good="#00794f",
    warning="#a85700",
    danger="#c62828",
    rail="#111827",
    rail_text="#a3aec0",
    rail_active="#26324a",
    rail_current="#ffffff",
    grid="#e4e7ee",
    series=(
        "#0072b2",
        "#d55e00",
        "#009e73",
        "#b5528b",
        "#b07d00",
        "#3d93c9",
        "#5b5f97",
        "#4d4d4d",
    ),
)
DARK = Colours(
    window="#12161f",
    surface="#1a202c",
    raised="#232b3a",
    border="#303a4c",
    text="#e7ebf3",
    muted="#9ba7ba",
    accent="#5b93ff",
    accent_text="#0b1220",
    accent_soft="#213763",
    good="#3ecf95",
    warning="#f2aa4c",
    danger="#ff7b7b",
    rail="#0b0f17",
    rail_text="#9ba7ba",
    rail_active="#222d42",
    rail_current="#ffffff",
    grid="#2b3444",
    series=(
        "#4ea8e6",
        "#f28a3c",
        "#2fc796",
        "#df90bd",
        "#e8c33c",
        "#9ad0f5",
        "#a7a9e0",
        "#c9ced8",
    ),
)
HIGH_CONTRAST = Colours(
    window="#000000",
    surface="#000000",
    raised="#1c1c1c",
    border="#ffffff",
    text="#ffffff",
    muted="#e6e6e6",
    accent="#ffd60a",
    accent_text="#000000",
    accent_soft="#4a3f00",
    good="#5bf5a8",
    warning="#ffb454",
    danger="#ff8f8f",
    rail="#000000",
    rail_text="#ffffff",
    rail_active="#4a3f00",
    rail_current="#ffd60a",
    grid="#5a5a5a",
    series=(
        "#56b4e9",
        "#ff9f40",
        "#2ee6a8",
        "#ff9ed2",
        "#f0e442",
        "#b8e3ff",
        "#c0b8ff",
        "#ffffff",
    ),
)
_COLOURS: dict[ThemeName, Colours] = {
    "light": LIGHT,
    "dark": DARK,
    "contrast": HIGH_CONTRAST,
}


class Theme(QObject):
    """The look that is chosen; applies itself to the application and to pyqtgraph.

    ``changed`` is emitted after the application wears the new look, for whatever paints
    by itself (plots, tinted icons).
    """

    changed = Signal()

    def __init__(
        self,
        *,
        name: ThemeName = "system",
        zoom: float = 1.0,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._zoom = _bounded(zoom)
        self._base_points = _system_points()
        self._tinted = QTemporaryDir()
        self._icons: dict[tuple[str, str], QIcon] = {}
        self._plots = False
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._system_changed)
        self._apply()

    @property
    def name(self) -> ThemeName:
        """The choice, ``"system"`` included."""
        return self._name

    @property
    def colours(self) -> Colours:
        """The colours in use now."""
        return _COLOURS[self._name if self._name != "system" else _system_theme()]

    @property
    def dark(self) -> bool:
        """Whether light text stands on a dark surface."""
        return QColor(self.colours.surface).lightnessF() < 0.5

    @property
    def zoom(self) -> float:
        """The factor on all text sizes, 0.7 to 2."""
        return self._zoom

    def dress_plots(self) -> None:
        """Give pyqtgraph the colours, now and after every change; plots ask for it.

        It is imported as late as this, since the window is there without it.
        """
        import pyqtgraph

        self._plots = True
        colours = self.colours
        pyqtgraph.setConfigOptions(
            background=colours.surface, foreground=colours.text, antialias=True
        )

    def set(self, name: ThemeName) -> None:
        """Wear another theme; ``"system"`` follows the system from now on."""
        if name != self._name:
            self._name = name
            self._apply()
            self.changed.emit()

    def set_zoom(self, zoom: float) -> None:
        """Scale all text; values outside 0.7 to 2 are brought to the nearest end."""
        zoom = _bounded(zoom)
        if zoom != self._zoom:
            self._zoom = zoom
            self._apply()
            self.changed.emit()

    def font_size(self, role: Role = "body") -> float:
        """The size in points of text in this role, zoom included."""
        return round(self._base_points * _SIZES[role] * self._zoom, 1)

    def icon(self, name: str, colour: str | None = None) -> QIcon:
        """The drawing ``icons/<name>.svg`` in ``colour``, by default the text's."""
        key = (name, colour or self.colours.text)
        if key not in self._icons:
            self._icons[key] = icons.draw(*key)
        return self._icons[key]

    @contextmanager
    def building(self) -> Iterator[None]:
        """Build many widgets quickly: dress them once, when all are together.

        Under a style sheet Qt polishes a whole subtree each time that it gets a parent;
        for the main window that is the longest part of building it.
        """
        app = _application()
        sheet = app.styleSheet()
        app.setStyleSheet("")
        try:
            yield
        finally:
            app.setStyleSheet(sheet)

    def _apply(self) -> None:
        app = _application()
        app.setStyleSheet("")  # replacing a sheet polishes ten times as long as adding
        colours = self.colours
        if app.style().objectName() != "fusion":
            app.setStyle("Fusion")
        app.setPalette(_palette(colours))
        font = QFont(app.font())
        font.setPointSizeF(self.font_size("body"))
        app.setFont(font)
        app.setStyleSheet(self._style_sheet(colours))
        if self._plots:
            self.dress_plots()

    def _style_sheet(self, colours: Colours) -> str:
        tokens = {
            key: value
            for key, value in dataclasses.asdict(colours).items()
            if isinstance(value, str)
        }
        sizes = {f"size_{role}": f"{self.font_size(role)}pt" for role in _SIZES}
        template = assets.path("themes", "base.qss").read_text(encoding="utf-8")
        return Template(template).substitute(
            tokens, **sizes, **self._sheet_icons(colours)
        )

    def _sheet_icons(self, colours: Colours) -> dict[str, str]:
        """Tinted drawings as files, since a style sheet can only name files."""
        tints = {"tick": colours.accent_text, "dot": colours.accent_text}
        found = {}
        for token, name in _SHEET_ICONS.items():
            tint = tints.get(token, colours.muted)
            target = Path(self._tinted.filePath(f"{token}-{tint[1:]}.svg"))
            if not target.exists():
                target.write_bytes(icons.tinted_svg(name.removesuffix(".svg"), tint))
            found[f"icon_{token}"] = target.as_posix()
        return found

    def _system_changed(self) -> None:
        if self._name == "system":
            self._apply()
            self.changed.emit()


def _application() -> QApplication:
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise TypeError("a theme needs a QApplication")
    return app


def _bounded(zoom: float) -> float:
    return round(min(ZOOM_MAX, max(ZOOM_MIN, zoom)), 2)


def _system_points() -> float:
    """The platform's own text size; kept, since applying a zoom overwrites it."""
    app = QGuiApplication.instance()
    stored = app.property("systemPoints") if app is not None else None
    if isinstance(stored, float):
        return stored
    points = max(QGuiApplication.font().pointSizeF(), _MIN_POINTS)
    if app is not None:
        app.setProperty("systemPoints", points)
    return points


def _system_theme() -> ThemeName:
    hints = QGuiApplication.styleHints()
    if hasattr(hints, "accessibility"):  # Qt 6.10 and later
        preference = hints.accessibility().contrastPreference()
        if preference == Qt.ContrastPreference.HighContrast:
            return "contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


def _palette(colours: Colours) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for key, value in {
        role.Window: colours.window,
        role.WindowText: colours.text,
        role.Base: colours.surface,
        role.AlternateBase: colours.raised,
        role.ToolTipBase: colours.raised,
        role.ToolTipText: colours.text,
        role.PlaceholderText: colours.muted,
        role.Text: colours.text,
        role.Button: colours.raised,
        role.ButtonText: colours.text,
        role.BrightText: colours.danger,
        role.Light: colours.raised,
        role.Midlight: colours.border,
        role.Mid: colours.border,
        role.Dark: colours.border,
        role.Shadow: colours.border,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.accent_text,
        role.Accent: colours.accent,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
    }.items():
        palette.setColor(key, QColor(value))
    for key in (role.WindowText, role.Text, role.ButtonText):
        faint = QColor(colours.muted)
        faint.setAlphaF(0.65)
        palette.setColor(QPalette.ColorGroup.Disabled, key, faint)
    return palette
