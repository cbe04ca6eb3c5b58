"""Models packed into bytes and read back; the form is told in :mod:`.saved_format`.

Only ever :func:`unpack` a file in a child process (:mod:`workbench.core.isolate`); the
package ``workbench.persistence`` does.
"""

from __future__ import annotations

import importlib.metadata
import json
import warnings
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from workbench.core.errors import BadInput
from workbench.core.messages import QT_TRANSLATE_NOOP, Message, listed
from workbench.ensembles.final import Final, Learned
from workbench.ensembles.saved_audit import (
    audit,
    foreign_types,
    parsed,
    plain,
    trusted,
    without_references,
)
from workbench.ensembles.saved_format import (
    FORMAT,
    MOST_FILE_BYTES,
    VERSION,
    Archive,
    Facts,
    Unreadable,
    damaged,
    facts_of,
    no_model,
    opened,
    rebuilt,
    refused,
    sealed,
    unusable,
)
from workbench.ensembles.saved_parts import completed, lean

_OTHER_VERSION = QT_TRANSLATE_NOOP(
    "Message",
    "This model was fitted with scikit-learn {then}, here is {now}: its predictions "
    "may differ.",
)
_UNFIT = QT_TRANSLATE_NOOP(
    "Message",
    "“{file}” cannot be used here: it was fitted with scikit-learn {then}, here is "
    "{now} ({reason}). Save it again with this version of the program.",
)


def pack(final: Final, facts: Facts) -> bytes:
    """The model as the bytes of a ``.skops`` file.

    Raises:
        BadInput: a member is of a type that no saved model may hold.
    """
    import skops.io
    from skops.io.exceptions import UnsupportedTypeException

    learned = final.learned
    content = {
        "format": FORMAT,
        "version": VERSION,
        **msgspec.to_builtins(facts),
        "members": dict(final.members),
        "combiner": learned.combiner,
    }
    try:
        with lean([*final.members.values(), learned.combiner]):
            archive = skops.io.dumps(content, compression=zipfile.ZIP_DEFLATED)
    except (UnsupportedTypeException, TypeError) as error:
        raise _not_savable(str(error)) from error
    packed = sealed(archive)
    if len(packed) > MOST_FILE_BYTES:
        raise _too_large(len(packed))
    try:
        schema = opened(packed).schema
    except Unreadable as error:
        raise _not_savable(error.message) from error
    if found := foreign_types(parsed(schema)):
        raise _not_savable(Message("{names}", {"names": listed(found, 5)}))
    return packed


class Audited(NamedTuple):
    """A saved model of which nothing was put together yet.

    That takes scikit-learn, whose import takes longer than all the rest.
    """

    path: Path
    archive: Archive
    schema: dict[str, Any]
    facts: Facts

    def model(self) -> tuple[Final, tuple[Message, ...]]:
        """The model, checked, and what must be said of it.

        Raises:
            BadInput: its parts are not what the file says.
        """
        try:
            return _put_together(self)
        except Unreadable as error:
            raise refused(self.path.name, error) from None


def unpack(path: Path) -> tuple[Facts, Final, tuple[Message, ...]]:
    """A saved model, audited and checked, and what must be said of it.

    Raises:
        BadInput: what is wrong with the file; nothing in it was executed.
    """
    found = audited(path)
    return found.facts, *found.model()


def audited(path: Path) -> Audited:
    """What a file says of its model, which holds nothing but what it may.

    Raises:
        BadInput: what is wrong with the file; nothing in it was executed.
    """
    try:
        return _audited(path)
    except Unreadable as error:
        raise refused(path.name, error) from None


def _content(path: Path) -> bytes:
    with path.open("rb") as file:
        content = file.read(MOST_FILE_BYTES + 1)
    if len(content) > MOST_FILE_BYTES:
        raise no_model(
            Message(
                QT_TRANSLATE_NOOP("Message", "it is larger than {mib:.0f} MiB"),
                {"mib": MOST_FILE_BYTES / 2**20},
            )
        )
    return content


def _audited(path: Path) -> Audited:
    archive = opened(_content(path))
    schema = parsed(archive.schema)
    audit(schema)
    if not archive.sealed:
        raise no_model(Message(QT_TRANSLATE_NOOP("Message", "its seal is missing")))
    said = plain(schema)
    facts = facts_of(said if isinstance(said, dict) else {})
    return Audited(path, archive, schema, facts)


def _put_together(found: Audited) -> tuple[Final, tuple[Message, ...]]:
    _, archive, schema, facts = found
    then = facts.card.versions.get("scikit-learn", "?")
    now = importlib.metadata.version("scikit-learn")
    try:
        final = _constructed(archive, schema, facts)
    except MemoryError:
        raise
    except Unreadable:
        raise
    except Exception as error:
        # Whatever libraries make of content from a stranger, or from another version.
        reason = f"{type(error).__name__}: {error}"[:300]
        if then == now:
            raise damaged(reason) from error
        raise Unreadable(
            Message(_UNFIT, {"then": then, "now": now, "reason": reason})
        ) from error
    notes = []
    if then != now:
        notes.append(Message(_OTHER_VERSION, {"then": then, "now": now}))
    return final, tuple(notes)


def _constructed(archive: Archive, schema: dict[str, Any], facts: Facts) -> Final:
    import skops.io

    content = rebuilt(archive, json.dumps(without_references(schema)).encode())
    with warnings.catch_warnings():
        # Of the version, which the notes tell; and whatever else a file can provoke.
        warnings.simplefilter("ignore")
        found = skops.io.loads(content, trusted=trusted())
    members, combiner = found["members"], found["combiner"]
    _check_members(members, facts)
    completed([members, combiner])
    return Final(
        kind=facts.kind,
        n_classes=len(facts.classes),
        members=members,
        learned=Learned(
            method=facts.method,
            weights=facts.weights,
            trim=facts.trim,
            combiner=combiner,
            passthrough=facts.passthrough,
        ),
    )


def _check_members(members: Any, facts: Facts) -> None:
    """The plain part and the estimators are about the same model."""
    width = len(facts.columns)
    holds = isinstance(members, Mapping) and len(members) >= 1
    holds = holds and (not facts.weights or set(facts.weights) >= set(members))
    holds = holds and all(m.n_features_in_ == width for m in members.values())
    if facts.kind == "classification":
        holds = holds and len(facts.classes) >= 2
        holds = holds and all(
            min(m.classes_) >= 0 and max(m.classes_) < len(facts.classes)
            for m in members.values()
        )
    if not holds:
        raise damaged(
            Message(QT_TRANSLATE_NOOP("Message", "its parts do not fit together"))
        )


def _not_savable(reason: Message | str) -> BadInput:
    return unusable(
        QT_TRANSLATE_NOOP(
            "Message",
            "This model cannot be saved: it is made of parts that are not allowed in "
            "a saved model ({reason}). Save a row without them, or export a script.",
        ),
        reason=reason,
    )


def _too_large(size: int) -> BadInput:
    return unusable(
        QT_TRANSLATE_NOOP(
            "Message",
            "This model would take {mib:.0f} MiB, more than a file may ({limit:.0f} "
            "MiB). Choose fewer or smaller trees, or export a script.",
        ),
        mib=size / 2**20,
        limit=MOST_FILE_BYTES / 2**20,
    )
