"""Support vector machines, linear and with the RBF kernel."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import Parameter, ParamValue
from workbench.estimators.base import ESTIMATORS, EstimatorEntry
from workbench.estimators.settings import (
    RANDOM_STATE,
    SCALE,
    SCALE_TARGET,
    never,
    own,
    random_state,
    scaled,
    target_scaled,
)

_CALIBRATION_FITS = 6
"""Fits of the inner model by five-fold calibration: one per fold and the final one."""

_C = Parameter(
    name="C",
    kind="float",
    default=1.0,
    minimum=1e-6,
    maximum=1e6,
    title=Message(QT_TRANSLATE_NOOP("Message", "Cost C of errors")),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "How dearly training errors are paid. Larger values fit the training rows "
            "more closely and take longer.",
        )
    ),
)
_GAMMA = Parameter(
    name="gamma",
    kind="choice",
    default="scale",
    choices=("scale", "auto"),
    title=Message(QT_TRANSLATE_NOOP("Message", "Kernel width")),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "How far a row's influence reaches: by the number of features and their "
            "variance (scale) or by their number alone (auto).",
        )
    ),
)
_MAX_ITER = Parameter(
    name="max_iter",
    kind="int",
    default=10_000,
    minimum=1,
    maximum=1_000_000,
    title=Message(QT_TRANSLATE_NOOP("Message", "Most iterations")),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "When the solver gives up. scikit-learn's own default of 1,000 is often "
            "too few; more costs nothing where fewer are enough.",
        )
    ),
)
_PROBABILITY = Parameter(
    name="probability",
    kind="bool",
    default=False,
    title=Message(QT_TRANSLATE_NOOP("Message", "Probabilities")),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "Needed for a soft vote. Calibrated by 5 inner folds, so each fit takes "
            "about six times as long and each class needs at least 5 training rows.",
        )
    ),
)


def _epsilon(default: float) -> Parameter:
    return Parameter(
        name="epsilon",
        kind="float",
        default=default,
        minimum=0.0,
        maximum=1e6,
        title=Message(QT_TRANSLATE_NOOP("Message", "Tolerance epsilon")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Errors smaller than this cost nothing; in units of the target, or in "
                "its standard deviations where the target is scaled.",
            )
        ),
    )


def _calibrated(params: Mapping[str, ParamValue], model: Any) -> Any:
    """With probabilities if asked for; ``SVC(probability=True)`` is deprecated."""
    if not params["probability"]:
        return model
    from sklearn.calibration import CalibratedClassifierCV

    return CalibratedClassifierCV(model, ensemble=False)


def _linear_svm(params: Mapping[str, ParamValue], seed: int) -> Any:
    from sklearn.svm import LinearSVC

    model = LinearSVC(**own(params), random_state=random_state(params, seed))
    return _calibrated(params, scaled(params, model))


def _rbf_svm(params: Mapping[str, ParamValue], seed: int) -> Any:
    from sklearn.svm import SVC

    return _calibrated(params, scaled(params, SVC(**own(params))))


def _linear_svr(params: Mapping[str, ParamValue], seed: int) -> Any:
    from sklearn.svm import LinearSVR

    model = LinearSVR(**own(params), random_state=random_state(params, seed))
    return scaled(params, model)


def _rbf_svr(params: Mapping[str, ParamValue], seed: int) -> Any:
    from sklearn.svm import SVR

    return target_scaled(params, scaled(params, SVR(**own(params))))


def _asked(params: Mapping[str, ParamValue]) -> bool:
    return bool(params["probability"])


def _fits(params: Mapping[str, ParamValue]) -> int:
    return _CALIBRATION_FITS if params.get("probability") else 1


def _linear_svm_s(
    rows: int, features: int, classes: int, params: Mapping[str, ParamValue]
) -> float:
    machines = classes * math.sqrt(classes) if classes > 2 else 1.0
    return _fits(params) * (2e-3 + 8e-8 * rows * features * machines)


def _rbf_svm_s(
    rows: int, features: int, classes: int, params: Mapping[str, ParamValue]
) -> float:
    return _fits(params) * (2e-3 + 2e-9 * rows**2 * (features + 10) / max(classes, 1))


def _linear_svr_s(
    rows: int, features: int, classes: int, params: Mapping[str, ParamValue]
) -> float:
    return 2e-3 + 2e-7 * rows * features


def _rbf_svr_s(
    rows: int, features: int, classes: int, params: Mapping[str, ParamValue]
) -> float:
    return 2e-3 + 1.3e-9 * rows**2 * (features + 10)


ESTIMATORS.add(
    "linear_svm",
    EstimatorEntry(
        name="linear_svm",
        title=Message(QT_TRANSLATE_NOOP("Message", "Linear SVM")),
        kind="classification",
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "The flat border between classes that keeps the widest margin to both.",
            )
        ),
        build=_linear_svm,
        sparse=True,
        probabilities=_asked,
        expected_s=_linear_svm_s,
        parameters=(_C, _MAX_ITER, SCALE, _PROBABILITY, RANDOM_STATE),
    ),
)

ESTIMATORS.add(
    "rbf_svm",
    EstimatorEntry(
        name="rbf_svm",
        title=Message(QT_TRANSLATE_NOOP("Message", "RBF SVM")),
        kind="classification",
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "A curved border with the widest margin. Strong on up to a few "
                "thousand rows; its time grows with the square of their number.",
            )
        ),
        build=_rbf_svm,
        probabilities=_asked,
        expected_s=_rbf_svm_s,
        parameters=(_C, _GAMMA, SCALE, _PROBABILITY),
    ),
)

ESTIMATORS.add(
    "linear_svr",
    EstimatorEntry(
        name="linear_svr",
        title=Message(QT_TRANSLATE_NOOP("Message", "Linear SVM")),
        kind="regression",
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "A weighted sum of the features that minds the size of an error, not "
                "its square, so single outliers pull less.",
            )
        ),
        build=_linear_svr,
        probabilities=never,
        expected_s=_linear_svr_s,
        parameters=(_C, _epsilon(0.0), _MAX_ITER, SCALE, RANDOM_STATE),
    ),
)

ESTIMATORS.add(
    "rbf_svr",
    EstimatorEntry(
        name="rbf_svr",
        title=Message(QT_TRANSLATE_NOOP("Message", "RBF SVM")),
        kind="regression",
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "A smooth curve that ignores small errors. Its time grows with the "
                "square of the number of rows.",
            )
        ),
        build=_rbf_svr,
        probabilities=never,
        expected_s=_rbf_svr_s,
        parameters=(_C, _GAMMA, _epsilon(0.1), SCALE, SCALE_TARGET),
    ),
)
