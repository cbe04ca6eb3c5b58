"""Networks of Keras: models, the adapter, and replicas that train together."""

from __future__ import annotations

import numpy as np
import pytest

from tests.external_libraries import networks
from tests.joint.test_objectives import draw
from tests.optional import need
from tests.workloads.joint_runs import Run, digits, strategy
from workbench.joint.base import OBJECTIVES
from workbench.joint.verdict import furthest_apart

pytestmark = pytest.mark.engines
need("tensorflow", "keras")
SAME = 1e-4


def test_that_a_network_keeps_what_every_model_keeps() -> None:
    for name in networks.names("tensorflow"):
        networks.keep_warning_free(lambda name=name: networks.CHECKS[0](name))
    for check in networks.CHECKS[1:]:
        networks.keep_warning_free(lambda check=check: check("keras_mlp"))


def test_that_votes_and_stacks_take_networks() -> None:
    networks.vote_and_stack("keras_mlp")


def test_that_importing_and_fitting_prints_nothing() -> None:
    import subprocess
    import sys

    code = (
        "from sklearn.datasets import load_digits; "
        "from workbench.estimators import ESTIMATORS; "
        "X, y = load_digits(return_X_y=True); "
        "model = ESTIMATORS.get('keras_cnn').make({'epochs': 1}, 0); "
        "model.fit(X[:600], y[:600]).predict_proba(X[600:900])"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error::UserWarning", "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=_environment(),
    )
    assert (done.stdout, done.stderr) == ("", "")


def _environment() -> dict[str, str]:
    import os
    import sys

    return {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, sys.path))}


@pytest.mark.parametrize(("kind", "apart"), [("mlp", 1e-3), ("cnn", 2e-2)])
def test_that_both_libraries_train_the_same_network(kind: str, apart: float) -> None:
    """The same weights to begin with, the same batches, the same optimiser.

    But for Adam's ε, which one library adds before a correction and the other after it:
    it matters where gradients are tiny, and a convolution has such.
    """
    need("torch")
    keras, torch = (
        networks.digits_probabilities(f"{library}_{kind}", epochs=1)
        for library in ("keras", "torch")
    )
    np.testing.assert_allclose(keras, torch, atol=apart)


def test_that_the_tape_finds_the_gradient_of_our_backpropagation() -> None:
    shape, W, X, y, weight = draw("keras_mlp", 3, rows=40, features=7)
    losses, G = OBJECTIVES.get("keras_mlp").gradient(shape, W, X, y, weight)
    expected, slope = OBJECTIVES.get("mlp").gradient(shape, W, X, y, weight)
    np.testing.assert_allclose(losses, expected, rtol=1e-12)
    np.testing.assert_allclose(G, slope, rtol=1e-9, atol=1e-13)


def test_that_strategies_drive_a_keras_model_as_they_drive_ours() -> None:
    way = strategy("fedavg", steps=3, eta=0.3)
    ours, theirs = (
        Run(digits(way, model=model, clients=3, hidden=8), engine)
        for model, engine in (("mlp", "vectorised"), ("keras_mlp", "serial"))
    )
    np.testing.assert_allclose(
        theirs.parameters("fedavg"), ours.parameters("fedavg"), atol=1e-9
    )


def test_that_two_replicas_learn_as_our_averaging_does() -> None:
    steps = {"eta": 0.5, "batch": 64}
    spec = digits(
        strategy("data_parallel", **steps),
        strategy("keras_data_parallel", **steps),
        model="mlp",
        hidden=16,
        clients=2,
        partition="quantity",
        l1=1e-4,
        l2=1e-3,
        rounds=12,
    )
    run = Run(spec, "serial")  # from a worker, it is done with PyTorch
    ours, theirs = (
        run.rounds(name) for name in ("data_parallel", "keras_data_parallel")
    )
    assert len(theirs) == 13
    assert furthest_apart(theirs, ours) < 1e-9 < SAME
    training = run.end("keras_data_parallel").training
    assert training is not None
    assert training.ranks == 2
    assert 0 < training.exchange_share < 1
    assert networks.ranks() == []
