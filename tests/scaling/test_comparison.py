from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from workbench.core.comparison import EngineReady, EnginesFound, EngineTimed
from workbench.core.messages import Message
from workbench.scaling.comparison import compared, figure
from workbench.scaling.comparison_words import length_text

LENGTHS = (1e-4, 1e-3, 1e-2, 1e-1, 1.0)
OVERHEADS = {"serial": 2e-6, "processes": 2e-4, "far": 5e-3}
WORKERS = {"serial": 1, "processes": 2, "far": 2}


def ready() -> list[EngineReady]:
    return [
        EngineReady(
            engine=name,
            title=Message(name.title()),
            workers=workers,
            start_s=0.1,
            warm_up_s=0.2,
        )
        for name, workers in WORKERS.items()
    ]


def timings(repeats: int = 4, scatter: float = 0.01) -> Iterator[EngineTimed]:
    """T = n · (d + overhead) / workers, with a little scatter."""
    draw = random.Random(7)
    for repeat in range(1, repeats + 1):
        for name, workers in WORKERS.items():
            common = {"engine": name, "repeat": repeat, "workers": workers}
            mood = 1 + scatter * draw.uniform(-1, 1)
            yield EngineTimed(
                what="experiment",
                tasks=10,
                seconds=mood * (1.0 / workers + 10 * OVERHEADS[name]),
                bytes_in=1000,
                bytes_out=500,
                digest="same",
                **common,
            )
            for what in ("one by one", "chunks"):
                yield EngineTimed(
                    what=what, tasks=100, seconds=100 * OVERHEADS[name] * mood, **common
                )
            for d in LENGTHS:
                yield EngineTimed(
                    what="length",
                    tasks=4,
                    seconds=mood * 4 * (d + OVERHEADS[name]) / workers,
                    length_s=d,
                    task_s=d,
                    **common,
                )


def found(repeats: int = 4) -> EnginesFound:
    return compared(ready(), timings(repeats), workers=2)


def test_that_efficiency_is_useful_time_by_the_time_of_all_workers() -> None:
    rows = {row.engine: row for row in found().rows}
    for name, row in rows.items():
        for point in row.curve:
            d = point.length_s
            expected = WORKERS[name] / 2 * d / (d + OVERHEADS[name])
            assert point.efficiency.value == pytest.approx(expected, rel=0.02)
            assert point.efficiency.ci95 is not None
            low, high = point.efficiency.ci95
            assert low < point.efficiency.value < high


def test_that_speedup_is_against_the_serial_engine_of_the_same_repeat() -> None:
    rows = {row.engine: row for row in found().rows}
    assert rows["serial"].speedup is not None
    assert rows["serial"].speedup.value == pytest.approx(1.0)
    assert rows["processes"].speedup is not None
    assert rows["processes"].speedup.value == pytest.approx(1.99, rel=0.03)
    assert rows["processes"].efficiency is not None
    assert rows["processes"].efficiency.value == pytest.approx(0.995, rel=0.03)


def test_that_overhead_throughput_and_bytes_are_per_task() -> None:
    row = found().rows[1]
    assert row.overhead_s is not None
    assert row.overhead_s.value == pytest.approx(2e-4, rel=0.02)
    assert row.tasks_per_s is not None
    assert row.tasks_per_s.value == pytest.approx(5000, rel=0.02)
    assert (row.bytes_in, row.bytes_out) == (100.0, 50.0)


def test_that_the_shortest_task_worth_its_overhead_follows_the_overhead() -> None:
    rows = {row.engine: row for row in found().rows}
    near, far = rows["processes"].shortest, rows["far"].shortest
    assert near is not None
    assert far is not None
    assert near.seconds is not None
    assert far.seconds is not None
    # 90 % of all is reached at d = 9 · overhead: 1.8 ms and 45 ms.
    assert 1e-3 < near.seconds < 1e-2 < far.seconds < 1e-1
    assert rows["serial"].shortest is not None
    assert rows["serial"].shortest.seconds is None


def test_that_the_verdict_names_an_engine_for_each_length() -> None:
    said = [str(sentence) for sentence in found().sentences]
    assert said[0].startswith("Tasks shorter than ")
    assert said[0].endswith(": take Serial.")
    assert "take Processes" in said[1]
    assert "Processes is the first to use 2 workers to 90 %" in said[2]


def test_that_a_computer_that_gives_less_than_all_is_said() -> None:
    halved = [
        EngineTimed(
            **{name: getattr(t, name) for name in t.__struct_fields__}
            | {"seconds": t.seconds * (1.6 if t.engine != "serial" else 1.0)}
        )
        for t in timings()
    ]
    made = compared(ready(), halved, workers=2)
    assert made.peak is not None
    assert made.peak == pytest.approx(0.62, abs=0.02)
    assert made.threshold == pytest.approx(0.9 * made.peak)
    assert "that is what this computer gives" in str(made.sentences[-1])


def test_that_a_computer_that_did_other_things_meanwhile_is_said() -> None:
    busy = [
        EngineTimed(
            **{name: getattr(t, name) for name in t.__struct_fields__}
            | {"seconds": 2 * t.seconds, "task_s": 2 * t.task_s}
        )
        for t in timings()
    ]
    made = compared(ready(), busy, workers=2)
    assert made.slowed == pytest.approx(2.0)
    assert any("tasks took 2.0× as long" in str(s) for s in made.sentences)
    assert not any("busy" in str(sentence) for sentence in found().sentences)


def test_that_engines_that_computed_the_same_are_called_identical() -> None:
    assert found().identical is True
    others = [
        EngineTimed(
            **{name: getattr(t, name) for name in t.__struct_fields__}
            | {"digest": t.digest and t.engine}
        )
        for t in timings()
    ]
    assert compared(ready(), others, workers=2).identical is False


def test_that_one_repeat_has_figures_but_no_interval() -> None:
    made = found(repeats=1)
    assert made.rows[1].overhead_s is not None
    assert made.rows[1].overhead_s.ci95 is None
    assert made.rows[1].curve[0].efficiency.ci95 is None
    assert made.choices == ()
    assert [str(s) for s in made.sentences] == [
        "Too few repeats to choose an engine: everything must be timed at least twice."
    ]


def test_that_engines_without_timings_have_no_figures_and_no_verdict() -> None:
    made = compared(ready(), (), workers=2)
    assert made.sentences == ()
    assert made.peak is None
    assert all(row.speedup is None and not row.curve for row in made.rows)


def test_that_engines_that_cannot_be_told_apart_are_not_chosen_from() -> None:
    apart = {name: place + 1 for place, name in enumerate(WORKERS)}
    noisy = [
        EngineTimed(
            **{name: getattr(t, name) for name in t.__struct_fields__}
            | {"seconds": t.seconds * 50 ** (apart[t.engine] * (-1) ** t.repeat)}
        )
        for t in timings(repeats=2)
    ]
    made = compared(ready(), noisy, workers=2)
    assert str(made.sentences[0]).startswith("No engine is shown to be better")


def test_that_a_figure_of_nothing_is_none() -> None:
    assert figure(()) is None


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (1e-4, "0.1 ms"),
        (1.5e-4, "0.15 ms"),
        (0.0123, "12 ms"),
        (0.15, "0.15 s"),
        (1.0, "1 s"),
        (4.2e-6, "4.2 µs"),
        (0.0, "0 µs"),
        (0.0999, "0.1 s"),
    ],
)
def test_that_task_lengths_are_written_with_two_digits_and_a_unit(
    seconds: float, text: str
) -> None:
    assert length_text(seconds) == text
