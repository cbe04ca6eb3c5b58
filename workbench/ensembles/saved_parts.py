"""The objects inside fitted estimators: made lean before saving, checked after loading.

A type on the list does not make its content safe: scikit-learn's compiled code follows
the indices in trees, support vectors and neighbours without looking. So every index is
looked at here before anything predicts. What only training needs is left out of a file,
and k-d trees are built again from the rows that they were built from.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.ensembles.saved_format import damaged

_TRAINING_ONLY = ("_optimizer", "_random_state", "_feature_subsample_rng", "_rng")
_KERNELS = ("linear", "rbf", "poly", "sigmoid")
_KEEPS_ROWS = ("KNeighborsClassifier", "KNeighborsRegressor", "SVC", "SVR")
_NEIGHBOURS = _KEEPS_ROWS[:2]
_TEXTS = "TfidfVectorizer"
_LEAF = -1
_SHARED_INPUT = ("sklearn.ensemble._forest",)
"""Ensembles that check a row's width once, for all of their trees."""


def parts(roots: Iterable[Any]) -> Iterator[Any]:
    """Every object with attributes that the ``roots`` are made of, each once."""
    seen: set[int] = set()
    waiting = list(roots)
    while waiting:
        item = waiting.pop()
        if id(item) in seen:
            continue
        seen.add(id(item))
        if isinstance(item, Mapping):
            waiting += item.values()
        elif isinstance(item, list | tuple | set):
            waiting += item
        elif isinstance(item, np.ndarray):
            if item.dtype == object:
                waiting += item.ravel().tolist()
        elif isinstance(item, type):
            continue
        else:
            if hasattr(item, "__dict__"):
                waiting += vars(item).values()
            if type(item).__module__.startswith(("sklearn.", "_loss")):
                yield item


def keeps_rows(estimator: Any) -> bool:
    """Whether rows of the training data lie in it as they are."""
    return any(type(part).__name__ in _KEEPS_ROWS for part in parts([estimator]))


@contextlib.contextmanager
def lean(roots: Iterable[Any]) -> Iterator[None]:
    """Within, the estimators lack what predicting does not need; then it is back."""
    taken: list[tuple[Any, str, Any]] = []
    for part in list(parts(roots)):
        attributes = getattr(part, "__dict__", {})
        names = [name for name in _TRAINING_ONLY if name in attributes]
        if type(part).__name__ in _NEIGHBOURS and attributes.get("_tree") is not None:
            names.append("_tree")
        taken += [(part, name, attributes.pop(name)) for name in names]
        if type(part).__name__ == _TEXTS and "vocabulary_" in attributes:
            taken.append((part, "vocabulary_", part.vocabulary_))
            # NumPy's integers would be a file in the archive for each term.
            part.vocabulary_ = {term: int(at) for term, at in part.vocabulary_.items()}
    try:
        yield
    finally:
        for part, name, value in taken:
            setattr(part, name, value)


def completed(roots: Iterable[Any]) -> None:
    """Check what was loaded and build again what :func:`lean` left out.

    Raises :class:`~.saved_format.Unreadable` for content that no fit leaves behind.
    """
    for part in list(parts(roots)):
        if getattr(part, "n_jobs", None) is not None:
            part.n_jobs = None  # a stranger does not say how many threads start here
        _check(part)


def _check(part: Any) -> None:
    """Look at what compiled code would follow; an unfitted part has nothing of it."""
    name = type(part).__name__
    if name in _NEIGHBOURS and hasattr(part, "_fit_X"):
        _neighbours(part)
    elif name in ("SVC", "SVR") and hasattr(part, "support_vectors_"):
        _support_vectors(part)
    elif hasattr(part, "_predictors"):
        _boosted(part)
    elif hasattr(part, "_n_features_outs"):
        _one_hot(part)
    elif name == _TEXTS:
        _terms(part)
    elif hasattr(part, "tree_"):
        _tree(part.tree_, part.n_features_in_)
    if type(part).__module__ in _SHARED_INPUT and hasattr(part, "estimators_"):
        for tree in part.estimators_:
            _need(tree.n_features_in_ == part.n_features_in_)


def _need(holds: Any) -> None:
    if not bool(holds):
        raise damaged(
            Message(
                QT_TRANSLATE_NOOP("Message", "an estimator in it contradicts itself")
            )
        )


def _tree(tree: Any, width: int) -> None:
    """Children come after their parent and exist; features exist."""
    _need(tree.n_features == width and tree.node_count >= 1)
    left, right = tree.children_left, tree.children_right
    _descent(left != _LEAF, left, right, tree.feature, width=width)


def _boosted(model: Any) -> None:
    """Trees of numbers only: bit sets of categories are written to unchecked."""
    mapper = getattr(model, "_bin_mapper", None)
    _need(not np.any(getattr(mapper, "is_categorical_", True)))
    _need(not hasattr(model, "_in_fit"))
    for predictors in model._predictors:  # noqa: SLF001
        for predictor in predictors:
            _predictor(predictor, model.n_features_in_)


