from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import issparse

from workbench.core.text import TextSettings
from workbench.estimators import (
    ESTIMATORS,
    most_shared,
    prepared,
    prepared_model,
)
from workbench.estimators.prepare import vectorizer

NAN = np.nan
COLOURS = ("blue", "green", "red")


def model():
    return ESTIMATORS.get("logistic_regression").make({}, 0)


def front(X, **about):
    """What the columns are turned into before the model sees them."""
    return prepared(model(), n_features=X.shape[1], **about)[0].fit_transform(X)


def test_that_clean_numbers_need_nothing_in_front() -> None:
    plain = model()
    made = prepared(plain, n_features=2, categories={}, has_missing=False)
    assert made is plain


def test_that_a_missing_number_becomes_the_median() -> None:
    X = np.array([[1.0], [2.0], [9.0], [NAN]])
    filled = front(X, categories={}, has_missing=True)
    assert filled[:, 0].tolist() == [1.0, 2.0, 9.0, 2.0]


def test_that_a_category_becomes_a_column_for_each_declared_value() -> None:
    X = np.array([[0.0, 5.0], [2.0, 6.0], [NAN, 7.0], [2.0, 8.0]])
    made = front(X, categories={0: COLOURS}, has_missing=True)
    assert made[:, 0].tolist() == [5.0, 6.0, 7.0, 8.0]
    assert made[:, 1:].tolist() == [[1, 0, 0], [0, 0, 1], [0, 0, 1], [0, 0, 1]]


@pytest.mark.parametrize("empty", [0, 1])
def test_that_a_column_empty_in_one_fold_keeps_its_place(empty: int) -> None:
    X = np.array([[0.0, 1.0], [1.0, 2.0], [2.0, 3.0]])
    X[:, empty] = NAN
    made = front(X, categories={0: COLOURS}, has_missing=True)
    assert made.shape == (3, 4)
    assert np.isfinite(made).all()


def test_that_a_value_unseen_in_training_can_be_predicted() -> None:
    train = np.array([[0.0, 1.0], [1.0, 1.2], [0.0, 9.0], [1.0, 8.8]])
    made = prepared(model(), n_features=2, categories={0: COLOURS}, has_missing=False)
    made.fit(train, [0, 0, 1, 1])
    assert made.predict(np.array([[2.0, 1.5], [NAN, 8.5]])).tolist() == [0, 1]


@pytest.mark.parametrize(
    "name", [name for name, entry in ESTIMATORS.items() if entry.available]
)
def test_that_every_model_takes_prepared_data(name: str) -> None:
    rng = np.random.default_rng(0)
    X = np.column_stack([rng.integers(0, 3, 60), rng.normal(size=(60, 2))])
    X[::7, 0], X[::5, 1] = NAN, NAN
    entry = ESTIMATORS.get(name)
    y = X[:, 2] > 0 if entry.kind == "classification" else X[:, 2]
    made = prepared(
        entry.make({}, 0), n_features=3, categories={0: COLOURS}, has_missing=True
    )
    assert made.fit(X, y).predict(X).shape == (60,)


WORDS = TextSettings(min_df=1)
TEXTS = np.array([[b"red apple"], [b"green apple"], [b"red car"], [b"blue car"]] * 10)
FRUIT = np.array([1, 1, 0, 0] * 10)


@pytest.mark.parametrize(
    "name", [name for name, entry in ESTIMATORS.items() if entry.available]
)
def test_that_every_model_learns_from_texts(name: str) -> None:
    entry = ESTIMATORS.get(name)
    y = FRUIT if entry.kind == "classification" else FRUIT * 2.5
    made = prepared_model(
        name, {}, 0, n_features=1, categories={}, has_missing=False, text=WORDS
    )
    said = made.fit(TEXTS, y).predict(np.array([[b"apple apple"], [b""]]))
    assert said.shape == (2,)
    if not entry.baseline and entry.kind == "classification":
        assert (made.predict(TEXTS) == y).all()


def test_that_texts_are_not_scaled_again() -> None:
    made = prepared_model(
        "logistic_regression",
        {"scale": True},
        0,
        n_features=1,
        categories={},
        has_missing=False,
        text=WORDS,
    )
    assert [name for name, _ in made.steps] == [
        "columntransformer",
        "logisticregression",
    ]
    table = made[0].fit_transform(TEXTS)
    assert issparse(table)
    np.testing.assert_allclose(np.sqrt(table.multiply(table).sum(axis=1)), 1.0)


def test_that_a_model_that_takes_no_sparse_matrix_gets_a_full_table() -> None:
    made = prepared(
        "passthrough", n_features=1, categories={}, has_missing=False, text=WORDS
    )
    table = made.fit_transform(TEXTS)
    assert isinstance(table, np.ndarray)
    assert table.shape == (40, 5)


def test_that_terms_are_weighed_as_the_formula_says() -> None:
    settings = TextSettings(min_df=1, sublinear=True)
    front = vectorizer(settings).fit([b"red red apple", b"red car"])
    row = front.transform([b"red red apple"]).toarray()[0]
    red = (1 + np.log(2)) * (1 + np.log(3 / 3))
    apple = 1 + np.log(3 / 2)
    by_term = {term: row[at] for term, at in front.vocabulary_.items()}
    assert by_term["red"] / by_term["apple"] == pytest.approx(red / apple)
    assert by_term["car"] == 0


def test_that_the_most_widespread_term_is_counted_once_a_text() -> None:
    texts = np.array([b"car car car", b"red car", b"blue"])
    assert most_shared(texts, WORDS) == 2
    assert most_shared(np.array([b"", b"a b"]), WORDS) == 0
    assert most_shared(np.array([b"ab", b"b"]), TextSettings(terms="characters")) == 2
