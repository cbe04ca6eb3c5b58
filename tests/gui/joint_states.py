"""Findings about joint learning made by hand, as a run on digits would leave them.

Courses follow closed forms: a gap to the pooled optimum that shrinks by a factor each
round down to a floor of its own, and all else from that.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import msgspec
import numpy as np

from workbench.core import events as ev
from workbench.core.joint import (
    Audit,
    ClientPoint,
    ClientShare,
    Fate,
    JointBody,
    JointEnd,
    JointFindings,
    JointPartition,
    JointReference,
    JointRound,
    JointUpdates,
    JointVerdict,
    MaskedView,
)
from workbench.core.messages import Message
from workbench.core.parameters import ParamValue
from workbench.core.plan import Trial
from workbench.core.spec import DatasetSpec, ExperimentSpec, ModelSpec
from workbench.core.state import RunState, fold

OPTIMUM, START = 0.737322, math.log(10)
TEST_LOSS, TEST_SCORE, LOCAL_ONLY = 0.7712, 0.948889, 0.8217
TRAIN_ROWS, TEST_ROWS, CLASSES = 1347, 450, 10
MODEL_BYTES = 5200
BUDGET = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How a strategy gets on: its gap shrinks by ``rate`` a round, to ``floor``."""

    title: str
    rate: float
    floor: float
    sends: int = 1
    kind: Literal["server", "admm", "peers"] = "server"


COURSES: dict[str, Course] = {
    "fedavg": Course(title="FedAvg", rate=0.80, floor=3.9e-3),
    "fedprox": Course(title="FedProx", rate=0.83, floor=1.6e-3),
    "scaffold": Course(title="SCAFFOLD (option II)", rate=0.84, floor=0.0, sends=2),
    "admm": Course(title="Consensus ADMM", rate=0.74, floor=0.0, kind="admm"),
    "gossip": Course(title="Gossip", rate=0.90, floor=6e-3, kind="peers"),
    "easgd": Course(title="EASGD", rate=0.88, floor=9e-3, kind="peers"),
    "fedadam": Course(title="FedAdam", rate=0.86, floor=2.4e-3),
    "fedmedian": Course(title="FedMedian", rate=0.81, floor=2.2e-2),
    "krum": Course(title="Krum", rate=0.82, floor=5.5e-2),
    "one_shot": Course(title="One-shot averaging", rate=0.5, floor=0.31),
}
TITLES = {key: Message(course.title) for key, course in COURSES.items()}
USUAL = ("fedavg", "scaffold", "admm", "gossip")
DONE = ev.RunFinished(t=9.0, reason=Message("All strategies ended."))


def spec(strategies: Sequence[str] = USUAL, **params: ParamValue) -> ExperimentSpec:
    """An experiment with these strategies on ten clients."""
    return ExperimentSpec(
        title="by hand",
        workload="joint",
        params={"model": "softmax", "clients": 10, "rounds": 40, **params},
        dataset=DatasetSpec(name="digits"),
        models=tuple(ModelSpec(estimator=key) for key in strategies),
        engine="serial",
        workers=(1,),
    )


SPEC = spec()


def state(
    *bodies: JointBody,
    spec: ExperimentSpec = SPEC,
    end: ev.Event | None = None,
    metric: str = "accuracy",
    run_id: int = 7,
    trial_id: int = 1,
) -> RunState:
    """A run that found ``bodies`` in one trial, and ended with ``end``."""
    events: list[ev.Event] = [
        ev.RunStarted(
            t=0.0,
            run_id=run_id,
            started_at=0.0,
            spec=spec,
            environment={},
            worker_counts=spec.workers,
            model_titles={m.key: TITLES[m.key] for m in spec.models},
            metric=metric,
            tasks_per_trial=400,
            trials_planned=1,
            estimated_s=5.0,
        ),
        ev.TrialStarted(
            t=0.1,
            trial=Trial(id=trial_id, engine="serial", workers=1, repeat=1),
            origin=0.0,
        ),
        *(ev.Found(t=0.2, trial_id=trial_id, workers=1, body=one) for one in bodies),
    ]
    if end is not None:
        events.append(end)
    return fold(events)


