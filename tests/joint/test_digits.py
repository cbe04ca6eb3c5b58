"""Digits, softmax regression, 10 clients: the reference case, and drift on 2 shards."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

import workbench.joint.objectives
import workbench.joint.strategies  # noqa: F401 - registers them
from tests.joint.rounds import arrived
from workbench.core.parameters import ParamValue, filled
from workbench.joint.base import (
    OBJECTIVES,
    STRATEGIES,
    Clients,
    Learning,
    Penalty,
    Setting,
    Shape,
    Update,
    Vector,
    packed,
)
from workbench.joint.local import do_many

VECTORS = Path(__file__).parents[1] / "reference" / "vectors.json"
CASE: dict[str, Any] = json.loads(VECTORS.read_text(encoding="utf-8"))["joint"][
    "digits_softmax"
]
LEARNING = Learning(
    objective="softmax", shape=Shape(features=65, outputs=10), penalty=Penalty(l2=0.01)
)
SOFTMAX = OBJECTIVES.get("softmax")


@cache
def digits() -> tuple[NDArray[Any], ...]:
    """X and y to learn from, X and y to test."""
    from sklearn.datasets import load_digits
    from sklearn.model_selection import train_test_split

    X, y = load_digits(return_X_y=True)
    X = np.column_stack([X / 16.0, np.ones(len(X))])
    train, test = train_test_split(
        np.arange(len(y)), test_size=0.25, random_state=0, stratify=y
    )
    return X[train], y[train], X[test], y[test]


def iid() -> Clients:
    n = len(digits()[1])
    return packed(np.array_split(np.random.default_rng(0).permutation(n), 10))


def two_shards() -> Clients:
    """Rows sorted by class, cut into 20 pieces; each client has two at random."""
    pieces = np.array_split(np.argsort(digits()[1], kind="stable"), 20)
    dealt = np.random.default_rng(0).permutation(20).reshape(10, 2)
    return packed([np.concatenate([pieces[i] for i in pair]) for pair in dealt])


def objective(w: Vector) -> float:
    """Mean cross-entropy over all rows to learn from, plus the penalty."""
    X, y, _, _ = digits()
    weight = np.full((1, len(y)), 1.0 / len(y))
    loss = SOFTMAX.loss(LEARNING.shape, w[None], X[None], y[None], weight)
    return float(loss[0] + 0.005 * w @ w)


def accuracy(w: Vector) -> float:
    _, _, X, y = digits()
    return float(np.mean(SOFTMAX.predict(LEARNING.shape, w, X) == y))


@threadpool_limits.wrap(limits=1)  # 10 small clients gain nothing by more
def learned(
    name: str, clients: Clients, rounds: int, **params: ParamValue
) -> dict[int, Vector]:
    """The model after each round."""
    X, y, _, _ = digits()
    rows = clients.sizes
    entry = STRATEGIES.get(name)
    strategy = entry.make(
        Setting(
            learning=LEARNING,
            weights=rows / rows.sum(),
            rows=rows,
            seed=0,
            start=SOFTMAX.start(LEARNING.shape, 0),
            rounds=rounds,
        ),
        filled(entry.parameters, params),
    )
    arrays = {"X": X, "y": y, "order": clients.order, "bounds": clients.bounds}
    models = {}
    for number in range(1, rounds + 1):
        works = strategy.work(number, range(len(clients)))
        updates = [
            Update(
                client=answer.client,
                delta=arrived(work, answer),
                weight=rows[answer.client] / rows.sum(),
                rows=int(rows[answer.client]),
                steps=answer.steps,
                loss=answer.loss,
            )
            for work, answer in zip(
                works, do_many(arrays, LEARNING, works), strict=True
            )
        ]
        strategy.take(number, updates)
        models[number] = strategy.parameters
    return models


def test_that_fedavg_on_iid_clients_goes_the_reference_way() -> None:
    models = learned("fedavg", iid(), 100, steps=CASE["K"], eta=CASE["eta"])
    for name, (loss, score) in CASE["fedavg_iid"].items():
        w = models[int(name.removeprefix("round "))]
        assert objective(w) == pytest.approx(loss, abs=CASE["abs_loss"])
        assert accuracy(w) == pytest.approx(score, abs=CASE["abs_accuracy"])


def test_that_scaffold_reaches_the_optimum_on_two_shards_and_fedavg_does_not() -> None:
    shards = two_shards()
    gaps = {
        name: objective(learned(name, shards, 100, steps=20, eta=0.5)[100])
        - CASE["optimum_loss"]
        for name in ("fedavg", "fedprox", "scaffold")
    }
    assert abs(gaps["scaffold"]) < 1e-4
    assert gaps["fedavg"] > 0.1
    # Held near the server's model the clients drift less, and still they drift.
    assert 0.1 < gaps["fedprox"] < gaps["fedavg"]


def test_that_data_parallel_is_one_computer_with_all_rows_whoever_holds_them() -> None:
    n = len(digits()[1])
    alone = learned("data_parallel", packed([np.arange(n)]), 30, eta=0.3)[30]
    for clients in (iid(), two_shards()):
        together = learned("data_parallel", clients, 30, eta=0.3)[30]
        np.testing.assert_allclose(together, alone, rtol=0, atol=1e-12)


def test_that_one_shot_is_near_the_optimum_only_where_data_are_alike() -> None:
    alike = objective(learned("one_shot", iid(), 1)[1]) - CASE["optimum_loss"]
    unlike = objective(learned("one_shot", two_shards(), 1)[1]) - CASE["optimum_loss"]
    assert alike < 0.01
    assert unlike > 0.5
