"""What the cells of a column are, asked of DuckDB; runs in the child process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from workbench.core.errors import BadInput, Problem
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.datasets.tables_source import Column, Source
from workbench.datasets.texts import MOST_TEXT_BYTES, column_of

T = TypeVar("T")

_COUNTED_AT_ONCE = 1000
"""Columns counted in one query: more take more memory, fewer need more passes."""
_FETCHED_AT_ONCE = 16_000_000
"""Cells fetched in one query, each 9 bytes, beside the table that they go into."""
_SHOWN = 3
"""How many cells a message names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A column, how many of its cells have a value, and how many of those a number."""

    column: Column
    present: int
    numbers: int

    @property
    def numeric(self) -> bool:
        """Whether every cell that has a value is a number."""
        return 0 < self.present == self.numbers

    @property
    def mixed(self) -> bool:
        """Whether it is a column of numbers but for some cells."""
        return self.numbers < self.present < 2 * self.numbers


def profiled(source: Source, columns: Sequence[Column]) -> list[Profile]:
    """What the cells of ``columns`` are; broken lines are stored on the way."""
    profiles: list[Profile] = []
    for part in _parts(columns, _COUNTED_AT_ONCE):
        counts = source.single(
            ", ".join(f"count({c.cell}), count({c.number})" for c in part)
        )
        profiles += [
            Profile(column=column, present=present, numbers=found)
            for column, present, found in zip(
                part, counts[::2], counts[1::2], strict=True
            )
        ]
    return profiles


def bad_cells(source: Source, column: Column) -> Message:
    """Which cells keep a column from being numbers: the first few, and how many."""
    count, where = cells_where(source, column, not_a_number(column))
    return Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "“{name}” is a column of numbers except for {where} (such cells in all: "
            "{count}). Correct or empty them, or do not use this column.",
        ),
        {"name": column.name, "count": count, "where": where},
    )


def not_a_number(column: Column) -> str:
    """SQL for a cell that has a value, and none that can be calculated with."""
    return (
        f"{column.cell} IS NOT NULL AND NOT coalesce(isfinite({column.number}), false)"
    )


def cells_where(
    source: Source, column: Column, condition: str
) -> tuple[int, tuple[Message, ...]]:
    """How many cells meet the SQL ``condition``, and where the first few are."""
    count = int(source.single(f"count(CASE WHEN {condition} THEN 1 END)")[0])
    if not count:
        return 0, ()
    cells = source.connection.execute(
        "SELECT row, cell FROM (SELECT row_number() OVER () AS row, "
        f"coalesce({column.text}, '') AS cell, {condition} AS met FROM {source.scan}) "
        f"WHERE met LIMIT {_SHOWN}",
        source.args,
    ).fetchall()
    lines = source.lines_of_rows([row for row, _ in cells])
    return count, tuple(
        _place(str(cell)[:40], line, in_text=source.dialect is not None)
        for (_, cell), line in zip(cells, lines, strict=True)
    )


def _place(cell: str, line: int, *, in_text: bool) -> Message:
    if not cell and in_text:
        text = QT_TRANSLATE_NOOP("Message", "line {line}")
    elif not cell:
        text = QT_TRANSLATE_NOOP("Message", "row {line}")
    elif in_text:
        text = QT_TRANSLATE_NOOP("Message", "“{cell}” in line {line}")
    else:
        text = QT_TRANSLATE_NOOP("Message", "“{cell}” in row {line}")
    return Message(text, {"cell": cell, "line": line})


def numbers(
    source: Source, expressions: Sequence[str], target: Column | None, count: int
) -> NDArray[np.float64]:
    """The expressions as (count, columns), NULL as NaN, in the order of the file.

    Only of rows that have a ``target``, or of all where there is none.
    """
    X = np.empty((count, len(expressions)))
    which = "" if target is None else f"WHERE {target.cell} IS NOT NULL"
    at = 0
    for part in _parts(expressions, max(1, _FETCHED_AT_ONCE // max(count, 1))):
        select = ", ".join(f"{e} AS e{i}" for i, e in enumerate(part))
        fetched = source.query(select, which).fetchnumpy()
        for i in range(len(part)):
            column: NDArray[Any] = np.ma.asarray(fetched.pop(f"e{i}"), dtype=float)
            X[:, at] = np.ma.filled(column, np.nan)
            at += 1
    return X


def text_cells(
    source: Source, column: Column, target: Column | None, field: str
) -> NDArray[np.bytes_]:
    """The texts of ``column`` as (rows, 1), as data sets hold them.

    Raises ``BadInput`` about ``field`` where cells as wide as the longest text would
    take too much memory.
    """
    which = "" if target is None else f"WHERE {target.cell} IS NOT NULL"
    count, longest = source.query(
        f"count(*), coalesce(max(strlen({column.text})), 0)", which
    ).fetchall()[0]
    if count * longest > MOST_TEXT_BYTES:
        text = QT_TRANSLATE_NOOP(
            "Message",
            "“{name}” has a text of {longest:,} bytes, and all {rows:,} cells are as "
            "wide as the longest: {mib:,.0f} MiB, more than {limit:,.0f}. Shorten the "
            "longest texts, or take fewer rows.",
        )
        values = {
            "name": column.name,
            "longest": longest,
            "rows": count,
            "mib": count * longest / 2**20,
            "limit": MOST_TEXT_BYTES / 2**20,
        }
        raise BadInput([Problem(field=field, message=Message(text, values))])
    found = source.query(f"coalesce({column.text}, '')", which).fetchall()
    return column_of([text for (text,) in found])


def distinct(source: Source, column: Column, most: int) -> list[str] | None:
    """The different texts in order, or ``None`` if there are more than ``most``."""
    found = source.query(
        f"DISTINCT {column.text}", f"WHERE {column.cell} IS NOT NULL LIMIT {most + 1}"
    ).fetchall()
    return None if len(found) > most else sorted(text for (text,) in found)


def code(column: Column, values: Sequence[str]) -> str:
    """SQL for the index of the column's text among ``values``, as a number."""
    listed = ", ".join("'" + value.replace("'", "''") + "'" for value in values)
    return f"CAST(list_position([{listed}], {column.text}) - 1 AS DOUBLE)"


def _parts(items: Sequence[T], size: int) -> list[Sequence[T]]:
    return [items[i : i + size] for i in range(0, len(items), size)]
