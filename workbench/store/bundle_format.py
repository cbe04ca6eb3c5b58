"""Run bundles (``.wbrun``): one run in one file, to be handed on and replayed.

A bundle is a zip archive of four files, always in this order::

    spec.json         what was asked for
    environment.json  the computer that measured it, for people and other programs
    events.jsonl      everything that happened, one event a line; its run number is 0
    manifest.json     the format and its version, and the SHA-256 of the other three

The same run gives the same bytes: no clock, no name of a file or person is written.

Whatever is read comes from somebody else. So the archive is unpacked in a child process
with capped memory and time (:mod:`workbench.core.isolate`), only these four names are
ever looked at, nothing is written under a name from the archive, sizes are checked
before anything is unpacked, and every line must be an event of :mod:`core.events`.
Nothing is ever unpickled.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from workbench.core import events as ev
from workbench.core.errors import BadInput
from workbench.core.messages import QT_TRANSLATE_NOOP
from workbench.core.spec import ExperimentSpec
from workbench.store import summary
from workbench.store.experiment_file import unusable

FORMAT = "workbench-run"
VERSION = 1
SPEC, ENVIRONMENT, EVENTS, MANIFEST = (
    "spec.json",
    "environment.json",
    "events.jsonl",
    "manifest.json",
)
MOST_FILE_BYTES = 256 * 2**20
MOST_BYTES = {
    MANIFEST: 64 * 2**10,
    SPEC: 2**20,
    ENVIRONMENT: 2**20,
    EVENTS: 256 * 2**20,
}
"""What each member may unpack to; a run of a million tasks stays below it."""
MOST_LINE_BYTES = 16 * 2**20

_TOO_LARGE = QT_TRANSLATE_NOOP(
    "Message",
    "“{file}” was not opened: its {member} would take {mib:.1f} MiB, more than any run "
    "({limit:.1f} MiB). It is no bundle that this program wrote.",
)


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What the archive says of itself; keys of later versions are passed over."""

    format: str
    version: int
    program: str = ""
    started_at: float
    events: int
    sha256: dict[str, str]


class Contents(msgspec.Struct, frozen=True, kw_only=True):
    """A bundle that was found good, ready for the history.

    ``first`` is the first event by itself, since it carries the run's number, and
    ``groups`` are the others, packed as the history keeps them. ``columns`` belong to
    the list of runs. ``digest`` is the same for the same run.
    """

    started_at: float
    spec: bytes
    environment: dict[str, Any]
    first: bytes
    groups: tuple[tuple[int, bytes], ...]
    columns: summary.Columns
    digest: str

    def events(self) -> Iterator[ev.Event]:
        """The run's events in their order."""
        if self.first:
            yield ev.decode(self.first)
        for _, body in self.groups:
            yield from map(ev.decode, zlib.decompress(body).split(b"\n"))


def digest_of(spec: ExperimentSpec, events: Iterable[ev.Event]) -> str:
    """What tells one run from another, wherever it is kept and under which number."""
    sha = hashlib.sha256(msgspec.json.encode(spec) + b"\n")
    for event in events:
        sha.update(line_of(event))
    return sha.hexdigest()


def origin_of(environment: dict[str, Any]) -> str:
    """The computer that measured a run, in a few words; never empty."""
    cores = environment.get("cores")
    usable = cores.get("usable") if isinstance(cores, dict) else None
    parts = [environment.get("cpu"), environment.get("os")]
    words = [part[:80] for part in parts if isinstance(part, str) and part]
    if words and isinstance(usable, int):
        words[0] += f" × {usable}"
    return " · ".join(words) or "?"


def line_of(event: ev.Event) -> bytes:
    """The event in its one way of writing, without the number of its run."""
    if isinstance(event, ev.RunStarted):
        event = msgspec.structs.replace(event, run_id=0)
    return ev.encode(event) + b"\n"


def too_large(path: Path, member: str, size: int, limit: int) -> BadInput:
    """The error for a person: what would take how much, in bytes."""
    return unusable(
        _TOO_LARGE,
        file=path.name,
        member=member,
        mib=size / 2**20,
        limit=limit / 2**20,
    )
