"""``workbench export``: a past run as a file, or a row of it as a script."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from workbench.cli.show import stored_state
from workbench.core.errors import BadInput, Problem
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.state import RunState
from workbench.persistence import save_script
from workbench.session import Session
from workbench.store import export
from workbench.store.experiment_file import BUNDLE


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Register the command."""
    parser = commands.add_parser(
        "export",
        parents=[common],
        help="write a past run to a JSON, CSV or bundle file, or a script",
    )
    parser.add_argument("run", metavar="RUN", help="a run's number, or “last”")
    parser.add_argument(
        "--to",
        type=Path,
        required=True,
        metavar="FILE",
        help="where to write; the suffix .json, .csv, .wbrun (a bundle) or .py (a "
        "script for scikit-learn alone) says how",
    )
    parser.add_argument(
        "--row", metavar="ROW", help="the model or rule that a script rebuilds"
    )
    parser.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Write the file; the exit status."""
    with Session(history=options.history) as session:
        state = stored_state(session.store, options.run)
        if options.to.suffix.lower() == ".py":
            for path in save_script(state, _row(options.row, state), options.to):
                print(f"{path} written")
            return 0
        if options.to.suffix.lower() == BUNDLE and state.run_id is not None:
            session.store.save_bundle(state.run_id, options.to)
        else:
            export.write(state, options.to)
    print(f"run {state.run_id} written to {options.to}")
    return 0


def _row(row: str | None, state: RunState) -> str:
    if row is not None:
        return row
    keys = tuple(model.key for model in state.spec.models) if state.spec else ()
    text = QT_TRANSLATE_NOOP(
        "Message", "Say with --row which model or rule the script is for: {keys}."
    )
    raise BadInput([Problem(field="--row", message=Message(text, {"keys": keys}))])
