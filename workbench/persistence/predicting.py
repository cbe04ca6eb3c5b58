"""A saved model opened, and asked about the rows of a table, in a child process.

The model is a stranger's file and so is the table: both are read in one child with
capped memory and time, which sends back plain numbers. Nothing of the model is ever in
this process.
"""

from __future__ import annotations

import contextlib
import csv
import io
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from workbench.core.errors import BadInput
from workbench.core.isolate import LIMITS, Failure, Limits, isolated
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import ParamValue
from workbench.datasets.tables import usable_path
from workbench.datasets.tables_rows import rows_of
from workbench.ensembles.evidence import Predicted
from workbench.ensembles.final import Final, predict
from workbench.ensembles.saved import audited, unpack
from workbench.ensembles.saved_format import (
    MOST_FILE_BYTES,
    Facts,
    damaged,
    refused,
    unusable,
)

T = TypeVar("T")


class OpenedModel(msgspec.Struct, frozen=True, kw_only=True):
    """What a file says of its model, after it was audited and put together once."""

    facts: Facts
    notes: tuple[Message, ...] = ()


class Predictions(msgspec.Struct, frozen=True, kw_only=True):
    """What a model says of the rows of a table, in their order, as raw bytes."""

    facts: Facts
    rows: int
    labels: bytes
    """int64 indices into the classes, or float64 values."""
    probabilities: bytes | None = None
    """float64, (rows, classes)."""
    notes: tuple[Message, ...] = ()

    def predicted(self) -> Sequence[str | float]:
        """The class's name, or the value, of each row."""
        if self.facts.kind == "regression":
            values: list[float] = np.frombuffer(self.labels).tolist()
            return values
        indices = np.frombuffer(self.labels, dtype=np.int64)
        return [self.facts.classes[i] for i in indices]

    def table(self) -> NDArray[np.float64] | None:
        """Probabilities, (rows, classes), where the model gives such."""
        if self.probabilities is None:
            return None
        return np.frombuffer(self.probabilities).reshape(self.rows, -1)

    def lines(self) -> Iterator[list[str | float | int]]:
        """A table with a head: row number, prediction, probability of each class."""
        table = self.table()
        names = self.facts.classes if table is not None else ()
        target = self.facts.target or "prediction"
        yield ["row", target, *(f"p({name})" for name in names)]
        for number, label in enumerate(self.predicted()):
            shares = [] if table is None else table[number].tolist()
            yield [number + 1, label, *shares]

    def csv(self) -> str:
        """The lines as CSV."""
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows(self.lines())
        return text.getvalue()

    def document(self) -> dict[str, Any]:
        """All of it as plain dicts, lists and scalars."""
        table = self.table()
        return {
            "target": self.facts.target,
            "kind": self.facts.kind,
            "classes": self.facts.classes,
            "rows": self.rows,
            "predictions": self.predicted(),
            "probabilities": None if table is None else table.tolist(),
            "notes": [str(note) for note in self.notes],
            "card": self.facts.card,
        }


def open_model(path: Path, *, limits: Limits = LIMITS) -> OpenedModel:
    """Audit a saved model and say what it is.

    Raises:
        BadInput: what is wrong with the file; nothing in it was executed.
    """
    path = _model_path(path)
    return _in_child(path, _open, (str(path),), OpenedModel, limits)


def predict_table(
    model: Path,
    table: Path,
    dialect: Mapping[str, ParamValue] | None = None,
    *,
    limits: Limits = LIMITS,
) -> Predictions:
    """What the ``model`` says of every row of a CSV or Parquet file.

    Columns are found by their names; others than the model's are passed over.

    Raises:
        BadInput: what is wrong with the model's file (field ``model``) or the table
            (field ``table``): a column that is missing, an unknown category, a cell
            that is no number, a missing value; each with the remedy.
    """
    model = _model_path(model)
    with _as_table():
        table = usable_path(table, dialect)
    args = (str(model), str(table), dict(dialect or {}), limits.memory_bytes)
    with _as_table():
        return _in_child(model, _predict, args, Predictions, limits)


@contextlib.contextmanager
def _as_table() -> Iterator[None]:
    """Problems of a data set's file are those of the table here."""
    try:
        yield
    except BadInput as error:
        raise BadInput(
            msgspec.structs.replace(problem, field="table")
            if problem.field.startswith("dataset.")
            else problem
            for problem in error.problems
        ) from error


