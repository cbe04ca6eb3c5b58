"""Columns of a user's file that say whose a row is, and whether it is a test row."""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np
import pytest

from workbench.core.errors import BadInput
from workbench.core.spec import DatasetSpec, ExperimentSpec, from_json, to_json
from workbench.datasets import describe, load
from workbench.datasets.tables_reader import Roles, read_file

HEAD = "a,site,kept,y\n"
ROWS = [("1", "north", "0", "p"), ("2", "south", "1", "q"), ("3", "north", "0", "q")]


def table(*rows: tuple[str, ...]) -> str:
    return HEAD + "".join(",".join(row) + "\n" for row in rows)


def with_site(*names: str) -> str:
    return table(
        *((str(i), name, "01"[i % 2], "pq"[i % 2]) for i, name in enumerate(names))
    )


def with_kept(*cells: str) -> str:
    return table(
        *((str(i), "xy"[i % 2], cell, "pq"[i % 2]) for i, cell in enumerate(cells))
    )


def kept(found) -> list[bool]:
    return np.frombuffer(found.test_rows, np.bool_).tolist()


@pytest.fixture
def parquet(tmp_path: Path):
    """Put what a query gives into a Parquet file and give its path."""

    def parquet(query: str) -> Path:
        path = tmp_path / "table.parquet"
        with duckdb.connect() as connection:
            connection.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)")
        return path

    return parquet


# -- what comes back -------------------------------------------------------------------


def test_that_owners_and_test_rows_come_with_the_rows_and_are_no_features(
    write,
) -> None:
    spec = DatasetSpec(
        file=str(write(table(*ROWS))), target="y", owner="site", test_column="kept"
    )
    data, said = load(spec, 0), describe(spec)
    assert data.features == said.feature_names == ("a",)
    assert data.owner.tolist() == ["north", "south", "north"]
    assert data.test_rows.tolist() == [False, True, False]
    assert data.test_rows.dtype == bool
    assert (said.owners, said.test_rows, said.rows) == (2, 1, 3)


def test_that_a_set_without_these_columns_has_none(write) -> None:
    spec = DatasetSpec(file=str(write(table(*ROWS))), target="y")
    data, said = load(spec, 0), describe(spec)
    assert (data.owner, data.test_rows) == (None, None)
    assert (said.owners, said.test_rows) == (None, None)
    assert data.features == ("a", "site", "kept")


def test_that_choosing_an_owner_column_later_reads_the_file_again(write) -> None:
    path = str(write(table(*ROWS)))
    whole = load(DatasetSpec(file=path, target="y"), 0)
    owned = load(DatasetSpec(file=path, target="y", owner="site"), 0)
    assert (len(whole.features), len(owned.features)) == (3, 2)
    assert owned.owner is not None


def test_that_parquet_columns_of_any_type_will_do(parquet) -> None:
    path = parquet(
        "SELECT i::DOUBLE AS a, (i % 3)::INTEGER AS site, i % 2 = 0 AS kept, "
        "DATE '2024-01-01' + (i % 2)::INTEGER AS day, i * 0.5 AS y FROM range(30) t(i)"
    )
    spec = DatasetSpec(file=str(path), target="y", owner="site", test_column="kept")
    data = load(spec, 0)
    assert data.kind == "regression"
    assert data.owner.tolist() == [str(i % 3) for i in range(30)]
    assert data.test_rows.tolist() == [i % 2 == 0 for i in range(30)]
    by_day = load(DatasetSpec(file=str(path), target="y", owner="day"), 0)
    assert set(by_day.owner) == {"2024-01-01", "2024-01-02"}


def test_that_rows_without_a_target_take_their_owner_and_mark_with_them(read) -> None:
    found = read(
        table(*ROWS, ("4", "", "", ""), ("5", "east", "1", "p")),
        owner="site",
        test_column="kept",
    )
    assert found.rows == 4
    assert found.owners == ("north", "south", "east")
    assert np.frombuffer(found.owner, np.int64).tolist() == [0, 1, 0, 2]
    assert kept(found) == [False, True, False, True]


def test_that_owners_may_hold_separators_quotes_and_spaces(read) -> None:
    found = read(
        'a,site,y\n1,"x, y",p\n2,"o\'k ""z""",q\n3,  x  ,q\n4,x,p\n', owner="site"
    )
    assert found.owners == ("x, y", 'o\'k "z"', "x")


def test_that_more_owners_than_categories_or_classes_are_fine(read) -> None:
    found = read(with_site(*(f"phone {i}" for i in range(500))), owner="site")
    assert len(found.owners) == 500


@pytest.mark.parametrize(
    ("yes", "no"),
    [
        ("1", "0"),
        ("1.0", "0.00"),
        ("true", "False"),
        ("Test", "train"),
        (" TEST ", " Train"),
    ],
)
def test_that_test_rows_are_understood_however_they_are_marked(
    read, yes: str, no: str
) -> None:
    found = read(with_kept(no, yes, yes, no), test_column="kept")
    assert kept(found) == [False, True, True, False]
    assert found.features == ("a", "site")


def test_that_numbers_of_parquet_mark_test_rows(parquet) -> None:
    path = parquet(
        "SELECT i AS a, (i % 2)::DECIMAL(4, 2) AS kept, i % 3 AS y FROM range(9) t(i)"
    )
    found = read_file(str(path), Roles(target="y", test_column="kept"), {}, 2**30)
    assert kept(found) == [i % 2 == 1 for i in range(9)]


