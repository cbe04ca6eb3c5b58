"""Clients whose problems are least squares: a small reference with closed forms."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from workbench.core.parameters import ParamValue, filled
from workbench.joint import penalties as parts
from workbench.joint import strategies as _strategies  # noqa: F401
from workbench.joint.base import (
    STRATEGIES,
    Answer,
    Floats,
    Learning,
    Measures,
    Penalty,
    Setting,
    Shape,
    Strategy,
    Update,
    Vector,
    Work,
)

Rows = tuple[Floats, Floats]


@dataclass
class Quadratics:
    """f_i(x) = 1/(2 n_i) ‖y_i − X_i x‖² for each client's rows (X_i, y_i)."""

    rows: Sequence[Rows]
    penalty: Penalty = field(default_factory=Penalty)
    seed: int = 0
    A: list[Floats] = field(init=False)
    b: list[Vector] = field(init=False)

    def __post_init__(self) -> None:
        self.A = [X.T @ X / max(len(y), 1) for X, y in self.rows]
        self.b = [X.T @ y / max(len(y), 1) for X, y in self.rows]

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def sizes(self) -> NDArray[np.int64]:
        return np.array([len(y) for _, y in self.rows])

    @property
    def weights(self) -> Floats:
        return self.sizes / self.sizes.sum()

    @property
    def pooled(self) -> Quadratics:
        """All rows with one owner."""
        X, y = zip(*self.rows, strict=True)
        return Quadratics([(np.concatenate(X), np.concatenate(y))], self.penalty)

    @property
    def optimum(self) -> Vector:
        """Of the sum over all rows, without an L1 penalty."""
        one = self.pooled
        held = np.full(len(one.b[0]), self.penalty.l2)
        held[list(self.penalty.free)] = 0
        return np.linalg.solve(one.A[0] + np.diag(held), one.b[0])

    def strategy(self, name: str, **given: ParamValue) -> Strategy:
        entry = STRATEGIES.get(name)
        features = self.rows[0][0].shape[1]
        setting = Setting(
            learning=Learning(
                objective="linear",
                shape=Shape(features=features, outputs=1),
                penalty=self.penalty,
            ),
            weights=self.weights,
            rows=self.sizes,
            seed=self.seed,
            start=np.zeros(features),
            rounds=100,
        )
        return entry.make(setting, filled(entry.parameters, given))

    def gradient(self, client: int, x: Vector) -> Vector:
        return self.A[client] @ x - self.b[client]

    def do(self, work: Work) -> Answer:
        local, x, i = work.local, work.start.copy(), work.client
        if local.procedure == "proximal":
            assert not local.penalised
            held = local.rho * np.eye(len(x))
            x = np.linalg.solve(self.A[i] + held, self.b[i] + local.rho * x)
            return Answer(client=i, vector=x, loss=0.0, steps=1)
        assert local.procedure == "descend"
        for _ in range(local.steps):
            slope = self.gradient(i, x) + parts.smooth_gradient(self.penalty, x)
            if work.correction is not None:
                slope += work.correction
            x = parts.threshold(self.penalty, x - local.eta * slope, local.eta)
        return Answer(client=i, vector=x, loss=0.0, steps=local.steps)

    def round(
        self, strategy: Strategy, number: int, absent: Collection[int] = ()
    ) -> Measures:
        """One round; who is absent works, but its update does not arrive."""
        chosen = [i for i in range(len(self)) if self.sizes[i]]
        updates = [
            Update(
                client=work.client,
                delta=self.do(work).vector - work.start,
                weight=float(self.weights[work.client]),
                rows=int(self.sizes[work.client]),
                steps=work.local.steps,
                loss=0.0,
            )
            for work in strategy.work(number, chosen)
            if work.client not in absent
        ]
        return strategy.take(number, updates)

    def learn(
        self,
        strategy: Strategy,
        rounds: int,
        absent: Callable[[int], Collection[int]] = lambda _: (),
    ) -> tuple[Floats, list[Measures]]:
        """Rounds until it is settled: the model after each, and what it measured."""
        path, told = [], []
        for number in range(1, rounds + 1):
            told.append(self.round(strategy, number, absent(number)))
            path.append(strategy.parameters.copy())
            if told[-1].settled:
                break
        return np.array(path), told


def regression(
    sizes: Sequence[int], features: int = 4, seed: int = 0, apart: float = 1.0
) -> list[Rows]:
    """Clients of these sizes whose true coefficients differ by about ``apart``."""
    rng = np.random.default_rng(seed)
    common = rng.standard_normal(features)
    made = []
    for size in sizes:
        X = rng.standard_normal((size, features))
        own = common + apart * rng.standard_normal(features)
        made.append((X, X @ own + 0.1 * rng.standard_normal(size)))
    return made


def diabetes(parts_: int = 4) -> list[Rows]:
    """Standardised (ddof 0), target centred, in contiguous blocks."""
    from sklearn.datasets import load_diabetes

    X, y = load_diabetes(return_X_y=True, scaled=False)
    X = (X - X.mean(0)) / X.std(0)
    y = y - y.mean()
    return list(zip(np.array_split(X, parts_), np.array_split(y, parts_), strict=True))


def defaults(name: str, **given: ParamValue) -> Mapping[str, ParamValue]:
    """A strategy's parameters, filled."""
    return filled(STRATEGIES.get(name).parameters, given)
