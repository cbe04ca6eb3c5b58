from __future__ import annotations

import string
from typing import Any

import pytest
from hypothesis import strategies as st

from workbench.core import events as ev
from workbench.core.anatomy import PARTS, Anatomy, Change, Diagnosis, WorkerFacts
from workbench.core.comparison import (
    ComparisonBody,
    EngineLeftOut,
    EngineReady,
    EngineRow,
    EnginesFound,
    EnginesPlanned,
    EngineTimed,
    Figure,
    Reach,
)
from workbench.core.ensemble import (
    EnsembleFindings,
    GrowthEnd,
    GrowthPoint,
    RowFindings,
)
from workbench.core.finding import Body
from workbench.core.messages import Message
from workbench.core.plan import Trial
from workbench.core.results import ModelScores, Scores, TaskError, Timing
from workbench.core.spec import ExperimentSpec
from workbench.core.steadiness import Conditions, Instability, Scatter

NAMES = st.text(string.ascii_lowercase, min_size=1, max_size=3)
SECONDS = st.floats(0, 1e6)
MESSAGES = st.builds(Message, NAMES, st.dictionaries(NAMES, st.integers(0, 9)))
TRIALS = st.builds(
    Trial,
    id=st.integers(0, 9),
    role=st.sampled_from(["warmup", "measure"]),
    engine=NAMES,
    workers=st.integers(1, 3),
    repeat=st.integers(0, 3),
)
SCORES = st.builds(
    Scores,
    digest=NAMES,
    metric=st.sampled_from(["", "accuracy"]),
    models=st.dictionaries(NAMES, st.builds(ModelScores, fold_scores=st.just((0.5,)))),
    facts=st.dictionaries(NAMES, st.integers(0, 9) | NAMES),
)
TIMINGS = st.builds(
    Timing,
    worker=st.integers(0, 3),
    submitted=SECONDS,
    received=SECONDS,
    started=SECONDS,
    ended=SECONDS,
    completed=SECONDS,
    cpu_s=SECONDS,
)
POINTS = st.builds(
    ev.ScalingPoint,
    workers=st.integers(1, 3),
    seconds=st.lists(SECONDS, max_size=2).map(tuple),
    median_s=SECONDS,
    speedup=SECONDS,
    ci95=st.none() | st.tuples(SECONDS, SECONDS),
    efficiency=SECONDS,
)
ESTIMATES = st.builds(
    ev.ModelEstimate,
    fold_scores=st.lists(st.none() | st.floats(0, 1), max_size=2).map(tuple),
    mean=st.none() | st.floats(0, 1),
    ci95=st.none() | st.tuples(SECONDS, SECONDS),
    fit_s=st.none() | SECONDS,
    score_s=st.none() | SECONDS,
    cost_s=SECONDS,
)
COUNTS = st.integers(0, 9)
ANATOMIES = st.builds(
    Anatomy,
    workers=st.integers(1, 3),
    makespan_s=SECONDS,
    **{f"{part}_s": SECONDS for part in PARTS},
)
DIAGNOSES = st.builds(
    Diagnosis,
    code=NAMES,
    finding=MESSAGES,
    cure=MESSAGES,
    changes=st.lists(st.builds(Change, field=NAMES, value=COUNTS), max_size=2).map(
        tuple
    ),
    promised=st.none() | SECONDS,
)
CONDITIONS = st.builds(
    Conditions,
    seconds=SECONDS,
    cores=st.integers(1, 8),
    others_s=st.none() | SECONDS,
    heat=st.none() | COUNTS,
    ghz=st.none() | SECONDS,
)
SCATTERS = st.builds(
    Scatter,
    workers=st.integers(1, 3),
    spread=st.none() | SECONDS,
    furthest=SECONDS,
    fences=st.none() | st.tuples(SECONDS, SECONDS),
    outliers=st.lists(COUNTS, max_size=2).map(tuple),
    unstable=st.booleans(),
)
ROWS = st.builds(
    RowFindings,
    key=NAMES,
    title=MESSAGES,
    rule=st.booleans(),
    fold_scores=st.lists(st.none() | SECONDS, max_size=3).map(tuple),
    mean=st.none() | SECONDS,
    ci95=st.none() | st.tuples(SECONDS, SECONDS),
)
ENGINE_ROWS = st.builds(
    EngineRow,
    engine=NAMES,
    title=MESSAGES,
    workers=COUNTS,
    start_s=SECONDS,
    warm_up_s=SECONDS,
    overhead_s=st.none() | st.builds(Figure, value=SECONDS),
    shortest=st.none() | st.builds(Reach, seconds=st.none() | SECONDS),
)
COMPARISONS: st.SearchStrategy[ComparisonBody] = (
    st.builds(EnginesPlanned, workers=COUNTS, timings=COUNTS)
    | st.builds(
        EngineReady,
        engine=NAMES,
        title=MESSAGES,
        workers=COUNTS,
        start_s=SECONDS,
        warm_up_s=SECONDS,
    )
    | st.builds(EngineLeftOut, engine=NAMES, title=MESSAGES, reason=MESSAGES)
    | st.builds(
        EngineTimed,
        engine=NAMES,
        what=st.sampled_from(["experiment", "one by one", "chunks", "length"]),
        repeat=COUNTS,
        workers=COUNTS,
        tasks=COUNTS,
        seconds=SECONDS,
    )
    | st.builds(
        EnginesFound,
        workers=COUNTS,
        rows=st.lists(ENGINE_ROWS, max_size=2).map(tuple),
        peak=st.none() | SECONDS,
        identical=st.none() | st.booleans(),
        sentences=st.lists(MESSAGES, max_size=2).map(tuple),
    )
)
BODIES: st.SearchStrategy[Body] = (
    COMPARISONS
    | st.builds(
        EnsembleFindings,
        kind=st.sampled_from(["classification", "regression"]),
        metric=NAMES,
        splits=COUNTS,
        inner_folds=COUNTS,
        rows=st.lists(ROWS, max_size=3).map(tuple),
        best_member=st.none() | NAMES,
    )
    | st.builds(
        GrowthPoint,
        method=NAMES,
        members=COUNTS,
        score=SECONDS,
        cpu_s=SECONDS,
        wall_s=SECONDS,
        gain=st.none() | SECONDS,
    )
    | st.builds(
        GrowthEnd,
        method=NAMES,
        members=COUNTS,
        flat=st.booleans(),
        sentence=MESSAGES,
    )
)
FIELDS: dict[type, dict[str, Any]] = {
    ev.RunStarted: {
        "run_id": COUNTS,
        "started_at": SECONDS,
        "spec": st.builds(ExperimentSpec, title=NAMES),
        "environment": st.dictionaries(NAMES, NAMES | COUNTS | st.none()),
        "worker_counts": st.lists(COUNTS, max_size=3).map(tuple),
        "model_titles": st.dictionaries(NAMES, MESSAGES),
        "metric": st.sampled_from(["", "r2"]),
        "tasks_per_trial": COUNTS,
        "trials_planned": COUNTS,
        "estimated_s": SECONDS,
    },
    ev.PhaseTimed: {
        "phase": st.sampled_from(["engine start", "data placement", "warm-up"]),
        "seconds": SECONDS,
        "detail": NAMES,
    },
    ev.TrialStarted: {"trial": TRIALS, "origin": SECONDS},
    ev.TaskFinished: {
        "trial_id": COUNTS,
        "task_id": COUNTS,
        "label": NAMES,
        "part": NAMES,
        "timing": TIMINGS,
        "error": st.none() | st.builds(TaskError, kind=NAMES, text=NAMES),
    },
    ev.Reported: {
        "trial_id": COUNTS,
        "series": NAMES,
        "key": NAMES,
        "x": SECONDS,
        "y": SECONDS,
    },
    ev.Found: {"trial_id": COUNTS, "workers": COUNTS, "body": BODIES},
    ev.TrialFinished: {
        "trial": TRIALS,
        "seconds": SECONDS,
        "decompose_s": SECONDS,
        "execute_s": SECONDS,
        "aggregate_s": SECONDS,
        "cpu_s": SECONDS,
        "tasks": COUNTS,
        "failed_tasks": COUNTS,
        "scores": SCORES,
        "anatomy": st.none() | ANATOMIES,
        "conditions": st.none() | CONDITIONS,
    },
    ev.Estimated: {
        "scaling": st.lists(POINTS, max_size=2).map(tuple),
        "models": st.dictionaries(NAMES, ESTIMATES, max_size=2),
        "identical_across_workers": st.none() | st.booleans(),
        "verdict": st.builds(
            ev.Verdict,
            sentences=st.lists(MESSAGES, max_size=2).map(tuple),
            recommended_workers=st.none() | COUNTS,
        ),
        "remaining_s": st.none() | SECONDS,
        "trials_left": COUNTS,
        "anatomy": st.lists(ANATOMIES, max_size=2).map(tuple),
        "diagnoses": st.lists(DIAGNOSES, max_size=2).map(tuple),
        "scatter": st.lists(SCATTERS, max_size=2).map(tuple),
        "unstable": st.none()
        | st.builds(
            Instability,
            workers=st.lists(COUNTS, max_size=2).map(tuple),
            finding=MESSAGES,
            cause=MESSAGES,
            cure=MESSAGES,
            causes=st.lists(NAMES, max_size=2).map(tuple),
        ),
    },
    ev.WorkersInspected: {
        "workers": st.lists(
            st.builds(
                WorkerFacts,
                worker=COUNTS,
                threads=st.dictionaries(NAMES, COUNTS),
                peak_bytes=st.none() | COUNTS,
            ),
            max_size=2,
        ).map(tuple)
    },
    ev.Warned: {"message": MESSAGES},
    ev.RunFinished: {"reason": MESSAGES},
    ev.RunCancelled: {},
    ev.RunFailed: {"message": MESSAGES, "traceback": NAMES},
}


@pytest.fixture(scope="session")
def any_event() -> st.SearchStrategy[ev.Event]:
    """Events of every kind, in no order that a run would keep."""
    return st.one_of(
        [st.builds(kind, t=SECONDS, **fields) for kind, fields in FIELDS.items()]
    )


@pytest.fixture(scope="session")
def kinds() -> set[type]:
    """The kinds that :func:`any_event` draws from."""
    return set(FIELDS)
