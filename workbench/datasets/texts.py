"""What data sets of texts share: how rows hold texts, and how these become numbers.

A text is a cell of fixed width, UTF-8 bytes padded with zeros (NumPy's ``S``): an array
like any other, so that workers see it in shared memory without a copy.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import cast

import numpy as np
from numpy.typing import NDArray

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import Parameter, ParamValue, whole
from workbench.core.text import Terms, TextSettings

MOST_TEXT_BYTES = 512 * 2**20
"""Of all cells of a column, each as wide as the longest text."""
_LOOKED_AT = 20_000
"""Letters that tell whether a language separates its words."""
_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR")


def text_parameters(terms: Terms = "words", longest: int = 1) -> tuple[Parameter, ...]:
    """The settings of TF-IDF, with defaults for a language."""
    return (
        Parameter(
            name="terms",
            kind="choice",
            default=terms,
            choices=("words", "characters"),
            words={
                "words": Message(QT_TRANSLATE_NOOP("Message", "words")),
                "characters": Message(QT_TRANSLATE_NOOP("Message", "characters")),
            },
            title=Message(QT_TRANSLATE_NOOP("Message", "What is counted")),
            help=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "Words, or single characters: right for Chinese, which sets no "
                    "spaces between words, and for misspelt text.",
                )
            ),
        ),
        Parameter(
            name="longest",
            kind="int",
            default=longest,
            minimum=1,
            maximum=5,
            title=Message(QT_TRANSLATE_NOOP("Message", "Longest run")),
            help=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "Runs of up to so many words or characters are counted as well "
                    "(n-grams): with 2 “not good” is a term of its own.",
                )
            ),
        ),
        Parameter(
            name="min_df",
            kind="int",
            default=2,
            minimum=1,
            maximum=100_000,
            title=Message(QT_TRANSLATE_NOOP("Message", "Fewest texts")),
            help=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "A term must occur in at least so many training texts; rarer ones "
                    "are left out.",
                )
            ),
        ),
        Parameter(
            name="max_features",
            kind="int",
            default=1000,
            minimum=2,
            maximum=20_000,
            title=Message(QT_TRANSLATE_NOOP("Message", "Most terms")),
            help=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "Only so many terms are kept, the most frequent ones of the "
                    "training texts. Each is a column, and more of them take longer.",
                )
            ),
        ),
        Parameter(
            name="sublinear",
            kind="bool",
            default=True,
            title=Message(QT_TRANSLATE_NOOP("Message", "Dampen repetition")),
            help=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "A term that occurs ten times in a text counts about three times "
                    "as much as one that occurs once, not ten times.",
                )
            ),
        ),
    )


def settings_of(params: Mapping[str, ParamValue]) -> TextSettings:
    """From filled :func:`text_parameters`."""
    return TextSettings(
        terms=cast("Terms", params["terms"]),
        longest=whole(params, "longest"),
        min_df=whole(params, "min_df"),
        max_features=whole(params, "max_features"),
        sublinear=bool(params["sublinear"]),
    )


def guessed_settings(texts: Sequence[str]) -> TextSettings:
    """For a file: characters and pairs of them where words are not set apart."""
    letters = unspaced = 0
    for letter in _letters(texts):
        letters += 1
        unspaced += unicodedata.name(letter, "").startswith(_UNSPACED)
        if letters >= _LOOKED_AT:
            break
    if 2 * unspaced > letters:
        return TextSettings(terms="characters", longest=2)
    return TextSettings()


def _letters(texts: Iterable[str]) -> Iterable[str]:
    return (letter for text in texts for letter in text if letter.isalpha())


def column_of(texts: Sequence[str], width: int = 1) -> NDArray[np.bytes_]:
    """The texts as (rows, 1), at least ``width`` bytes wide."""
    cells = [text.encode() for text in texts]
    width = max([width, *map(len, cells)])
    return np.array(cells, dtype=f"S{width}").reshape(-1, 1)
