"""What the pictures of joint learning have in common."""

from __future__ import annotations

import math

from workbench.core.joint import JointCourse, JointFindings
from workbench.core.state import RunState
from workbench.gui.i18n import say
from workbench.gui.plots.base import Plot
from workbench.gui.plots.layers import SHAPES, Shape
from workbench.gui.theme import Colours


class JointPlot(Plot):
    """A picture of what the latest trial of joint learning found."""

    def why_empty(self, state: RunState) -> str:
        """Says when nothing was learned jointly."""
        if state.status == "done" and state.joint is None:
            return self.tr(
                "Nothing was learned jointly in this experiment: its models were "
                "fitted in one place."
            )
        return super().why_empty(state)

    def ended_words(self, state: RunState, words: str) -> str:
        """``words``, and that more may come."""
        live = self.tr("live")
        return f"{words} · {live}" if state.live and words else words


def courses(state: RunState) -> dict[str, JointCourse]:
    """All strategies' courses, in the order of the experiment."""
    return state.joint.courses if state.joint else {}


def measured(state: RunState, what: str) -> bool:
    """Whether any strategy has a figure for ``what``.

    Asked of the first rounds and the latest one: what is measured at all is measured
    there, unless a strategy went astray in between.
    """
    return any(
        finite(getattr(one, what)) is not None
        for course in courses(state).values()
        for one in (*course.rounds[:2], *course.rounds[-1:])
    )


def finite(value: float | None) -> float | None:
    """``None`` for what is no number: a table has an empty cell there."""
    return value if value is not None and math.isfinite(value) else None


def strategy_title(state: RunState, key: str) -> str:
    """A strategy as pictures name it."""
    title = state.model_titles.get(key)
    return say(title) if title else key.replace("_", " ")


def client_name(found: JointFindings | None, client: int) -> str:
    """A client as the partition names it, by number where it does not."""
    known = found.partition.clients if found and found.partition else ()
    return known[client].name if 0 <= client < len(known) else str(client + 1)


def series_colour(colours: Colours, number: int) -> str:
    """The colour of the strategy (or class) with this number."""
    return colours.series[number % len(colours.series)]


def series_shape(number: int, colours: int = 8) -> Shape:
    """Its mark: another one when the ``colours`` come round again."""
    return SHAPES[(number + number // colours) % len(SHAPES)]
