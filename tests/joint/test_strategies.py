"""What holds for every strategy whose server takes one step a round."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.joint.rounds import (
    OWN,
    descended,
    made,
    made_up,
    optimum,
    play,
    pooled,
    update,
)
from workbench.core.parameters import filled
from workbench.joint.base import STRATEGIES, Penalty

KEEPING = ("fedavg", "scaffold", "fed_median", "trimmed_mean", "krum", "multi_krum")
"""Those that leave one client's own descent as it is."""
LOCAL = tuple(name for name in OWN if name not in ("one_shot", "data_parallel"))
ROBUST = ("fed_median", "trimmed_mean", "krum", "multi_krum")


@pytest.mark.parametrize("name", STRATEGIES.names())
def test_that_a_strategy_says_which_it_is_and_where_from(name: str) -> None:
    entry = STRATEGIES.get(name)
    assert entry.name == name
    assert str(entry.title)
    assert len(str(entry.help)) > 40
    assert len(str(entry.variant)) > 40
    assert re.search(r"\b(19|20)\d\d\b", entry.source)
    for parameter in entry.parameters:
        assert str(parameter.title)
        assert str(parameter.help)
        assert parameter.problem(parameter.default, parameter.name) is None


@pytest.mark.parametrize("name", OWN)
@settings(max_examples=5, deadline=None)
@given(seed=st.integers(0, 10_000), count=st.integers(2, 6))
def test_that_equal_clients_behave_as_one(name: str, seed: int, count: int) -> None:
    clients = made_up(seed, 1) * count
    together = play(made(name, clients, eta=0.05), clients, 4)
    alone = play(made(name, clients[:1], eta=0.05), clients[:1], 4)
    np.testing.assert_allclose(together, alone, rtol=0, atol=1e-12)


@pytest.mark.parametrize("name", OWN)
@settings(max_examples=5, deadline=None)
@given(seed=st.integers(0, 10_000), data=st.data())
def test_that_permuting_the_clients_changes_nothing(
    name: str, seed: int, data: st.DataObject
) -> None:
    clients = made_up(seed, 7)
    order = data.draw(st.permutations(range(7)))
    path = play(made(name, clients, eta=0.05), clients, 4)
    permuted = [clients[i] for i in order]
    other = play(made(name, permuted, eta=0.05), permuted, 4)
    np.testing.assert_allclose(other, path, rtol=0, atol=1e-12)


@pytest.mark.parametrize("name", KEEPING)
def test_that_one_client_with_all_rows_is_centralised_gradient_descent(
    name: str,
) -> None:
    clients = made_up(1, 1)
    strategy = made(name, clients, Penalty(l2=0.1), eta=0.05, steps=7)
    path = play(strategy, clients, 6)
    expected = descended(clients[0], 0.05, 42, l2=0.1)
    np.testing.assert_allclose(path[-1], expected, rtol=0, atol=1e-12)


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000), count=st.integers(1, 8))
def test_that_data_parallel_is_centralised_gradient_descent_on_all_rows(
    seed: int, count: int
) -> None:
    clients = made_up(seed, count)
    strategy = made("data_parallel", clients, Penalty(l2=0.1), eta=0.05)
    path = play(strategy, clients, 25)
    expected = descended(pooled(clients), 0.05, 25, l2=0.1)
    np.testing.assert_allclose(path[-1], expected, rtol=0, atol=1e-12)


@pytest.mark.parametrize("name", ["fedavg", "scaffold"])
def test_that_one_local_step_is_data_parallel(name: str) -> None:
    clients = made_up(3, 5)
    one_step = play(made(name, clients, eta=0.05, steps=1), clients, 20)
    exact = play(made("data_parallel", clients, eta=0.05), clients, 20)
    np.testing.assert_allclose(one_step, exact, rtol=0, atol=1e-12)


@pytest.mark.parametrize("name", OWN)
def test_that_those_who_do_not_answer_count_as_not_chosen(name: str) -> None:
    clients = made_up(4, 7)
    strategy, other = (made(name, clients, eta=0.05) for _ in range(2))
    path = play(
        strategy, clients, 5, arrives=lambda number, client: (client + number) % 3 != 0
    )
    expected = play(
        other,
        clients,
        5,
        chosen=lambda number: [i for i in range(7) if (i + number) % 3 != 0],
    )
    np.testing.assert_array_equal(path, expected)


