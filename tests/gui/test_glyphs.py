from __future__ import annotations

import importlib.util
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from workbench.core import assets
from workbench.core.isolate import Failure
from workbench.gui import elsewhere
from workbench.gui.glyphs import SYMBOLS, characters, lettering, translations
from workbench.gui.i18n import Language

TS = assets.path("i18n", "zh_CN.ts")
NOT_SHOWN = {"\N{NO-BREAK SPACE}"}


def texts(kind: str) -> list[str]:
    """The sources or the translations that the file's editors see."""
    return [m.findtext(kind, "") for m in ET.parse(TS).getroot().iter("message")]


def test_that_the_compiled_translations_are_read_as_they_were_written() -> None:
    compiled = translations(TS.with_suffix(".qm"))
    assert len(compiled) > 100
    assert set(compiled) <= set(texts("translation"))


def test_that_a_file_that_is_no_translation_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.qm").write_bytes(b"hello")
    with pytest.raises(ValueError, match="no compiled translation"):
        translations(tmp_path / "x.qm")


def test_that_the_symbols_of_english_texts_are_looked_for() -> None:
    shown = {char for source in texts("source") for char in source}
    beyond = {char for char in shown if not char.isascii()} - NOT_SHOWN
    assert beyond <= set(SYMBOLS)


def test_that_chinese_has_more_characters_than_english() -> None:
    assert characters("en") < characters("zh_CN")
    assert len(characters("zh_CN")) > 300


@pytest.mark.parametrize("code", ["en", "zh_CN"])
def test_that_the_window_has_a_glyph_for_all_it_says(
    code: str, language: Language, qapp: QApplication
) -> None:
    before = QFont(qapp.font())
    language.set(code)
    try:
        seen = lettering(language)
    finally:
        qapp.setFont(before)
    assert (seen.language, seen.missing) == (code, "")
    assert seen.characters == len(characters(code))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux asks fontconfig")
def test_that_a_system_without_fonts_is_found_out_in_a_process_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = elsewhere.lettering()
    assert not isinstance(seen, Failure)
    assert seen.missing == ""
    nothing = tmp_path / "fonts.conf"
    nothing.write_text("<fontconfig><dir>/nowhere</dir></fontconfig>")
    monkeypatch.setenv("FONTCONFIG_FILE", str(nothing))
    seen = elsewhere.lettering()
    assert not isinstance(seen, Failure)
    assert len(seen.missing) > 50


def test_that_looking_from_outside_loads_no_qt_here() -> None:
    spec = importlib.util.find_spec("workbench.gui.elsewhere")
    assert spec is not None
    assert spec.origin is not None
    imports = [
        line
        for line in Path(spec.origin).read_text(encoding="utf-8").splitlines()
        if line.startswith(("import", "from"))
    ]
    assert not [line for line in imports if "gui." in line or "PySide6" in line]
