"""The small programs to learn on compute what they say."""

from __future__ import annotations

import itertools
import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workloads.test_conformance import KERNELS
from workbench.core.anatomy import Anatomy
from workbench.core.events import TrialFinished
from workbench.core.plan import Trial
from workbench.core.spec import ExperimentSpec, RepeatSpec
from workbench.session import Session
from workbench.workloads import WORKLOADS
from workbench.workloads.kernels import arrays, base, durations
from workbench.workloads.kernels.arrays import merged

ALONE = Trial(id=0, engine="serial", workers=1, repeat=1)


@pytest.fixture
def trial(tmp_path):
    """Runs a kernel once, here."""

    def run(name: str, engine: str = "serial", **params) -> TrialFinished:
        spec = ExperimentSpec(
            workload=name,
            params=KERNELS[name] | params,
            engine=engine,
            workers=(1,),
            repeats=RepeatSpec(minimum=1, maximum=1),
        )
        with Session(history=tmp_path / "history.sqlite") as session:
            events = list(session.start(spec))
        (found,) = [e for e in events if isinstance(e, TrialFinished)]
        return found

    return run


def test_that_points_estimate_pi(trial):
    facts = trial("monte_carlo_pi").scores.facts
    assert facts["π, estimated"] == pytest.approx(math.pi, abs=0.05)
    assert facts["error"] == pytest.approx(abs(facts["π, estimated"] - math.pi))


def test_that_the_integral_is_pi(trial):
    assert trial("integration").scores.facts["integral"] == pytest.approx(math.pi, 1e-8)


def test_that_the_mandelbrot_set_has_its_area(trial):
    facts = trial("mandelbrot", size=200, iterations=200).scores.facts
    assert facts["area"] == pytest.approx(1.5066, abs=0.05)  # Förstemann 2012


def test_that_the_matrix_product_is_checked(trial):
    assert "agrees" in trial("matrix_product").scores.facts["check"]


def test_that_numbers_are_sorted(trial):
    facts = trial("sorting").scores.facts
    numbers = np.random.default_rng(0).integers(0, 2**62, 10_001)
    assert facts["in order"] == "yes"
    assert facts["smallest"] == numbers.min()
    assert facts["median"] == np.median(numbers)


@given(st.lists(st.lists(st.integers(-5, 5), min_size=1), min_size=1, max_size=7))
def test_that_merging_is_sorting(parts):
    arrays = [np.sort(np.array(part)) for part in parts]
    assert merged(arrays).tolist() == sorted(itertools.chain(*parts))


def test_that_words_are_counted(trial):
    facts = trial("word_count").scores.facts
    assert facts["words"] == 20_000
    spec = ExperimentSpec(workload="word_count", params=KERNELS["word_count"])
    text = WORKLOADS.get("word_count").build(spec).arrays()["text"].tobytes().decode()
    (word, count), *_ = Counter(text.split()).most_common(1)
    assert facts["most frequent"] == f"{word} ({count})"
    assert facts["different words"] == len(set(text.split()))


def test_that_sweeps_are_counted_right(trial):
    assert trial("memory_bandwidth").scores.facts["check"] == "right"


def test_that_amdahls_job_has_the_serial_part_that_was_asked_for(trial):
    found = trial("amdahl_job", seconds=0.4, serial_fraction=0.5, how="sleep", tasks=2)
    assert isinstance(found.anatomy, Anatomy)
    assert found.decompose_s >= 0.2
    assert found.seconds >= 0.4
    assert found.scores.facts["true serial fraction"] == 0.5


def test_that_work_takes_a_core_and_sleep_does_not(trial):
    assert trial("uneven_tasks", seconds=0.2, how="work").cpu_s >= 0.2
    assert trial("uneven_tasks", seconds=0.2, how="sleep").cpu_s < 0.1


def test_that_uneven_tasks_add_up_and_are_uneven():
    spec = ExperimentSpec(
        workload="uneven_tasks", params={"seconds": 3.0, "tasks": 200, "spread": 1.5}
    )
    size = WORKLOADS.get("uneven_tasks").size(spec)
    assert size.tasks == 200
    assert size.seconds == pytest.approx(3.0)


@pytest.mark.parametrize("name", KERNELS)
def test_that_size_and_cost_are_those_of_the_pieces(name):
    spec = ExperimentSpec(workload=name, params=KERNELS[name], workers=(1,))
    entry = WORKLOADS.get(name)
    (step,) = itertools.islice(entry.build(spec).steps(ALONE, None), 1)
    size = entry.size(spec)
    assert size.tasks == len(step.tasks)
    cost = sum(task.expected_cost for task in step.tasks)
    assert size.costs == {name: pytest.approx(cost / len(step.tasks))}


@pytest.mark.parametrize("name", KERNELS)
def test_that_no_piece_is_made_to_know_their_number_and_cost(name, monkeypatch):
    """A person's typing and every waiting experiment ask for them."""

    def refuse(**_):
        raise AssertionError("a piece was made")

    for module in (base, arrays, durations):
        monkeypatch.setattr(module, "Piece", refuse)
    spec = ExperimentSpec(workload=name, params=KERNELS[name], workers=(1,))
    entry = WORKLOADS.get(name)
    assert entry.size(spec).tasks > 0
    with pytest.raises(AssertionError, match="a piece was made"):
        list(entry.build(spec).steps(ALONE, None))
