"""A CSV or Parquet file as DuckDB sees it, in one form; runs in the child process.

Each :class:`Column` brings SQL for its cells as they are, as text and as numbers. The
expressions are as plain as can be: with several thousand columns, DuckDB's time and
memory go into them rather than into the file. What a column is, is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import ParamValue
from workbench.datasets import dialect as dialects
from workbench.datasets.dialect import MISSING, Dialect
from workbench.datasets.tables_text import Sample, lines_of, refusal, sample

MAX_COLUMNS = 5000
_SHOWN = 3
"""How many broken lines a message names."""
_MOST_REJECTS = 1000
_NUMBERS = (
    "TINYINT",
    "SMALLINT",
    "INTEGER",
    "BIGINT",
    "HUGEINT",
    "UTINYINT",
    "USMALLINT",
    "UINTEGER",
    "UBIGINT",
    "UHUGEINT",
    "FLOAT",
    "DOUBLE",
    "DECIMAL",
)
_TEXTS = ("VARCHAR", "BOOLEAN", "ENUM", "UUID")
_DATES = ("DATE", "TIME", "TIMESTAMP", "INTERVAL")

Family = Literal["value", "date", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column's name, and SQL for its cells: all NULL where a cell has no value.

    ``number`` is NULL as well where a cell is no number; it may be infinite.
    """

    name: str
    cell: str
    text: str
    number: str
    family: Family = "value"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An open file: ``SELECT ... FROM {scan}`` with ``args`` reads it."""

    path: Path
    connection: Any
    scan: str
    args: list[Any]
    columns: tuple[Column, ...]
    notes: tuple[Message, ...] = ()
    dialect: Dialect | None = None
    sample: Sample | None = None

    def query(self, select: str, tail: str = "") -> Any:
        """The cursor of ``SELECT {select} FROM the file {tail}``."""
        return self.connection.execute(
            f"SELECT {select} FROM {self.scan} {tail}", self.args
        )

    def single(self, select: str) -> tuple[Any, ...]:
        """The only row of a query of aggregates."""
        # Not fetchone(): a result that is not read to its end stores no rejects.
        (row,) = self.query(select).fetchall()
        return tuple(row)

    def raise_rejects(self) -> None:
        """Refuse the file if any line read so far was broken."""
        if self.dialect is None:
            return
        found = self.connection.execute(
            "SELECT line, any_value(error_type), min(coalesce(column_idx, 0)) "
            "FROM reject_errors GROUP BY line ORDER BY line"
        ).fetchall()
        if found:
            raise _broken(self, found)

    def lines_of_rows(self, numbers: Sequence[int]) -> list[int]:
        """The file's lines on which these rows (1 is the first of data) start."""
        if self.dialect is None:
            return list(numbers)
        wanted = set(numbers)
        skip = int(self.dialect.header)
        found = []
        for number, row in enumerate(self._rows(), 1 - skip):
            if number in wanted:
                found.append(row.line)
            if len(found) == len(wanted):
                break
        return found

    def lines_of_records(self, records: Sequence[int]) -> list[int]:
        """The lines on which DuckDB's "lines", which are records, really start."""
        lines = {record: record for record in records}
        last = max(records)
        for row in self._rows():
            if row.record in lines:
                lines[row.record] = row.line
            if row.record >= last:
                break
        return [lines[record] for record in records]

    def _rows(self) -> Iterable[dialects.Row]:
        if self.dialect is None:
            return ()
        return dialects.rows(
            lines_of(self.path, self.dialect.encoding),
            self.dialect.delimiter,
            self.dialect.quote,
        )


