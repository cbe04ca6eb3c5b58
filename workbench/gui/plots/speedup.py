"""Speedup against workers: what was measured, with intervals, beside the ideal."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication, QPointF
from PySide6.QtWidgets import QWidget

from workbench.core.events import ScalingLaw, ScalingPoint
from workbench.core.state import RunState
from workbench.core.steadiness import Scatter
from workbench.gui.i18n import percent, ratio, seconds
from workbench.gui.plots.axes import LabelAxis, NumberAxis
from workbench.gui.plots.base import Plot
from workbench.gui.plots.key import Entry
from workbench.gui.plots.speedup_layer import SpeedupLayer
from workbench.gui.plots.speedup_picture import Picture, grows, outliers, resolve
from workbench.gui.plots.table import Table
from workbench.gui.theme import Theme

_REACH = 14.0
"""Within how many pixels of a mark its tip is shown."""


class SpeedupPlot(Plot):
    """Filled marks with 95 % intervals, single repeats as faint dots beside them.

    Repeats with an outlier are crosses; they count like all others.
    """

    name = "speedup"

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._workers = LabelAxis("bottom")
        axes = {"bottom": self._workers, "left": NumberAxis("left")}
        super().__init__(theme, axes, parent)
        self._layer = SpeedupLayer()
        self.canvas.add_layer(self._layer)
        self.refresh()

    @property
    def title(self) -> str:
        """The picture's heading."""
        return self.tr("Speedup")

    def subtitle(self, state: RunState) -> str:
        """The efficiency of the fastest count, and the repeats behind it."""
        picture = resolve(state)
        if picture is None:
            return ""
        best = max(picture.points, key=lambda p: p.speedup)
        repeats = min(len(p.seconds) for p in picture.points)
        texts = [self.tr("scaled")] if picture.weak else []
        if best.workers != picture.baseline:
            texts.append(
                self.tr("{share} efficient on {workers} workers").format(
                    share=percent(best.efficiency), workers=best.workers
                )
            )
        if odd := sum(len(one.outliers) for one in outliers(state).values()):
            texts.append(
                self.tr("1 outlier")
                if odd == 1
                else self.tr("{count} outliers").format(count=odd)
            )
        texts.append(
            self.tr("1 repeat")
            if repeats == 1
            else self.tr("{count} repeats").format(count=repeats)
        )
        return " · ".join(texts)

    def table(self, state: RunState) -> Table:
        """A row per worker count, with the seconds of every repeat."""
        points = state.estimate.scaling if state.estimate else ()
        law = state.estimate.law if state.estimate else None
        repeats = max((len(p.seconds) for p in points), default=0)
        weak = grows(state)
        headers = (
            self.tr("workers"),
            *((self.tr("work (×)"), self.tr("times as long")) if weak else ()),
            self._measure(weak),
            self.tr("95 % from (×)"),
            self.tr("95 % to (×)"),
            self.tr("efficiency"),
            self.tr("median (s)"),
            *(
                self.tr("repeat {number} (s)").format(number=i + 1)
                for i in range(repeats)
            ),
            self.tr("outliers"),
            *self._law_headers(law),
        )
        known = outliers(state)
        rows = tuple(
            _row(p, repeats, law, known.get(p.workers), weak=weak) for p in points
        )
        return Table(headers=headers, rows=rows)

    def _measure(self, weak: bool) -> str:
        """What is measured, as an axis and a table name it."""
        return self.tr("scaled speedup (×)") if weak else self.tr("speedup (×)")

    def _law_headers(self, law: ScalingLaw | None) -> tuple[str, ...]:
        if law is None:
            return ()
        return (
            self.tr("{law} (×)").format(law=law_title(law.name)),
            self.tr("band from (×)"),
            self.tr("band to (×)"),
        )

    def question(self) -> str:
        """What the empty picture promises."""
        return self.tr(
            "How much faster does it get with more workers? Each worker count becomes "
            "a point with its 95 % interval, beside the ideal line."
        )

    def waiting(self) -> str:
        """What a running experiment has to do first."""
        return self.tr("The first point appears after the first measured trial.")

    def has_picture(self, state: RunState) -> bool:
        """Whether there is anything to draw."""
        return resolve(state) is not None

    def update_picture(self, state: RunState) -> None:
        """Apply the difference between ``state`` and what is drawn."""
        picture = resolve(state)
        if picture is None or picture == self._layer.picture:
            return
        self._layer.show_picture(
            picture, self.colours, self.small_font(), self._cores_text(picture)
        )
        self._workers.set_labels([(float(c), str(c)) for c in picture.counts])
        self.canvas.set_axis_label("bottom", self.tr("workers"))
        self.canvas.set_axis_label("left", self._measure(picture.weak))
        self.canvas.set_ranges(picture.x, picture.y)
        self.canvas.set_key(self._key(picture))

    def forget(self) -> None:
        """Take everything as undrawn."""
        self._layer.picture = None

    def tip(self, position: QPointF) -> str:
        """Speedup, efficiency and seconds of the point under the mouse."""
        picture = self._layer.picture
        if picture is None:
            return ""
        width, height = self.canvas.pixel_size
        near, distance = picture.points[0], math.inf
        for point in picture.points:
            across = (point.workers - position.x()) / width
            along = (point.speedup - position.y()) / height
            if math.hypot(across, along) < distance:
                near, distance = point, math.hypot(across, along)
        if distance > _REACH:
            return ""
        return self._describe(near, weak=picture.weak)

    def _describe(self, point: ScalingPoint, *, weak: bool) -> str:
        speedup = ratio(point.speedup)
        if point.ci95:
            low, high = point.ci95
            speedup += f" ({low:.2f}–{high:.2f})"
        lines = [
            self.tr("1 worker: {speedup}")
            if point.workers == 1
            else self.tr("{workers} workers: {speedup}"),
            *(
                (self.tr("{work}× the work in {longer}× the time"),)
                if weak and point.workers > 1
                else ()
            ),
            self.tr("efficiency {share}"),
            self.tr("median of {count}: {time}"),
        ]
        scatter = outliers(self.state).get(point.workers)
        if scatter is not None and scatter.outliers:
            lines.append(self.tr("outliers among them: {odd}"))
        return "\n".join(lines).format(
            odd=len(scatter.outliers) if scatter else 0,
            workers=point.workers,
            work=f"{point.work:.3g}",
            longer=f"{point.work / point.speedup:.2f}",
            speedup=speedup,
            share=percent(point.efficiency),
            time=seconds(point.median_s),
            count=len(point.seconds),
        )

    def _cores_text(self, picture: Picture) -> str:
        if picture.cores == 1:
            return self.tr("1 core here")
        return self.tr("{count} cores here").format(count=picture.cores)

    def _key(self, picture: Picture) -> tuple[Entry, ...]:
        colours = self.colours
        law: tuple[Entry, ...] = ()
        if picture.law is not None:
            text = self.tr("{law}, 95 % band").format(law=law_title(picture.law.name))
            law = (Entry(sign="band", colour=colours.good, text=text),)
        odd: tuple[Entry, ...] = ()
        if picture.odd:
            text = self.tr("outlier")
            odd = (Entry(sign="cross", colour=colours.text, text=text),)
        return (
            Entry(
                sign="interval",
                colour=colours.accent,
                text=self.tr("measured, 95 % interval"),
            ),
            Entry(sign="faint", colour=colours.accent, text=self.tr("one repeat")),
            *odd,
            Entry(sign="line", colour=colours.muted, text=self.tr("ideal")),
            *law,
        )


def law_title(name: str) -> str:
    """A law's name as its picture shows it."""
    titles = {
        "amdahl": QCoreApplication.translate("SpeedupPlot", "Amdahl"),
        "gustafson": QCoreApplication.translate("SpeedupPlot", "Gustafson"),
        "usl": QCoreApplication.translate("SpeedupPlot", "Universal Scalability Law"),
    }
    return titles.get(name, name)


def _row(
    point: ScalingPoint,
    repeats: int,
    law: ScalingLaw | None,
    scatter: Scatter | None,
    *,
    weak: bool,
) -> tuple[int | float | None, ...]:
    low, high = point.ci95 or (None, None)
    by_law: tuple[float, ...] = ()
    if law is not None:
        at = law.workers.index(point.workers)
        by_law = (law.speedup[at], law.low[at], law.high[at])
    missing = (None,) * (repeats - len(point.seconds))
    return (
        point.workers,
        *((point.work, point.work / point.speedup) if weak else ()),
        point.speedup,
        low,
        high,
        point.efficiency,
        point.median_s,
        *point.seconds,
        *missing,
        None if scatter is None else len(scatter.outliers),
        *by_law,
    )
