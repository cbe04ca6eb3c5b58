"""Optional libraries: whether they are here, and how to get them if not.

Nothing is imported to find that out.
"""

from __future__ import annotations

import platform
import sys
from importlib.util import find_spec

from workbench.core.messages import QT_TRANSLATE_NOOP, Message, Value

TORCH = "torch"
TENSORFLOW = "tensorflow"

_TITLES = {TORCH: "PyTorch", TENSORFLOW: "TensorFlow"}
"""Of libraries that are called otherwise than the models that need them."""
_EXTRAS = {TORCH: "torch", TENSORFLOW: "tensorflow"}
"""Which extra has a library, if it is not ``boosting``."""
_NEWEST_PYTHON = {TENSORFLOW: (3, 13)}
"""The newest Python that a library has wheels for; see pyproject.toml."""
_WHEELS = {
    TENSORFLOW: {
        ("linux", "x86_64"),
        ("linux", "aarch64"),
        ("darwin", "arm64"),
        ("win32", "amd64"),
    }
}
"""The systems and processors that a library has wheels for."""


def is_here(library: str) -> bool:
    """Whether an optional library can be imported; none is always here.

    A folder of that name in the working directory is none: it has no file of its own.
    """
    if not library:
        return True
    spec = find_spec(library)
    return spec is not None and spec.origin is not None


def needs_install(title: Message, library: str) -> Message:
    """How to get the ``library`` that something called ``title`` needs."""
    if (reason := _no_wheel(title, library)) is not None:
        return reason
    command = f"pip install 'workbench[{_EXTRAS.get(library, 'boosting')}]'"
    if library not in _TITLES:
        return Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "{model} is not installed. In a Python environment of your own, "
                "“{command}” adds it.",
            ),
            {"model": title, "command": command},
        )
    return Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "{model} needs {library}, which is not installed. In a Python environment "
            "of your own, “{command}” adds it.",
        ),
        {"model": title, "library": _TITLES[library], "command": command},
    )


def _no_wheel(title: Message, library: str) -> Message | None:
    """Why no command would help here, where that is so."""
    values: dict[str, Value] = {
        "model": title,
        "library": _TITLES.get(library, library),
    }
    newest = _NEWEST_PYTHON.get(library)
    if newest is not None and sys.version_info[:2] > newest:
        return Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "{model} needs {library}, which has no package for Python {version} "
                "yet. Everything else works; with Python {newest} or older it would "
                "be there too.",
            ),
            {
                **values,
                "version": ".".join(map(str, sys.version_info[:2])),
                "newest": ".".join(map(str, newest)),
            },
        )
    system = (sys.platform, platform.machine().lower())
    if library in _WHEELS and system not in _WHEELS[library]:
        return Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "{model} needs {library}, which has no package for this computer "
                "({system}). Everything else works.",
            ),
            {**values, "system": " ".join(system)},
        )
    return None
