"""A run as one JSON document or one CSV table, for other programs.

The document's keys are stable; a key may be added, none changes its meaning. All times
are in seconds, shares and scores as fractions. What is not known is ``null``. Where
``scaling`` is ``weak``, ``speedup`` is the scaled one, and each trial has the facts of
its own problem.

The table is tidy: one value a row, in the columns ``kind, workers, repeat, model,
split, value, unit``; a column that does not apply is empty. Splits count from 1.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import msgspec

from workbench.core import events as ev
from workbench.core.anatomy import PARTS, Anatomy
from workbench.core.comparison import Comparison
from workbench.core.errors import BadInput, Problem
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.state import RunState
from workbench.store.experiment_file import BUNDLE
from workbench.store.files import replace_file
from workbench.store.joint_document import joint_document

COLUMNS = ("kind", "workers", "repeat", "model", "split", "value", "unit")

_Row = tuple[str, int | str, int | str, str, int | str, float | int | str, str]


def to_document(state: RunState) -> dict[str, Any]:
    """The run as plain dicts, lists and scalars, ready for any JSON writer."""
    estimate = state.estimate
    document = {
        "run": {
            "id": state.run_id,
            "title": state.spec.title if state.spec else "",
            "started_at": _moment(state.started_at),
            "seconds": state.t,
            "origin": state.origin,
        },
        "status": state.status,
        "reason": _text(state.reason),
        "error": _text(state.error),
        "spec": state.spec,
        "environment": state.environment,
        "metric": state.metric,
        "scaling": state.spec.scaling if state.spec else None,
        "speedup": estimate.scaling if estimate else (),
        "law": _law(estimate.law if estimate else None),
        "models": {
            key: _model(model)
            for key, model in (estimate.models if estimate else {}).items()
        },
        "ensemble": _spoken(state.findings),
        "growth": _spoken(state.growth),
        "engines": _engines(state.comparison),
        **_spoken(joint_document(state.joint, state.metric)),
        "identical_across_workers": (
            estimate.identical_across_workers if estimate else None
        ),
        "verdict": {
            "text": _verdict(estimate),
            "recommended_workers": (
                estimate.verdict.recommended_workers if estimate else None
            ),
        },
        "anatomy": [
            _anatomy(found) for found in (estimate.anatomy if estimate else ())
        ],
        "diagnoses": [
            {
                "code": diagnosis.code,
                "finding": str(diagnosis.finding),
                "cure": str(diagnosis.cure),
                "changes": {c.field: c.value for c in diagnosis.changes},
                "promised": diagnosis.promised,
            }
            for diagnosis in (estimate.diagnoses if estimate else ())
        ],
        "scatter": estimate.scatter if estimate else (),
        "unstable": _unstable(estimate),
        "workers": state.worker_facts,
        "facts": state.trials[-1].scores.facts if state.trials else {},
        "series": {
            name: {key: sorted(points.items()) for key, points in family.items()}
            for name, family in state.series.items()
        },
        "trials": [_trial(trial) for trial in state.trials],
        "phases": [
            {"phase": p.phase, "seconds": p.seconds, "detail": p.detail}
            for p in state.phases
        ],
        "warnings": [str(warning) for warning in state.warnings],
        "failures": [_failure(task) for task in state.failures],
    }
    # Through JSON once: structs become dicts, and numbers that JSON lacks become null.
    built: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(document))
    return built


def _spoken(value: Any) -> Any:
    """Structs as dicts, and each message within as the sentence that it is."""
    if isinstance(value, Message):
        return str(value)
    if isinstance(value, msgspec.Struct):
        return {name: _spoken(getattr(value, name)) for name in value.__struct_fields__}
    if isinstance(value, dict):
        return {str(key): _spoken(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_spoken(item) for item in value]
    return value


def to_json(state: RunState) -> str:
    """The document as indented text."""
    text = msgspec.json.format(msgspec.json.encode(to_document(state)), indent=2)
    return text.decode() + "\n"


def to_csv(state: RunState) -> str:
    """The table as text, its first line the names of the columns."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_trial_rows(state))
    if state.estimate is not None:
        weak = state.spec is not None and state.spec.weak
        writer.writerows(_speedup_rows(state.estimate, weak=weak))
        writer.writerows(_anatomy_rows(state.estimate))
        writer.writerows(_model_rows(state.estimate, state.metric))
    return text.getvalue()


FORMATS: Mapping[str, Callable[[RunState], str]] = MappingProxyType(
    {".json": to_json, ".csv": to_csv}
)
"""What a file's suffix means."""


def write(state: RunState, path: Path) -> None:
    """Write the run to ``path``, whole or not at all; the suffix says how.

    Raises ``BadInput`` (field ``--to``) for another suffix or a place that cannot be
    written.
    """
    make = FORMATS.get(path.suffix.lower())
    if make is None:
        raise _refused(
            Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "“{name}” does not say how to write: end it with one of {known}.",
                ),
                {"name": path.name, "known": (*FORMATS, BUNDLE)},
            )
        )
    try:
        replace_file(path, make(state).encode())
    except OSError as error:
        raise cannot_write(path, error) from error


def cannot_write(path: Path, error: OSError) -> BadInput:
    """The error for a person: which place, why, and what helps."""
    return _refused(
        Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "{path} cannot be written ({reason}). Choose another place.",
            ),
            {"path": str(path), "reason": error.strerror or str(error)},
        )
    )


def _refused(message: Message) -> BadInput:
    return BadInput([Problem(field="--to", message=message)])


