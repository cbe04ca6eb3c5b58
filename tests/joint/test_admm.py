from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from sklearn.linear_model import ElasticNet, Lasso, LinearRegression, Ridge

from tests.joint.quadratics import Quadratics, defaults, diabetes, regression
from workbench.core.messages import Message
from workbench.joint.base import STRATEGIES, Floats, Penalty
from workbench.joint.penalties import prox
from workbench.joint.strategies.admm import Admm
from workbench.joint.strategies.suited import unsuited

CASE = json.loads(
    (Path(__file__).parent.parent / "reference" / "vectors.json").read_text()
)["joint"]["admm_lasso"]


def admm(clients: Quadratics, **given: float) -> Admm:
    made = clients.strategy("admm", **given)
    assert isinstance(made, Admm)
    return made


def fitted(model: Any, clients: Quadratics) -> Floats:
    X, y = clients.pooled.rows[0]
    return np.asarray(model.fit(X, y).coef_)


def test_that_diabetes_lasso_equals_the_reference_at_the_default_tolerance() -> None:
    clients = Quadratics(diabetes(), Penalty(l1=1.0))
    strategy = admm(clients)
    _, told = clients.learn(strategy, 1000)
    assert told[-1].settled
    np.testing.assert_allclose(
        strategy.parameters, CASE["coef"], rtol=0, atol=CASE["abs"]
    )
    assert len(told) < 50


def test_that_ten_rounds_in_a_row_bring_it_far_nearer_than_the_first() -> None:
    clients = Quadratics(diabetes(), Penalty(l1=1.0))
    off, rounds = [], []
    for confirm in (1, 10):
        strategy = admm(clients, confirm=confirm)
        rounds.append(len(clients.learn(strategy, 1000)[1]))
        off.append(np.abs(strategy.parameters - CASE["coef"]).max())
    assert rounds[1] <= rounds[0] + 20
    assert off[1] < off[0] / 5


@pytest.mark.parametrize("sizes", [[442], [1, 41, 100, 300], [111, 111, 110, 110]])
@pytest.mark.parametrize("kind", ["lasso", "ridge", "elastic_net", "plain"])
def test_that_it_ends_where_scikit_learn_does(kind: str, sizes: list[int]) -> None:
    X, y = Quadratics(diabetes()).pooled.rows[0]
    ends = np.cumsum(sizes)
    rows = [(X[e - s : e], y[e - s : e]) for s, e in zip(sizes, ends, strict=True)]
    sharp: dict[str, Any] = {"fit_intercept": False, "tol": 1e-12, "max_iter": 10**6}
    # scikit-learn's objectives: lasso 1/(2n) ‖y − Xw‖² + α‖w‖₁, so l1 = α; elastic net
    # + αr‖w‖₁ + α(1 − r)/2 ‖w‖², so l1 = αr and l2 = α(1 − r); ridge ‖y − Xw‖² + α‖w‖²,
    # so l2 = α/n.
    penalty, model = {
        "lasso": (Penalty(l1=2.0), Lasso(alpha=2.0, **sharp)),
        "elastic_net": (
            Penalty(l1=0.75, l2=2.25),
            ElasticNet(alpha=3.0, l1_ratio=0.25, **sharp),
        ),
        "ridge": (Penalty(l2=0.5), Ridge(alpha=0.5 * 442, fit_intercept=False)),
        "plain": (Penalty(), LinearRegression(fit_intercept=False)),
    }[kind]
    clients = Quadratics(rows, penalty)
    strategy = admm(clients, eps_abs=1e-7, eps_rel=1e-7)
    _, told = clients.learn(strategy, 20_000)
    assert told[-1].settled
    np.testing.assert_allclose(
        strategy.parameters, fitted(model, clients), rtol=0, atol=1e-4
    )
    if kind == "lasso":
        assert (strategy.parameters == 0).any()  # exactly, not nearly