def _model_path(path: Path) -> Path:
    """The absolute path of a file of a size that a model can have."""
    path = path.expanduser().absolute()
    try:
        if path.exists() and not path.is_file():
            raise unusable(
                QT_TRANSLATE_NOOP(
                    "Message", "“{file}” is a folder or a device. Choose a file."
                ),
                file=path.name or str(path),
            )
        with path.open("rb") as file:
            file.read(1)
        size = path.stat().st_size
    except OSError as error:
        raise unusable(
            QT_TRANSLATE_NOOP(
                "Message",
                "“{file}” cannot be read ({reason}). Check that it is there and that "
                "you may read it.",
            ),
            file=path.name,
            reason=error.strerror or str(error),
        ) from error
    except ValueError:  # a zero byte in the name
        raise unusable(
            QT_TRANSLATE_NOOP(
                "Message", "“{file}” is no name of a file. Choose another file."
            ),
            file=str(path).replace("\0", "?"),
        ) from None
    if size > MOST_FILE_BYTES:
        raise unusable(
            QT_TRANSLATE_NOOP(
                "Message",
                "“{file}” was not opened: it has {mib:.0f} MiB, more than any model "
                "({limit:.0f} MiB).",
            ),
            file=path.name,
            mib=size / 2**20,
            limit=MOST_FILE_BYTES / 2**20,
        )
    return path


def _in_child(
    path: Path,
    fn: Callable[..., T],
    args: tuple[Any, ...],
    returns: type[T],
    limits: Limits,
) -> T:
    answer = isolated(fn, args, returns=returns, limits=limits)
    if not isinstance(answer, Failure):
        return answer
    if answer.kind == "raised":
        # A defect of ours, not of the file: the report needs the child's traceback.
        raise RuntimeError(f"asking {path.name!r} failed:\n{answer.detail}")
    raise unusable(
        QT_TRANSLATE_NOOP(
            "Message",
            "“{file}” could not be used: {reason}. Try fewer rows, or a smaller model.",
        ),
        file=path.name,
        reason=answer.message,
    )


# -- in the child ----------------------------------------------------------------------


def _open(model: str) -> OpenedModel:
    facts, _, notes = unpack(Path(model))
    return OpenedModel(facts=facts, notes=notes)


def _predict(
    model: str, table: str, given: Mapping[str, ParamValue], memory_bytes: int
) -> Predictions:
    path = Path(model)
    found = audited(path)
    facts = found.facts
    # The table first: one that is refused is refused without waiting for the imports.
    X = rows_of(
        table,
        [(column.name, column.categories) for column in facts.columns],
        missing=facts.imputes,
        given=given,
        memory_bytes=memory_bytes,
        texts=any(column.text for column in facts.columns),
    )
    final, notes = found.model()
    said = _asked(path, final, X)
    regression = facts.kind == "regression"
    labels = said.labels.astype(np.float64 if regression else np.int64)
    table_ = said.probabilities
    return Predictions(
        facts=facts,
        rows=len(X),
        labels=labels.tobytes(),
        probabilities=None if table_ is None else np.asarray(table_, float).tobytes(),
        notes=(*notes, *_filled(X)),
    )


def _asked(path: Path, final: Final, X: NDArray[Any]) -> Predicted:
    """The predictions, in the shapes that they must have."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = predict(final, X)
        shape = found.labels.shape == (len(X),)
        if final.kind == "classification":
            known = (found.labels >= 0) & (found.labels < final.n_classes)
            shape = shape and bool(known.all())
        if found.probabilities is not None:
            shape = shape and found.probabilities.shape == (len(X), final.n_classes)
    except MemoryError:
        raise
    except Exception as error:  # whatever content from a stranger makes libraries do
        reason = f"{type(error).__name__}: {error}"[:300]
        raise refused(path.name, damaged(reason)) from error
    if not shape:
        text = QT_TRANSLATE_NOOP("Message", "what it predicts makes no sense")
        raise refused(path.name, damaged(Message(text)))
    return found


def _filled(X: NDArray[Any]) -> list[Message]:
    """That values were missing, and what was taken instead."""
    if X.dtype.kind == "S":
        return _empty_texts(X)
    count = int(np.isnan(X).sum())
    if not count:
        return []
    text = QT_TRANSLATE_NOOP(
        "Message",
        "{count} missing values were filled in as the model learned to: by the median "
        "of numbers, by the most frequent text.",
    )
    return [Message(text, {"count": count})]


def _empty_texts(X: NDArray[Any]) -> list[Message]:
    """That nothing can be read out of them."""
    count = int((X == b"").sum())
    if not count:
        return []
    text = QT_TRANSLATE_NOOP(
        "Message",
        "{count} texts are empty; what is predicted for them says only what is usual.",
    )
    return [Message(text, {"count": count})]
