"""What strategies share whose clients each keep a model of their own."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from workbench.core.parameters import ParamValue, whole
from workbench.joint.base import Floats, Local, Setting, Strategy, Vector, Work
from workbench.joint.strategies.common import batch_seed, learning_rate


class OwnModels(Strategy):
    """Each client makes gradient steps from its own model, which it keeps."""

    def __init__(self, setting: Setting, params: Mapping[str, ParamValue]) -> None:
        super().__init__(setting, params)
        self.params = dict(params)
        self.models: Floats = np.tile(setting.start, (len(setting.weights), 1))

    def work(self, number: int, chosen: Sequence[int]) -> list[Work]:
        """Local steps from each client's own model."""
        local = Local(
            steps=whole(self.params, "steps"),
            epochs=whole(self.params, "epochs"),
            batch=whole(self.params, "batch"),
            eta=learning_rate(self.params, number),
        )
        return [
            Work(
                client=client,
                start=self.models[client].copy(),
                local=local,
                correction=self.correction(client),
                seed=batch_seed(self.setting, number, client) if local.batch else 0,
            )
            for client in chosen
        ]

    def spread(self) -> Floats:
        """The clients' models."""
        return self.models

    def correction(self, client: int) -> Vector | None:
        """What is added to each of a client's gradients."""
        return None

    def consensus(self) -> float:
        """(Σ w_i ‖x_i − x̄‖²)^½ with x̄ = Σ w_i x_i, w_i = n_i/n."""
        weights = self.setting.weights
        apart = self.models - weights @ self.models
        return math.sqrt(float(weights @ np.square(apart).sum(1)))
