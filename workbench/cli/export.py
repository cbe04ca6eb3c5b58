"""``workbench export``: a past run as a file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from workbench.cli.show import stored_state
from workbench.session import Session
from workbench.store import export
from workbench.store.experiment_file import BUNDLE


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Register the command."""
    parser = commands.add_parser(
        "export",
        parents=[common],
        help="write a past run to a JSON, CSV or bundle file",
    )
    parser.add_argument("run", metavar="RUN", help="a run's number, or “last”")
    parser.add_argument(
        "--to",
        type=Path,
        required=True,
        metavar="FILE",
        help="where to write; the suffix .json, .csv or .wbrun (a bundle) says how",
    )
    parser.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Write the file; the exit status."""
    with Session(history=options.history) as session:
        state = stored_state(session.store, options.run)
        if options.to.suffix.lower() == BUNDLE and state.run_id is not None:
            session.store.save_bundle(state.run_id, options.to)
        else:
            export.write(state, options.to)
    print(f"run {state.run_id} written to {options.to}")
    return 0
