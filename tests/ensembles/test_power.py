from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from workbench.core.student import t_quantile
from workbench.ensembles.power import (
    POWER,
    about,
    ceiling,
    more_folds,
    power,
    times_the_rows,
)

PATIENT = settings(deadline=None)  # the first call imports scipy


def test_that_without_overlap_it_is_the_power_of_the_plain_t_test() -> None:
    # Cohen, Statistical Power Analysis, 1988: a paired t-test of a medium effect
    # (d = 0.5) at 5 % takes 34 pairs for a power of 80 %.
    assert power(0.5, 1.0, 34, 0.0) >= POWER > power(0.5, 1.0, 33, 0.0)


@pytest.mark.parametrize("alpha", [0.05, 0.05 / 12])
@pytest.mark.parametrize("folds", [2, 5, 30, 400])
def test_that_power_is_that_of_the_noncentral_t(folds: int, alpha: float) -> None:
    shift = 0.01 / (0.02 * math.sqrt(1 / folds + 0.1))
    limit = stats.t.ppf(1 - alpha / 2, folds - 1)
    expected = stats.nct.sf(limit, folds - 1, shift)
    assert power(0.01, 0.02, folds, 0.1, alpha) == pytest.approx(expected, abs=1e-6)


def test_that_power_is_how_often_a_true_gain_is_found() -> None:
    random = np.random.default_rng(7)
    folds, ratio, gain, spread = 20, 1 / 9, 0.01, 0.012
    correlation = ratio / (1 + ratio)
    common = random.normal(size=(20_000, 1)) * math.sqrt(correlation)
    own = random.normal(size=(20_000, folds)) * math.sqrt(1 - correlation)
    # Within one data set folds scatter by s; what they share moves them all alike.
    scale = spread / math.sqrt(1 - correlation)
    scores = gain + scale * (common + own)
    error = scores.std(axis=1, ddof=1) * math.sqrt(1 / folds + ratio)
    found = (scores.mean(axis=1) / error > t_quantile(0.95, folds - 1)).mean()
    assert power(gain, spread, folds, ratio) == pytest.approx(found, abs=0.012)


@PATIENT
@given(
    st.integers(min_value=2, max_value=200),
    st.floats(min_value=0.0, max_value=0.5),
    st.floats(min_value=0.001, max_value=0.1),
)
def test_that_more_folds_find_more_but_never_more_than_the_ceiling(
    folds: int, ratio: float, spread: float
) -> None:
    now, later = (power(0.005, spread, n, ratio) for n in (folds, 2 * folds))
    assert now <= later + 1e-9
    assert later <= ceiling(0.005, spread, ratio) + 1e-9


@PATIENT
@given(
    st.lists(st.integers(min_value=-20, max_value=20), min_size=2, max_size=20),
    st.floats(min_value=0.01, max_value=0.5),
)
def test_that_the_number_asked_for_is_enough_and_one_less_is_not(
    points: list[int], ratio: float
) -> None:
    differences = [p / 1000 for p in points]
    more = more_folds(differences, ratio, 0.005)
    spread = float(np.std(differences, ddof=1))
    if more is None:
        reached = spread < 1e-12 or ceiling(0.005, spread, ratio) < POWER + 1e-4
        assert reached
        return
    done = len(differences)
    assert power(0.005, spread, done + more, ratio) >= POWER - 1e-9
    if more:
        assert power(0.005, spread, done + more - 1, ratio) < POWER + 1e-9


def test_that_folds_that_share_rows_have_a_limit() -> None:
    scattered = [0.03, -0.03, 0.02, -0.02]
    assert more_folds(scattered, 0.25, 0.005) is None
    assert more_folds(scattered, 0.0, 0.005) is not None


@PATIENT
@given(
    st.floats(min_value=0.001, max_value=0.1),
    st.floats(min_value=0.01, max_value=0.5),
    st.sampled_from([0.05, 0.05 / 7]),
)
def test_that_so_many_times_the_rows_lift_the_ceiling_to_the_power_asked_for(
    spread: float, ratio: float, alpha: float
) -> None:
    times = times_the_rows(0.005, spread, ratio, alpha)
    reached = ceiling(0.005, spread / math.sqrt(times), ratio, alpha)
    assert reached == pytest.approx(POWER)


@pytest.mark.parametrize("differences", [[], [0.01], [0.01, 0.01]])
def test_that_folds_that_show_no_scatter_foretell_nothing(
    differences: list[float],
) -> None:
    assert more_folds(differences, 0.25, 0.005) is None


def test_that_a_stricter_level_asks_for_more() -> None:
    differences = [0.01, -0.008, 0.006, -0.002, 0.011, -0.007]
    plain = more_folds(differences, 0.01, 0.005)
    strict = more_folds(differences, 0.01, 0.005, alpha=0.005)
    assert plain is not None
    assert strict is not None
    assert plain < strict


@pytest.mark.parametrize(
    ("count", "said"), [(1, 1), (19, 19), (20, 20), (37, 37), (101, 110), (1234, 1300)]
)
def test_that_a_forecast_is_said_in_round_numbers(count: int, said: int) -> None:
    assert about(count) == said
