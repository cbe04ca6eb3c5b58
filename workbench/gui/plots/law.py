"""Speedup far beyond what was measured: points, a law with its band, and what-ifs.

Filled marks are measured, lines with bands fitted, the dashed line assumed by a person,
hollow squares simulated. Where the picture goes far, both axes are logarithmic: there
the ideal is a straight line still.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFont, QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from workbench.gui.i18n import percent, ratio
from workbench.gui.plots.axes import LabelAxis
from workbench.gui.plots.base import Drawing
from workbench.gui.plots.key import Entry, Sign
from workbench.gui.plots.law_picture import (
    Picture,
    resolve,
    speedup_labels,
    worker_labels,
)
from workbench.gui.plots.layers import (
    Layer,
    ToPixel,
    draw_edge,
    draw_interval,
    draw_mark,
    line_pen,
    tint,
)
from workbench.gui.plots.table import Cell, Table
from workbench.gui.theme import Colours, Theme
from workbench.scaling.study import Curve, Outlook

_MARK, _SINGLE, _SIMULATED, _CAP = 9.0, 4.5, 8.0, 15.0
_REACH = 14.0
_WHOLE = Qt.TextFlag.TextDontClip
"""Letters of another script may be higher than the font's own."""


class LawPlot(Drawing[Outlook | None]):
    """The study on the screen and what may follow from it."""

    name = "law"

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._workers = LabelAxis("bottom")
        self._speedups = LabelAxis("left")
        axes = {"bottom": self._workers, "left": self._speedups}
        super().__init__(theme, axes, None, parent)
        self._layer = _LawLayer()
        self.canvas.add_layer(self._layer)
        self.refresh()

    @property
    def title(self) -> str:
        """The picture's heading."""
        if self.state is not None and self.state.study.weak:
            return self.tr("Scaled speedup and its law")
        return self.tr("Speedup and its law")

    def subtitle(self, state: Outlook | None) -> str:
        """How much of the picture is measured."""
        if state is None:
            return ""
        return self.tr("measured up to {largest} workers").format(
            largest=state.study.largest
        )

    def table(self, state: Outlook | None) -> Table:
        """A row per worker count that is measured, simulated, or a power of two."""
        headers = (
            self.tr("workers"),
            self.tr("measured (×)"),
            self.tr("law (×)"),
            self.tr("band from (×)"),
            self.tr("band to (×)"),
            self.tr("assumed (×)"),
            self.tr("simulated (×)"),
        )
        if state is None:
            return Table(headers=headers)
        measured = {p.workers: p.speedup for p in state.study.analysis.points}
        simulated = {one.workers: one.speedup for one in state.simulated}
        counts = sorted({*measured, *simulated, state.horizon})
        rows = tuple(_row(n, state, measured, simulated) for n in counts)
        return Table(headers=headers, rows=rows)

    def has_picture(self, state: Outlook | None) -> bool:
        """Whether there is anything to draw."""
        return state is not None

    def why_empty(self, state: Outlook | None) -> str:
        """What the picture will answer."""
        return self.tr(
            "What would more workers give? Measure a kernel with at least three worker "
            "counts, choose a run of the history, or open a file of timings: the law "
            "that fits is drawn with its band, as far as you like."
        )

    def update_picture(self, state: Outlook | None) -> None:
        """Apply the difference between ``state`` and what is drawn."""
        if state is None:
            return
        picture = resolve(state)
        if picture == self._layer.picture:
            return
        words = _Words(
            cores=self._cores_text(state), unmeasured=self.tr("not measured")
        )
        self._layer.show_picture(picture, self.colours, self.small_font(), words)
        place = picture.scale.place
        self._workers.set_labels(
            [(place(n), text) for n, text in worker_labels(picture)]
        )
        self._speedups.set_labels(
            [(place(s), text) for s, text in speedup_labels(picture)]
        )
        self.canvas.set_axis_label("bottom", self.tr("workers"))
        self.canvas.set_axis_label(
            "left",
            self.tr("scaled speedup (×)")
            if state.study.weak
            else self.tr("speedup (×)"),
        )
        (left, right), (low, high) = picture.x, picture.y
        self.canvas.set_ranges(
            (place(left), place(right)),
            (place(low) if picture.scale.logarithmic else low, place(high)),
        )
        self.canvas.set_key(self._key(state))

    def forget(self) -> None:
        """Take everything as undrawn."""
        self._layer.picture = None

    def tip(self, position: QPointF) -> str:
        """All that is known or supposed of the worker count under the mouse."""
        picture = self._layer.picture
        if picture is None:
            return ""
        state = picture.outlook
        measured = {p.workers: p.speedup for p in state.study.analysis.points}
        simulated = {one.workers: one.speedup for one in state.simulated}
        counts = sorted({*measured, *simulated, state.horizon})
        width, _ = self.canvas.pixel_size
        near = min(counts, key=lambda n: abs(picture.scale.place(n) - position.x()))
        if abs(picture.scale.place(near) - position.x()) / width > _REACH:
            return ""
        lines = [
            self.tr("1 worker")
            if near == 1
            else self.tr("{workers} workers").format(workers=near)
        ]
        if near in measured:
            share = percent(measured[near] * state.study.baseline / near)
            lines.append(
                self.tr("measured {speedup}, efficiency {share}").format(
                    speedup=ratio(measured[near]), share=share
                )
            )
        if (bounds := _bounds(state.law, near)) is not None:
            low, speedup, high = bounds
            lines.append(
                self.tr("by the law {speedup} ({low:.2f}–{high:.2f})").format(
                    speedup=ratio(speedup), low=low, high=high
                )
            )
        if state.assumed and (assumed := state.assumed.at(near)) is not None:
            lines.append(self.tr("assumed {speedup}").format(speedup=ratio(assumed)))
        if near in simulated:
            lines.append(
                self.tr("simulated {speedup}").format(speedup=ratio(simulated[near]))
            )
        return "\n".join(lines)

    def _cores_text(self, state: Outlook) -> str:
        cores = state.study.cores
        if cores == 1:
            return self.tr("1 core there")
        return self.tr("{count} cores there").format(count=cores) if cores else ""

    def _key(self, state: Outlook) -> tuple[Entry, ...]:
        colours = self.colours
        sign: Sign = "interval" if state.study.intervals else "mark"
        text = (
            self.tr("measured, 95 % interval")
            if state.study.intervals
            else self.tr("measured, median")
        )
        entries = [Entry(sign=sign, colour=colours.accent, text=text)]
        if state.law is not None:
            text = self.tr("{law}, 95 % band").format(law=law_title(state.law_name))
            entries.append(Entry(sign="band", colour=colours.good, text=text))
        if state.assumed is not None:
            text = self.tr("assumed, not measured")
            entries.append(Entry(sign="line", colour=colours.warning, text=text))
        if state.simulated:
            text = self.tr("simulated")
            entries.append(Entry(sign="hatched", colour=colours.danger, text=text))
        entries.append(Entry(sign="line", colour=colours.muted, text=self.tr("ideal")))
        return tuple(entries)


