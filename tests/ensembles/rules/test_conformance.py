"""What holds of every rule, those to come included."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given as given_
from hypothesis import settings
from hypothesis import strategies as st

from workbench.core.parameters import filled
from workbench.ensembles import RULES, Evidence, Predicted

COMBINERS = ("stacking_logistic", "stacking_ridge", "blending")
CASES = [
    (name, kind)
    for name, entry in RULES.items()
    for kind in ("classification", "regression")
    if entry.suits(kind)
]


@pytest.fixture(params=CASES, ids=" ".join)
def case(request):
    """Each rule on each kind of data that it suits."""
    name, kind = request.param
    return RULES.get(name), kind


def same(one, other):
    """Whether two predictions are equal but for rounding."""
    np.testing.assert_allclose(one.labels, other.labels, atol=1e-9)
    if one.probabilities is not None:
        np.testing.assert_allclose(one.probabilities, other.probabilities, atol=1e-6)


@pytest.mark.parametrize("name", RULES.names())
def test_that_a_rule_is_filed_by_its_name_and_says_what_it_does(name):
    entry = RULES.get(name)
    assert entry.name == name
    assert str(entry.title)
    assert str(entry.help).endswith(".")
    assert filled(entry.parameters, {}) == {p.name: p.default for p in entry.parameters}


@pytest.mark.parametrize("n_classes", [2, 3])
def test_that_every_test_row_gets_an_answer(case, evidence, n_classes):
    entry, kind = case
    found = entry.combine(evidence(kind, n_classes=n_classes), {})
    assert found.predicted.labels.shape == (30,)
    if kind == "classification":
        assert set(found.predicted.labels) <= set(range(n_classes))
    table = found.predicted.probabilities
    if table is not None:
        assert table.shape == (30, n_classes)
        np.testing.assert_allclose(table.sum(axis=1), 1)
        np.testing.assert_array_equal(table.argmax(axis=1), found.predicted.labels)
    if found.weights:
        assert list(found.weights) == ["m0", "m1", "m2", "m3"]
        assert sum(found.weights.values()) == pytest.approx(1)
        assert min(found.weights.values()) >= 0


def test_that_a_rule_uses_no_more_than_it_says_it_needs(case, evidence):
    entry, kind = case
    whole = evidence(kind)
    needs = entry.needs({}, kind)
    bare = replace(
        whole,
        inner=whole.inner if needs.inner else (),
        inner_fold=whole.inner_fold if needs.inner else None,
        X=whole.X if needs.features else None,
        X_test=whole.X_test if needs.features else None,
    )
    if not needs.probabilities:
        bare = replace(
            bare,
            test=tuple(replace(m, probabilities=None) for m in bare.test),
            inner=tuple(replace(m, probabilities=None) for m in bare.inner),
        )
    same(entry.combine(bare, {}).predicted, entry.combine(whole, {}).predicted)


def test_that_missing_evidence_is_an_error_and_never_guessed(case, evidence):
    entry, kind = case
    needs = entry.needs({}, kind)
    whole = evidence(kind)
    if needs.inner:
        with pytest.raises(ValueError, match="out-of-fold"):
            entry.combine(replace(whole, inner=()), {})
    if needs.probabilities:
        silent = Predicted(labels=whole.test[0].labels)
        with pytest.raises(ValueError, match="needs probabilities"):
            entry.combine(replace(whole, test=(silent, *whole.test[1:])), {})


def test_that_a_rule_leaves_its_evidence_as_it_was(case, evidence):
    entry, kind = case
    used, untouched = evidence(kind), evidence(kind)
    entry.combine(used, {})
    for mine, its in zip(
        (*used.test, *used.inner), (*untouched.test, *untouched.inner), strict=True
    ):
        np.testing.assert_array_equal(mine.labels, its.labels)
        if its.probabilities is not None:
            np.testing.assert_array_equal(mine.probabilities, its.probabilities)


@pytest.mark.parametrize(("name", "kind"), CASES)
@settings(max_examples=8, deadline=None)
@given_(seed=st.integers(0, 10_000), order=st.permutations(range(4)))
def test_that_permuting_members_permutes_weights(evidence_of, name, kind, seed, order):
    entry, whole = RULES.get(name), evidence_of(kind, n_classes=3, seed=seed)
    shuffled = replace(
        whole,
        keys=tuple(whole.keys[i] for i in order),
        test=tuple(whole.test[i] for i in order),
        inner=tuple(whole.inner[i] for i in order),
    )
    one, other = entry.combine(whole, {}), entry.combine(shuffled, {})
    if name == "best_single" and one.single != other.single:
        return  # a tie in accuracy: the first wins, and another is the first now
    if one.predicted.probabilities is None:
        np.testing.assert_allclose(one.predicted.labels, other.predicted.labels)
    else:  # a logistic regression ends its search near the optimum, not at it
        np.testing.assert_allclose(
            one.predicted.probabilities, other.predicted.probabilities, atol=1e-3
        )
    assert one.weights == pytest.approx(other.weights, abs=1e-9)


@pytest.mark.parametrize(("name", "kind"), [c for c in CASES if c[0] not in COMBINERS])
@settings(max_examples=8, deadline=None)
@given_(seed=st.integers(0, 10_000), n_classes=st.integers(2, 4))
def test_that_equal_members_predict_what_one_of_them_does(
    evidence_of, name, kind, seed, n_classes
):
    whole = evidence_of(kind, n_classes=n_classes, seed=seed)
    equal = replace(whole, test=whole.test[:1] * 4, inner=whole.inner[:1] * 4)
    found = RULES.get(name).combine(equal, {}).predicted
    same(found, whole.test[0])


def test_that_evidence_has_no_place_for_what_is_true_of_the_test_rows(evidence):
    given = evidence()
    rows = {name: np.shape(getattr(given, name))[:1] for name in ("y", "inner_fold")}
    assert rows == {"y": (60,), "inner_fold": (60,)}
    assert {f.name for f in fields(Evidence)} == {
        *("kind", "n_classes", "keys", "test", "y", "inner", "inner_fold"),
        *("X", "X_test", "seed"),
    }
    assert {f.name for f in fields(Predicted)} == {"labels", "probabilities"}
