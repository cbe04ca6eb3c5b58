"""A first look at a user's file, from its first rows; runs in the child process."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import ParamValue
from workbench.datasets.dialect import MISSING, Row, is_number, rows
from workbench.datasets.tables_reader import open_table, readable
from workbench.datasets.tables_source import Source

SHOWN_ROWS = 20
_LOOKED_AT = 1000
_DATE = re.compile(r"\d{4}-\d\d?-\d\d?([ T].*)?|\d\d?[./]\d\d?[./]\d{2,4}")

ColumnType = Literal["number", "text", "date", "empty", "other"]


class PreviewColumn(msgspec.Struct, frozen=True, kw_only=True):
    """A column as its first rows look."""

    name: str
    type: ColumnType


class Preview(msgspec.Struct, frozen=True, kw_only=True):
    """What a file seems to hold, to be shown and confirmed before it is used.

    ``dialect`` is what ``DatasetSpec.dialect`` takes, ``None`` for Parquet. ``rows``
    are the first ones, a missing cell as an empty text.
    """

    format: Literal["csv", "parquet"]
    dialect: dict[str, ParamValue] | None
    columns: tuple[PreviewColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    row_estimate: int
    exact: bool
    """Whether ``row_estimate`` is the true number."""
    warnings: tuple[Message, ...] = ()


def preview_file(
    name: str, given: Mapping[str, ParamValue], memory_bytes: int
) -> Preview:
    """The preview of the file ``name``, with what is ``given`` of its dialect.

    Raises:
        BadInput: the file is no table.
        MemoryError: it does not fit.
    """
    with readable(Path(name)):
        source = open_table(Path(name), given, memory_bytes)
        return _of_text(source) if source.dialect else _of_parquet(source)


def _of_text(source: Source) -> Preview:
    if source.dialect is None or source.sample is None:
        raise TypeError("only a text table has a dialect")
    dialect, sample = source.dialect, source.sample
    found = list(rows(sample.lines, dialect.delimiter, dialect.quote))
    body = found[1:] if dialect.header else found
    cells = [row.cells for row in body[:_LOOKED_AT]]
    types = _types(source, cells, dialect.decimal)
    return Preview(
        format="csv",
        dialect=dialect.as_params(),
        columns=_columns(source, types),
        rows=_shown(cells, len(source.columns)),
        row_estimate=round(len(body) / sample.share),
        exact=sample.share >= 1,
        warnings=(
            *_encoding_warning(sample.not_utf8, dialect.encoding),
            *source.notes,
            *_width_warning(body, len(source.columns)),
            *_cell_warnings(source, types, body[:_LOOKED_AT], dialect.decimal),
        ),
    )


def _of_parquet(source: Source) -> Preview:
    cells = [
        ["" if cell is None else str(cell) for cell in row]
        for row in source.query(
            ", ".join(column.text for column in source.columns), f"LIMIT {_LOOKED_AT}"
        ).fetchall()
    ]
    return Preview(
        format="parquet",
        dialect=None,
        columns=_columns(source, _types(source, cells, ".")),
        rows=_shown(cells, len(source.columns)),
        row_estimate=int(source.single("count(*)")[0]),
        exact=True,
    )


def _columns(source: Source, types: Sequence[ColumnType]) -> tuple[PreviewColumn, ...]:
    return tuple(
        PreviewColumn(name=column.name, type=kind)
        for column, kind in zip(source.columns, types, strict=True)
    )


def _types(
    source: Source, cells: Sequence[Sequence[str]], decimal: str
) -> list[ColumnType]:
    return [
        _type([row[i] for row in cells if i < len(row)], decimal)
        if column.family == "value"
        else column.family
        for i, column in enumerate(source.columns)
    ]


def _type(column: Iterable[str], decimal: str) -> ColumnType:
    filled = [cell.strip() for cell in column if cell.strip() not in MISSING]
    if not filled:
        return "empty"
    if 2 * sum(is_number(cell, decimal) for cell in filled) > len(filled):
        return "number"
    if all(_DATE.fullmatch(cell) for cell in filled):
        return "date"
    return "text"


def _shown(cells: Sequence[Sequence[str]], width: int) -> tuple[tuple[str, ...], ...]:
    """The first rows, every one as wide as the table."""
    return tuple(
        tuple(row[i] if i < len(row) else "" for i in range(width))
        for row in cells[:SHOWN_ROWS]
    )


def _encoding_warning(line: int | None, encoding: str) -> list[Message]:
    if line is None:
        return []
    return [
        Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Line {line} is not UTF-8, so the file is read as {encoding}: check "
                "that letters such as ä or é look right.",
            ),
            {"line": line, "encoding": encoding},
        )
    ]


def _width_warning(body: Sequence[Row], width: int) -> list[Message]:
    uneven = [row for row in body if len(row.cells) != width]
    if not uneven:
        return []
    return [
        Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Line {line} is cut into {cells} instead of {width} cells (such lines "
                "in all: {count}). Check the separator, or correct the file.",
            ),
            {
                "line": uneven[0].line,
                "cells": len(uneven[0].cells),
                "width": width,
                "count": len(uneven),
            },
        )
    ]


def _cell_warnings(
    source: Source, types: Sequence[ColumnType], body: Sequence[Row], decimal: str
) -> list[Message]:
    """The first cell of each column of numbers that is none."""
    warnings = []
    for i, (column, kind) in enumerate(zip(source.columns, types, strict=True)):
        if kind != "number":
            continue
        for row in body:
            cell = row.cells[i].strip() if i < len(row.cells) else ""
            if cell not in MISSING and not is_number(cell, decimal):
                warnings.append(
                    Message(
                        QT_TRANSLATE_NOOP(
                            "Message",
                            "“{name}” looks like a column of numbers, but line {line} "
                            "has “{cell}”.",
                        ),
                        {"name": column.name, "line": row.line, "cell": cell[:40]},
                    )
                )
                break
    return warnings
