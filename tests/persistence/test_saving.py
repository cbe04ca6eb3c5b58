"""A row of a run becomes a file, and the card says what must be known of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from numpy.testing import assert_array_equal
from sklearn.datasets import load_iris
from sklearn.ensemble import StackingClassifier, VotingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from tests.persistence.runs import (
    CLASSIFIERS,
    REGRESSORS,
    plants,
    rule,
    spec,
    state,
)
from workbench.core.cancel import CancelToken
from workbench.core.errors import BadInput
from workbench.core.spec import CvSpec, DatasetSpec, ModelSpec
from workbench.datasets import load
from workbench.ensembles.final import Cancelled, predict
from workbench.ensembles.rules import RULES
from workbench.ensembles.saved import unpack
from workbench.persistence import save_model
from workbench.persistence.card import data_digest, markdown
from workbench.persistence.chosen import chosen
from workbench.persistence.saving import fitted_final

IRIS = DatasetSpec(name="iris")


def saved(tmp_path: Path, key: str, *rows: ModelSpec, **changes: Any) -> Any:
    of = spec(*rows, **{"dataset": IRIS, **changes})
    return save_model(state(of), key, tmp_path / "model.skops")


def test_that_a_saved_soft_vote_is_that_of_scikit_learn(tmp_path: Path) -> None:
    made = saved(tmp_path, "soft_vote", rule("soft_vote"))
    _, final, _ = unpack(made.path)
    X, y = load_iris(return_X_y=True)
    row = chosen(spec(rule("soft_vote"), dataset=IRIS), "soft_vote")
    friend = VotingClassifier(list(row.estimators().items()), voting="soft").fit(X, y)
    found = predict(final, X)
    assert_array_equal(found.labels, friend.predict(X))
    assert found.probabilities is not None
    np.testing.assert_allclose(found.probabilities, friend.predict_proba(X), atol=1e-12)


def test_that_a_saved_stack_is_that_of_scikit_learn(tmp_path: Path) -> None:
    made = saved(tmp_path, "stacking_logistic", rule("stacking_logistic"))
    _, final, _ = unpack(made.path)
    X, y = load_iris(return_X_y=True)
    row = chosen(spec(rule("stacking_logistic"), dataset=IRIS), "stacking_logistic")
    friend = StackingClassifier(
        list(row.estimators().items()),
        final_estimator=LogisticRegression(),
        cv=StratifiedKFold(3, shuffle=True, random_state=4),
        stack_method="predict_proba",
    ).fit(X, y)
    found = predict(final, X)
    assert_array_equal(found.labels, friend.predict(X))
    assert found.probabilities is not None
    np.testing.assert_allclose(found.probabilities, friend.predict_proba(X), atol=1e-9)


SUITED = [
    pytest.param(name, data, id=f"{name}-{data}")
    for name, entry in RULES.items()
    for data, kind in (("iris", "classification"), ("diabetes", "regression"))
    if entry.suits(kind)
]


@pytest.mark.parametrize(("name", "data"), SUITED)
def test_that_every_rule_is_saved_and_says_the_same_after_it(
    name: str, data: str, tmp_path: Path
) -> None:
    members = REGRESSORS if data == "diabetes" else CLASSIFIERS
    source = DatasetSpec(name=data)
    made = saved(tmp_path, name, rule(name), members=members, dataset=source)
    _, final, _ = unpack(made.path)
    row = chosen(spec(rule(name), members=members, dataset=source), name)
    X = row.dataset.X
    assert final.learned.weights == made.facts.weights
    assert_array_equal(
        predict(final, X).labels, predict(fitted_final(row, None, None), X).labels
    )


def test_that_a_single_model_is_saved_alone(tmp_path: Path) -> None:
    made = saved(tmp_path, "decision_tree", rule("soft_vote"))
    assert made.facts.method == "single"
    assert [member.key for member in made.facts.card.members] == ["decision_tree"]
    assert made.size_bytes == made.path.stat().st_size


def test_that_the_card_tells_data_scores_licence_rule_and_versions(
    tmp_path: Path,
) -> None:
    made = saved(tmp_path, "weighted_vote", rule("weighted_vote", weights="2,1,1"))
    card = made.facts.card
    assert made.card_path == tmp_path / "model.card.md"
    text = made.card_path.read_text()
    assert text == markdown(made.facts)
    assert card.data_sha256 == data_digest(load(IRIS, 4))
    assert (card.score, card.score_ci95) == (pytest.approx(0.93), (0.88, 0.98))
    assert [m.weight for m in card.members] == [0.5, 0.25, 0.25]
    for word in (
        *("# Weighted vote", "0.9300, 95 % interval 0.8800 to 0.9800", "3 folds"),
        *("CC BY 4.0", "Rows: 150", "species", "setosa, versicolor, virginica"),
        *("petal width (cm)", card.data_sha256, "max_depth=3", "weight 0.500"),
        *("scikit-learn: ", "skops: ", "workbench: ", "Random seed: 4"),
    ):
        assert word in text
    assert "never tested" in text
    assert "{" not in text


def test_that_the_card_warns_of_rows_that_are_in_the_file(tmp_path: Path) -> None:
    near = (ModelSpec(estimator="k_nearest_neighbours"),)
    made = saved(tmp_path, "k_nearest_neighbours", members=near)
    assert made.facts.card.keeps_rows == ("k_nearest_neighbours",)
    assert "rows of the training data" in made.card_path.read_text()
    other = saved(tmp_path, "decision_tree")
    assert other.facts.card.keeps_rows == ()


def test_that_data_of_ones_own_have_no_known_licence(tmp_path: Path) -> None:
    made = saved(tmp_path, "decision_tree", dataset=plants(tmp_path))
    assert "plants.csv" in made.facts.card.data_source
    assert made.facts.imputes
    habit = made.facts.columns[1]
    assert habit.categories == ("bush", "herb, low", "tree")


def test_that_the_hash_changes_with_any_number_or_name(tmp_path: Path) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        folder.mkdir()
    seen = {data_digest(load(IRIS, 0))}
    for changed in (
        DatasetSpec(name="wine"),
        DatasetSpec(name="iris", features=("petal width (cm)",)),
        plants(folders[0], rows=30),
        plants(folders[1], rows=31),
    ):
        seen.add(data_digest(load(changed, 0)))
    assert len(seen) == 5


def test_that_cancelling_leaves_no_file(tmp_path: Path) -> None:
    cancel = CancelToken()
    of = spec(rule("soft_vote"), dataset=IRIS)
    with pytest.raises(Cancelled):
        save_model(
            state(of),
            "soft_vote",
            tmp_path / "model.skops",
            cancel=cancel,
            progress=lambda done, total: cancel.cancel(),
        )
    assert list(tmp_path.iterdir()) == []


def test_that_another_suffix_is_refused(tmp_path: Path) -> None:
    of = spec(dataset=IRIS)
    with pytest.raises(BadInput, match=r"\.skops"):
        save_model(state(of), "decision_tree", tmp_path / "model.pickle")


@pytest.mark.parametrize("name", ["xgboost", "lightgbm"])
def test_that_a_model_of_another_library_is_refused_before_it_is_fitted(
    name: str, tmp_path: Path
) -> None:
    of = spec(rule("soft_vote"), ModelSpec(estimator=name), dataset=IRIS)
    with pytest.raises(BadInput, match="export a script"):
        save_model(state(of), "soft_vote", tmp_path / "model.skops")


def test_that_data_that_are_gone_are_named(tmp_path: Path) -> None:
    of = spec(dataset=DatasetSpec(file=str(tmp_path / "gone.csv"), target="x"))
    with pytest.raises(BadInput, match=r"gone\.csv"):
        save_model(state(of), "decision_tree", tmp_path / "model.skops")


def test_that_a_run_without_scores_has_a_card_that_says_so(tmp_path: Path) -> None:
    of = spec(dataset=IRIS, cv=CvSpec(folds=3))
    without = msgspec.structs.replace(state(of), estimate=None)
    made = save_model(without, "decision_tree", tmp_path / "model.skops")
    assert "score is not known" in made.card_path.read_text()
