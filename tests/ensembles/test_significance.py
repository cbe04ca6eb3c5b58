from __future__ import annotations

import json
from pathlib import Path
from random import Random
from statistics import fmean

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.core.ensemble import PairTest, RowFindings
from workbench.core.errors import BadInput
from workbench.core.messages import Message
from workbench.ensembles import compare
from workbench.ensembles.multiple import holm
from workbench.ensembles.significance import contenders, pair_tests

PATIENT = settings(deadline=None)  # the first call imports scipy
VECTORS = json.loads(
    (Path(__file__).parent.parent / "reference" / "vectors.json").read_text()
)["ensembles"]
TEN = (0.90, 0.92, 0.88, 0.91, 0.93, 0.89, 0.90, 0.94, 0.91, 0.92)
TITLES = {"soft_vote": "Soft vote", "best_single": "Best single model"}
P_VALUES = st.lists(st.floats(min_value=0, max_value=1), max_size=12)
FOLDS = st.lists(
    st.tuples(*[st.integers(min_value=0, max_value=40)] * 3), min_size=2, max_size=12
)


def row(key: str, scores: tuple[float | None, ...], *, rule: bool) -> RowFindings:
    known = [score for score in scores if score is not None]
    return RowFindings(
        key=key,
        title=Message(TITLES.get(key, key)),
        rule=rule,
        fold_scores=scores,
        mean=fmean(known) if known else None,
        ci95=None,
    )


def above(differences: list[float], key: str = "soft_vote") -> list[RowFindings]:
    ours = tuple(base + d for base, d in zip(TEN, differences, strict=True))
    return [row("best_single", TEN, rule=True), row(key, ours, rule=True)]


def test_that_the_published_case_is_told_with_its_p() -> None:
    case = VECTORS["corrected_t"]
    test, bayesian = pair_tests(
        above(case["differences"]), case["n_test"] / case["n_train"], "best_single"
    )
    assert test.statistic == pytest.approx(case["t"], abs=case["abs"])
    assert test.p == pytest.approx(case["p_two_sided"], abs=case["abs"])
    assert test.p_adjusted == test.p
    assert str(test.sentence) == (
        "Soft vote is better than Best single model: +1.3 points, significant "
        "(p = 0.029; 95 % interval +0.2 to +2.4; corrected resampled t-test, 10 folds)."
    )
    assert bayesian.method == "bayesian"
    assert bayesian.ci95 == pytest.approx(test.ci95)


def test_that_a_doubtful_gain_says_how_many_folds_would_settle_it() -> None:
    differences = [0.01, -0.008, 0.006, -0.002, 0.011, -0.007, 0.003, 0.009, -0.01, 0.0]
    test, _ = pair_tests(above(differences), 1 / 99, "best_single")
    assert test.p is not None
    assert test.p > 0.05
    assert test.more_folds is not None
    said = str(test.sentence)
    assert "difference not significant (p = 0.65)" in said
    assert (
        "to see a gain of 0.5 points you would need about 17 "
        "more folds (95 % interval -0.5 to +0.7"
    ) in said


def test_that_a_gain_no_number_of_folds_would_show_calls_for_more_data() -> None:
    differences = [0.05, -0.04, 0.03, -0.06, 0.02, 0.01, -0.05, 0.04, -0.02, 0.03]
    test, _ = pair_tests(above(differences), 0.25, "best_single")
    assert test.more_folds is None
    assert (
        "no number of folds would show a gain of 0.5 points here, since folds share "
        "their rows: that takes more data, at least 130 times the rows (95 %"
    ) in str(test.sentence)


def test_that_folds_that_are_enough_make_a_missing_gain_believable() -> None:
    differences = [0.001, -0.001] * 5
    test, bayesian = pair_tests(above(differences), 0.25, "best_single")
    assert test.more_folds == 0
    assert "a gain of 0.5 points would most likely have been seen" in str(test.sentence)
    assert bayesian.posterior is not None
    assert bayesian.posterior[1] > 0.95


