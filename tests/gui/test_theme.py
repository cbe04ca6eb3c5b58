from __future__ import annotations

import dataclasses

import pyqtgraph
import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from workbench.core import assets
from workbench.gui.theme import DARK, HIGH_CONTRAST, LIGHT, Colours, Theme

ALL = pytest.mark.parametrize(
    "colours", [LIGHT, DARK, HIGH_CONTRAST], ids=["light", "dark", "contrast"]
)


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2, section "relative luminance")."""
    shades = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in QColor(colour).getRgbF()[:3]
    ]
    return 0.2126 * shades[0] + 0.7152 * shades[1] + 0.0722 * shades[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@ALL
@pytest.mark.parametrize(
    ("ink", "paper"),
    [
        ("text", "surface"),
        ("text", "window"),
        ("muted", "surface"),
        ("muted", "window"),
        ("accent_text", "accent"),
        ("text", "accent_soft"),
        ("good", "surface"),
        ("warning", "surface"),
        ("danger", "surface"),
        ("rail_text", "rail"),
        ("rail_current", "rail_active"),
    ],
)
def test_that_text_is_readable(colours: Colours, ink: str, paper: str) -> None:
    assert contrast(getattr(colours, ink), getattr(colours, paper)) >= 4.5


@ALL
def test_that_series_stand_out_from_the_surface(colours: Colours) -> None:
    assert len(colours.series) == len(colours.series_symbols) == 8
    for colour in colours.series:
        assert contrast(colour, colours.surface) >= 3, colour


@ALL
def test_that_all_colours_are_hex_codes(colours: Colours) -> None:
    for value in dataclasses.asdict(colours).values():
        for colour in [value] if isinstance(value, str) else value:
            assert not colour.startswith("#") or QColor(colour).isValid()


def test_that_a_theme_dresses_the_application_and_the_plots(theme: Theme) -> None:
    theme.dress_plots()
    theme.set("dark")
    window = QApplication.palette().color(QPalette.ColorRole.Window)
    assert window == QColor(DARK.window)
    assert pyqtgraph.getConfigOption("background") == DARK.surface
    assert DARK.accent in QApplication.instance().styleSheet()
    assert theme.dark


def test_that_a_change_is_told_once(theme: Theme) -> None:
    told: list[str] = []
    theme.changed.connect(lambda: told.append(theme.name))
    theme.set("contrast")
    theme.set("contrast")
    assert told == ["contrast"]


def test_that_zoom_scales_text_within_bounds(theme: Theme) -> None:
    normal = theme.font_size("body")
    theme.set_zoom(1.5)
    assert theme.font_size("body") == pytest.approx(1.5 * normal, abs=0.1)
    assert QApplication.font().pointSizeF() == theme.font_size("body")
    theme.set_zoom(99)
    assert theme.zoom == 2.0
    theme.set_zoom(0)
    assert theme.zoom == 0.7


def test_that_a_new_theme_does_not_zoom_what_is_zoomed(theme: Theme) -> None:
    theme.set_zoom(2.0)
    assert Theme(name="light").font_size("body") == theme.font_size("body") / 2


@pytest.mark.parametrize(
    "name", sorted(file.stem for file in assets.path("icons").glob("*.svg"))
)
def test_that_every_icon_draws_something(theme: Theme, name: str) -> None:
    image = theme.icon(name).pixmap(32, 32).toImage()
    assert any(image.pixelColor(x, y).alpha() > 0 for x in range(32) for y in range(32))
