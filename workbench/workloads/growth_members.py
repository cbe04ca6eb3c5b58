"""Members that each can be fitted alone: bags of models, and the trees of forests.

Member m gets the m-th number that a generator with the experiment's seed draws, as in
scikit-learn: the first n members *are* the members of its ``RandomForestClassifier`` or
``BaggingClassifier`` with ``n_estimators=n`` and that ``random_state``, whoever fits
them. Sources: Breiman, "Bagging predictors" (1996) and "Pasting small votes" (1999);
Ho, "The random subspace method" (1998); Louppe and Geurts, "Ensembles on random
patches" (2012); Geurts, Ernst and Wehenkel, "Extremely randomized trees" (2006).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.core.data import DataHandle
from workbench.core.results import clock
from workbench.estimators import ESTIMATORS, prepared, unscaled
from workbench.workloads.cross_validation import Recipe
from workbench.workloads.growth_methods import Growing

_MAX_SEED = np.iinfo(np.int32).max


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """One split, prepared: what members learn from, and what they are tested on."""

    X: NDArray[Any]
    y: NDArray[Any]
    X_test: NDArray[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """The training rows that a member never saw, as a mask, and its table of them."""

    rows: NDArray[np.bool_]
    table: NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grown:
    """What a task found: one table per member, and the seconds it took.

    A table holds (rows, classes) probabilities of the test rows, or (rows,) values: of
    the member alone, or under boosting of all members up to it. ``ended`` says that
    boosting ended by itself; there may be fewer tables then than were asked for.
    """

    tables: NDArray[np.float64]
    fit_s: float
    predict_s: float
    out_of_bag: tuple[LeftOut, ...] = ()
    ended: bool = False
    state: Any = field(default=None, repr=False)
    """What the next block of a boosted ensemble goes on from."""


def fit_members(
    data: DataHandle,
    recipe: Recipe,
    growing: Growing,
    repeat: int,
    fold: int,
    first: int,
    count: int,
) -> Grown:
    """Fit ``count`` members from the one numbered ``first`` on; runs in any process.

    Where the data need preparing, each task does it anew.
    """
    begin = clock()
    rows = split_rows(data, recipe, repeat, fold)
    fit_s, predict_s = clock() - begin, 0.0
    tables, outside = [], []
    for seed in member_seeds(recipe.seed, first, count):
        begin = clock()
        member, features, drawn = _fitted(rows, recipe, growing, seed)
        fitted = clock()
        tables.append(table(member, rows.X_test[:, features], recipe))
        fit_s += fitted - begin
        predict_s += clock() - fitted
        if growing.out_of_bag and drawn is not None:
            left = np.bincount(drawn, minlength=len(rows.y)) == 0
            made = table(member, rows.X[left][:, features], recipe)
            outside.append(LeftOut(rows=left, table=made))
    return Grown(
        tables=np.stack(tables),
        fit_s=fit_s,
        predict_s=predict_s,
        out_of_bag=tuple(outside),
    )


def split_rows(data: DataHandle, recipe: Recipe, repeat: int, fold: int) -> Rows:
    """A split's rows as numbers: gaps filled, categories and terms spread out."""
    arrays = data.arrays()
    X, y = arrays["X"], arrays["y"]
    test = arrays["assignment"][repeat] == fold
    X_train, X_test = X[~test], X[test]
    if recipe.prepares:
        preparation = prepared(
            "passthrough",
            n_features=X.shape[1],
            categories=recipe.categories,
            has_missing=recipe.missing,
            text=recipe.text,
        )
        X_train = preparation.fit_transform(X_train)
        X_test = preparation.transform(X_test)
    return Rows(X=X_train, y=y[~test], X_test=X_test)


def member_seeds(seed: int, first: int, count: int) -> list[int]:
    """The seeds of members ``first`` to ``first + count − 1``, of any number."""
    drawn = np.random.RandomState(seed).randint(_MAX_SEED, size=first + count)
    return [int(one) for one in drawn[first:]]


