from __future__ import annotations

import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.joint.privacy.clipping import clip
from workbench.joint.privacy.gaussian import (
    analytic_gaussian_delta,
    analytic_gaussian_epsilon,
    analytic_gaussian_sigma,
    protect,
)


def test_that_the_analytic_mechanism_gives_the_published_sigma() -> None:
    assert analytic_gaussian_sigma(1.0, 1e-5) == pytest.approx(3.730632, abs=1e-6)


@pytest.mark.skipif(
    sys.version_info >= (3, 15), reason="dp-accounting is not to be had for it"
)
@pytest.mark.parametrize("epsilon", [0.01, 0.1, 1.0, 3.0, 10.0, 100.0])
@pytest.mark.parametrize("delta", [1e-12, 1e-5, 1e-2, 0.3])
def test_that_dp_accounting_finds_the_same_sigma_and_epsilon(
    epsilon: float, delta: float
) -> None:
    from dp_accounting import get_epsilon_gaussian, get_sigma_gaussian

    sigma = analytic_gaussian_sigma(epsilon, delta)
    assert sigma == pytest.approx(get_sigma_gaussian(epsilon, delta), rel=1e-8)
    assert analytic_gaussian_epsilon(sigma, delta) == pytest.approx(
        get_epsilon_gaussian(sigma, delta), rel=1e-6
    )


@settings(deadline=None)  # the first call imports scipy
@given(st.floats(0.01, 50), st.floats(1e-10, 0.4), st.floats(0.01, 100))
def test_that_sigma_is_the_least_and_grows_with_sensitivity(
    epsilon: float, delta: float, sensitivity: float
) -> None:
    sigma = analytic_gaussian_sigma(epsilon, delta, sensitivity)
    spent = analytic_gaussian_delta(epsilon, sigma, sensitivity)
    assert spent == pytest.approx(delta, rel=1e-5)
    less = analytic_gaussian_delta(epsilon, sigma * 0.999, sensitivity)
    assert less > delta


def test_that_enough_noise_costs_no_epsilon_at_all() -> None:
    assert analytic_gaussian_epsilon(10.0, 0.1) == 0.0


def test_that_without_noise_the_mean_is_that_of_the_clipped_updates() -> None:
    deltas = np.random.default_rng(0).standard_normal((7, 20))
    protected, share = protect(deltas, 3.0, 0.0, 1)
    clipped, expected_share = clip(deltas, 3.0)
    assert np.array_equal(protected, clipped)
    assert share == expected_share


def test_that_the_sum_gets_noise_of_z_times_the_clipping_length() -> None:
    deltas = np.zeros((9, 40_000))
    noise = protect(deltas, 0.5, 1.2, 3)[0].sum(axis=0)
    # 40,000 draws know their spread to 0.35 %; four times that is allowed.
    assert noise.std() == pytest.approx(1.2 * 0.5, rel=0.015)
    assert abs(noise.mean()) < 4 * 0.6 / 200


def test_that_noise_follows_its_seed() -> None:
    deltas = np.zeros((3, 4))
    again = protect(deltas, 1.0, 1.0, (5, 2))[0]
    assert np.array_equal(protect(deltas, 1.0, 1.0, (5, 2))[0], again)
    assert not np.array_equal(protect(deltas, 1.0, 1.0, (5, 3))[0], again)


def test_that_the_mean_divides_by_the_expected_clients_not_by_those_that_came() -> None:
    deltas = np.full((3, 2), 0.5)
    protected, _ = protect(deltas, 10.0, 0.0, 0, expected=6.0)
    assert protected.mean(axis=0) == pytest.approx(np.full(2, 3 * 0.5 / 6))


def test_that_a_round_to_which_nobody_came_releases_noise_alone() -> None:
    protected, share = protect(np.empty((0, 10_000)), 2.0, 1.0, 0, expected=4.0)
    assert protected.shape == (1, 10_000)
    assert protected.std() == pytest.approx(2.0 / 4, rel=0.03)
    assert share == 0.0
