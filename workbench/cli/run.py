"""``workbench run``: an experiment in the terminal."""

from __future__ import annotations

import argparse
import json
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from workbench.cli import consent
from workbench.cli.options import add_overrides, load_spec, overridden
from workbench.cli.progress import Progress
from workbench.core.cancel import CancelToken
from workbench.core.errors import BadInput
from workbench.core.spec import ExperimentSpec
from workbench.core.state import RunState, reduce
from workbench.session import Session
from workbench.store import export

EXIT = {"done": 0, "failed": 1, "cancelled": 130}
TIME_LIMIT_S = 3600.0


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Register the command."""
    parser = commands.add_parser(
        "run",
        parents=[common],
        help="run an experiment",
        description="Run a preset or an experiment file; the result is a table, or "
        "with --json one JSON document on stdout. Ctrl-C stops and keeps what was "
        "measured.",
    )
    parser.add_argument(
        "spec", metavar="SPEC", help="a preset's name or an experiment file"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument("--quiet", action="store_true", help="no progress on stderr")
    parser.add_argument(
        "--time-limit",
        type=float,
        default=TIME_LIMIT_S,
        metavar="S",
        help="stop after S seconds and keep what was measured (default %(default)g)",
    )
    add_overrides(parser)
    parser.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Run and print; the exit status."""
    spec = overridden(load_spec(options.spec), options)
    with Session(history=options.history) as session:
        for notice in session.store.notices:
            print(f"workbench: {notice}", file=sys.stderr)
        _refuse_errors(session, spec)
        consent.obtain(session.consents, spec, options)
        state = _drain(session, spec, options)
    if options.json:
        print(json.dumps(export.to_document(state), indent=2, ensure_ascii=False))
    else:
        from workbench.cli.tables import print_state

        print_state(state)
    if state.status == "failed":
        print(f"workbench: {state.error}", file=sys.stderr)
        if state.traceback:
            print(state.traceback, file=sys.stderr)
        # A run that could not begin was asked for something impossible.
        return EXIT["failed"] if state.started_at is not None else 2
    return EXIT[state.status]


def _refuse_errors(session: Session, spec: ExperimentSpec) -> None:
    """All but the consent that is still to be asked for."""
    question = session.consents.question(spec.cluster)
    asked = None if question is None else question.problem
    problems = [p for p in session.validate(spec) if p != asked]
    errors = [p for p in problems if p.severity == "error"]
    if errors:
        raise BadInput(errors)


def _drain(
    session: Session, spec: ExperimentSpec, options: argparse.Namespace
) -> RunState:
    """Fold the events as they come, drawing progress."""
    state = RunState()
    cancel = CancelToken()
    with (
        stopping(cancel, options.time_limit),
        Progress(visible=not options.quiet) as progress,
    ):
        for event in session.start(spec, cancel):
            state = reduce(state, event)
            progress.show(state)
    return state


@contextmanager
def stopping(cancel: CancelToken, limit_s: float) -> Iterator[None]:
    """Ctrl-C, SIGTERM and the time limit cancel; a second Ctrl-C ends at once."""

    def stop(number: int, frame: FrameType | None) -> None:
        if cancel.cancelled:
            raise KeyboardInterrupt
        cancel.cancel()

    def out_of_time() -> None:
        print(
            f"workbench: the time limit of {limit_s:g} s is over, stopping",
            file=sys.stderr,
        )
        cancel.cancel()

    timer = threading.Timer(limit_s, out_of_time)
    timer.daemon = True
    before = {n: signal.signal(n, stop) for n in (signal.SIGINT, signal.SIGTERM)}
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        for number, handler in before.items():
            signal.signal(number, handler)
