"""Somebody else's timings, from a CSV file.

Columns ``workers`` and one of ``seconds`` or ``throughput``, in any order and beside
any others; repeats are further rows. A column ``size`` is read too: seconds of problems
of different size cannot be compared. The file is read up to a limit of size and of
rows, so a wrong one costs neither memory nor time, and every refusal names its line.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from workbench.core.errors import BadInput, Problem
from workbench.core.messages import QT_TRANSLATE_NOOP, Message, listed, plain
from workbench.scaling.analysis import Kind

MOST_BYTES = 8_000_000
MOST_ROWS = 100_000
MOST_WORKERS = 10_000_000
_VALUES: tuple[Kind, ...] = ("seconds", "throughput")
_DELIMITERS = ",;\t|"
_SIZE = "size"


class Timings(NamedTuple):
    """Rows of worker count and value, in the file's order."""

    kind: Kind
    rows: list[tuple[int, float]]


def read_timings(file: Path) -> Timings:
    """The rows of ``file``; raises ``BadInput`` with the line and the remedy."""
    text = _text(file)
    header, _, _ = text.partition("\n")
    delimiter = max(_DELIMITERS, key=header.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        names = [name.strip().lower() for name in next(lines, [])]
        workers, value, kind = _columns(names)
        sizes = _Sizes(kind, names.index(_SIZE)) if _SIZE in names else None
        rows = list(_rows(lines, len(names), workers, value, delimiter, sizes))
    except csv.Error as error:
        raise _refusal(
            QT_TRANSLATE_NOOP("Message", "Line {line} cannot be read: {error}."),
            line=lines.line_num,
            error=str(error),
        ) from error
    if len({n for n, _ in rows}) < 2:
        raise _refusal(
            QT_TRANSLATE_NOOP(
                "Message",
                "There must be at least two different worker counts; this file has "
                "{count}.",
            ),
            count=len({n for n, _ in rows}),
        )
    return Timings(kind, rows)


def _text(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            data = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise _refusal(
            QT_TRANSLATE_NOOP("Message", "The file cannot be read: {error}."),
            error=error.strerror or str(error),
        ) from error
    if len(data) > MOST_BYTES:
        raise _refusal(
            QT_TRANSLATE_NOOP(
                "Message",
                "The file is larger than {size} MB: give one row per measurement, at "
                "most {rows}.",
            ),
            size=MOST_BYTES // 1_000_000,
            rows=MOST_ROWS,
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refusal(
            QT_TRANSLATE_NOOP(
                "Message", "Line {line} is no UTF-8 text: save the file as UTF-8."
            ),
            line=data.count(b"\n", 0, error.start) + 1,
        ) from error


def _columns(names: list[str]) -> tuple[int, int, Kind]:
    present = [name for name in _VALUES if name in names]
    if "workers" not in names or len(present) != 1:
        raise _refusal(
            QT_TRANSLATE_NOOP(
                "Message",
                "The first line must name a column “workers” and one of “seconds” or "
                "“throughput”; it names: {names}.",
            ),
            names=Message("{names}", {"names": listed(names, 10) or ("–",)}),
        )
    kind = present[0]
    return names.index("workers"), names.index(kind), kind


class _Sizes:
    """Sees to it that rows which are compared are about problems of one size."""

    def __init__(self, kind: Kind, column: int) -> None:
        self._kind, self._column = kind, column
        self._seen: dict[int, tuple[str, int]] = {}
        self._first: tuple[str, int] | None = None

    def check(self, cells: Sequence[str], workers: int, line: int) -> None:
        """Raises ``BadInput`` where this row contradicts an earlier one."""
        size = cells[self._column].strip()
        known, where = self._seen.setdefault(workers, (size, line))
        if size != known:
            raise _refusal(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "Line {line}: the size is “{size}”, but “{other}” in line {where} "
                    "for the same {workers} workers. Keep the rows of one size.",
                ),
                line=line,
                size=plain(size[:40]),
                other=plain(known[:40]),
                where=where,
                workers=workers,
            )
        first, where = self._first = self._first or (size, line)
        if self._kind == "seconds" and size != first:
            raise _refusal(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "Line {line}: the size is “{size}”, but “{other}” in line {where}. "
                    "Seconds of problems of different size say nothing of speedup: "
                    "give the work per second as “throughput”.",
                ),
                line=line,
                size=plain(size[:40]),
                other=plain(first[:40]),
                where=where,
            )


def _rows(
    lines: Iterator[list[str]],
    width: int,
    workers: int,
    value: int,
    delimiter: str,
    sizes: _Sizes | None,
) -> Iterator[tuple[int, float]]:
    count = 0
    for number, cells in enumerate(lines, 2):
        if not any(cell.strip() for cell in cells):
            continue
        count += 1
        if count > MOST_ROWS:
            raise _refusal(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "There are more than {rows} rows: give the medians, or a part of "
                    "the repeats.",
                ),
                rows=MOST_ROWS,
            )
        if len(cells) != width:
            raise _refusal(
                QT_TRANSLATE_NOOP(
                    "Message", "Line {line} has {found} cells, the first has {width}."
                ),
                line=number,
                found=len(cells),
                width=width,
            )
        many = _workers(cells[workers], number)
        if sizes is not None:
            sizes.check(cells, many, number)
        yield many, _value(cells[value], number, delimiter)


def _workers(cell: str, line: int) -> int:
    try:
        count = float(cell)
    except ValueError:
        count = math.nan
    if not (1 <= count <= MOST_WORKERS and count == int(count)):
        raise _refusal(
            QT_TRANSLATE_NOOP(
                "Message",
                "Line {line}: “{cell}” is no number of workers, which is whole and at "
                "least 1.",
            ),
            line=line,
            cell=plain(cell[:40]),
        )
    return int(count)


def _value(cell: str, line: int, delimiter: str) -> float:
    text = cell.strip()
    if delimiter == ";" and text.count(",") == 1 and "." not in text:
        text = text.replace(",", ".")
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not (math.isfinite(value) and value > 0.0):
        raise _refusal(
            QT_TRANSLATE_NOOP(
                "Message",
                "Line {line}: “{cell}” is no positive, finite number. Correct it, or "
                "leave the line out.",
            ),
            line=line,
            cell=plain(cell[:40]),
        )
    return value


def _refusal(template: str, **values: str | int | Message) -> BadInput:
    return BadInput([Problem(field="FILE", message=Message(template, values))])
