"""Reading a user's file into plain numbers; everything here runs in the child process.

First every column is profiled in one pass over the file, which also finds its broken
lines; then each gets its role; then the rows are fetched as numbers, some hundred
columns at a time, so that memory holds the result and little else.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from workbench.core.errors import BadInput, Problem, unknown_name
from workbench.core.messages import QT_TRANSLATE_NOOP, Message, listed
from workbench.core.parameters import ParamValue
from workbench.core.text import TextSettings
from workbench.datasets.base import Kind
from workbench.datasets.tables_features import Feature, no_feature_left, usable
from workbench.datasets.tables_marks import read_owners, read_test_rows
from workbench.datasets.tables_profile import (
    bad_cells,
    numbers,
    profiled,
    text_cells,
)
from workbench.datasets.tables_source import Column, Source, open_csv, open_parquet
from workbench.datasets.tables_target import read_target
from workbench.datasets.tables_text import is_parquet, other_line_end, refusal
from workbench.datasets.texts import guessed_settings

_FEATURE = Message(QT_TRANSLATE_NOOP("Message", "feature"))
_COLUMN = Message(QT_TRANSLATE_NOOP("Message", "column"))
_LOOKED_AT = 1000
"""Texts that tell how their language is cut."""
_CUT = {
    "words": QT_TRANSLATE_NOOP(
        "Message", "“{name}” holds texts; how often words occur is learned from."
    ),
    "characters": QT_TRANSLATE_NOOP(
        "Message",
        "“{name}” holds texts in a script without spaces; how often characters and "
        "pairs of them occur is learned from.",
    ),
}
_EMPTY_TEXTS = QT_TRANSLATE_NOOP(
    "Message",
    "{count} texts of “{name}” are empty: all that can be learned of them is which "
    "class they are usually of.",
)


class Roles(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be read as what, by the names of columns.

    ``features`` of ``None`` takes all that have no other role.
    """

    target: str | None
    features: tuple[str, ...] | None = None
    owner: str | None = None
    test_column: str | None = None


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A data set on its way to the parent: numbers as raw bytes, row by row."""

    kind: Kind
    rows: int
    X: bytes
    """float64, (rows, features)."""
    y: bytes
    """float64 for regression, int64 for classification."""
    features: tuple[str, ...]
    classes: tuple[str, ...]
    categories: dict[int, tuple[str, ...]]
    notes: tuple[Message, ...]
    owners: tuple[str, ...] = ()
    owner: bytes = b""
    """int64 indices into ``owners``, if there is an owner column."""
    test_rows: bytes = b""
    """One byte a row, if there is a column of test rows."""
    text: TextSettings | None = None
    """For a column of texts, which ``X`` then holds, all cells equally wide."""


def open_table(
    path: Path, given: Mapping[str, ParamValue], memory_bytes: int
) -> Source:
    """The file as a source of columns, CSV or Parquet by its content."""
    if is_parquet(path):
        return open_parquet(path, memory_bytes)
    return open_csv(path, given, memory_bytes)


def read_file(
    name: str,
    roles: Roles,
    given: Mapping[str, ParamValue],
    memory_bytes: int,
) -> Table:
    """The table in the file ``name`` as numbers.

    Raises:
        BadInput: what is wrong with the file or the choice of columns, and where.
        MemoryError: it does not fit.
    """
    with readable(Path(name)):
        source = open_table(Path(name), given, memory_bytes)
        refuse_doubtful_encoding(source, given)
        return _read(source, roles)


@contextlib.contextmanager
def readable(path: Path) -> Iterator[None]:
    """Turn DuckDB's errors about ``path`` into ours."""
    import duckdb

    try:
        yield
    except duckdb.OutOfMemoryException:
        raise MemoryError from None
    except duckdb.Error as error:
        if not is_parquet(path) and (line := other_line_end(path)):
            raise _mixed_line_ends(path, line) from None
        raise _unreadable(path, error) from None


def _read(source: Source, roles: Roles) -> Table:
    wanted, goal, marks = _columns(source, roles)
    # The marks are among them for their broken lines, if they are of no other use.
    goal_profile, *profiles = profiled(source, [goal, *wanted, *marks.values()])
    profiles = profiles[: len(wanted)]
    source.raise_rejects()
    notes = list(source.notes)
    kind, classes, y = read_target(source, goal_profile, notes)
    used = usable(source, profiles, explicit=roles.features is not None, notes=notes)
    owners: tuple[str, ...] = ()
    owner = test_rows = b""
    if column := marks.get("owner"):
        owners, codes = read_owners(source, column, goal)
        owner = codes.tobytes()
    if column := marks.get("test_column"):
        test_rows = read_test_rows(source, column, goal, len(y)).tobytes()
    X, text = _cells(source, used, goal, len(y), notes)
    return Table(
        kind=kind,
        rows=len(y),
        X=X.tobytes(),
        y=y.tobytes(),
        features=tuple(feature.name for feature in used),
        classes=classes,
        categories={
            i: feature.categories
            for i, feature in enumerate(used)
            if feature.categories
        },
        notes=tuple(notes),
        owners=owners,
        owner=owner,
        test_rows=test_rows,
        text=text,
    )


