"""Which columns are read as which member's probability of which class."""

from __future__ import annotations

import pytest

from workbench.core.errors import BadInput
from workbench.datasets.prediction_columns import assigned, class_name

YES_NO = ("no", "yes")


def refusal(names, classes):
    with pytest.raises(BadInput) as caught:
        assigned(names, classes)
    return [str(problem.message) for problem in caught.value.problems]


def test_that_a_colon_parts_member_and_class():
    found = assigned(["rf:no", "rf:yes", "my model : yes", "id"], YES_NO)
    assert found.places == {
        "rf": {0: "rf:no", 1: "rf:yes"},
        "my model": {1: "my model : yes"},
    }
    assert found.left_out == ("id",)


def test_that_an_underscore_parts_them_where_no_name_has_a_colon():
    found = assigned(["rf_no", "rf_yes", "k_nn_yes", "row_id"], YES_NO)
    assert found.places == {"rf": {0: "rf_no", 1: "rf_yes"}, "k_nn": {1: "k_nn_yes"}}
    assert found.left_out == ("row_id",)
    with_colon = assigned(["rf_yes", "svm:yes"], YES_NO)
    assert with_colon.places == {"svm": {1: "svm:yes"}}
    assert with_colon.left_out == ("rf_yes",)


def test_that_numbers_name_classes_however_they_are_written():
    assert [class_name(t) for t in ("1", "1.0", " 01 ", "1.5", "a1")] == [
        *("1", "1", "1", "1.5", "a1")
    ]
    assert assigned(["m:0", "m:1.0"], ("0", "1")).places == {
        "m": {0: "m:0", 1: "m:1.0"}
    }


@pytest.mark.parametrize("text", ["inf", "nan", "1e999", "-inf"])
def test_that_a_class_may_be_called_like_a_number_that_is_none(text):
    assert class_name(text) == text


def test_that_a_class_may_hold_the_mark_itself():
    classes = ("a", "ratio 1:2")
    found = assigned(["m:ratio 1:2", "m:a"], classes)
    assert found.places == {"m": {1: "m:ratio 1:2", 0: "m:a"}}


def test_that_a_class_that_no_row_has_is_named():
    (words,) = refusal(["rf:yes", "svm:maybe"], YES_NO)
    assert "“svm:maybe”" in words
    assert "“maybe”" in words
    assert "no, yes" in words


def test_that_only_of_two_classes_one_may_be_left_out():
    (words,) = refusal(["rf:a", "rf:b", "svm:a", "svm:b", "svm:c"], ("a", "b", "c"))
    assert "“rf” has no column for the class “c”" in words


def test_that_a_class_given_twice_is_refused():
    (words,) = refusal(["rf:1", "rf:1.0", "svm:0"], ("0", "1"))
    assert "once more" in words


def test_that_names_that_can_be_cut_in_two_ways_want_a_colon():
    (words,) = refusal(["rf_not_yes", "svm_yes"], ("not_yes", "yes"))
    assert "“rf_not_yes”" in words
    assert "colon" in words


def test_that_a_table_without_members_is_explained():
    (words,) = refusal(["a", "b"], YES_NO)
    assert "member:class" in words
    assert "regression" in words
