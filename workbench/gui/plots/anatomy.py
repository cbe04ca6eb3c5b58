"""Where the time went: the worker-seconds of each worker count, cut into their parts.

A bar is 100 % of workers × makespan. Parts are told apart by colour, by pattern and,
where they are wide enough, by their name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from workbench.core.anatomy import Anatomy
from workbench.core.state import RunState
from workbench.gui.i18n import percent, say, seconds
from workbench.gui.plots.axes import LabelAxis, NumberAxis
from workbench.gui.plots.base import Plot
from workbench.gui.plots.key import Entry
from workbench.gui.plots.layers import (
    Layer,
    ToPixel,
    draw_textured,
    line_pen,
    readable_on,
    tint,
)
from workbench.gui.plots.parts import SHOWN, UNATTRIBUTED, Part
from workbench.gui.plots.table import Table
from workbench.gui.theme import Colours, Theme

_HALF = 0.38
"""Half of a bar's height, in rows."""
_LINES = 1.15
"""Half of a bar's height is at most this many lines of text."""
_VISIBLE = 0.002
"""The share from which a part is drawn and explained."""
_PADDING = 8.0
"""Pixels that a text inside a segment keeps from its ends, both together."""
_LEAST_ROWS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A part inside a bar; ``start`` and ``share`` in percent of the whole."""

    part: Part
    start: float
    share: float
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One worker count."""

    workers: int
    makespan_s: float
    worker_seconds: float
    segments: tuple[Segment, ...]

    @property
    def end(self) -> float:
        """Where the last segment ends: over 100 where parts overlap."""
        return max((s.start + s.share for s in self.segments), default=0.0)


def resolve(state: RunState) -> tuple[Bar, ...]:
    """What to draw: a bar per worker count, ascending; none before any was measured."""
    found = state.estimate.anatomy if state.estimate else ()
    return tuple(
        Bar(
            workers=anatomy.workers,
            makespan_s=anatomy.makespan_s,
            worker_seconds=anatomy.worker_seconds,
            segments=tuple(_segments(anatomy)),
        )
        for anatomy in sorted(found, key=lambda anatomy: anatomy.workers)
    )


def _segments(anatomy: Anatomy) -> Iterator[Segment]:
    start = 0.0
    for part in SHOWN:
        share = anatomy.share(part.key)
        if share < _VISIBLE:
            continue
        took = float(getattr(anatomy, f"{part.key}_s"))
        yield Segment(part=part, start=start, share=100 * share, seconds=took)
        start += 100 * share


