"""Languages: translated sentences, translators, the Chinese font; figures as text."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from typing import Literal, get_args

from PySide6.QtCore import (
    QCoreApplication,
    QLibraryInfo,
    QLocale,
    QObject,
    QTranslator,
    Signal,
)
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from workbench.core import assets
from workbench.core.messages import CONTEXT, Message

LanguageCode = Literal["system", "en", "zh_CN"]
CODES: tuple[LanguageCode, ...] = get_args(LanguageCode)
UNKNOWN = "–"
"""Shown where there is no figure."""


def say(message: Message) -> str:
    """The sentence in the language of the window; numbers have a true minus."""
    return message.text(
        lambda text: QCoreApplication.translate(CONTEXT, text),
        lambda value: _Negative(value) if value < 0 else value,
    )


class _Negative:
    """A number below zero, formatted with a minus sign in place of a hyphen."""

    def __init__(self, value: float) -> None:
        self._value = value

    def __format__(self, spec: str) -> str:
        return format(self._value, spec).replace("-", "−", 1)


def seconds(value: float | None) -> str:
    """A duration: ``320 µs``, ``45 ms``, ``1.23 s``, ``12.3 s``, ``2 min 5 s``."""
    if value is None or not math.isfinite(value):
        return UNKNOWN
    size = abs(value)
    if size >= 3599.5:
        hours, rest = divmod(round(size / 60), 60)
        text = f"{hours} h {rest} min"
    elif size >= 99.95:
        minutes, rest = divmod(round(size), 60)
        text = f"{minutes} min {rest} s"
    elif size >= 9.995:
        text = f"{size:.1f} s"
    elif size >= 0.9995:
        text = f"{size:.2f} s"
    elif size >= 0.0009995 or size == 0:
        text = f"{_three_digits(size * 1e3)} ms" if size else "0 s"
    else:
        text = f"{_three_digits(size * 1e6)} µs"
    return f"−{text}" if value < 0 else text


def ratio(value: float | None) -> str:
    """A speedup: ``1.83×``."""
    if value is None or not math.isfinite(value):
        return UNKNOWN
    return f"{value:.2f}×" if abs(value) < 99.995 else f"{value:.0f}×"


def percent(value: float | None) -> str:
    """A share: ``91 %``, below ten percent with a decimal, ``4.6 %``."""
    if value is None or not math.isfinite(value):
        return UNKNOWN
    share = value * 100
    text = f"{abs(share):.1f}" if 0 < abs(share) < 9.95 else f"{abs(share):.0f}"
    return f"−{text} %" if share < 0 else f"{text} %"


def score(value: float | None) -> str:
    """An accuracy or another score: ``0.967``."""
    if value is None or not math.isfinite(value):
        return UNKNOWN
    text = f"{abs(value):.3f}" if abs(value) < 100 else f"{abs(value):.4g}"
    return f"−{text}" if value < 0 else text


def bytes_text(value: float | None) -> str:
    """A size in binary units: ``4.8 KiB``, ``1.2 GiB``."""
    if value is None or not math.isfinite(value):
        return UNKNOWN
    units = ("B", "KiB", "MiB", "GiB", "TiB")
    power = 0
    # Three digits are shown; 1,000 of a unit are already more than they can say.
    while abs(value) >= 999.5 and power < len(units) - 1:
        value /= 1024
        power += 1
    return f"{value:.0f} B" if power == 0 else f"{value:.3g} {units[power]}"


class Language(QObject):
    """The language that is chosen; ``changed`` after its translators are installed.

    Texts are looked up when widgets are built, so a change means building them again.
    """

    changed = Signal()

    def __init__(
        self, *, code: LanguageCode = "system", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._code = code
        self._translators: list[QTranslator] = []
        self._families: tuple[str, ...] = ()
        """What the application's font is completed with now."""
        self._apply()

    @property
    def code(self) -> LanguageCode:
        """The choice, ``"system"`` included."""
        return self._code

    @property
    def effective(self) -> Literal["en", "zh_CN"]:
        """The language shown: a system in any Chinese gets Simplified Chinese."""
        if self._code != "system":
            return self._code
        chinese = QLocale.system().language() == QLocale.Language.Chinese
        return "zh_CN" if chinese else "en"

    @property
    def legible(self) -> bool:
        """Whether there is a font for the language shown."""
        if self.effective != "zh_CN" or self._families:
            return True
        # Of the shipped glyphs Qt does not say this: they are too few for a language.
        return bool(
            QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
        )

    def set(self, code: LanguageCode) -> None:
        """Speak another language; ``"system"`` takes the system's where it is known."""
        if code != self._code:
            self._code = code
            self._apply()
            self.changed.emit()

    def remove(self) -> None:
        """Take translators and Chinese glyphs out of the application again."""
        for translator in self._translators:
            QCoreApplication.removeTranslator(translator)
        self._translators.clear()
        self._write_also_with(())

    def _apply(self) -> None:
        self.remove()
        code = self.effective
        locale = QLocale(code)
        locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
        QLocale.setDefault(locale)
        if code == "zh_CN":
            self._write_also_with(_shipped_chinese())
            qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            self._install(f"{qt}/qtbase_zh_CN.qm")
            self._install(str(assets.path("i18n", "zh_CN.qm")))

    def _write_also_with(self, families: Sequence[str]) -> None:
        """Take the glyphs that the application's font lacks from ``families``."""
        app = QApplication.instance()
        if isinstance(app, QApplication) and (families or self._families):
            font = QFont(app.font())
            own = [name for name in font.families() if name not in self._families]
            font.setFamilies([*own, *families])
            app.setFont(font)
        self._families = tuple(families)

    def _install(self, file: str) -> None:
        translator = QTranslator(self)
        if translator.load(file):
            QCoreApplication.installTranslator(translator)
            self._translators.append(translator)


def _three_digits(value: float) -> str:
    return f"{value:.0f}" if value >= 9.95 else f"{value:.1f}"


@cache
def _shipped_chinese() -> tuple[str, ...]:
    """The families of the shipped glyphs, where the system has none of its own.

    A system's own font looks better. These are taken for Latin letters too, and are
    wider: so they are in use only as long as Chinese is shown.
    """
    chinese = QFontDatabase.WritingSystem.SimplifiedChinese
    file = assets.path("fonts", "NotoSansSC-subset.otf")
    if QFontDatabase.families(chinese) or not file.is_file():
        return ()
    number = QFontDatabase.addApplicationFont(str(file))
    return tuple(QFontDatabase.applicationFontFamilies(number)) if number >= 0 else ()
