"""Models taken away from an experiment, and back: saved, loaded, asked, written out.

A row of a stored run, a model or an ensemble of them, is fitted on all of its data and
saved as a ``.skops`` file with a model card; a file is audited and asked about a table;
a row is written out as a script for scikit-learn alone::

    saved = save_model(state, "soft_vote", Path("iris.skops"), cancel=token)
    facts = open_model(Path("iris.skops")).facts
    predictions = predict_table(Path("iris.skops"), Path("new.csv"))
    text = script_of(state.spec, "soft_vote")

All of these block; a window calls them off its own thread. The form of the file is told
in :mod:`workbench.ensembles.saved_format`.
"""

from __future__ import annotations

from workbench.ensembles.final import Cancelled
from workbench.ensembles.saved_format import SUFFIX, Card, Facts
from workbench.persistence.predicting import (
    OpenedModel,
    Predictions,
    open_model,
    predict_table,
)
from workbench.persistence.saving import SavedModel, save_model
from workbench.persistence.script import save_script, script_of

__all__ = [
    "SUFFIX",
    "Cancelled",
    "Card",
    "Facts",
    "OpenedModel",
    "Predictions",
    "SavedModel",
    "open_model",
    "predict_table",
    "save_model",
    "save_script",
    "script_of",
]
