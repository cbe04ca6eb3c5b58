"""Predictions in users' files: what is read, and what is said of bad cells."""

from __future__ import annotations

import duckdb
import numpy as np
import pytest

from workbench.core.errors import BadInput
from workbench.core.isolate import Limits
from workbench.datasets import read_predictions

GOOD = """truth,rf:no,rf:yes,svm:yes,id
no,0.75,0.25,0.5,7
yes,0.25,0.75,1,8
yes,1,0,0.125,9
"""


@pytest.fixture
def refusal(write):
    """Field and text of the one problem that a file of this content is."""

    def refusal(content, truth="truth", **options):
        with pytest.raises(BadInput) as caught:
            read_predictions(write(content), truth, **options)
        (problem,) = caught.value.problems
        return problem.field, str(problem.message)

    return refusal


@pytest.fixture
def parquet(tmp_path):
    """Write a query's rows as Parquet."""

    def parquet(query):
        path = tmp_path / "predictions.parquet"
        duckdb.sql(query).write_parquet(str(path))
        return path

    return parquet


def test_that_probabilities_of_two_classes_are_read(write):
    found = read_predictions(write(GOOD), "truth")
    assert (found.kind, found.classes) == ("classification", ("no", "yes"))
    assert (found.members, found.left_out) == (("rf", "svm"), ("id",))
    assert found.y.tolist() == [0, 1, 1]
    assert found.outputs[0].tolist() == [[0.75, 0.25], [0.25, 0.75], [1, 0]]
    assert found.outputs[1].tolist() == [[0.5, 0.5], [0, 1], [0.875, 0.125]]


def test_that_the_first_of_two_classes_is_enough_too(write):
    found = read_predictions(write(GOOD.replace("svm:yes", "svm:no")), "truth")
    assert found.outputs[1].tolist() == [[0.5, 0.5], [1, 0], [0.125, 0.875]]


def test_that_more_classes_are_read_and_scaled_to_one(write):
    text = """y,a:x,a:10,a:9,b:9,b:10,b:x
10,.2,.3,.5,.1,.1,.8
9,.2,.3,.505,1,0,0
x,1,0,0,0,0,1
"""
    found = read_predictions(write(text), "y")
    assert found.classes == ("9", "10", "x")
    assert found.y.tolist() == [1, 0, 2]
    np.testing.assert_allclose(found.outputs[0][0], [0.5, 0.3, 0.2])
    np.testing.assert_allclose(found.outputs[0][1], np.array([0.505, 0.3, 0.2]) / 1.005)
    np.testing.assert_allclose(found.outputs[1][0], [0.1, 0.1, 0.8])


def test_that_values_are_read_for_a_regression(write):
    text = "truth,a,b\n1.5,1,2\n2.5,3,1e1\n"
    found = read_predictions(write(text), "truth", regression=True)
    assert (found.kind, found.members, found.classes) == ("regression", ("a", "b"), ())
    assert found.y.tolist() == [1.5, 2.5]
    assert [output.tolist() for output in found.outputs] == [[1, 3], [2, 10]]


def test_that_a_parquet_file_gives_what_a_csv_file_gives(write, parquet):
    path = parquet(
        'SELECT CAST(truth AS DOUBLE) AS truth, p AS "rf:1", p AS "svm:1" FROM '
        "(VALUES (1, 0.25), (0, 0.5), (1, 1.0)) t(truth, p)"
    )
    found = read_predictions(path, "truth")
    text = "truth,rf:1,svm:1\n1,0.25,0.25\n0,0.5,0.5\n1,1,1\n"
    same = read_predictions(write(text), "truth")
    assert found.classes == same.classes == ("0", "1")
    assert found.y.tolist() == same.y.tolist() == [1, 0, 1]
    np.testing.assert_array_equal(found.outputs, same.outputs)


def test_that_members_can_be_chosen_in_an_order_of_ones_own(write):
    text = "truth,a,b,c\n1,1,2,3\n2,3,1,4\n"
    found = read_predictions(write(text), "truth", regression=True, members=("c", "a"))
    assert (found.members, found.left_out) == (("c", "a"), ("b",))
    assert found.outputs[0].tolist() == [3, 4]


@pytest.mark.parametrize(
    ("content", "field", "words"),
    [
        (GOOD.replace("truth", "label"), "truth", "no column “truth”"),
        (GOOD.replace("\nno,", "\n,"), "truth", "“truth” is missing in line 2"),
        (GOOD.replace("svm", "rf2").replace("rf2:yes", "x"), "members", "at least two"),
        (
            GOOD.replace("0.25,0.5", "oops,0.5"),
            "columns",
            "“rf:yes” is no number in line 2",
        ),
        (
            GOOD.replace("0.25,0.5", ",0.5"),
            "columns",
            "“rf:yes” is no number in line 2",
        ),
        (GOOD.replace("0.25,0.5", "nan,0.5"), "columns", "such cells in all: 1"),
        (
            GOOD.replace("0.25,0.5", "inf,0.5"),
            "columns",
            "“rf:yes” is no number in line 2",
        ),
        (GOOD.replace("0.125", "1.25"), "columns", "“svm:yes” is 1.25 in line 4"),
        (GOOD.replace("0.125", "-0.1"), "columns", "“svm:yes” is -0.1 in line 4"),
        (
            GOOD.replace("1,0,", "1,0.5,"),
            "columns",
            "“rf” sum to 1.5 instead of 1 in line 4",
        ),
        (GOOD.replace("\nno,", "\nyes,"), "truth", "“yes” in every row"),
        (GOOD.split("\n")[0] + "\n", "file", "no rows"),
        ("truth,a:1\n1,2,3\n", "dataset.file", "line 2"),
        ("PK\x03\x04", "dataset.file", "Excel"),
    ],
)
def test_that_what_is_wrong_is_said_with_its_place(refusal, content, field, words):
    where, said = refusal(content)
    assert where == field
    assert words in said


def test_that_a_truth_of_quantities_needs_to_be_called_a_regression(refusal):
    rows = "".join(f"{i / 7},0.5,0.5\n" for i in range(200))
    field, said = refusal("truth,a:1,b:1\n" + rows)
    assert field == "truth"
    assert "more than 100 different values" in said


def test_that_a_regression_refuses_words_in_its_truth(refusal):
    field, said = refusal("truth,a,b\n1,1,1\nbig,1,1\n", regression=True)
    assert (field, "no number in line 3" in said) == ("truth", True)


def test_that_an_unknown_member_is_named_with_the_nearest(refusal):
    field, said = refusal(GOOD, members=("rf", "swm"))
    assert field == "members"
    assert "Did you mean “svm”" in said


def test_that_a_file_that_needs_too_much_memory_costs_only_its_answer(write):
    rows = "".join(f"{i % 2},{i / 200_000},{i / 200_000}\n" for i in range(200_000))
    small = Limits(memory_bytes=48 * 2**20)
    with pytest.raises(BadInput, match="more than 48 MiB"):
        read_predictions(write("truth,a:1,b:1\n" + rows), "truth", limits=small)
