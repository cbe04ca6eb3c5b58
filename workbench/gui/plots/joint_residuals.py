"""Whether clients agree: residuals of consensus ADMM, spread of peers' models."""

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

_MEASURES = ("primal", "dual", "consensus")


class JointResidualsPlot(RoundsPlot):
    """Primal residuals as lines, dual ones dashed; or the spread of peers' models.

    Both residuals of ADMM go to nought together (Boyd et al. 2011, section 3.3); ρ,
    which balances them, stands in the tip.
    """

    name = "joint_residuals"

    @property
    def title(self) -> str:
        """The picture's heading."""
        return self.tr("Agreement")

    def ways(self, state: RunState) -> Sequence[tuple[str, str]]:
        """Keys and names of what can be drawn upwards, the usual one first."""
        found = []
        if measured(state, "primal") or measured(state, "dual"):
            found.append(("residuals", self.tr("residuals")))
        if measured(state, "consensus"):
            found.append(("consensus", self.tr("spread")))
        return tuple(found)

    def view(self, state: RunState, up: str, across: Across) -> View:
        """What to draw for a choice."""
        if up == "consensus":
            return View(across=across, lines=(Line(measure="consensus"),), log=True)
        lines = (Line(measure="primal"), Line(measure="dual", dashed=True))
        return View(across=across, lines=lines, log=True)

    def up_text(self, state: RunState, up: str) -> str:
        """What the upward axis is called."""
        if up == "consensus":
            return self.tr("spread of models")
        return self.tr("residuals")

    def line_text(self, line: Line) -> str:
        """What a line is, where strategies have several."""
        if line.measure == "dual":
            return self.tr("movement (dual)")
        return self.tr("disagreement (primal)")

    def describe(self, state: RunState, one: JointRound) -> Sequence[str]:
        """The residuals with ρ, and the spread."""
        lines = []
        if one.primal is not None or one.dual is not None:
            words = self.tr("residuals: primal {primal}, dual {dual}")
            values = figure(one.primal), figure(one.dual)
            lines.append(words.format(primal=values[0], dual=values[1]))
        if one.rho is not None:
            lines.append(self.tr("rho {value}").format(value=figure(one.rho)))
        if one.consensus is not None:
            words = self.tr("clients’ models are {value} from their mean")
            lines.append(words.format(value=figure(one.consensus)))
        return lines

    def subtitle(self, state: RunState) -> str:
        """Where the residuals, or the spread, are now."""
        residuals, said = self.shown_up(state) == "residuals", []
        for key, course in courses(state).items():
            one = course.rounds[-1] if course.rounds else None
            title = strategy_title(state, key)
            if one is None:
                continue
            if residuals and one.primal is not None:
                words = self.tr("{strategy}: {primal} and {dual}")
                values = figure(one.primal), figure(one.dual)
                said.append(
                    words.format(strategy=title, primal=values[0], dual=values[1])
                )
            elif not residuals and one.consensus is not None:
                said.append(f"{title}: {figure(one.consensus)}")
        return self.ended_words(state, " · ".join(said))

    def table(self, state: RunState) -> Table:
        """A row per round of the strategies that have any of the figures."""
        headers = (
            self.tr("strategy"),
            self.tr("round"),
            self.tr("primal residual"),
            self.tr("dual residual"),
            self.tr("rho"),
            self.tr("spread of the clients’ models"),
        )
        rows = tuple(
            (
                strategy_title(state, key),
                one.round,
                finite(one.primal),
                finite(one.dual),
                finite(one.rho),
                finite(one.consensus),
            )
            for key, course in courses(state).items()
            for one in course.rounds
            if any(getattr(one, measure) is not None for measure in _MEASURES)
        )
        return Table(headers=headers, rows=rows)

    def question(self) -> str:
        """What the empty picture promises."""
        return self.tr(
            "Do the clients come to agree? Consensus ADMM tells by two residuals that "
            "fall together; gossip and EASGD by how far their models are apart."
        )

    def waiting(self) -> str:
        """What a running experiment has to do first."""
        return self.tr(
            "The lines begin with the first round of consensus ADMM, gossip or EASGD."
        )

    def why_empty(self, state: RunState) -> str:
        """Says which strategies have such figures."""
        if state.joint is not None and state.status in ("done", "cancelled"):
            return self.tr(
                "None of these strategies has residuals or models of its own at the "
                "clients: consensus ADMM, gossip and EASGD have."
            )
        return super().why_empty(state)
