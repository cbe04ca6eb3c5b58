"""PyTorch's networks as models, and as what strategies of joint learning drive."""

from __future__ import annotations

import pickle
import subprocess
import sys
import threading

import msgspec
import numpy as np
import pytest
from sklearn.datasets import load_digits

from tests.estimators.test_conformance import (
    test_that_labels_follow_from_the_probabilities as labels_follow,
)
from tests.external_libraries import networks
from tests.joint.test_objectives import TestEveryObjective as EveryObjective
from tests.joint.test_objectives import draw
from tests.optional import need
from tests.workloads.joint_runs import Run, digits, strategy
from workbench.core.errors import BadInput
from workbench.core.events import RunFinished, TrialFinished
from workbench.core.spec import (
    CvSpec,
    DatasetSpec,
    ExperimentSpec,
    ModelSpec,
    RepeatSpec,
)
from workbench.core.state import fold
from workbench.estimators import ESTIMATORS
from workbench.estimators.networks.layers import Layers
from workbench.joint.base import OBJECTIVES
from workbench.session import Session

pytestmark = pytest.mark.engines
need("torch")
NAMES = networks.names("torch")


@pytest.mark.parametrize("name", NAMES)
def test_that_a_network_keeps_what_every_model_keeps(name: str) -> None:
    assert len(NAMES) == 3
    for check in networks.CHECKS:
        networks.keep_warning_free(lambda check=check: check(name))


def test_that_labels_follow_from_the_probabilities() -> None:
    labels_follow("torch_mlp")


@pytest.mark.parametrize("name", ["torch_mlp", "torch_cnn"])
def test_that_a_network_learns_the_digits(name: str) -> None:
    X, y = load_digits(return_X_y=True)
    held_out = np.arange(len(X)) % 3 == 0
    model = ESTIMATORS.get(name).make({"epochs": 10}, 0).fit(X[~held_out], y[~held_out])
    assert model.score(X[held_out], y[held_out]) > 0.93


@pytest.mark.parametrize(
    ("features", "grid"),
    [(64, (8, 8)), (16, (4, 4)), (9, (9,)), (4, (4,)), (63, (63,)), (1, (1,))],
)
def test_that_only_features_that_make_a_square_are_a_picture(
    features: int, grid: tuple[int, ...]
) -> None:
    assert Layers(features, (8, 16), (64,), 10).grid == grid
    X = np.random.default_rng(0).normal(size=(12, features))
    model = ESTIMATORS.get("torch_cnn").make({"epochs": 1, "filters": 2}, 0)
    found = model.fit(X, X[:, 0] > 0).predict_proba(X)
    assert found.shape == (12, 2)
    np.testing.assert_allclose(found.sum(axis=1), 1.0)


def test_that_a_fitted_network_is_pickled_without_the_library() -> None:
    X, y = load_digits(return_X_y=True)
    model = ESTIMATORS.get("torch_mlp").make({"epochs": 1}, 0).fit(X, y)
    packed = pickle.dumps(model)
    assert b"torch." not in packed.replace(b"torch_models", b"")
    code = (
        "import pickle, sys; model = pickle.load(sys.stdin.buffer); "
        "sys.exit('torch' in sys.modules or len(model[-1].weights_) != 4)"
    )
    subprocess.run([sys.executable, "-c", code], input=packed, check=True)


def test_that_another_seed_makes_another_network() -> None:
    first, second = (
        networks.digits_probabilities("torch_mlp", random_state=seed) for seed in (1, 2)
    )
    assert np.abs(first - second).max() > 1e-3


def test_that_fits_side_by_side_in_threads_do_not_touch_each_other() -> None:
    alone = networks.digits_probabilities("torch_mlp")
    found: dict[int, np.ndarray] = {}

    def fit(place: int) -> None:
        found[place] = networks.digits_probabilities("torch_mlp")

    crew = [threading.Thread(target=fit, args=(place,)) for place in range(3)]
    for thread in crew:
        thread.start()
    for thread in crew:
        thread.join()
    for place in range(3):
        np.testing.assert_array_equal(found[place], alone)


def test_that_a_gpu_that_is_not_there_is_said_in_words() -> None:
    import torch

    if torch.cuda.is_available():
        found = networks.digits_probabilities("torch_mlp", device="cuda")
        expected = networks.digits_probabilities("torch_mlp")
        np.testing.assert_allclose(found, expected, atol=0.05)
        return
    with pytest.raises(BadInput, match="choose the device “cpu”"):
        networks.digits_probabilities("torch_mlp", device="cuda")


def test_that_votes_and_stacks_take_networks() -> None:
    for name in ("torch_mlp", "torch_cnn"):
        networks.vote_and_stack(name)


def test_that_scores_are_the_same_on_every_engine(tmp_path) -> None:
    spec = ExperimentSpec(
        dataset=DatasetSpec(name="iris"),
        models=(
            ModelSpec(estimator="torch_mlp", params={"epochs": 5}),
            ModelSpec(estimator="torch_cnn", params={"epochs": 5}),
            ModelSpec(estimator="naive_bayes"),
            ModelSpec(estimator="soft_vote"),
        ),
        cv=CvSpec(folds=3),
        repeats=RepeatSpec(minimum=1, maximum=1),
    )
    found = set()
    with Session(history=tmp_path / "history.sqlite") as session:
        for engine, workers in (("serial", 1), ("threads", 2), ("processes", 2)):
            of = msgspec.structs.replace(spec, engine=engine, workers=(workers,))
            events = list(session.start(of))
            assert isinstance(events[-1], RunFinished)
            found |= {e.scores.digest for e in events if isinstance(e, TrialFinished)}
    assert len(found) == 1
    assert not fold(events).warnings


class TestTheAdapter:
    def test_that_it_keeps_what_every_objective_keeps(self) -> None:
        every = EveryObjective()
        # It has no backpropagation of ours to compare, and nothing kept between steps.
        not_its = ("finite_differences", "gradient_of_the_same_rows")
        for name in dir(EveryObjective):
            if name.startswith("test_") and not any(part in name for part in not_its):
                getattr(every, name)("torch_mlp")

    def test_that_autograd_finds_the_gradient_of_our_backpropagation(self) -> None:
        shape, W, X, y, weight = draw("torch_mlp", 3, rows=40, features=7)
        losses, G = OBJECTIVES.get("torch_mlp").gradient(shape, W, X, y, weight)
        expected, slope = OBJECTIVES.get("mlp").gradient(shape, W, X, y, weight)
        np.testing.assert_allclose(losses, expected, rtol=1e-12)
        np.testing.assert_allclose(G, slope, rtol=1e-9, atol=1e-13)

    def test_that_strategies_drive_it_as_they_drive_ours(self) -> None:
        """Local steps, corrections and adaptive servers: the same models."""
        ways = (
            strategy("fedavg", steps=3, batch=50, eta=0.3),
            strategy("scaffold", steps=3, eta=0.3),
            strategy("fedadam", steps=3, eta=0.3),
            strategy("data_parallel", eta=0.3),
        )
        ours, theirs = (
            Run(digits(*ways, model=model, clients=3, hidden=8, l2=0.001), engine)
            for model, engine in (("mlp", "vectorised"), ("torch_mlp", "serial"))
        )
        for way in ways:
            np.testing.assert_allclose(
                theirs.parameters(way.key), ours.parameters(way.key), atol=1e-9
            )
