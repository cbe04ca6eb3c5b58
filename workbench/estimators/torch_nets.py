"""An MLP and a small CNN of PyTorch, where it is installed."""

from __future__ import annotations

from typing import Any

from workbench.core.libraries import TORCH
from workbench.estimators.net_settings import add_networks


def _classes() -> tuple[Any, Any]:
    from workbench.estimators.networks import torch_models

    return torch_models.TorchClassifier, torch_models.TorchRegressor


add_networks("torch", "PyTorch", TORCH, _classes, start=2e-2, step=4e-4)
