from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

pytest.importorskip("PySide6", reason="its tools collect and compile translations")
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[2]
FIRST_CJK = 0x2E80
"""Where the Chinese, Japanese and Korean blocks begin; all fonts have the rest."""


@pytest.fixture(scope="module")
def translations() -> ModuleType:
    """The script, which lies in a folder that is no package."""
    file = ROOT / "packaging" / "translations.py"
    spec = importlib.util.spec_from_file_location("translations", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # a dataclass looks its module up
    spec.loader.exec_module(module)
    return module


def test_that_every_text_is_translated_and_compiled(translations: ModuleType) -> None:
    assert translations.problems() == []


def test_that_the_shipped_font_has_every_chinese_character(
    translations: ModuleType,
) -> None:
    known = TTFont(translations.FONT).getBestCmap()
    needed = {char for char in translations.characters() if ord(char) >= FIRST_CJK}
    assert needed
    assert {char for char in needed if ord(char) not in known} == set()


def test_that_texts_joined_from_pieces_and_other_contexts_are_found(
    translations: ModuleType,
) -> None:
    found = {(e.context, e.source) for e in translations.entries(translations.TS)}
    assert (
        "Message",
        "There is no {kind} “{name}”. Did you mean “{near}”? Known: {known}.",
    ) in found
    assert ("RunsModel", "Best speedup") in found
    assert ("MainWindow", "Results copied") in found
