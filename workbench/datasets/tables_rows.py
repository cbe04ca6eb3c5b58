"""Rows to predict: a file's columns found by name and coded as a model knows them.

Runs in the child process. All rows are taken, in the order of the file; columns that
the model does not know are passed over.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from workbench.core.errors import BadInput, Problem
from workbench.core.messages import QT_TRANSLATE_NOOP, Message, Value, listed
from workbench.core.parameters import ParamValue
from workbench.datasets.tables_profile import (
    Profile,
    cells_where,
    code,
    not_a_number,
    numbers,
    profiled,
    text_cells,
)
from workbench.datasets.tables_reader import (
    open_table,
    readable,
    refuse_doubtful_encoding,
)
from workbench.datasets.tables_source import Column, Source
from workbench.datasets.tables_text import refusal

Columns = Sequence[tuple[str, tuple[str, ...]]]
"""Names and the categories of each, none for a column of numbers."""
_FIELD = "table"


def rows_of(
    name: str,
    columns: Columns,
    *,
    missing: bool,
    given: Mapping[str, ParamValue],
    memory_bytes: int,
    texts: bool = False,
) -> NDArray[Any]:
    """The rows of the file ``name`` as (rows, columns), in the order of ``columns``.

    A missing value is NaN where ``missing`` says that there may be any. With ``texts``
    the single column holds such, as :func:`workbench.datasets.texts.column_of` has
    them; an empty cell is an empty text.

    Raises:
        BadInput: a column is missing or of another type, a category is unknown, a
            value is missing; each with the place and the remedy.
        MemoryError: it does not fit.
    """
    with readable(Path(name)):
        source = open_table(Path(name), given, memory_bytes)
        refuse_doubtful_encoding(source, given)
        found = _found(source, [name for name, _ in columns])
        profiles = profiled(source, found)
        source.raise_rejects()
        rows = int(source.single("count(*)")[0])
        _refuse_none(source, rows)
        if texts:
            return text_cells(source, found[0], None, _FIELD)
        problems = [
            problem
            for profile, (_, values) in zip(profiles, columns, strict=True)
            for problem in _problems(source, profile, values, rows, missing=missing)
        ]
        if problems:
            raise BadInput(problems)
        expressions = [
            code(column, values) if values else column.number
            for column, (_, values) in zip(found, columns, strict=True)
        ]
        return numbers(source, expressions, None, rows)


def _found(source: Source, names: Sequence[str]) -> list[Column]:
    by_name = {column.name: column for column in source.columns}
    if problems := [_absent(source, n) for n in names if n not in by_name]:
        raise BadInput(problems)
    return [by_name[name] for name in names]


def _absent(source: Source, name: str) -> Problem:
    known = [column.name for column in source.columns]
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    values: dict[str, Value] = {
        "file": source.path.name,
        "name": name,
        "known": listed(known),
    }
    if near:
        text = QT_TRANSLATE_NOOP(
            "Message",
            "“{file}” has no column “{name}”, which the model predicts from. If "
            "“{near}” is meant, rename it.",
        )
        return _problem(text, **values, near=near[0])
    text = QT_TRANSLATE_NOOP(
        "Message",
        "“{file}” has no column “{name}”, which the model predicts from. Add it; there "
        "are: {known}.",
    )
    return _problem(text, **values)


def _refuse_none(source: Source, rows: int) -> None:
    if rows == 0:
        text = QT_TRANSLATE_NOOP(
            "Message",
            "“{file}” names columns but has no rows below them: there is nothing to "
            "predict.",
        )
        raise refusal(_FIELD, Message(text, {"file": source.path.name}))


def _problems(
    source: Source,
    profile: Profile,
    values: tuple[str, ...],
    rows: int,
    *,
    missing: bool,
) -> list[Problem]:
    """What keeps a column's cells from being what the model knows."""
    column = profile.column
    if column.family != "value":
        text = QT_TRANSLATE_NOOP(
            "Message",
            "“{name}” holds neither numbers nor texts: give it as it was learned.",
        )
        return [_problem(text, name=column.name)]
    found = []
    if profile.present < rows and not missing:
        found.append(_empty(source, column))
    if values:
        found += _unknown(source, column, values)
    elif profile.numbers < profile.present or not _finite(source, column):
        found.append(_no_numbers(source, column))
    return found


def _finite(source: Source, column: Column) -> bool:
    return bool(
        source.single(f"coalesce(bool_and(isfinite({column.number})), true)")[0]
    )


def _empty(source: Source, column: Column) -> Problem:
    count, where = cells_where(source, column, f"{column.cell} IS NULL")
    text = QT_TRANSLATE_NOOP(
        "Message",
        "“{name}” has no value: {where} (such cells in all: {count}). The model never "
        "learned to fill in missing values: fill them in, or leave these rows out.",
    )
    return _problem(text, name=column.name, where=where, count=count)


def _no_numbers(source: Source, column: Column) -> Problem:
    count, where = cells_where(source, column, not_a_number(column))
    text = QT_TRANSLATE_NOOP(
        "Message",
        "The model knows “{name}” as numbers; here is {where} (such cells in all: "
        "{count}). Correct them. Is another decimal separator meant?",
    )
    return _problem(text, name=column.name, where=where, count=count)


def _unknown(source: Source, column: Column, values: tuple[str, ...]) -> list[Problem]:
    stranger = f"coalesce({code(column, values)} < 0, true)"
    count, where = cells_where(
        source, column, f"{column.cell} IS NOT NULL AND {stranger}"
    )
    if not count:
        return []
    text = QT_TRANSLATE_NOOP(
        "Message",
        "“{name}” holds values that the model never saw: {where} (such cells in all: "
        "{count}). It knows: {known}. Correct them, or leave these rows out.",
    )
    return [
        _problem(
            text,
            name=column.name,
            where=where,
            count=count,
            known=listed(values, 15),
        )
    ]


def _problem(text: str, **values: Value) -> Problem:
    return Problem(field=_FIELD, message=Message(text, values))
