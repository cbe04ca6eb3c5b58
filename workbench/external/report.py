"""What a Python environment says of itself, and whether it fits this program.

Run as a script by another interpreter it prints its report as JSON, so nothing at the
top of this file may need more than the standard library and msgspec.
"""

from __future__ import annotations

import sys
from importlib import metadata

import msgspec

import workbench
from workbench.core.messages import QT_TRANSLATE_NOOP, Message

LIBRARIES = ("numpy", "scipy", "scikit-learn")
"""Those whose versions decide on scores and on what a model may be passed to."""
_SAME = {"numpy": 1, "scipy": 1, "scikit-learn": 2}
"""How many parts of a version must be equal: models and arrays travel between."""


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """Versions in an environment, and the engines that can be opened there."""

    python: tuple[int, int, int]
    workbench: str
    libraries: dict[str, str]
    engines: tuple[str, ...]

    @property
    def python_text(self) -> str:
        """Python's version as people write it."""
        return ".".join(map(str, self.python))


def own() -> Report:
    """This process's own report."""
    from workbench.engines import ENGINES

    return Report(
        python=sys.version_info[:3],
        workbench=workbench.__version__,
        libraries={name: version(name) for name in LIBRARIES},
        engines=tuple(n for n, e in ENGINES.items() if e.availability().available),
    )


def version(library: str) -> str:
    """The installed version, empty where the library has left no trace."""
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return _frozen_version(library)


def misfit(there: Report, here: Report) -> Message | None:
    """Why an environment cannot work with this program; ``None`` when it can."""
    if there.workbench != here.workbench:
        return Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "The environment has Workbench {there}, this program is {here}. Create "
                "the environment anew.",
            ),
            {"there": there.workbench, "here": here.workbench},
        )
    for name, parts in _SAME.items():
        ours, theirs = here.libraries.get(name, ""), there.libraries.get(name, "")
        if ours and ours.split(".")[:parts] != theirs.split(".")[:parts]:
            return Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "The environment has {library} {there}, this program has {here}: "
                    "scores could differ. Install {library}=={here} there, or create "
                    "the environment anew.",
                ),
                {"library": name, "there": theirs or "–", "here": ours},
            )
    return None


def remark(there: Report, here: Report) -> Message | None:
    """What differs, works all the same, and should be known."""
    if there.python[:2] == here.python[:2]:
        return None
    return Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "The environment's Python is {there}, this program's is {here}: compare "
            "its timings with those of other engines with care.",
        ),
        {"there": there.python_text, "here": here.python_text},
    )


def _frozen_version(library: str) -> str:
    """A frozen program carries modules, not always their metadata."""
    names = {"scikit-learn": "sklearn"}
    try:
        module = __import__(names.get(library, library))
    except ImportError:
        return ""
    return str(module.__version__)


if __name__ == "__main__":
    sys.stdout.write(msgspec.json.encode(own()).decode() + "\n")