def _moment(unix: float | None) -> str | None:
    if unix is None:
        return None
    return datetime.fromtimestamp(unix, UTC).isoformat(timespec="seconds")


def _text(message: Message | None) -> str | None:
    return None if message is None else str(message)


def _law(law: ev.ScalingLaw | None) -> dict[str, Any] | None:
    """Without its curve, which the parameters give; each has value, low and high."""
    if law is None:
        return None
    return {
        "name": law.name,
        "parameters": law.parameters,
        "text": [str(sentence) for sentence in law.sentences],
    }


def _verdict(estimate: ev.Estimated | None) -> str:
    return " ".join(map(str, estimate.verdict.sentences)) if estimate else ""


def _unstable(estimate: ev.Estimated | None) -> dict[str, Any] | None:
    found = estimate.unstable if estimate else None
    if found is None:
        return None
    return {
        "workers": found.workers,
        "finding": str(found.finding),
        "cause": str(found.cause),
        "cure": str(found.cure),
        "causes": found.causes,
    }


def _engines(comparison: Comparison | None) -> dict[str, Any] | None:
    """A row per engine with its curve; which to take for which task length."""
    if comparison is None:
        return None
    found = comparison.found
    return {
        **(_spoken(found) if found is not None else {}),
        "left_out": _spoken(comparison.left_out),
        "timings": list(comparison.timings),
    }


def _model(model: ev.ModelEstimate) -> dict[str, Any]:
    return {
        "fold_scores": model.fold_scores,
        "mean": model.mean,
        "ci95": model.ci95,
        "fit_s": model.fit_s,
        "score_s": model.score_s,
        "cost_s": model.cost_s,
    }


def _anatomy(found: Anatomy) -> dict[str, Any]:
    """Seconds of each part, and what no part explains as a share of the whole."""
    return {
        "workers": found.workers,
        "makespan_s": found.makespan_s,
        "worker_seconds": found.worker_seconds,
        **{f"{part}_s": getattr(found, f"{part}_s") for part in PARTS},
        "unattributed_share": found.share("unattributed"),
        "tasks": found.tasks,
        "longest_task_s": found.longest_task_s,
        "cpu_s": found.cpu_s,
    }


def _trial(finished: ev.TrialFinished) -> dict[str, Any]:
    trial = finished.trial
    return {
        "role": trial.role,
        "engine": trial.engine,
        "workers": trial.workers,
        "repeat": trial.repeat,
        "seconds": finished.seconds,
        "decompose_s": finished.decompose_s,
        "execute_s": finished.execute_s,
        "aggregate_s": finished.aggregate_s,
        "cpu_s": finished.cpu_s,
        "tasks": finished.tasks,
        "failed_tasks": finished.failed_tasks,
        "digest": finished.scores.digest,
        "conditions": finished.conditions,
        "facts": finished.scores.facts,
    }


def _failure(task: ev.TaskFinished) -> dict[str, Any]:
    assert task.error is not None
    return {
        "trial": task.trial_id,
        "task": task.task_id,
        "label": task.label,
        "part": task.part,
        "kind": task.error.kind,
        "text": task.error.text,
        "attempts": task.timing.attempts,
    }


def _trial_rows(state: RunState) -> Iterator[_Row]:
    for finished in state.trials:
        trial = finished.trial
        place = (trial.workers, trial.repeat, "", "")
        for kind, value in (
            ("seconds", finished.seconds),
            ("decompose", finished.decompose_s),
            ("execute", finished.execute_s),
            ("aggregate", finished.aggregate_s),
            ("cpu", finished.cpu_s),
        ):
            yield (f"trial_{kind}", *place, value, "s")
        yield ("trial_failed_tasks", *place, finished.failed_tasks, "tasks")


def _speedup_rows(estimate: ev.Estimated, *, weak: bool) -> Iterator[_Row]:
    name = "scaled_speedup" if weak else "speedup"
    for point in estimate.scaling:
        place = (point.workers, "", "", "")
        yield ("median_seconds", *place, point.median_s, "s")
        if weak:
            yield ("work", *place, point.work, "×")
        yield (name, *place, point.speedup, "×")
        if point.ci95 is not None:
            yield (f"{name}_ci95_low", *place, point.ci95[0], "×")
            yield (f"{name}_ci95_high", *place, point.ci95[1], "×")
        yield ("efficiency", *place, point.efficiency, "share")
    for found in estimate.scatter:
        place = (found.workers, "", "", "")
        if found.spread is not None:
            yield ("scatter", *place, found.spread, "share of mean")
        if found.fences is not None:
            yield ("outliers", *place, len(found.outliers), "timings")


def _anatomy_rows(estimate: ev.Estimated) -> Iterator[_Row]:
    for found in estimate.anatomy:
        place = (found.workers, "", "", "")
        for part in (*PARTS, "unattributed"):
            yield (f"share_{part}", *place, found.share(part), "share")


def _model_rows(estimate: ev.Estimated, metric: str) -> Iterator[_Row]:
    for key, model in estimate.models.items():
        for split, score in enumerate(model.fold_scores, 1):
            value = "" if score is None else score
            yield ("fold_score", "", "", key, split, value, metric)
        place = ("", "", key, "")
        low, high = model.ci95 or (None, None)
        for kind, figure, unit in (
            ("mean_score", model.mean, metric),
            ("mean_score_ci95_low", low, metric),
            ("mean_score_ci95_high", high, metric),
            ("fit_seconds", model.fit_s, "s"),
            ("score_seconds", model.score_s, "s"),
            ("cost_seconds", model.cost_s, "s"),
        ):
            if figure is not None:
                yield (kind, *place, figure, unit)
