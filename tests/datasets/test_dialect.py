from __future__ import annotations

import pytest

from workbench.datasets.dialect import DIALECT, Dialect, guess, is_number, rows


def guessed(text: str, **given) -> Dialect:
    return guess(text.splitlines(keepends=True), "utf-8", given)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_that_the_separator_is_found(delimiter: str) -> None:
    lines = [["a", "b", "y"], ["1", "2", "x"], ["3", "4", "z"]]
    text = "".join(delimiter.join(line) + "\n" for line in lines)
    assert guessed(text).delimiter == delimiter


def test_that_a_few_ragged_lines_do_not_hide_the_separator() -> None:
    body = [f"{i},{i * 2},x\n" for i in range(20)]
    body[3], body[7] = "5\n", "1,2,3,4\n"
    assert guessed("a,b,y\n" + "".join(body)).delimiter == ","


def test_that_decimal_commas_are_not_taken_for_separators() -> None:
    text = "1,5;2,5\n" * 10
    assert guessed(text) == Dialect(delimiter=";", decimal=",", header=False)


def test_that_commas_inside_texts_are_not_taken_for_separators() -> None:
    text = "name;y\n" + "Smith, Ann;1\nLee, Bob;2\nRoe, Cid;3\n"
    assert guessed(text).delimiter == ";"


def test_that_single_quotes_are_found() -> None:
    text = "'a','b'\n" + "'x, y','1'\n" * 5
    assert guessed(text).quote == "'"


@pytest.mark.parametrize(
    ("text", "header"),
    [
        ("a,b\n1,2\n3,4\n", True),
        ("1,2\n3,4\n", False),
        ("colour,size\nred,big\nblue,small\nred,small\n", True),
        ("red,big\nblue,small\nred,small\n", False),
        ("a,b\n", True),
        ("id,2019\nx,1\n", False),
    ],
)
def test_that_names_in_the_first_line_are_recognised(text: str, header: bool) -> None:
    assert guessed(text).header is header


def test_that_what_is_given_is_not_guessed() -> None:
    given = guessed("a;b\n1;2\n", delimiter=",", header=False, decimal=",", quote="'")
    assert given == Dialect(delimiter=",", header=False, decimal=",", quote="'")


def test_that_a_dialect_fits_its_declared_parameters() -> None:
    params = Dialect().as_params()
    assert params == {p.name: p.default for p in DIALECT}
    assert [p.problem(params[p.name], "x") for p in DIALECT] == [None] * len(DIALECT)


@pytest.mark.parametrize("cell", ["1", "-1.5", "+3", "1e5", ".5", "5.", " 7 ", "1,5"])
def test_that_a_number_is_recognised(cell: str) -> None:
    assert is_number(cell)


@pytest.mark.parametrize("cell", ["", "x", "1-2", "1 2", "NaN", "0x1F", "1.2.3"])
def test_that_other_cells_are_no_numbers(cell: str) -> None:
    assert not is_number(cell)


def test_that_the_decimal_mark_decides_what_is_a_number() -> None:
    assert is_number("1,5", ",")
    assert not is_number("1.5", ",")
    assert not is_number("1,5", ".")


def test_that_rows_know_the_line_they_start_on() -> None:
    lines = ["a,b\n", '"x\n', 'y",1\n', "\n", "z,2\n"]
    found = [(row.record, row.line, row.cells) for row in rows(lines, ",", '"')]
    assert found == [
        (1, 1, ["a", "b"]),
        (2, 2, ["x\ny", "1"]),
        (4, 5, ["z", "2"]),
    ]
