"""Members grown one at a time are those that scikit-learn grows in one go."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from sklearn import ensemble
from sklearn.datasets import load_breast_cancer, load_diabetes, load_wine
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from workbench.core.data import DataHandle, hold, let_go
from workbench.ensembles.growth import running_means
from workbench.estimators import prepared
from workbench.workloads.cross_validation import Recipe
from workbench.workloads.growth_boosting import fit_block
from workbench.workloads.growth_members import fit_members, member_seeds
from workbench.workloads.growth_methods import Growing

SEED = 7
SETS = {
    "two classes": load_breast_cancer,
    "three classes": load_wine,
    "values": load_diabetes,
}


class Split:
    """A data set of which every fourth row is tested on."""

    def __init__(self, name: str, *, holes: bool = False) -> None:
        X, y = SETS[name](return_X_y=True)
        self.X, self.y = X[::2].copy(), y[::2]
        if holes:
            self.X[np.random.default_rng(0).random(self.X.shape) < 0.1] = np.nan
        self.test = np.arange(len(self.y)) % 4 == 0
        self.X_test = self.X[self.test]
        classes = name != "values"
        self.recipe = Recipe(
            kind="classification" if classes else "regression",
            n_classes=len(np.unique(y)) if classes else 0,
            categories={},
            missing=holes,
            seed=SEED,
        )
        assignment = np.where(self.test, 0, -1)[None]
        self.handle: DataHandle = hold(
            "rows", {"X": self.X, "y": self.y, "assignment": assignment}
        )

    def train(self, model: Any) -> Any:
        return model.fit(self.X[~self.test], self.y[~self.test])


@pytest.fixture
def placed() -> Iterator[None]:
    yield
    let_go("rows")


pytestmark = pytest.mark.usefixtures("placed")


def growing(method: str, **changes: Any) -> Growing:
    settings = {
        "base": "decision_tree",
        "max_depth": None,
        "row_share": 0.5,
        "feature_share": 0.5,
        "learning_rate": None,
    }
    return Growing(method=method, **{**settings, **changes})


def averages(split: Split, how: Growing, *counts: int) -> np.ndarray:
    """Ensembles of 1, 2, … members, fitted in tasks of so many."""
    tables, first = [], 0
    for count in counts:
        grown = fit_members(split.handle, split.recipe, how, 0, 0, first, count)
        tables.append(grown.tables)
        assert grown.fit_s > 0
        assert grown.predict_s > 0
        first += count
    members = np.concatenate(tables)
    return running_means(np.zeros(members.shape[1:]), members, 0)[0]


def stages(split: Split, how: Growing, *counts: int) -> np.ndarray:
    """Boosted ensembles of 1, 2, … members, grown in blocks of so many."""
    tables, first, state = [], 0, None
    for count in counts:
        grown = fit_block(split.handle, split.recipe, how, 0, 0, first, count, state)
        tables.append(grown.tables)
        first, state = first + count, grown.state
    return np.concatenate(tables)


@pytest.mark.parametrize("depth", [None, 3])
@pytest.mark.parametrize("name", ["two classes", "three classes"])
@pytest.mark.parametrize(
    ("method", "forest"),
    [
        ("random_forest", ensemble.RandomForestClassifier),
        ("extra_trees", ensemble.ExtraTreesClassifier),
    ],
)
def test_that_the_first_n_trees_are_scikit_learns_forest_of_n_bit_for_bit(
    name: str, method: str, forest: Any, depth: int | None
) -> None:
    split = Split(name)
    found = averages(split, growing(method, max_depth=depth), 1, 3, 1)
    for n in (1, 2, 5):
        friend = split.train(forest(n, max_depth=depth, random_state=SEED))
        np.testing.assert_array_equal(found[n - 1], friend.predict_proba(split.X_test))


@pytest.mark.parametrize(
    ("method", "forest"),
    [
        ("random_forest", ensemble.RandomForestRegressor),
        ("extra_trees", ensemble.ExtraTreesRegressor),
    ],
)
def test_that_forests_of_values_are_scikit_learns(method: str, forest: Any) -> None:
    split = Split("values")
    found = averages(split, growing(method), 6)
    friend = split.train(forest(6, random_state=SEED))
    np.testing.assert_allclose(found[-1], friend.predict(split.X_test), rtol=1e-12)


BAGS = {
    "bagging": {},
    "pasting": {"bootstrap": False, "max_samples": 0.4},
    "random_subspaces": {"bootstrap": False, "max_features": 0.6},
    "random_patches": {"bootstrap": False, "max_samples": 0.4, "max_features": 0.6},
}
BASES = {
    "decision_tree": DecisionTreeClassifier(max_depth=4),
    "k_nearest_neighbours": make_pipeline(StandardScaler(), KNeighborsClassifier()),
    "linear": make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)),
}


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("method", BAGS)
def test_that_bags_are_those_of_scikit_learn(method: str, base: str) -> None:
    split = Split("three classes")
    how = growing(method, base=base, max_depth=4, row_share=0.4, feature_share=0.6)
    found = averages(split, how, 2, 3)
    bag = ensemble.BaggingClassifier(BASES[base], 5, random_state=SEED, **BAGS[method])
    friend = split.train(bag)
    np.testing.assert_allclose(
        found[-1], friend.predict_proba(split.X_test), atol=1e-12
    )


def test_that_bags_of_values_are_those_of_scikit_learn() -> None:
    split = Split("values")
    found = averages(split, growing("bagging"), 5)
    bag = ensemble.BaggingRegressor(DecisionTreeRegressor(), 5, random_state=SEED)
    friend = split.train(bag)
    np.testing.assert_allclose(found[-1], friend.predict(split.X_test), rtol=1e-12)


def test_that_holes_are_filled_as_for_any_other_model() -> None:
    split = Split("two classes", holes=True)
    found = averages(split, growing("random_forest"), 4)
    forest = ensemble.RandomForestClassifier(4, random_state=SEED)
    friend = split.train(
        prepared(forest, n_features=split.X.shape[1], categories={}, has_missing=True)
    )
    np.testing.assert_array_equal(found[-1], friend.predict_proba(split.X_test))


@pytest.mark.parametrize("rate", [None, 0.3])
@pytest.mark.parametrize("name", ["two classes", "three classes"])
def test_that_adaboost_passes_scikit_learns_stages(name: str, rate: float) -> None:
    split = Split(name)
    found = stages(split, growing("adaboost", learning_rate=rate), 4, 1, 7)
    friend = split.train(
        ensemble.AdaBoostClassifier(
            n_estimators=12, learning_rate=rate or 1.0, random_state=SEED
        )
    )
    expected = list(friend.staged_predict_proba(split.X_test))
    assert len(found) == len(expected) == 12
    np.testing.assert_allclose(found, expected, atol=1e-12)


@pytest.mark.parametrize("name", ["two classes", "three classes"])
def test_that_gradient_boosting_passes_scikit_learns_stages(name: str) -> None:
    split = Split(name)
    found = stages(split, growing("gradient_boosting"), 3, 1, 4)
    model = ensemble.GradientBoostingClassifier(n_estimators=8, random_state=SEED)
    expected = list(split.train(model).staged_predict_proba(split.X_test))
    np.testing.assert_allclose(found, expected, atol=1e-9)


def test_that_gradient_boosting_of_values_passes_scikit_learns_stages() -> None:
    split = Split("values")
    how = growing("gradient_boosting", max_depth=2, learning_rate=0.3)
    model = ensemble.GradientBoostingRegressor(
        n_estimators=8, max_depth=2, learning_rate=0.3, random_state=SEED
    )
    expected = list(split.train(model).staged_predict(split.X_test))
    np.testing.assert_allclose(stages(split, how, 3, 5), expected, rtol=1e-9)


def library(method: str, split: Split, rounds: int) -> np.ndarray:
    """What the library itself predicts, grown in one go."""
    module = pytest.importorskip(method)
    classes = split.recipe.kind == "classification"
    settings = {"n_estimators": rounds, "learning_rate": 0.1, "random_state": SEED}
    if method == "xgboost":
        model = (module.XGBClassifier if classes else module.XGBRegressor)(
            **settings, n_jobs=1
        )
    else:
        model = (module.LGBMClassifier if classes else module.LGBMRegressor)(
            **settings, n_jobs=1, verbosity=-1
        )
    split.train(model)
    return np.asarray(
        model.predict_proba(split.X_test) if classes else model.predict(split.X_test)
    )


@pytest.mark.filterwarnings("ignore:X does not have valid feature names")
@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("method", ["xgboost", "lightgbm"])
def test_that_a_librarys_ensemble_grows_as_it_does_by_itself(
    method: str, name: str
) -> None:
    split = Split(name)
    expected = {rounds: library(method, split, rounds) for rounds in (2, 6)}
    found = stages(split, growing(method), 2, 1, 3)
    for rounds, predicted in expected.items():
        np.testing.assert_allclose(found[rounds - 1], predicted, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("method", ["adaboost", "gradient_boosting"])
def test_that_blocks_of_any_length_boost_the_same_bits(method: str) -> None:
    split = Split("three classes")
    first = stages(split, growing(method), 9)
    np.testing.assert_array_equal(stages(split, growing(method), 2, 3, 4), first)


def test_that_adaboost_ends_with_a_perfect_tree() -> None:
    split = Split("three classes")
    how = growing("adaboost", max_depth=30)
    grown = fit_block(split.handle, split.recipe, how, 0, 0, 0, 5, None)
    friend = split.train(
        ensemble.AdaBoostClassifier(
            DecisionTreeClassifier(max_depth=30), n_estimators=5, random_state=SEED
        )
    )
    assert grown.ended
    assert grown.state is None
    assert len(grown.tables) == len(friend.estimators_) == 1
    np.testing.assert_allclose(grown.tables[0], friend.predict_proba(split.X_test))


def test_that_adaboost_ends_before_a_tree_that_only_guesses() -> None:
    split = Split("two classes")
    let_go("rows")
    # One coin that shows the class more often than not: the first tree says it all.
    rng = np.random.default_rng(0)
    y = np.arange(len(split.y)) % 2
    X = np.where(rng.random(len(y)) < 0.7, y, 1 - y)[:, None].astype(float)
    split.handle = hold(
        "rows", {"X": X, "y": y, "assignment": np.where(split.test, 0, -1)[None]}
    )
    grown = fit_block(
        split.handle, split.recipe, growing("adaboost"), 0, 0, 0, 50, None
    )
    friend = ensemble.AdaBoostClassifier(n_estimators=50, random_state=SEED).fit(
        X[~split.test], y[~split.test]
    )
    expected = list(friend.staged_predict_proba(X[split.test]))
    assert grown.ended
    assert len(grown.tables) == len(expected) < 50
    np.testing.assert_allclose(grown.tables, expected, atol=1e-9)


def test_that_a_members_seed_depends_on_its_number_alone() -> None:
    assert member_seeds(3, 4, 2) == member_seeds(3, 0, 9)[4:6]
    assert member_seeds(3, 0, 5) != member_seeds(4, 0, 5)
