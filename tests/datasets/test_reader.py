"""What files of all kinds become, or what is said about them."""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np
import pytest

from workbench.core.errors import BadInput
from workbench.datasets.tables_reader import Roles, Table, read_file
from workbench.datasets.tables_source import MAX_COLUMNS

GOOD = "a,b,y\n" + "".join(f"{i},{i / 2},{'pq'[i % 2]}\n" for i in range(30))


def matrix(table: Table) -> list[list[float]]:
    return np.frombuffer(table.X).reshape(table.rows, -1).tolist()


def target(table: Table) -> list[float]:
    kind = np.int64 if table.kind == "classification" else np.float64
    return np.frombuffer(table.y, dtype=kind).tolist()


def notes(table: Table) -> str:
    return " ".join(map(str, table.notes))


# -- clean files -----------------------------------------------------------------------


def test_that_a_clean_table_becomes_numbers_and_classes(read) -> None:
    table = read(GOOD)
    assert table.features == ("a", "b")
    assert table.kind == "classification"
    assert table.classes == ("p", "q")
    assert matrix(table) == [[i, i / 2] for i in range(30)]
    assert target(table) == [i % 2 for i in range(30)]
    assert (table.notes, table.categories) == ((), {})


@pytest.mark.parametrize(
    "content",
    [
        GOOD.replace("\n", "\r\n"),
        GOOD.replace("\n", "\r"),
        "\ufeff" + GOOD,
        GOOD.replace(",", ", "),
        GOOD.replace(",", " ,"),
        GOOD.replace(",", "\t"),
        GOOD.rstrip("\n"),
        "\n  \n" + GOOD + "\n\n",
        GOOD.encode("utf-16"),
    ],
    ids=[
        "CRLF",
        "CR",
        "BOM",
        "space after",
        "space before",
        "tab",
        "no last line end",
        "blank lines",
        "UTF-16",
    ],
)
def test_that_the_same_table_is_read_however_it_is_written(read, content) -> None:
    table, plain = read(content), read(GOOD)
    assert (table.features, table.classes) == (plain.features, plain.classes)
    assert (table.X, table.y) == (plain.X, plain.y)


def test_that_decimal_commas_are_numbers(read) -> None:
    table = read("a;y\n1,5;p\n-2,25;q\n3;p\n")
    assert matrix(table) == [[1.5], [-2.25], [3.0]]


def test_that_a_quoted_cell_may_hold_separators_and_line_breaks(read) -> None:
    table = read('a,b,y\n"x,\ny",1,p\n"z",2,q\n"x,\ny",3,q\n')
    assert table.categories == {0: ("x,\ny", "z")}
    assert matrix(table) == [[0, 1], [1, 2], [0, 3]]


def test_that_latin_1_is_read_when_it_is_asked_for(read) -> None:
    table = read("a,y\n1,é\n2,ü\n".encode("latin-1"), encoding="latin-1")
    assert table.classes == ("é", "ü")


@pytest.mark.parametrize("cell", ["", "NA", "NaN", "null", "?", " ?", "N/A"])
def test_that_a_missing_cell_is_not_a_number(read, cell: str) -> None:
    table = read(f"a,b,y\n1,2,p\n{cell},3,q\n4,5,p\n")
    np.testing.assert_array_equal(matrix(table), [[1, 2], [np.nan, 3], [4, 5]])


def test_that_texts_with_few_values_become_categories(read) -> None:
    table = read("colour,flag,y\nred,true,1\nblue,false,2\n,true,1\nred,true,2\n")
    assert table.categories == {0: ("blue", "red"), 1: ("false", "true")}
    np.testing.assert_array_equal(matrix(table), [[1, 1], [0, 0], [np.nan, 1], [1, 1]])


def test_that_only_the_chosen_features_are_read_in_their_order(read) -> None:
    table = read("a,b,c,y\n1,2,oops,p\n3,4,5,q\n6,7,8,q\n", features=["b", "a"])
    assert table.features == ("b", "a")
    assert matrix(table) == [[2, 1], [4, 3], [7, 6]]


