"""What privacy has been spent, round by round, and what the model was worth by then."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QWidget

from workbench.core.joint import JointCourse, JointRound
from workbench.core.state import RunState
from workbench.gui.i18n import score
from workbench.gui.plots.axes import LabelAxis, RoundAxis
from workbench.gui.plots.joint_epsilon_layer import (
    EpsilonLayer,
    Picture,
    Range,
    Spent,
    picture_of,
)
from workbench.gui.plots.joint_plot import (
    JointPlot,
    courses,
    finite,
    measured,
    series_colour,
    series_shape,
    strategy_title,
)
from workbench.gui.plots.joint_track import Tracks
from workbench.gui.plots.key import Entry
from workbench.gui.plots.rows import score_name
from workbench.gui.plots.scale_axis import figure
from workbench.gui.plots.table import Table
from workbench.gui.theme import Theme

_REACH = 16.0


class JointEpsilonPlot(JointPlot):
    """Two panels over the same rounds: ε with its budget above, the score below."""

    name = "joint_epsilon"

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._bottom, self._left = RoundAxis("bottom"), LabelAxis("left")
        self._bottom.whole = True
        super().__init__(theme, {"bottom": self._bottom, "left": self._left}, parent)
        self._tracks = Tracks()
        self._seen: tuple[object, ...] = ()
        self._layer = EpsilonLayer()
        self.canvas.add_layer(self._layer)
        self.refresh()

    @property
    def title(self) -> str:
        """The picture's heading."""
        return self.tr("Privacy spent")

    @property
    def picture(self) -> Picture | None:
        """What is drawn."""
        return self._layer.picture

    def subtitle(self, state: RunState) -> str:
        """How much is spent, of how much, and what the score is."""
        spent = _spent(state)
        if not spent:
            return ""
        one = max(spent.values(), key=lambda last: last.epsilon or 0.0)
        budget = budget_of(state)
        words = (
            self.tr("ε = {spent}")
            if budget is None
            else self.tr("ε = {spent} of {budget}")
        )
        text = words.format(spent=figure(one.epsilon), budget=figure(budget))
        delta = _delta(state)
        if delta is not None:
            text += " · " + self.tr("δ = {value}").format(value=figure(delta))
        return self.ended_words(state, text)

    def table(self, state: RunState) -> Table:
        """A row per round of the strategies that spend privacy."""
        headers = (
            self.tr("strategy"),
            self.tr("round"),
            self.tr("ε spent"),
            self.tr("budget of ε"),
            self.tr("test {metric}").format(metric=score_name(state.metric)),
        )
        budget = budget_of(state)
        rows = tuple(
            (
                strategy_title(state, key),
                one.round,
                finite(one.epsilon),
                budget,
                finite(one.test_score),
            )
            for key, course in courses(state).items()
            for one in course.rounds
            if one.epsilon is not None
        )
        return Table(headers=headers, rows=rows)

    def question(self) -> str:
        """What the empty picture promises."""
        return self.tr(
            "What does privacy cost? Every noisy round spends some of a budget of ε "
            "(less is more private); the score beside says what it bought."
        )

    def waiting(self) -> str:
        """What a running experiment has to do first."""
        return self.tr("The curve begins with the first noisy round.")

    def why_empty(self, state: RunState) -> str:
        """Says that nothing is spent without noise."""
        if state.joint is not None and state.status in ("done", "cancelled"):
            return self.tr(
                "No privacy was accounted for: updates were sent without noise. Clip "
                "them and add noise to see what a round spends."
            )
        return super().why_empty(state)

    def has_picture(self, state: RunState) -> bool:
        """Whether there is anything to draw."""
        return measured(state, "epsilon")

    def update_picture(self, state: RunState) -> None:
        """Apply the difference between ``state`` and what is drawn."""
        found = courses(state)
        rounds = tuple((key, course.rounds) for key, course in found.items())
        seen = (rounds, budget_of(state), state.metric, state.model_titles)
        if seen == self._seen:
            return
        picture = self._resolve(found, budget_of(state))
        if picture is None:
            return
        self._seen = seen
        metric = score_name(state.metric)
        words = (
            self.tr("ε spent"),
            self.tr("{metric} on test rows").format(metric=metric),
            self.tr("budget"),
        )
        self._layer.show_picture(picture, self.colours, self.small_font(), words)
        self._left.set_labels(_labels(picture))
        self.canvas.set_axis_label("bottom", self.tr("rounds"))
        self.canvas.set_ranges((-0.02 * picture.end, 1.03 * picture.end), (0.0, 1.0))
        self.canvas.set_key(self._key(picture, state))

    def forget(self) -> None:
        """Take everything as undrawn."""
        self._seen = ()
        self._layer.picture = None

    def tip(self, position: QPointF) -> str:
        """ε and score of the round under the mouse."""
        picture = self._layer.picture
        if picture is None:
            return ""
        width, height = self.canvas.pixel_size
        best: tuple[float, str, int] | None = None
        for curve in picture.curves:
            number = round(position.x()) - int(curve.rounds[0])
            if not 0 <= number < len(curve.rounds):
                continue
            for y in (
                picture.up(float(curve.epsilon[number])),
                picture.down(float(curve.score[number])),
            ):
                away = math.hypot(
                    (curve.rounds[number] - position.x()) / width,
                    (y - position.y()) / height,
                )
                if away <= (best[0] if best else _REACH):
                    best = away, curve.key, number
        if best is None:
            return ""
        return self._describe(best[1], courses(self.state)[best[1]].rounds[best[2]])

    def _describe(self, key: str, one: JointRound) -> str:
        head = self.tr("{strategy}, round {number}")
        lines = [
            head.format(strategy=strategy_title(self.state, key), number=one.round),
            self.tr("ε = {spent}").format(spent=figure(one.epsilon)),
        ]
        if one.test_score is not None:
            metric, value = score_name(self.state.metric), score(one.test_score)
            words = self.tr("{metric} {value} on test rows")
            lines.append(words.format(metric=metric, value=value))
        return "\n".join(lines)

    def _resolve(
        self, found: dict[str, JointCourse], budget: float | None
    ) -> Picture | None:
        curves = tuple(
            Spent(
                key=key,
                number=number,
                rounds=track.placed("rounds"),
                epsilon=track.measured("epsilon"),
                score=track.measured("test_score"),
            )
            for number, (key, track) in enumerate(self._tracks.follow(found).items())
            if any(one.epsilon is not None for one in track.rounds[:2])
        )
        return picture_of(curves, budget) if curves else None

    def _key(self, picture: Picture, state: RunState) -> tuple[Entry, ...]:
        colours = self.colours
        return tuple(
            Entry(
                sign="curve",
                colour=series_colour(colours, curve.number),
                text=strategy_title(state, curve.key),
                shape=series_shape(curve.number, len(colours.series)),
            )
            for curve in picture.curves
        )


