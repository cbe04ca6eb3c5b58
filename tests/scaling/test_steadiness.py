from __future__ import annotations

from typing import Any

import pytest

from workbench.core.steadiness import Conditions, Instability
from workbench.scaling import fences, instability, scatter

NIST = [
    *(30, 171, 184, 201, 212, 250, 265, 270, 272, 289, 305, 306, 322, 322, 336, 346),
    *(351, 370, 390, 404, 409, 411, 436, 437, 439, 441, 444, 448, 451, 453, 470, 480),
    *(482, 487, 494, 495, 499, 503, 514, 521, 522, 527, 548, 550, 559, 560, 570, 572),
    *(574, 578, 585, 592, 592, 607, 616, 618, 621, 629, 637, 638, 640, 656, 668, 707),
    *(709, 719, 737, 739, 752, 758, 766, 792, 792, 794, 802, 818, 830, 832, 843, 858),
    *(860, 869, 918, 925, 953, 991, 1000, 1005, 1068, 1441),
]
"""NIST/SEMATECH e-Handbook of Statistical Methods, 7.1.6; its outlier is 1441."""


def around(seconds: float = 1.0, cores: int = 2, **known: Any) -> Conditions:
    return Conditions(seconds=seconds, cores=cores, **known)


def found(
    seconds: list[float], conditions: list[Conditions | None], workers: int = 2
) -> Instability:
    made = instability(
        [scatter(workers, seconds)], {workers: seconds}, {workers: conditions}
    )
    assert made is not None
    return made


def test_that_the_published_example_has_its_one_outlier() -> None:
    one = scatter(1, list(map(float, NIST)))
    assert len(NIST) == 90
    assert [NIST[place] for place in one.outliers] == [1441]


def test_that_the_fences_stand_one_and_a_half_spreads_beyond_the_hinges() -> None:
    # Eight values: hinges are the means of the 2nd and 3rd, and of the 6th and 7th.
    assert fences([8.0, 1.0, 2.0, 4.0, 6.0, 7.0, 3.0, 5.0]) == (-3.5, 12.5)
    # Nine values: the median belongs to both halves, hinges are the 3rd and the 7th.
    assert fences([9.0, 1.0, 2.0, 4.0, 6.0, 7.0, 3.0, 5.0, 8.0]) == (-3.0, 13.0)
    # Five values: the 2nd and the 4th.
    assert fences([10.0, 11.0, 12.0, 13.0, 20.0]) == (8.0, 16.0)


def test_that_fewer_than_five_timings_have_no_outlier() -> None:
    assert fences([1.0, 1.0, 1.0, 90.0]) is None
    assert scatter(2, [1.0, 1.0, 1.0, 90.0]).outliers == ()


def test_that_outliers_are_named_by_their_place_among_the_repeats() -> None:
    one = scatter(2, [10.0, 20.0, 11.0, 12.0, 13.0, 2.0])
    assert one.fences == pytest.approx((5.5, 17.5))
    assert one.outliers == (1, 5)


def test_that_a_value_on_the_fence_is_inside() -> None:
    assert scatter(2, [10.0, 11.0, 12.0, 13.0, 16.0]).outliers == ()


@pytest.mark.parametrize(
    ("seconds", "spread", "unstable"),
    [
        ([9.0, 10.0, 11.0], 0.1, True),  # at least 10 %
        ([9.01, 10.0, 10.99], 0.099, False),
        ([5.0, 5.0], 0.0, False),
        ([5.0], None, False),
    ],
)
def test_that_ten_percent_of_the_mean_make_timings_unstable(
    seconds: list[float], spread: float | None, unstable: bool
) -> None:
    one = scatter(2, seconds)
    assert one.spread == (None if spread is None else pytest.approx(spread))
    assert one.unstable is unstable


@pytest.mark.parametrize(
    ("odd", "furthest", "unstable"),
    [(4.95, -0.5, True), (5.2, -0.475, False), (15.16, 0.5, True)],
)
def test_that_one_time_half_the_mean_away_makes_timings_unstable(
    odd: float, furthest: float, unstable: bool
) -> None:
    one = scatter(2, [*[10.0] * 96, odd])
    assert one.spread is not None
    assert one.spread < 0.1
    assert one.furthest == pytest.approx(furthest, abs=0.01)
    assert one.unstable is unstable


def test_that_steady_timings_are_no_instability() -> None:
    one = scatter(2, [10.0, 10.2, 9.9])
    assert instability([one], {2: [10.0, 10.2, 9.9]}, {}) is None


def test_that_the_finding_names_the_count_and_how_far_its_times_scatter() -> None:
    assert str(found([9.0, 10.0, 11.0], []).finding) == (
        "Unstable machine: times on 2 workers scatter by 10 %."
    )
    assert str(found([9.0, 10.0, 11.0], [], workers=1).finding) == (
        "Unstable machine: times on 1 worker scatter by 10 %."
    )


def test_that_several_counts_are_named_with_the_worst_of_them() -> None:
    seconds = {1: [10.0, 10.1], 2: [9.0, 10.0, 11.0], 4: [5.0, 10.0, 15.0]}
    made = instability([scatter(n, s) for n, s in seconds.items()], seconds, {})
    assert made is not None
    assert made.workers == (2, 4)
    assert str(made.finding) == (
        "Unstable machine: times scatter by up to 50 % (worker counts: 2, 4)."
    )


def test_that_one_time_far_off_is_said_as_such() -> None:
    assert str(found([*[10.0] * 96, 15.2], []).finding) == (
        "Unstable machine: one time lies +51 % from the mean (worker count: 2)."
    )


TIMES = [10.0, 10.1, 10.0, 14.0, 10.2]
BUSY = [0.1, 0.0, 0.2, 8.82, -0.1]
"""CPU seconds of others in the trials of :data:`TIMES`."""


