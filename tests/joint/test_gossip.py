from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from tests.joint.quadratics import Quadratics, defaults, regression
from workbench.core.parameters import ParamValue
from workbench.joint.base import STRATEGIES, Floats, Penalty
from workbench.joint.graph import GRAPHS, mixing, spectral_gap
from workbench.joint.strategies.gossip import Gossip, Tracking

SIZES = [5, 30, 12, 40, 8]
VARIANTS = ["adapt_then_combine", "dgd", "tracking"]


def gossip(clients: Quadratics, **given: ParamValue) -> Gossip:
    made = clients.strategy("gossip", **given)
    assert isinstance(made, Gossip)
    return made


def matrix(strategy: Gossip) -> Floats:
    W = mixing(strategy.graph)
    return np.asarray(W if isinstance(W, np.ndarray) else W.toarray())


def distance(clients: Quadratics, **given: ParamValue) -> float:
    """From the optimum, after many rounds."""
    strategy = gossip(clients, **given)
    clients.learn(strategy, 1500)
    return float(np.linalg.norm(strategy.parameters - clients.optimum))


def test_that_over_a_complete_graph_it_is_fedavg() -> None:
    clients = Quadratics(regression(SIZES), Penalty(l1=0.1, l2=0.2))
    own = gossip(clients, graph="complete", steps=7, eta=0.05)
    server = clients.strategy("fedavg", steps=7, eta=0.05)
    np.testing.assert_allclose(
        clients.learn(own, 20)[0], clients.learn(server, 20)[0], atol=1e-12
    )
    spread = own.spread()
    assert spread is not None
    np.testing.assert_allclose(spread, np.tile(own.parameters, (5, 1)), atol=1e-12)


@pytest.mark.parametrize("graph", GRAPHS)
@pytest.mark.parametrize("variant", ["adapt_then_combine", "dgd"])
def test_that_the_plain_mean_moves_by_the_mean_weighted_by_rows(
    graph: str, variant: str
) -> None:
    clients = Quadratics(regression(SIZES))
    strategy = gossip(clients, graph=graph, variant=variant, steps=3, eta=0.05)
    clients.learn(strategy, 3)
    before = strategy.models.copy()
    answers = [clients.do(work) for work in strategy.work(4, range(5))]
    moved = clients.weights @ (np.array([a.vector for a in answers]) - before)
    clients.round(strategy, 4)
    np.testing.assert_allclose(
        strategy.models.mean(0), before.mean(0) + moved, atol=1e-12
    )


@pytest.mark.parametrize("variant", ["adapt_then_combine", "dgd"])
def test_that_a_round_is_what_the_formula_says(variant: str) -> None:
    clients = Quadratics(regression([10, 10, 10, 10]))
    strategy = gossip(clients, variant=variant, steps=1, eta=0.1)
    clients.learn(strategy, 2)
    X, W = strategy.models.copy(), matrix(strategy)
    slopes = np.array([clients.gradient(i, X[i]) for i in range(4)])
    expected = W @ X - 0.1 * slopes if variant == "dgd" else W @ (X - 0.1 * slopes)
    clients.round(strategy, 3)
    np.testing.assert_allclose(strategy.models, expected, atol=1e-12)


def test_that_tracking_with_one_step_is_gradient_tracking() -> None:
    clients = Quadratics(regression([10, 10, 10, 10]))
    strategy = gossip(clients, variant="tracking", steps=1, eta=0.05)
    clients.round(strategy, 1)
    # From here on: x ← W(x − ηy), y ← Wy + ∇f(x) − ∇f(x before), y being what each
    # client really descends along.
    W, X = matrix(strategy), strategy.models.copy()
    slopes = np.array([clients.gradient(i, X[i]) for i in range(4)])
    along = slopes + [strategy.correction(i) for i in range(4)]
    for number in range(2, 30):
        clients.round(strategy, number)
        X = W @ (X - 0.05 * along)
        fresh = np.array([clients.gradient(i, X[i]) for i in range(4)])
        along, slopes = W @ along + fresh - slopes, fresh
        np.testing.assert_allclose(strategy.models, X, atol=1e-10)


@pytest.mark.parametrize("graph", GRAPHS)
@pytest.mark.parametrize("steps", [1, 5])
def test_that_a_constant_rate_leaves_a_distance_and_tracking_takes_it_away(
    graph: str, steps: int
) -> None:
    clients = Quadratics(regression(SIZES), Penalty(l2=0.1))
    how: dict[str, ParamValue] = {
        "graph": graph,
        "steps": steps,
        "eta": 0.1 / (1 + steps),
    }
    assert distance(clients, **how, variant="tracking") < 1e-8
    if graph != "complete" or steps > 1:  # one step of all is centralised descent
        assert distance(clients, **how) > 1e-3


