"""Predictions that other programs made, from a CSV or Parquet file of the user's.

The file is read in a child process, as every file of a user's is
(:mod:`workbench.datasets.tables`)::

    found = read_predictions("predictions.csv", "truth")
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.core.isolate import LIMITS, Limits
from workbench.core.parameters import ParamValue
from workbench.datasets.base import Kind
from workbench.datasets.tables import in_child, usable_path
from workbench.datasets.tables_predictions import RawPredictions, read_predictions_file


@dataclass(frozen=True, slots=True, kw_only=True)
class Predictions:
    """What each member predicted for every row, and what is true.

    ``y`` are class indices or values. ``outputs`` has one array per member: its
    probabilities (rows, classes), or its values (rows,).
    """

    kind: Kind
    members: tuple[str, ...]
    classes: tuple[str, ...]
    y: NDArray[Any]
    outputs: tuple[NDArray[np.float64], ...]
    left_out: tuple[str, ...]
    """Columns that are no member's."""


def read_predictions(
    path: Path | str,
    truth: str,
    *,
    regression: bool = False,
    members: Sequence[str] | None = None,
    dialect: Mapping[str, ParamValue] | None = None,
    limits: Limits = LIMITS,
) -> Predictions:
    """Truth and predictions of all members, or of those named.

    For classes there is one column per member and class, called ``member:class``; of
    two classes one is enough. For a regression every other column is a member.

    Raises:
        BadInput: what is wrong with the file, the truth, a column or a cell, where,
            and what to do.
    """
    path = usable_path(path, dialect)
    wanted = None if members is None else list(members)
    args = (truth, regression, wanted, dict(dialect or {}))
    raw = in_child(path, read_predictions_file, args, RawPredictions, limits)
    values = np.frombuffer(raw.values).reshape(len(raw.members), raw.rows, -1)
    return Predictions(
        kind=raw.kind,
        members=raw.members,
        classes=raw.classes,
        y=np.frombuffer(raw.y, dtype=np.float64 if regression else np.int64),
        outputs=tuple(_output(part, len(raw.classes)) for part in values),
        left_out=raw.left_out,
    )


def _output(values: NDArray[np.float64], n_classes: int) -> NDArray[np.float64]:
    """(rows, 1) values as (rows,), or the probabilities of every class."""
    if n_classes == 2:
        # Class by class in memory: most of what follows reads one class of all rows.
        return np.stack([1.0 - values[:, 0], values[:, 0]]).T
    return values if n_classes else values[:, 0]
