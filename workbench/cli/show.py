"""``workbench show``: a past run, folded from its stored events."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import msgspec

from workbench.cli.tables import print_state
from workbench.core.errors import BadInput, Problem
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.spec import ExperimentSpec
from workbench.core.state import RunState, fold
from workbench.persistence import SUFFIX, open_model
from workbench.persistence.card import markdown
from workbench.session import Session
from workbench.store import Store, bundle, export
from workbench.store.experiment_file import BUNDLE


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Register the command."""
    parser = commands.add_parser(
        "show", parents=[common], help="show a past run, a bundle, or a saved model"
    )
    parser.add_argument(
        "run",
        metavar="RUN",
        help="a run's number, “last”, a .wbrun file, or a .skops file",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Print the run; the exit status."""
    if options.run.lower().endswith(SUFFIX):
        return _show_model(Path(options.run), as_json=options.json)
    (state,) = named_states([options.run], options.history)
    if options.json:
        print(json.dumps(export.to_document(state), indent=2, ensure_ascii=False))
    else:
        print_state(state)
    return 0


def named_states(names: Sequence[str], history: Path | None) -> list[RunState]:
    """The runs of ``names``: numbers, “last”, or bundles' files.

    The history is opened only if some name needs it.
    """
    with ExitStack() as opened:
        store: Store | None = None
        states = []
        for name in names:
            if name.lower().endswith(BUNDLE):
                states.append(_bundled_state(Path(name)))
                continue
            if store is None:
                store = opened.enter_context(Session(history=history)).store
            states.append(stored_state(store, name))
        return states


def _show_model(path: Path, *, as_json: bool) -> int:
    """Print the card of a saved model, which is audited for it."""
    opened = open_model(path)
    if as_json:
        print(json.dumps(msgspec.to_builtins(opened.facts), indent=2))
    else:
        print(markdown(opened.facts), end="")
    for note in opened.notes:
        print(f"workbench: {note}", file=sys.stderr)
    return 0


def _bundled_state(path: Path) -> RunState:
    """The run in a bundle, which stays out of the history."""
    contents = bundle.read(path)
    state = RunState(
        spec=msgspec.json.decode(contents.spec, type=ExperimentSpec),
        started_at=contents.started_at,
        status="interrupted",
    )
    state = fold(contents.events(), state)
    status = "interrupted" if state.live else state.status
    origin = bundle.origin_of(contents.environment)
    return msgspec.structs.replace(state, status=status, run_id=None, origin=origin)


def stored_state(store: Store, number: str) -> RunState:
    """The state of run ``number`` (or ``last``); ``BadInput`` when there is none."""
    runs = store.runs(limit=1)
    if not runs:
        raise BadInput([_problem(QT_TRANSLATE_NOOP("Message", "No run yet."))])
    if number == "last":
        return store.state(runs[0].id)
    if number.isdecimal():
        try:
            return store.state(int(number))
        except KeyError:
            pass
    raise BadInput(
        [
            _problem(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "There is no run “{number}”. The newest is {newest}; "
                    "“workbench list runs” shows all.",
                ),
                number=number,
                newest=runs[0].id,
            )
        ]
    )


def _problem(text: str, **values: str | int) -> Problem:
    return Problem(field="RUN", message=Message(text, values))
