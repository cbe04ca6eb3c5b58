"""What must hold of a text file before it can be a table; runs in the child process."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from workbench.core.errors import BadInput, Problem
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import ParamValue

SAMPLE_BYTES = 2**20
_CHUNK_BYTES = 2**20
_SIGNATURES: Mapping[bytes, str] = {
    b"PK\x03\x04": "Excel or ZIP",
    b"\xd0\xcf\x11\xe0": "Excel",
    b"\x1f\x8b": "gzip",
    b"(\xb5/\xfd": "Zstandard",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"SQLite format 3": "SQLite",
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\x89HDF": "HDF5",
    b"\x93NUMPY": "NumPy",
}


class Sample(msgspec.Struct, frozen=True, kw_only=True):
    """The first complete lines of a file, and how its letters are stored."""

    lines: list[str]
    encoding: str
    share: float
    """How much of the file they are, 0 to 1."""
    not_utf8: int | None
    """The first line that is not UTF-8, anywhere in the file."""


def refusal(field: str, message: Message) -> BadInput:
    """One problem, ready to be raised."""
    return BadInput([Problem(field=field, message=message)])


def is_parquet(path: Path) -> bool:
    """Whether the file says so itself, whatever its name."""
    with path.open("rb") as file:
        return file.read(4) == b"PAR1"


def sample(path: Path, given: Mapping[str, ParamValue]) -> Sample:
    """The first lines, decoded; refuses what is no text."""
    with path.open("rb") as file:
        head = file.read(SAMPLE_BYTES)
    _refuse_known_formats(path, head)
    wide = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    not_utf8 = None
    if not wide and given.get("encoding") != "utf-16":
        _refuse_nul(path)
        not_utf8 = _first_not_utf8(path)
    encoding = str(
        given.get("encoding")
        or ("utf-16" if wide else "utf-8" if not_utf8 is None else "latin-1")
    )
    if head.startswith(codecs.BOM_UTF16_BE) and encoding == "utf-16":
        raise refusal(
            "dataset.file",
            Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "“{file}” is written as big-endian UTF-16, which cannot be read: "
                    "save it as UTF-8.",
                ),
                {"file": path.name},
            ),
        )
    size = path.stat().st_size
    lines = _lines(head, encoding)
    if len(head) < size:
        if len(lines) < 2:
            raise refusal(
                "dataset.file",
                Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "The first line of “{file}” is longer than 1 MiB: this is not "
                        "a table, or it is far too wide. Take fewer columns.",
                    ),
                    {"file": path.name},
                ),
            )
        lines = lines[:-1]
    return Sample(
        lines=lines,
        encoding=encoding,
        share=len(head) / max(size, 1),
        not_utf8=not_utf8,
    )


def lines_of(path: Path, encoding: str) -> Iterator[str]:
    """All lines of the file, as :func:`dialect.rows` wants them."""
    name = "utf-8-sig" if encoding == "utf-8" else encoding
    with path.open(encoding=name, errors="replace", newline="") as file:
        yield from file


def other_line_end(path: Path) -> int | None:
    """The first line that does not end as line 1 does, if there is one."""
    first = None
    with path.open(encoding="latin-1", newline="") as file:
        for number, line in enumerate(file, 1):
            end = line[len(line.rstrip("\r\n")) :][-2:]
            if end and end != (first := first or end):
                return number
    return None


def _lines(head: bytes, encoding: str) -> list[str]:
    name = "utf-8-sig" if encoding == "utf-8" else encoding
    text = head.decode(name, errors="replace")
    # str.splitlines() would also cut at form feeds and other rare characters.
    pieces = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines = [f"{piece}\n" for piece in pieces[:-1]]
    return [*lines, pieces[-1]] if pieces[-1] else lines


def _refuse_known_formats(path: Path, head: bytes) -> None:
    for signature, kind in _SIGNATURES.items():
        if head.startswith(signature):
            raise refusal(
                "dataset.file",
                Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "“{file}” is not text (it looks like {kind}). Save or unpack "
                        "it as CSV or Parquet.",
                    ),
                    {"file": path.name, "kind": kind},
                ),
            )


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            yield chunk


def _refuse_nul(path: Path) -> None:
    line = 1
    for chunk in _chunks(path):
        at = chunk.find(b"\0")
        if at >= 0:
            raise refusal(
                "dataset.file",
                Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "“{file}” is not a text file: line {line} holds a zero byte. "
                        "Choose a CSV or Parquet file.",
                    ),
                    {"file": path.name, "line": line + chunk.count(b"\n", 0, at)},
                ),
            )
        line += chunk.count(b"\n")


def _first_not_utf8(path: Path) -> int | None:
    decoder = codecs.getincrementaldecoder("utf-8")()
    line = 1
    for chunk in _chunks(path):
        try:
            line += decoder.decode(chunk).count("\n")
        except UnicodeDecodeError as error:
            return line + error.object.count(b"\n", 0, error.start)
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return line
    return None
