"""Data-parallel training by a library itself: what it is told, and what it tells.

Each client is a rank with its own rows and a copy of the model. In every step all ranks
form the gradient of their rows, the gradients' mean, weighted by rows, is formed by the
library's own collective operation (all-reduce), and everyone makes the same step. That
is what the strategy ``data_parallel`` does in NumPy, in the same order, with the same
mini-batches.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.joint import penalties
from workbench.joint.base import Answer, Floats, Learning, Vector
from workbench.joint.batches import Batches
from workbench.joint.deep.forms import FORMS, Form

MOST_RANKS = 8
"""Each is a process with a library of some hundred megabytes."""
ALONE_STEPS = 15
"""So many steps of one rank with all rows are timed, and as many made before."""
MOST_BYTES = 512 * 2**20
"""The most that the models of all rounds may take: they are kept until the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """What all ranks are told."""

    learning: Learning
    start: Vector
    etas: tuple[float, ...]
    """The learning rate of each round."""
    batch: int
    """Rows of a client in a step; 0 takes all."""
    seeds: tuple[tuple[int, ...], ...]
    """Of each round's mini-batches, by client; empty without such."""
    sizes: tuple[int, ...]
    """Rows of each client."""

    @property
    def form(self) -> Form:
        """The network."""
        return FORMS[self.learning.objective]

    @property
    def ranks(self) -> int:
        """One for each client."""
        return len(self.sizes)

    def share(self, rank: int) -> float:
        """Of all rows."""
        return self.sizes[rank] / sum(self.sizes)

    def rows(self, number: int, rank: int) -> NDArray[np.intp]:
        """Which of its rows a client takes in round ``number``, from 0."""
        size = self.sizes[rank]
        if not 0 < self.batch < size:
            return np.arange(size)
        seeds = [self.seeds[number][rank]]
        drawn, weight = Batches(np.array([size]), self.batch, seeds).rows(0, 1)
        taken: NDArray[np.intp] = drawn[0][weight[0] > 0]
        return taken

    def ridge(self) -> Vector | float:
        """What the L2 penalty adds to the gradient, times w."""
        return penalties.ridge(self.learning.penalty, len(self.start))

    def shrunk(self, w: Vector, eta: float) -> Vector:
        """After the proximal step of the L1 penalty."""
        if self.learning.penalty.l1:
            by = penalties.lasso(self.learning.penalty, len(w))
            penalties.shrink(w[None], eta * by)
        return w


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The rows of one rank, or of all of them one after another."""

    X: Floats
    y: NDArray[Any]


@dataclass(slots=True)
class Diary:
    """What one rank notes, step by step."""

    losses: list[float] = field(default_factory=list)
    """At the beginning of each step, of its own rows."""
    models: list[Vector] = field(default_factory=list)
    """After each step; kept by the first rank alone."""
    step_s: list[float] = field(default_factory=list)
    exchange_s: list[float] = field(default_factory=list)
    """Of the step: in the all-reduce, waiting for the slowest rank included."""
    alone_s: float = 0.0
    """One step of one rank that has all rows."""
    cpu_s: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """A training that is over. Arrays begin with (ranks, rounds) or (rounds,)."""

    models: Floats
    """(rounds, parameters)"""
    losses: Floats
    step_s: Floats
    """(rounds,), of the rank that took longest."""
    exchange_s: Floats
    alone_s: float
    start_s: float
    """Until all ranks were ready for the first step."""
    cpu_s: float

    @property
    def exchange_share(self) -> float:
        """Of all steps' time, on average over the ranks."""
        total = float(self.step_s.sum())
        return float(self.exchange_s.mean(axis=0).sum()) / total if total else 0.0

    @property
    def speedup(self) -> float:
        """Of a step, against one rank with all rows."""
        step = float(np.median(self.step_s))
        return self.alone_s / step if step else 0.0

    def answers(self, number: int) -> list[Answer]:
        """What each client has after round ``number`` (from 1): the common model."""
        return [
            Answer(
                client=rank,
                vector=self.models[number - 1],
                loss=float(self.losses[rank, number - 1]),
                steps=1,
            )
            for rank in range(len(self.losses))
        ]


def together(diaries: Sequence[Diary], start_s: float) -> Trained:
    """What all ranks noted."""
    return Trained(
        models=np.stack(diaries[0].models),
        losses=np.array([diary.losses for diary in diaries]),
        step_s=np.array([diary.step_s for diary in diaries]).max(axis=0),
        exchange_s=np.array([diary.exchange_s for diary in diaries]),
        alone_s=diaries[0].alone_s,
        start_s=start_s,
        cpu_s=sum(diary.cpu_s for diary in diaries),
    )


def median_s(step: Any) -> float:
    """Seconds that ``step()`` takes, once it has been called a few times."""
    taken = []
    for _ in range(2 * ALONE_STEPS):
        begin = time.perf_counter()
        step()
        taken.append(time.perf_counter() - begin)
    return float(np.median(taken[ALONE_STEPS:]))


def everyones(training: Training) -> tuple[NDArray[np.intp], Floats]:
    """The rows of all ranks in the first round, one after another, and their weights.

    The weights sum to 1, so that one rank with all these rows makes the same step.
    """
    starts = np.cumsum([0, *training.sizes])
    taken = [training.rows(0, rank) for rank in range(training.ranks)]
    return (
        np.concatenate(
            [start + rows for start, rows in zip(starts, taken, strict=False)]
        ),
        np.concatenate(
            [
                np.full(len(rows), training.share(rank) / max(len(rows), 1))
                for rank, rows in enumerate(taken)
            ]
        ),
    )
