"""Columns that say something about a row other than its features; runs in the child.

Whose row it is (``owner``: the clients of joint learning), and whether it is kept for
testing (``test_column``: the split that somebody published). Neither is learned from.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.core.messages import QT_TRANSLATE_NOOP, Message, Value
from workbench.datasets.tables_profile import cells_where, numbers
from workbench.datasets.tables_source import Column, Source
from workbench.datasets.tables_text import refusal

MOST_OWNERS = 100_000
OWNER, TEST = "dataset.owner", "dataset.test_column"


def read_owners(
    source: Source, column: Column, target: Column
) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    """The owners in the order in which they appear, and the index of each row's.

    Of rows that have a ``target``, as all that is read. Two owners at least.
    """
    if column.family == "other":
        text = QT_TRANSLATE_NOOP(
            "Message",
            "“{name}” holds neither numbers nor texts, so it cannot name owners. "
            "Choose another column.",
        )
        raise refusal(OWNER, Message(text, {"name": column.name}))
    _refuse_cells(
        source,
        OWNER,
        column,
        f"{target.cell} IS NOT NULL AND ({column.cell} IS NULL OR {column.text} = '')",
        QT_TRANSLATE_NOOP(
            "Message",
            "“{name}” names no owner: {where} (such rows in all: {count}). Fill in the "
            "owner of every row, or remove these rows.",
        ),
    )
    number: dict[str, int] = {}
    codes = [
        number.setdefault(text, len(number)) for text in _texts(source, column, target)
    ]
    _refuse_count(column, tuple(number))
    return tuple(number), np.array(codes, dtype=np.int64)


def read_test_rows(
    source: Source, column: Column, target: Column, count: int
) -> NDArray[np.bool_]:
    """Which of the ``count`` rows that have a ``target`` are test rows: some, not all.

    1 and 0 in any form of number, and words in any case, are understood.
    """
    flag = _flag(column)
    _refuse_cells(
        source,
        TEST,
        column,
        f"{target.cell} IS NOT NULL AND {flag} IS NULL",
        QT_TRANSLATE_NOOP(
            "Message",
            "“{name}” must say of every row whether it is a test row, as 1 or 0, true "
            "or false, test or train; not so: {where} (such rows in all: {count}). "
            "Correct these cells, or choose another column.",
        ),
    )
    chosen: NDArray[np.bool_] = numbers(source, [flag], target, count)[:, 0] == 1
    if not chosen.any():
        text = QT_TRANSLATE_NOOP(
            "Message",
            "“{name}” makes no row a test row. Mark some rows with 1, or choose "
            "another column.",
        )
        raise refusal(TEST, Message(text, {"name": column.name}))
    if chosen.all():
        text = QT_TRANSLATE_NOOP(
            "Message",
            "“{name}” makes every row a test row, which leaves none to learn from. "
            "Mark some rows with 0, or choose another column.",
        )
        raise refusal(TEST, Message(text, {"name": column.name}))
    return chosen


def _flag(column: Column) -> str:
    """SQL for 1 in a test row, 0 in another, NULL where the cell says neither."""
    word = f"lower({column.text})"
    return (
        f"CASE WHEN {column.cell} IS NULL THEN NULL "
        f"WHEN {word} IN ('test', 'true') OR {column.number} = 1 THEN 1 "
        f"WHEN {word} IN ('train', 'false') OR {column.number} = 0 THEN 0 END"
    )


def _texts(source: Source, column: Column, target: Column) -> list[str]:
    """The cells of the rows that have a ``target``, in the order of the file."""
    which = f"WHERE {target.cell} IS NOT NULL"
    found: Any = source.query(f"{column.text} AS t", which).fetchnumpy()["t"]
    return [str(text) for text in np.ma.getdata(found)]


def _refuse_cells(
    source: Source, field: str, column: Column, condition: str, text: str
) -> None:
    """A problem with the places of the cells that meet the SQL ``condition``."""
    count, where = cells_where(source, column, condition)
    if count:
        values: dict[str, Value] = {
            "name": column.name,
            "where": where,
            "count": count,
        }
        raise refusal(field, Message(text, values))


def _refuse_count(column: Column, owners: tuple[str, ...]) -> None:
    values: dict[str, Value] = {
        "name": column.name,
        "owner": owners[0],
        "count": len(owners),
        "most": MOST_OWNERS,
    }
    if len(owners) == 1:
        text = QT_TRANSLATE_NOOP(
            "Message",
            "“{name}” names one owner only, “{owner}”: joint learning needs two or "
            "more. Choose another column.",
        )
    elif len(owners) > MOST_OWNERS:
        text = QT_TRANSLATE_NOOP(
            "Message",
            "“{name}” names {count:,} owners; at most {most:,} can learn together. "
            "Choose another column.",
        )
    else:
        return
    raise refusal(OWNER, Message(text, values))
