"""What comes out of a pickle is what went in, and little enough of it travels."""

from __future__ import annotations

import pickle
from dataclasses import replace

import numpy as np
import pytest

from workbench.joint.base import Answer, Learning, Local, Penalty, Shape, Work
from workbench.joint.travel import RAW_BYTES

LEARNING = Learning(
    objective="softmax",
    shape=Shape(features=65, outputs=10),
    penalty=Penalty(l1=0.1, l2=0.01, free=(3, 4)),
)
LOCAL = Local(procedure="proximal", epochs=2, batch=8, eta=0.5, mu=0.1, rho=2.0)


def sent(value):
    return pickle.loads(pickle.dumps(value, 5))


@pytest.mark.parametrize("size", [0, 650, RAW_BYTES // 8 + 1])
@pytest.mark.parametrize("corrected", [False, True])
def test_that_work_arrives_whole(size: int, corrected: bool) -> None:
    start = np.random.default_rng(0).standard_normal(size)
    start[:1] = np.nan
    correction = -start if corrected else None
    work = Work(client=7, start=start, local=LOCAL, correction=correction, seed=9)
    found = sent(work)
    assert np.array_equal(found.start, start, equal_nan=True)
    assert (found.correction is None) is not corrected
    if corrected:
        assert np.array_equal(found.correction, correction, equal_nan=True)
    assert (found.client, found.local, found.seed) == (7, LOCAL, 9)


@pytest.mark.parametrize("size", [0, 650, RAW_BYTES // 8 + 1])
def test_that_an_answer_arrives_whole_and_may_be_written_to(size: int) -> None:
    vector = np.random.default_rng(0).standard_normal(size)
    found = sent(Answer(client=3, vector=vector, loss=0.5, steps=20))
    assert np.array_equal(found.vector, vector)
    assert (found.client, found.loss, found.steps) == (3, 0.5, 20)
    assert found.vector.flags.writeable


def test_that_what_a_round_shares_arrives_as_one_object() -> None:
    assert sent(LEARNING) == LEARNING
    assert sent(LEARNING) is sent(replace(LEARNING))
    works = [Work(client=i, start=np.zeros(3), local=LOCAL) for i in range(2)]
    first, second = map(sent, works)
    assert first.local is second.local


def test_that_beside_its_vector_a_task_is_a_few_hundred_bytes() -> None:
    work = Work(client=7, start=np.zeros(650), local=LOCAL)
    assert len(pickle.dumps((LEARNING, work), 5)) < 8 * 650 + 400