def open_csv(path: Path, given: Mapping[str, ParamValue], memory_bytes: int) -> Source:
    """A text table, read with the dialect ``given`` or guessed."""
    head = sample(path, given)
    dialect = dialects.guess(head.lines, head.encoding, given)
    first = next(dialects.rows(head.lines, dialect.delimiter, dialect.quote), None)
    if first is None:
        raise refusal(
            "dataset.file",
            Message(
                QT_TRANSLATE_NOOP("Message", "“{file}” holds nothing but blank lines."),
                {"file": path.name},
            ),
        )
    names, notes = _names(first.cells, dialect.header)
    _refuse_width(path, len(names))
    connection = _connect(path, memory_bytes)
    options = {
        "delim": dialect.delimiter,
        "quote": dialect.quote,
        "escape": dialect.quote,
        "header": dialect.header,
        "skip": first.line - 1,  # else a blank line above would be the header
        "encoding": dialect.encoding,
    }
    settings = ", ".join(f"{name}=?" for name in ("columns", *options))
    return Source(
        path=path,
        connection=connection,
        scan=(
            f"read_csv(?, {settings}, auto_detect=false, store_rejects=true, "
            f"rejects_limit={_MOST_REJECTS}, compression='none', "
            f"hive_partitioning=false, nullstr=[{_csv_missing()}])"
        ),
        args=[
            _literally(path),
            {f"c{i}": "VARCHAR" for i in range(len(names))},
            *options.values(),
        ],
        columns=tuple(
            Column(
                name=name,
                cell=f"c{i}",
                text=f"trim(c{i})",
                number=_parsed(f"c{i}", dialect.decimal),
            )
            for i, name in enumerate(names)
        ),
        notes=notes,
        dialect=dialect,
        sample=head,
    )


def open_parquet(path: Path, memory_bytes: int) -> Source:
    """A Parquet file, whose columns have types already."""
    connection = _connect(path, memory_bytes)
    scan = "read_parquet(?, hive_partitioning=false)"
    described = connection.execute(
        f"DESCRIBE SELECT * FROM {scan}", [_literally(path)]
    ).fetchall()
    _refuse_width(path, len(described))
    return Source(
        path=path,
        connection=connection,
        scan=scan,
        args=[_literally(path)],
        columns=tuple(_typed(str(name), str(kind)) for name, kind, *_ in described),
    )


def _connect(path: Path, memory_bytes: int) -> Any:
    """A database that may read this file and nothing else, nor write any."""
    import duckdb

    connection = duckdb.connect(
        ":memory:",
        config={
            "threads": 1,
            "memory_limit": f"{memory_bytes // 2}B",
            "temp_directory": "",
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        },
    )
    allowed = ", ".join(_quoted(name) for name in {str(path), _literally(path)})
    connection.execute(f"SET allowed_paths=[{allowed}]")
    connection.execute("SET enable_progress_bar=false")  # our output is not its screen
    connection.execute("SET enable_external_access=false")
    connection.execute("SET lock_configuration=true")
    return connection


def _csv_missing() -> str:
    """The cells without a value, also with a space beside them, as a list in SQL."""
    spaced = [s for cell in MISSING for s in (cell, f" {cell}", f"{cell} ")]
    return ", ".join(_quoted(cell) for cell in dict.fromkeys(spaced))


def _parsed(cell: str, decimal: str) -> str:
    """SQL for the number that a text stands for."""
    if decimal == ",":
        # A point would separate thousands here: no number that can be trusted.
        cell = f"CASE WHEN NOT contains({cell}, '.') THEN replace({cell}, ',', '.') END"
    return f"TRY_CAST({cell} AS DOUBLE)"


def _typed(name: str, kind: str) -> Column:
    """The expressions for a Parquet column of DuckDB's type ``kind``."""
    raw = '"' + name.replace('"', '""') + '"'
    base = kind.partition("(")[0].partition(" ")[0]
    text = f"CAST({raw} AS VARCHAR)"
    if base in _NUMBERS and not kind.endswith("]"):
        number = f"CAST({raw} AS DOUBLE)"
        number = f"CASE WHEN NOT isnan({number}) THEN {number} END"
        return Column(name=name, cell=number, text=text, number=number)
    if base in _TEXTS and not kind.endswith("]"):
        missing = ", ".join(_quoted(cell) for cell in MISSING)
        cell = f"CASE WHEN trim({text}) NOT IN ({missing}) THEN trim({text}) END"
        return Column(name=name, cell=cell, text=cell, number=_parsed(cell, "."))
    family: Family = "date" if base in _DATES and not kind.endswith("]") else "other"
    number = "CAST(NULL AS DOUBLE)"
    return Column(name=name, cell=raw, text=text, number=number, family=family)


