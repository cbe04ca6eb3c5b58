"""The commands and their options."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import workbench
from workbench.cli import (
    combine,
    compare,
    doctor,
    engines,
    export,
    fit,
    importing,
    listing,
    predict,
    run,
    save,
    show,
)
from workbench.core.errors import BadInput, WorkbenchError
from workbench.core.isolate import Failure
from workbench.doctor.base import Lettering

DONE, FAILED, BAD_INPUT, CANCELLED = 0, 1, 2, 130


def main(
    arguments: Sequence[str] | None = None,
    *,
    lettering: Callable[[], Lettering | Failure] | None = None,
) -> int:
    """Carry out one command; the exit status.

    ``lettering`` looks at the window's font, where there is a window.
    """
    parser = build_parser()
    parser.set_defaults(lettering=lettering)
    options = parser.parse_args(arguments)
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


def build_parser() -> argparse.ArgumentParser:
    """The parser, one sub-command per file of this package."""
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
    modules = (
        *(run, listing, show, compare, export, importing, save, predict),
        *(fit, combine, engines, doctor),
    )
    for module in modules:
        module.add_to(commands, common)
    return parser
