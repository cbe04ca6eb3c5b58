"""Scores of the models: every split a dot as it lands, mean and interval beside."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from workbench.core.state import RunState
from workbench.gui.i18n import score, seconds
from workbench.gui.plots.axes import NameAxis, NumberAxis
from workbench.gui.plots.base import Plot
from workbench.gui.plots.key import Entry, Sign
from workbench.gui.plots.layers import (
    Layer,
    Shape,
    ToPixel,
    draw_interval,
    draw_mark,
    line_pen,
    tint,
)
from workbench.gui.plots.scores import (
    Column,
    Kind,
    Picture,
    columns,
    jitter,
    metric,
    resolve,
)
from workbench.gui.plots.table import Table
from workbench.gui.theme import Colours, Theme

_SHAPES: dict[Kind, Shape] = {
    "model": "square",
    "vote": "diamond",
    "baseline": "triangle",
}
_DOTS_AT, _MEAN_AT = -0.14, 0.27
_SPREAD = 0.36


class AccuracyPlot(Plot):
    """A strip of dots for each model, votes and the dummy told apart."""

    name = "accuracy"

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._models = NameAxis()
        axes = {"bottom": self._models, "left": NumberAxis("left")}
        super().__init__(theme, axes, parent)
        self._layer = _AccuracyLayer()
        self.canvas.add_layer(self._layer)
        self.refresh()

    @property
    def title(self) -> str:
        """The picture's heading."""
        return self.tr("R²") if metric(self.state) == "r2" else self.tr("Accuracy")

    def subtitle(self, state: RunState) -> str:
        """How the data were split."""
        if state.spec is None or not state.model_titles:
            return ""
        cv = state.spec.cv
        if cv.scheme == "kfold":
            text = self.tr("{folds} folds × {repeats}").format(
                folds=cv.folds, repeats=cv.repeats
            )
        else:
            text = self.tr("{share:.0f} % held out × {repeats}").format(
                share=100 * cv.test_size, repeats=cv.repeats
            )
        live = self.tr("live")  # not inside the braces, where lupdate finds nothing
        return f"{text} · {live}" if state.live else text

    def table(self, state: RunState) -> Table:
        """A row per model: mean, interval, seconds, and every split."""
        found = columns(state)
        splits = 1 + max((s for c in found for s, _ in c.dots), default=-1)
        headers = (
            self.tr("model"),
            self.tr("mean {metric}").format(metric=self._metric(state)),
            self.tr("95 % from"),
            self.tr("95 % to"),
            self.tr("fit (s)"),
            self.tr("score (s)"),
            *(self.tr("split {number}").format(number=i + 1) for i in range(splits)),
        )
        return Table(headers=headers, rows=tuple(_row(c, splits) for c in found))

    def question(self) -> str:
        """What the empty picture promises."""
        return self.tr(
            "Which model is best, and is the ensemble worth it? Each split becomes a "
            "dot as it is scored, with every model’s mean and 95 % interval beside."
        )

    def waiting(self) -> str:
        """What a running experiment has to do first."""
        return self.tr("The first dots appear as soon as a split is scored.")

    def why_empty(self, state: RunState) -> str:
        """Says what was computed where no models are scored."""
        if state.spec is None or state.spec.workload == "cross_validation":
            return super().why_empty(state)
        sentence = self.tr("No models are scored in this experiment.")
        if not state.trials:
            return sentence
        shown, heading = state.trials[-1], self.tr("What it computed:")
        if state.spec.weak:  # each worker count has a problem of its own
            shown = max(state.trials, key=lambda finished: finished.trial.workers)
            heading = self.tr("What it computed on {count} workers:").format(
                count=shown.trial.workers
            )
        facts = shown.scores.facts
        answers = "\n".join(f"{name} = {value}" for name, value in facts.items())
        return f"{sentence}\n\n{heading}\n{answers}"

    def has_picture(self, state: RunState) -> bool:
        """Whether there is anything to draw."""
        return resolve(state) is not None

    def update_picture(self, state: RunState) -> None:
        """Apply the difference between ``state`` and what is drawn."""
        picture = resolve(state)
        if picture is None or picture == self._layer.picture:
            return
        self._layer.show_picture(picture, self.colours, self.small_font())
        self._models.set_names([column.title for column in picture.columns])
        self.canvas.set_axis_label("left", self._metric(state))
        self.canvas.set_ranges((-0.5, len(picture.columns) - 0.5), picture.y)
        self.canvas.set_key(self._key(picture))

    def forget(self) -> None:
        """Take everything as undrawn."""
        self._layer.picture = None
        self._models.fit()

    def tip(self, position: QPointF) -> str:
        """The split under the mouse, else the model's mean and seconds."""
        picture = self._layer.picture
        number = round(position.x())
        if picture is None or not 0 <= number < len(picture.columns):
            return ""
        column = picture.columns[number]
        return f"{column.title}\n{self._describe(column, position)}"

    def _describe(self, column: Column, position: QPointF) -> str:
        width, height = self.canvas.pixel_size
        for split, value in column.dots:
            across = round(position.x()) + _dot_x(split) - position.x()
            along = value - position.y()
            if math.hypot(across / width, along / height) < 5:
                return self.tr("split {number}: {score}").format(
                    number=split + 1, score=score(value)
                )
        if column.mean is None:
            return self.tr("{count} splits scored").format(count=len(column.dots))
        lines = [self.tr("mean {score}").format(score=score(column.mean))]
        if column.ci95:
            low, high = map(score, column.ci95)
            lines[0] += f" ({low}–{high})"
        if column.fit_s is not None:
            lines.append(
                self.tr("fit {fit}, score {score} per split (median)").format(
                    fit=seconds(column.fit_s), score=seconds(column.score_s)
                )
            )
        return "\n".join(lines)

    def _metric(self, state: RunState) -> str:
        names = {"accuracy": self.tr("accuracy"), "r2": self.tr("R²")}
        return names.get(metric(state), self.tr("score"))

    def _key(self, picture: Picture) -> tuple[Entry, ...]:
        texts: dict[Kind, str] = {
            "model": self.tr("model"),
            "vote": self.tr("vote"),
            "baseline": self.tr("dummy"),
        }
        used = {c.kind for c in picture.columns if c.key not in picture.off}
        means: list[Entry] = []
        sign: Sign = "interval"
        for kind, text in texts.items():
            if kind in used:
                colour = kind_colour(self.colours, kind)
                means.append(
                    Entry(sign=sign, colour=colour, text=text, shape=_SHAPES[kind])
                )
        split = Entry(
            sign="faint", colour=self.colours.muted, text=self.tr("one split")
        )
        return (*means, split)


