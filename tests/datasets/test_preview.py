from __future__ import annotations

from collections.abc import Callable

import duckdb
import pytest

from workbench.core.errors import BadInput
from workbench.datasets.tables_preview import SHOWN_ROWS, Preview, preview_file


@pytest.fixture
def preview(write) -> Callable[..., Preview]:
    def preview(content: str | bytes, **given) -> Preview:
        return preview_file(str(write(content)), given, 2**30)

    return preview


def warnings(preview: Preview) -> str:
    return " ".join(map(str, preview.warnings))


def test_that_a_preview_shows_dialect_columns_and_first_rows(preview) -> None:
    seen = preview("n;d;t;e\n" + "1,5;2020-01-02;x;\n2,5;2020-01-03;;NA\n" * 30)
    assert seen.format == "csv"
    assert seen.dialect == {
        "delimiter": ";",
        "quote": '"',
        "header": True,
        "decimal": ",",
        "encoding": "utf-8",
    }
    columns = [(column.name, column.type) for column in seen.columns]
    assert columns == [("n", "number"), ("d", "date"), ("t", "text"), ("e", "empty")]
    assert len(seen.rows) == SHOWN_ROWS
    assert seen.rows[1] == ("2,5", "2020-01-03", "", "NA")
    assert (seen.row_estimate, seen.exact, seen.warnings) == (60, True, ())


def test_that_a_setting_that_is_given_changes_the_preview(preview) -> None:
    seen = preview("a;b\n1;2\n3;4\n", delimiter=",", header=False)
    assert [column.name for column in seen.columns] == ["column 1"]
    assert seen.rows == (("a;b",), ("1;2",), ("3;4",))


def test_that_rows_of_a_long_file_are_estimated(preview) -> None:
    rows = 300_000
    seen = preview("a,b\n" + "".join(f"{i % 900 + 100},x\n" for i in range(rows)))
    assert not seen.exact
    assert seen.row_estimate == pytest.approx(rows, rel=0.01)


def test_that_ragged_lines_and_bad_cells_are_shown_before_the_file_is_used(
    preview,
) -> None:
    seen = preview("a,b\n1,x\n2\nthree,y\n4,z\n5,6,7\n")
    assert seen.dialect is not None
    assert seen.dialect["delimiter"] == ","
    assert "Line 3 is cut into 1 instead of 2 cells" in warnings(seen)
    assert "such lines in all: 2" in warnings(seen)
    assert "line 4 has “three”" in warnings(seen)
    assert seen.rows[1] == ("2", "")


def test_that_letters_that_are_not_utf_8_are_shown_as_latin_1(preview) -> None:
    seen = preview("a,b\n1,x\n2,é\n".encode("latin-1"))
    assert seen.dialect is not None
    assert seen.dialect["encoding"] == "latin-1"
    assert seen.rows[1] == ("2", "é")
    assert "Line 3 is not UTF-8" in warnings(seen)


def test_that_made_up_names_are_announced(preview) -> None:
    assert "called “a (2)” here" in warnings(preview("a,a\n1,2\n"))
    assert "holds values, not names" in warnings(preview("1,2\n3,4\n"))


def test_that_a_parquet_file_has_a_preview_without_a_dialect(write) -> None:
    path = write(b"", "table.parquet")
    duckdb.sql(
        "SELECT i AS a, 'x' AS b, DATE '2020-01-01' AS c, [i] AS d, "
        "CAST(NULL AS DOUBLE) AS e FROM range(2000) t(i)"
    ).write_parquet(str(path))
    seen = preview_file(str(path), {}, 2**30)
    assert (seen.format, seen.dialect) == ("parquet", None)
    assert [column.type for column in seen.columns] == [
        "number",
        "text",
        "date",
        "other",
        "empty",
    ]
    assert (seen.row_estimate, seen.exact) == (2000, True)
    assert seen.rows[0] == ("0", "x", "2020-01-01", "[0]", "")


def test_that_a_file_that_is_no_table_has_no_preview(preview) -> None:
    with pytest.raises(BadInput, match="zero byte"):
        preview(b"\x00\x01\x02")
