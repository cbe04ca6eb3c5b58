"""The commands and their options."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import workbench
from workbench.core.errors import BadInput, WorkbenchError

if TYPE_CHECKING:
    from workbench.core.isolate import Failure
    from workbench.doctor.base import Lettering

DONE, FAILED, BAD_INPUT, CANCELLED = 0, 1, 2, 130
COMMANDS = {
    "run": "run",
    "list": "listing",
    "show": "show",
    "compare": "compare",
    "export": "export",
    "import": "importing",
    "save": "save",
    "predict": "predict",
    "fit": "fit",
    "combine": "combine",
    "engines": "engines",
    "clusters": "clusters",
    "doctor": "doctor",
}
"""Which file of this package has a command, in the order in which help lists them."""


def main(
    arguments: Sequence[str] | None = None,
    *,
    lettering: Callable[[], Lettering | Failure] | None = None,
) -> int:
    """Carry out one command; the exit status.

    ``lettering`` looks at the window's font, where there is a window.
    """
    given = sys.argv[1:] if arguments is None else arguments
    # One command needs one file; importing all of them takes longer than some commands.
    known = given[:1] if given and given[0] in COMMANDS else tuple(COMMANDS)
    parser = build_parser(known)
    parser.set_defaults(lettering=lettering)
    options = parser.parse_args(given)
    try:
        status: int = options.command(options)
        sys.stdout.flush()
    except BadInput as error:
        for problem in error.problems:
            print(f"workbench: {problem}", file=sys.stderr)
        return BAD_INPUT
    except WorkbenchError as error:
        print(f"workbench: {error}", file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt:  # the second one: the person does not want to wait
        print("workbench: stopped", file=sys.stderr)
        return CANCELLED
    except BrokenPipeError:
        # The reader of our output left (``| head``): that is its right, not an error.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    return status


def build_parser(names: Sequence[str] = tuple(COMMANDS)) -> argparse.ArgumentParser:
    """The parser of these commands, one per file of this package."""
    parser = argparse.ArgumentParser(
        prog="workbench",
        description="Experiment with parallelism and ensembles. Without a command the "
        "window opens.",
    )
    parser.add_argument(
        "--version", action="version", version=f"workbench {workbench.__version__}"
    )
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--history",
        type=Path,
        metavar="FILE",
        help="history file to use instead of the user's own",
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for name in names:
        module = importlib.import_module(f"workbench.cli.{COMMANDS[name]}")
        module.add_to(commands, common)
    return parser