def test_that_a_loss_is_called_one() -> None:
    differences = [-d for d in VECTORS["corrected_t"]["differences"]]
    test, _ = pair_tests(above(differences), 1 / 9, "best_single")
    assert str(test.sentence).startswith(
        "Soft vote is worse than Best single model: -1.3 points, significant"
    )


def test_that_equal_scores_are_said_to_be_equal() -> None:
    rows = above([1e-16] * 10)
    test, _ = pair_tests(rows, 0.25, "best_single")
    assert (test.difference, test.p, test.more_folds) == (0.0, 1.0, None)
    assert str(test.sentence) == (
        "Soft vote and Best single model score the same on each of 10 folds."
    )


def test_that_one_fold_is_no_test() -> None:
    rows = [
        row("best_single", (0.9,), rule=True),
        row("soft_vote", (0.95,), rule=True),
    ]
    (test,) = pair_tests(rows, 0.25, "best_single")
    assert (test.p, test.p_adjusted, test.ci95) == (None, None, None)
    assert "one fold cannot tell whether that is chance" in str(test.sentence)


def test_that_r2_is_not_told_in_points() -> None:
    test, bayesian = pair_tests(
        above([0.01, -0.008] * 5), 1 / 99, "best_single", metric="r2"
    )
    for sentence in (str(test.sentence), str(bayesian.sentence)):
        assert "point" not in sentence
    assert "a gain of 0.005" in str(test.sentence)


def test_that_failed_folds_are_left_out_of_both_sides() -> None:
    ours = (0.5, None, 0.95, 0.97)
    theirs = (None, 0.1, 0.90, 0.91)
    rows = [row("best_single", theirs, rule=True), row("soft_vote", ours, rule=True)]
    test, _ = pair_tests(rows, 0.25, "best_single")
    assert test.difference == pytest.approx(0.055)
    assert "2 folds" in str(test.sentence)


def test_that_rows_without_a_common_fold_are_not_compared() -> None:
    rows = [
        row("best_single", (None, 0.9), rule=True),
        row("soft_vote", (0.9, None), rule=True),
    ]
    assert pair_tests(rows, 0.25, "best_single") == ()


def test_that_rules_and_the_best_member_stand_against_the_reference() -> None:
    rows = [
        row("tree", (0.8, 0.82), rule=False),
        row("svm", (0.9, 0.91), rule=False),
        row("soft_vote", (0.91, 0.93), rule=True),
        row("stacking", (0.92, 0.93), rule=True),
    ]
    assert [r.key for r in contenders(rows)] == ["svm", "soft_vote", "stacking"]
    tests = pair_tests(rows, 0.25, "soft_vote")
    assert [(t.method, t.first, t.second) for t in tests] == [
        ("corrected_t", "svm", "soft_vote"),
        ("corrected_t", "stacking", "soft_vote"),
        ("bayesian", "svm", "soft_vote"),
        ("bayesian", "stacking", "soft_vote"),
    ]


def test_that_the_rule_that_chose_on_inner_scores_replaces_the_best_member() -> None:
    rows = [
        row("svm", (0.9, 0.91), rule=False),
        row("best_single", (0.9, 0.9), rule=True),
        row("soft_vote", (0.91, 0.93), rule=True),
    ]
    assert [r.key for r in contenders(rows)] == ["best_single", "soft_vote"]


def test_that_an_unknown_reference_is_refused_with_the_known_ones() -> None:
    with pytest.raises(BadInput, match=r"Did you mean “best_single”\?"):
        pair_tests(above([0.0] * 10), 0.25, "best_singel")


def test_that_the_family_is_corrected_and_says_so() -> None:
    case = VECTORS["corrected_t"]["differences"]
    rows = [
        *above(case),
        *above([d / 3 for d in case], "stacking")[1:],
        *above([-d for d in case], "hard_vote")[1:],
    ]
    tests = [t for t in pair_tests(rows, 1 / 9, "best_single") if t.p_adjusted]
    assert [t.p_adjusted for t in tests] == list(holm([t.p or 0.0 for t in tests]))
    assert all("allows for 3 comparisons (Holm)" in str(t.sentence) for t in tests)
    # Significant alone, not among three.
    assert tests[0].p < 0.05 < tests[0].p_adjusted
    assert "not significant (p = 0.088)" in str(tests[0].sentence)


