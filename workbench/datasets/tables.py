"""The user's own CSV and Parquet files.

Whatever a file's content does, it does in a child process with capped memory and time
(:mod:`workbench.core.isolate`), where DuckDB reads it. This side sees plain numbers and
texts, or problems that say what is wrong and where. The file itself is only ever read::

    preview = sniff(path)                 # dialect, columns, first rows, warnings
    dataset = read(path, "price", None, preview.dialect)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from workbench.core.errors import BadInput, Problem
from workbench.core.isolate import LIMITS, Failure, Limits, isolated
from workbench.core.messages import QT_TRANSLATE_NOOP, Message, plain
from workbench.core.parameters import ParamValue, check
from workbench.datasets.base import Dataset
from workbench.datasets.dialect import DIALECT
from workbench.datasets.tables_preview import Preview, preview_file
from workbench.datasets.tables_reader import Roles, Table, read_file

T = TypeVar("T")


def sniff(
    path: Path | str,
    dialect: Mapping[str, ParamValue] | None = None,
    *,
    limits: Limits = LIMITS,
) -> Preview:
    """A first look at a file; settings in ``dialect`` are taken, the rest is guessed.

    Raises:
        BadInput: ``dataset.file`` or ``dataset.dialect`` cannot be used, and why.
    """
    path = usable_path(path, dialect)
    return in_child(path, preview_file, (dict(dialect or {}),), Preview, limits)


def read(
    path: Path | str,
    target: str | None,
    features: Sequence[str] | None = None,
    dialect: Mapping[str, ParamValue] | None = None,
    *,
    owner: str | None = None,
    test_column: str | None = None,
    limits: Limits = LIMITS,
) -> Dataset:
    """The rows of a file that have a ``target``; ``features`` of ``None`` takes all.

    The columns ``owner`` and ``test_column`` say whose a row is and whether it is kept
    for testing; they are no features.

    A target of texts, or of at most 20 different whole numbers, makes classes; other
    numbers make a regression. Texts with at most 50 different values become categories;
    a single column of other texts is learned from as such.

    Raises:
        BadInput: what is wrong with ``dataset.file``, ``.target``, ``.features``,
            ``.owner``, ``.test_column`` or ``.dialect``, where, and what to do.
    """
    path = usable_path(path, dialect)
    roles = Roles(
        target=target,
        features=None if features is None else tuple(features),
        owner=owner,
        test_column=test_column,
    )
    table = in_child(path, read_file, (roles, dict(dialect or {})), Table, limits)
    y_type = np.int64 if table.kind == "classification" else np.float64
    return Dataset(
        name=path.name,
        title=plain(path.name),
        kind=table.kind,
        X=_features(table),
        y=np.frombuffer(table.y, dtype=y_type),
        features=table.features,
        target=target or "",
        classes=table.classes,
        categories=table.categories,
        notes=table.notes,
        owner=_owners(table),
        test_rows=np.frombuffer(table.test_rows, np.bool_) if table.test_rows else None,
        text=table.text,
    )


def _features(table: Table) -> NDArray[Any]:
    shape = table.rows, len(table.features)
    if table.text is None:
        return np.frombuffer(table.X).reshape(shape)
    width = len(table.X) // max(table.rows, 1)
    return np.frombuffer(table.X, dtype=f"S{width}").reshape(shape)


def _owners(table: Table) -> NDArray[np.object_] | None:
    """The name of every row's owner; rows of one owner share the text."""
    if not table.owners:
        return None
    names = np.array(table.owners, dtype=object)
    return names[np.frombuffer(table.owner, np.int64)]


def in_child(
    path: Path,
    fn: Callable[..., T],
    args: tuple[Any, ...],
    returns: type[T],
    limits: Limits,
) -> T:
    """What ``fn(path, *args, bytes of memory)`` finds in the file, in a child process.

    Raises:
        BadInput: what ``fn`` refused, or that the child did not come to an end.
    """
    answer = isolated(
        fn,
        (str(path), *args, limits.memory_bytes),
        returns=returns,
        limits=limits,
    )
    if not isinstance(answer, Failure):
        return answer
    if answer.kind == "raised":
        # A defect of ours, not of the file: the report needs the child's traceback.
        raise RuntimeError(f"reading {path.name!r} failed:\n{answer.detail}")
    raise _refusal(
        Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "“{file}” could not be read: {reason}. Try a smaller extract of it: "
                "fewer rows or fewer columns.",
            ),
            {"file": path.name, "reason": answer.message},
        )
    )


def usable_path(path: Path | str, dialect: Mapping[str, ParamValue] | None) -> Path:
    """The absolute path of a file that can be opened, its dialect checked."""
    if problems := check(DIALECT, dialect or {}, "dataset.dialect"):
        raise BadInput(problems)
    path = Path(path).expanduser()
    try:
        path = path.absolute()
        reason = _unusable(path)
    except (OSError, ValueError) as error:
        reason = _unopened(error)
    if reason is not None:
        raise _refusal(Message(reason.template, {"file": str(path), **reason.values}))
    return path


def _unusable(path: Path) -> Message | None:
    """Why ``path`` is no file with content; raises if it cannot be opened."""
    if path.is_dir():
        return Message(
            QT_TRANSLATE_NOOP(
                "Message", "“{file}” is a folder: choose a CSV or Parquet file in it."
            )
        )
    if path.exists() and not path.is_file():
        return Message(
            QT_TRANSLATE_NOOP(
                "Message", "“{file}” is a device or a pipe: save its content to a file."
            )
        )
    with path.open("rb") as file:
        if file.read(1):
            return None
    return Message(
        QT_TRANSLATE_NOOP(
            "Message", "“{file}” is empty: choose a file with a line of names and rows."
        )
    )


def _unopened(error: OSError | ValueError) -> Message:
    if isinstance(error, FileNotFoundError):
        return Message(
            QT_TRANSLATE_NOOP(
                "Message", "There is no file “{file}”. Check its name and folder."
            )
        )
    if isinstance(error, PermissionError):
        return Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "“{file}” may not be read by you: change its permissions, or copy it "
                "to a place of your own.",
            )
        )
    return Message(
        QT_TRANSLATE_NOOP("Message", "“{file}” cannot be opened: {reason}."),
        {"reason": str(error)},
    )


def _refusal(message: Message) -> BadInput:
    return BadInput([Problem(field="dataset.file", message=message)])
