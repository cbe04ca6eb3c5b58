"""Run bundles written and read; their format is told in :mod:`.bundle_format`."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any

import msgspec

import workbench
from workbench.core import events as ev
from workbench.core.isolate import Failure, Limits, isolated
from workbench.core.messages import QT_TRANSLATE_NOOP
from workbench.core.spec import ExperimentSpec
from workbench.store.bundle_format import (
    ENVIRONMENT,
    EVENTS,
    FORMAT,
    MANIFEST,
    MOST_FILE_BYTES,
    SPEC,
    VERSION,
    Contents,
    Manifest,
    digest_of,
    line_of,
    origin_of,
    too_large,
)
from workbench.store.bundle_reader import unpack
from workbench.store.experiment_file import kind_of, unreadable, unusable
from workbench.store.files import replace_file

__all__ = ["Contents", "digest_of", "origin_of", "read", "write"]

LIMITS = Limits(memory_bytes=2048 * 2**20, seconds=120)
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip archive knows
_COULD_NOT = QT_TRANSLATE_NOOP(
    "Message",
    "“{file}” could not be read: {reason}. Ask for a bundle of a smaller run.",
)


def write(
    path: Path,
    *,
    spec: ExperimentSpec,
    started_at: float,
    events: Iterable[ev.Event],
) -> None:
    """Write a run to ``path``, whole or not at all; raises ``OSError``."""
    replace_file(path, lambda file: _pack(file, spec, started_at, events))


def read(path: Path, *, limits: Limits = LIMITS) -> Contents:
    """What the bundle ``path`` holds; raises ``BadInput`` with what is wrong."""
    kind_of(path)  # no folder, no device, no pipe that would be waited for
    path = path.absolute()
    try:
        size = path.stat().st_size
    except OSError as error:
        raise unreadable(path, error) from error
    if size > MOST_FILE_BYTES:
        raise too_large(path, path.name, size, MOST_FILE_BYTES)
    answer = isolated(unpack, (str(path),), returns=Contents, limits=limits)
    if not isinstance(answer, Failure):
        return answer
    if answer.kind == "raised":
        # A defect of ours, not of the file: the report needs the child's traceback.
        raise RuntimeError(f"reading {path.name!r} failed:\n{answer.detail}")
    raise unusable(_COULD_NOT, file=path.name, reason=answer.message)


def _pack(
    file: IO[bytes],
    spec: ExperimentSpec,
    started_at: float,
    events: Iterable[ev.Event],
) -> None:
    environment: dict[str, Any] = {}
    hashes: dict[str, str] = {}
    count = 0
    with zipfile.ZipFile(file, "w") as archive:

        def add(name: str, lines: Iterable[bytes]) -> None:
            sha = hashlib.sha256()
            with archive.open(_member(name), "w") as member:
                for line in lines:
                    member.write(line)
                    sha.update(line)
            hashes[name] = sha.hexdigest()

        def lines() -> Iterator[bytes]:
            nonlocal count
            for event in events:
                count += 1
                yield line_of(event)

        rest = iter(events)
        head = tuple(islice(rest, 1))
        if head and isinstance(head[0], ev.RunStarted):
            environment = head[0].environment
        events = chain(head, rest)
        add(SPEC, [_indented(spec)])
        add(ENVIRONMENT, [_indented(environment)])
        add(EVENTS, lines())
        manifest = Manifest(
            format=FORMAT,
            version=VERSION,
            program=workbench.__version__,
            started_at=started_at,
            events=count,
            sha256=hashes,
        )
        archive.writestr(_member(MANIFEST), _indented(manifest))


def _member(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 3  # as on Unix, wherever it is written
    info.external_attr = 0o644 << 16
    return info


def _indented(value: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"
