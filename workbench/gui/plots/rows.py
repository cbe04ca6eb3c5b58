"""Members and rules as pictures tell them apart, and which one they show first."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QCoreApplication

from workbench.core.ensemble import EnsembleFindings, RowFindings
from workbench.gui.i18n import say
from workbench.gui.plots.layers import Shape
from workbench.gui.theme import Colours

Kind = Literal["member", "rule", "trained"]

KINDS: tuple[Kind, ...] = ("member", "rule", "trained")
SHAPE_OF: dict[Kind, Shape] = {
    "member": "circle",
    "rule": "square",
    "trained": "diamond",
}


def kind(row: RowFindings) -> Kind:
    """A member, a rule that only counts or averages, or one that fits a combiner."""
    if not row.rule:
        return "member"
    return "trained" if row.trained else "rule"


def kind_colour(colours: Colours, kind: Kind) -> str:
    """Each kind's colour; its shape says the same."""
    return colours.series[KINDS.index(kind)]


def kind_text(kind: Kind) -> str:
    """What a key calls a kind."""
    return {
        "member": QCoreApplication.translate("Rows", "member"),
        "rule": QCoreApplication.translate("Rows", "rule"),
        "trained": QCoreApplication.translate("Rows", "trained rule"),
    }[kind]


def score_name(metric: str) -> str:
    """What a score is called along an axis."""
    return {
        "accuracy": QCoreApplication.translate("Rows", "accuracy"),
        "r2": QCoreApplication.translate("Rows", "R²"),
    }.get(metric, QCoreApplication.translate("Rows", "score"))


def titles(found: EnsembleFindings) -> dict[str, str]:
    """Keys and titles of all rows, in their order."""
    return {row.key: say(row.title) for row in found.rows}


def shown_row(
    found: EnsembleFindings | None,
    wanted: str | None,
    having: Callable[[RowFindings], bool],
) -> RowFindings | None:
    """The row ``wanted`` if it has what is drawn, else the best one that has."""
    rows = [row for row in found.rows if having(row)] if found else []
    for row in rows:
        if row.key == wanted:
            return row
    return max(rows, key=_score, default=None)


def _score(row: RowFindings) -> float:
    return -math.inf if row.mean is None else row.mean
