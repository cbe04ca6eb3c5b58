"""Experiment files (``.wbexp``): a spec as JSON, to be edited, mailed and run again.

Plain ``.json`` is read as well. What a file is, its suffix says, or else its first
bytes: see :func:`kind_of`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from workbench.core.errors import BadInput, Problem
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.spec import ExperimentSpec, from_json, to_json
from workbench.store.files import replace_file

EXPERIMENT = ".wbexp"
BUNDLE = ".wbrun"
SUFFIXES = (EXPERIMENT, BUNDLE)
"""The suffixes of this program's own files."""
MOST_BYTES = 2**20
"""No experiment comes near it: a file beyond is not read at all."""
_ZIP = b"PK"


def kind_of(path: Path) -> Literal["experiment", "bundle"]:
    """What ``path`` holds.

    Raises ``BadInput`` (field ``file``) where there is no readable file.
    """
    suffix = path.suffix.lower()
    start = _start(path)
    if suffix == BUNDLE or (suffix not in (EXPERIMENT, ".json") and start == _ZIP):
        return "bundle"
    return "experiment"


def read_experiment(path: Path) -> ExperimentSpec:
    """The experiment in ``path``.

    Raises ``BadInput``: the file is missing, unreadable, too large, or what in it is
    wrong.
    """
    if kind_of(path) == "bundle":
        raise unusable(
            QT_TRANSLATE_NOOP(
                "Message",
                "“{file}” is a run bundle, not an experiment. Open it in the window, "
                "or look at it with “workbench show”.",
            ),
            file=path.name,
        )
    try:
        with path.open("rb") as file:
            text = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise unreadable(path, error) from error
    if len(text) > MOST_BYTES:
        raise unusable(
            QT_TRANSLATE_NOOP(
                "Message",
                "“{file}” is larger than any experiment ({limit} MiB) and was not "
                "read. Choose a file that “Save experiment” wrote.",
            ),
            file=path.name,
            limit=MOST_BYTES // 2**20,
        )
    return from_json(text)


def write_experiment(spec: ExperimentSpec, path: Path) -> None:
    """Write ``spec`` to ``path``, whole or not at all; raises ``OSError``."""
    replace_file(path, to_json(spec).encode() + b"\n")


def unreadable(path: Path, error: OSError) -> BadInput:
    """The error for a person: which file, why, and what helps."""
    return unusable(
        QT_TRANSLATE_NOOP(
            "Message",
            "“{file}” cannot be read ({reason}). Check that it is there and that you "
            "may read it.",
        ),
        file=path.name,
        reason=error.strerror or str(error),
    )


def unusable(template: str, **values: str | float | Message) -> BadInput:
    """``BadInput`` about a file, from a marked template."""
    return BadInput([Problem(field="file", message=Message(template, values))])


def _start(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise unusable(
                QT_TRANSLATE_NOOP(
                    "Message", "“{file}” is a folder or a device. Choose a file."
                ),
                file=path.name or str(path),
            )
        with path.open("rb") as file:
            return file.read(len(_ZIP))
    except OSError as error:
        raise unreadable(path, error) from error
    except ValueError:  # a zero byte in the name
        raise unusable(
            QT_TRANSLATE_NOOP(
                "Message", "“{file}” is no name of a file. Choose another file."
            ),
            file=str(path).replace("\0", "?"),
        ) from None
