"""A training that nobody waits for, and nothing that takes long to import."""

from __future__ import annotations

import numpy as np

import workbench.joint.objectives  # noqa: F401 - registers them
from workbench.joint.base import Learning, Shape
from workbench.joint.deep.training import Training
from workbench.workloads import ranks


def train() -> None:
    """Two ranks with three rows each, for minutes."""
    training = Training(
        learning=Learning(objective="softmax", shape=Shape(features=2, outputs=2)),
        start=np.zeros(4),
        etas=(0.1,) * 500_000,
        batch=0,
        seeds=(),
        sizes=(3, 3),
    )
    placed = {
        "X": np.arange(12.0).reshape(6, 2),
        "y": np.array([0, 1, 0, 1, 0, 1]),
        "order": np.arange(6),
        "bounds": np.array([0, 3, 6]),
    }
    ranks.train("torch", training, placed)
