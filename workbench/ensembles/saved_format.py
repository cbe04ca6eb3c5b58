"""Saved models (``.skops``): what lies in one, and what may not be believed of it.

A file is a skops archive, so ``skops.io.load`` opens it without this program. It holds
one dict of plain values and fitted scikit-learn objects, of no class of ours::

    format, version   which form this is
    ...               the fields of Facts: rule, weights, columns, classes, card
    members           {key: fitted estimator}, those that the rule uses
    combiner          the estimator over their outputs, where a rule trains one

The archive's comment seals it: the SHA-256 of every byte before the comment. So one
changed byte, wherever it is, is found; that it was *written* with good intent no hash
can tell. Whatever is read comes from somebody else. It is opened in a child process
with capped memory and time; sizes are checked before anything is unpacked; every type
in it must be on our own short list (:mod:`.saved_audit`), and what scikit-learn's
compiled code would follow blindly is checked besides (:mod:`.saved_parts`).
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from typing import Any, Literal, NamedTuple

import msgspec

from workbench.core.errors import BadInput, Problem
from workbench.core.messages import QT_TRANSLATE_NOOP, Message, Value

SUFFIX = ".skops"
FORMAT = "workbench-model"
VERSION = 1
SCHEMA = "schema.json"
MOST_FILE_BYTES = 512 * 2**20
MOST_SCHEMA_BYTES = 128 * 2**20
MOST_UNPACKED_BYTES = 1024 * 2**20
MOST_PARTS = 200_000
_SEAL = b"workbench-model 1 sha256 "
_SEAL_BYTES = len(_SEAL) + 64
_ARRAY = b"\x93NUMPY"

Kind = Literal["classification", "regression"]
Method = Literal["single", "hard", "soft", "mean", "median", "trimmed", "combiner"]
"""How members' outputs become one: by one member alone; the (weighted) most frequent
class; the likeliest by (weighted) mean probabilities; the (weighted) mean of values;
the median or trimmed mean; or by an estimator that was fitted on their outputs."""

_DAMAGED = QT_TRANSLATE_NOOP(
    "Message",
    "“{file}” is damaged ({reason}). Ask whoever made it for a fresh copy, or save the "
    "model again.",
)
_NO_MODEL = QT_TRANSLATE_NOOP(
    "Message",
    "“{file}” is no model that this program saved ({reason}). Choose a file that “Save "
    "model” or “workbench save” wrote.",
)
_NEWER = QT_TRANSLATE_NOOP(
    "Message",
    "“{file}” was written by a newer version of this program (model format {version}, "
    "known up to {known}). Update the program to open it.",
)


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """A feature as the model knows it: numbers, or texts with these values."""

    name: str
    categories: tuple[str, ...] = ()
    text: bool = False
    """Whether it holds texts of any content, which the model cuts into terms."""


class MemberCard(msgspec.Struct, frozen=True, kw_only=True):
    """One member in words and figures."""

    key: str
    title: str
    estimator: str
    params: dict[str, bool | int | float | str | None] = {}
    weight: float | None = None


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """What a person must know before relying on the model.

    ``scores`` are those of the cross-validation that chose it; the model itself was
    fitted on all rows and was never tested. ``data_sha256`` is of the numbers it was
    fitted on (:func:`data_digest`).
    """

    title: str
    made_at: str
    """ISO 8601, UTC."""
    data: str
    data_sha256: str
    data_source: str
    """Where the data come from and under which licence, as far as it is known."""
    rows: int
    metric: str
    score: float | None = None
    score_ci95: tuple[float, float] | None = None
    fold_scores: tuple[float | None, ...] = ()
    validation: str = ""
    rule: str
    members: tuple[MemberCard, ...]
    versions: dict[str, str]
    keeps_rows: tuple[str, ...] = ()
    """Members that hold rows of the training data as they are."""


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """The plain part of a saved model; :attr:`columns` in the order of the matrix.

    ``trim`` is the share of members cut off at each end by a trimmed mean. A combiner
    reads the members' probabilities (of two classes only the second's) or values,
    member by member, and after them the features where ``passthrough`` says so.
    """

    kind: Kind
    rule: str
    """The row's name in the registry of rules, or of models for a single one."""
    method: Method
    weights: dict[str, float] = {}
    trim: float = 0.0
    passthrough: bool = False
    classes: tuple[str, ...] = ()
    columns: tuple[Column, ...]
    target: str
    imputes: bool
    """Whether it fills missing values in, as it learned to."""
    seed: int
    card: Card


class Unreadable(Exception):
    """The bytes are no good; carries why, for a sentence about the file."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


def damaged(reason: Message | str) -> Unreadable:
    """It was a model once."""
    return Unreadable(Message(_DAMAGED, {"reason": reason}))


def no_model(reason: Message | str) -> Unreadable:
    """It never was a model of ours."""
    return Unreadable(Message(_NO_MODEL, {"reason": reason}))


def newer(version: int) -> Unreadable:
    """A later version of this program made it."""
    return Unreadable(Message(_NEWER, {"version": version, "known": VERSION}))


def refused(file: str, error: Unreadable) -> BadInput:
    """The sentence for a person, with the file's name in it."""
    return unusable(error.message.template, **{**error.message.values, "file": file})


