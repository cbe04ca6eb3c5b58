"""How a column of texts becomes numbers; plain settings that every layer may hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Terms = Literal["words", "characters"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSettings:
    """TF-IDF: each text a row of unit length with a column for each term.

    A term that occurs c times in a text and in d of n training texts weighs
    (1 + ln c) · (1 + ln((1 + n) / (1 + d))), or c times the latter without
    ``sublinear`` (Salton and Buckley, 1988, as scikit-learn's ``TfidfVectorizer``).
    """

    terms: Terms = "words"
    """What is counted: words of at least two letters, or single characters."""
    longest: int = 1
    """Runs of up to so many terms are terms of their own (n-grams)."""
    min_df: int = 2
    """A term must occur in so many training texts."""
    max_features: int = 1000
    """Only the most frequent terms are kept."""
    sublinear: bool = True
    """Whether the second occurrence of a term counts for less than the first."""
