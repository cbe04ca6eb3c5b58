"""Rows for joint learning: split, made numbers, scaled, and dealt to clients.

Scaling and imputation look at the training rows of all clients: what every client must
agree on before learning begins is taken as agreed.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

import workbench.joint.objectives  # noqa: F401 - registers them
from workbench.core.parameters import ParamValue, real, whole
from workbench.core.spec import CvSpec, ExperimentSpec
from workbench.datasets import Dataset, load
from workbench.estimators.prepare import prepared
from workbench.joint.attack import flipped, poisoned_clients
from workbench.joint.base import (
    OBJECTIVES,
    Clients,
    Floats,
    Learning,
    Penalty,
    Shape,
)
from workbench.joint.painting import apply, parse
from workbench.joint.partition import PARTITIONERS, partition
from workbench.workloads.holdout import holdout

Kind = Literal["classification", "regression"]


@dataclass(frozen=True, slots=True, kw_only=True)
class JointData:
    """What the rounds work on. X and y are the training rows in the clients' order."""

    kind: Kind
    classes: tuple[str, ...]
    X: Floats
    y: NDArray[Any]
    taught: NDArray[Any]
    """What clients learn from: y, but for those whose labels are spoiled."""
    X_test: Floats
    y_test: NDArray[Any]
    clients: Clients
    learning: Learning
    poisoned: frozenset[int]

    @property
    def weights(self) -> Floats:
        """Each client's share of the rows."""
        return self.clients.sizes / max(1, len(self.y))

    @property
    def arrays(self) -> dict[str, NDArray[Any]]:
        """What is placed once for all tasks."""
        return {
            "X": self.X,
            "y": self.taught,
            "order": self.clients.order,
            "bounds": self.clients.bounds,
        }


def prepare(spec: ExperimentSpec, given: dict[str, ParamValue]) -> JointData:
    """Load and prepare; ``given`` are the filled parameters of a valid spec.

    Raises ``BadInput`` where the rows do not suit what was asked for.
    """
    dataset = load(spec.dataset, spec.seed)
    train, test = split(dataset, spec.cv, spec.seed)
    X, X_test = _numbers(dataset, train, test)
    X, X_test = _scaled(X, X_test, str(given["scale"]))
    y = dataset.y[train]
    y_test = dataset.y[test]
    bias = bool(given["bias"])
    if bias:
        X, X_test = (np.hstack([part, np.ones((len(part), 1))]) for part in (X, X_test))
    elif dataset.kind == "regression":
        middle = y.mean()
        y, y_test = y - middle, y_test - middle
    clients = dealt(dataset, train, spec.seed, given)
    poisoned = poisoned_clients(clients, whole(given, "poisoned"), spec.seed)
    taught = y
    if given["attack"] == "label_flip":
        taught = y.copy()
        for client in poisoned:
            rows = clients.rows(client)
            taught[rows] = flipped(y[rows], len(dataset.classes))
    return JointData(
        kind=dataset.kind,
        classes=dataset.classes,
        X=np.ascontiguousarray(X),
        y=y,
        taught=taught,
        X_test=np.ascontiguousarray(X_test),
        y_test=y_test,
        clients=clients,
        learning=learning_of(dataset, given, X.shape[1]),
        poisoned=poisoned,
    )


def split(
    dataset: Dataset, cv: CvSpec, seed: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Training and test rows, in the order in which they are used.

    A fixed column of test rows has the first word; else scikit-learn's
    ``train_test_split`` (stratified for classes), or the last rows without ``shuffle``.
    A ``test_size`` of 0 keeps none.
    """
    rows = np.arange(len(dataset.y))
    if dataset.test_rows is not None:
        return rows[~dataset.test_rows], rows[dataset.test_rows]
    if cv.test_size == 0:
        return rows, rows[:0]
    if not cv.shuffle:
        cut = training_rows(len(rows), cv.test_size)
        return rows[:cut], rows[cut:]
    labels = dataset.y if dataset.kind == "classification" else None
    return holdout(len(rows), cv.test_size, seed, labels)


def training_rows(rows: int, test_size: float) -> int:
    """How many rows are left to learn from, as scikit-learn counts."""
    return rows - math.ceil(rows * test_size)


def dealt(
    dataset: Dataset,
    train: NDArray[np.int64],
    seed: int,
    given: dict[str, ParamValue],
) -> Clients:
    """The training rows in the hands of their owners, and what was moved by hand."""
    y = dataset.y[train]
    owners = None if dataset.owner is None else np.asarray(dataset.owner)[train]
    clients = partition(
        str(given["partition"]),
        y,
        dataset.kind,
        len(dataset.classes),
        whole(given, "clients"),
        seed,
        dealing(given),
        owners,
    )
    moves = parse(str(given["moves"]))
    return apply(clients, y, moves, seed, len(dataset.classes)) if moves else clients


def dealing(given: Mapping[str, ParamValue]) -> dict[str, ParamValue]:
    """The parameters of the way of dealing rows."""
    entry = PARTITIONERS.get(str(given["partition"]), "params.partition")
    return {p.name: given[p.name] for p in entry.parameters if p.name in given}


def learning_of(
    dataset: Dataset, given: dict[str, ParamValue], features: int
) -> Learning:
    """What is minimised, on so many columns (the bias is the last)."""
    name = model_name(str(given["model"]), dataset.kind)
    outputs = max(1, len(dataset.classes))
    layered = not OBJECTIVES.get(name).convex
    shape = Shape(
        features=features,
        outputs=outputs,
        hidden=whole(given, "hidden") if layered else 0,
    )
    spared = bool(given["bias"]) and not given["penalise_bias"] and not layered
    return Learning(
        objective=name,
        shape=shape,
        penalty=Penalty(
            l1=real(given, "l1"),
            l2=real(given, "l2"),
            free=_last_row(name, shape) if spared else (),
        ),
    )


def model_name(name: str, kind: str) -> str:
    """The objective that a model's name stands for on data of this kind."""
    if name == "auto":
        return "softmax" if kind == "classification" else "linear"
    return "mlp_regression" if name == "mlp" and kind == "regression" else name


def _last_row(name: str, shape: Shape) -> tuple[int, ...]:
    """Where the weights of the last feature are, W being (features, scores)."""
    size = OBJECTIVES.get(name).size(shape)
    return tuple(range(size - size // shape.features, size))


def _numbers(
    dataset: Dataset, train: NDArray[np.int64], test: NDArray[np.int64]
) -> tuple[Floats, Floats]:
    """Missing values filled and categories as columns, if there are any."""
    X, X_test = dataset.X[train], dataset.X[test]
    if not dataset.needs_preparation:
        return X, X_test
    from sklearn.preprocessing import FunctionTransformer

    pipeline = prepared(
        FunctionTransformer(),
        n_features=dataset.X.shape[1],
        categories=dict(dataset.categories),
        has_missing=dataset.missing > 0,
    )
    X = pipeline.fit_transform(X)
    return X, pipeline.transform(X_test) if len(X_test) else X[:0]


def _scaled(X: Floats, X_test: Floats, how: str) -> tuple[Floats, Floats]:
    """By what the training rows say; a constant column is only moved."""
    if how == "none":
        return X, X_test
    if how == "max":
        largest = float(np.abs(X).max(initial=0.0)) or 1.0
        return X / largest, X_test / largest
    middle, spread = X.mean(axis=0), X.std(axis=0)
    spread[spread == 0] = 1.0
    return (X - middle) / spread, (X_test - middle) / spread