def test_that_a_quoted_name_in_sql_stays_a_name(read) -> None:
    table = read('"it\'s; a","b""x",y\n1,it\'s,p\n2,o"k,q\n3,it\'s,q\n')
    assert table.features == ("it's; a", 'b"x')
    assert table.categories == {1: ("it's", 'o"k')}


# -- the target ------------------------------------------------------------------------


def test_that_few_whole_numbers_are_classes_in_their_order(read) -> None:
    table = read("a,y\n" + "".join(f"{i},{10 - i % 3}\n" for i in range(9)))
    assert table.kind == "classification"
    assert table.classes == ("8", "9", "10")
    assert target(table) == [2, 1, 0] * 3


@pytest.mark.parametrize("step", [1, 0.5], ids=["many whole", "fractions"])
def test_that_a_quantity_is_a_regression(read, step: float) -> None:
    count = 30 if step == 1 else 4
    table = read("a,y\n" + "".join(f"{i},{i * step}\n" for i in range(count)))
    assert (table.kind, table.classes) == ("regression", ())
    assert target(table) == [i * step for i in range(count)]


def test_that_rows_without_a_target_are_left_out_and_counted(read) -> None:
    table = read("a,y\n1,p\n2,\n3,q\n4,NA\n5,p\n")
    assert matrix(table) == [[1], [3], [5]]
    assert notes(table) == "2 rows without a value of “y” left out."


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("a,y\n1,p\n2,p\n3,p\n", "“y” is “p” in every row"),
        ("a,y\n1,7\n2,7\n3,7\n", "“y” is “7” in every row"),
        ("a,y\n1,\n2,\n", "“y” has no value at all"),
        ("a,y\n" + "".join(f"{i},t{i}\n" for i in range(200)), "more than 100"),
        ("a,y\n" + "".join(f"{i},{i}.5\n" for i in range(60)) + "60,x\n", "line 62"),
        ("a,y\n1,0.5\n2,inf\n3,1.5\n", "“inf” in line 3"),
    ],
    ids=["one class", "one number", "empty", "too many", "bad cell", "infinite"],
)
def test_that_a_target_that_cannot_be_predicted_is_refused(
    refusal, content: str, words: str
) -> None:
    field, text = refusal(content)
    assert field == "dataset.target"
    assert words in text


def test_that_an_unknown_target_is_refused_with_the_nearest(refusal) -> None:
    field, text = refusal("width,species\n1,p\n2,q\n", target="specie")
    assert field == "dataset.target"
    assert "Did you mean “species”?" in text


def test_that_a_target_must_be_chosen(refusal) -> None:
    field, text = refusal(GOOD, target=None)
    assert field == "dataset.target"
    assert "a, b, y" in text


# -- the features ----------------------------------------------------------------------


def test_that_names_dates_and_empty_columns_are_left_out_with_a_note(read) -> None:
    lines = (f"{i},n{i},2020-01-{i % 28 + 1:02} {i},,{i % 2}\n" for i in range(60))
    table = read("a,name,day,none,y\n" + "".join(lines))
    assert table.features == ("a",)
    assert "without any value cannot be used: none." in notes(table)
    assert "(names, dates, identifiers) cannot be used: name, day." in notes(table)


@pytest.mark.parametrize(
    ("features", "words"),
    [
        (["a", "none"], "without any value cannot be used: none."),
        (["name"], "cannot be used: name."),
        (["a", "agee"], "There is no feature “agee”. Did you mean “age”?"),
        (["a", "y"], "There is no feature “y”"),
        ([], "There is no feature to learn from."),
    ],
    ids=["empty", "names", "unknown", "the target", "none"],
)
def test_that_a_chosen_feature_that_cannot_be_used_is_refused(
    refusal, features: list[str], words: str
) -> None:
    lines = (f"{i},{i},n{i},,{i % 2}\n" for i in range(60))
    content = "a,age,name,none,y\n" + "".join(lines)
    field, text = refusal(content, features=features)
    assert field == "dataset.features"
    assert words in text


