"""What the networks of both libraries share: scikit-learn's side of them.

A fitted network holds NumPy arrays only, so that it pickles without the library.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, Literal, Self

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data

from workbench.core.errors import BadInput, Problem
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.estimators.networks.layers import Layers, Schedule, Weights

Device = Literal["cpu", "cuda"]
Floats = NDArray[np.float32]


class Network(BaseEstimator):
    """Layers trained by Adam for a fixed number of epochs, in float32.

    ``_trained`` and ``_scores`` are the library's part. Everything left to chance comes
    from ``random_state`` by way of NumPy, so that no other thread can have a say in it.
    """

    def __init__(
        self,
        *,
        hidden_units: int = 64,
        hidden_layers: int = 1,
        filters: int = 0,
        epochs: int = 40,
        batch_size: int = 32,
        learning_rate: float = 5e-3,
        device: Device = "cpu",
        random_state: int | None = None,
    ) -> None:
        self.hidden_units = hidden_units
        self.hidden_layers = hidden_layers
        self.filters = filters
        self.epochs = epochs
        self.batch_size = batch_size
        self.learning_rate = learning_rate
        self.device = device
        self.random_state = random_state

    @abstractmethod
    def _trained(
        self,
        layers: Layers,
        weights: Weights,
        X: Floats,
        y: NDArray[Any],
        schedule: Schedule,
        orders: NDArray[np.int64],
    ) -> Weights:
        """From ``weights`` those after all steps; ``y`` as :meth:`_fit` has it."""

    @abstractmethod
    def _scores(self, layers: Layers, weights: Weights, X: Floats) -> Floats:
        """What the last layer says of each row, (rows, outputs)."""

    def _fit(self, X: Floats, y: NDArray[Any], outputs: int) -> None:
        """``y`` is class indices (int64), or values (float32)."""
        rng = np.random.default_rng(self.random_state)
        filters = (self.filters, 2 * self.filters) if self.filters else ()
        hidden = (self.hidden_units,) * self.hidden_layers
        self.layers_ = Layers(X.shape[1], filters, hidden, outputs)
        schedule = Schedule(len(X), self.epochs, self.batch_size, self.learning_rate)
        start, orders = self.layers_.start(rng), schedule.orders(rng)
        self.weights_ = self._trained(self.layers_, start, X, y, schedule, orders)

    def _asked(self, X: Any) -> Floats:
        """The scores of rows to predict."""
        check_is_fitted(self)
        X = validate_data(self, X, reset=False, dtype=np.float32)
        return self._scores(self.layers_, self.weights_, np.ascontiguousarray(X))


class Classifier(ClassifierMixin, Network):
    """Scores become probabilities by the softmax; learned by cross-entropy."""

    def fit(self, X: Any, y: Any) -> Self:
        """Learn from the rows."""
        X, y = validate_data(self, X, y, dtype=np.float32)
        check_classification_targets(y)
        self.classes_, codes = np.unique(y, return_inverse=True)
        self._fit(np.ascontiguousarray(X), codes.astype(np.int64), len(self.classes_))
        return self

    def predict_proba(self, X: Any) -> NDArray[np.float64]:
        """Of each class, (rows, classes)."""
        scores = self._asked(X).astype(np.float64)
        scores -= scores.max(axis=1, keepdims=True)
        found: NDArray[np.float64] = np.exp(scores)
        found /= found.sum(axis=1, keepdims=True)
        return found

    def predict(self, X: Any) -> NDArray[Any]:
        """The likeliest class of each row."""
        found: NDArray[Any] = self.classes_[self.predict_proba(X).argmax(axis=1)]
        return found


class Regressor(RegressorMixin, Network):
    """One score, the value; learned by its squared error."""

    def fit(self, X: Any, y: Any) -> Self:
        """Learn from the rows."""
        X, y = validate_data(self, X, y, dtype=np.float32, y_numeric=True)
        self._fit(np.ascontiguousarray(X), np.asarray(y, np.float32), 1)
        return self

    def predict(self, X: Any) -> NDArray[np.float64]:
        """The value of each row."""
        return self._asked(X)[:, 0].astype(np.float64)


def no_cuda(library: str) -> BadInput:
    """A GPU was chosen, and ``library`` sees none."""
    message = Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "{library} finds no CUDA device here: choose the device “cpu”, or install "
            "a build of {library} with CUDA on a computer with an NVIDIA GPU.",
        ),
        {"library": library},
    )
    return BadInput([Problem(field="device", message=message)])
