"""The small real data sets that come with scikit-learn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import ParamValue
from workbench.datasets.base import DATASETS, Dataset, DatasetEntry, Kind

_UCI = "UCI Machine Learning Repository, CC BY 4.0; as distributed with scikit-learn"


def _dataset(title: Message, kind: Kind, target: str, name: str, bunch: Any) -> Dataset:
    """Our form of scikit-learn's ``Bunch``."""
    classes: tuple[str, ...] = ()
    y = np.asarray(bunch.target, dtype=float)
    if kind == "classification":
        classes = tuple(str(value) for value in bunch.target_names)
        y = np.asarray(bunch.target, dtype=np.int64)
    return Dataset(
        name=name,
        title=title,
        kind=kind,
        X=np.ascontiguousarray(bunch.data, dtype=float),
        y=y,
        features=tuple(str(feature) for feature in bunch.feature_names),
        target=target,
        classes=classes,
        categories={},
    )


_NUCLEUS = (
    "radius",
    "texture",
    "perimeter",
    "area",
    "smoothness",
    "compactness",
    "concavity",
    "concave points",
    "symmetry",
    "fractal dimension",
)


def _named(*names: str) -> Callable[[Mapping[str, ParamValue]], tuple[str, ...]]:
    return lambda params: names


def _iris(params: Mapping[str, ParamValue], seed: int) -> Dataset:
    from sklearn.datasets import load_iris

    return _dataset(_IRIS, "classification", "species", "iris", load_iris())


def _wine(params: Mapping[str, ParamValue], seed: int) -> Dataset:
    from sklearn.datasets import load_wine

    return _dataset(_WINE, "classification", "cultivar", "wine", load_wine())


def _breast_cancer(params: Mapping[str, ParamValue], seed: int) -> Dataset:
    from sklearn.datasets import load_breast_cancer

    bunch = load_breast_cancer()
    return _dataset(_CANCER, "classification", "diagnosis", "breast_cancer", bunch)


def _digits(params: Mapping[str, ParamValue], seed: int) -> Dataset:
    file = _shipped("digits.csv.gz")
    if file is None:
        from sklearn.datasets import load_digits

        return _dataset(_DIGITS, "classification", "digit", "digits", load_digits())
    table = np.loadtxt(file, delimiter=",")
    return Dataset(
        name="digits",
        title=_DIGITS,
        kind="classification",
        X=np.ascontiguousarray(table[:, :-1]),
        y=table[:, -1].astype(np.int64),
        features=tuple(
            f"pixel_{row}_{column}" for row in range(8) for column in range(8)
        ),
        target="digit",
        classes=tuple(map(str, range(10))),
        categories={},
    )


def _shipped(name: str) -> Path | None:
    """A data file inside scikit-learn, found without loading the library.

    Loading it takes longer than many an experiment on so few rows.
    """
    found = find_spec("sklearn")
    for folder in (found and found.submodule_search_locations) or ():
        file = Path(folder, "datasets", "data", name)
        if file.is_file():
            return file
    return None


def _diabetes(params: Mapping[str, ParamValue], seed: int) -> Dataset:
    from sklearn.datasets import load_diabetes

    return _dataset(_DIABETES, "regression", "progression", "diabetes", load_diabetes())


_IRIS = Message(QT_TRANSLATE_NOOP("Message", "Iris flowers"))
_WINE = Message(QT_TRANSLATE_NOOP("Message", "Wines"))
_CANCER = Message(QT_TRANSLATE_NOOP("Message", "Breast cancer"))
_DIGITS = Message(QT_TRANSLATE_NOOP("Message", "Handwritten digits"))
_DIABETES = Message(QT_TRANSLATE_NOOP("Message", "Diabetes"))

DATASETS.add(
    "iris",
    DatasetEntry(
        name="iris",
        title=_IRIS,
        kind="classification",
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Three species of iris told apart by four measures of their flowers. "
                "One species is easy, two overlap.",
            )
        ),
        source=f"R. A. Fisher, 1936; {_UCI}",
        rows=150,
        n_features=4,
        n_classes=3,
        load=_iris,
        feature_names=_named(
            "sepal length (cm)",
            "sepal width (cm)",
            "petal length (cm)",
            "petal width (cm)",
        ),
    ),
)
DATASETS.add(
    "wine",
    DatasetEntry(
        name="wine",
        title=_WINE,
        kind="classification",
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Three Italian grape varieties by chemical analysis. Features have "
                "very different units, so scaling matters.",
            )
        ),
        source=f"M. Forina et al., 1991; {_UCI}",
        rows=178,
        n_features=13,
        n_classes=3,
        load=_wine,
        feature_names=_named(
            "alcohol",
            "malic_acid",
            "ash",
            "alcalinity_of_ash",
            "magnesium",
            "total_phenols",
            "flavanoids",
            "nonflavanoid_phenols",
            "proanthocyanins",
            "color_intensity",
            "hue",
            "od280/od315_of_diluted_wines",
            "proline",
        ),
    ),
)
DATASETS.add(
    "breast_cancer",
    DatasetEntry(
        name="breast_cancer",
        title=_CANCER,
        kind="classification",
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Benign or malignant, by 30 measures of cell nuclei under the "
                "microscope. Many features say nearly the same.",
            )
        ),
        source=f"W. N. Street, W. H. Wolberg, O. L. Mangasarian, 1993; {_UCI}",
        rows=569,
        n_features=30,
        n_classes=2,
        load=_breast_cancer,
        feature_names=_named(
            *(f"mean {part}" for part in _NUCLEUS),
            *(f"{part} error" for part in _NUCLEUS),
            *(f"worst {part}" for part in _NUCLEUS),
        ),
    ),
)
DATASETS.add(
    "digits",
    DatasetEntry(
        name="digits",
        title=_DIGITS,
        kind="classification",
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Ten digits as pictures of 8 × 8 grey pixels. Large enough to show "
                "what workers gain.",
            )
        ),
        source=f"E. Alpaydin, C. Kaynak, 1998; {_UCI}",
        rows=1797,
        n_features=64,
        n_classes=10,
        load=_digits,
        feature_names=_named(
            *(f"pixel_{row}_{column}" for row in range(8) for column in range(8))
        ),
    ),
)
DATASETS.add(
    "diabetes",
    DatasetEntry(
        name="diabetes",
        title=_DIABETES,
        kind="regression",
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "How far the disease had progressed after a year, by ten measures of "
                "the patient. Noisy: no model explains much more than half.",
            )
        ),
        source="B. Efron et al., Least Angle Regression, 2004; as distributed with "
        "scikit-learn",
        rows=442,
        n_features=10,
        n_classes=0,
        load=_diabetes,
        feature_names=_named(
            "age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6"
        ),
    ),
)