@pytest.mark.parametrize("name", OWN)
def test_that_a_single_answer_is_enough(name: str) -> None:
    clients = made_up(5, 7)
    path = play(
        made(name, clients, eta=0.05),
        clients,
        3,
        arrives=lambda number, client: client == 2,
    )
    assert np.isfinite(path).all()
    assert np.any(path[-1] != 0.0)


@pytest.mark.parametrize("name", OWN)
def test_that_the_start_of_a_run_is_left_as_it_was(name: str) -> None:
    clients = made_up(6, 5)
    strategy = made(name, clients, eta=0.05)
    start = strategy.setting.start
    works = strategy.work(1, range(5))
    play(strategy, clients, 2)
    assert not start.any()
    assert not any(work.start.any() for work in works)


@pytest.mark.parametrize("name", OWN)
def test_that_enormous_updates_warn_of_nothing(name: str) -> None:
    clients = made_up(7, 5)
    strategy = made(name, clients)
    for number in (1, 2, 3):
        strategy.work(number, range(5))
        strategy.take(
            number,
            [update(strategy, i, np.full(3, (-1.0) ** i * 1e308)) for i in range(5)],
        )
    assert strategy.parameters.shape == (3,)


@pytest.mark.parametrize("name", ROBUST)
def test_that_a_robust_strategy_bears_poisoned_updates(name: str) -> None:
    clients = made_up(8, 9)
    strategy = made(name, clients, f=2, share=0.23)
    honest = [
        update(strategy, i, np.array([1.0, 2.0, 3.0]) + 0.01 * i) for i in range(7)
    ]
    poisoned = [update(strategy, i, np.full(3, 1e9)) for i in (7, 8)]
    strategy.take(1, [*poisoned, *honest])
    assert STRATEGIES.get(name).robust
    np.testing.assert_allclose(strategy.parameters, [1.0, 2.0, 3.0], atol=0.07)
    mean = made("fedavg", clients)
    mean.take(1, [*poisoned, *honest])
    assert np.all(mean.parameters > 1e6)


def test_that_the_schedule_lowers_the_learning_rate_by_round() -> None:
    clients = made_up(9, 2)

    def rates(**params: str | float) -> list[float]:
        strategy = made("fedavg", clients, eta=0.4, **params)
        return [strategy.work(t, [0])[0].local.eta for t in (1, 2, 4)]

    assert rates() == [0.4, 0.4, 0.4]
    assert rates(decay="sqrt") == pytest.approx([0.4, 0.4 / 2**0.5, 0.2])
    assert rates(decay="exponential", gamma=0.5) == pytest.approx([0.4, 0.2, 0.05])


@pytest.mark.parametrize("name", LOCAL)
def test_that_local_work_is_what_the_parameters_say(name: str) -> None:
    strategy = made(name, made_up(9, 4), steps=3, epochs=2, batch=5, eta=0.2)
    works = strategy.work(1, [2, 0])
    assert [work.client for work in works] == [2, 0]
    for work in works:
        assert (work.local.steps, work.local.epochs, work.local.batch) == (3, 2, 5)
        assert work.local.eta == 0.2
        assert work.local.procedure == "descend"


@pytest.mark.parametrize("name", [*LOCAL, "data_parallel"])
def test_that_batches_are_fixed_by_seed_round_and_client_alone(name: str) -> None:
    strategy = made(name, made_up(9, 4), batch=5)

    def seeds(number: int, chosen: list[int]) -> dict[int, int]:
        return {work.client: work.seed for work in strategy.work(number, chosen)}

    assert seeds(1, [0, 1, 2]) == seeds(1, [2, 1, 0])
    assert len({*seeds(1, [0, 1, 2]).values(), *seeds(2, [0, 1, 2]).values()}) == 6
    assert (
        made("fedavg", made_up(9, 4), batch=5).work(1, [1])[0].seed == seeds(1, [1])[1]
    )


def test_that_data_parallel_shrinks_by_the_l1_penalty_but_for_what_is_free() -> None:
    clients = made_up(10, 3)
    strategy = made("data_parallel", clients, Penalty(l1=0.5, free=(2,)), eta=0.1)
    strategy.take(1, [update(strategy, 0, np.array([-10.0, -0.4, -0.4]))])
    np.testing.assert_allclose(strategy.parameters, [0.95, 0.0, 0.04], atol=1e-15)


def test_that_data_parallel_with_an_l1_penalty_finds_the_lasso() -> None:
    from sklearn.linear_model import Lasso

    clients = made_up(11, 4)
    together = pooled(clients)
    path = play(made("data_parallel", clients, Penalty(l1=0.2), eta=0.2), clients, 500)
    lasso = Lasso(alpha=0.2, fit_intercept=False, tol=1e-12).fit(together.X, together.y)
    np.testing.assert_allclose(path[-1], lasso.coef_, atol=1e-8)


