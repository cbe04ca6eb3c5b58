from __future__ import annotations

import pickle

import pytest

from workbench.core.spec import WORKS, Work
from workbench.engines.probe import (
    WORK,
    native_work,
    nothing,
    plain_loop,
    python_work,
    rounds_per_second,
)


@pytest.mark.parametrize("work", WORKS)
def test_that_twice_the_rounds_are_another_answer(work: Work) -> None:
    run = WORK[work]
    assert run(10) == run(10)
    assert run(10) != run(20)


@pytest.mark.parametrize("work", WORKS)
def test_that_the_calibrated_rounds_take_no_longer_than_wanted(work: Work) -> None:
    rounds = round(0.01 * rounds_per_second(work))
    quickest = min(plain_loop(work, rounds, 1) for _ in range(20))
    assert 2e-4 < quickest < 0.05  # a busy computer calibrates too few, never too many


def test_that_every_probe_can_be_sent_to_a_worker() -> None:
    for task in (nothing, python_work, native_work):
        assert pickle.loads(pickle.dumps(task)) is task
