from __future__ import annotations

import importlib
import json
import sys
from statistics import median

import pytest

from tests.gui.comparison_states import OVERHEADS, compared_run
from workbench.core import events as ev
from workbench.core.messages import Message
from workbench.core.plan import Trial
from workbench.core.results import Scores
from workbench.scaling import Interval


@pytest.fixture
def script(root, monkeypatch):
    """Import a benchmark, and forget it afterwards."""
    monkeypatch.syspath_prepend(root / "packaging" / "benchmarks")
    before = set(sys.modules)
    yield importlib.import_module
    benchmarks = {path.stem for path in (root / "packaging" / "benchmarks").glob("*")}
    for name in (set(sys.modules) - before) & benchmarks:
        del sys.modules[name]


@pytest.fixture
def common(script):
    return script("common")


def trial(number, role="measure"):
    return Trial(id=number, role=role, engine="serial", workers=1, repeat=number)


def finished(which):
    return ev.TrialFinished(
        t=0.0,
        trial=which,
        seconds=1.0,
        decompose_s=0.0,
        execute_s=1.0,
        aggregate_s=0.0,
        cpu_s=1.0,
        tasks=0,
        failed_tasks=0,
        scores=Scores(digest=""),
    )


def test_that_sides_take_turns_forwards_and_backwards(common):
    order = []

    def side(name):
        def run():
            order.append(name)
            return float(len(order))

        return run

    seconds = common.interleave({name: side(name) for name in "abc"}, repeats=3)
    assert "".join(order) == "abccbaabc"
    assert seconds["a"] == [1.0, 6.0, 7.0]


@pytest.mark.parametrize(
    ("low", "high", "at_least", "answer"),
    [
        (0.2, 0.4, False, "met"),
        (0.2, 0.6, False, "open"),
        (0.6, 0.8, False, "missed"),
        (0.6, 0.8, True, "met"),
        (0.2, 0.4, True, "missed"),
    ],
)
def test_that_an_aim_is_met_or_missed_only_beyond_doubt(
    common, low, high, at_least, answer
):
    found = Interval(value=(low + high) / 2, low=low, high=high)
    assert common.Aim.of("x", found, 0.5, at_least=at_least).answer == answer


def test_that_one_repeat_answers_no_aim(common):
    assert common.Aim.of("x", None, 0.5).answer == "not measured"


def test_that_our_trials_wait_until_they_are_asked_to_run(common):
    passed = []

    def events():
        warm_up, first = trial(0, "warmup"), trial(1)
        for event in (
            ev.TrialStarted(t=0.0, trial=warm_up, origin=0.0),
            ev.TrialStarted(t=0.0, trial=first, origin=0.0),
            finished(first),
            ev.RunFinished(t=0.0, reason=Message("")),
        ):
            passed.append(event)
            yield event

    trials = common.Trials(events())
    assert trials.upcoming() == trial(1)
    assert len(passed) == 2
    seconds, event = trials.finish()
    assert seconds >= 0.0
    assert event.trial == trial(1)
    assert trials.upcoming() is None


def test_that_a_failed_run_ends_the_benchmark(common):
    failed = ev.RunFailed(t=0.0, message=Message("no worker"))
    with pytest.raises(SystemExit, match="no worker"):
        common.Trials(iter([failed])).upcoming()


def test_that_what_is_advised_narrows_faster_than_repeating_everything(script):
    benchmark = script("next_measurement")
    job = ("amdahl", (0.05,), 16)
    found = benchmark.compare(job, draws=2, seed=1, rounds=2)
    equal, advised = found["equal"], found["advised"]
    assert advised["seconds"] <= 1.02 * equal["seconds"]
    pairs = zip(advised["widths"][-1], equal["widths"][-1], strict=True)
    assert median(ours / theirs for ours, theirs in pairs) < 1.0


def test_that_the_engines_are_told_of_in_a_table_and_a_line_absent_ones_too(
    script, monkeypatch, tmp_path, capsys
):
    engines = script("engines")
    monkeypatch.setattr(engines, "paint", lambda state, picture: False)
    engines.report(compared_run(), tmp_path / "never.png")
    *table, last = capsys.readouterr().out.splitlines()
    found = json.loads(last)
    assert set(found["engines"]) == set(OVERHEADS)
    assert list(found["absent"]) == ["tractor"]
    assert found["picture"] is None
    assert found["choices"][0]["engines"][0] == "serial"
    processes = found["engines"]["processes"]
    assert processes["overhead_s"]["value"] == pytest.approx(2e-5, rel=0.05)
    assert len(processes["curve"]) == 11
    assert any(line.split()[:2] == ["Tractor", "absent"] for line in table)
    assert any(line.startswith("Tasks shorter than") for line in table)
