"""How well each member did on rows that it had not seen, inside the training part."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.ensembles.evidence import Evidence
from workbench.ensembles.rules.tables import Array, inner


def inner_scores(evidence: Evidence) -> Array:
    """Accuracy or R² of every member's out-of-fold predictions, (members,)."""
    score = accuracy if evidence.kind == "classification" else r2
    return np.array([score(m.labels, evidence.y) for m in inner(evidence)])


def accuracy(labels: NDArray[Any], y: NDArray[Any]) -> float:
    """The share of labels that are true."""
    return float((labels == y).mean())


def r2(values: NDArray[Any], y: NDArray[Any]) -> float:
    """1 − Σ(y − f)² / Σ(y − ȳ)²; of equal targets, 1 where all are met, else 0."""
    errors = float(((y - values) ** 2).sum())
    spread = float(((y - y.mean()) ** 2).sum())
    if spread == 0.0:
        return float(errors == 0.0)
    return 1.0 - errors / spread
