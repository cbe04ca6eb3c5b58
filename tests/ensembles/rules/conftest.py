"""Evidence for rules: made up, or from scikit-learn's models on its data sets."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.model_selection import KFold, StratifiedKFold, cross_val_predict
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from workbench.ensembles import Evidence, Predicted

VECTORS = Path(__file__).parents[2] / "reference" / "vectors.json"


@pytest.fixture(scope="session")
def vectors() -> dict[str, Any]:
    """The reference cases about ensembles."""
    cases: dict[str, Any] = json.loads(VECTORS.read_text(encoding="utf-8"))["ensembles"]
    return cases


def made_up(
    kind: str = "classification",
    n_classes: int = 2,
    members: int = 4,
    rows: int = 60,
    seed: int = 0,
) -> Evidence:
    """Members of different skill, and five inner folds."""
    draw = np.random.default_rng(seed)
    skill = np.linspace(0.3, 1.5, members)

    def targets(count: int) -> np.ndarray:
        if kind == "regression":
            return draw.normal(size=count)
        return np.concatenate(
            [np.arange(n_classes), draw.integers(n_classes, size=count - n_classes)]
        )

    def predicted(y: np.ndarray, strength: float) -> Predicted:
        if kind == "regression":
            return Predicted(labels=y + draw.normal(size=len(y)) / strength)
        scores = draw.normal(size=(len(y), n_classes))
        scores[np.arange(len(y)), y] += strength
        table = np.exp(scores)
        table /= table.sum(axis=1, keepdims=True)
        return Predicted(labels=table.argmax(axis=1), probabilities=table)

    y, truth = targets(rows), targets(rows // 2)
    return Evidence(
        kind=kind,  # type: ignore[arg-type]
        n_classes=n_classes if kind == "classification" else 0,
        keys=tuple(f"m{i}" for i in range(members)),
        test=tuple(predicted(truth, s) for s in skill),
        y=y,
        inner=tuple(predicted(y, s) for s in skill),
        inner_fold=np.arange(rows) % 5,
        X=draw.normal(size=(rows, 3)),
        X_test=draw.normal(size=(rows // 2, 3)),
        seed=seed,
    )


@pytest.fixture
def evidence() -> Callable[..., Evidence]:
    """See :func:`made_up`."""
    return made_up


@pytest.fixture(scope="session")
def evidence_of() -> Callable[..., Evidence]:
    """The same for properties, which share one fixture between their examples."""
    return made_up


@dataclass(frozen=True)
class Real:
    """Models fitted to half of a data set, as scikit-learn's own ensembles fit them."""

    models: dict[str, Any]
    folds: Any
    X: np.ndarray
    y: np.ndarray
    X_test: np.ndarray
    evidence: Evidence


_LOADERS = {
    "iris": load_iris,
    "breast_cancer": load_breast_cancer,
    "diabetes": load_diabetes,
}


def _models(kind: str) -> dict[str, Any]:
    if kind == "regression":
        return {
            "ridge": Ridge(),
            "tree": DecisionTreeRegressor(max_depth=4, random_state=0),
            "neighbours": KNeighborsRegressor(),
        }
    return {
        "logistic": make_pipeline(StandardScaler(), LogisticRegression()),
        "tree": DecisionTreeClassifier(max_depth=3, random_state=0),
        "bayes": GaussianNB(),
    }


def _real(name: str) -> Real:
    X, y = _LOADERS[name](return_X_y=True)
    kind = "regression" if name == "diabetes" else "classification"
    X, y, X_test = X[::2], y[::2], X[1::2]
    splitter = KFold if kind == "regression" else StratifiedKFold
    folds = splitter(5, shuffle=True, random_state=0)
    inner_fold = np.empty(len(y), dtype=np.int64)
    for k, (_, held) in enumerate(folds.split(X, y)):
        inner_fold[held] = k
    inner, test = [], []
    models = _models(kind)
    for model in models.values():
        fitted = clone(model).fit(X, y)
        if kind == "regression":
            inner.append(Predicted(labels=cross_val_predict(model, X, y, cv=folds)))
            test.append(Predicted(labels=fitted.predict(X_test)))
            continue
        table = cross_val_predict(model, X, y, cv=folds, method="predict_proba")
        inner.append(Predicted(labels=table.argmax(axis=1), probabilities=table))
        test.append(
            Predicted(
                labels=fitted.predict(X_test),
                probabilities=fitted.predict_proba(X_test),
            )
        )
    evidence = Evidence(
        kind=kind,  # type: ignore[arg-type]
        n_classes=len(np.unique(y)) if kind == "classification" else 0,
        keys=tuple(models),
        test=tuple(test),
        y=y,
        inner=tuple(inner),
        inner_fold=inner_fold,
        X=X,
        X_test=X_test,
    )
    return Real(models, folds, X, y, X_test, evidence)


@pytest.fixture(scope="session")
def real() -> Callable[[str], Real]:
    """Models on ``iris``, ``breast_cancer`` or ``diabetes``, made once."""
    made: dict[str, Real] = {}

    def give(name: str) -> Real:
        if name not in made:
            made[name] = _real(name)
        return made[name]

    return give
