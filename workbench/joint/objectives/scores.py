"""Objectives whose loss is a function of scores, most of them linear: S = XW.

Two steps of the protocol are split further here, since clients take many steps on the
same rows: targets are prepared once, and a gradient is *pulled back* without its loss.
All arrays begin with (clients, rows).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from workbench.core.messages import Message
from workbench.joint.base import Floats, Shape, Vector

FEW_ROWS = 32
"""Below so many rows per client, one product beats a loop over clients."""


Steady = Callable[[Floats, float], Floats]
"""From models (clients, parameters) and a factor to that many times the gradients."""


def turned(values: Floats) -> Floats:
    """The last two axes exchanged; a view."""
    return values.swapaxes(-1, -2)


def by_score(values: Floats) -> Floats:
    """The same (..., rows, scores), with each score's rows side by side in memory.

    Sums and maxima over a few scores then run along many rows at once. Arithmetic keeps
    that order where all its operands have it.
    """
    return turned(np.ascontiguousarray(turned(values)))


class Scored(ABC):
    """An objective with a loss per row of scores and targets."""

    name: str
    title: Message
    help: Message
    kind: Literal["classification", "regression"] = "classification"
    convex: bool = True
    binary_only: bool = False
    requires: str = ""

    @abstractmethod
    def size(self, shape: Shape) -> int:
        """How many parameters there are."""

    @abstractmethod
    def start(self, shape: Shape, seed: int) -> Vector:
        """Where learning begins."""

    @abstractmethod
    def targets(self, shape: Shape, y: NDArray[Any]) -> Floats:
        """What scores are held against, (clients, rows, scores)."""

    @abstractmethod
    def losses(self, S: Floats, T: Floats) -> Floats:
        """Each row's loss, (clients, rows)."""

    @abstractmethod
    def slopes(self, S: Floats, T: Floats) -> Floats:
        """∂loss/∂S of each row, (clients, rows, scores); may write into ``S``."""

    @abstractmethod
    def scores(self, shape: Shape, W: Floats, X: Floats) -> Floats:
        """(clients, rows, scores); of a single model in ``W`` for all clients too."""

    @abstractmethod
    def pull(
        self, shape: Shape, W: Floats, X: Floats, T: Floats, weight: Floats
    ) -> Floats:
        """The gradients (clients, parameters) alone; ``weight`` need not sum to 1."""

    @abstractmethod
    def decide(self, shape: Shape, S: Floats) -> NDArray[Any]:
        """Labels or values for scores (rows, scores)."""

    def loss(
        self, shape: Shape, W: Floats, X: Floats, y: NDArray[Any], weight: Floats
    ) -> Floats:
        """The losses, (clients,)."""
        rows = self.losses(self.scores(shape, W, X), self.targets(shape, y))
        found: Floats = np.einsum("cn,cn->c", rows, weight)
        return found

    def gradient(
        self, shape: Shape, W: Floats, X: Floats, y: NDArray[Any], weight: Floats
    ) -> tuple[Floats, Floats]:
        """Losses (clients,) and gradients (clients, parameters)."""
        return self.both(shape, W, X, self.targets(shape, y), weight)

    def both(
        self, shape: Shape, W: Floats, X: Floats, T: Floats, weight: Floats
    ) -> tuple[Floats, Floats]:
        """Losses and gradients where the targets are known."""
        losses = np.einsum("cn,cn->c", self.losses(self.scores(shape, W, X), T), weight)
        return losses, self.pull(shape, W, X, T, weight)

    def steady(self, shape: Shape, X: Floats, T: Floats, weight: Floats) -> Steady:
        """:meth:`pull` for those who ask again and again about the same rows.

        What no model changes need be computed only once.
        """

        def pull(W: Floats, times: float) -> Floats:
            return self.pull(shape, W, X, T, times * weight)

        return pull

    def predict(self, shape: Shape, w: Vector, X: Floats) -> NDArray[Any]:
        """Labels or values (rows,) for X (rows, features)."""
        return self.decide(shape, self.scores(shape, w[None], X[None])[0])

    def row_losses(self, shape: Shape, w: Vector, X: Floats, y: NDArray[Any]) -> Floats:
        """Each row's own loss, (rows,)."""
        S = self.scores(shape, w[None], X[None])
        found: Floats = self.losses(S, self.targets(shape, y[None]))[0]
        return found


class LinearScores(Scored):
    """S = XW with W (features, scores), laid out flat row by row.

    Everything a solver of second order needs is here too: the loss' Hessian is
    Σ_n x_n h_n x_nᵀ with h_n the curvature of row n's loss in its scores.
    """

    curvature_bound: float
    """An upper bound of the eigenvalues of any row's curvature."""

    def columns(self, shape: Shape) -> int:
        """Scores per row."""
        return 1

    def size(self, shape: Shape) -> int:
        """A weight for each feature and score."""
        return shape.features * self.columns(shape)

    def start(self, shape: Shape, seed: int) -> Vector:
        """Zeros: the problem is convex."""
        return np.zeros(self.size(shape))

    def scores(self, shape: Shape, W: Floats, X: Floats) -> Floats:
        """XW, laid out :func:`score by score <by_score>`.

        Where all clients share one model and have few rows, it is a single product.
        """
        if len(W) == 1 and len(X) > 1 and X.shape[1] < FEW_ROWS:
            flat = X.reshape(-1, shape.features) @ W.reshape(shape.features, -1)
            return flat.reshape(*X.shape[:2], flat.shape[1])
        return turned(turned(W.reshape(len(W), shape.features, -1)) @ turned(X))

    def back(self, X: Floats, R: Floats) -> Floats:
        """XᵀR, flat: what R (clients, rows, scores) means for the parameters."""
        return (turned(X) @ R).reshape(len(X), -1)

    def pull(
        self, shape: Shape, W: Floats, X: Floats, T: Floats, weight: Floats
    ) -> Floats:
        """Xᵀ(weight · slopes)."""
        return self._pulled(X, self.scores(shape, W, X), T, weight)

    def both(
        self, shape: Shape, W: Floats, X: Floats, T: Floats, weight: Floats
    ) -> tuple[Floats, Floats]:
        """Of the same scores."""
        S = self.scores(shape, W, X)
        losses = np.einsum("cn,cn->c", self.losses(S, T), weight)
        return losses, self._pulled(X, S, T, weight)

    def _pulled(self, X: Floats, S: Floats, T: Floats, weight: Floats) -> Floats:
        R = self.slopes(S, T)
        R *= weight[:, :, None]
        return self.back(X, R)

    @abstractmethod
    def curvature(self, S: Floats, T: Floats) -> Floats:
        """What :meth:`curved` needs to know of the scores, of their shape."""

    def curved(self, H: Floats, V: Floats) -> Floats:
        """h_n V_n for each row; unless overridden, scores do not mix: diagonal h."""
        return H * V

    def diagonal(self, H: Floats) -> Floats:
        """The diagonals of all h_n, of the scores' shape."""
        return H