def budget_of(state: RunState) -> float | None:
    """The ε that may be spent, where the experiment sets one."""
    return _positive(state, "epsilon")


def _delta(state: RunState) -> float | None:
    return _positive(state, "delta")


def _positive(state: RunState, name: str) -> float | None:
    value = state.spec.params.get(name) if state.spec else None
    if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
        return None
    return float(value)


def _spent(state: RunState) -> dict[str, JointRound]:
    """The latest round of those strategies that spend privacy."""
    return {
        key: course.rounds[-1]
        for key, course in courses(state).items()
        if course.rounds and finite(course.rounds[-1].epsilon) is not None
    }


def _labels(picture: Picture) -> list[tuple[float, str]]:
    """Round figures of both panels, by where they lie."""
    labels = [(picture.up(v), f"{v:g}") for v in _round_figures(picture.epsilon, 7)]
    if picture.score is not None:
        labels += [
            (picture.down(v), f"{v:.3g}".replace("-", "−"))
            for v in _round_figures(picture.score, 6)
        ]
    return labels


def _round_figures(bounds: Range, most: int) -> list[float]:
    """Multiples of 1, 2 or 5 times a power of ten, at most so many."""
    low, high = bounds
    power = math.floor(math.log10(high - low)) - 1
    for step in (m * 10.0**p for p in (power, power + 1) for m in (1, 2, 5)):
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        if last - first < most:
            return [round(n * step, 12) for n in range(first, last + 1)]
    return [low, high]
