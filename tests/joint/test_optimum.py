from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.joint import optimum
from workbench.joint.base import OBJECTIVES, Learning, Penalty, Shape, packed

REFERENCE = json.loads(
    (Path(__file__).parents[1] / "reference" / "vectors.json").read_text()
)["joint"]


@pytest.fixture(scope="module")
def digits():
    """Learning, training rows, test rows, as the reference names them."""
    from sklearn.datasets import load_digits
    from sklearn.model_selection import train_test_split

    X, y = load_digits(return_X_y=True)
    X = np.column_stack([X / 16, np.ones(len(X))])
    train, test = train_test_split(
        np.arange(len(X)), test_size=0.25, random_state=0, stratify=y
    )
    about = Learning(
        objective="softmax",
        shape=Shape(features=65, outputs=10),
        penalty=Penalty(l2=0.01),
    )
    return about, X[train], y[train], X[test], y[test]


@pytest.fixture(scope="module")
def diabetes():
    from sklearn.datasets import load_diabetes

    X, y = load_diabetes(return_X_y=True)
    return (X - X.mean(0)) / X.std(0), y - y.mean()


def linear(**penalty) -> Learning:
    return Learning(
        objective="linear",
        shape=Shape(features=10, outputs=1),
        penalty=Penalty(**penalty),
    )


def classes(seed: int, rows: int = 60, features: int = 4, outputs: int = 3):
    rng = np.random.default_rng(seed)
    X = rng.standard_normal((rows, features))
    scores = X @ rng.standard_normal((features, outputs))
    return X, (scores + rng.gumbel(size=scores.shape)).argmax(1)


class TestReference:
    def test_that_the_optimum_on_digits_is_the_reference(self, digits):
        about, X, y, X_test, y_test = digits
        found = optimum.pooled(about, X, y)
        expected = REFERENCE["digits_softmax"]
        assert found.exact
        assert found.objective == pytest.approx(expected["optimum_loss"], abs=1e-6)
        accuracy = optimum.score(about, found.parameters, X_test, y_test)
        assert accuracy == pytest.approx(expected["optimum_test_accuracy"], abs=1e-6)
        assert optimum.stationarity(about, found.parameters, X, y) < 1e-12

    def test_that_the_lasso_on_diabetes_is_the_reference(self, diabetes):
        X, y = diabetes
        found = optimum.pooled(linear(l1=1.0), X, y)
        expected = REFERENCE["admm_lasso"]["coef"]
        assert found.exact
        assert found.parameters == pytest.approx(expected, abs=1e-4)
        assert np.flatnonzero(found.parameters == 0.0).tolist() == [0, 5, 7]


class TestAgainstScikitLearn:
    @pytest.mark.parametrize(
        ("l1", "l2"), [(0.1, 0.0), (1.0, 0.5), (30.0, 0.0), (1e3, 0.0)]
    )
    def test_that_an_elastic_net_is_the_same(self, diabetes, l1, l2):
        from sklearn.linear_model import ElasticNet

        X, y = diabetes
        net = ElasticNet(
            alpha=l1 + l2,
            l1_ratio=l1 / (l1 + l2),
            fit_intercept=False,
            tol=1e-12,
            max_iter=100_000,
        ).fit(X, y)
        found = optimum.pooled(linear(l1=l1, l2=l2), X, y)
        assert found.exact
        assert found.parameters == pytest.approx(net.coef_, abs=1e-6)

    def test_that_a_free_bias_is_an_intercept(self, diabetes):
        from sklearn.linear_model import Lasso, Ridge

        X, y = diabetes
        y = y + 150.0
        beside = np.column_stack([X, np.ones(len(X))])
        shape = Shape(features=11, outputs=1)
        sparse = Learning(
            objective="linear", shape=shape, penalty=Penalty(l1=2.0, free=(10,))
        )
        lasso = Lasso(alpha=2.0, tol=1e-12).fit(X, y)
        found = optimum.pooled(sparse, beside, y)
        assert found.exact
        assert found.parameters == pytest.approx(
            [*lasso.coef_, lasso.intercept_], abs=1e-6
        )
        small = Learning(
            objective="linear", shape=shape, penalty=Penalty(l2=0.3, free=(10,))
        )
        ridge = Ridge(alpha=0.3 * len(X), tol=1e-12).fit(X, y)
        found = optimum.pooled(small, beside, y)
        assert found.parameters == pytest.approx(
            [*ridge.coef_, ridge.intercept_], rel=1e-9
        )

    @pytest.mark.parametrize("name", ["logistic", "softmax", "svm"])
    def test_that_classifiers_are_the_same(self, name):
        from sklearn.linear_model import LogisticRegression
        from sklearn.svm import LinearSVC

        outputs = 2 if name == "logistic" else 3
        X, y = classes(1, outputs=outputs)
        options = {"C": 1 / (len(X) * 0.05), "fit_intercept": False}
        if name == "svm":
            model = LinearSVC(**options, tol=1e-10, max_iter=1_000_000, dual=False)
        else:
            model = LogisticRegression(**options, tol=1e-10, max_iter=10_000)
        model.fit(X, y)
        about = Learning(
            objective=name,
            shape=Shape(features=4, outputs=outputs),
            penalty=Penalty(l2=0.05),
        )
        found = optimum.pooled(about, X, y)
        assert found.exact
        coef = found.parameters.reshape(4, -1).T
        assert coef == pytest.approx(model.coef_, abs=1e-5)


class TestPooled:
    @settings(deadline=None, max_examples=30)
    @given(
        name=st.sampled_from(["linear", "logistic", "softmax", "svm"]),
        seed=st.integers(0, 10_000),
        l1=st.sampled_from([0.0, 0.01, 0.1, 1.0]),
        l2=st.sampled_from([0.001, 0.1]),
        scale=st.sampled_from([1.0, 100.0]),
    )
    def test_that_what_is_called_exact_cannot_be_improved(
        self, name, seed, l1, l2, scale
    ):
        X, y = classes(seed, outputs=2 if name == "logistic" else 3)
        X[:, 0] *= scale
        if name == "linear":
            y = y + X[:, 1]
        outputs = {"linear": 1, "logistic": 2}.get(name, 3)
        about = Learning(
            objective=name,
            shape=Shape(features=4, outputs=outputs),
            penalty=Penalty(l1=l1, l2=l2),
        )
        found = optimum.pooled(about, X, y)
        assert found.exact
        w = found.parameters
        assert optimum.stationarity(about, w, X, y) < 1e-6 * scale
        rng = np.random.default_rng(seed)
        for size in (1e-6, 1e-3, 1.0):
            other = w + size * rng.standard_normal(len(w))
            value, _ = optimum.objective_of(about, other, X, y)
            assert value >= found.objective - 1e-12

    def test_that_a_large_enough_penalty_leaves_nothing(self, diabetes):
        found = optimum.pooled(linear(l1=1e4), *diabetes)
        assert found.exact
        assert np.array_equal(found.parameters, np.zeros(10))

    def test_that_without_an_optimum_none_is_claimed(self):
        X = np.array([[-2.0], [-1.0], [1.0], [2.0]])
        about = Learning(objective="logistic", shape=Shape(features=1, outputs=2))
        found = optimum.pooled(about, X, np.array([0, 0, 1, 1]))
        assert found.objective < 1e-6

    @pytest.mark.parametrize("name", ["mlp", "mlp_relu", "mlp_regression"])
    @pytest.mark.parametrize("l1", [0.0, 0.002])
    def test_that_a_long_run_of_a_network_is_called_that(self, name, l1):
        X, y = classes(2)
        outputs = 1 if name == "mlp_regression" else 3
        about = Learning(
            objective=name,
            shape=Shape(features=4, outputs=outputs, hidden=3),
            penalty=Penalty(l1=l1, l2=0.01),
        )
        found = optimum.pooled(about, X, y, seed=1)
        assert not found.exact
        start = OBJECTIVES.get(name).start(about.shape, 1)
        assert found.objective < 0.8 * optimum.objective_of(about, start, X, y)[0]


class TestScores:
    def test_that_r_squared_is_scikit_learns(self, diabetes):
        from sklearn.metrics import r2_score

        X, y = diabetes
        w = optimum.pooled(linear(l2=0.1), X, y).parameters
        assert optimum.score(linear(), w, X, y) == pytest.approx(r2_score(y, X @ w))
        assert optimum.score(linear(), w, X, np.ones(len(X))) == 0.0

    def test_that_the_objective_is_loss_plus_penalty(self, diabetes):
        X, y = diabetes
        w = np.arange(10.0)
        about = linear(l1=0.5, l2=0.2, free=(9,))
        value, loss = optimum.objective_of(about, w, X, y)
        assert loss == pytest.approx(np.mean((y - X @ w) ** 2) / 2)
        spared = w[:9]
        penalty = 0.5 * np.abs(spared).sum() + 0.1 * (spared**2).sum()
        assert value == pytest.approx(loss + penalty)


class TestLocalOnly:
    @pytest.mark.parametrize("penalty", [Penalty(l2=0.01), Penalty(l1=0.01, l2=0.01)])
    def test_that_it_is_the_mean_of_models_fitted_alone(self, digits, penalty):
        _, X, y, X_test, y_test = digits
        about = Learning(
            objective="softmax", shape=Shape(features=65, outputs=10), penalty=penalty
        )
        rows = np.array_split(np.arange(120), 3)
        clients = packed([rows[0], np.empty(0, int), rows[1], rows[2][:9]])
        alone = [
            optimum.score(
                about, optimum.pooled(about, X[own], y[own]).parameters, X_test, y_test
            )
            for own in (rows[0], rows[1], rows[2][:9])
        ]
        found = optimum.local_only(about, X, y, clients, X_test, y_test)
        assert found == pytest.approx(np.mean(alone), abs=1e-9)

    def test_that_rows_that_a_line_can_part_do_not_stop_it(self, digits):
        _, X, y, X_test, y_test = digits
        about = Learning(objective="softmax", shape=Shape(features=65, outputs=10))
        clients = packed(np.array_split(np.arange(60), 20))
        assert 0.1 < optimum.local_only(about, X, y, clients, X_test, y_test) < 0.7

    def test_that_a_model_of_few_rows_has_no_part_across_them(self, digits):
        about, X, y, *_ = digits
        few, own = X[:3], y[:3]
        found = optimum.pooled(about, few, own)
        assert found.exact
        assert optimum.stationarity(about, found.parameters, few, own) < 1e-12
        part = np.linalg.lstsq(few, few @ found.parameters.reshape(65, 10))[0]
        assert part == pytest.approx(found.parameters.reshape(65, 10), abs=1e-12)
