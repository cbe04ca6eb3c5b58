"""Boosting, a block of members at a time: each goes on from where the last one ended.

Member m corrects the m − 1 before it, so within one split nothing is parallel. A block
returns what the next one needs; the ensembles are those that scikit-learn grows in one
go. Sources: Zhu, Zou, Rosset and Hastie, "Multi-class AdaBoost" (SAMME, 2009);
Friedman, "Greedy function approximation: a gradient boosting machine" (2001).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.core.data import DataHandle
from workbench.core.results import clock
from workbench.workloads.cross_validation import Recipe
from workbench.workloads.growth_members import Grown, Rows, member_seeds, split_rows
from workbench.workloads.growth_methods import METHODS, Growing

_LEAST_WEIGHT = np.finfo(np.float64).eps


@dataclass(slots=True, kw_only=True)
class _Clock:
    """What fitting and predicting took."""

    fit_s: float = 0.0
    predict_s: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """The members to be grown, and what came before them."""

    rows: Rows
    recipe: Recipe
    growing: Growing
    first: int
    count: int
    state: Any
    spent: _Clock

    @property
    def depth(self) -> int:
        """Of each tree."""
        return self.growing.max_depth or METHODS.get(self.growing.method).depth

    def rate(self, own: float) -> float:
        """The learning rate asked for, else the method's ``own``."""
        given = self.growing.learning_rate
        return own if given is None else given


def fit_block(
    data: DataHandle,
    recipe: Recipe,
    growing: Growing,
    repeat: int,
    fold: int,
    first: int,
    count: int,
    state: Any,
) -> Grown:
    """Grow one split's ensemble by ``count`` members from ``state``, ``None`` at first.

    Runs in any process. Tables are those of the whole ensemble after each new member.
    """
    begin = clock()
    rows = split_rows(data, recipe, repeat, fold)
    spent = _Clock(fit_s=clock() - begin)
    block = _Block(
        rows=rows,
        recipe=recipe,
        growing=growing,
        first=first,
        count=count,
        state=state,
        spent=spent,
    )
    tables, state, ended = _BOOSTERS[growing.method](block)
    return Grown(
        tables=np.stack(tables) if tables else _no_tables(rows, recipe),
        fit_s=spent.fit_s,
        predict_s=spent.predict_s,
        ended=ended,
        state=state,
    )


Boosted = tuple[list[NDArray[np.float64]], Any, bool]
"""Tables, what the next block goes on from, and whether boosting ended by itself."""


def _no_tables(rows: Rows, recipe: Recipe) -> NDArray[np.float64]:
    shape = (0, len(rows.X_test))
    return np.zeros(
        (*shape, recipe.n_classes) if recipe.kind == "classification" else shape
    )


def _adaboost(block: _Block) -> Boosted:
    """SAMME: rows that were wrong weigh exp(α) times as much for the next tree.

    α = ν (log((1 − e)/e) + log(K − 1)) for a tree with the weighted error e. It ends
    where a tree is perfect, or no better than guessing, which does not join.
    """
    from sklearn.tree import DecisionTreeClassifier

    rows, rate = block.rows, block.rate(1.0)
    classes = np.unique(rows.y)
    k = len(classes)
    start = np.full(len(rows.y), 1 / len(rows.y)), 0.0, 0.0
    weights, votes, norm = start if block.state is None else block.state
    tables: list[NDArray[np.float64]] = []
    for seed in member_seeds(block.recipe.seed, block.first, block.count):
        begin = clock()
        tree = DecisionTreeClassifier(max_depth=block.depth, random_state=seed)
        weights = np.clip(weights, _LEAST_WEIGHT, None)
        tree.fit(rows.X, rows.y, sample_weight=weights)
        wrong = tree.predict(rows.X) != rows.y
        error = float(np.average(wrong, weights=weights))
        if error >= 1 - 1 / k and error > 0:
            if block.first + len(tables) == 0:
                raise ValueError("the first tree is no better than guessing")
            return tables, None, True
        alpha = 1.0
        if error > 0:
            alpha = rate * (np.log((1 - error) / error) + np.log(k - 1))
            weights = np.exp(np.log(weights) + alpha * wrong)
            weights /= weights.sum()
        fitted = clock()
        hits = tree.predict(rows.X_test)[:, None] == classes
        votes = votes + np.where(hits, alpha, -alpha / max(k - 1, 1))
        norm += alpha
        tables.append(_vote_shares(votes / norm, classes, block.recipe.n_classes))
        block.spent.fit_s += fitted - begin
        block.spent.predict_s += clock() - fitted
        if error <= 0:
            return tables, None, True
    return tables, (weights, votes, norm), False


def _vote_shares(
    decision: NDArray[np.float64], classes: NDArray[Any], n_classes: int
) -> NDArray[np.float64]:
    """Softmax of f / (K − 1), where f lies between −1/(K − 1) and 1."""
    shares = np.zeros((len(decision), n_classes))
    shares[:, classes] = _softmax(decision / max(len(classes) - 1, 1))
    return shares


def _softmax(raw: NDArray[np.float64]) -> NDArray[np.float64]:
    powers = np.exp(raw - raw.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def _gradient_boosting(block: _Block) -> Boosted:
    """scikit-learn's own with a warm start; test rows are only sent down new trees."""
    from sklearn import ensemble

    rows, recipe = block.rows, block.recipe
    classes = recipe.kind == "classification"
    begin = clock()
    rate = block.rate(0.1)
    if block.state is None:
        kind = (
            ensemble.GradientBoostingClassifier
            if classes
            else ensemble.GradientBoostingRegressor
        )
        model, raw = (
            kind(
                learning_rate=rate,
                max_depth=block.depth,
                random_state=recipe.seed,
                warm_start=True,
            ),
            None,
        )
    else:
        model, raw = block.state
    model.set_params(n_estimators=block.first + block.count).fit(rows.X, rows.y)
    fitted = clock()
    tables = []
    for trees in model.estimators_[block.first :]:
        if raw is None:
            raw = _first_stage(model, rows.X_test, classes=classes)
        else:
            raw = raw + rate * np.column_stack([t.predict(rows.X_test) for t in trees])
        tables.append(_from_raw(raw, model, recipe) if classes else raw[:, 0])
    block.spent.fit_s += fitted - begin
    block.spent.predict_s += clock() - fitted
    return tables, (model, raw), False


def _first_stage(
    model: Any, X_test: NDArray[Any], *, classes: bool
) -> NDArray[np.float64]:
    """What the model says after its first member."""
    stages = model.staged_decision_function if classes else model.staged_predict
    raw = np.array(next(iter(stages(X_test))), dtype=np.float64)
    return raw.reshape(len(X_test), -1)


def _from_raw(
    raw: NDArray[np.float64], model: Any, recipe: Recipe
) -> NDArray[np.float64]:
    """Log-odds of two classes, or one score for each of several, as probabilities."""
    both = np.column_stack([-raw[:, 0], raw[:, 0]]) / 2 if raw.shape[1] == 1 else raw
    found = np.zeros((len(raw), recipe.n_classes))
    found[:, model.classes_] = _softmax(both)
    return found


def _xgboost(block: _Block) -> Boosted:
    """XGBoost goes on from a model; its state travels as the library's own bytes."""
    import xgboost

    rows, recipe = block.rows, block.recipe
    begin = clock()
    classes, target = _codes(rows, recipe)
    params: dict[str, Any] = {
        "max_depth": block.depth,
        "learning_rate": block.rate(0.1),
        "seed": recipe.seed,
        "nthread": 1,
        "verbosity": 0,
        "objective": "reg:squarederror",
    }
    if len(classes) == 2:
        params["objective"] = "binary:logistic"
    elif len(classes):
        params |= {"objective": "multi:softprob", "num_class": len(classes)}
    before = None
    if block.state is not None:
        before = xgboost.Booster(params, model_file=bytearray(block.state))
    train = xgboost.DMatrix(rows.X, target, nthread=1)
    model = xgboost.train(params, train, block.count, xgb_model=before)
    fitted = clock()
    test = xgboost.DMatrix(rows.X_test, nthread=1)
    tables = [
        _spread(model.predict(test, iteration_range=(0, size)), classes, recipe)
        for size in range(block.first + 1, block.first + block.count + 1)
    ]
    block.spent.fit_s += fitted - begin
    block.spent.predict_s += clock() - fitted
    return tables, bytes(model.save_raw("ubj")), False


def _lightgbm(block: _Block) -> Boosted:
    """LightGBM goes on from a model; its state travels as the library's own text."""
    import lightgbm

    rows, recipe = block.rows, block.recipe
    begin = clock()
    classes, target = _codes(rows, recipe)
    params: dict[str, Any] = {
        "max_depth": block.growing.max_depth or -1,
        "learning_rate": block.rate(0.1),
        "seed": recipe.seed,
        "num_threads": 1,
        "deterministic": True,
        "force_row_wise": True,
        "verbosity": -1,
        "objective": "regression",
    }
    if len(classes) == 2:
        params["objective"] = "binary"
    elif len(classes):
        params |= {"objective": "multiclass", "num_class": len(classes)}
    before = None
    if block.state is not None:
        before = lightgbm.Booster(model_str=block.state)
    train = lightgbm.Dataset(rows.X, target, params=params)
    model = lightgbm.train(params, train, block.count, init_model=before)
    fitted = clock()
    tables = [
        _spread(model.predict(rows.X_test, num_iteration=size), classes, recipe)
        for size in range(block.first + 1, block.first + block.count + 1)
    ]
    block.spent.fit_s += fitted - begin
    block.spent.predict_s += clock() - fitted
    return tables, model.model_to_string(num_iteration=-1), False


def _codes(rows: Rows, recipe: Recipe) -> tuple[NDArray[Any], NDArray[Any]]:
    """The classes seen in training, none for values, and the target in their places."""
    if recipe.kind == "regression":
        return np.array([], dtype=np.int64), rows.y
    classes, codes = np.unique(rows.y, return_inverse=True)
    return classes, codes


def _spread(found: Any, classes: NDArray[Any], recipe: Recipe) -> NDArray[np.float64]:
    """A column for every class, from one for the second of two or one for each."""
    given = np.asarray(found, dtype=np.float64)
    if recipe.kind == "regression":
        return given
    shares = np.zeros((len(given), recipe.n_classes))
    if given.ndim == 1:
        given = np.column_stack([1 - given, given])
    shares[:, classes] = given / given.sum(axis=1, keepdims=True)
    return shares


_BOOSTERS: Mapping[str, Callable[[_Block], Boosted]] = MappingProxyType(
    {
        "adaboost": _adaboost,
        "gradient_boosting": _gradient_boosting,
        "xgboost": _xgboost,
        "lightgbm": _lightgbm,
    }
)
