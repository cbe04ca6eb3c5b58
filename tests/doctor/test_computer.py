from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from tests.doctor.worlds import words
from workbench.doctor import computer
from workbench.doctor.base import Subject
from workbench.runner import machine

World = Callable[..., Subject]
GIB = 2**30


def test_that_cores_are_those_that_this_process_may_use(world: World) -> None:
    found = computer.cores(world())
    assert found.facts["usable"] == machine().cores
    assert found.facts["logical"] == machine().logical
    assert found.facts["cpu"] == machine().cpu


def test_that_one_core_is_a_warning_and_a_quota_is_named() -> None:
    here = msgspec.structs.replace(machine(), cores=1)
    assert computer.judge_cores(here).status == "warning"
    assert "no speedup" in words(computer.judge_cores(here))
    here = msgspec.structs.replace(machine(), logical=8, quota=2.5, cores=3)
    found = computer.judge_cores(here)
    assert found.status == "ok"
    assert "3 cores may be used" in words(found)
    assert "quota 2.5" in words(found)


def test_that_memory_is_described(world: World) -> None:
    found = computer.memory(world())
    assert found.facts["usable_bytes"] == machine().memory_bytes
    assert "GiB" in words(found)


@pytest.mark.parametrize(
    ("total", "free", "status"),
    [
        (16 * GIB, 8 * GIB, "ok"),
        (16 * GIB, GIB // 2, "warning"),
        (GIB, GIB, "warning"),
    ],
)
def test_that_little_memory_is_a_warning(total: int, free: int, status: str) -> None:
    found = computer.judge_memory(total, free)
    assert found.status == status
    assert words(found)


def test_that_libraries_of_a_worker_keep_to_one_thread(world: World) -> None:
    found = computer.threads(world())
    assert found.status == "ok"
    assert set(found.facts["threads"].values()) == {1}
    assert {"openblas", "openmp"} & set(found.facts["threads"])


def test_that_a_library_that_does_not_obey_is_named() -> None:
    found = computer.judge_threads({"openblas": 8, "openmp": 1})
    assert found.status == "failed"
    assert "openblas 8" in words(found)
    assert "OMP_NUM_THREADS=1" in words(found)
