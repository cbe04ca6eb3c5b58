"""What Linux desktops know a program by: menu entry, icons, file types, man page."""

from __future__ import annotations

import argparse
import datetime
import gzip
from pathlib import Path

import icons
import product

LINUX = product.HERE / "linux"


def write_share(share: Path, *, program: str) -> None:
    """Fill ``share`` as ``/usr/share`` is laid out; ``program`` is the one to start."""
    entry = product.filled(LINUX / "workbench.desktop", {"PROGRAM": program})
    _write(share / "applications" / "workbench.desktop", entry)
    types = (LINUX / "workbench-mime.xml").read_text(encoding="utf-8")
    _write(share / "mime" / "packages" / "workbench.xml", types)
    icons.write_theme(share / "icons" / "hicolor")
    page = share / "man" / "man1" / "workbench.1.gz"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_bytes(gzip.compress(man_page().encode(), 9, mtime=0))


def man_page() -> str:
    """The man page, its commands taken from the program's own parser."""
    date = datetime.datetime.fromtimestamp(product.commit_time(), datetime.UTC)
    values = {
        "DATE": date.date().isoformat(),
        "VERSION": product.version(),
        "COMMANDS": "\n".join(
            f".TP\n.B {name}\n{text[:1].upper()}{text[1:]}."
            for name, text in commands().items()
        ),
    }
    return product.filled(LINUX / "workbench.1", values)


def commands() -> dict[str, str]:
    """The program's commands and what they do, in the words of its own help."""
    from workbench.cli.main import build_parser

    for action in build_parser()._actions:  # noqa: SLF001 - argparse offers no other way
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            listed = action._choices_actions  # noqa: SLF001
            return {choice.dest: choice.help or "" for choice in listed}
    raise SystemExit("The program's parser has no commands.")


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
