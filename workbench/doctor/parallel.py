"""A real parallel run, through every part that an experiment goes through."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

import msgspec

from workbench.core.cancel import CancelToken
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.results import Scores, clock
from workbench.core.spec import CvSpec, ExperimentSpec, RepeatSpec
from workbench.core.state import RunState, reduce
from workbench.doctor.base import SEND_REPORT, Finding, Subject, check
from workbench.doctor.folders import NAME_ANOTHER
from workbench.planner import PRESETS
from workbench.session import Session

WORKERS = 2
PRESET = "iris-vote"


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What one engine made of the experiment."""

    state: RunState
    pids: frozenset[int]
    replaced: int
    seconds: float

    @property
    def scores(self) -> list[Scores]:
        """Those of every trial."""
        return [event.scores for event in self.state.trials]


@check(
    "parallel_run",
    group="parallel",
    title=Message(QT_TRANSLATE_NOOP("Message", "Parallel run")),
)
def parallel_run(subject: Subject) -> Finding:
    """The same experiment on two processes and on none: the scores must be the same."""
    try:
        folder = tempfile.TemporaryDirectory(
            prefix="workbench-doctor-", dir=subject.temporary
        )
    except OSError as error:
        return Finding(
            status="failed",
            found=Message(
                QT_TRANSLATE_NOOP(
                    "Message", "There is no place for its files: {path} ({reason})."
                ),
                {
                    "path": str(subject.temporary),
                    "reason": error.strerror or str(error),
                },
            ),
            remedy=NAME_ANOTHER,
        )
    with folder as name:
        history = Path(name) / "history.sqlite"
        with Session(history=history) as session:
            ours = outcome(session, "processes", (1, WORKERS), subject.cancel)
        with Session(history=history) as session:
            plain = outcome(session, "serial", (1,), subject.cancel)
    return judge(ours, plain)


def experiment(engine: str, workers: tuple[int, ...]) -> ExperimentSpec:
    """The preset, trimmed to one repeat of five splits."""
    return msgspec.structs.replace(
        PRESETS[PRESET].spec,
        title="self-check",
        engine=engine,
        workers=workers,
        cv=CvSpec(folds=5),
        repeats=RepeatSpec(minimum=1, maximum=1),
    )


def outcome(
    session: Session, engine: str, workers: tuple[int, ...], cancel: CancelToken
) -> Outcome:
    """Run the experiment to its end, looking at the workers on the way."""
    begin = clock()
    state = RunState()
    pids: set[int] = set()
    for event in session.start(experiment(engine, workers), cancel):
        state = reduce(state, event)
        pids |= set(session.engines.state().pids)
    return Outcome(
        state=state,
        pids=frozenset(pids),
        replaced=session.engines.state().restarts,
        seconds=clock() - begin,
    )


def judge(ours: Outcome, plain: Outcome) -> Finding:
    """Compare the two, trial by trial and bit for bit."""
    facts: dict[str, Any] = {
        "preset": PRESET,
        "workers": WORKERS,
        "worker_pids": sorted(ours.pids),
        "replaced": ours.replaced,
        "tasks": sum(event.tasks for event in ours.state.trials),
        "seconds": round(ours.seconds, 3),
        "serial_seconds": round(plain.seconds, 3),
        "digests": sorted({scores.digest for scores in ours.scores}),
    }
    values = {"workers": WORKERS, "tasks": facts["tasks"], "seconds": ours.seconds}
    for one in (ours, plain):
        if one.state.status != "done":
            return _broken(one, facts)
    (reference,) = plain.scores
    if not all(_same(scores, reference) for scores in ours.scores):
        return Finding(
            status="failed",
            found=Message(
                QT_TRANSLATE_NOOP(
                    "Message", "The scores differ from those of the serial engine."
                )
            ),
            remedy=SEND_REPORT,
            facts={**facts, "serial_digest": reference.digest},
        )
    if len(ours.pids) < WORKERS or os.getpid() in ours.pids:
        return Finding(
            status="failed",
            found=Message(
                QT_TRANSLATE_NOOP(
                    "Message", "It did not run on {workers} processes of its own."
                ),
                values,
            ),
            remedy=SEND_REPORT,
            facts=facts,
        )
    if ours.replaced:
        return Finding(
            status="warning",
            found=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "The scores are the same as on the serial engine, bit for bit, but "
                    "worker processes ended on the way and were replaced: {replaced}.",
                ),
                {**values, "replaced": ours.replaced},
            ),
            remedy=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "Something ended them from outside: look for too little memory, a "
                    "virus scanner, or a limit of the container.",
                )
            ),
            facts=facts,
        )
    return Finding(
        status="ok",
        found=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "{tasks} tasks on {workers} worker processes gave the same scores as "
                "the serial engine, bit for bit ({seconds:.1f} s).",
            ),
            values,
        ),
        facts=facts,
    )


def _same(ours: Scores, plain: Scores) -> bool:
    """Whether everything that must not depend on the engine is the same."""
    return ours.digest == plain.digest and all(
        model.fold_scores == plain.models[key].fold_scores
        for key, model in ours.models.items()
    )


def _broken(one: Outcome, facts: dict[str, Any]) -> Finding:
    """The run did not come to its end."""
    reason = one.state.error or Message(str(one.state.status))
    if one.state.traceback:
        facts = {**facts, "traceback": one.state.traceback}
    return Finding(status="failed", found=reason, remedy=_STARTS, facts=facts)


_STARTS = Message(
    QT_TRANSLATE_NOOP(
        "Message",
        "Look whether a virus scanner or a limit keeps programs from starting "
        "processes; if not, install the program again. The engine “threads” works "
        "meanwhile.",
    )
)
