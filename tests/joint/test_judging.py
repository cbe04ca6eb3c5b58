"""Figures of a model over all rows, and what of them can be told."""

from __future__ import annotations

import math
import sys

import numpy as np
import pytest

import workbench.joint.objectives  # noqa: F401 - registers them
from workbench.core.joint import JointRound
from workbench.joint.base import Learning, Penalty, Shape, packed
from workbench.joint.judging import Judge, told

X = np.array([[1.0, 1.0], [2.0, 1.0], [0.0, 1.0], [4.0, 1.0]])
Y = np.array([1.0, 3.0, 0.0, 9.0])


def judge(*, l1: float = 0.0, l2: float = 0.0, tests: int = 2) -> Judge:
    return Judge(
        learning=Learning(
            objective="linear",
            shape=Shape(features=2, outputs=1),
            penalty=Penalty(l1=l1, l2=l2, free=(1,)),
        ),
        X=X,
        y=Y,
        X_test=X[:tests] + 1,
        y_test=Y[:tests] + 1,
    )


def test_that_objective_loss_and_gradient_are_over_all_rows() -> None:
    w = np.array([2.0, -1.0])
    error = X @ w - Y
    found = judge(l2=0.3).judge(w)
    assert found.loss == pytest.approx(error @ error / 8)
    assert found.objective == pytest.approx(found.loss + 0.15 * 4)
    slope = X.T @ error / 4 + [0.6, 0.0]  # the bias is spared
    assert found.gradient_norm == pytest.approx(np.linalg.norm(slope))


def test_that_test_figures_are_of_rows_held_out() -> None:
    w = np.array([2.0, -1.0])
    found = judge().judge(w)
    error = (X[:2] + 1) @ w - (Y[:2] + 1)
    assert found.test_loss == pytest.approx(np.mean(error**2) / 2)
    assert found.test_score == pytest.approx(1 - error @ error / 2)
    none = judge(tests=0).judge(w)
    assert (none.test_loss, none.test_score) == (None, None)


@pytest.mark.parametrize("l1", [0.0, 0.5])
def test_that_the_reference_is_optimal_and_clients_are_worse_alone(l1: float) -> None:
    one = judge(l1=l1, l2=0.01)
    reference, w = one.reference(packed([np.array([0, 1]), np.array([2, 3])]))
    found = one.judge(w)
    assert found.gradient_norm < 1e-8
    assert reference.objective == found.objective
    assert reference.parameters == tuple(w)
    for nearby in np.random.default_rng(0).normal(w, 0.1, (20, 2)):
        assert one.judge(nearby).objective > reference.objective
    assert reference.local_only is not None


def test_that_a_model_that_overflowed_is_judged_without_a_word() -> None:
    found = judge(l2=1.0).judge(np.array([1e200, math.inf]))
    assert not math.isfinite(found.objective)


def test_that_what_is_told_has_no_infinities() -> None:
    one = JointRound(
        strategy="x",
        round=3,
        objective=math.nan,
        loss=math.inf,
        distance=math.inf,
        test_score=-math.inf,
        drift=2.0,
    )
    found = told(one)
    assert found.objective == found.loss == sys.float_info.max
    assert (found.distance, found.test_score, found.drift) == (None, None, 2.0)
    fine = JointRound(strategy="x", round=3, objective=1.0, loss=1.0)
    assert told(fine) is fine
