"""Run bundles in the child process: unpacked, checked, repacked for the history.

Only :func:`workbench.store.bundle.read` starts it. What it refuses and why is told in
:mod:`workbench.store.bundle_format`.
"""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from workbench.core import events as ev
from workbench.core.errors import BadInput
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.spec import ExperimentSpec
from workbench.core.state import fold
from workbench.store import summary
from workbench.store.bundle_format import (
    ENVIRONMENT,
    EVENTS,
    FORMAT,
    MANIFEST,
    MOST_BYTES,
    MOST_LINE_BYTES,
    SPEC,
    VERSION,
    Contents,
    Manifest,
    digest_of,
    line_of,
    too_large,
)
from workbench.store.experiment_file import unreadable, unusable

_LONGEST_SENTENCE = 5000
_GROUP = 500
"""Events to one row of the history."""

_DAMAGED = QT_TRANSLATE_NOOP(
    "Message",
    "“{file}” is damaged ({reason}). Ask whoever made it for a fresh copy.",
)
_WRONG = QT_TRANSLATE_NOOP(
    "Message",
    "“{file}” is no run bundle of Workbench ({reason}). Choose a file that “Save run "
    "as bundle” or “workbench export” wrote.",
)
_NEWER = QT_TRANSLATE_NOOP(
    "Message",
    "“{file}” was written by a newer version of this program (bundle format {version}, "
    "known up to {known}). Update the program to open it.",
)
_CHANGED = QT_TRANSLATE_NOOP("Message", "{name} is not what was written")
_UNREADABLE = QT_TRANSLATE_NOOP("Message", "{name}: {text}")


class _Senseless(Exception):
    """The events are no run; carries why as a :class:`Message`."""

    def __init__(self, template: str, **values: str) -> None:
        self.reason = Message(template, values)
        super().__init__(self.reason)


def unpack(file: str) -> Contents:
    """Read, check and repack a bundle; only ever called in a child process.

    Raises ``BadInput``.
    """
    path = Path(file)
    try:
        with zipfile.ZipFile(path) as archive:
            return _checked(path, archive)
    except zipfile.BadZipFile as error:
        raise unusable(_DAMAGED, file=path.name, reason=_plainly(error)) from None
    except (EOFError, zlib.error, NotImplementedError, RuntimeError) as error:
        # Cut short, not deflated as it says, an unknown method, encrypted.
        raise unusable(_DAMAGED, file=path.name, reason=_plainly(error)) from None
    except OSError as error:
        raise unreadable(path, error) from None


def _checked(path: Path, archive: zipfile.ZipFile) -> Contents:
    _check_sizes(path, archive)
    manifest = _manifest(path, archive)
    spec = _decoded(path, archive, manifest, SPEC, ExperimentSpec)
    environment = _decoded(path, archive, manifest, ENVIRONMENT, dict[str, Any])
    events = tuple(_events(path, archive, manifest))
    if len(events) != manifest.events:
        missing = QT_TRANSLATE_NOOP("Message", "events are missing")
        raise unusable(_DAMAGED, file=path.name, reason=Message(missing))
    try:
        _check_story(spec, environment, events)
    except _Senseless as error:
        raise unusable(_DAMAGED, file=path.name, reason=error.reason) from None
    first, rest = _split(events)
    columns = summary.columns_of(spec)
    for event in events:
        columns |= summary.columns_after(event)
    return Contents(
        started_at=manifest.started_at,
        spec=msgspec.json.encode(spec),
        environment=environment,
        first=first,
        groups=rest,
        columns={**columns, "started_at": manifest.started_at},
        digest=digest_of(spec, events),
    )


def _check_sizes(path: Path, archive: zipfile.ZipFile) -> None:
    """Before anything is unpacked; other members than ours are never touched."""
    if len(archive.infolist()) > 100:
        many = QT_TRANSLATE_NOOP("Message", "it holds too many files")
        raise unusable(_WRONG, file=path.name, reason=Message(many))
    for name, most in MOST_BYTES.items():
        members = [info for info in archive.infolist() if info.filename == name]
        if len(members) != 1:
            template = (
                QT_TRANSLATE_NOOP("Message", "{name} is there twice")
                if members
                else QT_TRANSLATE_NOOP("Message", "{name} is missing")
            )
            reason = Message(template, {"name": name})
            raise unusable(_WRONG, file=path.name, reason=reason)
        if members[0].file_size > most:
            raise too_large(path, name, members[0].file_size, most)