def test_that_a_spared_bias_is_an_intercept() -> None:
    rows = [(np.c_[X, np.ones(len(y))], y + 50) for X, y in diabetes()]
    clients = Quadratics(rows, Penalty(l1=1.0, free=(10,)))
    strategy = admm(clients, eps_abs=1e-6, eps_rel=1e-6)
    clients.learn(strategy, 2000)
    np.testing.assert_allclose(
        strategy.parameters, [*CASE["coef"], 50], rtol=0, atol=2e-4
    )


def test_that_each_round_is_the_textbooks() -> None:
    clients = Quadratics(regression([20, 20, 20]), Penalty(l1=0.3, l2=0.1))
    strategy = admm(clients, rho=0.9, alpha=1.6, adapt=0)
    # Boyd's scaled form of 7.1.1: Σ f_i(x_i)/3 + λR(z), with ρ = 0.9/3 for each client.
    rho, n = 0.9 / 3, 3
    x, u, z = np.zeros((n, 4)), np.zeros((n, 4)), np.zeros(4)
    for number in range(1, 30):
        before = z
        for i in range(n):
            x[i] = np.linalg.solve(
                clients.A[i] / n + rho * np.eye(4),
                clients.b[i] / n + rho * (z - u[i]),
            )
        relaxed = 1.6 * x - 0.6 * z
        z = prox(clients.penalty, (relaxed + u).mean(0), 1 / (n * rho))
        u += relaxed - z
        told = clients.round(strategy, number)
        np.testing.assert_allclose(strategy.parameters, z, atol=1e-12)
        np.testing.assert_allclose(strategy.spread(), x, atol=1e-12)
        primal = np.linalg.norm(x - z) / np.sqrt(n)
        dual = np.linalg.norm(np.tile(rho * (z - before), (n, 1))) * np.sqrt(n)
        assert told.primal == pytest.approx(primal)
        assert told.dual == pytest.approx(dual)
        assert told.rho == 0.9


def test_that_permuting_the_clients_changes_nothing() -> None:
    rows = regression([5, 30, 12])
    paths = [
        clients.learn(admm(clients), 40)[0]
        for clients in (
            Quadratics(rows, Penalty(l1=0.1)),
            Quadratics([rows[i] for i in (2, 0, 1)], Penalty(l1=0.1)),
        )
    ]
    np.testing.assert_allclose(*paths, atol=1e-10)


def test_that_equal_clients_behave_as_one() -> None:
    rows = regression([15])
    paths = [
        clients.learn(admm(clients), 40)[0]
        for clients in (
            Quadratics(rows, Penalty(l1=0.1)),
            Quadratics(5 * rows, Penalty(l1=0.1)),
        )
    ]
    np.testing.assert_allclose(*paths, atol=1e-10)


@pytest.mark.parametrize("rho", [1e-3, 1e3])
def test_that_an_adaptive_rho_mends_a_bad_one(rho: float) -> None:
    clients = Quadratics(diabetes(), Penalty(l1=1.0))
    _, adaptive = clients.learn(admm(clients, rho=rho), 3000)
    _, fixed = clients.learn(admm(clients, rho=rho, adapt=0), 3000)
    assert adaptive[-1].settled
    assert 3 * len(adaptive) < len(fixed)
    assert {told.rho for told in fixed} == {rho}


def test_that_rho_is_left_alone_after_the_rounds_in_which_it_adapts() -> None:
    clients = Quadratics(diabetes(), Penalty(l1=1.0))
    _, told = clients.learn(admm(clients, rho=1e4, adapt=3, eps_rel=0.0), 20)
    assert [one.rho for one in told[:5]] == [1e4, 5e3, 2.5e3, 1250, 1250]
    assert {one.rho for one in told[3:]} == {1250}


def test_that_the_prices_survive_a_change_of_rho() -> None:
    clients = Quadratics(diabetes(), Penalty(l1=1.0))
    fixed = admm(clients, rho=1e4, adapt=0)
    adaptive = admm(clients, rho=1e4, adapt=1)
    for strategy in (fixed, adaptive):
        clients.round(strategy, 1)
    assert adaptive.rho == fixed.rho / 2
    np.testing.assert_allclose(
        adaptive.rho * (adaptive.t - adaptive.parameters),
        fixed.rho * (fixed.t - fixed.parameters),
    )


