"""Imputation and one-hot columns in front of a model, fitted inside each fold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def prepared(
    estimator: Any,
    *,
    n_features: int,
    categories: Mapping[int, Sequence[str]],
    has_missing: bool,
) -> Any:
    """``estimator`` with what its data need in front of it, or as it is.

    ``categories`` maps the index of a categorical column to the values that its codes
    0, 1, ... stand for. Numbers get the median for a missing value; categories get the
    most frequent one and then a column of 0 and 1 for each declared value, so that
    every fold has the same columns whichever values it holds.
    """
    if not categories and not has_missing:
        return estimator
    from sklearn.compose import ColumnTransformer
    from sklearn.impute import SimpleImputer
    from sklearn.pipeline import make_pipeline

    numeric = [column for column in range(n_features) if column not in categories]
    steps: list[tuple[str, Any, list[int]]] = []
    if numeric:
        # A column may be empty in one fold; dropped there, shapes would disagree.
        median = SimpleImputer(strategy="median", keep_empty_features=True)
        steps.append(("numeric", median, numeric))
    if categories:
        steps.append(("categorical", _one_hot(categories), sorted(categories)))
    return make_pipeline(ColumnTransformer(steps), estimator)


def _one_hot(categories: Mapping[int, Sequence[str]]) -> Any:
    import numpy as np
    from sklearn.impute import SimpleImputer
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder

    codes = [np.arange(len(categories[c]), dtype=float) for c in sorted(categories)]
    return make_pipeline(
        SimpleImputer(strategy="most_frequent", keep_empty_features=True),
        OneHotEncoder(categories=codes, handle_unknown="ignore", sparse_output=False),
    )
