"""Readings by seed: the same rows whoever makes them, and skewed as promised."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import duckdb
import numpy as np
import pytest

from workbench.datasets.readings import (
    FEATURES,
    PER_ONE,
    ROW_BYTES,
    ROW_GROUP,
    STATES,
    Mark,
    Readings,
    columns,
    sensor_columns,
    write_file,
    write_sensors,
)

FIRST_KEYS = (0, 1)
FIRST_VALUES = [3752034, 6600749, 417120, 1989333, 753575, 1819576]
"""Of row 10000 of these, in quanta: another content needs another ``FORMAT``."""
SMALL = Readings(seed=3, rows=25_000, rows_per_file=10_000, sensors=200)


def made(readings: Readings, folder: Path) -> list[Mark]:
    return [write_file(readings, file, str(folder)) for file in range(readings.files)]


def test_that_the_files_hold_the_rows_that_were_made(tmp_path: Path) -> None:
    marks = made(SMALL, tmp_path)
    assert [mark.name for mark in marks] == SMALL.names()
    with duckdb.connect() as connection:
        for file, mark in enumerate(marks):
            path = str(tmp_path / mark.name)
            read = connection.execute("FROM read_parquet(?)", [path]).fetchnumpy()
            wanted = columns(SMALL, file)
            assert list(read) == list(wanted)
            for name, column in wanted.items():
                assert read[name].dtype == column.dtype
                np.testing.assert_array_equal(read[name], column)
    assert not list(tmp_path.glob("*.part"))


def test_that_every_row_is_there_once() -> None:
    numbers = [columns(SMALL, file)["reading"] for file in range(SMALL.files)]
    np.testing.assert_array_equal(np.concatenate(numbers), np.arange(SMALL.rows))
    assert sum(map(SMALL.rows_of, range(SMALL.files))) == SMALL.rows


def test_that_processes_make_the_same_files_in_any_order(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    here = made(SMALL, one)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        files = range(SMALL.files)
        jobs = [pool.submit(write_file, SMALL, f, str(other)) for f in reversed(files)]
        there = [job.result() for job in reversed(jobs)]
    assert [m.digest for m in here] == [m.digest for m in there]


def test_that_another_seed_makes_other_rows_and_another_folder() -> None:
    other = Readings(seed=4, rows=25_000, rows_per_file=10_000, sensors=200)
    assert (columns(SMALL, 0)["flow"] != columns(other, 0)["flow"]).mean() > 0.99
    assert SMALL.key != other.key


def test_that_files_and_row_groups_share_no_random_numbers() -> None:
    long = Readings(seed=3, rows=2 * ROW_GROUP, rows_per_file=2 * ROW_GROUP, sensors=9)
    flow = columns(long, 0)["flow"]
    assert (flow[:ROW_GROUP] == flow[ROW_GROUP:]).mean() < 0.01


def test_that_a_row_is_the_same_as_when_the_program_was_written() -> None:
    table = columns(SMALL, 1)
    first = [int(table[name][0] * PER_ONE) for name in FEATURES]
    assert (int(table["sensor"][0]), int(table["state"][0])) == FIRST_KEYS
    assert first == FIRST_VALUES


def test_that_values_are_whole_quanta_so_sums_have_no_order() -> None:
    table = columns(SMALL, 0)
    for name in FEATURES:
        quanta = table[name] * PER_ONE
        np.testing.assert_array_equal(quanta, np.rint(quanta))
        assert np.abs(quanta).max() < 2**24


def test_that_few_sensors_have_most_readings_and_few_machines_are_faulty() -> None:
    big = Readings(seed=0, rows=200_000, rows_per_file=200_000, sensors=1000)
    table = columns(big, 0)
    counts = np.bincount(table["sensor"], minlength=1000)
    # Sensor k has a share of ((k + 1) / n)^(1/3) − (k / n)^(1/3).
    share = np.diff(np.cbrt(np.arange(1001) / 1000))
    np.testing.assert_allclose(counts[:5] / big.rows, share[:5], atol=0.004)
    states = np.bincount(table["state"], minlength=len(STATES)) / big.rows
    np.testing.assert_allclose(states, [0.7, 0.2, 0.1], atol=0.005)


def test_that_the_size_on_the_disk_is_about_what_was_asked_for(tmp_path: Path) -> None:
    readings = Readings.of_size(seed=1, megabytes=6, file_megabytes=2, sensors=2_000)
    assert readings.files == 3
    size = sum(mark.size for mark in made(readings, tmp_path))
    assert size == pytest.approx(6e6, rel=0.05)
    assert pytest.approx(size / readings.rows, rel=0.05) == ROW_BYTES


def test_that_sensors_have_a_site_a_factor_and_a_limit(tmp_path: Path) -> None:
    table = sensor_columns(SMALL)
    assert table["sensor"].tolist() == list(range(200))
    assert set(table["site"]) <= set(range(40))
    assert 900 <= table["factor"].min() <= table["factor"].max() <= 1100
    assert 66 <= table["highest"].min() <= table["highest"].max() <= 75
    mark = write_sensors(SMALL, str(tmp_path))
    assert (tmp_path / mark.name).stat().st_size == mark.size