def test_that_over_relaxation_saves_rounds_and_ends_at_the_same_place() -> None:
    clients = Quadratics(diabetes(), Penalty(l1=1.0))
    plain, relaxed = (admm(clients, adapt=0, alpha=a) for a in (1.0, 1.6))
    rounds = [len(clients.learn(s, 1000)[1]) for s in (plain, relaxed)]
    assert rounds[1] < rounds[0]
    np.testing.assert_allclose(plain.parameters, relaxed.parameters, atol=0.02)


def test_that_it_reaches_the_optimum_though_clients_are_silent_at_random() -> None:
    rng = np.random.default_rng(0)
    clients = Quadratics(diabetes(8), Penalty(l1=1.0))
    strategy = admm(clients, eps_abs=1e-6, eps_rel=1e-6)
    _, told = clients.learn(
        strategy, 5000, lambda _: set(rng.choice(8, 4, replace=False))
    )
    assert told[-1].settled
    np.testing.assert_allclose(strategy.parameters, CASE["coef"], rtol=0, atol=1e-3)


def test_that_a_silent_client_keeps_its_solution_and_its_part_of_the_sum() -> None:
    clients = Quadratics(regression([10, 10, 10]), Penalty(l1=0.1))
    strategy = admm(clients, adapt=0)
    clients.round(strategy, 1)
    x, t = strategy.x.copy(), strategy.t.copy()
    clients.round(strategy, 2, absent={1})
    np.testing.assert_array_equal(strategy.x[1], x[1])
    np.testing.assert_array_equal(strategy.t[1], t[1])
    assert (strategy.x[0] != x[0]).all()


def test_that_it_is_not_settled_before_every_client_has_been_heard() -> None:
    clients = Quadratics(regression([10, 10, 10]))
    strategy = admm(clients, eps_abs=1e3, confirm=3)  # all is small
    _, told = clients.learn(strategy, 9, lambda number: {0, 1, 2} - {number % 2})
    assert len(told) == 9
    assert not any(one.settled for one in told)
    assert clients.round(strategy, 10, absent={0, 1}).settled


def test_that_a_client_without_rows_is_not_waited_for() -> None:
    empty = (np.zeros((0, 4)), np.zeros(0))
    clients = Quadratics([*regression([10, 10]), empty], Penalty(l2=0.1))
    strategy = admm(clients)
    _, told = clients.learn(strategy, 300)
    assert told[-1].settled
    np.testing.assert_allclose(strategy.parameters, clients.optimum, atol=1e-2)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"rho": 0.0}, "ρ must be above 0, not 0: it is what draws"),
        ({"rho": -2.0}, "not -2"),
        ({"alpha": 0.0}, "between 0 and 2, not 0"),
        ({"alpha": 2.0}, "1.5 to 1.8 often saves rounds"),
    ],
)
def test_that_a_rho_or_alpha_that_cannot_converge_is_refused(
    given: dict[str, float], words: str
) -> None:
    check = STRATEGIES.get("admm").check
    assert check is not None
    [problem] = check(defaults("admm", **given), 4)
    assert problem.field == next(iter(given))
    assert words in str(problem.message)
    assert check(defaults("admm"), 4) == []


def test_that_a_model_with_many_valleys_is_refused_with_a_remedy() -> None:
    network: Any = SimpleNamespace(convex=False, title=Message("neural network"))
    problem = unsuited(STRATEGIES.get("admm"), network, "params.model")
    assert problem is not None
    assert problem.field == "params.model"
    assert "“neural network” has many. Take a model such as" in str(problem.message)
    assert unsuited(STRATEGIES.get("fedavg"), network, "params.model") is None
    network.convex = True
    assert unsuited(STRATEGIES.get("admm"), network, "params.model") is None
