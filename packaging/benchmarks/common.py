"""What the benchmarks share: the experiment, a table, and the closing line of JSON."""

from __future__ import annotations

import argparse
import json
import platform
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import structs

import workbench
from workbench.core.spec import CvSpec, ExperimentSpec, RepeatSpec
from workbench.planner import PRESETS
from workbench.runner import machine

PRESET = "digits-models"


def parser(description: str | None) -> argparse.ArgumentParser:
    """A parser whose ``--quick`` shrinks the job until it only shows that all works."""
    made = argparse.ArgumentParser(description=(description or "").splitlines()[0])
    made.add_argument(
        "--quick", action="store_true", help="a small job: the figures mean little"
    )
    return made


def experiment(
    workers: tuple[int, ...], repeats: int, *, quick: bool
) -> ExperimentSpec:
    """The preset on these worker counts, timed exactly ``repeats`` times."""
    spec = structs.replace(
        PRESETS[PRESET].spec,
        workers=workers,
        repeats=RepeatSpec(minimum=repeats, maximum=repeats),
    )
    return structs.replace(spec, cv=CvSpec(folds=3)) if quick else spec


def here() -> dict[str, Any]:
    """Where the figures were taken."""
    computer = machine()
    return {
        "workbench": workbench.__version__,
        "python": platform.python_version(),
        "system": platform.platform(),
        "cpu": computer.cpu,
        "cores": computer.cores,
    }


def show(title: str, header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table; numbers in it are given as text."""
    lines = [tuple(map(str, row)) for row in (header, *rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    print(f"\n{title}")
    for line in lines:
        first, *others = (
            cell.ljust(width) if position == 0 else cell.rjust(width)
            for position, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        print("  " + "  ".join([first, *others]))


def conclude(benchmark: str, figures: Mapping[str, Any]) -> None:
    """The last line: everything again, for a program to read."""
    print()
    print(json.dumps({"benchmark": benchmark, **here(), **figures}))
