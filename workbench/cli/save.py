"""``workbench save``: a row of a past run, fitted on all its data, as a model file."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from workbench.cli.show import stored_state
from workbench.persistence import save_model
from workbench.session import Session


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Register the command."""
    parser = commands.add_parser(
        "save",
        parents=[common],
        help="fit a model or ensemble of a past run on all data and save it",
        description="Fit one row of a past run, a model or a rule over its members, on "
        "all of the run's data, and save it for “workbench predict”. A model card is "
        "written beside it.",
    )
    parser.add_argument("run", metavar="RUN", help="a run's number, or “last”")
    parser.add_argument("row", metavar="ROW", help="the model's or rule's name")
    parser.add_argument("model", type=Path, metavar="MODEL", help="a .skops file")
    parser.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Fit and write; the exit status."""
    with Session(history=options.history) as session:
        state = stored_state(session.store, options.run)
    saved = save_model(state, options.row, options.model, progress=_say)
    print(f"{saved.facts.card.title} saved to {saved.path}", end=" ")
    print(f"({saved.size_bytes / 2**10:,.0f} KiB), its card to {saved.card_path}")
    return 0


def _say(done: int, total: int) -> None:
    if sys.stderr.isatty():
        end = "\n" if done == total else "\r"
        print(f"fitted {done} of {total}", end=end, file=sys.stderr, flush=True)
