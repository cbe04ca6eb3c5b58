"""Networks in PyTorch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.core import deep_learning
from workbench.estimators.networks.base import (
    Classifier,
    Device,
    Floats,
    Network,
    Regressor,
    no_cuda,
)
from workbench.estimators.networks.layers import (
    BETAS,
    EPSILON,
    Layers,
    Schedule,
    Weights,
    pairs,
    parted,
)

_ASKED_AT_ONCE = 4096


class _Torch(Network):
    """PyTorch's part: one thread, since workers are what is parallel here."""

    def _trained(
        self,
        layers: Layers,
        weights: Weights,
        X: Floats,
        y: NDArray[Any],
        schedule: Schedule,
        orders: NDArray[np.int64],
    ) -> Weights:
        torch = deep_learning.torch()
        device = _device(torch, self.device)
        tensors = [tensor.requires_grad_() for tensor in _sent(torch, weights, device)]
        data = torch.from_numpy(_rows(layers, X)).to(device)
        targets = torch.from_numpy(y).to(device)
        loss_of = _cross_entropy if y.dtype == np.int64 else _half_squared
        adam = torch.optim.Adam(tensors, betas=BETAS, eps=EPSILON, fused=True)
        rates = iter(schedule.rates().tolist())
        for order in torch.from_numpy(orders).to(device):
            for rows in order.split(schedule.batch):
                adam.param_groups[0]["lr"] = next(rates)
                adam.zero_grad()
                loss_of(_forward(layers, tensors, data[rows]), targets[rows]).backward()
                adam.step()
        return _fetched(tensors)

    def _scores(self, layers: Layers, weights: Weights, X: Floats) -> Floats:
        torch = deep_learning.torch()
        device = _device(torch, self.device)
        tensors = _sent(torch, weights, device)
        data = _rows(layers, X)
        with torch.inference_mode():
            found = [
                _forward(layers, tensors, torch.from_numpy(data[rows]).to(device))
                for rows in parted(len(X), _ASKED_AT_ONCE)
            ]
            scores: Floats = torch.cat(found).cpu().numpy()
        return scores


class TorchClassifier(_Torch, Classifier):
    """An MLP, with ``filters`` a CNN, that tells classes."""


class TorchRegressor(_Torch, Regressor):
    """An MLP that predicts a value."""


def _device(torch: Any, name: Device) -> Any:
    if name == "cuda" and not torch.cuda.is_available():
        raise no_cuda("PyTorch")
    return torch.device(name)


def _rows(layers: Layers, X: Floats) -> Floats:
    """As the first layer wants them: (rows, channels, grid...) or (rows, features)."""
    return X.reshape(len(X), 1, *layers.grid) if layers.filters else X


def _sent(torch: Any, weights: Weights, device: Any) -> list[Any]:
    """Tensors in PyTorch's order: outputs before inputs, the window last."""
    found = []
    for weight in weights:
        axes = range(weight.ndim)
        turned = (
            weight.transpose(*(axes[:-3:-1]), *axes[:-2]) if weight.ndim > 1 else weight
        )
        found.append(torch.tensor(np.ascontiguousarray(turned), device=device))
    return found


def _fetched(tensors: Sequence[Any]) -> Weights:
    """The same back as :class:`Layers` has them."""
    found: Weights = []
    for tensor in tensors:
        array = tensor.detach().cpu().numpy()
        if array.ndim > 1:
            array = array.transpose(*range(2, array.ndim), 1, 0)
        found.append(np.ascontiguousarray(array))
    return found


def _forward(layers: Layers, tensors: Sequence[Any], rows: Any) -> Any:
    from torch.nn import functional

    picture = len(layers.grid) == 2
    convolve = functional.conv2d if picture else functional.conv1d
    halve = functional.max_pool2d if picture else functional.max_pool1d
    left = list(pairs(tensors))
    for _, halved in layers.grids():
        weight, bias = left.pop(0)
        rows = functional.relu(convolve(rows, weight, bias, padding="same"))
        rows = halve(rows, 2) if halved else rows
    if layers.filters:  # flat with the channels last, as in Keras
        rows = rows.movedim(1, -1).flatten(1)
    for weight, bias in left[:-1]:
        rows = functional.relu(functional.linear(rows, weight, bias))
    return functional.linear(rows, *left[-1])


def _cross_entropy(scores: Any, y: Any) -> Any:
    from torch.nn import functional

    return functional.cross_entropy(scores, y)


def _half_squared(scores: Any, y: Any) -> Any:
    return 0.5 * (scores[:, 0] - y).square().mean()
