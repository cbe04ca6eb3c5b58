from __future__ import annotations

import math

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication

from workbench.core.messages import Message
from workbench.estimators import title_of_name
from workbench.gui import i18n
from workbench.gui.i18n import Language, say
from workbench.planner import PRESETS


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "–"),
        (math.nan, "–"),
        (0, "0 s"),
        (0.00032, "320 µs"),
        (0.0012, "1.2 ms"),
        (0.045, "45 ms"),
        (0.9996, "1.00 s"),
        (1.234, "1.23 s"),
        (12.34, "12.3 s"),
        (99.96, "1 min 40 s"),
        (125, "2 min 5 s"),
        (3599.6, "1 h 0 min"),
        (7500, "2 h 5 min"),
        (-2, "−2.00 s"),
    ],
)
def test_that_durations_read_in_the_unit_that_fits(
    value: float | None, text: str
) -> None:
    assert i18n.seconds(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, "–"), (math.inf, "–"), (1.826, "1.83×"), (0.5, "0.50×"), (123.4, "123×")],
)
def test_that_speedups_have_two_decimals(value: float | None, text: str) -> None:
    assert i18n.ratio(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "–"),
        (0, "0 %"),
        (0.0463, "4.6 %"),
        (0.0996, "10 %"),
        (0.914, "91 %"),
        (-0.031, "−3.1 %"),
    ],
)
def test_that_shares_read_as_percent(value: float | None, text: str) -> None:
    assert i18n.percent(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, "–"), (0.96666, "0.967"), (-0.5, "−0.500"), (3021.7, "3022")],
)
def test_that_scores_have_three_digits(value: float | None, text: str) -> None:
    assert i18n.score(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "–"),
        (512, "512 B"),
        (4915, "4.8 KiB"),
        (1010 * 2**20, "0.986 GiB"),
        (1.3e9, "1.21 GiB"),
    ],
)
def test_that_sizes_read_in_binary_units(value: float | None, text: str) -> None:
    assert i18n.bytes_text(value) == text


def test_that_chinese_translates_our_texts_and_qts_own(language: Language) -> None:
    language.set("zh_CN")
    assert QCoreApplication.translate("Pages", "History") == "历史"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
    assert QLocale().language() == QLocale.Language.Chinese


def test_that_english_comes_back(language: Language) -> None:
    language.set("zh_CN")
    language.set("en")
    assert QCoreApplication.translate("Pages", "History") == "History"
    assert QLocale().language() == QLocale.Language.English


def test_that_a_change_of_language_is_told_once(language: Language) -> None:
    told: list[str] = []
    language.changed.connect(lambda: told.append(language.code))
    language.set("zh_CN")
    language.set("zh_CN")
    assert told == ["zh_CN"]


def test_that_a_message_without_translation_is_said_in_english(
    language: Language,
) -> None:
    language.set("zh_CN")
    assert say(Message("Nobody translates {n}.", {"n": 1})) == "Nobody translates 1."


@pytest.mark.parametrize(
    ("template", "value", "text"),
    [
        ("{x:+.1f} points", -0.34, "−0.3 points"),
        ("{x:+.1f} points", 0.34, "+0.3 points"),
        ("{x}", -3, "−3"),
        ("{x:.0e}", -1e-5, "−1e-05"),
        ("{x:d}", 7, "7"),
        ("{x}", True, "True"),
        ("n_jobs={x}", "-1", "n_jobs=-1"),
    ],
)
def test_that_numbers_in_sentences_have_a_minus_and_texts_their_hyphens(
    template: str, value: float | str, text: str
) -> None:
    assert say(Message(template, {"x": value})) == text
    assert (
        say(Message("({it})", {"it": Message(template, {"x": value})})) == f"({text})"
    )


def test_that_names_that_presets_give_are_translated_and_a_persons_are_not(
    language: Language,
) -> None:
    names = {
        model.name
        for preset in PRESETS.values()
        for model in preset.spec.models
        if model.name
    }
    assert names
    language.set("zh_CN")
    for name in names:
        assert say(title_of_name(name)) != name
    assert say(title_of_name("{mine} 100 %")) == "{mine} 100 %"


def test_that_after_chinese_the_font_is_its_own_again(
    qapp: QApplication, language: Language
) -> None:
    before = qapp.font().families()
    for _ in range(2):
        language.set("zh_CN")
        assert language.legible
        language.set("en")
        assert qapp.font().families() == before
