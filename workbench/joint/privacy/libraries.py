"""The libraries that privacy needs beside the program's own, where installed."""

from __future__ import annotations

from importlib.util import find_spec

from workbench.core.errors import Problem
from workbench.core.messages import QT_TRANSLATE_NOOP, Message

ACCOUNTING = "dp_accounting"
"""Accounts for noise."""
CRYPTOGRAPHY = "cryptography"
"""Makes keys and masks."""

_TITLES = {ACCOUNTING: "dp-accounting", CRYPTOGRAPHY: "cryptography"}


def is_here(library: str) -> bool:
    """Whether it can be imported, found out without importing it."""
    return find_spec(library) is not None


def absent(library: str, field: str) -> list[Problem]:
    """How to get a library that ``field`` asks for; nothing where it is here."""
    if is_here(library):
        return []
    message = Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "This needs the library {library}, which is not installed. In a Python "
            "environment of your own, “{command}” adds it.",
        ),
        {"library": _TITLES[library], "command": "pip install 'workbench[privacy]'"},
    )
    return [Problem(field=field, message=message)]