def test_that_a_table_without_any_usable_column_says_why(refusal) -> None:
    field, text = refusal("a,y\n,1\n,2\n,1\n")
    assert field == "dataset.features"
    assert "no feature to learn from" in text
    assert "without any value cannot be used: a." in text


def test_that_a_single_column_is_no_table(refusal) -> None:
    field, text = refusal("y\n1\n2\n")
    assert field == "dataset.features"
    assert "single column “y”" in text


def test_that_bad_cells_are_named_by_line_and_counted(refusal) -> None:
    cells = [str(i) for i in range(40)]
    for i in (3, 9, 20, 30):
        cells[i] = f"bad{i}"
    content = "a,y\n" + "".join(f"{c},{i % 2}\n" for i, c in enumerate(cells))
    field, text = refusal(content)
    assert field == "dataset.features"
    assert "“bad3” in line 5, “bad9” in line 11, “bad20” in line 22" in text
    assert "such cells in all: 4" in text


def test_that_a_bad_cell_is_found_on_its_line_after_quoted_line_breaks(
    refusal,
) -> None:
    content = 'a,b,y\n1,"x\n\nx",p\n\n2,"x\n\nx",q\noops,z,p\n4,z,q\n5,z,q\n'
    _, text = refusal(content)
    assert "“oops” in line 9" in text


def test_that_a_point_among_decimal_commas_is_a_bad_cell(refusal) -> None:
    content = "a;y\n" + "1,5;p\n2,5;q\n" * 5 + "1.234,5;p\n"
    _, text = refusal(content, decimal=",")
    assert "“1.234,5” in line 12" in text


@pytest.mark.parametrize("cell", ["inf", "-Infinity", "1e999"])
def test_that_an_infinite_cell_is_refused(refusal, cell: str) -> None:
    field, text = refusal(f"a,y\n1,p\n{cell},q\n3,q\n4,p\n")
    assert field == "dataset.features"
    assert f"“{cell}” in line 3" in text


# -- names -----------------------------------------------------------------------------


def test_that_columns_without_names_are_numbered(read) -> None:
    table = read("1,2,p\n3,4,q\n5,6,q\n", target="column 3")
    assert table.features == ("column 1", "column 2")
    assert "holds values, not names" in notes(table)
    assert table.rows == 3


def test_that_a_repeated_name_gets_a_number_and_a_note(read) -> None:
    table = read("a,a,A,,y\n1,2,3,4,p\n5,6,7,8,q\n9,9,9,9,q\n")
    assert table.features == ("a", "a (2)", "A", "column 4")
    assert "The name “a” occurs again as column 2" in notes(table)
    assert matrix(table)[0] == [1, 2, 3, 4]


# -- broken files ----------------------------------------------------------------------


def test_that_ragged_lines_are_named_and_counted(refusal) -> None:
    lines = GOOD.splitlines(keepends=True)
    lines[5], lines[8], lines[9], lines[20] = "1\n", "1,2,p,9\n", "1\n", "1,2\n"
    field, text = refusal("".join(lines))
    assert field == "dataset.file"
    assert "line 6 is cut into 1 instead of 3 cells" in text
    assert "line 9 is cut into 4 instead of 3 cells" in text
    assert "4 such lines in all" in text
    assert "another separator than “,”" in text


def test_that_a_ragged_line_is_found_after_quoted_line_breaks(refusal) -> None:
    _, text = refusal('a,b,y\n1,"x\n\nx",p\n\n2,"x\n\nx",q\n1,z\n4,z,q\n')
    assert "line 9 is cut into 2 instead of 3 cells" in text


