from __future__ import annotations

import msgspec
import pytest

from workbench.core.spec import EnginesSpec, ExperimentSpec, RepeatSpec
from workbench.planner import PRESETS, estimate, expand, validate
from workbench.planner.counts import compared_engines
from workbench.planner.memory import predicted_memory

SPEC = ExperimentSpec(
    workload="squares",
    workers=(1, 2),
    engines=EnginesSpec(names=("threads", "joblib")),
    repeats=RepeatSpec(minimum=2, maximum=3),
)


def changed(**engines: object) -> ExperimentSpec:
    return msgspec.structs.replace(
        SPEC, engines=msgspec.structs.replace(SPEC.engines, **engines)
    )


def test_that_serial_and_its_own_engine_are_always_compared_simplest_first() -> None:
    assert compared_engines(SPEC) == ("serial", "threads", "processes", "joblib")
    assert compared_engines(changed(names=())) == ()


def test_that_each_block_times_every_other_engine_once_on_its_workers() -> None:
    plan = expand(SPEC)
    assert plan.engines == {"serial": 1, "threads": 2, "processes": 2, "joblib": 2}
    assert plan.worker_counts == (1, 2)
    for block in plan.blocks[1:]:
        assert sorted((t.engine, t.workers) for t in block) == [
            ("joblib", 2),
            ("processes", 1),
            ("processes", 2),
            ("serial", 1),
            ("threads", 2),
        ]
    assert (plan.blocks[1][0].engine, plan.blocks[1][0].workers) == ("processes", 1)


def test_that_a_comparison_takes_longer_and_needs_more_memory() -> None:
    alone = changed(names=())
    assert estimate(SPEC, 2).seconds > estimate(alone, 2).seconds + 10
    assert predicted_memory(SPEC).total > predicted_memory(alone).total


def test_that_task_lengths_are_spaced_evenly_on_logarithms() -> None:
    lengths = EnginesSpec(shortest_s=1e-4, longest_s=1.0, lengths=5).task_lengths
    assert lengths == pytest.approx((1e-4, 1e-3, 1e-2, 1e-1, 1.0))
    assert EnginesSpec(shortest_s=1e-4, lengths=1).task_lengths == (1e-4,)


@pytest.mark.parametrize(
    ("engines", "field"),
    [
        ({"names": ("tractor",)}, "engines.names"),
        ({"shortest_s": 0.0}, "engines.shortest_s"),
        ({"shortest_s": 1.0, "longest_s": 0.1}, "engines.shortest_s"),
        ({"longest_s": 1e4}, "engines.shortest_s"),
        ({"lengths": 0}, "engines.lengths"),
        ({"point_s": 0.0}, "engines.point_s"),
        ({"repeats": 0}, "engines.repeats"),
    ],
)
def test_that_a_comparison_that_makes_no_sense_is_refused(
    engines: dict[str, object], field: str
) -> None:
    problems = validate(changed(**engines), cores=2)
    assert [p.field for p in problems if p.severity == "error"] == [field]


@pytest.mark.parametrize("name", ["engines-crossover", "engines-digits"])
def test_that_the_presets_compare_every_engine_but_the_vectorised(name: str) -> None:
    spec = PRESETS[name].spec
    assert {"serial", "threads", "processes", "joblib"} <= set(spec.engines.names)
    assert "vectorised" not in spec.engines.names
    assert not [p for p in validate(spec, cores=2) if p.severity == "error"]
