"""Rounds of a strategy on least-squares clients, done here in the plainest way.

What a client does is written out once more, so that a strategy and the clients' code
cannot be wrong together; ``by="local"`` has it done by that code.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

import workbench.joint.objectives
import workbench.joint.strategies  # noqa: F401 - registers them
from workbench.core.parameters import ParamValue, filled
from workbench.joint.base import (
    STRATEGIES,
    Answer,
    Floats,
    Learning,
    Penalty,
    Setting,
    Shape,
    Strategy,
    Update,
    Vector,
    Work,
)
from workbench.joint.local import do_many

OWN = (
    "one_shot",
    "fedavg",
    "fedprox",
    "scaffold",
    "fedavgm",
    "fedadagrad",
    "fedadam",
    "fedyogi",
    "fed_median",
    "trimmed_mean",
    "krum",
    "multi_krum",
    "data_parallel",
)
"""The strategies with a server that takes one step a round."""


@dataclass(frozen=True)
class Client:
    """Mean of (y − Xw)²/2 over its rows."""

    X: Floats
    y: Floats
    steps: int | None = None
    """How many steps it makes, whatever it is told."""

    @property
    def hessian(self) -> Floats:
        return self.X.T @ self.X / len(self.y)

    @property
    def pull(self) -> Vector:
        return self.X.T @ self.y / len(self.y)

    def gradient(self, w: Vector) -> Vector:
        return self.hessian @ w - self.pull


def quadratics() -> list[Client]:
    """f1 = x²/2 and f2 = 5 (x − 1)²."""
    root = np.sqrt(10.0)
    return [
        Client(X=np.array([[1.0]]), y=np.array([0.0])),
        Client(X=np.array([[root]]), y=np.array([root])),
    ]


def made_up(
    seed: int, count: int, rows: Sequence[int] = (), d: int = 3
) -> list[Client]:
    """Clients whose data differ, well conditioned."""
    draw = np.random.default_rng(seed)
    clients = []
    for i in range(count):
        n = rows[i] if rows else int(draw.integers(8, 20))
        X = np.clip(draw.normal(size=(n, d)), -2, 2)
        y = X @ draw.normal(size=d) + 0.1 * draw.normal(size=n)
        clients.append(Client(X=X, y=y))
    return clients


def pooled(clients: Sequence[Client]) -> Client:
    """All rows in one place."""
    return Client(
        X=np.concatenate([c.X for c in clients]),
        y=np.concatenate([c.y for c in clients]),
    )


def optimum(client: Client, l2: float = 0.0) -> Vector:
    """The minimiser."""
    return np.linalg.solve(client.hessian + l2 * np.eye(client.X.shape[1]), client.pull)


def made(
    name: str,
    clients: Sequence[Client],
    penalty: Penalty | None = None,
    **params: ParamValue,
) -> Strategy:
    """The strategy ``name`` at zero, its other parameters as they are by default."""
    entry = STRATEGIES.get(name)
    given = {k: v for k, v in params.items() if k in {p.name for p in entry.parameters}}
    size = clients[0].X.shape[1]
    rows = np.array([len(c.y) for c in clients])
    setting = Setting(
        learning=Learning(
            objective="linear",
            shape=Shape(features=size, outputs=1),
            penalty=penalty or Penalty(),
        ),
        weights=rows / rows.sum(),
        rows=rows,
        seed=0,
        start=np.zeros(size),
        rounds=100,
    )
    return entry.make(setting, filled(entry.parameters, given))


def answered(client: Client, work: Work, penalty: Penalty) -> tuple[Vector, int]:
    """What arrives of a client's full-batch work, and the steps it made."""
    local, start, l2 = work.local, work.start, penalty.l2
    if local.procedure == "gradient":
        return client.gradient(start) + l2 * start, 1
    if local.procedure == "proximal":
        identity = np.eye(len(start))
        x = np.linalg.solve(
            client.hessian + (l2 + local.rho) * identity,
            client.pull + local.rho * start,
        )
        return x - start, 1
    x, steps = start.copy(), client.steps or local.steps
    for _ in range(steps):
        slope = client.gradient(x) + l2 * x + local.mu * (x - start)
        if work.correction is not None:
            slope = slope + work.correction
        x = x - local.eta * slope
        shrunk = np.sign(x) * np.maximum(np.abs(x) - local.eta * penalty.l1, 0.0)
        x = shrunk if penalty.l1 else x
    return x - start, steps


def by_local(
    strategy: Strategy, clients: Sequence[Client], works: Sequence[Work]
) -> list[tuple[Vector, int]]:
    """The same of many clients, by the clients' own code."""
    ends = np.cumsum([0, *(len(c.y) for c in clients)])
    arrays = {
        "X": np.concatenate([c.X for c in clients]),
        "y": np.concatenate([c.y for c in clients]),
        "order": np.arange(ends[-1]),
        "bounds": ends,
    }
    return [
        (arrived(work, answer), answer.steps)
        for work, answer in zip(
            works, do_many(arrays, strategy.setting.learning, works), strict=True
        )
    ]


def arrived(work: Work, answer: Answer) -> Vector:
    """An update's ``delta``, where nothing happens to it on the way."""
    if work.local.procedure == "gradient":
        return answer.vector
    return answer.vector - work.start


def play(
    strategy: Strategy,
    clients: Sequence[Client],
    rounds: int,
    *,
    by: Literal["hand", "local"] = "hand",
    chosen: Callable[[int], Sequence[int]] | None = None,
    arrives: Callable[[int, int], bool] = lambda number, client: True,
) -> list[Vector]:
    """The server's model after each round."""
    penalty = strategy.setting.learning.penalty
    path = []
    for number in range(1, rounds + 1):
        called = chosen(number) if chosen else range(len(clients))
        works = [w for w in strategy.work(number, called) if arrives(number, w.client)]
        found = (
            by_local(strategy, clients, works)
            if by == "local"
            else [answered(clients[work.client], work, penalty) for work in works]
        )
        strategy.take(
            number,
            [
                update(strategy, work.client, *one)
                for work, one in zip(works, found, strict=True)
            ],
        )
        path.append(strategy.parameters.copy())
    return path


def update(strategy: Strategy, client: int, delta: Vector, steps: int = 1) -> Update:
    """One that arrives."""
    return Update(
        client=client,
        delta=delta,
        weight=float(strategy.setting.weights[client]),
        rows=int(strategy.setting.rows[client]),
        steps=steps,
        loss=0.0,
    )


def descended(client: Client, eta: float, steps: int, l2: float = 0.0) -> Vector:
    """Gradient descent in one place, from zero."""
    w = np.zeros(client.X.shape[1])
    for _ in range(steps):
        w = w - eta * (client.gradient(w) + l2 * w)
    return w
