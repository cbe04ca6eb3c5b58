from __future__ import annotations

from statistics import fmean

from workbench.core.ensemble import PairTest, RowCost, RowFindings
from workbench.core.messages import plain
from workbench.ensembles.significance import BEST_SINGLE, pair_tests
from workbench.ensembles.worth import verdict

WAVE = (0.0, 0.01, -0.01, 0.005, -0.005)
MEMBERS = ("tree", "bayes", "knn")


def row(
    key: str,
    level: float,
    *,
    rule: bool = True,
    shift: int = 0,
    weights: tuple[float, ...] = (),
    trained: bool = False,
    single: bool = False,
    cpu_s: float | None = None,
    predict_s: float | None = None,
    splits: int = 20,
) -> RowFindings:
    scores = tuple(level + WAVE[(i + shift) % 5] for i in range(splits))
    return RowFindings(
        key=key,
        title=plain(key.title()),
        rule=rule,
        trained=trained,
        single=single,
        members=MEMBERS if rule else (),
        fold_scores=scores,
        mean=fmean(scores),
        ci95=None,
        weights=dict(zip(MEMBERS, weights, strict=False)),
        cost=RowCost(cpu_s=cpu_s, predict_s=predict_s),
    )


def member(key: str, level: float, **given: float) -> RowFindings:
    return row(key, level, rule=False, **given)  # type: ignore[arg-type]


def told(
    *rows: RowFindings, tests: tuple[PairTest, ...] = (), metric: str = "accuracy"
) -> list[str]:
    found = verdict(rows, tests, metric=metric, test_ratio=0.25)
    assert len(found) <= 3
    return [str(sentence) for sentence in found]


def test_that_a_real_gain_is_worth_it_and_names_rule_members_and_price() -> None:
    first, price = told(
        member("tree", 0.90, cpu_s=1, predict_s=0.1),
        member("bayes", 0.85, cpu_s=1, predict_s=0.1),
        row(
            "stacking",
            0.95,
            weights=(0.7, 0.3, 0),
            trained=True,
            cpu_s=12,
            predict_s=0.3,
        ),
    )
    assert first.startswith("An ensemble is worth it here: Stacking, using 2 of 3 ")
    assert "+5.0 points above the best single model, Tree" in first
    assert price == (
        "Stacking takes 12.0× the compute of Tree alone, and 3.0× as long to predict."
    )


def test_that_a_gain_within_noise_is_not_called_worth_it() -> None:
    (first,) = told(member("tree", 0.950), row("soft", 0.952, shift=2))
    assert first.startswith(
        "No ensemble is shown to be worth it here: Soft scores 0.952"
    )
    assert "not significant" in first
    assert "p = " in first


def test_that_the_test_that_was_made_decides_whichever_way_it_was_asked() -> None:
    rows = (member("tree", 0.90), row("soft", 0.95))
    test = PairTest(
        method="corrected_t",
        first="tree",
        second="soft",
        difference=-0.05,
        ci95=(-0.07, -0.03),
        p=0.01,
        p_adjusted=0.2,
    )
    (first,) = told(*rows, tests=(test,))
    assert "+5.0 points" in first
    assert "(+3.0 to +7.0; p = 0.20 corrected for several comparisons)" in first
    assert "not significant" in first
    other = PairTest(method="mcnemar", first="soft", second="tree", difference=0, p=0.9)
    (first,) = told(*rows, tests=(other,))
    assert first.startswith("An ensemble is worth it here")


def test_that_an_ensemble_that_really_loses_is_not_worth_it() -> None:
    (first,) = told(member("tree", 0.95), row("soft", 0.90))
    assert first.startswith("No ensemble is worth it here: even the best of them, Soft")
    assert "-5.0 points against Tree alone" in first