def _names(cells: Sequence[str], header: bool) -> tuple[list[str], tuple[Message, ...]]:
    """A name of its own for each column, and what had to be made up."""
    if not header:
        made_up = Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "The first line holds values, not names: columns are called column 1, "
                "column 2, …",
            )
        )
        return [f"column {i}" for i in range(1, len(cells) + 1)], (made_up,)
    names: dict[str, None] = {}
    notes: list[Message] = []
    for i, cell in enumerate(cells, 1):
        wanted = cell.strip() or f"column {i}"
        name, copy = wanted, 2
        while name in names:
            name, copy = f"{wanted} ({copy})", copy + 1
        if name != wanted:
            notes.append(
                Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "The name “{name}” occurs again as column {number}, which is "
                        "called “{new}” here.",
                    ),
                    {"name": wanted, "number": i, "new": name},
                )
            )
        names[name] = None
    return list(names), tuple(notes)


def _refuse_width(path: Path, width: int) -> None:
    if width > MAX_COLUMNS:
        raise refusal(
            "dataset.file",
            Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "“{file}” has {width:,} columns; at most {most:,} can be read. "
                    "Save a file with fewer columns.",
                ),
                {"file": path.name, "width": width, "most": MAX_COLUMNS},
            ),
        )


def _broken(source: Source, found: Sequence[tuple[int, str, int]]) -> Exception:
    """All broken lines as one problem: the first few in words, and how many."""
    shown = found[:_SHOWN]
    lines = source.lines_of_records([record for record, *_ in shown])
    width = len(source.columns)
    faults = tuple(
        _fault(line, str(kind), int(cells), width)
        for line, (_, kind, cells) in zip(lines, shown, strict=True)
    )
    values: dict[str, Any] = {
        "file": source.path.name,
        "faults": faults,
        "count": len(found),
        "delimiter": _visible(source.dialect.delimiter if source.dialect else ""),
    }
    text = (
        QT_TRANSLATE_NOOP(
            "Message",
            "“{file}” is not a clean table: {faults} ({count} such lines in all). "
            "Correct them, or choose another separator than {delimiter}.",
        )
        if len(found) > 1
        else QT_TRANSLATE_NOOP(
            "Message",
            "“{file}” is not a clean table: {faults}. Correct it, or choose another "
            "separator than {delimiter}.",
        )
    )
    return refusal("dataset.file", Message(text, values))


def _fault(line: int, kind: str, cells: int, width: int) -> Message:
    values = {"line": line, "cells": cells, "width": width}
    match kind:
        case "TOO MANY COLUMNS" | "MISSING COLUMNS":
            return Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "line {line} is cut into {cells} instead of {width} cells",
                ),
                values,
            )
        case "UNQUOTED VALUE":
            return Message(
                QT_TRANSLATE_NOOP(
                    "Message", "line {line} has a quote that is not closed"
                ),
                values,
            )
        case "INVALID ENCODING":
            return Message(
                QT_TRANSLATE_NOOP("Message", "line {line} is not UTF-8"), values
            )
        case "LINE SIZE OVER MAXIMUM":
            return Message(
                QT_TRANSLATE_NOOP("Message", "line {line} is longer than 2 MB"), values
            )
        case _:
            return Message(
                QT_TRANSLATE_NOOP("Message", "line {line} cannot be read ({reason})"),
                {**values, "reason": kind.lower()},
            )


def _visible(delimiter: str) -> Message | str:
    match delimiter:
        case "\t":
            return Message(QT_TRANSLATE_NOOP("Message", "the tab"))
        case " ":
            return Message(QT_TRANSLATE_NOOP("Message", "the space"))
        case _:
            return f"“{delimiter}”"


def _literally(path: Path) -> str:
    """The path for DuckDB, which would take these characters for wildcards."""
    return "".join(f"[{c}]" if c in "*?[" else c for c in str(path))


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
