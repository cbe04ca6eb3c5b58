"""``workbench doctor``: whether this installation does what it promises."""

from __future__ import annotations

import argparse
import json
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.status import Status
from rich.table import Table

from workbench.cli.run import EXIT, stopping
from workbench.doctor.base import CHECKS, STATUS_WORDS, Result
from workbench.doctor.base import Status as Outcome
from workbench.doctor.examination import examine, this_installation
from workbench.doctor.report import document, summary

TIME_LIMIT_S = 600.0
"""Nobody may be there to stop it: an installer's last step, a night's job."""

_STYLES: dict[Outcome, str] = {
    "ok": "green",
    "warning": "yellow",
    "failed": "bold red",
    "skipped": "dim",
}


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Register the command."""
    parser = commands.add_parser(
        "doctor",
        parents=[common],
        help="check this installation",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description=(
            "Check this installation: cores and memory, the folders that are written\n"
            "to, the history, every engine, a real parallel run whose scores must\n"
            "equal the serial engine's bit for bit, scikit-learn's own n_jobs, the\n"
            "letters of the window's language, and published reference figures, each\n"
            "recomputed. In the end no process and no shared memory may be left.\n"
            "\n"
            "Nothing of yours is changed: runs go into a temporary history."
        ),
        epilog=(
            "exit status: 0 when nothing failed (warnings are no failures), 1 when\n"
            "something did, 130 when stopped (by Ctrl-C, or after 10 minutes)."
        ),
    )
    parser.add_argument(
        "--json",
        action="store_true",
        help="print one JSON document, with all figures behind the sentences",
    )
    parser.add_argument(
        "--quick",
        action="store_true",
        help="skip the slow checks (native threads, n_jobs, fitting models): half "
        "the time",
    )
    parser.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Examine and print; the exit status."""
    subject = this_installation(history=options.history, lettering=options.lettering)
    results: list[Result] = []
    with (
        stopping(subject.cancel, TIME_LIMIT_S),
        Status("checking …", console=Console(stderr=True)) as status,
    ):
        for result in examine(subject, quick=options.quick):
            results.append(result)
            status.update(f"checking … {len(results)} of {len(CHECKS)}")
    if options.json:
        print(json.dumps(document(results), indent=2, ensure_ascii=False))
    else:
        _print(results)
    if subject.cancel.cancelled:
        return EXIT["cancelled"]
    return 1 if any(result.status == "failed" for result in results) else 0


def _print(results: list[Result]) -> None:
    console = Console(highlight=False)
    table = Table("check", "")
    table.add_column("what was found", overflow="fold")  # a path is needed whole
    for result in results:
        style = _STYLES[result.status]
        text = escape(str(result.found))
        if result.remedy is not None:
            text += f"\n[bold]→ {escape(str(result.remedy))}[/bold]"
        word = f"[{style}]{STATUS_WORDS[result.status]}[/{style}]"
        table.add_row(escape(str(result.title)), word, text)
    console.print(table)
    console.print(str(summary(results)), markup=False)
