"""Speedup against workers: what was measured, with intervals, beside the ideal."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from workbench.core.events import ScalingLaw, ScalingPoint
from workbench.core.state import RunState
from workbench.core.steadiness import Scatter
from workbench.gui.i18n import percent, ratio, seconds
from workbench.gui.plots.axes import LabelAxis, NumberAxis
from workbench.gui.plots.base import Plot
from workbench.gui.plots.key import Entry
from workbench.gui.plots.layers import (
    Layer,
    ToPixel,
    draw_cross,
    draw_interval,
    draw_mark,
    line_pen,
    tint,
)
from workbench.gui.plots.table import Table
from workbench.gui.theme import Colours, Theme

_MARK = 9.0
_CAP = 17.0
_CROSS = 6.5
_ROOM = 2.0
"""How far above the highest mark an interval may stretch the picture, as a factor."""
_REACH = 14.0
"""Within how many pixels of a mark its tip is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """All that is drawn.

    ``pairs`` are (workers, speedup of one repeat), ``odd`` the places of those with an
    outlier in one of their two times. Where the problem grows with the workers
    (``weak``), speedups are scaled ones.
    """

    counts: tuple[int, ...]
    baseline: int
    cores: int | None
    points: tuple[ScalingPoint, ...]
    pairs: tuple[tuple[int, float], ...]
    x: tuple[float, float]
    y: tuple[float, float]
    law: ScalingLaw | None = None
    odd: frozenset[int] = frozenset()
    weak: bool = False


def resolve(state: RunState) -> Picture | None:
    """What to draw, or ``None`` before the first measured trial."""
    if state.estimate is None or not state.estimate.scaling:
        return None
    points = state.estimate.scaling
    measured = tuple(p.workers for p in points)
    counts = tuple(sorted({*state.worker_counts, *measured}))
    baseline, cores = counts[0], usable_cores(state)
    outliers = {s.workers: frozenset(s.outliers) for s in state.estimate.scatter}
    paired = list(_pairs(points, baseline, outliers))
    pairs = tuple((workers, speedup) for workers, speedup, _ in paired)
    end = counts[-1]
    if cores is not None and end < cores <= 2 * end:
        end = cores
    span = end - (0 if end > 4 else 0.5)
    possible = min(end, cores or end) / baseline
    marks = max([possible, *(p.speedup for p in points), *(s for _, s in pairs)])
    widest = max(p.ci95[1] if p.ci95 else p.speedup for p in points)
    # Two repeats can have an interval of any width: it may leave the picture, so that
    # the points stay readable.
    top = max(marks, min(widest, _ROOM * marks))
    return Picture(
        counts=counts,
        baseline=baseline,
        cores=cores,
        points=points,
        pairs=pairs,
        x=(end - span, end + 0.14 * span),
        y=(0.0, 1.12 * top),
        law=state.estimate.law,
        odd=frozenset(place for place, (*_, odd) in enumerate(paired) if odd),
        weak=grows(state),
    )


def grows(state: RunState) -> bool:
    """Whether the run's problem grows with the workers."""
    return state.spec is not None and state.spec.weak


def usable_cores(state: RunState) -> int | None:
    """How many cores the run could use, where its environment tells."""
    cores = state.environment.get("cores")
    usable = cores.get("usable") if isinstance(cores, dict) else None
    return usable if isinstance(usable, int) and usable > 0 else None


def _pairs(
    points: tuple[ScalingPoint, ...],
    baseline: int,
    outliers: Mapping[int, frozenset[int]],
) -> Iterator[tuple[int, float, bool]]:
    """Workers, speedup, and whether one of the two times is an outlier."""
    base = next((p.seconds for p in points if p.workers == baseline), ())
    nothing: frozenset[int] = frozenset()
    for point in points:
        if point.workers == baseline:
            continue
        odd = outliers.get(baseline, nothing) | outliers.get(point.workers, nothing)
        pairs = zip(base, point.seconds, strict=False)
        for repeat, (one, other) in enumerate(pairs):
            yield point.workers, point.work * one / other, repeat in odd


def _outliers(state: RunState) -> dict[int, Scatter]:
    """The counts with enough repeats to tell outliers."""
    found = state.estimate.scatter if state.estimate else ()
    return {one.workers: one for one in found if one.fences is not None}


class SpeedupPlot(Plot):
    """Filled marks with 95 % intervals, single repeats as faint dots beside them.

    Repeats with an outlier are crosses; they count like all others.
    """

    name = "speedup"

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._workers = LabelAxis("bottom")
        axes = {"bottom": self._workers, "left": NumberAxis("left")}
        super().__init__(theme, axes, parent)
        self._layer = _SpeedupLayer()
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
        if odd := sum(len(one.outliers) for one in _outliers(state).values()):
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
        known = _outliers(state)
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
        scatter = _outliers(self.state).get(point.workers)
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
            text = self.tr("repeat with an outlier")
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