@pytest.mark.parametrize("l1", [0.0, 0.2])
def test_that_one_shot_averages_the_clients_own_optima(l1: float) -> None:
    from sklearn.linear_model import Lasso

    clients = made_up(12, 3, rows=(10, 20, 30))
    strategy = made("one_shot", clients, Penalty(l1=l1))
    path = play(strategy, clients, 1)
    own = [
        Lasso(alpha=l1, fit_intercept=False, tol=1e-12).fit(c.X, c.y).coef_
        if l1
        else optimum(c)
        for c in clients
    ]
    assert STRATEGIES.get("one_shot").rounds == 1
    np.testing.assert_allclose(
        path[0], np.average(own, axis=0, weights=[1, 2, 3]), atol=1e-6
    )


def test_that_momentum_without_beta_is_fedavg() -> None:
    clients = made_up(13, 4)
    path = play(made("fedavgm", clients, beta=0.0, eta=0.05), clients, 5)
    plain = play(made("fedavg", clients, eta=0.05), clients, 5)
    np.testing.assert_allclose(path, plain, rtol=0, atol=1e-12)


def test_that_momentum_keeps_earlier_moves() -> None:
    clients = made_up(13, 1)
    strategy = made("fedavgm", clients, beta=0.5, eta_g=2.0)
    for number, delta in enumerate((1.0, 0.0, 3.0), 1):
        strategy.take(number, [update(strategy, 0, np.full(3, delta))])
    # v = 1, 0.5, 3.25
    np.testing.assert_allclose(strategy.parameters, 2.0 * (1.0 + 0.5 + 3.25))


def problems(name: str, clients: int, **params: float) -> list[tuple[str, str]]:
    entry = STRATEGIES.get(name)
    assert entry.check is not None
    found = entry.check(filled(entry.parameters, params), clients)
    assert all(str(problem.message).endswith(".") for problem in found)
    return [(problem.field, problem.severity) for problem in found]


@pytest.mark.parametrize("name", ["krum", "multi_krum"])
def test_that_krum_wants_2f_and_3_clients(name: str) -> None:
    assert problems(name, 7, f=2) == []
    assert problems(name, 6, f=2) == [("f", "error")]
    assert problems(name, 2, f=0) == [("f", "error")]


def test_that_krum_names_the_largest_f_that_will_do() -> None:
    entry = STRATEGIES.get("krum")
    assert entry.check is not None
    (problem,) = entry.check(filled(entry.parameters, {"f": 4}), 8)
    assert "Set f to 2 at most" in str(problem.message)


def test_that_multi_krum_may_not_average_hostile_clients() -> None:
    assert problems("multi_krum", 10, f=2, m=8) == []
    assert problems("multi_krum", 10, f=2, m=9) == [("m", "error")]
    assert problems("multi_krum", 10, f=2) == []


def test_that_trimming_half_or_nobody_is_said() -> None:
    assert problems("trimmed_mean", 10, share=0.2) == []
    assert problems("trimmed_mean", 10, share=0.5) == [("share", "error")]
    assert problems("trimmed_mean", 10, share=0.05) == [("share", "warning")]
    assert problems("trimmed_mean", 3, share=0.34) == []


@pytest.mark.parametrize("clients", [1, 2, 3, 4, 7, 10, 64, 100, 1000])
def test_that_the_share_proposed_trims_somebody(clients: int) -> None:
    from workbench.joint.strategies.aggregators import trimmed
    from workbench.joint.strategies.trimmed_mean import _least

    enough = max(clients, 3)
    assert 1 <= trimmed(_least(clients), enough) < enough / 2


def test_that_a_median_of_two_is_no_protection() -> None:
    assert problems("fed_median", 3) == []
    assert problems("fed_median", 2) == [("", "warning")]


def test_that_what_a_server_must_see_is_declared() -> None:
    sums = {name for name in OWN if STRATEGIES.get(name).aggregates_sums}
    # SCAFFOLD's server keeps each client's own correction beside the sum.
    assert sums == set(OWN) - set(ROBUST) - {"scaffold"}


def test_that_scaffold_has_twice_the_traffic_of_fedavg() -> None:
    clients = made_up(1, 2)
    for name, vectors in (("scaffold", 2), ("fedavg", 1)):
        strategy = made(name, clients)
        assert (strategy.sends, strategy.receives) == (vectors, vectors)