def partition(
    clients: int = 10, classes: int = CLASSES, *, alpha: float = 0.4, empty: int = 0
) -> JointPartition:
    """Dirichlet by class; the last ``empty`` clients hold nothing."""
    dice = np.random.default_rng(11)
    holders = clients - empty
    rows = max(TRAIN_ROWS, 4 * clients)
    counts = np.zeros((clients, classes), dtype=int)
    for k in range(classes):
        shares = dice.dirichlet(np.full(holders, alpha))
        counts[:holders, k] = dice.multinomial(rows // classes, shares)
    return JointPartition(
        method="dirichlet_class",
        classes=tuple(str(k) for k in range(classes)),
        clients=tuple(
            ClientShare(
                name=f"client {i + 1}",
                rows=int(row.sum()),
                counts=tuple(row.tolist()),
            )
            for i, row in enumerate(counts)
        ),
        test_rows=TEST_ROWS,
    )


def partition_of_values(clients: int = 10) -> JointPartition:
    """Who holds which rows of a regression."""
    rows = [20 + 9 * i for i in range(clients)]
    return JointPartition(
        method="quantity",
        classes=(),
        clients=tuple(
            ClientShare(name=f"clinic {i + 1}", rows=n, counts=(n,))
            for i, n in enumerate(rows)
        ),
        test_rows=100,
    )


def reference() -> JointReference:
    """The pooled optimum of softmax regression on digits, and local-only models."""
    return JointReference(
        objective=OPTIMUM,
        loss=OPTIMUM - 0.21,
        test_loss=TEST_LOSS,
        test_score=TEST_SCORE,
        local_only=LOCAL_ONLY,
    )


def rounds(
    key: str, count: int = 40, *, private: bool = False, simulated: bool = True
) -> list[JointRound]:
    """The rounds of a strategy from 0, the one before the first, to ``count``."""
    course = COURSES[key]
    return [
        _round(key, course, t, private=private, simulated=simulated)
        for t in range(count + 1)
    ]


def _round(
    key: str, course: Course, t: int, *, private: bool, simulated: bool
) -> JointRound:
    wave = 1 + 0.06 * math.sin(2.3 * t + len(key)) * (t > 0)
    shrinking = (START - OPTIMUM) * course.rate**t * wave
    gap = shrinking + course.floor * (1 - course.rate**t)
    sent = 10 * MODEL_BYTES * course.sends * t
    admm, peers = course.kind == "admm", course.kind == "peers"
    return JointRound(
        strategy=key,
        round=t,
        objective=OPTIMUM + gap,
        loss=OPTIMUM + gap - 0.21,
        test_loss=TEST_LOSS + 0.98 * gap + 0.004,
        test_score=TEST_SCORE - 0.85 * math.tanh(gap) - 0.004 * (wave - 1),
        distance=math.sqrt(20 * gap),
        drift=0.9 * math.sqrt(shrinking + 2 * course.floor) if t else None,
        consensus=0.7 * math.sqrt(gap) if peers else None,
        gradient_norm=math.sqrt(0.4 * gap),
        primal=3.1 * math.sqrt(shrinking) if admm and t else None,
        dual=1.2 * math.sqrt(shrinking) * (1.3 - 0.8 * (t > 12))
        if admm and t
        else None,
        rho=(1.0 if t <= 12 else 2.0) if admm else None,
        bytes_up=sent,
        bytes_down=sent,
        seconds=0.0035 * t * course.sends,
        simulated_s=1.35 * t * course.sends if simulated else None,
        used=9 if t else 0,
        dropped=1 if t else 0,
        epsilon=(0.75 * math.sqrt(t) + 0.06 * t) if private and t else None,
    )


def updates(
    key: str = "fedavg",
    number: int = 40,
    clients: int = 10,
    *,
    poisoned: Sequence[int] = (),
    broken: Sequence[int] = (),
    force: float = 6.0,
    rejected: bool = False,
) -> JointUpdates:
    """A cloud of updates; poisoned ones far off, broken ones without a place."""
    dice = np.random.default_rng(number)
    at = dice.normal(0, (0.4, 0.25), (clients, 2))
    points = []
    for i in range(clients):
        fate: Fate = "used"
        x, y = at[i].tolist()
        if i in poisoned:
            x, y = force * (1 + 0.1 * i), -force * 0.4
            fate = "rejected" if rejected else "used"
        elif i in broken:
            points.append(ClientPoint(client=i, fate="rejected", poisoned=True))
            continue
        elif i % 7 == 3:
            points.append(ClientPoint(client=i, fate="dropped"))
            continue
        elif i % 7 == 5:
            fate = "late"
        norm = math.hypot(x, y) + 0.5
        points.append(
            ClientPoint(
                client=i,
                fate=fate,
                x=x,
                y=y,
                norm=norm,
                loss=0.5 + 0.03 * i,
                poisoned=i in poisoned,
            )
        )
    return JointUpdates(strategy=key, round=number, clients=tuple(points))


def masked_view(clients: int = 7, coordinates: int = 12) -> MaskedView:
    """Uniform noise, and sums that agree."""
    dice = np.random.default_rng(3)
    total = dice.normal(0, 1, coordinates).round(4)
    return MaskedView(
        clients=tuple(range(clients)),
        masked=tuple(
            tuple(row) for row in dice.random((clients, coordinates)).tolist()
        ),
        total=tuple(total.tolist()),
        plain=tuple(total.tolist()),
        recovered=3,
    )


def end(
    key: str,
    count: int = 40,
    *,
    reason: str = "rounds",
    masked: MaskedView | None = None,
) -> JointEnd:
    """Why a strategy stopped."""
    return JointEnd(
        strategy=key,
        rounds=count,
        reason=reason,
        sentence=Message("All {rounds} rounds were made.", {"rounds": count}),
        parameters=(0.0, 1.0),
        audit=Audit(start=0.5, auc=0.53, ci95=(0.5, 0.56), rows=900),
        masked=masked,
    )


def bodies(
    strategies: Sequence[str] = USUAL,
    count: int = 40,
    *,
    private: bool = False,
    secure: bool = False,
    ended: bool = True,
) -> Iterator[JointBody]:
    """All that a run finds, in its order: strategies take turns round by round."""
    yield partition()
    yield reference()
    courses = {key: rounds(key, count, private=private) for key in strategies}
    for t in range(count + 1):
        for key in strategies:
            yield courses[key][t]
    for key in strategies:
        yield updates(key, count)
        if ended:
            yield end(key, count, masked=masked_view() if secure else None)
    if ended:
        yield JointVerdict(
            sentences=(
                Message("SCAFFOLD reaches the pooled optimum, FedAvg does not."),
            )
        )


@cache
def finished() -> RunState:
    """A run that has something for every picture."""
    return state(
        *bodies(private=True, secure=True),
        spec=spec(epsilon=BUDGET, delta=1e-5),
        end=DONE,
    )


def running(count: int = 12, strategies: Sequence[str] = USUAL) -> RunState:
    """A run after so many rounds."""
    return state(*bodies(strategies, count, ended=False), spec=spec(strategies))


@cache
def large(count: int = 1000) -> RunState:
    """All strategies, many rounds."""
    keys = tuple(COURSES)
    return state(*bodies(keys, count), spec=spec(keys, rounds=count), end=DONE)


def regression() -> RunState:
    """A lasso by ADMM and its peers, scored by R², without a pooled optimum yet."""
    keys = ("admm", "fedavg")
    found: list[Any] = [partition_of_values()]
    for key in keys:
        found += rounds(key, 20, simulated=False)
        found.append(end(key, 20))
    return state(*found, spec=spec(keys), end=DONE, metric="r2")


def poisoned(force: float = 6.0, *, rejected: bool = False) -> RunState:
    """Two poisoned clients of twenty, and one that answers with NaN."""
    keys = ("fedavg", "krum")
    found: list[Any] = [partition(20), reference()]
    for key in keys:
        found += rounds(key, 20)
        found.append(
            updates(
                key,
                20,
                20,
                poisoned=(4, 12),
                broken=(8,),
                force=force,
                rejected=rejected,
            )
        )
        found.append(end(key, 20))
    return state(*found, spec=spec(keys, poisoned=0.15), end=DONE)


def with_joint(state: RunState, joint: JointFindings) -> RunState:
    """The same run with other findings."""
    return msgspec.structs.replace(state, joint=joint)
