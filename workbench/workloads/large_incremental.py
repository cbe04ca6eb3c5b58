"""An ensemble that learns from more rows than memory may hold, file by file.

Each member is a stream of tasks: one ``partial_fit`` per file, from the state that the
one before left. Members are independent, so they learn side by side; after each file
their soft vote is scored on files that nobody learns from. A bag gives each member of a
kind files of its own. Means and deviations for scaling come first, exactly, over the
training files (:mod:`~workbench.workloads.large_exact`).

Where all training rows would fit into a worker, one logistic regression is fitted to
them at once, for comparison.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Generator, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from workbench.core.data import DataHandle
from workbench.core.errors import Problem
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import ParamValue, filled, real, whole
from workbench.core.plan import Report, Steps, Submit, Task, Trial
from workbench.core.results import ModelScores, Scores, TaskResult
from workbench.core.spec import ExperimentSpec
from workbench.workloads import large_parameters as asked
from workbench.workloads.base import WORKLOADS, Size, WorkloadEntry
from workbench.workloads.large_base import MIB, OverReadings, Peaks, needs
from workbench.workloads.large_exact import Scale, scales
from workbench.workloads.large_incremental_parameters import PARAMETERS
from workbench.workloads.large_members import (
    FIT_BYTES,
    HELD_ROWS,
    KINDS,
    Learned,
    Lesson,
    accuracy,
    fit_all,
    held_states,
    learn,
    titles,
)
from workbench.workloads.large_tasks import moments

SERIES = "accuracy by readings seen"
VOTE, AT_ONCE = "soft_vote", "all_at_once"
MOMENTS, HELD = "moments", "held out"
_HELD_SHARE = 0.2
_SCALE_S = 1.5e-9
"""Moments of a row's bytes, guessed."""


class Member(NamedTuple):
    """One member: its row's key, its kind, its seed, and which files it learns from."""

    key: str
    kind: str
    seed: int
    files: frozenset[int]


class Stream:
    """A member on its way through the files, in one trial."""

    def __init__(self, member: Member) -> None:
        self.member = member
        self.last: Learned | None = None
        self.seconds = self.cpu_s = 0.0

    def take(self, result: TaskResult) -> None:
        """Take in what a lesson made of it."""
        self.last = result.value
        self.seconds += result.timing.ended - result.timing.started
        self.cpu_s += result.timing.cpu_s


