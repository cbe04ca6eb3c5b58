"""Which characters the window shows, and whether its font has glyphs for them."""

from __future__ import annotations

import string
import struct
from pathlib import Path

from PySide6.QtGui import QFontInfo, QFontMetrics
from PySide6.QtWidgets import QApplication

from workbench.core import assets
from workbench.datasets import topic_words
from workbench.doctor.base import Lettering
from workbench.gui.i18n import Language

SYMBOLS = "±²³µ·¹×äéőšΔαβγδεηλμπρτ–‖’“”…‹⁰⁴⁵⁶⁷⁸⁹⁺⁻₀₁₂₃←→−√∞⌊⌋▸▾"
"""What English texts show beyond ASCII; see the test that collects them."""
_MAGIC = bytes.fromhex("3cb86418caef9c95cd211cbf60a1bddd")
_MESSAGES = 0x69
_END, _TRANSLATION, _OBSOLETE = 1, 3, 5
_NO_LENGTH = 0xFFFFFFFF


def lettering(language: Language) -> Lettering:
    """Look at the application's font, in the window's thread."""
    font = QApplication.font()
    wanted = characters(language.effective)
    metrics = QFontMetrics(font)
    missing = [char for char in sorted(wanted) if not metrics.inFontUcs4(ord(char))]
    return Lettering(
        language=language.effective,
        family=QFontInfo(font).family(),
        characters=len(wanted),
        missing="".join(missing),
    )


def characters(code: str) -> set[str]:
    """All characters of the texts that ship in a language, blanks left out.

    With Chinese come those of made-up Chinese texts, seen in the preview of data.
    """
    shown = set(string.printable) | set(SYMBOLS)
    if code != "en":
        shown |= topic_words.characters()
        shown |= set("".join(translations(assets.path("i18n", f"{code}.qm"))))
    return {char for char in shown if not char.isspace() and char.isprintable()}


def translations(file: Path) -> list[str]:
    """Every translated text of a compiled translation file (Qt's ``.qm``).

    Raises ``ValueError`` where it is none.
    """
    data = file.read_bytes()
    if not data.startswith(_MAGIC):
        raise ValueError(f"{file} is no compiled translation")
    at = len(_MAGIC)
    while at + 5 <= len(data):
        tag, length = struct.unpack_from(">BI", data, at)
        at += 5
        if tag == _MESSAGES:
            return _texts(data[at : at + length])
        at += length
    return []


def _texts(block: bytes) -> list[str]:
    """The block of messages: tagged fields, translations as UTF-16."""
    found = []
    at = 0
    while at < len(block):
        tag = block[at]
        at += 1
        if tag == _END:
            continue
        if tag == _OBSOLETE:
            at += 4
            continue
        (length,) = struct.unpack_from(">I", block, at)
        at += 4
        if length == _NO_LENGTH:
            continue
        if tag == _TRANSLATION:
            found.append(block[at : at + length].decode("utf-16-be"))
        at += length
    return found
