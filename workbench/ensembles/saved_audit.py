"""Which types a saved model may hold: those that our models are made of, no other.

skops trusts by default every estimator of scikit-learn and every function of NumPy. We
go by a list of our own instead, one for each kind of node in the file's schema, and
look at *every* node before anything is constructed or imported. Left out on purpose:
functions, bound methods, ``functools.partial``, operators, sparse matrices, and
scikit-learn's k-d trees, which are built again instead of being read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from workbench.core.messages import QT_TRANSLATE_NOOP, Message, listed
from workbench.ensembles.saved_format import Unreadable, damaged

_OLDEST_PROTOCOL = 2
"""That of skops 0.16, the first that wrote our files."""
_HIST = "sklearn.ensemble._hist_gradient_boosting"
_LOSSES = ("HalfBinomialLoss", "HalfMultinomialLoss", "HalfSquaredError")
_LINKS = ("IdentityLink", "Interval", "LogitLink", "MultinomialLogit")
_OBJECTS = frozenset(
    {
        "sklearn.calibration.CalibratedClassifierCV",
        "sklearn.calibration._CalibratedClassifier",
        "sklearn.calibration._SigmoidCalibration",
        "sklearn.compose._column_transformer.ColumnTransformer",
        "sklearn.compose._target.TransformedTargetRegressor",
        "sklearn.dummy.DummyClassifier",
        "sklearn.dummy.DummyRegressor",
        "sklearn.ensemble._bagging.BaggingClassifier",
        "sklearn.ensemble._bagging.BaggingRegressor",
        "sklearn.ensemble._forest.ExtraTreesClassifier",
        "sklearn.ensemble._forest.ExtraTreesRegressor",
        "sklearn.ensemble._forest.RandomForestClassifier",
        "sklearn.ensemble._forest.RandomForestRegressor",
        "sklearn.ensemble._weight_boosting.AdaBoostClassifier",
        "sklearn.ensemble._weight_boosting.AdaBoostRegressor",
        f"{_HIST}.binning._BinMapper",
        f"{_HIST}.gradient_boosting.HistGradientBoostingClassifier",
        f"{_HIST}.gradient_boosting.HistGradientBoostingRegressor",
        f"{_HIST}.predictor.TreePredictor",
        "sklearn.feature_extraction.text.TfidfTransformer",
        "sklearn.feature_extraction.text.TfidfVectorizer",
        "sklearn.impute._base.SimpleImputer",
        "sklearn.linear_model._base.LinearRegression",
        "sklearn.linear_model._logistic.LogisticRegression",
        "sklearn.linear_model._ridge.Ridge",
        "sklearn.linear_model._ridge.RidgeCV",
        "sklearn.linear_model._ridge.RidgeClassifierCV",
        "sklearn.naive_bayes.ComplementNB",
        "sklearn.naive_bayes.GaussianNB",
        "sklearn.naive_bayes.MultinomialNB",
        "sklearn.neighbors._classification.KNeighborsClassifier",
        "sklearn.neighbors._regression.KNeighborsRegressor",
        "sklearn.neural_network._multilayer_perceptron.MLPClassifier",
        "sklearn.neural_network._multilayer_perceptron.MLPRegressor",
        "sklearn.pipeline.Pipeline",
        "sklearn.preprocessing._data.MinMaxScaler",
        "sklearn.preprocessing._data.StandardScaler",
        "sklearn.preprocessing._encoders.OneHotEncoder",
        "sklearn.preprocessing._label.LabelBinarizer",
        "sklearn.preprocessing._label.LabelEncoder",
        "sklearn.svm._classes.LinearSVC",
        "sklearn.svm._classes.LinearSVR",
        "sklearn.svm._classes.SVC",
        "sklearn.svm._classes.SVR",
        "sklearn.tree._classes.DecisionTreeClassifier",
        "sklearn.tree._classes.DecisionTreeRegressor",
        "sklearn.tree._classes.ExtraTreeClassifier",
        "sklearn.tree._classes.ExtraTreeRegressor",
        *(f"sklearn._loss.loss.{name}" for name in _LOSSES),
        *(f"sklearn._loss.link.{name}" for name in _LINKS),
    }
)
_NUMBERS = frozenset(
    f"numpy.{name}"
    for name in ("bool", "int32", "int64", "uint64", "float32", "float64")
)
_ALLOWED = MappingProxyType(
    {
        "JsonNode": frozenset({"builtins.str"}),
        "DictNode": frozenset({"builtins.dict"}),
        "ListNode": frozenset({"builtins.list"}),
        "TupleNode": frozenset({"builtins.tuple"}),
        "SliceNode": frozenset({"builtins.slice"}),
        "TypeNode": frozenset({"builtins.str", "numpy.float64"}),
        "DTypeNode": frozenset({"numpy.dtype"}),
        "NdArrayNode": frozenset({"numpy.ndarray"}) | _NUMBERS,
        "ObjectNode": _OBJECTS,
        "TreeNode": frozenset({"sklearn.tree._tree.Tree"}),
        "LossNode": frozenset(f"sklearn._loss._loss.Cy{name}" for name in _LOSSES),
    }
)
"""The loader of a node in the schema, and the types that it may load."""


def trusted() -> list[str]:
    """All types that may occur, as ``skops.io.load`` wants them."""
    return sorted(frozenset().union(*_ALLOWED.values()))


def parsed(schema: bytes) -> dict[str, Any]:
    """The schema as JSON; raises :class:`Unreadable`."""
    try:
        tree = json.loads(schema)
    except (ValueError, RecursionError) as error:
        raise damaged(type(error).__name__) from None
    if not isinstance(tree, dict):
        raise damaged("schema.json")
    protocol = tree.get("protocol")
    if not isinstance(protocol, int) or protocol < _OLDEST_PROTOCOL:
        # Loaders of older files are kept by skops, and read their nodes otherwise.
        raise damaged("protocol")
    return tree


def audit(tree: Mapping[str, Any]) -> None:
    """Refuse a schema with a node that is not on the list, by the types' names.

    Raises :class:`Unreadable`.
    """
    if found := foreign_types(tree):
        raise Unreadable(
            Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "“{file}” was not loaded: it holds what no model of this program "
                    "is made of ({types}), and loading that could run code of a "
                    "stranger. Ask for a model that this program saved.",
                ),
                {"types": listed(found, 10)},
            )
        )


def without_references(tree: dict[str, Any]) -> dict[str, Any]:
    """The schema changed in place so that each node stands for itself.

    skops gives a node whose ``__id__`` it met before the value of the earlier one,
    whatever the later one says. What was looked at is then not what is loaded.
    """
    waiting: list[Any] = [tree]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            if "__loader__" in item:
                item.pop("__id__", None)
            waiting += item.values()
        elif isinstance(item, list):
            waiting += item
    return tree


def foreign_types(tree: Mapping[str, Any]) -> list[str]:
    """The names of the types that are not on the list, in order."""
    return sorted({name for node in _nodes(tree) if (name := _foreign(node))})


def _nodes(tree: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Whatever skops could take for a node: any object that names a type or a loader.

    Wherever it lies: what is looked at does not hang on how a loader reads its node.
    """
    waiting: list[Any] = [tree]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            waiting += item.values()
            if item.keys() & {"__loader__", "__class__", "__module__"}:
                yield item
        elif isinstance(item, list):
            waiting += item


