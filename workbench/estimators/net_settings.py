"""Parameters and entries that the networks of PyTorch and of Keras share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import Parameter, ParamValue, real
from workbench.estimators.base import ESTIMATORS, EstimatorEntry
from workbench.estimators.settings import (
    RANDOM_STATE,
    SCALE,
    SCALE_TARGET,
    always,
    never,
    own,
    random_state,
    scaled,
    target_scaled,
)

_UNITS = Parameter(
    name="hidden_units",
    kind="int",
    default=64,
    minimum=1,
    maximum=10_000,
    title=Message(QT_TRANSLATE_NOOP("Message", "Units in a layer")),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message", "How many units each hidden layer has; more learn more."
        )
    ),
)
_LAYERS = Parameter(
    name="hidden_layers",
    kind="int",
    default=1,
    minimum=1,
    maximum=10,
    title=Message(QT_TRANSLATE_NOOP("Message", "Hidden layers")),
    help=Message(
        QT_TRANSLATE_NOOP("Message", "How many layers stand one after another.")
    ),
)
_FILTERS = Parameter(
    name="filters",
    kind="int",
    default=8,
    minimum=1,
    maximum=1024,
    title=Message(QT_TRANSLATE_NOOP("Message", "Filters")),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "How many small patterns the first convolution looks for; the second "
            "looks for twice as many.",
        )
    ),
)
_TRAINING = (
    Parameter(
        name="epochs",
        kind="int",
        default=40,
        minimum=1,
        maximum=100_000,
        title=Message(QT_TRANSLATE_NOOP("Message", "Epochs")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "How often training goes through all rows. It does not end earlier.",
            )
        ),
    ),
    Parameter(
        name="batch_size",
        kind="int",
        default=32,
        minimum=1,
        maximum=100_000,
        title=Message(QT_TRANSLATE_NOOP("Message", "Rows per step")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "How many rows each step looks at: fewer make more steps in an epoch, "
                "more make each of them steadier.",
            )
        ),
    ),
    Parameter(
        name="learning_rate",
        kind="float",
        default=5e-3,
        minimum=1e-6,
        maximum=1.0,
        title=Message(QT_TRANSLATE_NOOP("Message", "Learning rate")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "The size of the first step of Adam; it falls to 0 by the last.",
            )
        ),
    ),
    Parameter(
        name="device",
        kind="choice",
        default="cpu",
        choices=("cpu", "cuda"),
        title=Message(QT_TRANSLATE_NOOP("Message", "Device")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "“cuda” computes on an NVIDIA GPU where there is one; all workers then "
                "share it.",
            )
        ),
    ),
    SCALE,
)
_MLP_HELP = QT_TRANSLATE_NOOP(
    "Message",
    "Layers of simple units, trained by {library} in many small steps for a fixed "
    "number of epochs.",
)
_CNN_HELP = QT_TRANSLATE_NOOP(
    "Message",
    "Two convolutions that look for small patterns, then a hidden layer, trained by "
    "{library}. Features that make a square (16, 25, … 64) are taken as a picture, row "
    "by row; any others as a line, in which only neighbours are seen together.",
)

Classes = Callable[[], tuple[Any, Any]]
"""The library's classifier and regressor, imported when called."""


def _made(
    classes: Classes, place: int, params: Mapping[str, ParamValue], seed: int
) -> Any:
    model = classes()[place](**own(params), random_state=random_state(params, seed))
    model = scaled(params, model)
    return target_scaled(params, model) if place else model


def _seconds(
    start: float,
    step: float,
    rows: int,
    features: int,
    classes: int,
    params: Mapping[str, ParamValue],
) -> float:
    """``start`` once, ``step`` for each step, and what the rows cost."""
    units, epochs = real(params, "hidden_units"), real(params, "epochs")
    filters = float(real(params, "filters")) if "filters" in params else 0.0
    weights = units * (features + max(1, classes)) + 9 * features * (
        filters + filters * filters / 2
    )
    if filters:
        weights += units * features * filters / 8
    steps = epochs * max(1.0, rows / real(params, "batch_size"))
    return start + steps * step + epochs * rows * (2e-7 + 5e-10 * weights)


def add_networks(
    library: str, title: str, requires: str, classes: Classes, start: float, step: float
) -> None:
    """Register a library's MLP for both kinds of data, and its CNN.

    ``start`` and ``step`` are seconds: of a fit that has hardly a row, and of a step.
    """
    seconds = partial(_seconds, start, step)
    mlp, cnn = (_UNITS, _LAYERS), (_FILTERS, _UNITS)
    words = {"library": title}
    mlp_title = Message(QT_TRANSLATE_NOOP("Message", "MLP ({library})"), words)
    cnn_title = Message(QT_TRANSLATE_NOOP("Message", "CNN ({library})"), words)
    for name, called, about, its_own in (
        ("mlp", mlp_title, _MLP_HELP, mlp),
        ("cnn", cnn_title, _CNN_HELP, cnn),
    ):
        ESTIMATORS.add(
            f"{library}_{name}",
            EstimatorEntry(
                name=f"{library}_{name}",
                title=called,
                kind="classification",
                help=Message(about, words),
                build=partial(_made, classes, 0),
                probabilities=always,
                expected_s=seconds,
                parameters=(*its_own, *_TRAINING, RANDOM_STATE),
                requires=requires,
            ),
        )
    ESTIMATORS.add(
        f"{library}_mlp_regressor",
        EstimatorEntry(
            name=f"{library}_mlp_regressor",
            title=mlp_title,
            kind="regression",
            help=Message(_MLP_HELP, words),
            build=partial(_made, classes, 1),
            probabilities=never,
            expected_s=seconds,
            parameters=(*mlp, *_TRAINING, SCALE_TARGET, RANDOM_STATE),
            requires=requires,
        ),
    )
