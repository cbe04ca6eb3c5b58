from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate

from workbench.core.messages import Message
from workbench.ensembles.bayes import bayesian_test, posterior
from workbench.ensembles.comparison import compare
from workbench.ensembles.wording import Named

PATIENT = settings(deadline=None)  # the first call imports scipy
OURS, THEIRS = Named("soft_vote", Message("Soft vote")), Named("svm", Message("SVM"))
TEN = [0.01, 0.02, 0.015, 0.005, 0.03, -0.01, 0.012, 0.018, 0.022, 0.008]
POINTS = st.lists(st.integers(min_value=-60, max_value=60), min_size=2, max_size=20)
RATIOS = st.floats(min_value=0.01, max_value=1)


def from_the_model(
    differences: list[float], test_ratio: float, rope: float
) -> list[float]:
    """The same posterior from its definition, without Student's t.

    Differences are jointly normal with mean μ, variance σ² and correlation ρ between
    any two, the prior is 1/σ; σ is integrated out for each μ, then μ over each region.
    """
    rho = test_ratio / (1 + test_ratio)
    n, given_ = len(differences), np.array(differences)
    matrix = (1 - rho) * np.eye(n) + rho
    inverse = np.linalg.inv(matrix)

    def density(mu: float) -> float:
        away = given_ - mu
        square = float(away @ inverse @ away)

        def over_sigma(log_sigma: float) -> float:
            sigma = math.exp(log_sigma)  # dσ/σ is d log σ
            return math.exp(-n * (log_sigma + 5) - square / (2 * sigma**2))

        # exp(−5 n) above only keeps the numbers from overflowing.
        return float(integrate.quad(over_sigma, -9, 3, limit=200)[0])

    parts = []
    for low, high in ((-0.2, -rope), (-rope, rope), (rope, 0.2)):
        grid = np.linspace(low, high, 1001)
        values = [density(mu) for mu in grid]
        parts.append(float(integrate.simpson(values, x=grid)))
    return [part / sum(parts) for part in parts]


def test_that_the_posterior_is_that_of_the_model_integrated_by_brute_force() -> None:
    expected = from_the_model(TEN, 1 / 9, 0.01)
    assert posterior(TEN, 1 / 9, 0.01) == pytest.approx(expected, abs=2e-4)


@pytest.mark.parametrize(
    ("test_ratio", "rope", "expected"),
    [
        (1 / 9, 0.01, (0.000666, 0.281898, 0.717436)),
        (1 / 9, 0.005, (0.002952, 0.069928, 0.927120)),
        (1 / 4, 0.01, (0.003081, 0.323831, 0.673088)),
    ],
)
def test_that_the_posterior_is_what_the_authors_own_program_gives(
    test_ratio: float, rope: float, expected: tuple[float, float, float]
) -> None:
    # baycomp 1.0.3, CorrelatedTTest with one and with two runs.
    assert posterior(TEN, test_ratio, rope) == pytest.approx(expected, abs=1e-6)


@PATIENT
@given(POINTS, RATIOS, st.floats(min_value=0.0, max_value=0.05))
def test_that_the_three_add_up_and_swap_with_the_rows(
    points: list[int], ratio: float, rope: float
) -> None:
    differences = [p / 1000 for p in points]
    found = posterior(differences, ratio, rope)
    assert sum(found) == pytest.approx(1)
    assert all(0 <= part <= 1 for part in found)
    swapped = posterior([-d for d in differences], ratio, rope)
    assert swapped == pytest.approx(found[::-1], abs=1e-9)


@PATIENT
@given(POINTS, RATIOS)
def test_that_without_a_region_it_is_the_corrected_test_seen_from_behind(
    points: list[int], ratio: float
) -> None:
    differences = [p / 1000 for p in points]
    outcome = compare(differences, [0.0] * len(differences), ratio)
    worse, equal, better = posterior(differences, ratio, 0.0)
    if outcome.t is None or len(set(points)) == 1:
        return
    assert equal == pytest.approx(0, abs=1e-9)
    assert 2 * min(worse, better) == pytest.approx(outcome.p, abs=1e-9)


def test_that_a_wider_region_takes_in_more() -> None:
    parts = [posterior(TEN, 1 / 9, rope)[1] for rope in (0.0, 0.005, 0.01, 0.02, 0.1)]
    assert parts == sorted(parts)
    assert parts[-1] > 0.99


@pytest.mark.parametrize(
    ("difference", "expected"),
    [
        (0.0, (0.0, 1.0, 0.0)),
        (0.01, (0.0, 1.0, 0.0)),
        (0.02, (0.0, 0.0, 1.0)),
        (-0.02, (1.0, 0.0, 0.0)),
    ],
)
def test_that_folds_without_scatter_leave_no_doubt(
    difference: float, expected: tuple[float, float, float]
) -> None:
    assert posterior([difference] * 5, 0.25, 0.01) == expected


@pytest.mark.parametrize(
    ("differences", "said"),
    [
        (
            [0.001, -0.001, 0.002, 0.0, -0.002],
            (
                "Soft vote and SVM are practically equal, within 1 point: probability "
                "> 99 % (better < 1 %, worse < 1 %; Bayesian correlated t-test over "
                "5 folds)."
            ),
        ),
        (
            [0.05, 0.06, 0.05, 0.06, 0.05],
            (
                "Soft vote is better than SVM by more than 1 point: probability > 99 % "
                "(practically equal < 1 %, worse < 1 %; Bayesian correlated t-test "
                "over 5 folds)."
            ),
        ),
        (
            [-0.05, -0.06, -0.05, -0.06, -0.05],
            (
                "Soft vote is worse than SVM by more than 1 point: probability > 99 % "
                "(practically equal < 1 %, better < 1 %; Bayesian correlated t-test "
                "over 5 folds)."
            ),
        ),
    ],
)
def test_that_the_verdict_comes_first(differences: list[float], said: str) -> None:
    found = bayesian_test(OURS, THEIRS, differences, 0.25)
    assert str(found.sentence) == said


def test_that_doubt_is_called_undecided_with_its_three_chances() -> None:
    found = bayesian_test(OURS, THEIRS, TEN, 1 / 9, rope=0.005)
    worse, equal, better = found.posterior or (0, 0, 0)
    assert max(worse, equal, better) < 0.95
    assert str(found.sentence) == (
        "Soft vote against SVM: undecided. Better by more than 0.5 points with "
        f"probability {100 * better:.0f} %, practically equal with {100 * equal:.0f} "
        "%, worse with < 1 % (Bayesian correlated t-test over 10 folds)."
    )
