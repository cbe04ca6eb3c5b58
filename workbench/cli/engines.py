"""``workbench engines``: where each engine can run, and environments for them."""

from __future__ import annotations

import argparse
import json
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from rich.console import Console
from rich.table import Table

from workbench.core.cancel import CancelToken
from workbench.core.errors import BadInput, Problem
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.engines import ENGINES
from workbench.engines.base import install_command
from workbench.external import Environments, interpreters, setup
from workbench.external.child import Cancelled
from workbench.external.environments import Environment

STOPPED = 130


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Register the command and its own four."""
    parser = commands.add_parser(
        "engines",
        help="where engines can run, and Python environments for them",
        description="Engines with libraries of their own run in a Python environment "
        "beside the program, where they are not installed here.",
    )
    parser.set_defaults(command=show, json=False)
    actions = parser.add_subparsers(title="actions", metavar="ACTION")
    listing = actions.add_parser("list", help="all engines, and where they can run")
    listing.add_argument("--json", action="store_true", help="print a JSON list")
    listing.set_defaults(command=show)
    create = actions.add_parser("create", help="make an environment for an engine")
    create.add_argument(
        "--python", metavar="PYTHON", help="the Python to make it with (default: best)"
    )
    use = actions.add_parser("use", help="take an environment that exists")
    use.add_argument(
        "--python", metavar="PYTHON", required=True, help="its program “python”"
    )
    for action, command in ((create, _create), (use, _use)):
        action.add_argument("engine", metavar="ENGINE", help="an engine's name")
        action.add_argument("--name", help="what to call it (default: the engine)")
        action.add_argument(
            "--wheels", default="", metavar="FOLDER", help="install offline from there"
        )
        action.add_argument(
            "--wheel", default="", metavar="FILE", help="the program's own wheel"
        )
        action.set_defaults(command=command)
    remove = actions.add_parser("remove", help="remove an environment")
    remove.add_argument("name", metavar="NAME")
    remove.set_defaults(command=_remove)


def show(options: argparse.Namespace) -> int:
    """Print where each engine can run; the exit status."""
    rows = list(_rows(Environments()))
    if options.json:
        print(json.dumps(rows, indent=2, ensure_ascii=False))
        return 0
    table = Table("engine", "environment", "state")
    for row in rows:
        table.add_row(row["engine"], row["environment"] or "–", row["state"])
    Console(highlight=False, markup=False).print(table)
    return 0


def _rows(environments: Environments) -> Iterator[dict[str, Any]]:
    for name, engine in ENGINES.items():
        place = environments.place(name)
        environment = place.environment
        yield {
            "engine": name,
            "title": str(engine.title),
            "available": place.available,
            "environment": environment and environment.name,
            "python": environment and environment.python,
            "install": install_command(engine) if engine.requires else None,
            "state": str(place.message),
        }


def _create(options: argparse.Namespace) -> int:
    python = options.python
    if python is None:
        found = interpreters.candidates()
        if not found:
            raise BadInput([Problem(field="python", message=_no_python())])
        python = found[0].python
    return _set_up(setup.create, options, python)


def _use(options: argparse.Namespace) -> int:
    return _set_up(setup.use, options, options.python)


def _set_up(
    work: Callable[..., Environment], options: argparse.Namespace, python: str
) -> int:
    ENGINES.get(options.engine, "ENGINE")
    source = setup.Source(wheels=options.wheels, wheel=options.wheel)
    with _stopping() as cancel:
        try:
            made = work(
                Environments(),
                options.name or options.engine,
                options.engine,
                python=python,
                say=_say,
                cancel=cancel,
                source=source,
            )
        except Cancelled:
            print("workbench: stopped, nothing was kept", file=sys.stderr)
            return STOPPED
    print(f"{made.name}: {', '.join(made.report.engines)} ({made.python})")
    return 0


def _remove(options: argparse.Namespace) -> int:
    setup.remove(Environments(), options.name)
    return 0


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


@contextmanager
def _stopping() -> Iterator[CancelToken]:
    """Ctrl-C and SIGTERM stop it, and what was begun is removed."""
    cancel = CancelToken()

    def stop(number: int, frame: FrameType | None) -> None:
        cancel.cancel()

    before = {n: signal.signal(n, stop) for n in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield cancel
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _no_python() -> Message:
    return Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "No Python {oldest} or newer was found on this computer. Install one from "
            "python.org or with your system's package manager.",
        ),
        {"oldest": ".".join(map(str, interpreters.OLDEST))},
    )