class LargeIncremental(OverReadings):
    """Trains and scores the ensemble; see the module's docstring."""

    metric = "accuracy"

    def __init__(self, spec: ExperimentSpec) -> None:
        given = filled(PARAMETERS, spec.params)
        super().__init__(spec, given)
        held = held_files(self.readings.files)
        self._train, self._held = self.sources[:-held], tuple(self.sources[-held:])
        self._rows = [self.readings.rows_of(f) for f in range(len(self._train))]
        self._members = members(given, spec.seed, len(self._train))
        self._seed = spec.seed
        need = sum(self._rows) * FIT_BYTES
        self._at_once = bool(given["reference"]) and need <= self.memory_mb * MIB

    def warm_up(self, data: DataHandle) -> Sequence[Task]:
        """The first lesson of each kind, without scaling."""
        unscaled = [Scale(0.0, 1.0)] * 6
        firsts = {member.kind: member for member in self._members}
        return [self._lesson(0, 0, one, unscaled, None) for one in firsts.values()]

    def steps(self, trial: Trial, data: DataHandle) -> Steps:
        """Scales, then a batch per file with a lesson for each member that has it."""
        self._peaks = Peaks()
        first = yield from self._scales()
        if first is None:
            return Scores(digest="", metric=self.metric)
        scale, y = first
        streams = [Stream(member) for member in self._members]
        seen = 0
        for file, rows in enumerate(self._rows):
            if not (yield from self._round(file, streams, scale)):
                return Scores(digest="", metric=self.metric)
            seen += rows
            for key, score in _scored(streams, y).items():
                yield Report(series=SERIES, key=key, x=float(seen), y=score)
        said = _scored(streams, y)
        models = {s.member.key: _row(s, said[s.member.key]) for s in streams if s.last}
        models[VOTE] = ModelScores(
            fold_scores=(said[VOTE],),
            fit_s=sum(s.seconds for s in streams),
            cost_s=sum(s.cpu_s for s in streams),
        )
        if self._at_once:
            models |= yield from self._fitted_at_once(scale, y)
        return self._scores(streams, models, seen)

    def _scales(
        self,
    ) -> Generator[Submit, Sequence[TaskResult] | None, tuple[list[Scale], Any] | None]:
        """What features are scaled by, and the true states of the held-out rows."""
        tasks = self.tasks(moments, MOMENTS, 1e-3, sources=self._train)
        last = Task(id=len(tasks), fn=held_states, args=(self._held,), label=HELD)
        found = self.values(
            (yield Submit(tasks=[*tasks, last], report=self._peaks.report))
        )
        return None if found is None else (scales(found[:-1]), found[-1])

    def _round(
        self, file: int, streams: Sequence[Stream], scale: Sequence[Scale]
    ) -> Generator[Submit, Sequence[TaskResult] | None, bool]:
        """One file to all members that learn from it; whether all could."""
        able = [s for s in streams if file in s.member.files]
        if not able:
            return True
        tasks = [
            self._lesson(
                place, file, stream.member, scale, stream.last and stream.last.state
            )
            for place, stream in enumerate(able)
        ]
        results = yield Submit(tasks=tasks, report=self._peaks.report)
        if self.values(results) is None:
            return False
        for result in results or ():
            able[result.task_id].take(result)
        return True

    def _fitted_at_once(
        self, scale: Sequence[Scale], y: Any
    ) -> Generator[Submit, Sequence[TaskResult] | None, dict[str, ModelScores]]:
        """The naive way's row; none where its task failed."""
        lesson = self._lesson_of(0, self._members[0], scale)
        task = Task(id=0, fn=fit_all, args=(lesson, tuple(self._train)), label=AT_ONCE)
        results = (yield Submit(tasks=[task], report=self._peaks.report)) or ()
        found = self.values(results)
        if not found:
            return {}
        timing = results[0].timing
        return {
            AT_ONCE: ModelScores(
                fold_scores=(accuracy([found[0].shares], y),),
                fit_s=timing.ended - timing.started,
                cost_s=timing.cpu_s,
            )
        }

    def _lesson(
        self,
        place: int,
        file: int,
        member: Member,
        scale: Sequence[Scale],
        state: bytes | None,
    ) -> Task:
        rows = self.readings.rows_of(file)
        return Task(
            id=place,
            fn=learn,
            args=(self._lesson_of(file, member, scale), state),
            label=member.key,
            part=self.sources[file].file,
            expected_cost=rows * KINDS[member.kind].seconds_per_row,
        )

    def _lesson_of(self, file: int, member: Member, scale: Sequence[Scale]) -> Lesson:
        return Lesson(
            kind=member.kind,
            seed=member.seed,
            source=self.sources[file],
            means=tuple(s.mean for s in scale),
            deviations=tuple(s.deviation for s in scale),
            held=self._held,
        )

    def _scores(
        self, streams: Sequence[Stream], models: dict[str, ModelScores], seen: int
    ) -> Scores:
        digest = hashlib.sha256()
        for stream in streams:
            if stream.last is not None:
                digest.update(stream.last.shares.tobytes())
        digest.update(repr([(k, m.fold_scores) for k, m in models.items()]).encode())
        need = sum(self._rows) * FIT_BYTES
        return Scores(
            digest=digest.hexdigest(),
            metric=self.metric,
            models=models,
            facts={
                "readings learnt from": seen,
                "files learnt from": len(self._train),
                "files held out": len(self._held),
                **self._peaks.facts(),
                **needs(need, self.memory_mb),
            },
        )