class AnatomyPlot(Plot):
    """A stacked bar per worker count."""

    name = "anatomy"

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._rows = LabelAxis("left")
        self._shares = _ShareAxis("bottom")
        axes = {"left": self._rows, "bottom": self._shares}
        super().__init__(theme, axes, parent)
        self._layer = _BarsLayer()
        self.canvas.add_layer(self._layer)
        view = self.canvas.getPlotItem().getViewBox()
        view.sigResized.connect(self._make_room)
        self.refresh()

    @property
    def title(self) -> str:
        """The picture's heading."""
        return self.tr("Where the time went")

    @property
    def bars(self) -> tuple[Bar, ...]:
        """What is drawn."""
        return self._layer.bars

    def draw(self, state: RunState) -> None:
        """Show ``state``, with room for every worker count that it will measure."""
        rows = max(_LEAST_ROWS, len(state.worker_counts))
        height = round(self.fontMetrics().height() * (5.5 + 1.5 * rows))
        if self.minimumHeight() != height:
            self.setMinimumHeight(height)
        super().draw(state)

    def subtitle(self, state: RunState) -> str:
        """What a bar's length means."""
        return self.tr("share of worker-seconds · wall time")

    def table(self, state: RunState) -> Table:
        """A row per worker count and part, also of the parts too small to be drawn."""
        headers = (
            self.tr("workers"),
            self.tr("part"),
            self.tr("seconds"),
            self.tr("share"),
            self.tr("wall time (s)"),
        )
        found = state.estimate.anatomy if state.estimate else ()
        rows = tuple(
            (
                anatomy.workers,
                say(part.title),
                float(getattr(anatomy, f"{part.key}_s")),
                anatomy.share(part.key),
                anatomy.makespan_s,
            )
            for anatomy in sorted(found, key=lambda anatomy: anatomy.workers)
            for part in SHOWN
        )
        return Table(headers=headers, rows=rows)

    def question(self) -> str:
        """What the empty picture promises."""
        return self.tr(
            "Where did the workers’ time go? For each worker count: how much of it was "
            "computing, and how much was waiting, sending or work that only one can do."
        )

    def waiting(self) -> str:
        """What a running experiment has to do first."""
        return self.tr("The first bar appears after the first measured trial.")

    def has_picture(self, state: RunState) -> bool:
        """Whether there is anything to draw."""
        return bool(resolve(state))

    def update_picture(self, state: RunState) -> None:
        """Apply the difference between ``state`` and what is drawn."""
        bars = resolve(state)
        if bars == self._layer.bars:
            return
        self._layer.show_bars(bars, self.colours, self.small_font())
        self._rows.set_labels([(-float(i), str(b.workers)) for i, b in enumerate(bars)])
        self.canvas.set_axis_label("left", self.tr("workers"))
        self.canvas.set_axis_label("bottom", self.tr("share of worker-seconds (%)"))
        self.canvas.set_ranges(y=(-len(bars) + 0.4, 0.6))
        self._make_room()
        self.canvas.set_key(self._key(bars))

    def forget(self) -> None:
        """Take everything as undrawn."""
        self._layer.bars = ()

    def tip(self, position: QPointF) -> str:
        """The part under the mouse: seconds, share, and what it is."""
        row = round(-position.y())
        if not 0 <= row < len(self.bars):
            return ""
        height = self.canvas.pixel_size[1]
        if abs(-position.y() - row) > self._layer.half_pixels(1 / height) * height:
            return ""
        bar = self.bars[row]
        for segment in bar.segments:
            if segment.start <= position.x() <= segment.start + segment.share:
                return self._describe(bar, segment)
        return ""

    def _make_room(self, *_: object) -> None:
        """Let the axis end where the longest bar and the wall time beside it do."""
        if not self.bars:
            return
        metrics = QFontMetricsF(self.small_font())
        texts = max(metrics.horizontalAdvance(seconds(b.makespan_s)) for b in self.bars)
        view = self.canvas.getPlotItem().getViewBox()
        share = min(0.5, (texts + 2 * _PADDING) / max(1.0, view.width()))
        longest = max(100.0, *(bar.end for bar in self.bars))
        self._shares.last = longest
        self.canvas.set_ranges(x=(-0.5, longest / (1 - share)))

    def _describe(self, bar: Bar, segment: Segment) -> str:
        head = (
            self.tr("1 worker: {part}")
            if bar.workers == 1
            else self.tr("{workers} workers: {part}")
        )
        sums = self.tr("{time} of {whole} worker-seconds, {share}")
        return "\n".join(
            (
                head.format(workers=bar.workers, part=say(segment.part.title)),
                sums.format(
                    time=seconds(segment.seconds),
                    whole=f"{bar.worker_seconds:.3g}",
                    share=percent(segment.share / 100),
                ),
                say(segment.part.words),
            )
        )

    def _key(self, bars: tuple[Bar, ...]) -> tuple[Entry, ...]:
        seen = {segment.part.key for bar in bars for segment in bar.segments}
        return tuple(
            Entry(
                sign="outlined" if part.key == UNATTRIBUTED else "box",
                colour=self.colours.muted
                if part.key == UNATTRIBUTED
                else _fill(part, self.colours),
                text=say(part.title),
                pattern=part.pattern,
                over=self.colours.surface,
            )
            for part in SHOWN
            if part.key in seen
        )


