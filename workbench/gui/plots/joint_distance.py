"""How far the models are from the optimum, and how far clients drift apart."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.core.joint import JointRound
from workbench.core.state import RunState
from workbench.gui.plots.joint_curves import Line, View
from workbench.gui.plots.joint_lines import RoundsPlot
from workbench.gui.plots.joint_plot import courses, finite, measured, strategy_title
from workbench.gui.plots.joint_track import Across
from workbench.gui.plots.scale_axis import figure
from workbench.gui.plots.table import Table


class JointDistancePlot(RoundsPlot):
    """‖w − w*‖ as a line per strategy, ‖θ_i − w‖ dashed in the same colour.

    Where a strategy's line is level and its drift is as level, its clients pull the
    model to their own optima and the mean of those is not the optimum of all.
    """

    name = "joint_distance"

    @property
    def title(self) -> str:
        """The picture's heading."""
        return self.tr("Distance")

    def ways(self, state: RunState) -> Sequence[tuple[str, str]]:
        """Keys and names of what can be drawn upwards, the usual one first."""
        texts = {
            "both": self.tr("both"),
            "distance": self.tr("distance"),
            "drift": self.tr("drift"),
        }
        for key in ("distance", "drift"):
            if not measured(state, key):
                del texts[key]
                texts.pop("both", None)
        return tuple(texts.items())

    def view(self, state: RunState, up: str, across: Across) -> View:
        """What to draw for a choice."""
        distance = Line(measure="distance")
        drift = Line(measure="drift", dashed=up == "both")
        lines = {"distance": (distance,), "drift": (drift,)}.get(up, (distance, drift))
        return View(across=across, lines=lines, log=True)

    def up_text(self, state: RunState, up: str) -> str:
        """What the upward axis is called."""
        return {
            "distance": self.tr("to the optimum"),
            "drift": self.tr("drift of clients"),
        }.get(up, self.tr("distance between models"))

    def line_text(self, line: Line) -> str:
        """What a line is, where strategies have several."""
        if line.measure == "drift":
            return self.tr("drift of clients")
        return self.tr("to the pooled optimum")

    def describe(self, state: RunState, one: JointRound) -> Sequence[str]:
        """Both figures in words."""
        lines = []
        if one.distance is not None:
            words = self.tr("{value} from the pooled optimum")
            lines.append(words.format(value=figure(one.distance)))
        if one.drift is not None:
            words = self.tr("clients drift {value} in a round, on average")
            lines.append(words.format(value=figure(one.drift)))
        return lines

    def subtitle(self, state: RunState) -> str:
        """How near the nearest strategy came, else which one drifts most."""
        up = self.shown_up(state)
        field = "drift" if up == "drift" else "distance"
        latest = {
            key: value
            for key, course in courses(state).items()
            if course.rounds
            and (value := finite(getattr(course.rounds[-1], field))) is not None
        }
        if not latest:
            return ""
        most = field == "drift"
        key = (max if most else min)(latest, key=lambda one: latest[one])
        words = (
            self.tr("most drift: {strategy}, {value}")
            if most
            else self.tr("nearest: {strategy}, {value} away")
        )
        title = strategy_title(state, key)
        said = words.format(strategy=title, value=figure(latest[key]))
        return self.ended_words(state, said)

    def table(self, state: RunState) -> Table:
        """A row per strategy and round."""
        headers = (
            self.tr("strategy"),
            self.tr("round"),
            self.tr("distance to the pooled optimum"),
            self.tr("mean drift of the clients"),
        )
        rows = tuple(
            (
                strategy_title(state, key),
                one.round,
                finite(one.distance),
                finite(one.drift),
            )
            for key, course in courses(state).items()
            for one in course.rounds
        )
        return Table(headers=headers, rows=rows)

    def question(self) -> str:
        """What the empty picture promises."""
        return self.tr(
            "Does the model arrive, or do clients pull it to where their own data want "
            "it? The distance to the pooled optimum is a line, their drift is dashed."
        )

    def waiting(self) -> str:
        """What a running experiment has to do first."""
        return self.tr("The lines begin with the first round.")
