from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.joint import local  # noqa: F401 - registers the objectives
from workbench.joint.base import OBJECTIVES, Shape
from workbench.joint.objectives.scores import LinearScores, Scored

NAMES = [name for name, entry in OBJECTIVES.items() if not entry.requires]
"""tests/external_libraries holds those of other libraries to the same."""
CONVEX = [name for name in NAMES if OBJECTIVES.get(name).convex]


def shape_for(name: str, features: int, classes: int) -> Shape:
    objective = OBJECTIVES.get(name)
    outputs = 1 if objective.kind == "regression" else classes
    return Shape(
        features=features,
        outputs=2 if objective.binary_only else outputs,
        hidden=0 if objective.convex else 4,
    )


def draw(name: str, seed: int, *, clients=3, rows=6, features=4, classes=3, scale=1.0):
    """A random case: shape, W, X, y, weight."""
    rng = np.random.default_rng(seed)
    objective, shape = OBJECTIVES.get(name), shape_for(name, features, classes)
    W = scale * rng.standard_normal((clients, objective.size(shape)))
    X = rng.standard_normal((clients, rows, features))
    if objective.kind == "regression":
        y = rng.standard_normal((clients, rows))
    else:
        y = rng.integers(0, shape.outputs, (clients, rows))
    weight = rng.random((clients, rows))
    return shape, W, X, y, weight / weight.sum(1, keepdims=True)


@pytest.mark.parametrize("name", NAMES)
class TestEveryObjective:
    @settings(deadline=None, max_examples=25)
    @given(seed=st.integers(0, 2**32), classes=st.integers(2, 4))
    def test_that_the_gradient_is_that_of_finite_differences(self, name, seed, classes):
        objective = OBJECTIVES.get(name)
        shape, W, X, y, weight = draw(name, seed, classes=classes)
        losses, G = objective.gradient(shape, W, X, y, weight)
        assert losses == pytest.approx(objective.loss(shape, W, X, y, weight))
        assert G.shape == W.shape
        step = 1e-6
        for j in range(W.shape[1]):
            beside = np.zeros_like(W)
            beside[:, j] = step
            up = objective.loss(shape, W + beside, X, y, weight)
            down = objective.loss(shape, W - beside, X, y, weight)
            # a row at the kink of a relu or a hinge may be between the two points
            assert G[:, j] == pytest.approx((up - down) / (2 * step), abs=2e-5)

    def test_that_clients_do_not_see_each_other(self, name):
        objective = OBJECTIVES.get(name)
        shape, W, X, y, weight = draw(name, 1)
        _, together = objective.gradient(shape, W, X, y, weight)
        for i in range(len(W)):
            own = slice(i, i + 1)
            _, alone = objective.gradient(shape, W[own], X[own], y[own], weight[own])
            assert alone[0] == pytest.approx(together[i], rel=1e-12, abs=1e-14)

    def test_that_a_row_of_weight_0_has_no_say(self, name):
        objective = OBJECTIVES.get(name)
        shape, W, X, y, weight = draw(name, 2)
        weight[:, -1] = 0.0
        before = objective.gradient(shape, W, X, y, weight)
        X[:, -1] = 7.0
        after = objective.gradient(shape, W, X, y, weight)
        assert np.array_equal(before[0], after[0])
        assert np.array_equal(before[1], after[1])

    @pytest.mark.parametrize("scale", [1.0, 1e4])
    def test_that_the_gradient_of_the_same_rows_is_the_same(self, name, scale):
        objective = OBJECTIVES.get(name)
        shape, W, X, y, weight = draw(name, 5, scale=scale)
        T = objective.targets(shape, y)
        again = objective.steady(shape, X, T, weight)
        for models in (W, -W):
            expected = objective.pull(shape, models, X, T, 0.5 * weight)
            assert again(models, 0.5) == pytest.approx(expected, rel=1e-12, abs=1e-12)

    def test_that_the_loss_is_the_weighted_mean_of_the_rows(self, name):
        objective = OBJECTIVES.get(name)
        shape, W, X, y, weight = draw(name, 3, clients=1)
        rows = objective.row_losses(shape, W[0], X[0], y[0])
        assert rows.shape == (6,)
        loss = objective.loss(shape, W, X, y, weight)
        assert weight[0] @ rows == pytest.approx(loss[0])

    def test_that_one_model_for_all_clients_need_not_be_repeated(self, name):
        objective = OBJECTIVES.get(name)
        shape, W, X, y, weight = draw(name, 4)
        one = objective.gradient(shape, W[:1], X, y, weight)
        each = objective.gradient(shape, W[[0, 0, 0]], X, y, weight)
        assert one[0] == pytest.approx(each[0], rel=1e-12)
        assert one[1] == pytest.approx(each[1], rel=1e-12, abs=1e-14)

    def test_that_large_scores_neither_overflow_nor_warn(self, name):
        objective = OBJECTIVES.get(name)
        shape, W, X, y, weight = draw(name, 5, scale=1e4)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            losses, G = objective.gradient(shape, W, X, y, weight)
        assert np.isfinite(losses).all()
        assert np.isfinite(G).all()

    def test_that_learning_begins_where_there_is_a_slope(self, name):
        objective = OBJECTIVES.get(name)
        shape, _, X, y, weight = draw(name, 6, clients=1)
        start = objective.start(shape, 3)
        assert start.shape == (objective.size(shape),)
        assert np.array_equal(start, objective.start(shape, 3))
        _, G = objective.gradient(shape, start[None], X, y, weight)
        assert np.linalg.norm(G) > 1e-3

    def test_that_it_has_words(self, name):
        objective = OBJECTIVES.get(name)
        assert str(objective.title)
        assert str(objective.help).endswith(".")


