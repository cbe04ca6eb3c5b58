"""What holds for every model in the registry, asked of networks."""

from __future__ import annotations

import warnings
from collections.abc import Callable

import numpy as np
import psutil
from sklearn.datasets import load_iris
from sklearn.ensemble import StackingClassifier, VotingClassifier
from sklearn.linear_model import LogisticRegression

from tests.estimators import test_conformance as every
from tests.estimators.test_prepare import test_that_every_model_takes_prepared_data
from workbench.estimators import ESTIMATORS

CHECKS: tuple[Callable[[str], None], ...] = (
    every.test_that_a_model_clones_fits_predicts_and_pickles,
    every.test_that_a_model_that_is_no_baseline_learns,
    every.test_that_the_seed_of_the_experiment_gives_way_to_the_models_own,
    every.test_that_two_fits_with_one_seed_predict_the_same,
    every.test_that_no_model_starts_workers_of_its_own,
    test_that_every_model_takes_prepared_data,
)


def names(library: str) -> list[str]:
    """Of the models that need ``library``."""
    return [name for name, entry in ESTIMATORS.items() if entry.requires == library]


def digits_probabilities(name: str, **given) -> np.ndarray:
    """Of 300 digits, by a network that knows 600 others."""
    from sklearn.datasets import load_digits

    X, y = load_digits(return_X_y=True)
    model = ESTIMATORS.get(name).make({"epochs": 5, **given}, 0)
    return model.fit(X[:600], y[:600]).predict_proba(X[600:900])


def keep_warning_free(work: Callable[[], object]) -> None:
    """Run ``work``; a warning is an error."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        work()


def vote_and_stack(name: str) -> None:
    """A network among the members of scikit-learn's own vote and stack."""
    X, y = load_iris(return_X_y=True)
    members = [
        ("net", ESTIMATORS.get(name).make({"epochs": 10}, 0)),
        ("line", LogisticRegression(max_iter=1000)),
    ]
    for ensemble in (
        VotingClassifier(members, voting="soft"),
        StackingClassifier(members, LogisticRegression(max_iter=1000), cv=2),
    ):
        assert ensemble.fit(X, y).score(X, y) > 0.9


def ranks(parent: psutil.Process | None = None) -> list[psutil.Process]:
    """The processes below one that train together."""
    found = (parent or psutil.Process()).children(recursive=True)
    return [child for child in found if "rank import main" in " ".join(_line(child))]


def _line(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []
