from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QSettings

from workbench.gui.preferences import Preferences


def test_that_what_was_chosen_is_there_after_a_restart(tmp_path: Path) -> None:
    file = str(tmp_path / "settings.ini")
    first = Preferences(QSettings(file, QSettings.Format.IniFormat))
    first.theme, first.language = "dark", "zh_CN"
    first.zoom, first.engine = 1.2, "threads"
    first.remember_layout("window", QByteArray(b"\x01\x02"))
    first.save()
    second = Preferences(QSettings(file, QSettings.Format.IniFormat))
    assert (second.theme, second.language) == ("dark", "zh_CN")
    assert (second.zoom, second.engine) == (1.2, "threads")
    assert second.layout("window") == QByteArray(b"\x01\x02")


def test_that_a_new_home_has_sensible_defaults(preferences: Preferences) -> None:
    assert (preferences.theme, preferences.language) == ("system", "system")
    assert (preferences.zoom, preferences.engine) == (1.0, "processes")
    assert preferences.layout("window").isEmpty()


@pytest.mark.parametrize("nonsense", ["", "purple", "[1, 2]", "@Variant(x)"])
def test_that_a_spoilt_settings_file_reads_as_defaults(
    tmp_path: Path, nonsense: str
) -> None:
    file = tmp_path / "settings.ini"
    keys = ("theme", "language", "zoom")
    lines = ["[General]", *(f"{key}={nonsense}" for key in keys)]
    file.write_text("\n".join(lines), encoding="utf-8")
    preferences = Preferences(QSettings(str(file), QSettings.Format.IniFormat))
    assert (preferences.theme, preferences.language) == ("system", "system")
    assert preferences.zoom == 1.0


def test_that_a_change_is_told_and_an_equal_value_is_not(
    preferences: Preferences,
) -> None:
    told: list[str] = []
    preferences.changed.connect(lambda: told.append(preferences.engine))
    preferences.engine = "serial"
    preferences.engine = "serial"
    assert told == ["serial"]
