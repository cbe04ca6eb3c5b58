"""Ensembles fitted on all rows say what the rules say on the same evidence."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from sklearn.datasets import load_diabetes, load_iris
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.model_selection import KFold, StratifiedKFold
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsRegressor
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor
from threadpoolctl import threadpool_limits

from workbench.core.cancel import CancelToken
from workbench.ensembles.evidence import Evidence, Predicted
from workbench.ensembles.final import (
    Cancelled,
    Final,
    Learned,
    Rows,
    fit_final,
    output,
    predict,
)
from workbench.ensembles.final_rules import learning
from workbench.ensembles.rules import RULES

KINDS = ("two classes", "three classes", "values")


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    with threadpool_limits(limits=1):
        yield


def members(kind: str) -> dict[str, Any]:
    if kind == "values":
        return {
            "linear": LinearRegression(),
            "tree": DecisionTreeRegressor(max_depth=4, random_state=0),
            "near": KNeighborsRegressor(),
        }
    return {
        "logistic": LogisticRegression(max_iter=1000),
        "tree": DecisionTreeClassifier(max_depth=2, random_state=0),
        "bayes": GaussianNB(),
    }


def table(kind: str) -> tuple[Any, Any, str, int]:
    """Shuffled rows, noisy enough for members to disagree."""
    X, y = (load_diabetes if kind == "values" else load_iris)(return_X_y=True)
    draw = np.random.default_rng(1)
    order = draw.permutation(len(y))
    X, y = X[order], y[order]
    if kind == "values":
        return X[:150], y[:150], "regression", 0
    X = X + draw.normal(scale=0.8, size=X.shape)
    if kind == "two classes":
        return X, (y > 0).astype(np.int64), "classification", 2
    return X, y.astype(np.int64), "classification", 3


def folds(X: Any, y: Any, kind: str) -> Any:
    splitter = (KFold if kind == "values" else StratifiedKFold)(4)
    found = np.empty(len(y), dtype=np.int64)
    for number, (_, part) in enumerate(splitter.split(X, y)):
        found[part] = number
    return found


@functools.cache
def evidence(kind: str) -> tuple[Evidence, Rows, Any, Any]:
    """What a rule sees of one outer split; its training rows, folds and test rows."""
    X, y, what, n_classes = table(kind)
    X, y, X_test = X[:100], y[:100], X[100:]
    inner_fold = folds(X, y, kind)
    test, inner = [], []
    for estimator in members(kind).values():
        test.append(output(estimator.fit(X, y), X_test, what, n_classes))  # type: ignore[arg-type]
        labels, parts = np.empty(len(y), dtype=y.dtype), np.zeros((len(y), n_classes))
        for fold in range(4):
            out = inner_fold == fold
            one = output(
                estimator.fit(X[~out], y[~out]),
                X[out],
                what,  # type: ignore[arg-type]
                n_classes,
            )
            labels[out] = one.labels
            if one.probabilities is not None:
                parts[out] = one.probabilities
        shown = None if kind == "values" else parts
        inner.append(Predicted(labels=labels, probabilities=shown))
    seen = Evidence(
        kind=what,  # type: ignore[arg-type]
        n_classes=n_classes,
        keys=tuple(members(kind)),
        test=tuple(test),
        y=y,
        inner=tuple(inner),
        inner_fold=inner_fold,
        X=X,
        X_test=X_test,
        seed=5,
    )
    rows = Rows(kind=seen.kind, n_classes=n_classes, X=X, y=y, seed=5)
    return seen, rows, inner_fold, X_test


def cases() -> list[Any]:
    more: dict[str, list[dict[str, Any]]] = {
        "weighted_vote": [
            {"voting": "hard"},
            {"weights": "2, 1, 1"},
            {"weights": "3,2,1", "voting": "hard"},
            {"weights": "1, 0, 1"},
        ],
        "stacking_logistic": [{"passthrough": True}],
        "stacking_ridge": [{"passthrough": True}],
        "greedy_selection": [{"bags": 4}],
        "trimmed_mean": [{"share": 0.34}],
    }
    return [
        pytest.param(name, params, kind, id=f"{name}-{params}-{kind}")
        for name, entry in RULES.items()
        for params in [{}, *more.get(name, [])]
        for kind in KINDS
        if entry.suits("regression" if kind == "values" else "classification")
    ]


@pytest.mark.parametrize(("rule", "params", "kind"), cases())
def test_that_the_final_model_says_what_the_rule_says_on_the_same_evidence(
    rule: str, params: dict[str, Any], kind: str
) -> None:
    seen, rows, inner_fold, X_test = evidence(kind)
    said = RULES.get(rule).combine(seen, params).predicted
    learn = learning(rule, params, seen.kind, seen.keys)
    final = fit_final(rows, members(kind), learn, inner_fold=inner_fold)
    found = predict(final, X_test)
    if kind == "values":
        assert_allclose(found.labels, said.labels, rtol=1e-9)
    else:
        assert_array_equal(found.labels, said.labels)
    if said.probabilities is not None:
        assert found.probabilities is not None
        assert_allclose(found.probabilities, said.probabilities, atol=1e-12)


def test_that_a_member_without_weight_is_not_fitted_at_all() -> None:
    _, rows, _, X_test = evidence("three classes")
    done: list[tuple[int, int]] = []
    learned = Learned(method="soft", weights={"logistic": 1.0, "tree": 0.0, "bayes": 2})
    final = fit_final(
        rows,
        members("three classes"),
        learned,
        progress=lambda *n: done.append(n),
    )
    assert list(final.members) == ["logistic", "bayes"]
    assert done == [(1, 2), (2, 2)]
    assert predict(final, X_test).labels.shape == (50,)


def test_that_the_best_single_member_alone_is_kept() -> None:
    seen, rows, inner_fold, X_test = evidence("three classes")
    learn = learning("best_single", {}, seen.kind, seen.keys)
    final = fit_final(rows, members("three classes"), learn, inner_fold=inner_fold)
    (key,) = final.members
    assert final.learned.weights == {key: 1.0}
    alone = members("three classes")[key].fit(rows.X, rows.y)
    assert_array_equal(predict(final, X_test).labels, alone.predict(X_test))


def test_that_progress_counts_the_fits_out_of_fold_as_well() -> None:
    seen, rows, inner_fold, _ = evidence("two classes")
    done: list[tuple[int, int]] = []
    fit_final(
        rows,
        members("two classes"),
        learning("stacking_logistic", {}, seen.kind, seen.keys),
        inner_fold=inner_fold,
        progress=lambda *n: done.append(n),
    )
    assert done == [(n, 15) for n in range(1, 16)]


def test_that_cancelling_stops_before_the_next_fit() -> None:
    _, rows, _, _ = evidence("two classes")
    cancel = CancelToken()
    done: list[int] = []

    def stop(n: int, total: int) -> None:
        done.append(n)
        cancel.cancel()

    with pytest.raises(Cancelled):
        fit_final(
            rows,
            members("two classes"),
            Learned(method="soft"),
            cancel=cancel,
            progress=stop,
        )
    assert done == [1]


def test_that_members_given_are_left_unfitted() -> None:
    _, rows, _, _ = evidence("two classes")
    given = members("two classes")
    final = fit_final(rows, given, Learned(method="hard"))
    assert isinstance(final, Final)
    assert not any(hasattr(estimator, "classes_") for estimator in given.values())
