"""Is an ensemble worth it here? The answer in words, before any figure."""

from __future__ import annotations

from statistics import fmean

from PySide6.QtWidgets import QWidget

from workbench.core.ensemble import GrowthPoint
from workbench.core.state import Growth, RunState
from workbench.gui import i18n
from workbench.gui.i18n import say
from workbench.gui.theme import Theme
from workbench.gui.widgets.computed import as_html
from workbench.gui.widgets.ensemble_explanations import EXPLANATIONS
from workbench.gui.widgets.found_verdict import FoundVerdict
from workbench.gui.widgets.verdict import Words
from workbench.workloads.cross_validation import SERIES


class EnsembleVerdict(FoundVerdict):
    """What members, rules and growth came to."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setObjectName("ensemble_verdict")

    def explanations(self, state: RunState) -> str:
        """Those of ensembles."""
        return as_html(EXPLANATIONS, state)

    def explained(self, state: RunState) -> bool:
        """Whether anything was found."""
        return state.findings is not None or bool(state.growth)

    def sentences(self, state: RunState) -> list[str]:
        """What was found: of members and rules, else why each kind stopped to grow."""
        said = []
        if state.findings is not None:
            said += [say(sentence) for sentence in state.findings.sentences]
        for curves in state.growth.values():
            known = _latest(curves)
            if known is not None and known.end is not None:
                said.append(say(known.end.sentence))
        return said

    def live(self, state: RunState) -> list[str]:
        """How far each kind has grown, and which member is ahead."""
        return [*self._live_growth(state), *self._live_best(state)]

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


def _latest(curves: dict[int, Growth]) -> Growth | None:
    """That of the most workers that has ended, else the last one."""
    ended = [growth for growth in curves.values() if growth.end is not None]
    known = ended or list(curves.values())
    return known[-1] if known else None
