"""The ways of growing an ensemble of one kind of model: words and sizes, as data."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from workbench.core.libraries import is_here
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.registry import Registry

Base = Literal["decision_tree", "k_nearest_neighbours", "linear"]
BASES: tuple[Base, ...] = ("decision_tree", "k_nearest_neighbours", "linear")
"""What bags can be made of; there is one for classes and one for values of each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Growing:
    """What a worker needs to know to fit any member."""

    method: str
    base: str
    max_depth: int | None
    """``None`` leaves the method's own."""
    row_share: float
    feature_share: float
    learning_rate: float | None
    out_of_bag: bool = False
    """Whether members that drew rows also predict those that they left out."""


def _all(features: int, kind: str) -> float:
    return float(features)


def _tried_by_forests(features: int, kind: str) -> float:
    return math.sqrt(features) if kind == "classification" else float(features)


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One way of making members differ.

    Where ``sequential`` a member needs those before it; else each can be fitted alone.
    ``tried`` is how many features a tree looks at in one node, ``cell_s`` the seconds
    that one look at one row takes, ``depth`` the method's own (0: to the last row).
    """

    name: str
    title: Message
    help: Message
    sequential: bool = False
    bags: bool = False
    """Whether its members may be of another kind than trees."""
    classes_only: bool = False
    requires: str = ""
    """The library that it needs beside the program's own."""
    depth: int = 0
    tried: Callable[[int, str], float] = field(default=_all)
    cell_s: float = 4e-8
    trees_per_class: bool = False
    """Whether a member has one tree for each of several classes."""

    @property
    def available(self) -> bool:
        """Whether it can be used here, found out without importing anything."""
        return is_here(self.requires)

    def member_s(self, rows: int, features: int, classes: int, kind: str) -> float:
        """A guess of the seconds that one member takes on one core."""
        levels = min(self.depth or 30, math.log2(rows + 2))
        trees = classes if self.trees_per_class and classes > 2 else 1
        return trees * (
            1.2e-3 + self.cell_s * rows * self.tried(features, kind) * levels
        )


METHODS: Registry[Method] = Registry(Message(QT_TRANSLATE_NOOP("Message", "method")))


def _add(name: str, title: str, words: str, **more: object) -> None:
    METHODS.add(
        name,
        Method(name=name, title=Message(title), help=Message(words), **more),  # type: ignore[arg-type]
    )


_add(
    "bagging",
    QT_TRANSLATE_NOOP("Message", "Bagging"),
    QT_TRANSLATE_NOOP(
        "Message",
        "Every member learns from its own draw of the rows, with replacement.",
    ),
    bags=True,
)
_add(
    "pasting",
    QT_TRANSLATE_NOOP("Message", "Pasting"),
    QT_TRANSLATE_NOOP(
        "Message", "Every member learns from its own share of the rows, each row once."
    ),
    bags=True,
)
_add(
    "random_subspaces",
    QT_TRANSLATE_NOOP("Message", "Random subspaces"),
    QT_TRANSLATE_NOOP(
        "Message", "Every member sees all rows and its own share of the features."
    ),
    bags=True,
)
_add(
    "random_patches",
    QT_TRANSLATE_NOOP("Message", "Random patches"),
    QT_TRANSLATE_NOOP(
        "Message", "Every member sees its own share of the rows and of the features."
    ),
    bags=True,
)
_add(
    "random_forest",
    QT_TRANSLATE_NOOP("Message", "Random forest"),
    QT_TRANSLATE_NOOP(
        "Message",
        "Many trees, each grown on a random draw of rows and asking about a random "
        "choice of features. Good without tuning.",
    ),
    tried=_tried_by_forests,
)
_add(
    "extra_trees",
    QT_TRANSLATE_NOOP("Message", "Extra trees"),
    QT_TRANSLATE_NOOP(
        "Message",
        "A forest whose thresholds are drawn at random too: faster to grow, and its "
        "trees differ more.",
    ),
    tried=_tried_by_forests,
    cell_s=1.5e-8,
)
_add(
    "adaboost",
    QT_TRANSLATE_NOOP("Message", "AdaBoost"),
    QT_TRANSLATE_NOOP(
        "Message",
        "Small trees in sequence, each paying more attention to the rows that were "
        "wrong before.",
    ),
    sequential=True,
    classes_only=True,
    depth=1,
)
_add(
    "gradient_boosting",
    QT_TRANSLATE_NOOP("Message", "Gradient boosting"),
    QT_TRANSLATE_NOOP(
        "Message",
        "Small trees in sequence, each learning what the sum of those before it "
        "still gets wrong.",
    ),
    sequential=True,
    depth=3,
    trees_per_class=True,
)
_add(
    "xgboost",
    QT_TRANSLATE_NOOP("Message", "XGBoost"),
    QT_TRANSLATE_NOOP(
        "Message",
        "Gradient boosting with second derivatives and penalised leaves, from the "
        "library of that name.",
    ),
    sequential=True,
    requires="xgboost",
    depth=6,
    cell_s=1e-8,
    trees_per_class=True,
)
_add(
    "lightgbm",
    QT_TRANSLATE_NOOP("Message", "LightGBM"),
    QT_TRANSLATE_NOOP(
        "Message",
        "Gradient boosting on features cut into steps, growing the leaf that gains "
        "most first, from the library of that name.",
    ),
    sequential=True,
    requires="lightgbm",
    depth=5,
    cell_s=1e-8,
    trees_per_class=True,
)
