"""What workloads over a folder of readings have in common.

The files are made by the workers that will read them, before anything is timed, and
only those that are missing. What a worker could not do with its memory or a file is a
sentence for the person and ends the run: other files would fail in the same way, and an
answer without some of them is none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from workbench.core.data import DataHandle
from workbench.core.errors import BadInput, EngineFailed
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import ParamValue
from workbench.core.plan import Report, Task
from workbench.core.results import TaskError, TaskResult
from workbench.core.spec import ExperimentSpec
from workbench.datasets import readings_folder
from workbench.datasets.readings import SENSORS_FILE, write_file, write_sensors
from workbench.workloads import large_parameters as asked
from workbench.workloads.large_tasks import Source, sweep

MIB = 2**20
PEAKS = "resident peak (MiB)"
"""The series of a worker's largest resident memory so far, by tasks done."""
_OUT_OF_MEMORY = ("OutOfMemoryException", "MemoryError")
_UNREADABLE = (
    "InvalidInputException",
    "IOException",
    "SerializationException",
    "BinderException",
    "ConversionException",
    "TProtocolException",
)


class OverReadings:
    """The files of a run, made and found again."""

    def __init__(self, spec: ExperimentSpec, given: Mapping[str, ParamValue]) -> None:
        self._parent = str(given["folder"])
        self.readings = asked.readings_of(spec, given)
        self.memory_mb = asked.memory_mb(spec)
        self.folder = str(readings_folder.folder_of(self._parent, self.readings))
        self.sources = [
            Source(folder=self.folder, file=name, memory_mb=self.memory_mb)
            for name in self.readings.names()
        ]

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Nothing: the data are larger than memory may be."""
        return {}

    def preparation(self, data: DataHandle) -> Sequence[Task]:
        """A task for each file that is not there."""
        sweep()
        if found := list(readings_folder.problems(self._parent, self.readings)):
            raise BadInput(found)
        missing = readings_folder.missing(self._parent, self.readings)
        files = {name: place for place, name in enumerate(self.readings.names())}
        return [
            Task(
                id=number,
                fn=write_sensors if name == SENSORS_FILE else write_file,
                args=(self.readings, self.folder)
                if name == SENSORS_FILE
                else (self.readings, files[name], self.folder),
                label="generate",
                part=name,
            )
            for number, name in enumerate(missing)
        ]

    def prepared(self, results: Sequence[TaskResult]) -> None:
        """Write down how the files are known again."""
        made = [r.value for r in results if r.error is None]
        readings_folder.record(self._parent, self.readings, made)
        for result in results:
            if result.error is not None:
                raise EngineFailed(self._not_made(result, result.error))

    def tasks(
        self,
        fn: Callable[..., Any],
        label: str,
        cost: float,
        *more: Any,
        sources: Sequence[Source] | None = None,
    ) -> list[Task]:
        """One task per file."""
        chosen = self.sources if sources is None else sources
        return [
            Task(
                id=place,
                fn=fn,
                args=(source, *more),
                label=label,
                part=source.file,
                expected_cost=cost,
            )
            for place, source in enumerate(chosen)
        ]

    def values(self, results: Sequence[TaskResult] | None) -> list[Any] | None:
        """In the order of the files; ``None`` where a task failed by itself.

        Raises ``EngineFailed`` where memory or a file was the cause.
        """
        ordered = sorted(results or (), key=lambda result: result.task_id)
        for result in ordered:
            if result.error is not None and (said := self._said(result, result.error)):
                raise EngineFailed(said)
        if any(result.error is not None for result in ordered):
            return None
        return [result.value for result in ordered]

    def _said(self, result: TaskResult, error: TaskError) -> Message | None:
        """The sentence about an error that more workers or repeats would not cure."""
        if error.kind in _OUT_OF_MEMORY:
            return Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "The {memory} MiB that a task may use are too little for “{task}” "
                    "({reason}). Allow workers more memory, make smaller files, or ask "
                    "for fewer sensors.",
                ),
                {
                    "memory": self.memory_mb,
                    "task": result.label,
                    "reason": _first_line(error),
                },
            )
        if error.kind not in _UNREADABLE:
            return None
        path = Path(self.folder) / result.part
        if not path.exists():
            return Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "A worker cannot read {path} ({reason}). Where workers are on "
                    "other computers, name a folder that all of them see under the "
                    "same name.",
                ),
                {"path": str(path), "reason": _first_line(error)},
            )
        return readings_folder.damaged(path).message

    def _not_made(self, result: TaskResult, error: TaskError) -> Message:
        return self._said(result, error) or Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "“{name}” could not be made in {folder} ({reason}). Look after the "
                "disk’s free space and the folder’s permissions, or name another "
                "folder.",
            ),
            {
                "name": result.part,
                "folder": self.folder,
                "reason": _first_line(error),
            },
        )


class Peaks:
    """The largest resident memory of each worker, as its results tell."""

    def __init__(self) -> None:
        self._done = 0
        self._of: dict[int, int] = {}

    def report(self, result: TaskResult) -> Iterable[Report]:
        """A point where a worker's peak rose."""
        self._done += 1
        timing = result.timing
        before = self._of.get(timing.worker, 0)
        if timing.peak_bytes is None or timing.peak_bytes <= before:
            return
        self._of[timing.worker] = timing.peak_bytes
        yield Report(
            series=PEAKS,
            key=f"worker {timing.worker}",
            x=float(self._done),
            y=timing.peak_bytes / MIB,
        )

    def facts(self) -> dict[str, int | float | str]:
        """By worker, in MiB."""
        return {
            f"resident peak of worker {worker} (MiB)": round(peak / MIB)
            for worker, peak in sorted(self._of.items())
        }


def needs(rows_bytes: int, memory_mb: int) -> dict[str, int | float | str]:
    """What the naive way would take, beside what DuckDB may."""
    return {
        "DuckDB's memory limit per task (MiB)": memory_mb,
        "all data in one process would need (MiB, computed)": round(rows_bytes / MIB),
    }


def _first_line(error: TaskError) -> str:
    return error.text.partition("\n")[0].rstrip(". ")
