"""FedAdagrad, FedAdam and FedYogi against their formulas, one number at a time."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest

from tests.joint.rounds import made, made_up, update

DELTAS = (1.0, -0.5, 0.02, 0.0, 3.0)
ETA, BETA1, BETA2, TAU = 0.1, 0.8, 0.97, 0.01
CLIENTS = made_up(0, 1, d=1)


def path(name: str, variant: str) -> list[float]:
    strategy = made(
        name,
        CLIENTS,
        eta_g=ETA,
        beta1=BETA1,
        beta2=BETA2,
        tau=TAU,
        variant=variant,
    )
    steps = []
    for number, delta in enumerate(DELTAS, 1):
        strategy.take(number, [update(strategy, 0, np.array([delta]))])
        steps.append(float(strategy.parameters[0]))
    return steps


def expected(name: str, variant: str) -> list[float]:
    x, m, v = 0.0, 0.0, TAU**2 if variant == "paper" else 0.0
    steps = []
    for number, delta in enumerate(DELTAS, 1):
        square, rate = delta**2, ETA
        m = BETA1 * m + (1 - BETA1) * delta
        if name == "fedadagrad":
            v += square
        elif name == "fedadam":
            v = BETA2 * v + (1 - BETA2) * square
            if variant == "flower":
                rate *= sqrt(1 - BETA2 ** (number + 1)) / (1 - BETA1 ** (number + 1))
        elif v > square:
            v -= (1 - BETA2) * square
        elif v < square:
            v += (1 - BETA2) * square
        x += rate * m / (sqrt(v) + TAU)
        steps.append(x)
    return steps


@pytest.mark.parametrize("variant", ["paper", "flower"])
@pytest.mark.parametrize("name", ["fedadagrad", "fedadam", "fedyogi"])
def test_that_the_server_steps_by_the_formula(name: str, variant: str) -> None:
    assert path(name, variant) == pytest.approx(expected(name, variant), abs=1e-14)


@pytest.mark.parametrize("name", ["fedadagrad", "fedadam", "fedyogi"])
def test_that_the_variants_differ(name: str) -> None:
    assert abs(path(name, "paper")[0] - path(name, "flower")[0]) > 1e-8


def test_that_squares_never_fall_below_zero() -> None:
    strategy = made("fedyogi", CLIENTS, beta2=0.0, tau=1e-3)
    for number in range(1, 50):
        strategy.take(number, [update(strategy, 0, np.array([1.0 / number]))])
    assert np.isfinite(strategy.parameters).all()


def test_that_adagrad_has_no_momentum_by_itself() -> None:
    strategy = made("fedadagrad", CLIENTS)
    strategy.take(1, [update(strategy, 0, np.array([1.0]))])
    before = strategy.parameters.copy()
    strategy.take(2, [update(strategy, 0, np.array([0.0]))])
    np.testing.assert_array_equal(strategy.parameters, before)
