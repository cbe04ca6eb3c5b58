"""How well do they learn together? The answer in words, before any figure."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from workbench.core.parameters import filled
from workbench.core.state import RunState
from workbench.gui import i18n
from workbench.gui.i18n import say
from workbench.gui.models.strategies import Way, small, ways
from workbench.gui.theme import Theme
from workbench.gui.widgets.computed import as_html
from workbench.gui.widgets.found_verdict import FoundVerdict
from workbench.gui.widgets.joint_card import has_rounds
from workbench.gui.widgets.joint_explanations import EXPLANATIONS
from workbench.gui.widgets.verdict import Words
from workbench.workloads.joint_parameters import PARAMETERS


class JointVerdict(FoundVerdict):
    """What the strategies came to; while they learn, the round and the best so far."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setObjectName("joint_verdict")

    def explanations(self, state: RunState) -> str:
        """Those of joint learning."""
        return as_html(EXPLANATIONS, state)

    def explained(self, state: RunState) -> bool:
        """Whether any round was made."""
        return has_rounds(state.joint)

    def sentences(self, state: RunState) -> list[str]:
        """The verdict; before there is one, why those stopped that have."""
        found = state.joint
        if found is None:
            return []
        if found.verdict is not None:
            return [say(sentence) for sentence in found.verdict.sentences]
        if state.live:
            return []
        ends = [course.end for course in found.courses.values()]
        return [say(end.sentence) for end in ends if end is not None]

    def progress(self, state: RunState) -> str:
        """Which round of how many; what has gone before is told by the trials."""
        going = _going(state)
        if not state.live or going is None or going.last is None:
            return super().progress(state)
        asked = filled(PARAMETERS, state.spec.params if state.spec else {})["rounds"]
        text = self.tr("{strategy}, round {round} of {all}")
        return text.format(strategy=say(going.title), round=going.last.round, all=asked)

    def live(self, state: RunState) -> list[str]:
        """The round and objective of the one that learns, and which is ahead."""
        found = state.joint
        if found is None or found.verdict is not None:
            return []
        begun = [way for way in ways(state) if way.last is not None]
        going = _going(state)
        said = [self._said(going)] if going is not None else []
        ended = [way for way in begun if way.gap is not None]
        if len(ended) > 1:
            best = min(ended, key=lambda way: (way.gap != way.gap, way.gap))
            text = self.tr(
                "Nearest to the pooled optimum so far: {strategy} (gap {gap})."
            )
            said.append(text.format(strategy=say(best.title), gap=small(best.gap)))
        return said

    def _said(self, way: Way) -> str:
        last = way.last
        assert last is not None
        text = self.tr("{strategy}, round {round}: objective {objective:.4g}")
        words = text.format(
            strategy=say(way.title), round=last.round, objective=last.objective
        )
        if last.test_score is not None:
            text = self.tr("test score {score}")
            words += ", " + text.format(score=i18n.score(last.test_score))
        return f"{words}."

    def _teach(self) -> Words:
        return Words(
            headline=self.tr("How well do many learn together that keep their rows?"),
            second=self.tr(
                "Deal rows to clients, choose strategies, then press Run. In every "
                "round each client learns a little from its own rows, and only models "
                "meet. You see how near they come to one model of all rows, what that "
                "costs in rounds, bytes and time, and what it tells about a client."
            ),
            example=True,
        )


def _going(state: RunState) -> Way | None:
    """The strategy that learns now."""
    begun = [way for way in ways(state) if way.last is not None]
    return next((way for way in reversed(begun) if way.course.end is None), None)