class _SpeedupLayer(Layer):
    """Paints a :class:`Picture`."""

    def __init__(self) -> None:
        super().__init__()
        self.picture: Picture | None = None

    def show_picture(
        self, picture: Picture, colours: Colours, font: QFont, cores_text: str
    ) -> None:
        """Paint this from now on."""
        self.picture, self._colours = picture, colours
        self._font, self._cores_text = font, cores_text
        self.update()

    def draw(self, painter: QPainter, at: ToPixel, view: QRectF) -> None:
        """Paint in pixels over what is there."""
        picture = self.picture
        if picture is None:
            return
        self._draw_cores(painter, at, view, picture)
        if picture.law is not None:
            self._draw_law(painter, at, picture.law, picture.y[1])
        self._draw_ideal(painter, at, picture)
        self._draw_repeats(painter, at, picture)
        for point in picture.points:
            self._draw_point(painter, at, point, picture.baseline, picture.y[1])

    def _draw_cores(
        self, painter: QPainter, at: ToPixel, view: QRectF, picture: Picture
    ) -> None:
        """The mark at this machine's cores; beyond it no speedup can be expected."""
        if picture.cores is None or picture.cores > picture.x[1]:
            return
        x = at(picture.cores, 0).x()
        beyond = QRectF(QPointF(x, view.top()), view.bottomRight())
        painter.fillRect(beyond, tint(self._colours.warning, 0.07))
        pen = line_pen(self._colours.warning, 1.3)
        pen.setDashPattern([1.0, 2.5])
        painter.setPen(pen)
        painter.drawLine(QPointF(x, view.top()), QPointF(x, view.bottom()))
        metrics = QFontMetricsF(self._font)
        width = metrics.horizontalAdvance(self._cores_text)
        place = QRectF(x + 6, 0, width + 2, metrics.height())
        if place.right() > view.right():
            place.moveRight(x - 6)
        place.moveBottom(view.bottom() - 3)
        painter.setFont(self._font)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._cores_text)

    def _draw_ideal(self, painter: QPainter, at: ToPixel, picture: Picture) -> None:
        start, end = picture.x
        end = min(end, picture.y[1] * picture.baseline)  # vector files clip nothing
        painter.setPen(line_pen(self._colours.muted, 1.4, dashed=True))
        painter.drawLine(
            at(start, start / picture.baseline), at(end, end / picture.baseline)
        )

    def _draw_law(
        self, painter: QPainter, at: ToPixel, law: ScalingLaw, top: float
    ) -> None:
        """The law in the band where it may lie, up to the picture's top."""

        def line(values: Sequence[float]) -> list[QPointF]:
            return [
                at(n, min(value, top))  # vector files clip nothing
                for n, value in zip(law.workers, values, strict=True)
            ]

        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tint(self._colours.good, 0.16))
        painter.drawPolygon(QPolygonF([*line(law.low), *reversed(line(law.high))]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(line_pen(self._colours.good, 1.6))
        painter.drawPolyline(QPolygonF(line(law.speedup)))

    def _draw_repeats(self, painter: QPainter, at: ToPixel, picture: Picture) -> None:
        """To the right of the mark, so that its interval stays free.

        What has an outlier in it is a cross: told by its shape, not by its colour.
        """
        fill = tint(self._colours.accent, 0.5)
        for number, (workers, speedup) in enumerate(picture.pairs):
            place = at(workers, speedup) + QPointF(16 + 3.5 * (number % 3), 0)
            if number in picture.odd:
                draw_cross(painter, place, _CROSS, line_pen(self._colours.text, 1.4))
            else:
                draw_mark(painter, place, "circle", 4.5, fill)

    def _draw_point(
        self,
        painter: QPainter,
        at: ToPixel,
        point: ScalingPoint,
        baseline: int,
        top: float,
    ) -> None:
        colour = self._colours.accent
        if point.ci95 and point.workers != baseline:
            low, high = (at(point.workers, bound) for bound in point.ci95)
            if point.ci95[1] <= top:
                draw_interval(painter, low, high, line_pen(colour, 2.0), _CAP)
            else:  # no cap where it goes on
                painter.setPen(line_pen(colour, 2.0))
                painter.drawLine(low, at(point.workers, top))
        edge = QPen(tint(self._colours.surface), 1.2)
        place = at(point.workers, point.speedup)
        draw_mark(painter, place, "circle", _MARK, tint(colour), edge)
