"""What a task of each model cost the last time, for the planner's estimate."""

from __future__ import annotations

import hashlib
import platform
import sqlite3
from statistics import median

import msgspec

from workbench.core import events as ev
from workbench.core.spec import ExperimentSpec, ModelSpec


class CostMeter:
    """Collects the durations of tasks in measured trials with one worker.

    With more workers tasks slow each other down, and the warm-up is no measurement.
    """

    def __init__(self) -> None:
        self._spec: ExperimentSpec | None = None
        self._measuring = False
        self._seconds: dict[str, list[float]] = {}

    def add(self, event: ev.Event) -> None:
        """Take in one event of the run."""
        match event:
            case ev.RunStarted(spec=spec):
                self._spec = spec
            case ev.TrialStarted(trial=trial):
                self._measuring = trial.role == "measure" and trial.workers == 1
            case ev.TaskFinished(error=None, timing=timing) if self._measuring:
                seconds = self._seconds.setdefault(event.label, [])
                seconds.append(timing.ended - timing.started)

    def save(self, connection: sqlite3.Connection) -> None:
        """Store the medians; what an earlier run said of the same tasks is replaced."""
        if self._spec is None:
            return
        keys = _model_keys(self._spec)
        connection.executemany(
            "INSERT OR REPLACE INTO task_costs (key, label, seconds) VALUES (?, ?, ?)",
            [
                (
                    (keys[label], "", median(seconds))
                    if label in keys
                    else (_key(self._spec, None), label, median(seconds))
                )
                for label, seconds in self._seconds.items()
            ],
        )


def expected_seconds(
    connection: sqlite3.Connection, spec: ExperimentSpec
) -> dict[str, float]:
    """Median seconds per task label, for the labels that were measured before."""
    keys = _model_keys(spec)
    wanted = (*{*keys.values(), _key(spec, None)},)
    places = ", ".join("?" * len(wanted))
    rows = connection.execute(
        f"SELECT key, label, seconds FROM task_costs WHERE key IN ({places})", wanted
    ).fetchall()
    by_key = {key: seconds for key, label, seconds in rows if not label}
    own = {label: seconds for _, label, seconds in rows if label}
    return own | {label: by_key[key] for label, key in keys.items() if key in by_key}


def _model_keys(spec: ExperimentSpec) -> dict[str, str]:
    return {model.key: _key(spec, model) for model in spec.models}


def _key(spec: ExperimentSpec, model: ModelSpec | None) -> str:
    """A fingerprint of everything that a task's duration depends on.

    The computer's name is in it, for a home folder that several computers share.
    """
    parts = (
        platform.node(),
        spec.workload,
        spec.params,
        spec.dataset,
        spec.cv,
        spec.threads_per_worker,
        model and (model.estimator, model.params),
    )
    text = msgspec.json.encode(parts, order="deterministic")
    return hashlib.sha256(text).hexdigest()
