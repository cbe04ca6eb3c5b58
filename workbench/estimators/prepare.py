"""What stands between the data and a model, fitted inside each fold.

Imputation and one-hot columns for tables, TF-IDF for texts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from numpy.typing import NDArray

from workbench.core.parameters import ParamValue
from workbench.core.text import TextSettings
from workbench.estimators.base import ESTIMATORS, EstimatorEntry


def prepared_model(
    name: str,
    given: Mapping[str, ParamValue],
    seed: int,
    *,
    n_features: int,
    categories: Mapping[int, Sequence[str]],
    has_missing: bool,
    text: TextSettings | None = None,
) -> Any:
    """The unfitted estimator ``name`` with what its data need in front of it."""
    entry = ESTIMATORS.get(name)
    return prepared(
        entry.make(unscaled(entry, given) if text else given, seed),
        n_features=n_features,
        categories=categories,
        has_missing=has_missing,
        text=text,
        sparse=entry.sparse,
    )


def unscaled(
    entry: EstimatorEntry, given: Mapping[str, ParamValue]
) -> Mapping[str, ParamValue]:
    """``given``, features left as they are where the model can leave them.

    TF-IDF has scaled them: every text has length 1. Unit variance would let terms that
    hardly ever occur outweigh all others.
    """
    known = any(parameter.name == "scale" for parameter in entry.parameters)
    return {**given, "scale": False} if known else given


def prepared(
    estimator: Any,
    *,
    n_features: int,
    categories: Mapping[int, Sequence[str]],
    has_missing: bool,
    text: TextSettings | None = None,
    sparse: bool = False,
) -> Any:
    """``estimator`` with what its data need in front of it, or as it is.

    ``categories`` maps the index of a categorical column to the values that its codes
    0, 1, ... stand for. Numbers get the median for a missing value; categories get the
    most frequent one and then a column of 0 and 1 for each declared value, so that
    every fold has the same columns whichever values it holds. With ``text`` the single
    column holds texts; the terms are those of the training rows.
    """
    if text is None and not categories and not has_missing:
        return estimator
    from sklearn.compose import ColumnTransformer
    from sklearn.impute import SimpleImputer
    from sklearn.pipeline import make_pipeline

    if text is not None:
        # The threshold is a density: below 1 comes sparse, below 0 nothing does.
        front = ColumnTransformer(
            [("text", vectorizer(text), 0)], sparse_threshold=float(sparse)
        )
        return make_pipeline(front, estimator)
    numeric = [column for column in range(n_features) if column not in categories]
    steps: list[tuple[str, Any, list[int]]] = []
    if numeric:
        # A column may be empty in one fold; dropped there, shapes would disagree.
        median = SimpleImputer(strategy="median", keep_empty_features=True)
        steps.append(("numeric", median, numeric))
    if categories:
        steps.append(("categorical", _one_hot(categories), sorted(categories)))
    return make_pipeline(ColumnTransformer(steps), estimator)


def vectorizer(text: TextSettings) -> Any:
    """The unfitted ``TfidfVectorizer`` that the settings ask for."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(
        analyzer="word" if text.terms == "words" else "char",
        ngram_range=(1, text.longest),
        min_df=text.min_df,
        max_features=text.max_features,
        sublinear_tf=text.sublinear,
    )


def most_shared(texts: NDArray[Any], text: TextSettings) -> int:
    """In how many of the ``texts`` the most widespread term occurs; 0 without terms."""
    analyze = vectorizer(text).build_analyzer()
    counts: dict[str, int] = {}
    for one in texts:
        for term in set(analyze(one)):
            counts[term] = counts.get(term, 0) + 1
    return max(counts.values(), default=0)


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