def held_files(files: int) -> int:
    """How many files score, and are never learnt from."""
    return max(1, round(_HELD_SHARE * files))


def members(given: Mapping[str, ParamValue], seed: int, files: int) -> list[Member]:
    """The members that filled parameters ask for, kind by kind."""
    bags, share = whole(given, "bags"), real(given, "share")
    count = max(1, round(share * files))
    return [
        Member(
            key=kind if bags == 1 else f"{kind} {bag + 1}",
            kind=kind,
            seed=seed + bag,
            files=frozenset(
                random.Random(f"bag {bag} of {kind}, seed {seed}").sample(
                    range(files), count
                )
            ),
        )
        for kind in KINDS
        if given[kind]
        for bag in range(bags)
    ]


def _scored(streams: Sequence[Stream], y: Any) -> dict[str, float]:
    """Accuracy of each member that has learnt something, and of their vote."""
    said = {s.member.key: s.last.shares for s in streams if s.last is not None}
    alone = {key: accuracy([one], y) for key, one in said.items()}
    return {**alone, VOTE: accuracy(list(said.values()), y)} if said else {}


def _row(stream: Stream, score: float) -> ModelScores:
    return ModelScores(fold_scores=(score,), fit_s=stream.seconds, cost_s=stream.cpu_s)


def _titles(spec: ExperimentSpec) -> dict[str, Message]:
    given = filled(PARAMETERS, spec.params)
    chosen = members(given, 0, 1)
    return {
        **titles({member.key: member.kind for member in chosen}),
        VOTE: Message(QT_TRANSLATE_NOOP("Message", "Soft vote")),
        AT_ONCE: Message(
            QT_TRANSLATE_NOOP("Message", "Logistic regression on all rows at once")
        ),
    }


def size(spec: ExperimentSpec, workers: int = 1) -> Size:
    """Lessons of all members, and the batch for scaling before them."""
    given = filled(PARAMETERS, spec.params)
    readings = asked.readings_of(spec, given)
    train = readings.files - held_files(readings.files)
    chosen = members(given, spec.seed, max(1, train))
    rows = readings.rows_per_file
    costs = {m.key: (rows + HELD_ROWS) * KINDS[m.kind].seconds_per_row for m in chosen}
    costs[MOMENTS] = readings.disk_bytes * _SCALE_S / readings.files
    return Size(
        tasks=train + 1 + sum(len(m.files) for m in chosen),
        seconds=train * costs[MOMENTS]
        + sum(len(m.files) * costs[m.key] for m in chosen),
        costs=costs,
        worker_bytes=asked.worker_bytes(spec, given) + 100 * MIB,
    )


def validate(spec: ExperimentSpec) -> list[Problem]:
    """Problems of the parameters and of the folder."""
    given = filled(PARAMETERS, spec.params)
    found = asked.problems(spec, PARAMETERS, given)
    return found or list(_too_little(spec, given))


def _too_little(
    spec: ExperimentSpec, given: Mapping[str, ParamValue]
) -> Iterator[Problem]:
    if not any(given[kind] for kind in KINDS):
        yield Problem(
            field="params.mlp",
            message=Message(
                QT_TRANSLATE_NOOP("Message", "Choose at least one kind of member.")
            ),
        )
    if asked.readings_of(spec, given).files < 2:
        yield Problem(
            field="params.file_megabytes",
            message=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "One file is learnt from and another one tests: ask for smaller "
                    "files or more megabytes.",
                )
            ),
        )


WORKLOADS.add(
    "large_incremental",
    WorkloadEntry(
        name="large_incremental",
        title=Message(QT_TRANSLATE_NOOP("Message", "Large data: learn file by file")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "An ensemble that learns from sensor readings one Parquet file at a "
                "time, as all of them would not fit into memory: the accuracy of each "
                "member and of their vote against the rows seen so far.",
            )
        ),
        build=LargeIncremental,
        size=size,
        validate=validate,
        parameters=PARAMETERS,
        uses_data=False,
        titles=_titles,
        judges=True,
    ),
)
