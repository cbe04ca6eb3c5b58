"""Mean, median, trimmed mean and Krum's choice."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from tests.joint.rounds import Client, made, update
from workbench.joint.base import Strategy
from workbench.joint.strategies import aggregators

VECTORS = Path(__file__).parents[1] / "reference" / "vectors.json"
CASES: dict[str, Any] = json.loads(VECTORS.read_text(encoding="utf-8"))["joint"][
    "aggregators"
]


def after(strategy: Strategy, deltas: list[list[float]]) -> list[float]:
    strategy.take(
        1, [update(strategy, i, np.array(delta)) for i, delta in enumerate(deltas)]
    )
    return strategy.parameters.tolist()


def clients(rows: list[int], d: int = 1) -> list[Client]:
    return [Client(X=np.zeros((n, d)), y=np.zeros(n)) for n in rows]


def test_that_the_median_is_taken_by_coordinate() -> None:
    case = CASES["fed_median"]
    strategy = made("fed_median", clients([1, 5, 9], d=4))
    assert after(strategy, case["clients"]) == pytest.approx(case["result"])


def test_that_krum_chooses_the_client_in_the_middle() -> None:
    case = CASES["krum_f1"]
    strategy = made("krum", clients([1, 1, 1]), f=1)
    deltas = [[value] for value in case["clients"]]
    assert after(strategy, deltas) == pytest.approx([case["result"]])


def test_that_the_mean_is_weighted_by_rows() -> None:
    case = CASES["weighted_mean"]
    strategy = made("fedavg", clients(case["n"]))
    deltas = [[value] for value in case["values"]]
    assert after(strategy, deltas) == pytest.approx([case["result"]])


def test_that_weights_are_renormalised_over_those_that_answered() -> None:
    case = CASES["weighted_mean"]
    strategy = made("fedavg", clients(case["n"]))
    deltas = [[value] for value in case["values"]]
    assert after(strategy, deltas[:2]) == pytest.approx([(2.0 + 2 * 1.0) / 3])


def test_that_nothing_moves_where_nobody_has_rows() -> None:
    mean = aggregators.weighted_mean(np.ones((2, 3)), np.zeros(2))
    np.testing.assert_array_equal(mean, np.zeros(3))


@given(
    deltas=hnp.arrays(
        float,
        st.tuples(st.integers(1, 12), st.integers(1, 4)),
        elements=st.floats(-9, 9),
    ),
    share=st.floats(0.0, 0.45),
)
def test_that_the_trimmed_mean_is_scipys(deltas: np.ndarray, share: float) -> None:
    from scipy.stats import trim_mean

    np.testing.assert_allclose(
        aggregators.trimmed_mean(deltas, share), trim_mean(deltas, share), atol=1e-12
    )


def test_that_a_share_of_whole_clients_is_that_many() -> None:
    assert aggregators.trimmed(0.29, 100) == 29
    assert aggregators.trimmed(0.1, 30) == 3
    assert aggregators.trimmed(0.19, 10) == 1


def scores(deltas: np.ndarray, f: int) -> np.ndarray:
    """Krum's scores, by the definition."""
    n = len(deltas)
    squares = ((deltas[:, None] - deltas[None]) ** 2).sum(axis=2)
    return np.array(
        [np.sort(np.delete(squares[i], i))[: n - f - 2].sum() for i in range(n)]
    )


@given(seed=st.integers(0, 10_000), f=st.integers(0, 3), extra=st.integers(0, 5))
def test_that_krum_orders_by_distance_to_the_nearest(
    seed: int, f: int, extra: int
) -> None:
    deltas = np.random.default_rng(seed).normal(size=(2 * f + 4 + extra, 3))
    order = aggregators.krum_order(deltas, f)
    assert sorted(order) == list(range(len(deltas)))
    assert np.all(np.diff(scores(deltas, f)[order]) >= -1e-12)


@given(
    deltas=hnp.arrays(
        float, st.tuples(st.integers(1, 9), st.just(2)), elements=st.integers(-2, 2)
    ),
    f=st.integers(0, 2),
    data=st.data(),
)
def test_that_who_is_called_first_decides_nothing_of_a_tie(
    deltas: np.ndarray, f: int, data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(len(deltas))))
    other = deltas[order]
    np.testing.assert_array_equal(
        other[aggregators.krum_order(other, f)],
        deltas[aggregators.krum_order(deltas, f)],
    )


def test_that_krum_in_blocks_is_krum(monkeypatch: pytest.MonkeyPatch) -> None:
    deltas = np.random.default_rng(0).normal(size=(50, 7))
    whole = aggregators.krum_order(deltas, 5)
    monkeypatch.setattr(aggregators, "_PER_BLOCK", 150)
    np.testing.assert_array_equal(aggregators.krum_order(deltas, 5), whole)


def test_that_multi_krum_averages_the_best_and_leaves_the_hostile_out() -> None:
    deltas = [[1.0], [1.1], [0.9], [1.0], [50.0]]
    assert after(made("multi_krum", clients([1] * 5), f=1), deltas) == pytest.approx(
        [1.0]
    )
    two = after(made("multi_krum", clients([1] * 5), f=1, m=2), deltas)
    assert two == pytest.approx([1.0])
