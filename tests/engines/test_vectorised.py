from __future__ import annotations

import itertools

import pytest

from workbench.core.cancel import CancelToken
from workbench.core.plan import Task
from workbench.engines import ENGINES
from workbench.engines.vectorised import AT_ONCE

CALLS: list[int] = []
"""How many tasks each batched call had."""


def root(x: float) -> float:
    if x < 0:
        raise ValueError(f"{x} has no root")
    return x**0.5


def roots(calls):
    CALLS.append(len(calls))
    return [root(*args) for args in calls]


def cubes(calls):
    CALLS.append(-len(calls))
    return [x**3 for (x,) in calls]


def too_few(calls):
    return [0.0]


def interrupted(calls):
    raise KeyboardInterrupt


def tasks_of(values, batch_fn=roots, first=0):
    return [
        Task(
            id=first + i,
            fn=root,
            args=(x,),
            label="root",
            part=str(i),
            batch_fn=batch_fn,
        )
        for i, x in enumerate(values)
    ]


@pytest.fixture
def engine():
    CALLS.clear()
    with ENGINES.get("vectorised")() as engine:
        yield engine


def test_that_tasks_with_the_same_batch_function_are_one_call(engine):
    tasks = tasks_of([1.0, 4.0, 9.0])
    results = list(engine.map(tasks, CancelToken(), workers=1))
    assert [r.value for r in results] == [1.0, 2.0, 3.0]
    assert [(r.task_id, r.label, r.part) for r in results] == [
        (i, "root", str(i)) for i in range(3)
    ]
    assert CALLS == [3]


def test_that_other_tasks_run_one_by_one_between_them(engine):
    tasks = [
        *tasks_of([1.0]),
        *tasks_of([2.0], cubes, first=1),
        *tasks_of([16.0], None, first=2),
        *tasks_of([4.0], first=3),
    ]
    results = list(engine.map(tasks, CancelToken(), workers=1))
    assert {r.task_id: r.value for r in results} == {0: 1.0, 1: 8.0, 2: 4.0, 3: 2.0}
    assert CALLS == [2, -1]


def test_that_many_tasks_are_several_calls_with_a_cancel_between_them(engine):
    cancel = CancelToken()
    results = engine.map(tasks_of([1.0] * 1_000), cancel, workers=1)
    next(results)
    cancel.cancel()
    assert len(list(results)) < AT_ONCE
    assert CALLS == [AT_ONCE]
    assert (
        len(list(engine.map(tasks_of([1.0] * 1_000), CancelToken(), workers=1)))
        == 1_000
    )
    assert sum(CALLS[1:]) == 1_000


def test_that_the_time_of_a_call_is_shared_out_evenly(engine):
    results = list(engine.map(tasks_of([2.0] * 100), CancelToken(), workers=1))
    timings = [r.timing for r in results]
    lengths = [t.ended - t.started for t in timings]
    assert lengths == pytest.approx([lengths[0]] * 100, rel=1e-3, abs=1e-8)
    for one, following in itertools.pairwise(timings):
        assert one.ended == pytest.approx(following.started)
        assert one.submitted <= one.received <= one.started < one.ended <= one.completed
    # Nothing travels: else the shares of a trial would add up to more than all of it.
    assert [t.completed for t in timings] == [t.ended for t in timings]


@pytest.mark.parametrize("batch_fn", [roots, too_few])
def test_that_a_failed_call_costs_only_the_tasks_that_fail(engine, batch_fn):
    tasks = tasks_of([4.0, -1.0, 9.0], batch_fn)
    good, bad, also = engine.map(tasks, CancelToken(), workers=1)
    assert (good.value, also.value) == (2.0, 3.0)
    assert (bad.error.kind, bad.error.text) == ("ValueError", "-1.0 has no root")
    assert "in root" in bad.error.traceback


def test_that_ctrl_c_is_the_persons(engine):
    with pytest.raises(KeyboardInterrupt):
        list(engine.map(tasks_of([1.0], interrupted), CancelToken(), workers=1))
    assert engine.state().busy == 0
    assert [r.value for r in engine.map(tasks_of([4.0]), CancelToken(), workers=1)] == [
        2.0
    ]


def test_that_clients_of_a_round_answer_as_on_the_serial_engine(engine):
    import numpy as np

    from workbench.joint.base import Learning, Local, Shape, Work, packed
    from workbench.joint.local import do_client, do_clients

    rng = np.random.default_rng(0)
    clients = packed(np.array_split(rng.permutation(90), [20, 25, 60]))
    arrays = {
        "X": rng.standard_normal((90, 6)),
        "y": rng.integers(0, 3, 90),
        "order": clients.order,
        "bounds": clients.bounds,
    }
    about = Learning(objective="softmax", shape=Shape(features=6, outputs=3))
    local = Local(epochs=2, batch=8)
    start = np.zeros(18)

    def answers(on):
        data = on.place(arrays)
        tasks = [
            Task(
                id=i,
                fn=do_client,
                args=(data, about, Work(client=i, start=start, local=local, seed=i)),
                batch_fn=do_clients,
            )
            for i in range(len(clients))
        ]
        return [r.value for r in on.map(tasks, CancelToken(), workers=1)]

    with ENGINES.get("serial")() as serial:
        expected = answers(serial)
    for one, other in zip(answers(engine), expected, strict=True):
        assert one.client == other.client
        assert one.vector == pytest.approx(other.vector, rel=1e-10, abs=1e-14)
