"""The data: sets that ship with the program, made-up ones, and the user's own files.

To add a set, register an entry in the file of its family, or in a new file and its line
below; importing them loads no data and no scikit-learn.
"""

from __future__ import annotations

# The order of these lines is the order in which data sets are listed.
# isort: off
from workbench.datasets import builtin as _builtin  # noqa: F401
from workbench.datasets import synthetic as _synthetic  # noqa: F401
from workbench.datasets import austen as _austen  # noqa: F401
from workbench.datasets import topics as _topics  # noqa: F401

# isort: on
from workbench.datasets.base import DATASETS, Dataset, DatasetEntry
from workbench.datasets.loading import Summary, describe, load
from workbench.datasets.predictions import Predictions, read_predictions
from workbench.datasets.tables import sniff
from workbench.datasets.tables_preview import Preview

__all__ = [
    "DATASETS",
    "Dataset",
    "DatasetEntry",
    "Predictions",
    "Preview",
    "Summary",
    "describe",
    "load",
    "read_predictions",
    "sniff",
]