def _manifest(path: Path, archive: zipfile.ZipFile) -> Manifest:
    text = _content(path, archive, MANIFEST)
    try:
        said = msgspec.json.decode(text, type=dict[str, Any])
        if said.get("format") != FORMAT:
            other = QT_TRANSLATE_NOOP("Message", "it is of another format")
            raise unusable(_WRONG, file=path.name, reason=Message(other))
        version = said.get("version")
        if isinstance(version, int) and version > VERSION:
            raise unusable(_NEWER, file=path.name, version=version, known=VERSION)
        manifest = msgspec.convert(said, type=Manifest)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise _no_json(path, MANIFEST, error) from None
    if manifest.version != VERSION:
        unknown = QT_TRANSLATE_NOOP("Message", "its version is unknown")
        raise unusable(_WRONG, file=path.name, reason=Message(unknown))
    return manifest


def _decoded(
    path: Path, archive: zipfile.ZipFile, manifest: Manifest, name: str, type_: Any
) -> Any:
    text = _content(path, archive, name)
    if hashlib.sha256(text).hexdigest() != manifest.sha256.get(name):
        raise _changed(path, name)
    try:
        return msgspec.json.decode(text, type=type_)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise _no_json(path, name, error) from None


def _content(path: Path, archive: zipfile.ZipFile, name: str) -> bytes:
    """A member's bytes; what it declared is no promise, so reading is capped too."""
    with archive.open(name) as member:
        content = member.read(MOST_BYTES[name] + 1)
    if len(content) > MOST_BYTES[name]:
        raise too_large(path, name, len(content), MOST_BYTES[name])
    return content


def _events(
    path: Path, archive: zipfile.ZipFile, manifest: Manifest
) -> Iterator[ev.Event]:
    sha, size = hashlib.sha256(), 0
    with archive.open(EVENTS) as member:
        while line := member.readline(MOST_LINE_BYTES + 1):
            size += len(line)
            if len(line) > MOST_LINE_BYTES or size > MOST_BYTES[EVENTS]:
                raise too_large(path, EVENTS, size, MOST_BYTES[EVENTS])
            sha.update(line)
            try:
                yield ev.decode(line)
            except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
                raise _no_json(path, EVENTS, error) from None
    if sha.hexdigest() != manifest.sha256.get(EVENTS):
        raise _changed(path, EVENTS)


def _check_story(
    spec: ExperimentSpec, environment: dict[str, Any], events: tuple[ev.Event, ...]
) -> None:
    """Raise ``_Senseless`` where the events are no run, or not the one described."""
    for place, event in enumerate(events):
        if isinstance(event, ev.RunStarted):
            if place:
                raise _Senseless(
                    QT_TRANSLATE_NOOP(
                        "Message", "a run begins in the middle of another"
                    )
                )
            if event.spec != spec or event.environment != environment:
                raise _Senseless(
                    QT_TRANSLATE_NOOP("Message", "its files describe different runs")
                )
        elif isinstance(event, ev.End) and place != len(events) - 1:
            raise _Senseless(
                QT_TRANSLATE_NOOP("Message", "a run goes on after its end")
            )
        if not isinstance(event, ev.TaskFinished | ev.Reported):
            for sentence in _sentences(event):
                _check_sentence(sentence)
    try:
        fold(events)
    except (LookupError, TypeError) as error:
        raise _Senseless(
            QT_TRANSLATE_NOOP("Message", "the order of its events is wrong ({error})"),
            error=repr(error),
        ) from None


def _sentences(value: object) -> Iterator[Message]:
    """All messages inside an event."""
    if isinstance(value, Message):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _sentences(getattr(value, name))
    elif isinstance(value, dict):
        for item in value.values():
            yield from _sentences(item)
    elif isinstance(value, tuple):
        for item in value:
            yield from _sentences(item)


def _check_sentence(sentence: Message) -> None:
    """A template comes from the file: it must fill, and not with gigabytes."""
    try:
        text = str(sentence)
    except (AttributeError, LookupError, TypeError, ValueError, RecursionError):
        raise _Senseless(
            QT_TRANSLATE_NOOP("Message", "a sentence in it cannot be filled in")
        ) from None
    if len(text) > _LONGEST_SENTENCE:
        raise _Senseless(QT_TRANSLATE_NOOP("Message", "a sentence in it is too long"))


def _split(
    events: tuple[ev.Event, ...],
) -> tuple[bytes, tuple[tuple[int, bytes], ...]]:
    """The first event's line, and the others packed as the history keeps them."""
    lines = [line_of(event).rstrip(b"\n") for event in events]
    groups = tuple(
        (start, zlib.compress(b"\n".join(lines[start : start + _GROUP])))
        for start in range(1, len(lines), _GROUP)
    )
    return (lines[0] if lines else b""), groups


def _no_json(path: Path, name: str, error: Exception) -> BadInput:
    reason = Message(_UNREADABLE, {"name": name, "text": _plainly(error)})
    return unusable(_DAMAGED, file=path.name, reason=reason)


def _changed(path: Path, name: str) -> BadInput:
    reason = Message(_CHANGED, {"name": name})
    return unusable(_DAMAGED, file=path.name, reason=reason)


def _plainly(error: Exception) -> str:
    return str(error).rstrip(".") or type(error).__name__