def test_that_another_program_in_the_slow_trials_is_the_likely_cause() -> None:
    made = found(
        TIMES, [around(t, others_s=o) for t, o in zip(TIMES, BUSY, strict=True)]
    )
    assert made.causes == ("others",)
    assert str(made.cause) == (
        "Likely cause: other programs used 0.63 of 2 cores in the slow trials, 0.00 in "
        "the others."
    )
    assert str(made.cure) == "Close other programs or add repeats."


def test_that_a_program_which_ran_in_the_fast_trials_too_is_no_cause() -> None:
    busy = [6.3, 0.0, 6.3, 8.82, 6.4]
    made = found(
        TIMES,
        [around(t, cores=8, others_s=o) for t, o in zip(TIMES, busy, strict=True)],
    )
    assert made.causes == ()
    assert str(made.cause) == "No cause was seen."
    assert str(made.cure).startswith("Add repeats")


def test_that_a_program_which_was_always_there_is_a_cause_where_cores_are_short() -> (
    None
):
    def judged(cores: int) -> Instability:
        return found(TIMES, [around(t, cores, others_s=0.5 * t) for t in TIMES])

    assert str(judged(2).cause) == (
        "Likely cause: other programs used 0.50 of 2 cores throughout."
    )
    assert judged(8).causes == ()


def test_that_what_the_ticks_of_the_counters_cannot_tell_is_no_cause() -> None:
    """0.02 s more in a trial of 0.05 s would be 0.4 cores, and are two ticks."""
    times = [0.05, 0.05, 0.05, 0.07]
    seen = [around(t, others_s=o) for t, o in zip(times, (0, 0, 0, 0.02), strict=True)]
    assert found(times, seen).causes == ()
    longer = [around(100 * s.seconds, others_s=100 * (s.others_s or 0)) for s in seen]
    assert found([100 * t for t in times], longer).causes == ("others",)


@pytest.mark.parametrize(
    ("calm", "disturbed", "code", "words"),
    [
        (
            {"stolen_s": 0.0},
            {"stolen_s": 3.36},
            "steal",
            "the host of this virtual machine took 12 % of the time in the slow trials",
        ),
        (
            {"held_s": 0.1},
            {"held_s": 5.6},
            "limit",
            "the container’s CPU limit held the cores up for 20 % of the slow trials",
        ),
        (
            {"heat": 0},
            {"heat": 7},
            "heat",
            "because of heat, 7.0 times per slow trial, 0.0 times in the others",
        ),
        (
            {"swapped_bytes": 0},
            {"swapped_bytes": 300 * 2**20},
            "swap",
            "300 MiB were swapped per slow trial, 0 MiB in the others",
        ),
        (
            {"ghz": 3.4, "top_ghz": 3.4},
            {"ghz": 2.1, "top_ghz": 3.4},
            "clock",
            "ran at 2.1 GHz in the slow trials, at 3.4 GHz in the others",
        ),
    ],
)
def test_that_what_differs_in_the_slow_trials_is_named_with_its_figures(
    calm: dict[str, Any], disturbed: dict[str, Any], code: str, words: str
) -> None:
    seen = [around(t, **(disturbed if t > 12 else calm)) for t in TIMES]
    made = found(TIMES, seen)
    assert made.causes == (code,)
    assert words in str(made.cause)

    calm_throughout = [around(t, **calm) for t in TIMES]
    assert found(TIMES, calm_throughout).causes == ()


@pytest.mark.parametrize(
    ("known", "code"),
    [
        ({"stolen_s": 2.4}, "steal"),
        ({"held_s": 4.0}, "limit"),
        ({"heat": 3}, "heat"),
        ({"swapped_bytes": 2**30}, "swap"),
    ],
)
def test_that_what_disturbed_every_trial_is_a_likely_cause(
    known: dict[str, Any], code: str
) -> None:
    assert found(TIMES, [around(t, **known) for t in TIMES]).causes == (code,)


def test_that_a_slow_clock_which_never_changes_is_no_cause() -> None:
    assert found(TIMES, [around(t, ghz=1.2, top_ghz=3.4) for t in TIMES]).causes == ()


def test_that_two_causes_are_named_together() -> None:
    seen = [
        around(t, others_s=0.8 * t if t > 12 else 0.0, stolen_s=0.5 * t * (t > 12))
        for t in TIMES
    ]
    made = found(TIMES, seen)
    assert made.causes == ("steal", "others")
    assert str(made.cause).startswith("Likely causes: the host of this virtual machine")
    assert "; other programs used 0.80 of 2 cores" in str(made.cause)


def test_that_trials_below_a_millisecond_are_too_short_to_be_steady() -> None:
    times = [0.0004, 0.0005, 0.0009]
    made = found(times, [around(t, others_s=0.0) for t in times])
    assert made.causes == ("short",)
    assert "a trial takes only 0.50 ms" in str(made.cause)


def test_that_no_cause_is_claimed_where_nothing_was_watched() -> None:
    made = found(TIMES, [None] * 5)
    assert made.causes == ()
    assert str(made.cause) == "What else the computer did meanwhile is not known."


def test_that_trials_of_different_counts_are_not_compared_with_each_other() -> None:
    """Twice as many of ours leave less to others: that is no cause of anything."""
    seconds = {1: [10.0, 14.0], 2: [5.0, 7.0]}
    seen = {
        1: [around(10.0, 8, others_s=1.0), around(14.0, 8, others_s=1.4)],
        2: [around(5.0, 8, others_s=3.0), around(7.0, 8, others_s=4.2)],
    }
    made = instability([scatter(n, s) for n, s in seconds.items()], seconds, seen)
    assert made is not None
    assert made.causes == ()
