"""Is an ensemble worth it here? The answer in words, before any figure."""

from __future__ import annotations

from statistics import fmean

from PySide6.QtWidgets import QWidget

from workbench.core.ensemble import GrowthPoint
from workbench.core.spec import ExperimentSpec
from workbench.core.state import Growth, RunState
from workbench.gui import i18n
from workbench.gui.i18n import say
from workbench.gui.theme import Theme
from workbench.gui.widgets.computed import as_html
from workbench.gui.widgets.ensemble_explanations import EXPLANATIONS
from workbench.gui.widgets.verdict import VerdictView, Words, planned_trials
from workbench.workloads.cross_validation import SERIES


class EnsembleVerdict(VerdictView):
    """The findings' own sentences; while a run goes on, how far it is."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setObjectName("ensemble_verdict")

    def explanations(self, state: RunState) -> str:
        """Those of ensembles."""
        return as_html(EXPLANATIONS, state)

    def _diagnose(self, state: RunState) -> None:
        """Nothing: why a run is not faster is told on Measure."""
        self._diagnosis.show_diagnoses((), state.spec or ExperimentSpec())

    def _teach(self) -> Words:
        return Words(
            headline=self.tr(
                "Is an ensemble worth it here, which one, and how many members?"
            ),
            second=self.tr(
                "Choose members and rules, or one kind to grow, then press Run. Every "
                "member is fitted once on each split, and every rule combines the same "
                "predictions. You get a recommendation in words, what each rule gains "
                "over the best single model, whether that gain is real, and what it "
                "costs."
            ),
            example=True,
        )

    def _while_running(self, state: RunState) -> Words:
        progress = self._progress(state)
        said = self._sentences(state)
        if said:
            headline, *rest = said
        else:
            headline, rest = self.tr("Measuring… ({progress})"), []
            headline = headline.format(progress=progress)
        rest += [*self._live_growth(state), *self._live_best(state)]
        return Words(
            headline=headline,
            second=" ".join(rest),
            meta=self._meta(state, self.tr("measuring, {progress}"), progress),
            notes=self._notes_on(state),
            same=self._sameness(state),
            explained=bool(said),
        )

    def _at_the_end(self, state: RunState) -> Words:
        said = self._sentences(state)
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
            explained=state.findings is not None or bool(state.growth),
        )

    def _sentences(self, state: RunState) -> list[str]:
        """What was found: of members and rules, else why each kind stopped to grow."""
        said = []
        if state.findings is not None:
            said += [say(sentence) for sentence in state.findings.sentences]
        for curves in state.growth.values():
            known = _latest(curves)
            if known is not None and known.end is not None:
                said.append(say(known.end.sentence))
        return said

    def _live_growth(self, state: RunState) -> list[str]:
        text = self.tr("{method}: {members} members so far, score {score}.")
        said = []
        for method, curves in state.growth.items():
            known = curves.get(state.current.workers) if state.current else None
            if known is not None and known.end is None and known.points:
                last: GrowthPoint = known.points[-1]
                said.append(
                    text.format(
                        method=method.replace("_", " ").capitalize(),
                        members=last.members,
                        score=i18n.score(last.score),
                    )
                )
        return said

    def _live_best(self, state: RunState) -> list[str]:
        """Which member leads while nothing is found yet."""
        scores = state.series.get(SERIES, {})
        if state.findings is not None or not scores:
            return []
        best = max(scores, key=lambda key: fmean(scores[key].values()))
        title = state.model_titles.get(best)
        text = self.tr("Ahead so far: {model} with {score}, splits scored: {n}.")
        return [
            text.format(
                model=say(title) if title is not None else best,
                score=i18n.score(fmean(scores[best].values())),
                n=len(scores[best]),
            )
        ]

    def _progress(self, state: RunState) -> str:
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


def _latest(curves: dict[int, Growth]) -> Growth | None:
    """That of the most workers that has ended, else the last one."""
    ended = [growth for growth in curves.values() if growth.end is not None]
    known = ended or list(curves.values())
    return known[-1] if known else None