def test_that_weights_mend_a_vote_that_weak_members_drag_down() -> None:
    first, second = told(
        member("tree", 0.95),
        member("bayes", 0.60),
        row("hard", 0.85, weights=(1 / 3, 1 / 3, 1 / 3)),
        row("weighted", 0.95, weights=(0.9, 0.05, 0.05), shift=1),
        row("stacking", 0.951, trained=True, shift=2),
    )
    assert first.startswith("No ensemble is shown to be worth it here: Stacking")
    assert second == (
        "With equal weights, Hard scores 0.850, -10.0 points against its own best "
        "member, Tree: weaker members drag it down. Weights mend that: Stacking scores "
        "0.951."
    )


def test_that_weights_that_stay_below_the_best_member_mend_nothing() -> None:
    sentences = told(
        member("tree", 0.95),
        row("hard", 0.80),
        row("weighted", 0.85, weights=(0.5, 0.3, 0.2)),
    )
    assert not any("Weights mend" in text for text in sentences)


def test_that_a_vote_that_is_worse_only_by_chance_needs_no_mending() -> None:
    sentences = told(
        member("tree", 0.950),
        row("hard", 0.948, shift=2),
        row("weighted", 0.955, weights=(0.9, 0.05, 0.05), shift=1),
    )
    assert not any("Weights mend" in text for text in sentences)


def test_that_a_cheap_rule_as_good_as_a_costly_one_is_named() -> None:
    first, second, price = told(
        member("tree", 0.90, cpu_s=1),
        row("soft", 0.950, cpu_s=3),
        row("stacking", 0.951, trained=True, shift=2, cpu_s=15),
    )
    assert first.startswith("An ensemble is worth it here: Stacking")
    assert second == (
        "Soft is as good as Stacking within one standard error (0.950 against 0.951) "
        "and takes 20 % of its compute."
    )
    assert price == "Stacking takes 15.0× the compute of Tree alone."


def test_that_a_cheap_rule_that_is_really_worse_is_not_recommended() -> None:
    sentences = told(
        member("tree", 0.80, cpu_s=1),
        row("soft", 0.90, cpu_s=3),
        row("stacking", 0.95, trained=True, cpu_s=15),
    )
    assert not any("as good as" in text for text in sentences)


def test_that_choosing_one_member_is_no_ensemble() -> None:
    assert told(member("tree", 0.9), row(BEST_SINGLE, 0.95, single=True)) == []


def test_that_the_member_chosen_on_inner_scores_is_the_competitor() -> None:
    rows = (
        member("tree", 0.952, shift=1, cpu_s=2),
        member("bayes", 0.85, cpu_s=1),
        row("soft", 0.955, shift=2, cpu_s=3),
        row("stacking", 0.99, trained=True, shift=3, cpu_s=16),
        row(BEST_SINGLE, 0.94, single=True, shift=4, weights=(0.8, 0.2), cpu_s=15),
    )
    tests = pair_tests(rows, test_ratio=0.25, reference=BEST_SINGLE)
    first, price = told(*rows, tests=tests)
    assert first.startswith("An ensemble is worth it here: Stacking")
    assert "+5.0 points above the best single model, Tree" in first
    assert first.endswith("corrected for several comparisons).")
    assert price == "Stacking takes 8.0× the compute of Tree alone."


def test_that_one_split_cannot_tell() -> None:
    (first,) = told(member("tree", 0.90, splits=1), row("soft", 0.95, splits=1))
    assert first.startswith("One split cannot tell whether an ensemble is worth it")
    assert "+5.0 points" in first


def test_that_r2_is_told_without_points() -> None:
    (first,) = told(member("tree", 0.5), row("mean", 0.6), metric="r2")
    assert "+0.100 above" in first


def test_that_rows_that_failed_are_left_out() -> None:
    failed = RowFindings(
        key="failed",
        title=plain("Failed"),
        rule=True,
        fold_scores=(0.99,) * 19 + (None,),
        mean=0.99,
        ci95=None,
    )
    (first,) = told(member("tree", 0.90), row("soft", 0.95), failed)
    assert "Soft" in first


def test_that_without_members_or_rules_nothing_is_told() -> None:
    assert told(member("tree", 0.9)) == []
    assert told(row("soft", 0.9)) == []