def kind_colour(colours: Colours, kind: Kind) -> str:
    """Members are calm, the vote stands out, the dummy steps back."""
    return {
        "model": colours.series[0],
        "vote": colours.series[1],
        "baseline": colours.muted,
    }[kind]


def _dot_x(split: int) -> float:
    return _DOTS_AT + _SPREAD * jitter(split)


def _row(column: Column, splits: int) -> tuple[str | float | None, ...]:
    dots = dict(column.dots)
    low, high = column.ci95 or (None, None)
    return (
        column.title,
        column.mean,
        low,
        high,
        column.fit_s,
        column.score_s,
        *(dots.get(split) for split in range(splits)),
    )


class _AccuracyLayer(Layer):
    """Paints a :class:`Picture`."""

    def __init__(self) -> None:
        super().__init__()
        self.picture: Picture | None = None

    def show_picture(self, picture: Picture, colours: Colours, font: QFont) -> None:
        """Paint this from now on."""
        self.picture, self._colours, self._font = picture, colours, font
        self.update()

    def draw(self, painter: QPainter, at: ToPixel, view: QRectF) -> None:
        """Paint in pixels over what is there."""
        if self.picture is None:
            return
        for number, column in enumerate(self.picture.columns):
            if column.key in self.picture.off:
                self._draw_below(painter, at(number, 0).x(), view, column)
            else:
                self._draw_dots(painter, at, number, column)
                self._draw_mean(painter, at, number, column)

    def _draw_dots(
        self, painter: QPainter, at: ToPixel, number: int, column: Column
    ) -> None:
        slot = at(1, 0).x() - at(0, 0).x()
        size = min(6.5, max(3.0, slot * 0.09))
        fill = tint(kind_colour(self._colours, column.kind), 0.5)
        for split, value in column.dots:
            place = at(number + _dot_x(split), value)
            draw_mark(painter, place, "circle", size, fill)

    def _draw_mean(
        self, painter: QPainter, at: ToPixel, number: int, column: Column
    ) -> None:
        if column.mean is None:
            return
        slot = at(1, 0).x() - at(0, 0).x()
        size = min(9.0, max(5.0, slot * 0.16))
        colour = kind_colour(self._colours, column.kind)
        x = number + _MEAN_AT
        if column.ci95:
            low, high = (at(x, bound) for bound in column.ci95)
            draw_interval(painter, low, high, line_pen(colour, 2.0), size * 1.3)
        edge = QPen(tint(self._colours.surface), 1.0)
        shape = _SHAPES[column.kind]
        draw_mark(painter, at(x, column.mean), shape, size, tint(colour), edge)

    def _draw_below(
        self, painter: QPainter, x: float, view: QRectF, column: Column
    ) -> None:
        """A model far below the others: its figure and an arrow at the lower edge."""
        values = [value for _, value in column.dots]
        value = column.mean if column.mean is not None else sum(values) / len(values)
        metrics = QFontMetricsF(self._font)
        text = f"{score(value)} ↓"
        width = metrics.horizontalAdvance(text) + 4
        place = QRectF(x - width / 2, 0, width, metrics.height())
        place.moveBottom(view.bottom() - 3)
        place.moveRight(min(place.right(), view.right() - 1))
        painter.setFont(self._font)
        painter.setPen(QPen(tint(kind_colour(self._colours, column.kind))))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
