"""The verdict of work whose findings are sentences already."""

from __future__ import annotations

from workbench.core.anatomy import Diagnosis
from workbench.core.state import RunState
from workbench.gui.i18n import say
from workbench.gui.widgets.verdict import VerdictView, Words, planned_trials


class FoundVerdict(VerdictView):
    """The findings' own sentences; while a run goes on, how far it is."""

    def sentences(self, state: RunState) -> list[str]:
        """What was found, the most important first."""
        raise NotImplementedError

    def live(self, state: RunState) -> list[str]:
        """What can be said of a trial that goes on."""
        raise NotImplementedError

    def explained(self, state: RunState) -> bool:
        """Whether there are figures to be explained."""
        raise NotImplementedError

    def progress(self, state: RunState) -> str:
        """How far the run is."""
        done, planned = len(state.trials), planned_trials(state)
        if state.current is None or not state.tasks_in_trial:
            return self.tr("{done} of {planned} trials").format(
                done=done, planned=planned
            )
        return self.tr("trial {n} of {planned}: {done} of {all} tasks").format(
            n=done + 1,
            planned=planned,
            done=state.tasks_done_in_trial,
            all=state.tasks_in_trial,
        )

    def _diagnoses_of(self, state: RunState) -> tuple[Diagnosis, ...]:
        """None: why a run is not faster is told on Measure."""
        return ()

    def _while_running(self, state: RunState) -> Words:
        progress = self.progress(state)
        said = self.sentences(state)
        if said:
            headline, *rest = said
        else:
            headline, rest = self.tr("Measuring… ({progress})"), []
            headline = headline.format(progress=progress)
        return Words(
            headline=headline,
            second=" ".join([*rest, *self.live(state)]),
            meta=self._meta(state, self.tr("measuring, {progress}"), progress),
            notes=self._notes_on(state),
            same=self._sameness(state),
            explained=self.explained(state),
        )

    def _at_the_end(self, state: RunState) -> Words:
        said = self.sentences(state)
        if state.status == "failed" and state.error is not None:
            said.insert(0, say(state.error))
        if not said:
            said = [self.tr("Nothing was found: the run ended before its first trial.")]
        return Words(
            headline=said[0],
            second=" ".join(said[1:]),
            meta=self._meta(state, "{progress}", self._measured_at(state)),
            notes=self._notes_on(state),
            same=self._sameness(state),
            reason=say(state.reason) if state.reason else "",
            failed=state.status == "failed",
            explained=self.explained(state),
        )
