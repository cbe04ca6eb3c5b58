"""Task length against efficiency, an engine a curve: which one to take for which."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QWidget

from workbench.core.state import RunState
from workbench.gui.i18n import percent, say
from workbench.gui.plots.axes import LabelAxis
from workbench.gui.plots.base import Plot
from workbench.gui.plots.crossover_layer import (
    CrossoverLayer,
    engine_colour,
    engine_shape,
)
from workbench.gui.plots.crossover_picture import (
    Curve,
    Picture,
    Spot,
    length_labels,
    nearest,
    resolve,
    share_labels,
)
from workbench.gui.plots.key import Entry
from workbench.gui.plots.table import Table
from workbench.gui.theme import Theme
from workbench.scaling.comparison_words import length_text

_REACH = 14.0
"""Within how many pixels of a mark its tip is shown."""


class CrossoverPlot(Plot):
    """Marks with 95 % intervals on a logarithmic axis; above them the choice."""

    name = "crossover"

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._lengths = LabelAxis("bottom")
        self._shares = LabelAxis("left")
        axes = {"bottom": self._lengths, "left": self._shares}
        super().__init__(theme, axes, parent)
        self._layer = CrossoverLayer()
        self.canvas.add_layer(self._layer)
        self.refresh()

    @property
    def title(self) -> str:
        """The picture's heading."""
        return self.tr("Which engine for which task length")

    @property
    def picture(self) -> Picture | None:
        """What is drawn."""
        return self._layer.picture

    def subtitle(self, state: RunState) -> str:
        """What the tasks are made of, and on how many workers."""
        picture = resolve(state.comparison)
        if picture is None:
            return ""
        workers = (
            self.tr("1 worker")
            if picture.workers == 1
            else self.tr("{count} workers").format(count=picture.workers)
        )
        native = state.spec is not None and state.spec.engines.work == "native"
        tasks = self.tr("native code") if native else self.tr("Python code")
        return f"{workers} · {tasks}"

    def table(self, state: RunState) -> Table:
        """A row per engine and task length."""
        found = state.comparison.found if state.comparison else None
        headers = (
            self.tr("engine"),
            self.tr("task length (s)"),
            self.tr("efficiency"),
            self.tr("95 % from"),
            self.tr("95 % to"),
            self.tr("tasks"),
        )
        rows = tuple(
            (
                say(row.title),
                point.length_s,
                point.efficiency.value,
                *(point.efficiency.ci95 or (None, None)),
                point.tasks,
            )
            for row in (found.rows if found else ())
            for point in row.curve
        )
        return Table(headers=headers, rows=rows)

    def question(self) -> str:
        """What the empty picture promises."""
        return self.tr(
            "How long must a task be for an engine to pay? Each engine becomes a curve "
            "of its efficiency against the length of a task."
        )

    def waiting(self) -> str:
        """What a running experiment has to do first."""
        return self.tr(
            "The curves appear once every engine was timed with tasks of all lengths."
        )

    def why_empty(self, state: RunState) -> str:
        """Says when no engines were compared."""
        if state.status == "done" and state.comparison is None:
            return self.tr("No other engines were compared in this run.")
        return super().why_empty(state)

    def has_picture(self, state: RunState) -> bool:
        """Whether there is anything to draw."""
        return resolve(state.comparison) is not None

    def update_picture(self, state: RunState) -> None:
        """Apply the difference between ``state`` and what is drawn."""
        picture = resolve(state.comparison)
        if picture is None or picture == self._layer.picture:
            return
        self._layer.show_picture(
            picture, self.colours, self.small_font(), self._level(picture)
        )
        self._lengths.set_labels(length_labels(picture))
        self._shares.set_labels(share_labels(picture))
        self.canvas.set_axis_label("bottom", self.tr("length of a task (log scale)"))
        self.canvas.set_axis_label("left", self.tr("efficiency"))
        self.canvas.set_ranges(picture.x, picture.y)
        self.canvas.set_key(self._key(picture))

    def forget(self) -> None:
        """Take everything as undrawn."""
        self._layer.picture = None

    def tip(self, position: QPointF) -> str:
        """Engine, length and efficiency of the mark under the mouse."""
        picture = self._layer.picture
        if picture is None:
            return ""
        at = position.x(), position.y()
        found = nearest(picture, at, self.canvas.pixel_size, _REACH)
        return self._describe(*found) if found else ""

    def _describe(self, curve: Curve, spot: Spot) -> str:
        efficiency = percent(spot.point.efficiency.value)
        if spot.point.efficiency.ci95 is not None:
            low, high = map(percent, spot.point.efficiency.ci95)
            efficiency += f" ({low} – {high})"
        lines = (
            self.tr("{engine}, tasks of {length}"),
            self.tr("efficiency {share}"),
            self.tr("{count} tasks a time"),
        )
        return "\n".join(lines).format(
            engine=say(curve.title),
            length=length_text(spot.point.length_s),
            share=efficiency,
            count=spot.point.tasks,
        )

    def _level(self, picture: Picture) -> str:
        if picture.level is None:
            return ""
        words = self.tr("worth it from {share} on")
        return words.format(share=percent(picture.level / 100))

    def _key(self, picture: Picture) -> tuple[Entry, ...]:
        return tuple(
            Entry(
                sign="curve",
                colour=engine_colour(self.colours, curve.number),
                text=say(curve.title),
                shape=engine_shape(curve.number, len(self.colours.series)),
            )
            for curve in picture.curves
        )