@PATIENT
@given(FOLDS, st.floats(min_value=0.01, max_value=1))
def test_that_swapping_the_two_rows_swaps_the_answer(
    folds: list[tuple[int, int, int]], ratio: float
) -> None:
    first = row("a", tuple(f[0] / 40 for f in folds), rule=True)
    second = row("b", tuple(f[1] / 40 for f in folds), rule=True)
    there = pair_tests([first, second], ratio, "b")
    back = pair_tests([first, second], ratio, "a")
    for one, other in zip(
        (t for t in there if t.first == "a"),
        (t for t in back if t.first == "b"),
        strict=True,
    ):
        assert one.difference == pytest.approx(-other.difference, abs=1e-12)
        if one.method == "bayesian":
            assert one.posterior == pytest.approx(other.posterior[::-1], abs=1e-9)
        else:
            assert one.p == pytest.approx(other.p, abs=1e-9)
            assert one.more_folds == other.more_folds


@PATIENT
@given(FOLDS, st.randoms(use_true_random=False))
def test_that_the_order_of_folds_and_a_common_shift_do_not_matter(
    folds: list[tuple[int, int, int]], random: Random
) -> None:
    def tested(table: list[tuple[int, int, int]], shift: float) -> PairTest:
        rows = [
            row("a", tuple(f[0] / 40 + shift for f in table), rule=True),
            row("b", tuple(f[1] / 40 + shift for f in table), rule=True),
        ]
        return pair_tests(rows, 0.25, "b")[0]

    shuffled = list(folds)
    random.shuffle(shuffled)
    before, after = tested(folds, 0.0), tested(shuffled, 0.25)
    assert after.difference == pytest.approx(before.difference, abs=1e-12)
    assert after.p == pytest.approx(before.p, abs=1e-9)


def test_that_holm_equals_a_worked_example() -> None:
    # By hand: 4 · 0.005, 3 · 0.01, 2 · 0.03, then never below the one before.
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx((0.03, 0.06, 0.06, 0.02))
    assert holm([]) == ()


@PATIENT
@given(P_VALUES)
def test_that_holm_only_raises_p_and_keeps_the_order(p_values: list[float]) -> None:
    adjusted = holm(p_values)
    m = len(p_values)
    for p, after in zip(p_values, adjusted, strict=True):
        assert p <= after <= min(1.0, m * p) or p == after == 0
    ordered = sorted(zip(p_values, adjusted, strict=True))
    assert [after for _, after in ordered] == sorted(adjusted)


def false_claims(simulations: int, test_ratio: float) -> float:
    """How often two equally good models are called different, at 5 %.

    Each draws its own, equally useful feature, learns a threshold on 4/5 of the rows
    and is scored on the rest, over 15 random splits of the same 60 rows.
    """
    random = np.random.default_rng(4)
    claims = 0
    for _ in range(simulations):
        y = np.arange(60) % 2
        features = random.normal(size=(2, 60)) + 0.7 * y
        parts = random.permuted(np.tile(np.arange(60), (15, 1)), axis=1)
        train, test = parts[:, :48], parts[:, 48:]
        scores = []
        for x in features:
            ones = y[train] == 1
            high = (x[train] * ones).sum(1) / ones.sum(1)
            low = (x[train] * ~ones).sum(1) / (~ones).sum(1)
            said = x[test] > ((high + low) / 2)[:, None]
            scores.append((said == y[test]).mean(1))
        p = compare(list(scores[0]), list(scores[1]), test_ratio).p
        claims += p is not None and p < 0.05
    return claims / simulations


def test_that_the_correction_stops_claims_about_equally_good_models() -> None:
    naive, corrected = false_claims(400, 0.0), false_claims(400, 1 / 4)
    assert naive > 0.2
    assert corrected < 0.1