@pytest.mark.parametrize("variant", ["adapt_then_combine", "dgd"])
def test_that_the_distance_shrinks_with_the_learning_rate(variant: str) -> None:
    clients = Quadratics(regression(SIZES), Penalty(l2=0.1))
    far, near = (
        distance(clients, variant=variant, steps=1, eta=eta) for eta in (0.05, 0.0125)
    )
    assert near < far / 3


def test_that_tracking_finds_a_lassos_zeros_too() -> None:
    from sklearn.linear_model import Lasso

    clients = Quadratics(regression(SIZES, features=6), Penalty(l1=0.5))
    strategy = gossip(clients, variant="tracking", steps=3, eta=0.02)
    clients.learn(strategy, 4000)
    model = Lasso(alpha=0.5, fit_intercept=False, tol=1e-12)
    X, y = clients.pooled.rows[0]
    found = model.fit(X, y).coef_
    assert (found == 0).any()
    np.testing.assert_allclose(strategy.parameters, found, atol=1e-6)


@pytest.mark.parametrize("variant", VARIANTS)
def test_that_permuting_the_clients_changes_nothing(variant: str) -> None:
    rows, order = regression(SIZES), [3, 1, 4, 0, 2]
    paths = [
        clients.learn(gossip(clients, variant=variant, graph="complete"), 20)[0]
        for clients in (Quadratics(rows), Quadratics([rows[i] for i in order]))
    ]
    np.testing.assert_allclose(*paths, atol=1e-10)


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("graph", GRAPHS)
def test_that_equal_clients_behave_as_one(graph: str, variant: str) -> None:
    rows = regression([15])
    one, five = Quadratics(rows), Quadratics(5 * rows)
    np.testing.assert_allclose(
        five.learn(gossip(five, graph=graph, variant=variant), 20)[0],
        one.learn(gossip(one, graph=graph, variant=variant), 20)[0],
        atol=1e-10,
    )


@pytest.mark.parametrize("graph", GRAPHS)
def test_that_models_meet_at_least_as_fast_as_the_spectral_gap_says(
    graph: str,
) -> None:
    clients = Quadratics(regression([10] * 9))
    strategy = gossip(clients, graph=graph, steps=1, eta=1e-9)
    strategy.models = np.random.default_rng(0).standard_normal((9, 4))
    told = [strategy.consensus()]
    told += [clients.round(strategy, t).consensus or 0.0 for t in range(1, 8)]
    second = 1 - spectral_gap(strategy.graph)
    for before, after in pairwise(told):
        assert after <= second * before + 1e-6


@pytest.mark.parametrize("variant", VARIANTS)
def test_that_who_is_absent_keeps_its_model(variant: str) -> None:
    clients = Quadratics(regression(SIZES))
    strategy = gossip(clients, graph="grid", variant=variant, steps=2, eta=0.05)
    clients.learn(strategy, 2)
    before = strategy.models.copy()
    clients.round(strategy, 3, absent={1, 2})
    np.testing.assert_array_equal(strategy.models[[1, 2]], before[[1, 2]])
    assert (strategy.models[[0, 3, 4]] != before[[0, 3, 4]]).all()


def test_that_tracking_reaches_the_optimum_though_clients_drop_out() -> None:
    rng = np.random.default_rng(0)
    clients = Quadratics(regression(SIZES), Penalty(l2=0.1))
    strategy = gossip(clients, variant="tracking", steps=2, eta=0.02)
    clients.learn(strategy, 4000, lambda _: set(rng.choice(5, 2, replace=False)))
    np.testing.assert_allclose(strategy.parameters, clients.optimum, atol=1e-6)


@pytest.mark.parametrize("variant", VARIANTS)
def test_that_a_client_without_rows_passes_on_what_it_hears(variant: str) -> None:
    empty = (np.zeros((0, 4)), np.zeros(0))
    first, second = regression([20, 10])
    clients = Quadratics([first, empty, second, empty], Penalty(l2=0.1))  # a ring
    strategy = gossip(clients, variant=variant, steps=1, eta=0.005)
    clients.learn(strategy, 6000)
    atol = 1e-6 if variant == "tracking" else 0.05
    np.testing.assert_allclose(
        strategy.models, np.tile(clients.optimum, (4, 1)), atol=atol
    )


def test_that_tracking_says_that_it_sends_twice_as_much() -> None:
    clients = Quadratics(regression([5, 5]))
    plain, tracking = (gossip(clients, variant=v) for v in ("dgd", "tracking"))
    assert isinstance(tracking, Tracking)
    assert (plain.sends, tracking.sends) == (1, 2)
    assert plain.peers
    assert tracking.peers


def test_that_a_graph_in_parts_is_refused_before_the_run() -> None:
    check = STRATEGIES.get("gossip").check
    assert check is not None
    [problem] = check(defaults("gossip", graph="random", share=0.001), 50)
    assert problem.field == "share"
    assert "cannot reach each other" in str(problem.message)
    for graph in GRAPHS:
        assert check(defaults("gossip", graph=graph), 50) == []
