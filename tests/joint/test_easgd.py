from __future__ import annotations

import numpy as np
import pytest

from tests.joint.quadratics import Quadratics, regression
from workbench.core.parameters import ParamValue
from workbench.joint.base import Penalty
from workbench.joint.strategies.easgd import Easgd


def easgd(clients: Quadratics, **given: ParamValue) -> Easgd:
    made = clients.strategy("easgd", **given)
    assert isinstance(made, Easgd)
    return made


def test_that_each_round_is_the_papers_for_equal_clients() -> None:
    clients = Quadratics(regression([10, 10, 10]))
    strategy = easgd(clients, steps=1, eta=0.1, beta=0.6)
    alpha = 0.6 / 3
    x, centre = np.zeros((3, 4)), np.zeros(4)
    for number in range(1, 20):
        x = np.array([x[i] - 0.1 * clients.gradient(i, x[i]) for i in range(3)])
        apart = x - centre
        x = x - alpha * apart
        centre = centre + alpha * apart.sum(0)
        clients.round(strategy, number)
        np.testing.assert_allclose(strategy.spread(), x, atol=1e-12)
        np.testing.assert_allclose(strategy.parameters, centre, atol=1e-12)


def test_that_the_centre_rests_at_the_mean_weighted_by_rows() -> None:
    clients = Quadratics(regression([5, 30, 12]), Penalty(l2=0.1))
    strategy = easgd(clients, steps=4, eta=0.05)
    clients.learn(strategy, 3000)
    np.testing.assert_allclose(
        strategy.parameters, clients.weights @ strategy.models, atol=1e-9
    )


def test_that_the_centre_is_the_optimum_where_all_bend_alike() -> None:
    rng = np.random.default_rng(0)
    X = np.vstack([np.eye(4), -np.eye(4)])
    rows = [(X, X @ rng.standard_normal(4)) for _ in range(5)]
    clients = Quadratics(rows)
    strategy = easgd(clients, steps=3, eta=0.5)
    clients.learn(strategy, 2000)
    np.testing.assert_allclose(strategy.parameters, clients.optimum, atol=1e-8)
    assert strategy.consensus() > 0.1  # each explores near its own optimum


def test_that_a_stronger_spring_holds_the_clients_nearer_together() -> None:
    clients = Quadratics(regression([10, 10, 10, 10]))
    told = []
    for alpha in (0.01, 0.1, 0.5):
        strategy = easgd(clients, steps=5, eta=0.05, alpha=alpha)
        told.append(clients.learn(strategy, 500)[1][-1].consensus or 0.0)
    assert told[0] > told[1] > told[2] > 0


def test_that_permuting_the_clients_changes_nothing() -> None:
    rows = regression([5, 30, 12])
    paths = [
        clients.learn(easgd(clients), 20)[0]
        for clients in (Quadratics(rows), Quadratics([rows[i] for i in (2, 0, 1)]))
    ]
    np.testing.assert_allclose(*paths, atol=1e-10)


def test_that_equal_clients_behave_as_one_when_alpha_is_given() -> None:
    rows = regression([15])
    one, five = Quadratics(rows), Quadratics(5 * rows)
    np.testing.assert_allclose(
        five.learn(easgd(five, alpha=0.3), 20)[0],
        one.learn(easgd(one, alpha=0.3), 20)[0],
        atol=1e-10,
    )


@pytest.mark.parametrize("clients", [2, 8])
def test_that_alpha_is_beta_over_the_number_of_clients_unless_given(
    clients: int,
) -> None:
    all_of_them = Quadratics(regression([6] * clients))
    assert easgd(all_of_them, beta=0.8).alpha == pytest.approx(0.8 / clients)
    assert easgd(all_of_them, beta=0.8, alpha=0.25).alpha == 0.25


def test_that_who_is_absent_keeps_its_model_and_does_not_pull() -> None:
    clients = Quadratics(regression([10, 10]))
    strategy = easgd(clients, steps=2, eta=0.1, beta=0.5)
    clients.learn(strategy, 2)
    own, centre = strategy.models.copy(), strategy.parameters.copy()
    [work, _] = strategy.work(3, [0, 1])
    found = clients.do(work).vector
    clients.round(strategy, 3, absent={1})
    np.testing.assert_array_equal(strategy.models[1], own[1])
    np.testing.assert_allclose(strategy.parameters, centre + 0.25 * (found - centre))
