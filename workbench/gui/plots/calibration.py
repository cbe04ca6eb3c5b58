"""Are stated probabilities to be believed? Reliability before and after calibration."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QWidget

from workbench.core.state import RunState
from workbench.gui.i18n import percent, say
from workbench.gui.plots.axes import RoundAxis
from workbench.gui.plots.base import Plot
from workbench.gui.plots.calibration_layer import CalibrationLayer, near
from workbench.gui.plots.choice import Choice
from workbench.gui.plots.key import Entry, Sign
from workbench.gui.plots.layers import SHAPES
from workbench.gui.plots.reliability import (
    Curve,
    Picture,
    has_calibration,
    resolve,
    shown_rows,
)
from workbench.gui.plots.table import Table
from workbench.gui.theme import Theme

_REACH = 14.0


class CalibrationPlot(Plot):
    """How often predictions of each confidence were right, beside the diagonal."""

    name = "calibration"

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        axes = {"bottom": RoundAxis("bottom"), "left": RoundAxis("left")}
        super().__init__(theme, axes, parent)
        self._wanted: tuple[str, ...] = ()
        self._layer = CalibrationLayer()
        self.canvas.add_layer(self._layer)
        self._choice = Choice("calibration_row", self.tr("Member or rule shown"), self)
        self._choice.chosen.connect(lambda key: self.show_rows((key,)))
        self._choice.hide()
        self.refresh()

    @property
    def title(self) -> str:
        """The picture's heading."""
        return self.tr("Calibration")

    @property
    def picture(self) -> Picture | None:
        """What is drawn."""
        return self._layer.picture

    def tools(self) -> QWidget:
        """The choice of the row."""
        return self._choice

    def show_rows(self, keys: Sequence[str]) -> None:
        """Draw these members or rules; none means the best one."""
        self._wanted = tuple(keys)
        self.show_again()

    def draw(self, state: RunState) -> None:
        """Show ``state``, with the rows to choose from."""
        found = state.findings
        rows = [row for row in found.rows if has_calibration(row)] if found else []
        shown = shown_rows(found, self._wanted)
        self._choice.offer(
            [(row.key, say(row.title)) for row in rows],
            shown[0].key if shown else "",
        )
        super().draw(state)

    def subtitle(self, state: RunState) -> str:
        """By how much confidence and accuracy differ."""
        picture = resolve(state.findings, self._wanted)
        if picture is None or not picture.counted:
            return ""
        errors = [percent(curve.whole.ece) for curve in picture.counted]
        return self.tr("calibration error {error}").format(error=" → ".join(errors))

    def table(self, state: RunState) -> Table:
        """A row per bin of what is drawn, with the figures of the whole beside it."""
        headers = (
            self.tr("member or rule"),
            self.tr("probabilities"),
            self.tr("confidence"),
            self.tr("share correct"),
            self.tr("test rows"),
            self.tr("log loss"),
            self.tr("Brier score"),
            self.tr("calibration error"),
        )
        picture = resolve(state.findings, self._wanted)
        rows = tuple(
            (
                curve.title,
                self._which(curve),
                one.confidence,
                one.accuracy,
                one.count,
                curve.whole.log_loss,
                curve.whole.brier,
                curve.whole.ece,
            )
            for curve in (picture.curves if picture else ())
            for one in curve.bins
        )
        return Table(headers=headers, rows=rows)

    def question(self) -> str:
        """What the empty picture promises."""
        return self.tr(
            "Are the stated probabilities to be believed? Of predictions that are 80 % "
            "sure, 80 % should be right."
        )

    def waiting(self) -> str:
        """What a running experiment has to do first."""
        return self.tr("The curve appears as soon as all members have predicted.")

    def why_empty(self, state: RunState) -> str:
        """Says when there are no probabilities at all."""
        if state.findings is not None:
            return self.tr("No member and no rule of this run states probabilities.")
        return super().why_empty(state)

    def has_picture(self, state: RunState) -> bool:
        """Whether there is anything to draw."""
        return resolve(state.findings, self._wanted) is not None

    def update_picture(self, state: RunState) -> None:
        """Apply the difference between ``state`` and what is drawn."""
        picture = resolve(state.findings, self._wanted)
        if picture is None or picture == self._layer.picture:
            return
        self._layer.show_picture(picture, self.colours, self.small_font())
        self.canvas.set_axis_label("bottom", self.tr("stated confidence"))
        self.canvas.set_axis_label("left", self.tr("share correct"))
        room = 0.03 * (1.0 - picture.low)
        both = (picture.low - room, 1.0 + room)
        self.canvas.set_ranges(both, both)
        self.canvas.set_key(self._key(picture))

    def forget(self) -> None:
        """Take everything as undrawn."""
        self._layer.picture = None

    def tip(self, position: QPointF) -> str:
        """The bin under the mouse: confidence, share correct, rows."""
        picture = self._layer.picture
        if picture is None:
            return ""
        found = near(picture, position, self.canvas.pixel_size, _REACH)
        if found is None:
            return ""
        curve, number = found
        one = curve.bins[number]
        return "\n".join(
            (
                f"{curve.title}, {self._which(curve)}",
                self.tr("{count} test rows").format(count=one.count),
                self.tr("{sure} sure, {right} right").format(
                    sure=percent(one.confidence), right=percent(one.accuracy)
                ),
            )
        )

    def _which(self, curve: Curve) -> str:
        return self.tr("calibrated") if curve.after else self.tr("as stated")

    def _key(self, picture: Picture) -> tuple[Entry, ...]:
        colours = self.colours
        entries = []
        for curve in picture.curves:
            sign: Sign = "curve" if curve.after else "hollow"
            which = self._which(curve)
            alone = len(picture.counted) > 0
            entries.append(
                Entry(
                    sign=sign,
                    colour=colours.series[curve.number % len(colours.series)],
                    text=which if alone else f"{curve.title}, {which}",
                    shape=SHAPES[curve.number % len(SHAPES)],
                )
            )
        text = self.tr("believable")
        entries.append(Entry(sign="line", colour=colours.muted, text=text))
        if picture.counted:
            text = self.tr("test rows")
            entries.append(Entry(sign="outlined", colour=colours.muted, text=text))
        return tuple(entries)
