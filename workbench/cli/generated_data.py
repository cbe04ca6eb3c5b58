"""``workbench data``: data that large-data workloads made, and how to remove them."""

from __future__ import annotations

import argparse
import json
from typing import Any

from rich.console import Console
from rich.table import Table

from workbench.core.errors import BadInput, unknown_name
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.datasets import readings_folder
from workbench.datasets.readings_folder import Kept

_ALL = "all"


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Register the command and its own two."""
    parser = commands.add_parser(
        "data",
        help="data that were made for large-data workloads, and their removal",
        description="Large-data workloads make their files once and use them again. "
        "They are listed with what they take on the disk, and can be removed: the "
        "next run makes the same ones from their seed.",
    )
    parser.set_defaults(command=show, json=False, folder="")
    actions = parser.add_subparsers(title="actions", metavar="ACTION")
    listing = actions.add_parser("list", help="what there is, and where")
    listing.add_argument("--json", action="store_true", help="print a JSON list")
    listing.set_defaults(command=show)
    remove = actions.add_parser("remove", help="remove files that were made")
    remove.add_argument("name", metavar="NAME", help=f"a name from the list, or {_ALL}")
    remove.set_defaults(command=_remove)
    for action in (listing, remove):
        action.add_argument(
            "--folder",
            default="",
            metavar="FOLDER",
            help="look there instead of in the system's cache",
        )


def show(options: argparse.Namespace) -> int:
    """Print what there is; the exit status."""
    rows = [_row(found) for found in readings_folder.kept(options.folder)]
    if options.json:
        print(json.dumps(rows, indent=2, ensure_ascii=False))
        return 0
    if not rows:
        print("nothing was made")
        return 0
    table = Table("name", "MB", "seed", "rows", "sensors", "folder")
    for row in rows:
        table.add_row(*(str(value) for value in row.values()))
    Console(highlight=False).print(table)
    return 0


def _remove(options: argparse.Namespace) -> int:
    found = readings_folder.kept(options.folder)
    names = [_row(one)["name"] for one in found]
    if options.name not in (*names, _ALL):
        kind = Message(QT_TRANSLATE_NOOP("Message", "folder of generated data"))
        raise BadInput([unknown_name("data", kind, options.name, (*names, _ALL))])
    for name, one in zip(names, found, strict=True):
        if options.name in (name, _ALL):
            readings_folder.remove(one)
            print(f"removed {one.disk_bytes / 1e6:.0f} MB from {one.folder}")
    return 0


def _row(found: Kept) -> dict[str, Any]:
    readings = found.readings
    return {
        "name": f"readings-{readings.key}",
        "megabytes": round(found.disk_bytes / 1e6),
        "seed": readings.seed,
        "rows": readings.rows,
        "sensors": readings.sensors,
        "folder": found.folder,
    }
