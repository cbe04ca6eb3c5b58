from __future__ import annotations

import math
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from workbench.core.comparison import EnginePoint, Figure
from workbench.scaling.crossover import choices, crossing, leaders, monotone, reach

SHARES = st.floats(0.01, 1.2)
LENGTHS = [10.0**k for k in range(-4, 1)]


def curve(
    overhead: float, best: float = 1.0, repeats: int = 3
) -> dict[float, list[float]]:
    """E(d) = best · d / (d + overhead), in every repeat alike."""
    return {d: [best * d / (d + overhead)] * repeats for d in LENGTHS}


def points(values: list[float], half: float = 0.0) -> list[EnginePoint]:
    return [
        EnginePoint(
            length_s=length,
            efficiency=Figure(value=value, ci95=(value - half, value + half)),
            tasks=1,
        )
        for length, value in zip(LENGTHS, values, strict=True)
    ]


@given(st.lists(SHARES, max_size=12))
def test_that_a_monotone_curve_never_falls_and_keeps_its_mean(
    values: list[float],
) -> None:
    smooth = monotone(values)
    assert len(smooth) == len(values)
    assert all(low <= high + 1e-12 for low, high in pairwise(smooth))
    assert math.isclose(sum(smooth), sum(values), abs_tol=1e-9)


@given(st.lists(SHARES, max_size=12).map(sorted))
def test_that_a_curve_that_rises_is_left_as_it_is(values: list[float]) -> None:
    assert monotone(values) == values


@given(st.lists(SHARES, min_size=1, max_size=12))
def test_that_no_rising_sequence_is_nearer(values: list[float]) -> None:
    """The best constant sequence is one of those that never fall."""
    smooth = monotone(values)
    mean = sum(values) / len(values)

    def away(other: list[float]) -> float:
        return sum((a - b) ** 2 for a, b in zip(values, other, strict=True))

    assert away(smooth) <= away([mean] * len(values)) + 1e-12


@given(st.floats(1e-4, 0.1), st.floats(0.2, 0.95))
def test_that_the_crossing_lies_where_the_curve_is_at_the_level(
    overhead: float, level: float
) -> None:
    values = [d / (d + overhead) for d in LENGTHS]
    found = crossing(LENGTHS, values, level)
    if values[-1] < level:
        assert found is None
        return
    assert found is not None
    below = [d for d, value in zip(LENGTHS, values, strict=True) if value < level]
    above = [d for d, value in zip(LENGTHS, values, strict=True) if value >= level]
    assert found == LENGTHS[0] if not below else below[-1] <= found <= above[0]


@given(st.lists(SHARES, min_size=5, max_size=5), st.floats(0.1, 1), st.floats(0.1, 1))
def test_that_a_higher_level_is_never_reached_earlier(
    values: list[float], one: float, other: float
) -> None:
    low, high = sorted((one, other))
    early, late = crossing(LENGTHS, values, low), crossing(LENGTHS, values, high)
    assert late is None or (early is not None and early <= late)


def test_that_the_interval_of_the_shortest_task_is_the_crossing_of_the_band() -> None:
    found = reach(points([0.1, 0.4, 0.8, 0.95, 1.0], half=0.1), 0.9)
    assert found.seconds is not None
    assert found.low is not None
    assert found.high is not None
    assert found.low < found.seconds < found.high
    assert not found.at_most


def test_that_a_band_that_stays_below_the_level_has_no_upper_end() -> None:
    found = reach(points([0.1, 0.4, 0.8, 0.9, 0.92], half=0.1), 0.9)
    assert found.seconds is not None
    assert found.high is None


def test_that_an_engine_that_is_never_efficient_has_no_shortest_task() -> None:
    assert reach(points([0.1, 0.2, 0.3, 0.4, 0.5]), 0.9).seconds is None


def test_that_an_engine_that_is_always_efficient_says_that_it_is_at_most() -> None:
    found = reach(points([0.95] * 5), 0.9)
    assert found.at_most
    assert found.seconds == LENGTHS[0]


def test_that_the_engine_with_the_smaller_overhead_leads() -> None:
    assert leaders({"quick": [0.8, 0.81, 0.8], "slow": [0.4, 0.41, 0.4]}) == {"quick"}


def test_that_what_scatter_cannot_tell_apart_leads_together() -> None:
    assert leaders({"a": [0.9, 0.5, 0.7], "b": [0.5, 0.9, 0.6]}) == {"a", "b"}


def test_that_one_repeat_tells_nothing_apart() -> None:
    assert leaders({"a": [0.9], "b": [0.1]}) == {"a", "b"}


def test_that_less_than_five_percent_is_a_tie() -> None:
    assert leaders({"a": [0.80] * 3, "b": [0.78] * 3}) == {"a", "b"}


def test_that_serial_is_chosen_below_the_crossing_and_processes_above() -> None:
    curves = {"serial": curve(0.0, best=0.5), "processes": curve(0.003)}
    short, long = choices(curves, ("serial", "processes"))
    assert short.engines == ("serial",)
    assert long.engines == ("processes",)
    assert short.low_s == LENGTHS[0]
    assert long.high_s == LENGTHS[-1]
    assert short.high_s == long.low_s
    # d / (d + 0.003) = 0.5 at d = 3 ms; the curves were sampled at decades.
    assert 0.001 < short.high_s < 0.01


def test_that_of_engines_that_do_equally_well_the_simpler_is_named_first() -> None:
    curves = {"joblib": curve(0.003), "processes": curve(0.003)}
    (only,) = choices(curves, ("processes", "joblib"))
    assert only.engines == ("processes", "joblib")
    assert (only.low_s, only.high_s) == (LENGTHS[0], LENGTHS[-1])


@given(
    st.dictionaries(
        st.sampled_from("abcd"),
        st.lists(SHARES, min_size=5, max_size=5),
        min_size=1,
        max_size=4,
    )
)
def test_that_choices_cover_every_length_without_a_gap(
    values: dict[str, list[float]],
) -> None:
    curves = {
        name: {d: [v] * 3 for d, v in zip(LENGTHS, row, strict=True)}
        for name, row in values.items()
    }
    found = choices(curves, tuple("abcd"))
    assert found[0].low_s == LENGTHS[0]
    assert found[-1].high_s == LENGTHS[-1]
    for one, other in pairwise(found):
        assert one.high_s == other.low_s
        assert not set(one.engines) & set(other.engines)
    for d in LENGTHS:
        inside = [c for c in found if c.low_s <= d <= c.high_s]
        best = leaders({name: curve[d] for name, curve in curves.items()})
        assert any(set(c.engines) <= best for c in inside)


def test_that_nothing_is_chosen_without_a_measurement() -> None:
    assert choices({"serial": {}}, ("serial",)) == ()