def unusable(template: str, **values: Value) -> BadInput:
    """``BadInput`` about the model's file, from a marked template."""
    return BadInput([Problem(field="model", message=Message(template, values))])


def sealed(archive: bytes) -> bytes:
    """``archive``, a zip without a comment, with its seal as the comment."""
    if archive[-2:] != b"\0\0":
        raise ValueError("the archive has a comment already")
    body = archive[:-2] + _SEAL_BYTES.to_bytes(2, "little")
    return body + _SEAL + hashlib.sha256(body).hexdigest().encode()


def has_seal(content: bytes) -> bool:
    """Whether it was sealed; raises :class:`Unreadable` if it does not hold."""
    seal = content[-_SEAL_BYTES:]
    if not seal.startswith(_SEAL):
        return False
    digest = hashlib.sha256(memoryview(content)[:-_SEAL_BYTES]).hexdigest()
    if seal[len(_SEAL) :] != digest.encode():
        raise damaged(
            Message(QT_TRANSLATE_NOOP("Message", "it is not what was written"))
        )
    return True


class Archive(NamedTuple):
    """A model's bytes, found whole, and the schema of what they hold."""

    content: bytes
    schema: bytes
    sealed: bool


def opened(content: bytes) -> Archive:
    """The archive in ``content``, its seal and sizes checked; nothing is constructed.

    Raises :class:`Unreadable`.
    """
    if not content.startswith(b"PK"):
        raise no_model(Message(QT_TRANSLATE_NOOP("Message", "it is no skops file")))
    seal = has_seal(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_parts(archive)
            return Archive(content, archive.read(SCHEMA), seal)
    except KeyError:
        reason = Message(QT_TRANSLATE_NOOP("Message", "it is no skops file"))
        raise no_model(reason) from None
    except Exception as error:
        # A zip from a stranger fails in many ways: cut short, an unknown method, a
        # time that is none, encrypted. All mean the same here.
        if isinstance(error, Unreadable | MemoryError):
            raise
        raise damaged(str(error) or type(error).__name__) from None


def _check_parts(archive: zipfile.ZipFile) -> None:
    """Before anything is unpacked; what a part declares is all that is ever read."""
    parts = archive.infolist()
    if len(parts) > MOST_PARTS:
        raise no_model(Message(QT_TRANSLATE_NOOP("Message", "it holds too many parts")))
    if len({part.filename for part in parts}) != len(parts):
        raise no_model(Message(QT_TRANSLATE_NOOP("Message", "a part is there twice")))
    whole = sum(part.file_size for part in parts)
    if whole > MOST_UNPACKED_BYTES:
        raise _too_large(whole, MOST_UNPACKED_BYTES)
    schema = archive.getinfo(SCHEMA)
    if schema.file_size > MOST_SCHEMA_BYTES:
        raise _too_large(schema.file_size, MOST_SCHEMA_BYTES)
    for part in parts:
        # NumPy would also read an archive within the archive, which nobody measured.
        if part is not schema and not _is_array(archive, part):
            raise no_model(
                Message(QT_TRANSLATE_NOOP("Message", "a part in it is no array"))
            )


def _is_array(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    with archive.open(part) as content:
        return content.read(len(_ARRAY)) == _ARRAY


def _too_large(size: int, limit: int) -> Unreadable:
    return no_model(
        Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "it would take {mib:.0f} MiB, more than a model may ({limit:.0f} MiB)",
            ),
            {"mib": size / 2**20, "limit": limit / 2**20},
        )
    )


def rebuilt(archive: Archive, schema: bytes) -> bytes:
    """An archive of the same parts with another schema, written by ourselves."""
    built = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive.content)) as old,
        zipfile.ZipFile(built, "w") as new,
    ):
        for part in old.infolist():
            if part.filename != SCHEMA:
                new.writestr(part.filename, old.read(part))
        new.writestr(SCHEMA, schema)
    return built.getvalue()


def facts_of(content: dict[str, Any]) -> Facts:
    """The plain part of a dict that came from a file; raises :class:`Unreadable`."""
    if content.get("format") != FORMAT:
        raise no_model(Message(QT_TRANSLATE_NOOP("Message", "it is of another format")))
    version = content.get("version")
    if isinstance(version, int) and version > VERSION:
        raise newer(version)
    if version != VERSION:
        raise no_model(Message(QT_TRANSLATE_NOOP("Message", "its version is unknown")))
    try:
        return msgspec.convert(content, type=Facts)
    except msgspec.ValidationError as error:
        raise damaged(str(error)) from None
