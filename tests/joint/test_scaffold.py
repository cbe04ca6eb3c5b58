"""SCAFFOLD: many local steps, and still the optimum of all rows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.joint.rounds import made, made_up, optimum, play, pooled, update
from workbench.joint.base import Penalty
from workbench.joint.strategies.scaffold import Scaffold

CLIENTS = made_up(20, 6, rows=(8, 30, 12, 50, 9, 20))


def made_scaffold(**params: float | str) -> Scaffold:
    strategy = made("scaffold", CLIENTS, eta=0.05, steps=10, **params)
    assert isinstance(strategy, Scaffold)
    return strategy


def test_that_clients_of_unlike_sizes_meet_at_the_optimum_of_all_rows() -> None:
    path = play(made_scaffold(), CLIENTS, 200)
    np.testing.assert_allclose(path[-1], optimum(pooled(CLIENTS)), atol=1e-9)


def test_that_fedavg_settles_beside_it() -> None:
    path = play(made("fedavg", CLIENTS, eta=0.05, steps=10), CLIENTS, 200)
    np.testing.assert_allclose(path[-1], path[-2], atol=1e-12)
    assert np.linalg.norm(path[-1] - optimum(pooled(CLIENTS))) > 1e-3


@pytest.mark.parametrize("decay", ["constant", "sqrt"])
def test_that_the_server_keeps_the_weighted_mean_of_all_control_variates(
    decay: str,
) -> None:
    draw = np.random.default_rng(0)
    strategy = made_scaffold(decay=decay)
    for _ in range(3):
        play(
            strategy,
            CLIENTS,
            5,
            chosen=lambda number: draw.choice(6, 4, replace=False).tolist(),
        )
        mean = strategy.setting.weights @ strategy.controls
        np.testing.assert_allclose(strategy.control, mean, atol=1e-13)


def test_that_the_optimum_is_found_though_half_the_clients_are_away() -> None:
    draw = np.random.default_rng(1)
    path = play(
        made_scaffold(),
        CLIENTS,
        600,
        chosen=lambda number: draw.choice(6, 3, replace=False).tolist(),
    )
    np.testing.assert_allclose(path[-1], optimum(pooled(CLIENTS)), atol=1e-6)


def test_that_each_client_may_make_as_many_steps_as_it_can() -> None:
    uneven = [replace(client, steps=3 + 4 * i) for i, client in enumerate(CLIENTS)]
    strategy = made("scaffold", uneven, eta=0.02)
    path = play(strategy, uneven, 600)
    np.testing.assert_allclose(path[-1], optimum(pooled(CLIENTS)), atol=1e-8)


def test_that_a_client_that_made_no_step_keeps_its_control_variate() -> None:
    strategy = made_scaffold()
    play(strategy, CLIENTS, 2)
    before = strategy.controls.copy()
    idle = update(strategy, 1, np.zeros(3), steps=0)
    strategy.take(3, [idle])
    np.testing.assert_array_equal(strategy.controls, before)


def test_that_a_penalty_is_part_of_what_is_minimised() -> None:
    strategy = made("scaffold", CLIENTS, Penalty(l2=0.3), eta=0.05, steps=10)
    path = play(strategy, CLIENTS, 200)
    expected = optimum(pooled(CLIENTS), l2=0.3)
    np.testing.assert_allclose(path[-1], expected, atol=1e-9)