def table(member: Any, X_test: NDArray[Any], recipe: Recipe) -> NDArray[np.float64]:
    """Values, or probabilities with a column for every class, unseen ones included."""
    if recipe.kind == "regression":
        made = member.predict(X_test) if len(X_test) else ()
        return np.asarray(made, dtype=np.float64)
    found = np.zeros((len(X_test), recipe.n_classes))
    if not len(X_test):  # scikit-learn predicts no empty table
        return found
    found[:, member.classes_] = member.predict_proba(X_test)
    return found


Fitted = tuple[Any, "NDArray[Any] | slice", "NDArray[Any] | None"]
"""A member, the features that it looks at, and the rows drawn, ``None`` for all."""


def _fitted(rows: Rows, recipe: Recipe, growing: Growing, seed: int) -> Fitted:
    if growing.method in ("random_forest", "extra_trees"):
        return _forest_tree(rows, recipe, growing, seed)
    return _bagged(rows, recipe, growing, seed)


def _forest_tree(rows: Rows, recipe: Recipe, growing: Growing, seed: int) -> Fitted:
    """A tree as forests grow it: a bootstrap of the rows, some features at a node."""
    from sklearn import tree

    classes = recipe.kind == "classification"
    extra = growing.method == "extra_trees"
    if classes:
        kind = tree.ExtraTreeClassifier if extra else tree.DecisionTreeClassifier
    else:
        kind = tree.ExtraTreeRegressor if extra else tree.DecisionTreeRegressor
    member = kind(
        max_depth=growing.max_depth,
        max_features="sqrt" if classes else None,
        random_state=seed,
    )
    if extra:
        return member.fit(rows.X, rows.y), slice(None), None
    n = len(rows.y)
    drawn = np.random.RandomState(seed).randint(0, n, n)
    weights = np.bincount(drawn, minlength=n)
    return member.fit(rows.X, rows.y, sample_weight=weights), slice(None), drawn


def _bagged(rows: Rows, recipe: Recipe, growing: Growing, seed: int) -> Fitted:
    """A model on its own draw of rows and features; draws are those of scikit-learn."""
    from sklearn.utils.random import sample_without_replacement
    from sklearn.utils.validation import has_fit_parameter

    n, width = rows.X.shape
    some_rows = growing.method in ("pasting", "random_patches")
    some_features = growing.method in ("random_subspaces", "random_patches")
    n_rows = max(1, int(n * growing.row_share)) if some_rows else n
    n_features = max(1, int(width * growing.feature_share)) if some_features else width
    draw = np.random.RandomState(seed)
    features = sample_without_replacement(width, n_features, random_state=draw)
    if growing.method == "bagging":
        drawn = draw.randint(0, n, n_rows)
    else:
        drawn = sample_without_replacement(n, n_rows, random_state=draw)
    member = _seeded(_base(recipe, growing), seed)
    X = rows.X if n_features == width else rows.X[:, features]
    if has_fit_parameter(member, "sample_weight"):
        member.fit(X, rows.y, sample_weight=np.bincount(drawn, minlength=n))
    else:
        member.fit(X[drawn], rows.y[drawn])
    all_rows = growing.method == "random_subspaces"
    return member, features, None if all_rows else drawn


def _base(recipe: Recipe, growing: Growing) -> Any:
    """An unfitted model of the kind that bags are made of."""
    from sklearn import tree

    classes = recipe.kind == "classification"
    match growing.base:
        case "decision_tree":
            kind = (
                tree.DecisionTreeClassifier if classes else tree.DecisionTreeRegressor
            )
            return kind(max_depth=growing.max_depth)
        case "linear":
            name = "logistic_regression" if classes else "ridge"
        case other:
            name = other if classes else f"{other}_regressor"
    entry = ESTIMATORS.get(name)
    return entry.make(unscaled(entry, {}) if recipe.text else {}, recipe.seed)


def _seeded(model: Any, seed: int) -> Any:
    """``model`` with every random state inside it drawn from ``seed``."""
    draw = np.random.RandomState(seed)
    states = {
        name: int(draw.randint(_MAX_SEED))
        for name in sorted(model.get_params())
        if name == "random_state" or name.endswith("__random_state")
    }
    return model.set_params(**states)
