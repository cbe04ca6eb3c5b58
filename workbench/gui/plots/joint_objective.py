"""How learning goes on, round by round: the objective, test loss and test score."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.core.joint import JointReference, JointRound
from workbench.core.state import RunState
from workbench.gui.i18n import bytes_text, score
from workbench.gui.plots.joint_curves import Line, Reference, View
from workbench.gui.plots.joint_lines import RoundsPlot
from workbench.gui.plots.joint_plot import courses, finite, measured, strategy_title
from workbench.gui.plots.joint_track import Across
from workbench.gui.plots.rows import score_name
from workbench.gui.plots.scale_axis import figure
from workbench.gui.plots.table import Table


class JointObjectivePlot(RoundsPlot):
    """A curve per strategy, beside the pooled optimum and the local-only models.

    Usually the gap to the pooled optimum on a logarithmic axis, where a strategy that
    stops short of it is level and one that reaches it falls on.
    """

    name = "joint_objective"

    @property
    def title(self) -> str:
        """The picture's heading."""
        return self.tr("Objective")

    def ways(self, state: RunState) -> Sequence[tuple[str, str]]:
        """Keys and names of what can be drawn upwards, the usual one first."""
        if not measured(state, "objective"):
            return ()
        texts = {
            "gap": self.tr("gap"),
            "objective": self.tr("objective"),
            "test_loss": self.tr("test loss"),
            "test_score": score_name(state.metric),
        }
        if _reference(state) is None:
            del texts["gap"]
        for key in ("test_loss", "test_score"):
            if not measured(state, key):
                del texts[key]
        return tuple(texts.items())

    def view(self, state: RunState, up: str, across: Across) -> View:
        """What to draw for a choice."""
        known = _reference(state)
        match up:
            case "gap" if known is not None:
                line = Line(measure="objective", above=known.objective)
                return View(across=across, lines=(line,), log=True)
            case "test_loss":
                return View(
                    across=across,
                    lines=(Line(measure="test_loss"),),
                    references=self._lines(
                        (known.test_loss if known else None, "optimum")
                    ),
                )
            case "test_score":
                return View(
                    across=across,
                    lines=(Line(measure="test_score"),),
                    scores=True,
                    references=self._lines(
                        (known.test_score if known else None, "optimum"),
                        (known.local_only if known else None, "local"),
                    ),
                )
        return View(
            across=across,
            lines=(Line(measure="objective"),),
            references=self._lines((known.objective if known else None, "optimum")),
        )

    def up_text(self, state: RunState, up: str) -> str:
        """What the upward axis is called."""
        return {
            "gap": self.tr("above the optimum"),
            "test_loss": self.tr("loss on test rows"),
            "test_score": self.tr("{metric} on test rows").format(
                metric=score_name(state.metric)
            ),
        }.get(up, self.tr("loss and penalty"))

    def line_text(self, line: Line) -> str:
        """What a line is; here each strategy has one."""
        return line.measure

    def describe(self, state: RunState, one: JointRound) -> Sequence[str]:
        """Objective, gap, and what test rows say."""
        lines = [self.tr("objective {value}").format(value=figure(one.objective))]
        known = _reference(state)
        if known is not None:
            words = self.tr("{value} above the pooled optimum")
            gap = figure(one.objective - known.objective)
            lines[0] += ", " + words.format(value=gap)
        if one.test_score is not None:
            lines.append(self.score_line(state, one))
        return lines

    def subtitle(self, state: RunState) -> str:
        """Which strategy is the nearest to the optimum, or the best on test rows."""
        up = self.shown_up(state)
        if up == "test_score":
            return self.ended_words(state, self._best_score(state))
        field = "test_loss" if up == "test_loss" else "objective"
        latest = {
            key: value
            for key, course in courses(state).items()
            if course.rounds
            and (value := finite(getattr(course.rounds[-1], field))) is not None
        }
        if not latest:
            return ""
        key = min(latest, key=lambda one: latest[one])
        value, words = latest[key], self.tr("lowest: {strategy}, {value}")
        known = _reference(state)
        if up == "gap" and known is not None:
            value -= known.objective
            words = self.tr("nearest: {strategy}, {value} above")
        title = strategy_title(state, key)
        said = words.format(strategy=title, value=figure(value))
        return self.ended_words(state, said)

    def table(self, state: RunState) -> Table:
        """A row per strategy and round with all that was measured."""
        headers = (
            self.tr("strategy"),
            self.tr("round"),
            self.tr("objective"),
            self.tr("above the pooled optimum"),
            self.tr("loss"),
            self.tr("test loss"),
            self.tr("test {metric}").format(metric=score_name(state.metric)),
            self.tr("norm of the gradient"),
            self.tr("sent up (bytes)"),
            self.tr("sent down (bytes)"),
            self.tr("seconds"),
            self.tr("simulated seconds"),
            self.tr("updates used"),
            self.tr("gave up"),
            self.tr("too late"),
            self.tr("refused"),
        )
        known = _reference(state)
        rows = tuple(
            (
                strategy_title(state, key),
                one.round,
                finite(one.objective),
                finite(one.objective - known.objective) if known else None,
                finite(one.loss),
                finite(one.test_loss),
                finite(one.test_score),
                finite(one.gradient_norm),
                one.bytes_up,
                one.bytes_down,
                one.seconds,
                one.simulated_s,
                one.used,
                one.dropped,
                one.late,
                one.rejected,
            )
            for key, course in courses(state).items()
            for one in course.rounds
        )
        return Table(headers=headers, rows=rows)

    def question(self) -> str:
        """What the empty picture promises."""
        return self.tr(
            "Do models that never see each other’s data reach what one model fitted to "
            "all of it would? Each strategy becomes a curve, round by round."
        )

    def waiting(self) -> str:
        """What a running experiment has to do first."""
        return self.tr("The curves begin with the first round.")

    def _best_score(self, state: RunState) -> str:
        latest = {
            key: value
            for key, course in courses(state).items()
            if course.rounds
            and (value := finite(course.rounds[-1].test_score)) is not None
        }
        if not latest:
            return ""
        key = max(latest, key=lambda one: latest[one])
        sent = courses(state)[key].rounds[-1]
        return self.tr("best: {strategy}, {value} for {size}").format(
            strategy=strategy_title(state, key),
            value=score(latest[key]),
            size=bytes_text(sent.bytes_up + sent.bytes_down),
        )

    def _lines(self, *wanted: tuple[float | None, str]) -> tuple[Reference, ...]:
        texts = {
            "optimum": self.tr("pooled optimum"),
            "local": self.tr("each client alone"),
        }
        return tuple(
            Reference(value=value, text=texts[which])
            for value, which in wanted
            if finite(value) is not None and value is not None
        )


class JointBytesPlot(JointObjectivePlot):
    """The same with other axes to begin with: the test score for the bytes sent."""

    name = "joint_bytes"
    first_up = "test_score"
    first_across: Across = "bytes"

    @property
    def title(self) -> str:
        """The picture's heading."""
        return self.tr("Score for bytes")

    def question(self) -> str:
        """What the empty picture promises."""
        return self.tr(
            "How much must be sent for a good model? Each strategy’s score on test "
            "rows is drawn against the bytes of all its messages."
        )


def _reference(state: RunState) -> JointReference | None:
    known = state.joint.reference if state.joint else None
    return known if known is not None and finite(known.objective) is not None else None
