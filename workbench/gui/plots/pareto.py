"""What a score costs: members and rules, and which of them no other one beats."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QWidget

from workbench.core.ensemble import Axis
from workbench.core.state import RunState
from workbench.gui.i18n import bytes_text, say, score, seconds
from workbench.gui.plots.axes import LabelAxis, RoundAxis
from workbench.gui.plots.base import Plot
from workbench.gui.plots.choice import Choice
from workbench.gui.plots.key import Entry
from workbench.gui.plots.pareto_layer import ParetoLayer
from workbench.gui.plots.pareto_picture import (
    Picture,
    Point,
    axes_of,
    cost_labels,
    frontier_of,
    resolve,
)
from workbench.gui.plots.rows import (
    KINDS,
    SHAPE_OF,
    kind,
    kind_colour,
    kind_text,
    score_name,
)
from workbench.gui.plots.table import Table
from workbench.gui.theme import Theme

_REACH = 14.0


class ParetoPlot(Plot):
    """A mark per row, the frontier as steps, the cheapest good one in a ring."""

    name = "pareto"

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._costs = LabelAxis("bottom")
        axes = {"bottom": self._costs, "left": RoundAxis("left")}
        super().__init__(theme, axes, parent)
        self._axis: Axis = "predict_s"
        self._layer = ParetoLayer()
        self.canvas.add_layer(self._layer)
        self._choice = Choice("pareto_axis", self.tr("Cost shown"), self)
        self._choice.chosen.connect(self._choose)
        self._choice.hide()
        self.refresh()

    @property
    def title(self) -> str:
        """The picture's heading."""
        return self.tr("Score and cost")

    @property
    def picture(self) -> Picture | None:
        """What is drawn."""
        return self._layer.picture

    def tools(self) -> QWidget:
        """The choice of the cost."""
        return self._choice

    def show_axis(self, axis: Axis) -> None:
        """Draw this cost from now on."""
        self._axis = axis
        self.show_again()

    def draw(self, state: RunState) -> None:
        """Show ``state``, with the costs to choose from."""
        texts: dict[Axis, str] = {
            "predict_s": self.tr("predict time"),
            "cpu_s": self.tr("CPU time"),
        }
        offered = axes_of(state.findings)
        self._choice.offer([(a, texts[a]) for a in offered], self._shown(state))
        super().draw(state)

    def subtitle(self, state: RunState) -> str:
        """Which row is the cheapest good one, and how many have no place."""
        found, picture = state.findings, resolve(state.findings, self._shown(state))
        if found is None or picture is None:
            return ""
        texts = []
        cheapest = found.row(picture.cheapest) if picture.cheapest else None
        if cheapest is not None:
            words = self.tr("cheapest good one: {title}")
            texts.append(words.format(title=say(cheapest.title)))
        if missing := len(found.rows) - len(picture.points):
            words = self.tr("{count} without figures")
            texts.append(words.format(count=missing))
        return " · ".join(texts)

    def table(self, state: RunState) -> Table:
        """A row per member and rule with its score and all its costs."""
        found = state.findings
        headers = (
            self.tr("member or rule"),
            self.tr("kind"),
            score_name(found.metric if found else state.metric),
            self.tr("95 % from"),
            self.tr("95 % to"),
            self.tr("predict (s)"),
            self.tr("CPU of all fits (s)"),
            self.tr("fit (s)"),
            self.tr("combine (s)"),
            self.tr("memory (bytes)"),
            self.tr("disk (bytes)"),
            self.tr("on the frontier"),
            self.tr("cheapest good one"),
        )
        if found is None:
            return Table(headers=headers)
        frontier = frontier_of(found, self._shown(state))
        keys = frontier.keys if frontier else ()
        cheapest = frontier.cheapest if frontier else None
        yes = self.tr("yes")
        rows = tuple(
            (
                say(row.title),
                kind_text(kind(row)),
                row.mean,
                *(row.ci95 or (None, None)),
                row.cost.predict_s,
                row.cost.cpu_s,
                row.cost.fit_s,
                row.cost.combine_s,
                row.cost.memory_bytes,
                row.cost.disk_bytes,
                yes if row.key in keys else "",
                yes if row.key == cheapest else "",
            )
            for row in found.rows
        )
        return Table(headers=headers, rows=rows)

    def question(self) -> str:
        """What the empty picture promises."""
        return self.tr(
            "Is the best score worth its price? Each member and rule becomes a mark, "
            "and the cheapest of the good ones is ringed."
        )

    def waiting(self) -> str:
        """What a running experiment has to do first."""
        return self.tr("The marks appear as soon as all members and rules are scored.")

    def has_picture(self, state: RunState) -> bool:
        """Whether there is anything to draw."""
        return resolve(state.findings, self._shown(state)) is not None

    def update_picture(self, state: RunState) -> None:
        """Apply the difference between ``state`` and what is drawn."""
        found, picture = state.findings, resolve(state.findings, self._shown(state))
        if found is None or picture is None or picture == self._layer.picture:
            return
        self._layer.show_picture(picture, self.colours, self.small_font())
        self._costs.set_labels(cost_labels(picture))
        self.canvas.set_axis_label("bottom", self._axis_text(picture.axis))
        self.canvas.set_axis_label("left", score_name(found.metric))
        self.canvas.set_ranges(picture.x, picture.y)
        self.canvas.set_key(self._key(picture))

    def forget(self) -> None:
        """Take everything as undrawn."""
        self._layer.picture = None

    def tip(self, position: QPointF) -> str:
        """Score and all costs of the mark under the mouse."""
        picture, found = self._layer.picture, self.state.findings
        if picture is None or found is None:
            return ""
        width, height = self.canvas.pixel_size
        low = picture.y[0]

        def distance(point: Point) -> float:
            across = (math.log10(point.cost) - position.x()) / width
            along = (max(point.score, low) - position.y()) / height
            return math.hypot(across, along)

        near = min(picture.points, key=distance)
        return self._describe(near) if distance(near) <= _REACH else ""

    def _describe(self, point: Point) -> str:
        found = self.state.findings
        row = found.row(point.key) if found else None
        if found is None or row is None:
            return ""
        figure = f"{score_name(found.metric)} {score(point.score)}"
        if point.ci95 is not None:
            figure += f" ({score(point.ci95[0])} … {score(point.ci95[1])})"
        cost = row.cost
        lines = [
            f"{point.title} ({kind_text(point.kind)})",
            figure,
            self.tr("predict {time} per split, fit {fit}").format(
                time=seconds(cost.predict_s), fit=seconds(cost.fit_s)
            ),
            self.tr("CPU time of all fits {time}").format(time=seconds(cost.cpu_s)),
        ]
        if cost.disk_bytes is not None:
            size = bytes_text(cost.disk_bytes)
            lines.append(self.tr("{size} on disk").format(size=size))
        return "\n".join(lines)

    def _key(self, picture: Picture) -> tuple[Entry, ...]:
        colours = self.colours
        used = {point.kind for point in picture.points}
        entries = [
            Entry(
                sign="mark",
                colour=kind_colour(colours, one),
                text=kind_text(one),
                shape=SHAPE_OF[one],
            )
            for one in KINDS
            if one in used
        ]
        if picture.steps:
            text = self.tr("frontier")
            entries.append(Entry(sign="solid", colour=colours.muted, text=text))
        if picture.band is not None:
            text = self.tr("within one standard error")
            entries.append(Entry(sign="band", colour=colours.good, text=text))
        if picture.cheapest is not None:
            text = self.tr("cheapest of these")
            entries.append(Entry(sign="ring", colour=colours.text, text=text))
        if any(point.below for point in picture.points):
            text = self.tr("hollow: lower")
            entries.append(Entry(sign="", colour=colours.muted, text=text))
        return tuple(entries)

    def _axis_text(self, axis: Axis) -> str:
        if axis == "predict_s":
            return self.tr("time to predict the test rows of a split (log scale)")
        return self.tr("CPU time of all fits (log scale)")

    def _shown(self, state: RunState) -> Axis:
        offered = axes_of(state.findings)
        return self._axis if self._axis in offered or not offered else offered[0]

    def _choose(self, key: str) -> None:
        self.show_axis("cpu_s" if key == "cpu_s" else "predict_s")
