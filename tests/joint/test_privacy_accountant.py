from __future__ import annotations

import logging
import math
import sys
from itertools import pairwise

import pytest

from workbench.joint.privacy.accountant import (
    CONVERSION,
    Accountant,
    least_epsilon,
    least_noise,
    one_round,
)
from workbench.joint.privacy.gaussian import analytic_gaussian_epsilon

pytestmark = pytest.mark.skipif(
    sys.version_info >= (3, 15), reason="dp-accounting is not to be had for it"
)
SETTINGS = [
    (1.0, 1.0),
    (1.0, 4.0),
    (0.5, 0.7),
    (0.1, 0.5),
    (0.1, 1.1),
    (0.01, 0.8),
    (0.01, 3.0),
]
"""Sampling rates and noise multipliers."""


@pytest.mark.parametrize(("rate", "noise"), SETTINGS)
def test_that_dp_accounting_agrees_with_the_epsilon_shown(
    rate: float, noise: float, caplog: pytest.LogCaptureFixture
) -> None:
    from dp_accounting import (
        GaussianDpEvent,
        PoissonSampledDpEvent,
        SelfComposedDpEvent,
    )
    from dp_accounting.rdp import RdpAccountant

    ours = Accountant(noise, 1e-5, rate)
    event = PoissonSampledDpEvent(rate, GaussianDpEvent(noise))
    for rounds in (1, 10, 500):
        with caplog.at_level(logging.ERROR, logger="absl"):  # of orders left out
            theirs = RdpAccountant().compose(SelfComposedDpEvent(event, rounds))
        assert ours.epsilon(rounds) == theirs.get_epsilon(1e-5)


@pytest.mark.parametrize("noise", [0.8, 2.0, 10.0])
@pytest.mark.parametrize("rounds", [1, 20, 400])
def test_that_epsilon_is_never_below_the_exact_one_where_that_is_known(
    noise: float, rounds: int
) -> None:
    # All clients in all rounds: one Gaussian release with 1/√t of the noise.
    exact = analytic_gaussian_epsilon(noise / math.sqrt(rounds), 1e-5)
    shown = Accountant(noise, 1e-5).epsilon(rounds)
    assert exact <= shown <= 1.35 * exact + 0.2


@pytest.mark.parametrize(("rate", "noise"), SETTINGS)
def test_that_the_first_round_costs_what_is_said_at_least(
    rate: float, noise: float
) -> None:
    least = least_epsilon(noise, 1e-5, rate)
    assert 0 < least <= Accountant(noise, 1e-5, rate).epsilon(1)
    assert least_noise(least, 1e-5, rate) == pytest.approx(noise, rel=1e-6)


@pytest.mark.parametrize(("rate", "noise"), [(0.1, 1.1), (0.01, 0.8)])
def test_that_the_least_cost_is_what_an_exact_accountant_finds(
    rate: float, noise: float
) -> None:
    from dp_accounting import GaussianDpEvent, PoissonSampledDpEvent
    from dp_accounting.pld import PLDAccountant

    event = PoissonSampledDpEvent(rate, GaussianDpEvent(noise))
    exact = PLDAccountant().compose(event).get_epsilon(1e-5)
    assert least_epsilon(noise, 1e-5, rate) == pytest.approx(exact, abs=1e-3)


def test_that_no_round_costs_nothing_and_each_costs_more() -> None:
    accountant = Accountant(1.0, 1e-4, 0.2)
    costs = [accountant.epsilon(rounds) for rounds in range(30)]
    assert costs[0] == 0
    assert all(a < b for a, b in pairwise(costs))


def test_that_a_budget_holds_for_so_many_rounds_and_not_for_one_more() -> None:
    accountant = Accountant(1.0, 1e-4, 0.2)
    rounds = accountant.rounds_within(4.0)
    assert accountant.epsilon(rounds) <= 4.0 < accountant.epsilon(rounds + 1)
    assert accountant.rounds_within(1e-3) == 0
    assert accountant.rounds_within(math.inf, most=77) == 77


def test_that_further_rounds_compute_no_divergences_anew() -> None:
    accountant = Accountant(1.3, 1e-5, 0.1)
    accountant.epsilon(1)
    known = one_round.cache_info().misses
    assert accountant.epsilon(2) < accountant.epsilon(1000)
    assert one_round.cache_info().misses == known


def test_that_the_conversion_is_named() -> None:
    assert "Canonne" in str(CONVERSION)