class _ShareAxis(NumberAxis):
    """Ends with the bars: beside them stands something else than a share."""

    last = 100.0

    def tickValues(
        self, minVal: float, maxVal: float, size: float
    ) -> list[tuple[float, list[float]]]:
        """The round numbers up to the end of the longest bar."""
        levels = super().tickValues(minVal, maxVal, size)
        end = self.last + 1e-6
        return [(step, [v for v in values if v <= end]) for step, values in levels]


class _BarsLayer(Layer):
    """Paints the bars."""

    def __init__(self) -> None:
        super().__init__()
        self.bars: tuple[Bar, ...] = ()

    def show_bars(self, bars: tuple[Bar, ...], colours: Colours, font: QFont) -> None:
        """Paint these from now on."""
        self.bars, self._colours, self._font = bars, colours, font
        self.update()

    def half_pixels(self, row: float) -> float:
        """Half of a bar's height where a row is ``row`` pixels high."""
        return min(_HALF * row, _LINES * QFontMetricsF(self._font).height())

    def draw(self, painter: QPainter, at: ToPixel, view: QRectF) -> None:
        """Paint in pixels over what is there."""
        if not self.bars:
            return
        painter.setFont(self._font)
        half = self.half_pixels(abs(at(0, 1).y() - at(0, 0).y()))
        for row, bar in enumerate(self.bars):
            middle = at(0, -row).y()
            for segment in bar.segments:
                start = at(segment.start, -row).x()
                end = at(segment.start + segment.share, -row).x()
                # A line of the surface sets neighbours apart, if they can spare it.
                gap = 1.0 if end - start > 3 else 0.0
                place = QRectF(start, middle - half, end - start - gap, 2 * half)
                self._draw_segment(painter, place, segment)
            self._draw_wall_time(painter, at(bar.end, -row), bar)

    def _draw_segment(self, painter: QPainter, place: QRectF, segment: Segment) -> None:
        if segment.part.key == UNATTRIBUTED:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(line_pen(self._colours.muted, 1.0, dashed=True))
            painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5))
            self._draw_name(painter, place, segment, self._colours.surface)
            return
        colour = _fill(segment.part, self._colours)
        pattern, over = segment.part.pattern, self._colours.surface
        draw_textured(painter, place, tint(colour), pattern, over)
        self._draw_name(painter, place, segment, colour)

    def _draw_name(
        self, painter: QPainter, place: QRectF, segment: Segment, under: str
    ) -> None:
        """The part's name and share, or only one of them, or nothing."""
        metrics = QFontMetricsF(self._font)
        if place.height() < 0.8 * metrics.height():
            return
        title, share = say(segment.part.title), percent(segment.share / 100)
        for text in (f"{title} {share}", share):
            width = metrics.horizontalAdvance(text)
            if width + _PADDING <= place.width():
                patch = QRectF(0, 0, width + _PADDING / 2, metrics.height())
                patch.moveCenter(place.center())
                painter.fillRect(patch & place.adjusted(1, 1, -1, -1), QColor(under))
                painter.setPen(QPen(QColor(readable_on(under))))
                painter.drawText(patch, Qt.AlignmentFlag.AlignCenter, text)
                return

    def _draw_wall_time(self, painter: QPainter, end: QPointF, bar: Bar) -> None:
        metrics = QFontMetricsF(self._font)
        text = seconds(bar.makespan_s)
        place = QRectF(0, 0, metrics.horizontalAdvance(text) + 2, metrics.height())
        place.moveCenter(end)
        place.moveLeft(end.x() + _PADDING)
        painter.setPen(QPen(QColor(self._colours.muted)))
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft, text)


def _fill(part: Part, colours: Colours) -> str:
    return colours.accent if part.series is None else colours.series[part.series]
