"""How many readings, in what files, kept where: what large-data workloads ask for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workbench.core.errors import Problem
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import Parameter, ParamValue, check, whole
from workbench.core.spec import ExperimentSpec
from workbench.datasets import readings_folder
from workbench.datasets.readings import Readings

LIBRARIES_MB = 300
"""What a worker needs beside DuckDB: Python, NumPy, rows that it hands on."""
WORKER_MB = 600
"""A worker's memory where no limit is set: DuckDB's is derived from it all the same, so
that a run without limits works in the same way."""
_MOST_FILES = 20_000
_MIB = 2**20
_DUCKDB_MB = 100
"""DuckDB and NumPy as such, seen."""


def sizes(*, megabytes: int, file_megabytes: int) -> tuple[Parameter, ...]:
    """The parameters, with these defaults."""
    return (
        Parameter(
            name="megabytes",
            kind="int",
            default=megabytes,
            minimum=1,
            maximum=1_000_000,
            title=Message(QT_TRANSLATE_NOOP("Message", "Megabytes")),
            help=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "How much Parquet is made, from the seed, before the first run, "
                    "and used again by later ones. More than fits into memory is "
                    "meant.",
                )
            ),
        ),
        Parameter(
            name="file_megabytes",
            kind="int",
            default=file_megabytes,
            minimum=1,
            maximum=1_000,
            title=Message(QT_TRANSLATE_NOOP("Message", "Megabytes per file")),
            help=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "One file is one task. Large files need more memory at once; many "
                    "small ones cost more to open than to read.",
                )
            ),
        ),
        Parameter(
            name="sensors",
            kind="int",
            default=2_000,
            minimum=1,
            maximum=1_000_000,
            title=Message(QT_TRANSLATE_NOOP("Message", "Sensors")),
            help=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "How many groups there are. A few hold most of the rows.",
                )
            ),
        ),
        Parameter(
            name="folder",
            kind="text",
            default="",
            title=Message(QT_TRANSLATE_NOOP("Message", "Folder")),
            help=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "Where the data are kept; nothing means the system’s cache. Every "
                    "worker must see it under this name. “workbench data” lists and "
                    "removes them.",
                )
            ),
        ),
    )


def readings_of(spec: ExperimentSpec, given: Mapping[str, ParamValue]) -> Readings:
    """The rows that filled parameters ask for."""
    return Readings.of_size(
        seed=spec.seed,
        megabytes=whole(given, "megabytes"),
        file_megabytes=whole(given, "file_megabytes"),
        sensors=whole(given, "sensors"),
    )


def memory_mb(spec: ExperimentSpec) -> int:
    """DuckDB's limit in a worker, in MiB: what the worker may have, less the rest."""
    return (spec.limits.worker_mb or WORKER_MB) - LIBRARIES_MB


def worker_bytes(spec: ExperimentSpec, given: Mapping[str, ParamValue]) -> int:
    """What a worker is expected to take: a file's columns a few times, and libraries.

    A group's state is 200 bytes at most, seen.
    """
    readings = readings_of(spec, given)
    groups = 200 * min(readings.sensors, readings.rows_per_file)
    own = groups + 3 * _MIB * whole(given, "file_megabytes")
    return min(own, _MIB * memory_mb(spec)) + _MIB * _DUCKDB_MB


def problems(
    spec: ExperimentSpec,
    declared: tuple[Parameter, ...],
    given: Mapping[str, ParamValue],
) -> list[Problem]:
    """What is wrong with parameters and folder."""
    found = check(declared, spec.params, "params")
    if found:
        return found
    if spec.limits.worker_mb is not None and memory_mb(spec) < 1:
        return []  # the planner refuses it
    readings = readings_of(spec, given)
    if readings.files > _MOST_FILES:
        return [_too_many(readings)]
    return [
        *_too_large(spec, given),
        *readings_folder.problems(str(given["folder"]), readings),
    ]


def _too_many(readings: Readings) -> Problem:
    return Problem(
        field="params.file_megabytes",
        message=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "These would be {files} files, and at most {most} are made: ask for "
                "larger files or fewer megabytes.",
            ),
            {"files": readings.files, "most": _MOST_FILES},
        ),
    )


def _too_large(
    spec: ExperimentSpec, given: Mapping[str, ParamValue]
) -> Iterator[Problem]:
    """A file is made as a whole in memory, twice for a moment."""
    megabytes, limit = whole(given, "file_megabytes"), memory_mb(spec)
    if spec.limits.worker_mb is not None and 3 * megabytes > limit:
        yield Problem(
            field="params.file_megabytes",
            message=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "A worker with {worker} MB cannot make files of {file} MB, which "
                    "it holds about three times for a moment. Ask for smaller files, "
                    "or allow workers more memory.",
                ),
                {"worker": spec.limits.worker_mb, "file": megabytes},
            ),
        )
