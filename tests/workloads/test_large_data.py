"""Group-by, join and scaling file by file: what one process computes, bit for bit."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import numpy as np
import psutil
import pytest

from tests.workloads.large_runs import serially, small, trial
from workbench.core.errors import EngineFailed
from workbench.core.results import TaskResult
from workbench.core.spec import ExperimentSpec
from workbench.datasets.readings import (
    FEATURES,
    PER_ONE,
    Readings,
    columns,
    sensor_columns,
)
from workbench.engines import ENGINES
from workbench.workloads import WORKLOADS, large_data, large_tasks
from workbench.workloads.large_base import PEAKS
from workbench.workloads.large_data import LargeData
from workbench.workloads.large_exact import Groups, scales, sites
from workbench.workloads.large_parameters import LIBRARIES_MB
from workbench.workloads.large_tasks import GROUPED, Source

Table = dict[str, Any]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("readings")


@pytest.fixture(scope="module")
def spec(folder: Path) -> ExperimentSpec:
    made = small("large_data", folder)
    serially(made)
    return made


@pytest.fixture(scope="module")
def table(spec: ExperimentSpec) -> Table:
    """All readings in memory, as the naive way has them."""
    readings = readings_of(spec)
    files = [columns(readings, file) for file in range(readings.files)]
    return {name: np.concatenate([f[name] for f in files]) for name in files[0]}


def readings_of(spec: ExperimentSpec) -> Readings:
    workload = WORKLOADS.get(spec.workload).build(spec)
    assert isinstance(workload, LargeData)
    return workload.readings


def sources(spec: ExperimentSpec) -> list[Source]:
    workload = WORKLOADS.get(spec.workload).build(spec)
    assert isinstance(workload, LargeData)
    return workload.sources


def quanta(table: Table, name: str) -> Any:
    return (table[name] * PER_ONE).astype(np.int64)


def test_that_groups_are_those_of_numpy_over_all_rows(
    spec: ExperimentSpec, table: Table
) -> None:
    groups = Groups(300)
    for source in sources(spec):
        groups.add(large_tasks.group_by(source))
    sensor = table["sensor"]
    np.testing.assert_array_equal(groups.rows, np.bincount(sensor, minlength=300))
    for name in GROUPED:
        values = quanta(table, name)
        total = np.zeros(300, dtype=np.int64)
        np.add.at(total, sensor, values)
        np.testing.assert_array_equal(groups.sums[name], total)
        for k in np.unique(sensor):
            assert groups.least[name][k] == values[sensor == k].min()
            assert groups.greatest[name][k] == values[sensor == k].max()


def test_that_the_join_is_that_of_numpy_over_all_rows(
    spec: ExperimentSpec, table: Table
) -> None:
    found = sites([large_tasks.join(source) for source in sources(spec)])
    sensors = sensor_columns(readings_of(spec))
    where = sensors["site"][table["sensor"]]
    calibrated = quanta(table, "temperature") * sensors["factor"][table["sensor"]]
    above = table["temperature"] > sensors["highest"][table["sensor"]]
    assert sum(one.above for one in found.values()) == above.sum() > 0
    for (site, state), one in found.items():
        rows = (where == site) & (table["state"] == state)
        assert one == (rows.sum(), calibrated[rows].sum(), above[rows].sum())
    assert sum(one.rows for one in found.values()) == len(where)


def test_that_scales_are_exact_and_rounded_once(
    spec: ExperimentSpec, table: Table
) -> None:
    found = scales([large_tasks.moments(source) for source in sources(spec)])
    for name, scale in zip(FEATURES, found, strict=True):
        values = [Fraction(int(q), PER_ONE) for q in quanta(table, name)]
        mean = sum(values) / len(values)
        assert scale.mean == float(mean)
        variance = sum(v * v for v in values) / len(values) - mean * mean
        assert scale.deviation == math.sqrt(variance)
        assert scale.deviation == pytest.approx(table[name].std(), rel=1e-12)


def test_that_scaled_values_are_those_of_numpy(
    spec: ExperimentSpec, table: Table
) -> None:
    from workbench.workloads.large_exact import beyond

    by = scales([large_tasks.moments(source) for source in sources(spec)])
    means, deviations = zip(*by, strict=True)
    parts = [large_tasks.scaled(s, means, deviations) for s in sources(spec)]
    for name, scale, far in zip(FEATURES, by, beyond(parts), strict=True):
        z = (table[name] - scale.mean) / scale.deviation
        assert (far.least, far.greatest) == (z.min(), z.max())
        assert far.counts == tuple((np.abs(z) > k).sum() for k in (1, 2, 3))


def test_that_facts_are_those_of_one_query_over_all_files(
    spec: ExperimentSpec,
) -> None:
    scores, _ = serially(spec)
    files = [str(Path(s.folder) / s.file) for s in sources(spec)]
    with duckdb.connect() as connection:
        (row,) = connection.execute(
            "SELECT count(*), count(DISTINCT sensor), avg(humidity), "
            "stddev_pop(humidity) FROM read_parquet(?)",
            [files],
        ).fetchall()
    assert scores.facts["readings"] == row[0]
    assert scores.facts["sensors with readings"] == row[1]
    said = str(scores.facts["humidity, mean ± deviation"])
    assert said.startswith(f"{row[2]:.4f} ± {row[3]:.4f}, ")


@pytest.mark.parametrize("name", ["serial", "threads", "processes"])
def test_that_no_engine_and_no_number_of_workers_changes_a_bit(
    name: str, spec: ExperimentSpec
) -> None:
    wanted, _ = serially(spec)
    with ENGINES.get(name)() as engine:
        for workers in (1,) if name == "serial" else (1, 2, 3):
            scores, _ = trial(spec, engine, workers)
            assert scores.digest == wanted.digest


def test_that_the_way_rows_are_cut_into_files_changes_no_sum(tmp_path: Path) -> None:
    """Another number of tasks over the same files in memory, whatever their order."""
    spec = small("large_data", tmp_path)
    serially(spec)
    parts = [large_tasks.moments(source) for source in sources(spec)]
    tables = [large_tasks.group_by(source) for source in sources(spec)]
    assert scales(parts) == scales(parts[::-1])
    one, other = Groups(300), Groups(300)
    for there, back in zip(tables, reversed(tables), strict=True):
        one.add(there)
        other.add(back)
    assert one.digest() == other.digest()


def test_that_many_groups_come_in_waves_with_the_same_answer(
    spec: ExperimentSpec, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once, _ = serially(spec)
    monkeypatch.setattr(large_data, "WAVE_BYTES", 2 * 300 * 40)
    batches: list[int] = []
    with ENGINES.get("serial")() as engine:
        mapped = engine.map

        def counted(tasks: Any, *args: Any, **more: Any) -> Iterator[TaskResult]:
            batches.append(len(tasks))
            return mapped(tasks, *args, **more)

        monkeypatch.setattr(engine, "map", counted)
        in_waves, _ = trial(spec, engine)
    assert batches[1:4] == [2, 2, 1]
    assert in_waves.digest == at_once.digest


def test_that_a_killed_worker_changes_no_answer(spec: ExperimentSpec) -> None:
    wanted, _ = serially(spec)
    killed: list[int] = []
    with ENGINES.get("processes")() as engine:
        engine.ensure(2)

        def kill(result: TaskResult) -> None:
            if result.label == "join" and not killed:
                killed.append(engine.state().pids[0])
                psutil.Process(killed[0]).kill()

        scores, _ = trial(spec, engine, 2, kill)
        assert engine.state().restarts == 1
    assert killed
    assert scores.digest == wanted.digest


def test_that_workers_keep_to_their_memory(folder: Path, spec: ExperimentSpec) -> None:
    limit = 600
    limited = small("large_data", folder, limit)
    with ENGINES.get("processes")(memory_limit=limited.limits.worker_bytes) as engine:
        scores, reports = trial(limited, engine, 2)
    wanted, _ = serially(spec)
    assert scores.digest == wanted.digest
    assert scores.facts["DuckDB's memory limit per task (MiB)"] == limit - LIBRARIES_MB
    peaks = [report.y for report in reports if report.series == PEAKS]
    assert 0 < max(peaks) < limit
    for worker in (0, 1):
        said = scores.facts[f"resident peak of worker {worker} (MiB)"]
        own = [r.y for r in reports if r.key == f"worker {worker}"]
        assert said == round(max(own))


def test_that_too_little_memory_is_a_sentence_with_a_remedy(
    spec: ExperimentSpec, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(large_data.asked, "memory_mb", lambda spec: 1)
    with pytest.raises(EngineFailed) as failed:
        serially(spec)
    assert "1 MiB" in str(failed.value)
    assert "Allow workers more memory" in str(failed.value)


def test_that_a_file_damaged_after_the_look_is_a_sentence(tmp_path: Path) -> None:
    spec = small("large_data", tmp_path)
    serially(spec)
    workload: Any = WORKLOADS.get("large_data").build(spec)
    path = Path(workload.folder) / workload.sources[2].file
    path.write_bytes(b"PAR1" + b"\0" * 1000 + b"PAR1")
    results = [
        result
        for task in workload.tasks(large_tasks.join, "join", 1.0)
        for result in one(task)
    ]
    with pytest.raises(EngineFailed, match=r"readings-00002\.parquet.*is damaged"):
        workload.values(results)
    path.unlink()
    with pytest.raises(EngineFailed, match="all of them see under the same name"):
        workload.values(list(one(workload.tasks(large_tasks.join, "join", 1.0)[2])))


def one(task: Any) -> Iterator[TaskResult]:
    from workbench.core.cancel import CancelToken

    with ENGINES.get("serial")() as engine:
        yield from engine.map([task], CancelToken(), workers=1)


@pytest.mark.parametrize("operation", ["group_by", "join", "scaling"])
def test_that_one_operation_alone_has_its_own_facts(
    operation: str, spec: ExperimentSpec
) -> None:
    alone = msgspec.structs.replace(
        spec, params={**spec.params, "operation": operation}
    )
    scores, _ = serially(alone)
    everything, _ = serially(spec)
    own = {k for k in scores.facts if "peak" not in k}
    assert own < set(everything.facts)
    assert all(scores.facts[k] == everything.facts[k] for k in own)
    files = readings_of(spec).files
    batches = 2 if operation == "scaling" else 1
    assert WORKLOADS.get("large_data").size(alone).tasks == batches * files


@pytest.mark.parametrize(
    ("params", "field"),
    [
        ({"megabytes": 0}, "params.megabytes"),
        ({"megabytes": -3}, "params.megabytes"),
        ({"megabytes": 1_000_000}, "params.file_megabytes"),
        ({"sensors": 0}, "params.sensors"),
        ({"operation": "sort"}, "params.operation"),
    ],
)
def test_that_bad_input_is_refused_before_anything_is_made(
    params: dict[str, Any], field: str, tmp_path: Path
) -> None:
    spec = small("large_data", tmp_path, **params)
    (problem,) = WORKLOADS.get("large_data").validate(spec)
    assert problem.field == field
    assert list(tmp_path.iterdir()) == []


def test_that_files_too_large_for_a_limited_worker_are_refused(tmp_path: Path) -> None:
    spec = small("large_data", tmp_path, 600, megabytes=500, file_megabytes=200)
    (problem,) = WORKLOADS.get("large_data").validate(spec)
    assert problem.field == "params.file_megabytes"
    assert "600" in str(problem.message)
