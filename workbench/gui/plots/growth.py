"""Growing an ensemble, member by member: what each size scores, and what it costs."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QHBoxLayout, QWidget

from workbench.core.state import Growth, RunState
from workbench.gui.i18n import say, score, seconds
from workbench.gui.naming import named
from workbench.gui.plots.axes import RoundAxis
from workbench.gui.plots.base import Plot
from workbench.gui.plots.choice import Choice
from workbench.gui.plots.growth_curves import (
    Across,
    Curve,
    Picture,
    Spot,
    Up,
    resolve,
    ways,
)
from workbench.gui.plots.growth_layer import GrowthLayer, near
from workbench.gui.plots.key import Entry
from workbench.gui.plots.layers import SHAPES
from workbench.gui.plots.rows import score_name
from workbench.gui.plots.table import Cell, Table
from workbench.gui.theme import Theme

_REACH = 16.0
"""Within how many pixels of a point its tip is shown."""
_ACROSS: tuple[Across, ...] = ("members", "cpu_s", "wall_s")


class GrowthPlot(Plot):
    """A curve per way of growing, in its 95 % band; in wall time per worker count too.

    A hollow mark shows where a curve ended, with the reason beside it.
    """

    name = "growth"

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._bottom = RoundAxis("bottom")
        axes = {"bottom": self._bottom, "left": RoundAxis("left")}
        super().__init__(theme, axes, parent)
        self._across: Across = "members"
        self._up: Up = "score"
        self._layer = GrowthLayer()
        self.canvas.add_layer(self._layer)
        self._up_choice = Choice("growth_up", self.tr("What is drawn upwards"))
        self._up_choice.chosen.connect(self._choose_up)
        self._across_choice = Choice("growth_across", self.tr("What is drawn across"))
        self._across_choice.chosen.connect(self._choose_across)
        self._tools = self._make_tools()
        self.refresh()

    @property
    def title(self) -> str:
        """The picture's heading."""
        return self.tr("Growth")

    @property
    def picture(self) -> Picture | None:
        """What is drawn."""
        return self._layer.picture

    def tools(self) -> QWidget:
        """What is drawn upwards, and against what."""
        return self._tools

    def show_axes(self, across: Across, up: Up) -> None:
        """Draw ``up`` against ``across`` from now on."""
        self._across, self._up = across, up
        self.show_again()

    def draw(self, state: RunState) -> None:
        """Show ``state``, with what there is to choose from."""
        self._offer(state)
        super().draw(state)

    def subtitle(self, state: RunState) -> str:
        """Why it ended, or how far it is."""
        grown = list(_all(state))
        ended = [g.end for _, _, g in grown if g.end is not None]
        if state.live and grown:
            most = max(
                (g.points[-1].members for _, _, g in grown if g.points), default=0
            )
            live = self.tr("live")
            return f"{self._members(most)} · {live}"
        if len(state.growth) == 1 and ended:
            return say(ended[-1].sentence)
        if len(state.growth) > 1:
            return self.tr("{count} ways of growing").format(count=len(state.growth))
        return ""

    def table(self, state: RunState) -> Table:
        """A row per way of growing, worker count and size, whatever is drawn."""
        headers = (
            self.tr("method"),
            self.tr("workers"),
            self.tr("members"),
            score_name(state.metric),
            self.tr("95 % from"),
            self.tr("95 % to"),
            self.tr("log loss"),
            self.tr("95 % from"),
            self.tr("95 % to"),
            self.tr("CPU (s)"),
            self.tr("wall time (s)"),
            self.tr("gain per member"),
            self.tr("95 % from"),
            self.tr("95 % to"),
            self.tr("gain per CPU second"),
            self.tr("out-of-bag score"),
            self.tr("why it ended"),
        )
        rows = [
            row
            for method, workers, grown in _all(state)
            for row in _rows(self._method(method, state), workers, grown)
        ]
        return Table(headers=headers, rows=tuple(rows))

    def question(self) -> str:
        """What the empty picture promises."""
        return self.tr(
            "How many members are enough? Each size becomes a point with its 95 % "
            "interval, until one more member gains no more than noise."
        )

    def waiting(self) -> str:
        """What a running experiment has to do first."""
        return self.tr("The first point appears with the first members.")

    def why_empty(self, state: RunState) -> str:
        """Says when the run grew nothing."""
        if state.status == "done" and not state.growth:
            return self.tr(
                "No ensemble was grown in this experiment: its members are all "
                "different."
            )
        return super().why_empty(state)

    def has_picture(self, state: RunState) -> bool:
        """Whether there is anything to draw."""
        return self._resolve(state) is not None

    def update_picture(self, state: RunState) -> None:
        """Apply the difference between ``state`` and what is drawn."""
        picture = self._resolve(state)
        if picture is None or picture == self._layer.picture:
            return
        ends = [self._end_words(curve) for curve in picture.curves]
        self._layer.show_picture(picture, self.colours, self.small_font(), ends)
        self._bottom.whole = picture.across == "members"
        self.canvas.set_axis_label("bottom", self._across_text(picture.across))
        self.canvas.set_axis_label("left", self._up_text(picture.up, state))
        self.canvas.set_ranges(picture.x, picture.y)
        self.canvas.set_key(self._key(picture, state))

    def forget(self) -> None:
        """Take everything as undrawn."""
        self._layer.picture = None

    def tip(self, position: QPointF) -> str:
        """All that is known of the point under the mouse."""
        picture = self._layer.picture
        if picture is None:
            return ""
        found = near(picture, position, self.canvas.pixel_size, _REACH)
        return self._describe(*found) if found else ""

    def _resolve(self, state: RunState) -> Picture | None:
        up = self._up if self._up in ways(state.growth) else "score"
        return resolve(state.growth, self._across, up)

    def _describe(self, curve: Curve, spot: Spot) -> str:
        point, state = spot.point, self.state
        lines = [
            f"{self._method(curve.method, state)}, {self._members(point.members)}",
            f"{score_name(state.metric)} {_with(point.score, point.score_ci95)}",
        ]
        if point.log_loss is not None:
            loss = _with(point.log_loss, point.log_loss_ci95)
            lines.append(self.tr("log loss {value}").format(value=loss))
        lines.append(
            self.tr("{cpu} CPU time, {wall} since the trial began").format(
                cpu=seconds(point.cpu_s), wall=seconds(point.wall_s)
            )
        )
        if point.gain is not None:
            gain = _with(point.gain, point.gain_ci95, "+.4f")
            lines.append(self.tr("one more member: {gain}").format(gain=gain))
        if curve.end is not None and spot is curve.spots[-1]:
            lines.append(say(curve.end.sentence))
        return "\n".join(lines)

    def _members(self, count: int) -> str:
        words = self.tr("1 member") if count == 1 else self.tr("{count} members")
        return words.format(count=count)

    def _end_words(self, curve: Curve) -> str:
        if curve.end is None:
            return ""
        words = (
            self.tr("{count}: no more gain")
            if curve.end.flat
            else self.tr("{count}: the largest size")
        )
        return words.format(count=curve.end.members)

    def _key(self, picture: Picture, state: RunState) -> tuple[Entry, ...]:
        entries = [
            Entry(
                sign="curve",
                colour=self.colours.series[number % len(self.colours.series)],
                text=self._curve_text(curve, picture, state),
                shape=SHAPES[number % len(SHAPES)],
            )
            for number, curve in enumerate(picture.curves)
        ]
        if any(curve.bands() for curve in picture.curves):
            band = Entry(
                sign="band",
                colour=self.colours.muted if len(entries) > 1 else entries[0].colour,
                text=self.tr("95 % interval"),
            )
            entries.append(band)
        return tuple(entries)

    def _curve_text(self, curve: Curve, picture: Picture, state: RunState) -> str:
        method = self._method(curve.method, state)
        if picture.across != "wall_s":
            return method
        workers = (
            self.tr("1 worker")
            if curve.workers == 1
            else self.tr("{count} workers").format(count=curve.workers)
        )
        several = len({curve.method for curve in picture.curves}) > 1
        return f"{method}, {workers}" if several else workers

    @staticmethod
    def _method(method: str, state: RunState) -> str:
        title = state.model_titles.get(method)
        return say(title) if title else method.replace("_", " ")

    def _up_text(self, up: Up, state: RunState) -> str:
        return {
            "score": score_name(state.metric),
            "log_loss": self.tr("log loss (lower is better)"),
            "gain": self.tr("gain per CPU second"),
        }[up]

    def _across_text(self, across: Across) -> str:
        return {
            "members": self.tr("members"),
            "cpu_s": self.tr("CPU seconds of all members, all splits"),
            "wall_s": self.tr("seconds since the trial began"),
        }[across]

    def _offer(self, state: RunState) -> None:
        short = {
            "score": score_name(state.metric),
            "log_loss": self.tr("log loss"),
            "gain": self.tr("gain per CPU s"),
        }
        upwards = ways(state.growth)
        self._up_choice.offer(
            [(up, short[up]) for up in upwards],
            self._up if self._up in upwards else "score",
        )
        across = {
            "members": self.tr("members"),
            "cpu_s": self.tr("CPU seconds"),
            "wall_s": self.tr("wall seconds"),
        }
        self._across_choice.offer([(a, across[a]) for a in _ACROSS], self._across)

    def _choose_up(self, key: str) -> None:
        self.show_axes(
            self._across, next(u for u in ways(self.state.growth) if u == key)
        )

    def _choose_across(self, key: str) -> None:
        self.show_axes(next(a for a in _ACROSS if a == key), self._up)

    def _make_tools(self) -> QWidget:
        tools = named(QWidget(self), "growth_tools")
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._up_choice)
        row.addWidget(self._across_choice)
        tools.hide()
        return tools


def _all(state: RunState) -> Iterator[tuple[str, int, Growth]]:
    for method, by_workers in state.growth.items():
        for workers in sorted(by_workers):
            yield method, workers, by_workers[workers]


def _rows(method: str, workers: int, grown: Growth) -> Iterator[tuple[Cell, ...]]:
    end = grown.end
    for point in grown.points:
        last = end is not None and point is grown.points[-1]
        yield (
            method,
            workers,
            point.members,
            point.score,
            *(point.score_ci95 or (None, None)),
            point.log_loss,
            *(point.log_loss_ci95 or (None, None)),
            point.cpu_s,
            point.wall_s,
            point.gain,
            *(point.gain_ci95 or (None, None)),
            point.gain_per_cpu_s,
            end.oob_score if end is not None and last else None,
            say(end.sentence) if end is not None and last else "",
        )


def _with(
    value: float, bounds: tuple[float, float] | None, form: str | None = None
) -> str:
    """A figure and its interval."""

    def text(number: float) -> str:
        return f"{number:{form}}".replace("-", "−") if form else score(number)

    if bounds is None:
        return text(value)
    return f"{text(value)} ({text(bounds[0])} … {text(bounds[1])})"
