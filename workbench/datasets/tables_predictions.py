"""Reading predictions that were made elsewhere; everything here runs in the child.

One pass over the file: the truth as text, every other column as numbers. Then columns
get their members and classes, and what is no number or no probability is named with its
line.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from workbench.core.errors import BadInput, Problem, unknown_name
from workbench.core.messages import QT_TRANSLATE_NOOP, Message, Value
from workbench.core.parameters import ParamValue
from workbench.datasets.base import Kind
from workbench.datasets.prediction_columns import assigned, class_name
from workbench.datasets.tables_reader import (
    open_table,
    readable,
    refuse_doubtful_encoding,
)
from workbench.datasets.tables_source import Source
from workbench.datasets.tables_target import MOST_CLASSES

Array = NDArray[np.float64]

OUTSIDE = 1e-6
"""How far beyond 0 and 1 a probability may lie, by rounding."""
SUM_OFF = 0.01
"""How far from 1 a member's probabilities of one row may sum, by rounding."""
_SHOWN = 3
_COLUMN = Message(QT_TRANSLATE_NOOP("Message", "column"))
_MEMBER = Message(QT_TRANSLATE_NOOP("Message", "member"))


class RawPredictions(msgspec.Struct, frozen=True, kw_only=True):
    """Predictions on their way to the parent, numbers as raw bytes."""

    kind: Kind
    rows: int
    members: tuple[str, ...]
    classes: tuple[str, ...]
    y: bytes
    """int64 class indices, or float64 values."""
    values: bytes
    """float64, member by member: (rows,) values or, of two classes, the probability of
    the second; (rows, classes) of more."""
    left_out: tuple[str, ...]


def read_predictions_file(
    name: str,
    truth: str,
    regression: bool,
    members: Sequence[str] | None,
    given: Mapping[str, ParamValue],
    memory_bytes: int,
) -> RawPredictions:
    """The predictions in the file ``name``, of all members or those named.

    Raises:
        BadInput: what is wrong with ``file``, ``truth``, ``columns`` or ``members``.
        MemoryError: it does not fit.
    """
    with readable(Path(name)):
        source = open_table(Path(name), given, memory_bytes)
        refuse_doubtful_encoding(source, given)
        table = _Table(source, truth)
        return (_of_values if regression else _of_classes)(table, members)


class _Table:
    """The fetched columns, and where in the file their rows are."""

    def __init__(self, source: Source, truth: str) -> None:
        names = [column.name for column in source.columns]
        if truth not in names:
            raise BadInput([unknown_name("truth", _COLUMN, truth, names)])
        self._source = source
        self._at = {name: i for i, name in enumerate(names)}
        self.truth = truth
        self.others = [name for name in names if name != truth]
        # Text is fetched in any case: of a query that only casts columns, DuckDB has
        # the CSV reader cast, and a cell that is no number then costs the whole row.
        text = source.columns[self._at[truth]].text
        numbers = (f"{c.number} AS e{i}" for i, c in enumerate(source.columns))
        self._fetched = source.query(", ".join([f"{text} AS t", *numbers])).fetchnumpy()
        source.raise_rejects()
        self.rows = len(self._fetched["e0"])
        if self.rows == 0:
            no_rows = QT_TRANSLATE_NOOP(
                "Message", "“{file}” names columns but has no rows below them."
            )
            raise refused("file", no_rows, file=source.path.name)

    def labels(self) -> list[str]:
        """The true class of every row; refuses rows without."""
        column: Any = np.ma.asarray(self._fetched["t"], dtype=object)
        self.refuse_rows(
            np.ma.getmaskarray(column),
            "truth",
            QT_TRANSLATE_NOOP(
                "Message",
                "The truth “{column}” is missing in {places} (such rows in all: "
                "{count}): fill it in, or remove these rows.",
            ),
            column=self.truth,
        )
        return [str(text) for text in column.data]

    def targets(self) -> Array:
        """The true value of every row; refuses rows without."""
        values = self._numbers(self.truth)
        self.refuse_rows(
            ~np.isfinite(values),
            "truth",
            QT_TRANSLATE_NOOP(
                "Message",
                "The truth “{column}” is no number in {places} (such rows in all: "
                "{count}): correct it, or remove these rows.",
            ),
            column=self.truth,
        )
        return values

    def predictions(self, name: str) -> Array:
        """A column of a member's; refuses cells that are no finite numbers."""
        values = self._numbers(name)
        self.refuse_rows(
            ~np.isfinite(values),
            "columns",
            QT_TRANSLATE_NOOP(
                "Message",
                "“{column}” is no number in {places} (such cells in all: {count}): "
                "every member must have predicted every row.",
            ),
            column=name,
        )
        return values

    def refuse_rows(
        self, bad: NDArray[np.bool_], field: str, template: str, **values: Value
    ) -> None:
        """A problem with the places of the first few ``bad`` rows, if there are any."""
        if not bad.any():
            return
        where = (
            QT_TRANSLATE_NOOP("Message", "line {line}")
            if self._source.dialect
            else QT_TRANSLATE_NOOP("Message", "row {line}")
        )
        rows = [int(i) + 1 for i in np.flatnonzero(bad)[:_SHOWN]]
        lines = self._source.lines_of_rows(rows)
        places = tuple(Message(where, {"line": line}) for line in lines)
        raise refused(field, template, places=places, count=int(bad.sum()), **values)

    def _numbers(self, name: str) -> Array:
        column = np.ma.asarray(self._fetched[f"e{self._at[name]}"], dtype=np.float64)
        values: Array = np.ma.filled(column, np.nan)
        return values