def _foreign(node: Mapping[str, Any]) -> str | None:
    """The name of the node's type if it may not be loaded."""
    loader, module, name = (
        node.get(key) for key in ("__loader__", "__module__", "__class__")
    )
    full = f"{module}.{name}"
    if loader == "TreeNode" and not _one_output(node):
        return f"{full} (n_outputs)"
    if isinstance(loader, str) and full in _ALLOWED.get(loader, ()):
        return None
    return full if isinstance(loader, str) else f"{full} ({loader!r:.40})"


def _one_output(node: Mapping[str, Any]) -> bool:
    """As all our trees have; its constructor reads as many numbers as it is told."""
    made_from = node.get("__reduce__")
    arguments = made_from.get("args") if isinstance(made_from, dict) else None
    found = plain(arguments)
    return isinstance(found, list) and len(found) == 3 and found[2] == 1


def plain(node: Any) -> Any:
    """The value of a node of plain values, without skops; ``None`` for any other.

    A dict keeps the entries that are plain all through.
    """
    if not isinstance(node, dict):
        return None
    content: Any = node.get("content")
    try:
        match node.get("__loader__"):
            case "JsonNode":
                return json.loads(content)
            case "DictNode":
                return {key: plain(value) for key, value in content.items()}
            case "ListNode" | "TupleNode":
                return [plain(value) for value in content]
    except (AttributeError, TypeError, ValueError, RecursionError):
        return None
    return None