def _one_hot(encoder: Any) -> None:
    """As many columns as categories: they are places in a table that is written to."""
    sizes = [len(values) for values in encoder.categories_]
    _need(list(encoder._n_features_outs) == sizes)  # noqa: SLF001
    _need(encoder.drop_idx_ is None and not encoder._infrequent_enabled)  # noqa: SLF001


def _terms(vectorizer: Any) -> None:
    """Terms have the places 0, 1, ... of a matrix, and each a weight.

    The rest is as our own vectorizers are: another ``input`` would open files whose
    names are in a table, another pattern could take for ever.
    """
    ours = ("ngram_range", "min_df", "max_features", "sublinear_tf", "analyzer")
    given, usual = vectorizer.get_params(), type(vectorizer)().get_params()
    _need(all(given[name] == usual[name] for name in usual if name not in ours))
    _need(given["analyzer"] in ("word", "char") and _short_runs(given["ngram_range"]))
    if not hasattr(vectorizer, "vocabulary_"):
        return
    places = vectorizer.vocabulary_
    _need(isinstance(places, dict) and all(type(at) is int for at in places.values()))
    _need(all(isinstance(term, str) for term in places))
    _need(sorted(places.values()) == list(range(len(places))))
    weigher = vectorizer._tfidf  # noqa: SLF001
    _need(type(weigher).__name__ == "TfidfTransformer")
    weights = weigher.idf_
    _need(isinstance(weights, np.ndarray) and weights.shape == (len(places),))
    _need(weights.dtype == np.float64)


def _short_runs(bounds: Any) -> bool:
    """As many as can be asked for; more could fill the memory."""
    return isinstance(bounds, tuple) and bounds in [(1, n) for n in range(1, 6)]


def _predictor(predictor: Any, width: int) -> None:
    from sklearn.ensemble._hist_gradient_boosting.common import PREDICTOR_RECORD_DTYPE

    nodes = predictor.nodes
    _need(type(predictor).__name__ == "TreePredictor")
    _need(isinstance(nodes, np.ndarray) and nodes.dtype == PREDICTOR_RECORD_DTYPE)
    _need(nodes.ndim == 1 and len(nodes) >= 1 and not nodes["is_categorical"].any())
    inner = nodes["is_leaf"] == 0
    _descent(inner, nodes["left"], nodes["right"], nodes["feature_idx"], width=width)


def _descent(
    inner: NDArray[Any],
    left: NDArray[Any],
    right: NDArray[Any],
    feature: NDArray[Any],
    *,
    width: int,
) -> None:
    """Every way down a tree ends at a leaf of it."""
    at = np.flatnonzero(inner)
    for child in (left[inner].astype(np.int64), right[inner].astype(np.int64)):
        _need(((child > at) & (child < len(inner))).all())
    used = feature[inner]
    _need(((used >= 0) & (used < width)).all())


def _neighbours(model: Any) -> None:
    """Rows, their targets, and the k-d or ball tree over the rows."""
    rows, y = model._fit_X, model._y  # noqa: SLF001
    _need(isinstance(rows, np.ndarray) and rows.dtype == np.float64 and rows.ndim == 2)
    _need(rows.shape == (model.n_samples_fit_, model.n_features_in_))
    _need(isinstance(y, np.ndarray) and y.shape == (len(rows),))
    _need(isinstance(model.n_neighbors, int) and 1 <= model.n_neighbors <= len(rows))
    if type(model).__name__ == "KNeighborsClassifier":
        _need(y.dtype.kind == "i" and y.min() >= 0 and y.max() < len(model.classes_))
    model._tree = _grown(model, rows)  # noqa: SLF001


def _grown(model: Any, rows: NDArray[Any]) -> Any:
    """The search tree as ``NeighborsBase._fit`` builds it."""
    from sklearn.neighbors import BallTree, KDTree

    method = model._fit_method  # noqa: SLF001
    _need(method in ("brute", "kd_tree", "ball_tree"))
    _need(isinstance(model.effective_metric_, str))
    if method == "brute":
        return None
    build = KDTree if method == "kd_tree" else BallTree
    return build(
        rows,
        model.leaf_size,
        metric=model.effective_metric_,
        **model.effective_metric_params_,
    )


def _support_vectors(model: Any) -> None:
    """What libsvm is handed, in the shapes that it takes for granted."""
    counts, vectors = model._n_support, model.support_vectors_  # noqa: SLF001
    coef, intercept = model._dual_coef_, model._intercept_
    k, n = len(counts), len(vectors)
    _need(model.kernel in _KERNELS and model._sparse is False and k >= 2)  # noqa: SLF001
    _need(vectors.ndim == 2 and vectors.shape[1] == model.n_features_in_)
    _need(model.support_.shape == (n,) and coef.shape == (k - 1, n))
    _need(intercept.shape == (k * (k - 1) // 2,))
    _need(len(model._probA) == len(model._probB) == 0)  # noqa: SLF001
    if type(model).__name__ == "SVC":
        _need((counts >= 0).all() and counts.sum() == n and k == len(model.classes_))
