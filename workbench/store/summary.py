"""The headline numbers of a run, kept as columns so that a long history lists fast."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import msgspec

from workbench.core import events as ev
from workbench.core.messages import QT_TRANSLATE_NOOP, Message, plain
from workbench.core.spec import ExperimentSpec, Scaling
from workbench.core.state import Status
from workbench.workloads import WORKLOADS

Columns = dict[str, str | int | float | None]


class RunSummary(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One row of the history.

    ``started_at`` is Unix time, ``seconds`` how long the run took or has taken so far.
    ``title`` is the person's own, or made from the spec (``named`` is then false);
    ``heading`` is the same for a reader of another language. ``dataset`` is empty for a
    workload that uses none. ``best_…`` are ``None`` until something was measured.
    Where the problem grew with the workers, by ``scaling``, the best speedup is a
    scaled one. ``origin`` names the computer of a run that was imported; of one's own
    it is empty.
    """

    id: int
    title: str
    named: bool = True
    status: Status
    started_at: float
    seconds: float
    workload: str = ""
    dataset: str
    models: tuple[str, ...]
    engine: str
    workers: tuple[int, ...]
    best_speedup: float | None = None
    best_workers: int | None = None
    recommended_workers: int | None = None
    best_model: str | None = None
    best_score: float | None = None
    metric: str = ""
    verdict: tuple[Message, ...] = ()
    origin: str = ""
    scaling: Scaling = "strong"

    @property
    def heading(self) -> Message:
        """The title as a message: the person's own words are not translated."""
        if self.named:
            return plain(self.title)
        subject = self.dataset or self.workload
        return _heading(subject, self.models, self.workers, self.scaling)


COLUMNS = (
    "id, title, named, started_at, seconds, workload, dataset, models, engine, "
    "workers, best_speedup, best_workers, recommended_workers, best_model, best_score, "
    "metric, verdict, origin, scaling"
)
"""What a query selects, followed by the status, for :func:`summaries`."""

# The same few lists stand in many rows; a verdict is different in each.
_names = lru_cache(maxsize=256)(msgspec.json.Decoder(tuple[str, ...]).decode)
_numbers = lru_cache(maxsize=256)(msgspec.json.Decoder(tuple[int, ...]).decode)
_messages = msgspec.json.Decoder(tuple[Message, ...]).decode


def summaries(rows: Iterable[tuple[Any, ...]]) -> list[RunSummary]:
    """The rows of a query over :data:`COLUMNS` and the status."""
    return [
        RunSummary(
            id=row[0],
            title=row[1],
            named=bool(row[2]),
            started_at=row[3],
            seconds=row[4],
            workload=row[5],
            dataset=row[6],
            models=_names(row[7]),
            engine=row[8],
            workers=_numbers(row[9]),
            best_speedup=row[10],
            best_workers=row[11],
            recommended_workers=row[12],
            best_model=row[13],
            best_score=row[14],
            metric=row[15],
            verdict=_messages(row[16]),
            origin=row[17],
            scaling=row[18],
            status=row[19],
        )
        for row in rows
    ]


def columns_of(spec: ExperimentSpec) -> Columns:
    """What a new run's row holds of its spec."""
    models = _models(spec)
    return {
        "title": _title(spec),
        "named": int(bool(spec.title)),
        "workload": spec.workload,
        "dataset": _dataset(spec),
        "models": _json(models),
        "engine": spec.engine,
        "workers": _json(spec.workers),
        "scaling": spec.scaling,
        "words": _words(spec),
        "spec": _json(spec),
    }


