"""The table of strategies, and what is to be said of the chosen one."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from workbench.core.joint import Audit, JointFindings, JointReference
from workbench.core.state import RunState
from workbench.gui import i18n
from workbench.gui.i18n import say
from workbench.gui.models.strategies import StrategiesModel, Way, ways
from workbench.gui.plots.table import Table
from workbench.gui.theme import Theme
from workbench.gui.widgets.joint_rounds import rounds_table
from workbench.gui.widgets.table_card import TableCard


class StrategiesCard(TableCard[Way]):
    """A row per strategy; below it variant, source, and why the chosen one stopped."""

    hides_empty = True

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self.model = StrategiesModel()
        self._state = RunState()
        self._shown: tuple[Way, ...] = ()
        super().__init__(self.model, theme, name="strategies", parent=parent)
        self.set_words(
            self.tr("Strategies"), self.tr("Copy the figures of every round")
        )

    def show_state(self, state: RunState) -> None:
        """Show how far each strategy is; choice and order stay."""
        self._state = state
        shown = ways(state)
        if shown == self._shown:
            return
        with self.keeping():
            self._shown = shown
            self.model.show_rows(shown)
        found = state.joint
        reference = found.reference if found is not None else None
        self.set_subtitle(self._reference(reference) if reference else "")

    def table(self) -> Table:
        """Every round of every strategy."""
        return rounds_table(self._state)

    def detail(self, shown: Way | None) -> str:
        """Why it stopped, the variant, its source, and what an attack found out."""
        if shown is None:
            return self.tr(
                "Choose a strategy to see its variant, its source and why it stopped."
            )
        end = shown.course.end
        parts = [say(end.sentence)] if end is not None else []
        if end is not None and end.training is not None:
            parts.append(say(end.training.sentence))
        if end is not None and end.audit is not None:
            parts.append(self._audit(end.audit))
        if shown.entry is not None:
            parts.append(say(shown.entry.variant))
            source = self.tr("Source: {source}.")
            parts.append(source.format(source=shown.entry.source.rstrip(".")))
        if shown.model is not None and shown.model.params:
            given = shown.model.params.items()
            parts.append(", ".join(f"{name} = {value}" for name, value in given))
        return f"{say(shown.title)}: " + " ".join(parts)

    def _reference(self, reference: JointReference) -> str:
        text = self.tr("pooled optimum {objective:.4g}")
        said = [text.format(objective=reference.objective)]
        if reference.test_score is not None:
            text = self.tr("its test score {score}")
            said.append(text.format(score=i18n.score(reference.test_score)))
        if reference.local_only is not None:
            text = self.tr("each alone {score}")
            said.append(text.format(score=i18n.score(reference.local_only)))
        return " · ".join(said)

    def _audit(self, audit: Audit) -> str:
        text = self.tr(
            "An attack that guesses who was learned from reaches an area of {auc} "
            "(0.5 is chance, {start} before learning)."
        )
        return text.format(auc=i18n.score(audit.auc), start=i18n.score(audit.start))


def has_rounds(found: JointFindings | None) -> bool:
    """Whether any strategy has begun."""
    return found is not None and any(c.rounds for c in found.courses.values())
