"""The strategies of a run of joint learning as a table: how far, how good, how dear."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, Qt

from workbench.core.joint import JointCourse, JointRound
from workbench.core.messages import QT_TRANSLATE_NOOP, Message, plain
from workbench.core.spec import ModelSpec
from workbench.core.state import RunState
from workbench.gui import i18n
from workbench.gui.models.columns import Column, ColumnsModel
from workbench.joint.base import STRATEGIES, StrategyEntry

_CONTEXT = "StrategiesModel"
_WHY = {
    "rounds": QT_TRANSLATE_NOOP("StrategiesModel", "all rounds made"),
    "seconds": QT_TRANSLATE_NOOP("StrategiesModel", "time was up"),
    "bytes": QT_TRANSLATE_NOOP("StrategiesModel", "bytes spent"),
    "gradient": QT_TRANSLATE_NOOP("StrategiesModel", "gradient small enough"),
    "residuals": QT_TRANSLATE_NOOP("StrategiesModel", "residuals small enough"),
    "flat": QT_TRANSLATE_NOOP("StrategiesModel", "objective flat"),
    "patience": QT_TRANSLATE_NOOP("StrategiesModel", "no better on test rows"),
    "budget": QT_TRANSLATE_NOOP("StrategiesModel", "ε budget spent"),
    "diverged": QT_TRANSLATE_NOOP("StrategiesModel", "diverged"),
    "quorum": QT_TRANSLATE_NOOP("StrategiesModel", "too few answers"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One strategy of a run: what was asked for, and what became of it so far."""

    key: str
    title: Message
    entry: StrategyEntry | None
    model: ModelSpec | None
    course: JointCourse
    optimum: float | None
    """The objective of the pooled optimum."""

    @property
    def last(self) -> JointRound | None:
        """Where it is."""
        return self.course.rounds[-1] if self.course.rounds else None

    @property
    def gap(self) -> float | None:
        """How far its objective is above the pooled optimum's."""
        if self.last is None or self.optimum is None:
            return None
        return self.last.objective - self.optimum


def ways(state: RunState) -> tuple[Way, ...]:
    """The strategies of a run, in the order of the experiment."""
    found = state.joint
    if found is None:
        return ()
    models = {m.key: m for m in (state.spec.models if state.spec is not None else ())}
    reference = found.reference
    keys = [*models, *(key for key in found.courses if key not in models)]
    return tuple(
        Way(
            key=key,
            title=title_of(key, models.get(key), state),
            entry=entry_of(models.get(key)),
            model=models.get(key),
            course=found.courses.get(key, JointCourse()),
            optimum=reference.objective if reference is not None else None,
        )
        for key in keys
    )


def title_of(key: str, model: ModelSpec | None, state: RunState) -> Message:
    """What a strategy is called."""
    known = state.model_titles.get(key)
    if known is not None:
        return known
    entry = entry_of(model)
    return entry.title if entry is not None and model and not model.name else plain(key)


def entry_of(model: ModelSpec | None) -> StrategyEntry | None:
    """What is known of a strategy, where it is one of this program's."""
    if model is None or model.estimator not in STRATEGIES:
        return None
    return STRATEGIES.get(model.estimator)


def why_text(way: Way) -> str:
    """Why it stopped, in a word or two."""
    end = way.course.end
    if end is None:
        going = QT_TRANSLATE_NOOP("StrategiesModel", "goes on")
        return QCoreApplication.translate(_CONTEXT, going) if way.last else i18n.UNKNOWN
    word = _WHY.get(end.reason)
    return QCoreApplication.translate(_CONTEXT, word) if word else end.reason


def small(value: float | None) -> str:
    """A figure that may be tiny: ``0.0123``, ``3.2e-07``."""
    if value is None or value != value:
        return i18n.UNKNOWN
    return f"{value:.3g}".replace("-", "−")


