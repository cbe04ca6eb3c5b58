"""``workbench import``: run bundles taken into the history."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from workbench.session import Session


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Register the command."""
    parser = commands.add_parser(
        "import", parents=[common], help="take run bundles into the history"
    )
    parser.add_argument(
        "files", metavar="FILE", type=Path, nargs="+", help="a .wbrun file"
    )
    parser.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Import the files in their order, up to one that cannot be; the exit status."""
    with Session(history=options.history) as session:
        for file in options.files:
            imported = session.store.import_bundle(file)
            said = "was in the history as" if imported.known else "imported as"
            print(f"{file} {said} run {imported.run_id}")
    return 0
