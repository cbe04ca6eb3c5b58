"""Group-by, join and feature scaling over more Parquet than memory may hold.

f(D) = ⊕ f(D_i): every file is one task, DuckDB reads it within a memory limit, and
partial aggregates of whole numbers are put together in the program
(:mod:`~workbench.workloads.large_exact`). Where there are many groups, files come in
waves, so that their partial tables never need more than :data:`WAVE_BYTES` at once. How
many files a wave has depends on the parameters alone.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from typing import Any

from workbench.core.data import DataHandle
from workbench.core.errors import Problem
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import Parameter, ParamValue, filled, whole
from workbench.core.plan import Steps, Submit, Task, Trial
from workbench.core.results import Scores, TaskResult
from workbench.core.spec import ExperimentSpec
from workbench.workloads import large_parameters as asked
from workbench.workloads.base import WORKLOADS, Size, WorkloadEntry
from workbench.workloads.large_base import MIB, OverReadings, Peaks, needs
from workbench.workloads.large_exact import Groups, beyond, scales, sites
from workbench.workloads.large_found import Found
from workbench.workloads.large_tasks import GROUPED, group_by, join, moments, scaled

WAVE_BYTES = 64 * MIB
ALL, GROUP_BY, JOIN, SCALING = "all", "group_by", "join", "scaling"
MOMENTS, SCALED = "moments", "scaled"
"""The two batches of scaling."""
_FNS = {GROUP_BY: group_by, JOIN: join, MOMENTS: moments}
_GROUP_BYTES = 8 + 16 * len(GROUPED)
"""A sensor in a partial table, on its way."""
_SECONDS_PER_MB = {
    GROUP_BY: 1.6e-3,
    JOIN: 1.6e-3,
    MOMENTS: 2.6e-3,
    SCALED: 3.7e-3,
}
"""By batch, guessed."""
_OPENING_S = 0.03
"""To open a database, by task."""
_BATCHES = {
    ALL: (GROUP_BY, JOIN, MOMENTS, SCALED),
    GROUP_BY: (GROUP_BY,),
    JOIN: (JOIN,),
    SCALING: (MOMENTS, SCALED),
}
PARAMETERS = (
    Parameter(
        name="operation",
        kind="choice",
        default=ALL,
        choices=tuple(_BATCHES),
        title=Message(QT_TRANSLATE_NOOP("Message", "Operation")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "group_by: count, sum and extremes by sensor. join: readings with the "
                "sensors’ sites and calibration. scaling: mean and deviation of each "
                "column, then how far out its values lie.",
            )
        ),
    ),
    *asked.sizes(megabytes=100, file_megabytes=16),
)

Part = Generator[Submit, "Sequence[TaskResult] | None", bool]
"""One operation; whether all of its tasks had an answer."""


class LargeData(OverReadings):
    """Carries out the chosen operations; see the module's docstring."""

    metric = ""

    def __init__(self, spec: ExperimentSpec) -> None:
        given = filled(PARAMETERS, spec.params)
        super().__init__(spec, given)
        self._batches = _BATCHES[str(given["operation"])]
        self._costs = _costs(given)

    def warm_up(self, data: DataHandle) -> Sequence[Task]:
        """The first file of each batch that needs nothing of another."""
        return [
            self.tasks(_FNS[name], name, self._costs[name], sources=self.sources[:1])[0]
            for name in self._batches
            if name != SCALED
        ]

    def steps(self, trial: Trial, data: DataHandle) -> Steps:
        """A batch per operation; scaling takes two, the second with the first's."""
        self._peaks = Peaks()
        found = Found()
        for name, operation in (
            (GROUP_BY, self._group),
            (JOIN, self._join),
            (MOMENTS, self._scale),
        ):
            if name in self._batches and not (yield from operation(found)):
                return Scores(digest="")
        facts = found.facts(self.readings.rows) | self._peaks.facts()
        facts |= needs(self.readings.memory_bytes, self.memory_mb)
        return Scores(digest=found.digest(), facts=facts)

    def _group(self, found: Found) -> Part:
        found.groups = Groups(self.readings.sensors)
        for wave in self._waves():
            tables = yield from self._all(wave)
            if tables is None:
                return False
            for table in tables:
                found.groups.add(table)
        return True

    def _join(self, found: Found) -> Part:
        rows = yield from self._all(self.tasks(join, JOIN, self._costs[JOIN]))
        if rows is not None:
            found.joined = sites(rows)
        return rows is not None

    def _scale(self, found: Found) -> Part:
        sums = yield from self._all(self.tasks(moments, MOMENTS, self._costs[MOMENTS]))
        if sums is None:
            return False
        found.scales = scales(sums)
        means, deviations = zip(*found.scales, strict=True)
        parts = yield from self._all(
            self.tasks(scaled, SCALED, self._costs[SCALED], means, deviations)
        )
        if parts is not None:
            found.beyond = beyond(parts)
        return parts is not None

    def _all(
        self, tasks: Sequence[Task]
    ) -> Generator[Submit, Sequence[TaskResult] | None, list[Any] | None]:
        """What the tasks found, in the order of the files."""
        return self.values((yield Submit(tasks=tasks, report=self._peaks.report)))

    def _waves(self) -> Iterator[list[Task]]:
        """The files in as many batches as their partial tables ask for."""
        readings = self.readings
        table = _GROUP_BYTES * min(readings.sensors, readings.rows_per_file)
        at_once = max(1, WAVE_BYTES // table)
        tasks = self.tasks(group_by, GROUP_BY, self._costs[GROUP_BY])
        for begin in range(0, len(tasks), at_once):
            yield tasks[begin : begin + at_once]


def _costs(given: Mapping[str, ParamValue]) -> dict[str, float]:
    """Guessed seconds of one file by batch."""
    megabytes = min(whole(given, "megabytes"), whole(given, "file_megabytes"))
    return {
        name: _OPENING_S + each * megabytes for name, each in _SECONDS_PER_MB.items()
    }


def size(spec: ExperimentSpec, workers: int = 1) -> Size:
    """Files times batches."""
    given = filled(PARAMETERS, spec.params)
    readings = asked.readings_of(spec, given)
    batches = _BATCHES[str(given["operation"])]
    costs = {name: _costs(given)[name] for name in batches}
    return Size(
        tasks=readings.files * len(batches),
        seconds=readings.files * sum(costs.values()),
        costs=costs,
        worker_bytes=asked.worker_bytes(spec, given),
    )


def validate(spec: ExperimentSpec) -> list[Problem]:
    """Problems of the parameters and of the folder."""
    return asked.problems(spec, PARAMETERS, filled(PARAMETERS, spec.params))


WORKLOADS.add(
    "large_data",
    WorkloadEntry(
        name="large_data",
        title=Message(QT_TRANSLATE_NOOP("Message", "Large data: group, join, scale")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Counts and sums by group, a join and the scaling of columns over "
                "sensor readings in many Parquet files, more than memory needs to "
                "hold: each worker takes one file at a time, and what it finds is put "
                "together.",
            )
        ),
        build=LargeData,
        size=size,
        validate=validate,
        parameters=PARAMETERS,
        uses_data=False,
    ),
)
