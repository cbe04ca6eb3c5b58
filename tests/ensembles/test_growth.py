from __future__ import annotations

import math
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import accuracy_score, log_loss, r2_score

from workbench.ensembles.comparison import compare
from workbench.ensembles.growth import (
    Curve,
    StopRule,
    accuracies,
    growth_point,
    is_flat,
    log_losses,
    loss_gain,
    next_gain,
    r2_scores,
    running_means,
    score_gain,
)

RATIO = 0.25
SEEDS = st.integers(min_value=0, max_value=2**32 - 1)


def members(seed: int, count: int, rows: int = 7, classes: int = 3) -> np.ndarray:
    """Probabilities of a few members, some of them as sure as trees are."""
    rng = np.random.default_rng(seed)
    tables = rng.dirichlet(np.full(classes, 0.1), size=(count, rows))
    sure = rng.random((count, rows)) < 0.3
    tables[sure] = np.eye(classes)[tables[sure].argmax(axis=1)]
    return tables


def curves(
    *,
    sizes: int,
    splits: int = 5,
    step: float = 0.0,
    noise: float = 0.0,
    fall: float = 0,
) -> list[Curve]:
    """Scores that rise by ``step`` and losses that fall by ``fall`` per member."""
    draw = random.Random(1)
    return [
        Curve(
            scores=[
                0.5 + 0.01 * s + step * n + noise * draw.gauss(0, 1)
                for n in range(sizes)
            ],
            losses=[1.0 - (fall + 1e-7 * s) * n for n in range(sizes)],
        )
        for s in range(splits)
    ]


@settings(deadline=None, max_examples=40)
@given(SEEDS, st.lists(st.integers(min_value=1, max_value=9), min_size=1, max_size=6))
def test_that_means_are_the_same_bits_in_blocks_of_any_length(
    seed: int, blocks: list[int]
) -> None:
    tables = members(seed, sum(blocks))
    at_once, _ = running_means(np.zeros(tables.shape[1:]), tables, 0)
    total, before, parts = np.zeros(tables.shape[1:]), 0, []
    for length in blocks:
        means, total = running_means(total, tables[before : before + length], before)
        parts.append(means)
        before += length
    np.testing.assert_array_equal(np.concatenate(parts), at_once)


@settings(deadline=None, max_examples=40)
@given(SEEDS, st.integers(min_value=1, max_value=30))
def test_that_the_ensemble_of_n_members_is_their_mean(seed: int, count: int) -> None:
    tables = members(seed, count)
    means, _ = running_means(np.zeros(tables.shape[1:]), tables, 0)
    for n in range(1, count + 1):
        np.testing.assert_allclose(means[n - 1], tables[:n].mean(axis=0), atol=1e-12)
    np.testing.assert_allclose(means.sum(axis=2), 1.0)


@settings(deadline=None, max_examples=40)
@given(SEEDS)
def test_that_scores_and_losses_are_those_of_scikit_learn(seed: int) -> None:
    tables = members(seed, 4)
    truth = np.random.default_rng(seed).integers(0, 3, size=7)
    for table, accuracy, loss in zip(
        tables, accuracies(tables, truth), log_losses(tables, truth), strict=True
    ):
        assert accuracy == accuracy_score(truth, table.argmax(axis=1))
        assert loss == pytest.approx(log_loss(truth, table, labels=[0, 1, 2]))


@settings(deadline=None, max_examples=40)
@given(SEEDS)
def test_that_r2_is_that_of_scikit_learn(seed: int) -> None:
    rng = np.random.default_rng(seed)
    tables, truth = rng.normal(size=(3, 9)), rng.normal(size=9)
    expected = [r2_score(truth, table) for table in tables]
    assert r2_scores(tables, truth).tolist() == pytest.approx(expected)


def test_that_r2_of_equal_targets_is_that_of_scikit_learn() -> None:
    truth, tables = np.full(4, 2.0), np.array([[2.0] * 4, [2.0, 2.0, 2.0, 3.0]])
    expected = [r2_score(truth, table) for table in tables]
    assert r2_scores(tables, truth).tolist() == expected


def test_that_a_curve_that_ended_stays_where_it_is() -> None:
    curve = Curve(scores=[0.5, 0.7], losses=[1.0, 0.6])
    curve.stay(4)
    assert curve.scores == [0.5, 0.7, 0.7, 0.7]
    assert curve.losses == [1.0, 0.6, 0.6, 0.6]


def test_that_the_gain_is_that_of_the_second_half_by_the_corrected_test() -> None:
    noisy = curves(sizes=41, noise=0.02)
    gain = score_gain(noisy, 41, RATIO)
    expected = compare(
        [c.scores[40] for c in noisy], [c.scores[19] for c in noisy], RATIO
    )
    assert gain == expected
    falling = loss_gain(noisy, 41, RATIO)
    assert falling is not None
    assert falling.difference == pytest.approx(2e-7 * 21)


def test_that_the_gain_of_a_hyperbola_is_all_that_further_members_could_bring() -> None:
    limit, start = 0.95, 0.4
    found = [Curve(scores=[limit - start / n for n in range(1, 101)])] * 3
    gain = score_gain(found, 100, RATIO)
    assert gain is not None
    assert gain.difference == pytest.approx(limit - found[0].scores[-1])
    by_member = gain.difference / 50
    assert by_member == pytest.approx(2 * start / 100**2)