def refused(field: str, template: str, **values: Value) -> BadInput:
    """One problem, ready to be raised."""
    return BadInput([Problem(field=field, message=Message(template, values))])


def _of_values(table: _Table, members: Sequence[str] | None) -> RawPredictions:
    """One column of values per member."""
    y = table.targets()
    chosen = _chosen(table.others, members)
    return RawPredictions(
        kind="regression",
        rows=table.rows,
        members=tuple(chosen),
        classes=(),
        y=y.tobytes(),
        values=b"".join(table.predictions(name).tobytes() for name in chosen),
        left_out=tuple(name for name in table.others if name not in chosen),
    )


def _of_classes(table: _Table, members: Sequence[str] | None) -> RawPredictions:
    """One column of probabilities per member and class."""
    classes, y = _classes(table)
    found = assigned(table.others, classes)
    chosen = _chosen(list(found.places), members)
    return RawPredictions(
        kind="classification",
        rows=table.rows,
        members=tuple(chosen),
        classes=tuple(classes),
        y=y.tobytes(),
        values=b"".join(
            _probabilities(table, name, found.places[name], len(classes)).tobytes()
            for name in chosen
        ),
        left_out=found.left_out,
    )


def _chosen(known: Sequence[str], wanted: Sequence[str] | None) -> Sequence[str]:
    """The members named, in that order, or all; at least two."""
    if problems := [
        unknown_name("members", _MEMBER, name, known)
        for name in wanted or ()
        if name not in known
    ]:
        raise BadInput(problems)
    chosen = list(dict.fromkeys(known if wanted is None else wanted))
    if len(chosen) < 2:
        too_few = QT_TRANSLATE_NOOP(
            "Message",
            "There is nothing to combine: at least two members are needed, here are "
            "{count} ({names}).",
        )
        raise refused("members", too_few, count=len(chosen), names=tuple(chosen))
    return chosen


def _classes(table: _Table) -> tuple[list[str], NDArray[np.int64]]:
    """The classes, numbers by size and texts by alphabet, and the index of each row."""
    labels = table.labels()
    names = {label: class_name(label) for label in set(labels)}
    classes = sorted(set(names.values()), key=_by_size)
    if len(classes) < 2:
        one_class = QT_TRANSLATE_NOOP(
            "Message",
            "“{column}” is “{label}” in every row: there is nothing to tell apart.",
        )
        raise refused("truth", one_class, column=table.truth, label=classes[0])
    if len(classes) > MOST_CLASSES:
        too_many = QT_TRANSLATE_NOOP(
            "Message",
            "“{column}” has more than {most} different values: too many classes. If "
            "they are quantities, say that it is a regression.",
        )
        raise refused("truth", too_many, column=table.truth, most=MOST_CLASSES)
    index = {label: classes.index(name) for label, name in names.items()}
    return classes, np.array([index[label] for label in labels], dtype=np.int64)


def _by_size(label: str) -> tuple[float, str]:
    try:
        return float(label), label
    except ValueError:
        return math.inf, label


def _probabilities(
    table: _Table, member: str, columns: Mapping[int, str], n_classes: int
) -> Array:
    """A member's checked probabilities, as :class:`RawPredictions` holds them."""
    given = {index: _share(table, columns[index]) for index in sorted(columns)}
    if len(given) == 1:
        ((index, only),) = given.items()
        return only if index == 1 else 1.0 - only
    whole = np.column_stack(list(given.values()))
    sums = whole.sum(axis=1)
    off = np.abs(sums - 1.0) > SUM_OFF
    if off.any():
        table.refuse_rows(
            off,
            "columns",
            QT_TRANSLATE_NOOP(
                "Message",
                "The probabilities of “{member}” sum to {sum:.4g} instead of 1 in "
                "{places} (such rows in all: {count}).",
            ),
            member=member,
            sum=float(sums[off][0]),
        )
    whole /= sums[:, np.newaxis]
    return np.ascontiguousarray(whole[:, 1]) if n_classes == 2 else whole


def _share(table: _Table, name: str) -> Array:
    """A column of probabilities; refuses what lies outside 0 to 1."""
    values = table.predictions(name)
    outside = (values < -OUTSIDE) | (values > 1.0 + OUTSIDE)
    if outside.any():
        table.refuse_rows(
            outside,
            "columns",
            QT_TRANSLATE_NOOP(
                "Message",
                "“{column}” is {value:g} in {places} (such cells in all: {count}), "
                "but a probability lies between 0 and 1.",
            ),
            column=name,
            value=float(values[outside][0]),
        )
    return np.clip(values, 0.0, 1.0)