def _cells(
    source: Source,
    used: Sequence[Feature],
    goal: Column,
    rows: int,
    notes: list[Message],
) -> tuple[NDArray[Any], TextSettings | None]:
    """The features as numbers, or the single one as texts."""
    if not used[0].text:
        X = numbers(source, [feature.sql for feature in used], goal, rows)
        _refuse_infinite(source, used, X)
        return X, None
    by_name = {column.name: column for column in source.columns}
    texts = text_cells(source, by_name[used[0].name], goal, "dataset.features")
    found = guessed_settings([cell.decode() for cell in texts[:_LOOKED_AT, 0]])
    notes.append(Message(_CUT[found.terms], {"name": used[0].name}))
    if empty := int((texts == b"").sum()):
        notes.append(Message(_EMPTY_TEXTS, {"name": used[0].name, "count": empty}))
    return texts, found


def _refuse_infinite(source: Source, used: Sequence[Feature], X: NDArray[Any]) -> None:
    by_name = {column.name: column for column in source.columns}
    found = np.isinf(X).any(axis=0)
    infinite = [feature.name for feature, bad in zip(used, found, strict=True) if bad]
    if infinite:
        raise BadInput(
            Problem(field="dataset.features", message=bad_cells(source, by_name[name]))
            for name in infinite
        )


def _columns(
    source: Source, roles: Roles
) -> tuple[list[Column], Column, dict[str, Column]]:
    """The features asked for, or all; the target; other roles' columns by role."""
    target, features = roles.target, roles.features
    by_name = {column.name: column for column in source.columns}
    known = tuple(by_name)
    if target is None:
        raise refusal(
            "dataset.target",
            Message(
                QT_TRANSLATE_NOOP(
                    "Message", "Choose the column to predict. There are: {known}."
                ),
                {"known": listed(known)},
            ),
        )
    if target not in by_name:
        raise BadInput([unknown_name("dataset.target", _COLUMN, target, known)])
    marks = _marks(roles, known)
    taken = {target, *marks.values()}
    others = tuple(name for name in known if name not in taken)
    if features is None:
        features = others
    if problems := [
        unknown_name("dataset.features", _FEATURE, name, others)
        for name in features
        if name not in others
    ]:
        raise BadInput(problems)
    if not features:
        raise refusal("dataset.features", no_feature_left(source, ()))
    return (
        [by_name[name] for name in dict.fromkeys(features)],
        by_name[target],
        {role: by_name[name] for role, name in marks.items()},
    )


def _marks(roles: Roles, known: Sequence[str]) -> dict[str, str]:
    """The columns of owners and of test rows; each column has one role."""
    wanted = {"owner": roles.owner, "test_column": roles.test_column}
    marks = {role: name for role, name in wanted.items() if name is not None}
    if problems := [
        unknown_name(f"dataset.{role}", _COLUMN, name, known)
        for role, name in marks.items()
        if name not in known
    ]:
        raise BadInput(problems)
    before = [roles.target]
    for role, name in marks.items():
        if name in before:
            text = QT_TRANSLATE_NOOP(
                "Message",
                "“{name}” has another role already: the target, the owner and the test "
                "rows need a column each.",
            )
            raise refusal(f"dataset.{role}", Message(text, {"name": name}))
        before.append(name)
    return marks


def refuse_doubtful_encoding(source: Source, given: Mapping[str, ParamValue]) -> None:
    """A guessed encoding is for the preview; letters are not guessed behind a back."""
    if source.sample is None or "encoding" in given or source.sample.not_utf8 is None:
        return
    raise refusal(
        "dataset.file",
        Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Line {line} of “{file}” is not UTF-8. Save the file as UTF-8, or set "
                "its encoding to latin-1.",
            ),
            {"line": source.sample.not_utf8, "file": source.path.name},
        ),
    )


def _mixed_line_ends(path: Path, line: int) -> BadInput:
    return refusal(
        "dataset.file",
        Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "“{file}” mixes two kinds of line ends, as when files were joined: "
                "line {line} ends otherwise than line 1. Save it again with one kind.",
            ),
            {"file": path.name, "line": line},
        ),
    )


def _unreadable(path: Path, error: Exception) -> BadInput:
    """DuckDB's own words; only their first line is about the file."""
    return refusal(
        "dataset.file",
        Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "“{file}” cannot be read: {reason}. Check that it is a whole CSV or "
                "Parquet file.",
            ),
            {"file": path.name, "reason": str(error).partition("\n")[0].rstrip(".")},
        ),
    )