def test_that_a_point_states_the_gain_per_member_and_per_cpu_second() -> None:
    found = curves(sizes=10, step=0.01)
    point = growth_point(
        "bagging",
        10,
        found,
        RATIO,
        cpu=[0.2 * n for n in range(1, 11)],
        wall_s=1.5,
    )
    assert (point.method, point.members, point.wall_s) == ("bagging", 10, 1.5)
    assert point.score == pytest.approx(0.5 + 0.02 + 0.09)
    assert point.cpu_s == pytest.approx(2.0)
    assert point.gain == pytest.approx(0.01)
    assert point.gain_per_cpu_s == pytest.approx(0.05)
    assert point.gain_ci95 == pytest.approx((0.01, 0.01))
    assert point.log_loss is not None
    assert point.log_loss_ci95 is not None


def test_that_the_first_member_and_a_single_split_have_no_interval() -> None:
    (alone,) = curves(sizes=4, splits=1)
    point = growth_point("bagging", 4, [alone], RATIO, cpu=[1, 2, 3, 4], wall_s=0)
    assert point.score_ci95 is point.gain_ci95 is point.log_loss_ci95 is None
    first = growth_point(
        "bagging", 1, curves(sizes=4), RATIO, cpu=[1, 2, 3, 4], wall_s=0
    )
    assert first.gain is first.gain_ci95 is first.gain_per_cpu_s is None


def test_that_no_interval_reaches_beyond_what_its_figure_can_be() -> None:
    wild = [Curve(scores=[s], losses=[1 - s]) for s in (0.0, 1.0, 1.0)]
    point = growth_point("bagging", 1, wild, RATIO, cpu=[1.0], wall_s=0)
    assert point.score_ci95 == (0.0, 1.0)
    assert point.log_loss_ci95 is not None
    assert point.log_loss_ci95[0] == 0.0
    values = [Curve(scores=[s]) for s in (-3.0, 1.0, 1.0)]
    point = growth_point("bagging", 1, values, RATIO, cpu=[1.0], wall_s=0)
    assert point.score_ci95 is not None
    assert point.score_ci95[0] < -1
    assert point.score_ci95[1] == 1.0
    assert point.log_loss is point.log_loss_ci95 is None


def stops_at(found: list[Curve], *, step: int, worth: float = 0.005) -> int | None:
    rule = StopRule(worth=worth, test_ratio=RATIO)
    sizes = range(step, len(found[0]) + 1, step)
    return next((size for size in sizes if rule.look(found, size)), None)


def test_that_growth_ends_at_the_second_flat_look() -> None:
    level = curves(sizes=100)
    assert stops_at(level, step=10) == 30
    assert stops_at(level, step=1) == 30
    assert stops_at(level, step=7) == 35


def test_that_growth_goes_on_while_it_brings_what_is_worth_it() -> None:
    assert stops_at(curves(sizes=200, step=0.002), step=10) is None
    assert stops_at(curves(sizes=200, step=0.0001), step=10) == 30
    # Ten further members would bring 0.01.
    assert stops_at(curves(sizes=200, step=0.001), step=10, worth=0.0099) is None
    assert stops_at(curves(sizes=200, step=0.001), step=10, worth=0.0101) == 30


def test_that_the_more_noise_the_later_growth_is_called_flat() -> None:
    quiet, loud = (
        stops_at(curves(sizes=1000, noise=noise), step=10) for noise in (0.002, 0.01)
    )
    assert quiet is not None
    assert loud is not None
    assert quiet < loud


def test_that_what_ten_more_may_bring_is_read_off_the_upper_end() -> None:
    noisy = curves(sizes=60, noise=0.01)
    gain = score_gain(noisy, 60, RATIO)
    assert gain is not None
    assert gain.ci95 is not None
    assert next_gain(gain, 60) == pytest.approx(gain.ci95[1] / 3)
    (alone,) = curves(sizes=60, splits=1)
    gain = score_gain([alone], 60, RATIO)
    assert gain is not None
    assert next_gain(gain, 60) is None


def test_that_better_probabilities_count_where_accuracy_stays() -> None:
    assert stops_at(curves(sizes=200, fall=0.002), step=10) is None
    assert stops_at(curves(sizes=200, fall=0.0001), step=10) == 30


def test_that_one_flat_look_between_others_does_not_end_growth() -> None:
    found = curves(sizes=60)
    for curve in found:  # a jump between members 31 and 40
        curve.scores[30:] = [score + 0.05 for score in curve.scores[30:]]
        curve.scores[40:] = [score + 0.05 for score in curve.scores[40:]]
    assert is_flat(found, 30, RATIO, 0.005)
    rule = StopRule(worth=0.005, test_ratio=RATIO)
    assert [rule.look(found, size) for size in (30, 40, 50, 60)] == [False] * 4


def test_that_a_single_split_is_never_flat() -> None:
    assert stops_at(curves(sizes=200, splits=1), step=10) is None


@settings(deadline=None, max_examples=40)
@given(SEEDS, st.floats(min_value=1e-4, max_value=0.1))
def test_that_the_order_of_the_splits_changes_nothing(seed: int, noise: float) -> None:
    found = curves(sizes=60, noise=noise)
    shuffled = found.copy()
    random.Random(seed).shuffle(shuffled)
    assert stops_at(found, step=10) == stops_at(shuffled, step=10)


@settings(deadline=None, max_examples=40)
@given(st.floats(min_value=1e-4, max_value=0.1))
def test_that_asking_for_less_never_ends_growth_later(worth: float) -> None:
    found = curves(sizes=100, noise=0.005)
    strict, lax = (
        stops_at(found, step=10, worth=worth),
        stops_at(found, step=10, worth=2 * worth),
    )
    assert (lax or math.inf) <= (strict or math.inf)