COLUMNS: tuple[Column[Way], ...] = (
    Column(
        name="title",
        title=QT_TRANSLATE_NOOP("StrategiesModel", "Strategy"),
        help=QT_TRANSLATE_NOOP(
            "StrategiesModel", "All of them learn from the same rows and clients."
        ),
        text=lambda w: i18n.say(w.title),
        value=lambda w: i18n.say(w.title).casefold(),
        number=False,
    ),
    Column(
        name="rounds",
        title=QT_TRANSLATE_NOOP("StrategiesModel", "Rounds"),
        help=QT_TRANSLATE_NOOP("StrategiesModel", "How often they have met."),
        text=lambda w: str(w.last.round) if w.last else i18n.UNKNOWN,
        value=lambda w: w.last.round if w.last else None,
    ),
    Column(
        name="gap",
        title=QT_TRANSLATE_NOOP("StrategiesModel", "Gap"),
        help=QT_TRANSLATE_NOOP(
            "StrategiesModel",
            "How far the objective is above that of the pooled optimum: one model "
            "fitted to all rows in one place.",
        ),
        text=lambda w: small(w.gap),
        value=lambda w: w.gap,
    ),
    Column(
        name="score",
        title=QT_TRANSLATE_NOOP("StrategiesModel", "Test score"),
        help=QT_TRANSLATE_NOOP(
            "StrategiesModel", "Accuracy or R² on rows that no client holds."
        ),
        text=lambda w: i18n.score(w.last.test_score if w.last else None),
        value=lambda w: w.last.test_score if w.last else None,
    ),
    Column(
        name="up",
        title=QT_TRANSLATE_NOOP("StrategiesModel", "Up"),
        help=QT_TRANSLATE_NOOP(
            "StrategiesModel", "By all clients since the beginning, as serialised."
        ),
        text=lambda w: i18n.bytes_text(w.last.bytes_up if w.last else None),
        value=lambda w: w.last.bytes_up if w.last else None,
    ),
    Column(
        name="down",
        title=QT_TRANSLATE_NOOP("StrategiesModel", "Down"),
        help=QT_TRANSLATE_NOOP(
            "StrategiesModel", "To all clients since the beginning, as serialised."
        ),
        text=lambda w: i18n.bytes_text(w.last.bytes_down if w.last else None),
        value=lambda w: w.last.bytes_down if w.last else None,
    ),
    Column(
        name="seconds",
        title=QT_TRANSLATE_NOOP("StrategiesModel", "Time"),
        help=QT_TRANSLATE_NOOP("StrategiesModel", "Measured on this computer."),
        text=lambda w: i18n.seconds(w.last.seconds if w.last else None),
        value=lambda w: w.last.seconds if w.last else None,
    ),
    Column(
        name="simulated",
        title=QT_TRANSLATE_NOOP("StrategiesModel", "Simulated"),
        help=QT_TRANSLATE_NOOP(
            "StrategiesModel",
            "What the rounds would have taken over the network that was described.",
        ),
        text=lambda w: i18n.seconds(w.last.simulated_s if w.last else None),
        value=lambda w: w.last.simulated_s if w.last else None,
    ),
    Column(
        name="epsilon",
        title=QT_TRANSLATE_NOOP("StrategiesModel", "ε"),
        help=QT_TRANSLATE_NOOP(
            "StrategiesModel",
            "How much the models may tell of any one client; smaller is more private.",
        ),
        text=lambda w: small(w.last.epsilon if w.last else None),
        value=lambda w: w.last.epsilon if w.last else None,
    ),
    Column(
        name="why",
        title=QT_TRANSLATE_NOOP("StrategiesModel", "Why it stopped"),
        help=QT_TRANSLATE_NOOP("StrategiesModel", "Choose the row for the sentence."),
        text=why_text,
        value=why_text,
        number=False,
    ),
)
_BY_GAP = next(i for i, column in enumerate(COLUMNS) if column.name == "gap")


class StrategiesModel(ColumnsModel[Way]):
    """The strategies of a run, the smallest gap first until re-ordered."""

    context = _CONTEXT
    columns = COLUMNS

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((_BY_GAP, Qt.SortOrder.AscendingOrder), parent)

    def key(self, row: Way) -> str:
        """The row's key in the results."""
        return row.key

    def tip(self, row: Way) -> str:
        """The variant."""
        return i18n.say(row.entry.variant) if row.entry is not None else ""