def law_title(name: str) -> str:
    """A law's name as pictures and tables show it."""
    titles = {
        "amdahl": QCoreApplication.translate("LawPlot", "Amdahl"),
        "gustafson": QCoreApplication.translate("LawPlot", "Gustafson"),
        "usl": QCoreApplication.translate("LawPlot", "Universal Scalability Law"),
    }
    return titles.get(name, name)


def _bounds(curve: Curve | None, workers: int) -> tuple[float, float, float] | None:
    if curve is None or float(workers) not in curve.workers:
        return None
    at = curve.workers.index(float(workers))
    return curve.low[at], curve.speedup[at], curve.high[at]


def _row(
    workers: int,
    state: Outlook,
    measured: dict[int, float],
    simulated: dict[int, float],
) -> tuple[Cell, ...]:
    low, value, high = _bounds(state.law, workers) or (None, None, None)
    assumed = state.assumed.at(workers) if state.assumed is not None else None
    return (
        workers,
        measured.get(workers),
        value,
        low,
        high,
        assumed,
        simulated.get(workers),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """What stands inside of the picture."""

    cores: str
    unmeasured: str


class _LawLayer(Layer):
    """Paints a :class:`Picture`."""

    def __init__(self) -> None:
        super().__init__()
        self.picture: Picture | None = None

    def show_picture(
        self, picture: Picture, colours: Colours, font: QFont, words: _Words
    ) -> None:
        """Paint this from now on."""
        self.picture, self._colours = picture, colours
        self._font, self._words = font, words
        self.update()

    def draw(self, painter: QPainter, at: ToPixel, view: QRectF) -> None:
        """Paint in pixels over what is there."""
        picture = self.picture
        if picture is None:
            return
        scale, state = picture.scale, picture.outlook

        def to(workers: float, speedup: float) -> QPointF:
            """In pixels; what lies beyond the picture is put at its edge."""
            low, high = picture.y
            inside = min(max(speedup, max(low, 1e-9)), high)
            return at(scale.place(workers), scale.place(inside))

        self._draw_grid(painter, at, view, picture)
        self._draw_edges(painter, to, view, picture)
        self._draw_ideal(painter, to, picture)
        if state.law is not None:
            self._draw_law(painter, to, state.law, state.study.largest)
        if state.assumed is not None:
            pen = line_pen(self._colours.warning, 2.0, dashed=True)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(pen)
            painter.drawPolyline(
                QPolygonF(_line(to, state.assumed.workers, state.assumed.speedup))
            )
        self._draw_simulated(painter, to, state)
        self._draw_measured(painter, to, state)

    def _draw_grid(
        self, painter: QPainter, at: ToPixel, view: QRectF, picture: Picture
    ) -> None:
        painter.setPen(line_pen(self._colours.grid, 1.0))
        place = picture.scale.place
        for value, _ in speedup_labels(picture):
            if value <= 0:
                continue
            y = at(0.0, place(value)).y()
            painter.drawLine(QPointF(view.left(), y), QPointF(view.right(), y))

    def _draw_edges(
        self, painter: QPainter, to: ToPixel, view: QRectF, picture: Picture
    ) -> None:
        """Where measurements end, and where the cores of their computer did."""
        state, (low, high) = picture.outlook, picture.x
        largest, cores = state.study.largest, state.study.cores
        metrics = QFontMetricsF(self._font)
        painter.setFont(self._font)
        if largest < state.horizon:
            x = to(largest, 1.0).x()
            beyond = QRectF(QPointF(x, view.top()), view.bottomRight())
            painter.fillRect(beyond, tint(self._colours.muted, 0.07))
            painter.setPen(QPen(tint(self._colours.muted)))
            place = beyond.adjusted(6, 3, -6, 0)
            place.setHeight(metrics.height())
            flags = Qt.AlignmentFlag.AlignLeft | _WHOLE
            if metrics.horizontalAdvance(self._words.unmeasured) <= place.width():
                painter.drawText(place, flags, self._words.unmeasured)
        if cores is not None and low <= cores <= high and self._words.cores:
            x = to(cores, 1.0).x()
            draw_edge(painter, x, view, self._words.cores, self._colours.warning)

    def _draw_ideal(self, painter: QPainter, to: ToPixel, picture: Picture) -> None:
        base = picture.outlook.study.baseline
        start, end = picture.x
        start, end = max(start, picture.y[0] * base), min(end, picture.y[1] * base)
        painter.setPen(line_pen(self._colours.muted, 1.4, dashed=True))
        painter.drawLine(to(start, start / base), to(end, end / base))

    def _draw_law(
        self, painter: QPainter, to: ToPixel, law: Curve, largest: int
    ) -> None:
        """Whole where it lies between measurements, thinner where it only goes on."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tint(self._colours.good, 0.16))
        low, high = (_line(to, law.workers, edge) for edge in (law.low, law.high))
        painter.drawPolygon(QPolygonF([*low, *reversed(high)]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        line = _line(to, law.workers, law.speedup)
        within = sum(n <= largest for n in law.workers)
        painter.setPen(line_pen(self._colours.good, 2.0))
        painter.drawPolyline(QPolygonF(line[:within]))
        painter.setPen(line_pen(self._colours.good, 1.2))
        painter.drawPolyline(QPolygonF(line[max(0, within - 1) :]))

    def _draw_simulated(self, painter: QPainter, to: ToPixel, state: Outlook) -> None:
        brush = QBrush(tint(self._colours.danger), Qt.BrushStyle.BDiagPattern)
        half = _SIMULATED / 2
        for one in state.simulated:
            if one.workers > state.horizon:
                continue
            centre = to(one.workers, one.speedup)
            place = QRectF(centre.x() - half, centre.y() - half, _SIMULATED, _SIMULATED)
            painter.fillRect(place, tint(self._colours.surface))
            painter.setPen(line_pen(self._colours.danger, 1.4))
            painter.setBrush(brush)
            painter.drawRect(place)

    def _draw_measured(self, painter: QPainter, to: ToPixel, state: Outlook) -> None:
        known = state.study
        faint = tint(self._colours.accent, 0.45)
        for number, (workers, speedup) in enumerate(known.singles):
            aside = QPointF(12 + 3.5 * (number % 3), 0)
            place = to(workers, speedup) + aside
            draw_mark(painter, place, "circle", _SINGLE, faint)
        edge = QPen(tint(self._colours.surface), 1.2)
        for point in known.analysis.points:
            interval = known.intervals.get(point.workers)
            if interval is not None and point.workers != known.baseline:
                low, high = (to(point.workers, bound) for bound in interval)
                pen = line_pen(self._colours.accent, 2.0)
                draw_interval(painter, low, high, pen, _CAP)
            place = to(point.workers, point.speedup)
            draw_mark(painter, place, "circle", _MARK, tint(self._colours.accent), edge)


def _line(
    to: ToPixel, workers: Sequence[float], values: Sequence[float]
) -> list[QPointF]:
    return [to(n, value) for n, value in zip(workers, values, strict=True)]
