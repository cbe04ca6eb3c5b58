"""Made-up classification data whose size and difficulty are parameters."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from workbench.core.errors import BadInput, Problem
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import Parameter, ParamValue
from workbench.datasets.base import DATASETS, Dataset, DatasetEntry, Shape

_FIELD = "dataset.params"
_MOST_CELLS = 200_000_000
"""1.6 GB as float64; more does not fit beside the copies that models make."""


def _whole(params: Mapping[str, ParamValue], name: str) -> int:
    value = params[name]
    if not isinstance(value, int):
        raise TypeError(f"{name} is {value!r}, not a whole number")
    return value


def _shape(params: Mapping[str, ParamValue]) -> Shape:
    shape = Shape(
        rows=_whole(params, "rows"),
        features=_whole(params, "features"),
        classes=_whole(params, "classes"),
    )
    if problems := _impossible(shape, _whole(params, "informative")):
        raise BadInput(problems)
    return shape


def too_few_rows(rows: int, classes: int) -> Problem:
    """Refuses sets with hardly a row to test of each class."""
    return Problem(
        field=f"{_FIELD}.rows",
        message=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "{rows} rows are too few for {classes} classes: take at least "
                "{least}, ten for each class.",
            ),
            {"rows": rows, "classes": classes, "least": 10 * classes},
        ),
    )


def _impossible(shape: Shape, informative: int) -> list[Problem]:
    """Combinations that no data can have, each said at the field to change."""
    problems = []
    if informative > shape.features:
        problems.append(
            Problem(
                field=f"{_FIELD}.informative",
                message=Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "{informative} informative features, but only {features} "
                        "features in all: lower the one or raise the other.",
                    ),
                    {"informative": informative, "features": shape.features},
                ),
            )
        )
    if shape.classes > 2 ** min(informative, 32):
        problems.append(
            Problem(
                field=f"{_FIELD}.classes",
                message=Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "{informative} informative features can tell at most {most} "
                        "classes apart, not {classes}: ask for fewer classes or more "
                        "informative features.",
                    ),
                    {
                        "informative": informative,
                        "most": 2**informative,
                        "classes": shape.classes,
                    },
                ),
            )
        )
    if shape.rows < 10 * shape.classes:
        problems.append(too_few_rows(shape.rows, shape.classes))
    if shape.rows * shape.features > _MOST_CELLS:
        problems.append(
            Problem(
                field=f"{_FIELD}.rows",
                message=Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "{rows:,} rows × {features:,} features are more than "
                        "{most:,} numbers: ask for fewer rows or features.",
                    ),
                    {
                        "rows": shape.rows,
                        "features": shape.features,
                        "most": _MOST_CELLS,
                    },
                ),
            )
        )
    return problems


def _feature_names(params: Mapping[str, ParamValue]) -> tuple[str, ...]:
    informative = _whole(params, "informative")
    noise = _whole(params, "features") - informative
    return (
        *(f"informative {i + 1}" for i in range(informative)),
        *(f"noise {i + 1}" for i in range(noise)),
    )


def _load(params: Mapping[str, ParamValue], seed: int) -> Dataset:
    from sklearn.datasets import make_classification

    shape = _shape(params)
    informative = _whole(params, "informative")
    # Two clusters make a class that no straight border fits, where there is room.
    clusters = 2 if 2 * shape.classes <= 2 ** min(informative, 32) else 1
    X, y = make_classification(
        n_samples=shape.rows,
        n_features=shape.features,
        n_informative=informative,
        n_redundant=0,
        n_classes=shape.classes,
        n_clusters_per_class=clusters,
        class_sep=params["class_sep"],
        flip_y=params["flip_y"],
        shuffle=False,
        random_state=seed,
    )
    order = np.random.default_rng(seed).permutation(shape.rows)
    return Dataset(
        name="synthetic",
        title=_TITLE,
        kind="classification",
        X=np.ascontiguousarray(X[order], dtype=float),
        y=y[order].astype(np.int64),
        features=_feature_names(params),
        target="class",
        classes=tuple(str(c) for c in range(shape.classes)),
        categories={},
    )


_TITLE = Message(QT_TRANSLATE_NOOP("Message", "Synthetic"))

DATASETS.add(
    "synthetic",
    DatasetEntry(
        name="synthetic",
        title=_TITLE,
        kind="classification",
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "One or two clouds of points for each class, made from the seed. Their "
                "size and difficulty are yours to choose.",
            )
        ),
        source="Generated by scikit-learn's make_classification",
        rows=None,
        n_features=None,
        n_classes=None,
        load=_load,
        feature_names=_feature_names,
        shape=_shape,
        parameters=(
            Parameter(
                name="rows",
                kind="int",
                default=2000,
                minimum=20,
                maximum=1_000_000,
                title=Message(QT_TRANSLATE_NOOP("Message", "Rows")),
                help=Message(
                    QT_TRANSLATE_NOOP("Message", "How many examples are made.")
                ),
            ),
            Parameter(
                name="features",
                kind="int",
                default=20,
                minimum=1,
                maximum=5000,
                title=Message(QT_TRANSLATE_NOOP("Message", "Features")),
                help=Message(
                    QT_TRANSLATE_NOOP(
                        "Message", "How many columns, informative and noise together."
                    )
                ),
            ),
            Parameter(
                name="informative",
                kind="int",
                default=5,
                minimum=1,
                maximum=1000,
                title=Message(QT_TRANSLATE_NOOP("Message", "Informative features")),
                help=Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "How many columns tell the classes apart; the rest is noise.",
                    )
                ),
            ),
            Parameter(
                name="classes",
                kind="int",
                default=2,
                minimum=2,
                maximum=100,
                title=Message(QT_TRANSLATE_NOOP("Message", "Classes")),
                help=Message(
                    QT_TRANSLATE_NOOP("Message", "How many classes, equally frequent.")
                ),
            ),
            Parameter(
                name="class_sep",
                kind="float",
                default=1.0,
                minimum=0.0,
                maximum=100.0,
                title=Message(QT_TRANSLATE_NOOP("Message", "Separation")),
                help=Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "How far apart the classes lie; smaller is harder.",
                    )
                ),
            ),
            Parameter(
                name="flip_y",
                kind="float",
                default=0.01,
                minimum=0.0,
                maximum=1.0,
                title=Message(QT_TRANSLATE_NOOP("Message", "Wrong labels")),
                help=Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "The share of rows whose class is drawn at random instead.",
                    )
                ),
            ),
        ),
    ),
)