def columns_after(event: ev.Event) -> Columns:
    """What ``event`` changes in its run's row."""
    changed: Columns = {"seconds": event.t}
    match event:
        case ev.RunStarted(spec=spec):
            changed |= {
                "started_at": event.started_at,
                "metric": event.metric,
                "workers": _json(event.worker_counts),
                "words": _words(spec, event.model_titles),
            }
        case ev.TrialFinished(scores=scores):
            changed["metric"] = scores.metric
        case ev.Estimated():
            changed |= _findings(event)
        case ev.RunFinished():
            changed["status"] = "done"
        case ev.RunCancelled():
            changed["status"] = "cancelled"
        case ev.RunFailed(message=message):
            changed |= {"status": "failed", "findings": str(message).casefold()}
    return changed


def insert(connection: sqlite3.Connection, columns: Columns) -> int:
    """Add a row of ``columns`` (names of our own); the run's number."""
    names = ", ".join(columns)
    places = ", ".join(f":{name}" for name in columns)
    row = connection.execute(f"INSERT INTO runs ({names}) VALUES ({places})", columns)
    assert row.lastrowid is not None
    return row.lastrowid


def update(connection: sqlite3.Connection, run_id: int, columns: Columns) -> None:
    """Write ``columns`` (names of our own) into the run's row."""
    places = ", ".join(f"{name} = :{name}" for name in columns)
    connection.execute(
        f"UPDATE runs SET {places} WHERE id = :id", {**columns, "id": run_id}
    )


def _findings(event: ev.Estimated) -> Columns:
    fastest = max(event.scaling, key=lambda p: p.speedup, default=None)
    scored = {
        key: model.mean for key, model in event.models.items() if model.mean is not None
    }
    best = max(scored, key=scored.__getitem__, default=None)
    sentences = event.verdict.sentences
    return {
        "best_speedup": fastest.speedup if fastest else None,
        "best_workers": fastest.workers if fastest else None,
        "recommended_workers": event.verdict.recommended_workers,
        "best_model": best,
        "best_score": None if best is None else scored[best],
        "verdict": _json(sentences),
        "findings": " ".join(map(str, sentences)).casefold(),
    }


def _heading(
    subject: str,
    models: tuple[str, ...],
    workers: tuple[int, ...],
    scaling: Scaling,
) -> Message:
    parts = [plain(subject)]
    if len(models) == 1:
        parts.append(plain(models[0]))
    elif models:
        parts.append(
            Message(
                QT_TRANSLATE_NOOP("Message", "{count} models"), {"count": len(models)}
            )
        )
    parts.append(
        Message(QT_TRANSLATE_NOOP("Message", "1 worker"))
        if workers == (1,)
        else Message(
            QT_TRANSLATE_NOOP("Message", "{counts} workers"),
            {"counts": tuple(map(str, workers))},
        )
    )
    if scaling == "weak":
        parts.append(Message(QT_TRANSLATE_NOOP("Message", "growing problem")))
    places = " · ".join(f"{{part{number}}}" for number in range(len(parts)))
    return Message(places, {f"part{n}": part for n, part in enumerate(parts)})


def _dataset(spec: ExperimentSpec) -> str:
    """What the run is about; a workload without models has no use for data."""
    return spec.dataset.label if _models(spec) else ""


def _models(spec: ExperimentSpec) -> tuple[str, ...]:
    """The rows of the results: models of the spec, or what the workload makes."""
    known = spec.workload in WORKLOADS
    made = WORKLOADS.get(spec.workload).titles(spec) if known else {}
    return (*(model.key for model in spec.models), *made)


def _title(spec: ExperimentSpec) -> str:
    subject = _dataset(spec) or spec.workload
    return spec.title or str(
        _heading(subject, _models(spec), spec.workers, spec.scaling)
    )


def _words(spec: ExperimentSpec, titles: Mapping[str, Message] | None = None) -> str:
    """What the run can be found by, whatever the case of its letters."""
    words = [
        _title(spec),
        _dataset(spec),
        spec.workload,
        spec.engine,
        *(word for m in spec.models for word in (m.key, m.estimator)),
        *map(str, (titles or {}).values()),
    ]
    return " ".join(words).casefold()


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