def test_that_a_quote_left_open_is_found(refusal) -> None:
    lines = GOOD.splitlines(keepends=True)
    lines[5] = '4,"2,p\n'
    field, text = refusal("".join(lines))
    assert field == "dataset.file"
    assert "line 6 has a quote that is not closed" in text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\n  \n\n", "nothing but blank lines"),
        (b"a,b,y\n", "has no rows below"),
        (b"a,b,y\n1,2,p\n3,\0,q\n", "line 3 holds a zero byte"),
        (bytes(range(256)) * 50, "line 1 holds a zero byte"),
        (b"PK\x03\x04....", "looks like Excel or ZIP"),
        (b"\x1f\x8b....", "looks like gzip"),
        ("a,y\n1,p\n2,é\n".encode("latin-1"), "Line 3 of “table.csv” is not UTF-8"),
        (b"a,y\n1,p\n2,\xe2\x82", "Line 3 of “table.csv” is not UTF-8"),
        ("\ufeffa,y\n1,p\n".encode("utf-16-be"), "big-endian UTF-16"),
        (b"x" * 3_000_000, "longer than 1 MiB"),
        (b"a,y\n1," + b"p" * 2_500_000 + b"\n2,q\n", "line 2 is longer than 2 MB"),
        (b"a,y\r\n1,p\r\n2,q\n3,p\r\n", "line 3 ends otherwise than line 1"),
        (b"PAR1 and no more", "cannot be read"),
    ],
    ids=[
        "blank",
        "only names",
        "zero byte",
        "binary",
        "zip",
        "gzip",
        "latin-1",
        "cut off UTF-8",
        "UTF-16 BE",
        "one long line",
        "one long cell",
        "mixed line ends",
        "cut off Parquet",
    ],
)
def test_that_a_file_that_is_no_table_is_refused_in_words(
    refusal, content: bytes, words: str
) -> None:
    field, text = refusal(content)
    assert field == "dataset.file"
    assert words in text


def test_that_too_many_columns_are_refused_with_the_limit(refusal) -> None:
    names = ",".join(f"f{i}" for i in range(MAX_COLUMNS + 1))
    field, text = refusal(f"{names}\n{names}\n", target="f0")
    assert field == "dataset.file"
    assert "5,001 columns; at most 5,000" in text


def test_that_a_wide_table_is_read_whole(read) -> None:
    width = 2500
    head = ",".join(f"f{i}" for i in range(width))
    body = "".join(
        ",".join(str(row * width + i) for i in range(width)) + f",{row % 2}\n"
        for row in range(4)
    )
    table = read(f"{head},y\n{body}")
    np.testing.assert_array_equal(matrix(table), np.arange(4 * width).reshape(4, width))


# -- Parquet ---------------------------------------------------------------------------


def parquet(path: Path, select: str) -> Path:
    duckdb.sql(select).write_parquet(str(path))
    return path


def test_that_a_parquet_file_is_read_by_its_types(tmp_path: Path) -> None:
    path = parquet(
        tmp_path / "no suffix",
        """
        SELECT i AS whole, CAST(i / 4 AS DECIMAL(6, 2)) AS "dec""imal",
            CASE WHEN i = 2 THEN 'NaN'::DOUBLE ELSE i END AS real,
            i % 2 = 0 AS flag, CASE WHEN i = 1 THEN NULL ELSE 'c' || i % 3 END AS text,
            DATE '2020-01-01' AS day, [i] AS list, 'p' || i % 2 AS y
        FROM range(5) t(i)
        """,
    )
    table = read_file(str(path), Roles(target="y"), {}, 2**30)
    assert table.features == ("whole", 'dec"imal', "real", "flag", "text")
    assert table.categories == {3: ("false", "true"), 4: ("c0", "c1", "c2")}
    assert table.classes == ("p0", "p1")
    assert "cannot be used: day, list." in notes(table)
    np.testing.assert_array_equal(
        matrix(table),
        [
            [0, 0.0, 0, 1, 0],
            [1, 0.25, 1, 0, np.nan],
            [2, 0.5, np.nan, 1, 2],
            [3, 0.75, 3, 0, 0],
            [4, 1.0, 4, 1, 1],
        ],
    )


def test_that_an_infinite_parquet_cell_is_named_by_row(tmp_path: Path) -> None:
    path = parquet(
        tmp_path / "t.parquet",
        "SELECT CASE WHEN i = 2 THEN 'inf'::DOUBLE ELSE i END AS a, i % 2 AS y "
        "FROM range(5) t(i)",
    )
    with pytest.raises(BadInput, match="“inf” in row 3"):
        read_file(str(path), Roles(target="y"), {}, 2**30)
