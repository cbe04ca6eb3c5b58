"""The models: one file per family, an entry each: words, parameters, a factory.

Listing the registry is cheap, since scikit-learn is imported inside the factories. To
add a model, write an entry in its family's file, or a new file and its line below.
"""

from __future__ import annotations

# The order of these lines is the order in which models are listed.
# isort: off
from workbench.estimators import linear as _linear  # noqa: F401
from workbench.estimators import trees as _trees  # noqa: F401
from workbench.estimators import neighbours as _neighbours  # noqa: F401
from workbench.estimators import bayes as _bayes  # noqa: F401
from workbench.estimators import svm as _svm  # noqa: F401
from workbench.estimators import neural as _neural  # noqa: F401
from workbench.estimators import forests as _forests  # noqa: F401
from workbench.estimators import boosting as _boosting  # noqa: F401
from workbench.estimators import libraries as _libraries  # noqa: F401
from workbench.estimators import torch_nets as _torch_nets  # noqa: F401
from workbench.estimators import keras_nets as _keras_nets  # noqa: F401
from workbench.estimators import dummy as _dummy  # noqa: F401

# isort: on
from workbench.estimators.base import ESTIMATORS, EstimatorEntry
from workbench.estimators.names import title_of_name
from workbench.estimators.prepare import (
    most_shared,
    prepared,
    prepared_model,
    unscaled,
)

__all__ = [
    "ESTIMATORS",
    "EstimatorEntry",
    "most_shared",
    "prepared",
    "prepared_model",
    "title_of_name",
    "unscaled",
]
