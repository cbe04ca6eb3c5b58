"""Two members at a time: how alike they are, in five measures, and how they are read.

Source: Kuncheva and Whitaker, Machine Learning 51, 2003.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Literal, get_args

from PySide6.QtCore import QCoreApplication

from workbench.core.ensemble import Diversity, EnsembleFindings, Matrix
from workbench.gui.i18n import UNKNOWN
from workbench.gui.plots.rows import titles
from workbench.gui.plots.table import Cell, Table

Measure = Literal["q", "correlation", "disagreement", "double_fault", "kappa"]

MEASURES: tuple[Measure, ...] = get_args(Measure)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two members by their places in ``members``, the first one first."""

    first: int
    second: int
    kappa: float | None
    mean_error: float | None


def measured(found: Diversity, measure: Measure) -> Matrix:
    """The matrix of a measure."""
    matrix: Matrix = getattr(found, measure)
    return matrix


def pairs(found: Diversity) -> tuple[Pair, ...]:
    """Every two members once."""
    return tuple(
        Pair(
            first=i,
            second=j,
            kappa=found.kappa[i][j],
            mean_error=found.mean_error[i][j],
        )
        for i, j in combinations(range(len(found.members)), 2)
    )


def member_titles(found: EnsembleFindings) -> tuple[str, ...]:
    """The members' titles in the order of the matrices."""
    known = titles(found)
    members = found.diversity.members if found.diversity else ()
    return tuple(known.get(key, key) for key in members)


def short_text(measure: Measure) -> str:
    """What a measure is called in a list to choose from."""
    return {
        "q": QCoreApplication.translate("Pairs", "Q statistic"),
        "correlation": QCoreApplication.translate("Pairs", "correlation"),
        "disagreement": QCoreApplication.translate("Pairs", "disagreement"),
        "double_fault": QCoreApplication.translate("Pairs", "double fault"),
        "kappa": QCoreApplication.translate("Pairs", "Cohen’s kappa"),
    }[measure]


def meaning(measure: Measure) -> str:
    """How the figures of a measure are read."""
    return {
        "q": QCoreApplication.translate(
            "Pairs", "1: right and wrong on the same rows, 0: independent"
        ),
        "correlation": QCoreApplication.translate(
            "Pairs", "1: right and wrong on the same rows, 0: unrelated"
        ),
        "disagreement": QCoreApplication.translate(
            "Pairs", "share of rows that only one of both gets right"
        ),
        "double_fault": QCoreApplication.translate(
            "Pairs", "share of rows that both get wrong"
        ),
        "kappa": QCoreApplication.translate(
            "Pairs", "1: always the same answer, 0: alike by chance only"
        ),
    }[measure]


def figure(value: float | None, digits: int = 2) -> str:
    """A measure of a pair as it is written."""
    if value is None:
        return UNKNOWN
    text = f"{abs(value):.{digits}f}"
    return f"−{text}" if value < 0 and float(text) else text


def pair_table(found: EnsembleFindings | None) -> Table:
    """A row per pair with all measures."""
    headers = (
        QCoreApplication.translate("Pairs", "first member"),
        QCoreApplication.translate("Pairs", "second member"),
        *(short_text(measure) for measure in MEASURES),
        QCoreApplication.translate("Pairs", "mean error"),
    )
    if found is None or found.diversity is None:
        return Table(headers=headers)
    names, diversity = member_titles(found), found.diversity

    def row(pair: Pair) -> tuple[Cell, ...]:
        i, j = pair.first, pair.second
        figures = (measured(diversity, measure)[i][j] for measure in MEASURES)
        return (names[i], names[j], *figures, pair.mean_error)

    return Table(headers=headers, rows=tuple(row(pair) for pair in pairs(diversity)))


def pair_words(found: EnsembleFindings, first: int, second: int) -> str:
    """All that is known of two members, for the tip under the mouse."""
    names, diversity = member_titles(found), found.diversity
    if diversity is None:
        return ""
    lines = [f"{names[first]} + {names[second]}"]
    for measure in MEASURES:
        value = figure(measured(diversity, measure)[first][second], 3)
        lines.append(f"{short_text(measure)} {value}")
    error = figure(diversity.mean_error[first][second], 3)
    words = QCoreApplication.translate("Pairs", "mean error {value}")
    return "\n".join([*lines, words.format(value=error)])
