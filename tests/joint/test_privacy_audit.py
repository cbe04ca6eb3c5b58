from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.joint import Audit
from workbench.joint.privacy.audit import attack, audit, sentence

FEW = st.lists(st.integers(0, 5), min_size=2, max_size=12)


@given(FEW, FEW)
def test_that_the_area_is_the_share_of_pairs_told_apart(
    members: list[int], others: list[int]
) -> None:
    wins = [1.0 if m < o else 0.5 if m == o else 0.0 for m in members for o in others]
    area, interval = attack(np.array(members, float), np.array(others, float))
    assert area == pytest.approx(np.mean(wins))
    assert interval is not None
    assert 0 <= interval[0] <= area + 1e-9
    assert area - 1e-9 <= interval[1] <= 1


def test_that_the_area_is_scikit_learns() -> None:
    from sklearn.metrics import roc_auc_score

    rng = np.random.default_rng(0)
    members, others = rng.exponential(1, 300), rng.exponential(1.5, 100)
    truth = np.repeat([1, 0], [300, 100])
    area, _ = attack(members, others)
    assert area == pytest.approx(
        roc_auc_score(truth, -np.concatenate([members, others]))
    )


def test_that_the_variance_is_delongs() -> None:
    # By its definition, over all pairs, and turned back from the log-odds.
    rng = np.random.default_rng(3)
    members, others = rng.normal(0, 1, 30), rng.normal(0.5, 1, 20)
    wins = (members[:, None] < others[None, :]).astype(float)
    area = wins.mean()
    variance = wins.mean(1).var(ddof=1) / 30 + wins.mean(0).var(ddof=1) / 20
    reach = 1.959964 * np.sqrt(variance) / (area * (1 - area))
    _, interval = attack(members, others)
    assert interval is not None
    odds = [np.log(end / (1 - end)) for end in interval]
    middle = np.log(area / (1 - area))
    assert odds == pytest.approx([middle - reach, middle + reach], rel=1e-6)


@pytest.mark.parametrize("shift", [0.0, 0.8])
def test_that_intervals_hold_the_true_area_as_often_as_they_say(shift: float) -> None:
    from scipy.stats import norm

    rng = np.random.default_rng(1)
    true, held = norm.cdf(shift / np.sqrt(2)), 0
    for _ in range(800):
        members, others = rng.normal(0, 1, 80), rng.normal(shift, 1, 50)
        _, interval = attack(members, others)
        assert interval is not None
        held += interval[0] <= true <= interval[1]
    assert 0.925 <= held / 800 <= 0.975  # three standard errors and a little bias


def test_that_perfect_telling_apart_leaves_an_interval_by_the_rows() -> None:
    area, interval = attack(np.zeros(10), np.ones(40))
    assert (area, interval) == (1.0, (pytest.approx(0.025**0.1), 1.0))
    area, interval = attack(np.ones(10), np.zeros(40))
    assert (area, interval) == (0.0, (0.0, pytest.approx(1 - 0.025**0.1)))


def test_that_losses_that_are_no_number_count_as_the_largest() -> None:
    assert attack(np.array([0.1, 0.2]), np.array([np.nan, np.inf]))[0] == 1.0
    assert attack(np.array([np.nan, np.inf]), np.array([np.inf, np.nan]))[0] == 0.5


def test_that_too_few_rows_give_no_interval() -> None:
    assert attack(np.array([1.0]), np.array([2.0, 3.0])) == (1.0, None)
    assert attack(np.array([]), np.array([2.0])) == (0.5, None)


def test_that_a_model_that_remembers_is_found_out_and_one_that_does_not_is_not() -> (
    None
):
    from sklearn.datasets import make_classification
    from sklearn.linear_model import LogisticRegression

    # Fewer rows than columns, and noise in the labels: there is much to remember.
    X, y = make_classification(500, 150, n_informative=3, flip_y=0.3, random_state=0)

    def losses(strength: float) -> np.ndarray:
        model = LogisticRegression(C=strength, max_iter=5000).fit(X[:100], y[:100])
        likely = model.predict_proba(X)[np.arange(500), y]
        return -np.log(np.maximum(likely, 1e-300))

    start = np.full(500, np.log(2))
    loose, tight = losses(1e3), losses(1e-6)
    found = audit(start[:100], start[100:], loose[:100], loose[100:])
    assert found.start == 0.5
    assert found.ci95 is not None
    assert found.ci95[0] > 0.7
    assert found.rows == 500
    assert "remembers" in str(sentence(found))
    kept = audit(start[:100], start[100:], tight[:100], tight[100:])
    assert kept.auc < found.auc - 0.1


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Audit(start=0.5, auc=0.52, ci95=(0.47, 0.57)), "no better than by guessing"),
        (Audit(start=0.5, auc=0.7, ci95=(0.6, 0.8)), "70% of pairs (60% to 80%)"),
        (Audit(start=0.62, auc=0.63, ci95=(0.6, 0.66)), "learning gave nothing away"),
        (Audit(start=0.5, auc=0.3, ci95=(0.2, 0.4)), "learning gave nothing away"),
        (Audit(start=0.5, auc=1.0), "too few rows"),
    ],
)
def test_that_what_was_found_is_said_in_words(found: Audit, words: str) -> None:
    assert words in str(sentence(found))
