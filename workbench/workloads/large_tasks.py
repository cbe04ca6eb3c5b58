"""What a worker does with one file of readings, within a memory limit.

Each task opens a DuckDB database of its own that reads one file and the table of
sensors: one thread, a limit, and a scratch folder for what does not fit. It returns
sums over whole numbers of :data:`~workbench.datasets.readings.QUANTUM`, which come to
the same in whatever order they are added.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from workbench.datasets.readings import FEATURES, PER_ONE, SENSORS_FILE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Columns = dict[str, NDArray[Any]]

GROUPED = ("temperature", "vibration")
"""What is summed up by sensor."""
BEYOND = (1, 2, 3)
"""From how many standard deviations on values are counted."""
_SPILL = "workbench-spill-"
_STALE_S = 3600.0


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """One file of readings (or a pattern), and how much memory DuckDB may have."""

    folder: str
    file: str
    memory_mb: int


Moments = tuple[int, tuple[tuple[int, int], ...]]
"""Rows, and by feature the sums of quanta and of their squares."""


def group_by(source: Source) -> Columns:
    """Count, sum, least and greatest by sensor, in the order of their numbers.

    Sums are of quanta, and so are the extremes; all of one file fit the types.
    """
    inner = ", ".join(f"{_quanta(name)} AS {name}" for name in GROUPED)
    each = ", ".join(
        f"sum({name})::BIGINT AS {name}_sum, min({name})::INTEGER AS {name}_min, "
        f"max({name})::INTEGER AS {name}_max"
        for name in GROUPED
    )
    return _arrays(
        source,
        f"SELECT sensor, count(*)::INTEGER AS rows, {each} "
        f"FROM (SELECT sensor, {inner} FROM read_parquet(?)) "
        "GROUP BY sensor ORDER BY sensor",
        [_path(source, source.file)],
    )


def join(source: Source) -> list[tuple[int, ...]]:
    """By site and state: rows, Σ calibrated temperature, rows above their limit.

    The factor of a sensor is in thousandths, so the sum is in thousandths of quanta.
    """
    return _rows(
        source,
        f"SELECT s.site, r.state, count(*), sum({_quanta('r.temperature')} * s.factor),"
        " count(*) FILTER (WHERE r.temperature > s.highest) "
        "FROM read_parquet(?) r JOIN read_parquet(?) s ON r.sensor = s.sensor "
        "GROUP BY s.site, r.state ORDER BY s.site, r.state",
        [_path(source, source.file), _path(source, SENSORS_FILE)],
    )


def moments(source: Source) -> Moments:
    """What mean and variance of each feature follow from, exactly."""
    inner = ", ".join(f"{_quanta(name)} AS {name}" for name in FEATURES)
    each = ", ".join(f"sum({name}), sum({name} * {name})" for name in FEATURES)
    ((count, *sums),) = _rows(
        source,
        f"SELECT count(*), {each} FROM (SELECT {inner} FROM read_parquet(?))",
        [_path(source, source.file)],
    )
    return count, tuple(zip(sums[::2], sums[1::2], strict=True))


def scaled(
    source: Source, means: Sequence[float], deviations: Sequence[float]
) -> list[tuple[Any, ...]]:
    """Of z = (x − mean) / deviation by feature: least, greatest, and how many beyond.

    One subtraction and one division in double precision come to the same everywhere,
    and counts have no order.
    """
    inner = ", ".join(
        f"({name} - ?::DOUBLE) / ?::DOUBLE AS {name}" for name in FEATURES
    )
    each = ", ".join(
        f"min({name}), max({name}), "
        + ", ".join(f"count(*) FILTER (abs({name}) > {k})" for k in BEYOND)
        for name in FEATURES
    )
    numbers = [x for pair in zip(means, deviations, strict=True) for x in pair]
    (found,) = _rows(
        source,
        f"SELECT {each} FROM (SELECT {inner} FROM read_parquet(?))",
        [*numbers, _path(source, source.file)],
    )
    width = 2 + len(BEYOND)
    return [found[i : i + width] for i in range(0, len(found), width)]


def features(source: Source, most: int | None = None) -> tuple[Any, Any]:
    """The measured columns of a file as a matrix, and the states; the first rows."""
    import numpy as np

    limit = "" if most is None else f" LIMIT {most}"
    table = _arrays(
        source,
        f"SELECT {', '.join(FEATURES)}, state FROM read_parquet(?){limit}",
        [_path(source, source.file)],
    )
    X = np.column_stack([table[name] for name in FEATURES])
    return X, table["state"]


def sweep() -> None:
    """Remove what was spilled by workers that were killed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_SPILL}*"):
        try:
            old = time.time() - folder.stat().st_mtime > _STALE_S
        except OSError:  # it is being removed right now
            continue
        if old:
            shutil.rmtree(folder, ignore_errors=True)


def _quanta(name: str) -> str:
    """A measured value as the whole number that it is."""
    return f"CAST({name} * {PER_ONE} AS BIGINT)"


def _path(source: Source, file: str) -> str:
    """For DuckDB, which would take some characters of a folder for wildcards."""
    folder = "".join(f"[{c}]" if c in "*?[" else c for c in source.folder)
    return str(Path(folder) / file)


def _rows(source: Source, query: str, args: list[Any]) -> list[tuple[Any, ...]]:
    with _database(source) as connection:
        found: list[tuple[Any, ...]] = connection.execute(query, args).fetchall()
        return found


def _arrays(source: Source, query: str, args: list[Any]) -> Columns:
    with _database(source) as connection:
        found: Columns = connection.execute(query, args).fetchnumpy()
        return found


@contextmanager
def _database(source: Source) -> Iterator[Any]:
    """A database in memory that may use so much of it, and the disk beyond."""
    import duckdb

    spill = tempfile.mkdtemp(prefix=f"{_SPILL}{os.getpid()}-")
    try:
        with duckdb.connect(
            ":memory:",
            config={
                "threads": 1,
                "memory_limit": f"{source.memory_mb}MiB",
                "temp_directory": spill,
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
            },
        ) as connection:
            connection.execute("SET enable_progress_bar=false")
            yield connection
    finally:
        shutil.rmtree(spill, ignore_errors=True)