@pytest.mark.parametrize("name", CONVEX)
@settings(deadline=None, max_examples=20)
@given(seed=st.integers(0, 2**32), classes=st.integers(2, 4))
def test_that_the_curvature_is_the_derivative_of_the_slope(name, seed, classes):
    objective = OBJECTIVES.get(name)
    assert isinstance(objective, LinearScores)
    shape, W, X, y, _ = draw(name, seed, classes=classes)
    S, T = objective.scores(shape, W, X), objective.targets(shape, y)
    V = np.random.default_rng(seed).standard_normal(S.shape)
    H = objective.curvature(S, T)
    step = 1e-6
    up = objective.slopes(S + step * V, T)
    down = objective.slopes(S - step * V, T)
    kinked = name == "svm" and np.abs(1.0 - T * S).min() < 1e-4
    if not kinked:
        assert objective.curved(H, V) == pytest.approx(
            (up - down) / (2 * step), abs=1e-6
        )
    unit = np.zeros_like(S)
    unit[..., 0] = 1.0
    assert objective.diagonal(H)[..., 0] == pytest.approx(
        objective.curved(H, unit)[..., 0]
    )
    bend = np.einsum("cnk,cnk->cn", V, objective.curved(H, V))
    most = objective.curvature_bound * np.einsum("cnk,cnk->cn", V, V)
    assert (bend >= -1e-12).all()
    assert (bend <= most + 1e-12).all()


class TestAgainstScikitLearn:
    def test_that_softmax_and_logistic_losses_are_log_loss(self):
        from sklearn.metrics import log_loss

        shape, W, X, y, _ = draw("softmax", 7, clients=1, rows=30)
        objective = OBJECTIVES.get("softmax")
        even = np.full((1, 30), 1 / 30)
        S = objective.scores(shape, W, X)[0]
        P = np.exp(S) / np.exp(S).sum(1, keepdims=True)
        expected = log_loss(y[0], P, labels=range(3))
        assert objective.loss(shape, W, X, y, even)[0] == pytest.approx(expected)

        shape, W, X, y, _ = draw("logistic", 8, clients=1, rows=30)
        objective = OBJECTIVES.get("logistic")
        p = 1 / (1 + np.exp(-(X[0] @ W[0])))
        expected = log_loss(y[0], p, labels=[0, 1])
        assert objective.loss(shape, W, X, y, even)[0] == pytest.approx(expected)

    def test_that_squared_loss_is_half_the_mean_squared_error(self):
        from sklearn.metrics import mean_squared_error

        shape, W, X, y, _ = draw("linear", 10, clients=1, rows=30)
        even = np.full((1, 30), 1 / 30)
        found = OBJECTIVES.get("linear").loss(shape, W, X, y, even)[0]
        assert found == pytest.approx(mean_squared_error(y[0], X[0] @ W[0]) / 2)


@pytest.mark.parametrize("classes", [2, 3])
def test_that_the_svm_tells_each_class_from_the_rest(classes):
    shape, W, X, y, _ = draw("svm", 9, clients=1, classes=classes)
    objective = OBJECTIVES.get("svm")
    S = X[0] @ W[0].reshape(4, -1)
    signs = 2 * y[0][:, None] - 1 if classes == 2 else 2 * np.eye(3)[y[0]] - 1
    expected = (np.maximum(1 - signs * S, 0) ** 2).sum(1)
    found = objective.row_losses(shape, W[0], X[0], y[0])
    assert found == pytest.approx(expected)
    assert found.max() > 0


def test_that_predictions_are_what_costs_least():
    for name in CONVEX:
        objective = OBJECTIVES.get(name)
        shape, W, X, _, _ = draw(name, 11, clients=1, rows=20)
        found = objective.predict(shape, W[0], X[0])
        losses = objective.row_losses(shape, W[0], X[0], found)
        others = (
            [found + 0.5]
            if name == "linear"
            else [np.full(20, k) for k in range(shape.outputs)]
        )
        for other in others:
            assert (losses <= objective.row_losses(shape, W[0], X[0], other)).all()


def test_that_hidden_units_begin_apart():
    objective = OBJECTIVES.get("mlp")
    shape = shape_for("mlp", 5, 3)
    start = objective.start(shape, 0)
    A = start[: 5 * shape.hidden].reshape(5, shape.hidden)
    assert np.unique(A.round(9), axis=1).shape[1] == shape.hidden
    assert not np.array_equal(start, objective.start(shape, 1))


def test_that_all_of_ours_prepare_their_targets():
    assert all(isinstance(OBJECTIVES.get(name), Scored) for name in NAMES)
