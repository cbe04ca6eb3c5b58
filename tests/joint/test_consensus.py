"""The strategies of this family on real models and the real local solver."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from sklearn.datasets import load_iris

from tests.joint.quadratics import Quadratics, diabetes
from workbench.core.parameters import ParamValue, filled
from workbench.joint import objectives as _objectives  # noqa: F401
from workbench.joint import strategies as _strategies  # noqa: F401
from workbench.joint.base import (
    OBJECTIVES,
    STRATEGIES,
    Answer,
    Clients,
    Learning,
    Measures,
    Penalty,
    Setting,
    Shape,
    Strategy,
    Update,
    Work,
    packed,
)
from workbench.joint.local import do_many
from workbench.joint.penalties import optimality
from workbench.joint.strategies.suited import unsuited

LEARNING = Learning(
    objective="softmax",
    shape=Shape(features=5, outputs=3),
    penalty=Penalty(l2=0.01),
)


def iris() -> tuple[dict[str, np.ndarray], Clients]:
    """Three clients of unequal size, each with nearly one kind of flower."""
    X, y = load_iris(return_X_y=True)
    X = np.c_[(X - X.mean(0)) / X.std(0), np.ones(len(y))]
    clients = packed(np.split(np.arange(150), [40, 90]))
    return {"X": X, "y": y, "order": clients.order, "bounds": clients.bounds}, clients


def slope(strategy: Strategy, arrays: dict[str, np.ndarray]) -> float:
    """How far the model is from the optimum of all rows, by the objective's slope."""
    X, y = arrays["X"], arrays["y"]
    weight = np.full((1, len(y)), 1 / len(y))
    w = strategy.parameters
    _, gradient = OBJECTIVES.get("softmax").gradient(
        LEARNING.shape, w[None], X[None], y[None], weight
    )
    return float(np.linalg.norm(optimality(LEARNING.penalty, w, gradient[0])))


def take(
    strategy: Strategy, number: int, works: list[Work], answers: list[Answer]
) -> Measures:
    setting = strategy.setting
    updates = [
        Update(
            client=answer.client,
            delta=answer.vector - work.start,
            weight=float(setting.weights[answer.client]),
            rows=int(setting.rows[answer.client]),
            steps=answer.steps,
            loss=answer.loss,
        )
        for work, answer in zip(works, answers, strict=True)
    ]
    return strategy.take(number, updates)


def learnt(name: str, rounds: int, **given: ParamValue) -> tuple[float, Measures]:
    arrays, clients = iris()
    entry = STRATEGIES.get(name)
    weights = clients.sizes / clients.sizes.sum()
    size = OBJECTIVES.get("softmax").size(LEARNING.shape)
    setting = Setting(
        learning=LEARNING,
        weights=weights,
        rows=clients.sizes,
        seed=0,
        start=np.zeros(size),
        rounds=rounds,
    )
    strategy = entry.make(setting, filled(entry.parameters, given))
    told = Measures()
    for number in range(1, rounds + 1):
        works = strategy.work(number, range(len(clients)))
        answers = do_many(arrays, LEARNING, works)
        told = take(strategy, number, works, answers)
        if told.settled:
            break
    return slope(strategy, arrays), told


def test_that_admm_reaches_the_pooled_optimum_of_a_softmax_model() -> None:
    far, told = learnt("admm", 500)
    assert told.settled
    assert far < 2e-3


def test_that_tracking_reaches_it_too_and_plain_gossip_does_not() -> None:
    how: dict[str, ParamValue] = {"graph": "ring", "steps": 5, "eta": 0.2}
    tracking, told = learnt("gossip", 500, variant="tracking", **how)
    plain, _ = learnt("gossip", 500, **how)
    assert tracking < 1e-4 < 1e-2 < plain
    assert told.consensus == pytest.approx(0, abs=1e-3)


def test_that_elastic_averaging_comes_near() -> None:
    start, _ = learnt("easgd", 1)
    end, told = learnt("easgd", 300, steps=5, eta=0.2)
    assert end < start / 3
    assert told.consensus is not None
    assert told.consensus > 1e-3


def test_that_the_reference_lasso_comes_out_of_the_real_solver() -> None:
    reference = Path(__file__).parent.parent / "reference" / "vectors.json"
    case = json.loads(reference.read_text())["joint"]["admm_lasso"]
    rows = diabetes()
    X, y = Quadratics(rows).pooled.rows[0]
    clients = packed(np.array_split(np.arange(len(y)), 4))
    arrays = {"X": X, "y": y, "order": clients.order, "bounds": clients.bounds}
    strategy = Quadratics(rows, Penalty(l1=1.0)).strategy("admm")
    learning = strategy.setting.learning
    for number in range(1, 60):
        works = strategy.work(number, range(4))
        answers = do_many(arrays, learning, works)
        if take(strategy, number, works, answers).settled:
            break
    assert number < 50
    np.testing.assert_allclose(
        strategy.parameters, case["coef"], rtol=0, atol=case["abs"]
    )


def test_that_only_networks_are_refused_by_admm() -> None:
    refused = [
        name
        for name, objective in OBJECTIVES.items()
        if unsuited(STRATEGIES.get("admm"), objective, "params.model")
    ]
    assert refused == [name for name in OBJECTIVES if "mlp" in name]
    assert refused
