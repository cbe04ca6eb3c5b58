"""The table twin of a picture: what is read aloud, copied and exported."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

Cell = str | int | float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Headers and rows of the values that a picture shows.

    Units stand in the headers. Cells are values, not texts: files get all digits, and
    ``None`` (nothing measured) becomes an empty cell.
    """

    headers: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()

    def to_csv(self) -> str:
        """As RFC 4180 text, for files."""
        return self._text(delimiter=",", end="\r\n")

    def to_tsv(self) -> str:
        """As tab-separated text, which spreadsheets take from the clipboard."""
        return self._text(delimiter="\t", end="\n")

    def _text(self, *, delimiter: str, end: str) -> str:
        stream = io.StringIO()
        writer = csv.writer(stream, delimiter=delimiter, lineterminator=end)
        writer.writerow(self.headers)
        writer.writerows(self.rows)
        return stream.getvalue()
