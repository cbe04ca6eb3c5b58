"""Median and trimmed mean."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import trim_mean

from workbench.ensembles import RULES


def of_values(given):
    return np.stack([m.labels for m in given.test])


def of_probabilities(given):
    return np.stack([m.probabilities for m in given.test])


@pytest.mark.parametrize("members", [2, 3, 7, 8])
@pytest.mark.parametrize("share", [0.0, 0.1, 0.2, 0.49])
def test_that_the_trimmed_mean_of_values_is_scipys(evidence, members, share):
    given = evidence("regression", members=members)
    found = RULES.get("trimmed_mean").combine(given, {"share": share})
    np.testing.assert_allclose(
        found.predicted.labels, trim_mean(of_values(given), share, axis=0)
    )


@pytest.mark.parametrize("members", [2, 3, 8])
def test_that_the_median_of_values_is_numpys(evidence, members):
    given = evidence("regression", members=members)
    found = RULES.get("median").combine(given, {})
    np.testing.assert_allclose(
        found.predicted.labels, np.median(of_values(given), axis=0)
    )


@pytest.mark.parametrize("n_classes", [2, 4])
@pytest.mark.parametrize("rule", ["median", "trimmed_mean"])
def test_that_probabilities_are_averaged_class_by_class_and_sum_to_one(
    evidence, rule, n_classes
):
    given = evidence(n_classes=n_classes, members=7)
    stack = of_probabilities(given)
    middle = (
        np.median(stack, axis=0) if rule == "median" else trim_mean(stack, 0.2, axis=0)
    )
    expected = middle / middle.sum(axis=1, keepdims=True)
    found = RULES.get(rule).combine(given, {}).predicted
    np.testing.assert_allclose(found.probabilities, expected)
    np.testing.assert_array_equal(found.labels, expected.argmax(axis=1))


def test_that_many_rows_are_averaged_part_by_part_without_a_seam(evidence):
    given = evidence("regression", members=3, rows=300_000)
    found = RULES.get("median").combine(given, {})
    np.testing.assert_allclose(
        found.predicted.labels, np.median(of_values(given), axis=0)
    )


def test_that_classes_without_any_middle_count_the_same(evidence):
    given = evidence(n_classes=4, members=4)
    for k, member in enumerate(given.test):
        member.probabilities[:] = np.eye(4)[k]
    found = RULES.get("median").combine(given, {}).predicted
    assert (found.probabilities == 0.25).all()
