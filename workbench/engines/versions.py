"""Whether a cluster's workers have what this program has.

Tasks and results travel as pickles, and code of other systems as compiled functions:
with another Python, another Workbench or another scikit-learn there they would fail in
the middle of a run, or score differently. So every worker is asked before the first
task, and a difference that matters is explained.
"""

from __future__ import annotations

import platform
from collections.abc import Iterator, Mapping
from importlib import metadata

import workbench
from workbench.core.errors import EngineFailed
from workbench.core.messages import QT_TRANSLATE_NOOP, Message

Versions = dict[str, str]
"""By name; plain, so that one of another Workbench can be read too."""

PARTS: Mapping[str, int] = {
    "python": 2,
    "workbench": 99,
    "numpy": 1,
    "scipy": 1,
    "scikit-learn": 2,
}
"""How many parts of a version must be equal: compiled functions (of Python), fitted
models (of scikit-learn) and arrays (of NumPy) are read by the other end."""
_NAMES = {"python": "Python", "workbench": "Workbench", "numpy": "NumPy"}


def here() -> Versions:
    """Versions in this process; to be run on a worker. Imports none of them."""
    found = {"python": platform.python_version(), "workbench": workbench.__version__}
    return found | {name: _version(name) for name in PARTS if name not in found}


def problem(
    engine_title: Message, theirs: Mapping[str, str], ours: Mapping[str, str]
) -> Message | None:
    """Why workers with ``theirs`` cannot work for ``ours``; ``None`` when they can."""
    for name, parts in PARTS.items():
        there, own = theirs.get(name, ""), ours.get(name, "")
        if own and own.split(".")[:parts] != there.split(".")[:parts]:
            return Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "The cluster of {engine} has {what} {there}, this computer has "
                    "{here}: tasks could fail there, or score differently. Install "
                    "{what} {here} on the cluster, or run on this computer.",
                ),
                {
                    "engine": engine_title,
                    "what": _NAMES.get(name, name),
                    "there": there or "–",
                    "here": own,
                },
            )
    return None


def check(engine_title: Message, theirs: Mapping[str, str]) -> None:
    """Refuse a worker that answered :func:`here` with ``theirs``."""
    if reason := problem(engine_title, theirs, here()):
        raise EngineFailed(reason)


def missing(engine_title: Message, error: BaseException) -> Message | None:
    """What to say when asking a worker failed because it has no Workbench at all.

    Some systems hand on the worker's error as text, so the text is looked at as well.
    """
    if any(_tells_of_no_workbench(e) for e in _chain(error)):
        return Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "The cluster of {engine} has no Workbench: its workers cannot run "
                "tasks. Install Workbench {here} with Python {python} on the cluster, "
                "or run on this computer.",
            ),
            {
                "engine": engine_title,
                "here": workbench.__version__,
                "python": platform.python_version(),
            },
        )
    return None


def _tells_of_no_workbench(error: BaseException) -> bool:
    if isinstance(error, ModuleNotFoundError):
        return (error.name or "").split(".")[0] == "workbench"
    return "No module named 'workbench" in str(error)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error and what led to it."""
    seen: set[int] = set()
    found: BaseException | None = error
    while found is not None and id(found) not in seen:
        seen.add(id(found))
        yield found
        found = found.__cause__ or found.__context__


def _version(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return ""