def test_that_bad_cells_of_a_mark_do_not_make_a_feature_bad(read) -> None:
    """Owners of which most are numbers are no column of numbers with mistakes."""
    found = read(with_site("1", "2", "3", "4", "ward"), owner="site")
    assert found.owners == ("1", "2", "3", "4", "ward")


# -- what is refused -------------------------------------------------------------------


def test_that_empty_owners_are_refused_with_their_lines(refusal) -> None:
    names = ["n", "", "s", "NA", "   ", "?", "n"]
    field, text = refusal(with_site(*names), owner="site")
    assert field == "dataset.owner"
    assert text == (
        "“site” names no owner: line 3, line 5, line 6 (such rows in all: 4). Fill in "
        "the owner of every row, or remove these rows."
    )


def test_that_empty_owners_of_a_parquet_file_are_refused_with_their_rows(
    parquet,
) -> None:
    path = parquet(
        "SELECT i AS a, CASE WHEN i <> 4 THEN 'n' || i % 2 END AS site, i % 3 AS y "
        "FROM range(9) t(i)"
    )
    with pytest.raises(BadInput, match="row 5") as caught:
        load(DatasetSpec(file=str(path), target="y", owner="site"), 0)
    assert caught.value.problems[0].field == "dataset.owner"


def test_that_one_owner_only_is_refused(refusal) -> None:
    field, text = refusal(with_site("n", "n", "n"), owner="site")
    assert field == "dataset.owner"
    assert "names one owner only, “n”" in text


def test_that_too_many_owners_are_refused(refusal, monkeypatch) -> None:
    monkeypatch.setattr("workbench.datasets.tables_marks.MOST_OWNERS", 3)
    field, text = refusal(with_site("a", "b", "c", "d"), owner="site")
    assert field == "dataset.owner"
    assert "names 4 owners; at most 3" in text


def test_that_a_column_of_lists_names_no_owners(parquet) -> None:
    path = parquet("SELECT i AS a, [i, 1] AS site, i % 3 AS y FROM range(9) t(i)")
    with pytest.raises(BadInput, match="holds neither numbers nor texts"):
        load(DatasetSpec(file=str(path), target="y", owner="site"), 0)


@pytest.mark.parametrize(
    ("cells", "where"),
    [
        (["1", "0", "2", "0"], "“2” in line 4 (such rows in all: 1)"),
        (["1", "maybe", "0", ""], "“maybe” in line 3, line 5 (such rows in all: 2)"),
        (["test", "valid", "train"], "“valid” in line 3"),
        (["1", "nan", "0", "inf"], "“inf” in line 5"),
    ],
)
def test_that_cells_that_mark_nothing_are_refused_with_their_lines(
    refusal, cells: list[str], where: str
) -> None:
    field, text = refusal(with_kept(*cells), test_column="kept")
    assert field == "dataset.test_column"
    assert where in text
    assert "1 or 0, true or false, test or train" in text


@pytest.mark.parametrize(("mark", "words"), [("0", "no row"), ("1", "every row")])
def test_that_a_split_with_an_empty_side_is_refused(refusal, mark, words) -> None:
    field, text = refusal(with_kept(mark, mark, mark), test_column="kept")
    assert field == "dataset.test_column"
    assert f"makes {words} a test row" in text


@pytest.mark.parametrize(
    ("roles", "field", "words"),
    [
        ({"owner": "sit"}, "dataset.owner", "Did you mean “site”?"),
        ({"test_column": "held"}, "dataset.test_column", "There is no column “held”"),
        ({"owner": "y"}, "dataset.owner", "another role already"),
        (
            {"owner": "site", "test_column": "site"},
            "dataset.test_column",
            "another role already",
        ),
        ({"owner": "site", "features": ["site"]}, "dataset.features", "no feature"),
    ],
)
def test_that_a_column_has_one_role(refusal, roles, field: str, words: str) -> None:
    where, text = refusal(table(*ROWS), **roles)
    assert where == field
    assert words in text


def test_that_a_broken_line_is_found_with_an_owner_column_too(refusal) -> None:
    field, text = refusal(table(*ROWS) + "1,2\n", owner="site")
    assert field == "dataset.file"
    assert "line 5 is cut into 2 instead of 4 cells" in text


@pytest.mark.parametrize("ask", [describe, lambda spec: load(spec, 0)])
@pytest.mark.parametrize("role", ["owner", "test_column"])
def test_that_a_registered_set_has_no_such_columns(ask, role: str) -> None:
    with pytest.raises(BadInput, match="columns of a table of your own") as caught:
        ask(DatasetSpec(name="iris", **{role: "site"}))
    assert caught.value.problems[0].field == f"dataset.{role}"


# -- experiment files ------------------------------------------------------------------


def test_that_an_experiment_keeps_its_columns_and_older_ones_have_none() -> None:
    data = DatasetSpec(file="t.csv", target="y", owner="site", test_column="kept")
    spec = ExperimentSpec(dataset=data)
    assert from_json(to_json(spec)) == spec
    older = from_json('{"dataset": {"file": "t.csv", "target": "y"}}').dataset
    assert (older.owner, older.test_column) == (None, None)
