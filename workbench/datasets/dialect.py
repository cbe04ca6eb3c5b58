"""How a text table is written, guessed from its first lines.

The guess is our own, not DuckDB's: that one reads a ragged file as a single column of
text and leaves ``1,5`` in a ``;`` file as text. Here the separator is the one that cuts
most lines into the same number of clean cells, so a few broken lines are found broken.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, cast

import msgspec

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import Parameter, ParamValue

MISSING = ("", "NA", "N/A", "n/a", "#N/A", "NaN", "nan", "NULL", "null", "?")
"""Cells that stand for no value."""

_CANDIDATES = (",", ";", "\t", "|")
_LINES = 300
"""How many lines are looked at: enough to outvote a few broken ones."""
_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?")
_COMMA_NUMBER = re.compile(r"[+-]?\d*,\d+([eE][+-]?\d+)?")
_POINT_NUMBER = re.compile(r"[+-]?\d*\.\d+([eE][+-]?\d+)?")


class Dialect(msgspec.Struct, frozen=True, kw_only=True):
    """How cells are separated and written; an empty ``quote`` means no quoting."""

    delimiter: str = ","
    quote: str = '"'
    header: bool = True
    decimal: str = "."
    encoding: str = "utf-8"

    def as_params(self) -> dict[str, ParamValue]:
        """As ``DatasetSpec.dialect`` holds it."""
        return cast("dict[str, ParamValue]", msgspec.to_builtins(self))


DIALECT = (
    Parameter(
        name="delimiter",
        kind="choice",
        default=",",
        choices=(",", ";", "\t", "|", " ", ":"),
        title=Message(QT_TRANSLATE_NOOP("Message", "Separator")),
        help=Message(
            QT_TRANSLATE_NOOP("Message", "The character between two cells of a line.")
        ),
    ),
    Parameter(
        name="quote",
        kind="choice",
        default='"',
        choices=('"', "'", ""),
        title=Message(QT_TRANSLATE_NOOP("Message", "Quote")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "The character around cells that hold the separator or a line break.",
            )
        ),
    ),
    Parameter(
        name="header",
        kind="bool",
        default=True,
        title=Message(QT_TRANSLATE_NOOP("Message", "First line names the columns")),
    ),
    Parameter(
        name="decimal",
        kind="choice",
        default=".",
        choices=(".", ","),
        title=Message(QT_TRANSLATE_NOOP("Message", "Decimal separator")),
        help=Message(
            QT_TRANSLATE_NOOP("Message", "What stands before the decimals: 1.5 or 1,5.")
        ),
    ),
    Parameter(
        name="encoding",
        kind="choice",
        default="utf-8",
        choices=("utf-8", "latin-1", "utf-16"),
        title=Message(QT_TRANSLATE_NOOP("Message", "Encoding")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "How letters are stored. Choose latin-1 if ä or é look wrong.",
            )
        ),
    ),
)


def guess(
    lines: Sequence[str], encoding: str, given: Mapping[str, ParamValue]
) -> Dialect:
    """The dialect of ``lines``; what is ``given`` is taken as it is."""
    lines = lines[:_LINES]
    known = {"encoding": encoding, **given}
    quote = str(known.get("quote", '"'))
    if "delimiter" not in known:
        known["delimiter"] = _delimiter(lines, quote)
    delimiter = str(known["delimiter"])
    if "quote" not in known:
        known["quote"] = quote = _quote(lines, delimiter)
    cells = [row.cells for row in rows(lines, delimiter, quote)]
    if "header" not in known:
        known["header"] = _header(cells)
    if "decimal" not in known:
        known["decimal"] = _decimal(cells, delimiter)
    return msgspec.convert(known, Dialect)


class Row(NamedTuple):
    """A row of cells; both counts start at 1 and blank lines are counted."""

    record: int
    line: int
    """The line of the file that it starts on; quoted cells may span several."""
    cells: list[str]


def rows(lines: Iterable[str], delimiter: str, quote: str) -> Iterator[Row]:
    """The rows of ``lines``, blank ones left out."""
    csv.field_size_limit(2**30)
    reader = csv.reader(
        lines,
        delimiter=delimiter,
        quotechar=quote or None,
        skipinitialspace=True,
        quoting=csv.QUOTE_MINIMAL if quote else csv.QUOTE_NONE,
    )
    line = 1
    for record, cells in enumerate(reader, 1):
        if len(cells) > 1 or any(cell.strip() for cell in cells):
            yield Row(record, line, cells)
        line = reader.line_num + 1


def is_number(cell: str, decimal: str = "") -> bool:
    """Whether ``cell`` is a number, with the ``decimal`` mark or else with either."""
    cell = cell.strip()
    if _NUMBER.fullmatch(cell) is None:
        return False
    return not decimal or {",": ".", ".": ","}[decimal] not in cell


def _delimiter(lines: Sequence[str], quote: str) -> str:
    scores = {d: _score(lines, d, quote) for d in _CANDIDATES}
    return max(_CANDIDATES, key=scores.__getitem__)


def _score(lines: Sequence[str], delimiter: str, quote: str) -> float:
    """Share of lines with the usual number of cells × share of clean cells."""
    cut = [row.cells for row in rows(lines, delimiter, quote)]
    widths = Counter(len(row) for row in cut if len(row) > 1)
    if not widths:
        return 0.0
    usual = widths.most_common(1)[0][1]
    others = [other for other in _CANDIDATES if other != delimiter]
    cells = [cell for row in cut for cell in row]
    clean = sum(is_number(c) or not any(o in c for o in others) for c in cells)
    return usual / len(cut) * clean / len(cells)


def _quote(lines: Sequence[str], delimiter: str) -> str:
    """A single quote where it encloses more cells than the double quote does."""
    counts = Counter(
        cell.strip()[0]
        for row in rows(lines, delimiter, "")
        for cell in row.cells
        if len(cell.strip()) > 1 and cell.strip()[0] == cell.strip()[-1]
    )
    return "'" if counts["'"] > counts['"'] else '"'


def _header(cells: Sequence[Sequence[str]]) -> bool:
    """Whether the first row names columns rather than being one of the rows."""
    if not cells or any(is_number(cell) for cell in cells[0]):
        return False
    body = cells[1:]
    for i in range(len(cells[0])):
        column = [row[i].strip() for row in body if i < len(row)]
        filled = [cell for cell in column if cell not in MISSING]
        if filled and 2 * sum(map(is_number, filled)) > len(filled):
            return True
    # All columns are text: a name occurs once, a value tends to occur again.
    return not any(
        name == row[i] for row in body for i, name in enumerate(cells[0][: len(row)])
    )


def _decimal(cells: Sequence[Sequence[str]], delimiter: str) -> str:
    if delimiter == ",":
        # Inside quotes 1,5 can still occur, but then it may as well be a list.
        return "."
    flat = [cell.strip() for row in cells for cell in row]
    comma = sum(_COMMA_NUMBER.fullmatch(cell) is not None for cell in flat)
    point = sum(_POINT_NUMBER.fullmatch(cell) is not None for cell in flat)
    return "," if comma > point else "."
