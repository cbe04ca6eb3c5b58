"""``workbench fit``: scaling laws of timings that were measured elsewhere."""

from __future__ import annotations

import argparse
import json
import math
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from rich.console import Console
from rich.table import Table

from workbench.scaling.analysis import Analysis, analyse
from workbench.scaling.fitting import Fit
from workbench.scaling.next_measurement import (
    NextMeasurement,
    Target,
    expected_costs,
    next_measurement,
    one_more_repeat,
    possible_counts,
)
from workbench.scaling.recommend import Recommendation, recommend
from workbench.scaling.timings import MOST_WORKERS, read_timings
from workbench.scaling.what_if import SpeedupThere, WorkersFor, speedup_at, workers_for


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Register the command."""
    parser = commands.add_parser(
        "fit",
        parents=[common],
        help="fit scaling laws to timings from a CSV file",
        description="Fit Amdahl's law, Gustafson's law and the Universal Scalability "
        "Law to timings from a CSV file with the columns “workers” and one of "
        "“seconds” or “throughput”; repeats are further rows.",
    )
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument(
        "--at",
        type=_count,
        metavar="N",
        help="what would N workers give? The next measurement is chosen for this "
        "(default: for the largest count)",
    )
    parser.add_argument(
        "--reach",
        type=_positive,
        metavar="S",
        help="how many workers are S times as fast as one?",
    )
    parser.add_argument(
        "--up-to",
        type=_count,
        metavar="N",
        help="the most workers that can be measured (default: as in the file)",
    )
    parser.add_argument(
        "--budget",
        type=_positive,
        metavar="SECONDS",
        help="for the next measurement (default: what measuring every count once more "
        "takes); a number of measurements where throughputs are given",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.set_defaults(command=run)


def _count(text: str) -> int:
    count = int(text)
    if not 1 <= count <= MOST_WORKERS:
        raise argparse.ArgumentTypeError(f"{count} is no number of workers")
    return count


def _positive(text: str) -> float:
    value = float(text)
    if not (math.isfinite(value) and value > 0.0):
        raise argparse.ArgumentTypeError(f"{text} is not positive and finite")
    return value


def run(options: argparse.Namespace) -> int:
    """Fit and print; the exit status."""
    timings = read_timings(options.file)
    found = analyse(timings.rows, timings.kind)
    advice = recommend(found)
    further = _further(found, options)
    if options.json:
        print(
            json.dumps(document(found, advice, further), indent=2, ensure_ascii=False)
        )
    else:
        show(found, advice, further)
    return 0


class Further(NamedTuple):
    """What follows from the laws: what to measure next, and what was asked."""

    following: NextMeasurement
    at: SpeedupThere | None
    reach: WorkersFor | None


def _further(found: Analysis, options: argparse.Namespace) -> Further:
    counts = possible_counts(found, options.up_to)
    following = next_measurement(
        found,
        expected_costs(found, counts),
        options.budget or one_more_repeat(found),
        Target(workers=options.at or counts[-1]),
    )
    law, measured = found.best, found.points[-1].workers
    at = reach = None
    if law is not None and options.at is not None:
        at = speedup_at(law, options.at, measured)
    if law is not None and options.reach is not None:
        reach = workers_for(law, options.reach, measured)
    return Further(following, at, reach)


def document(
    found: Analysis, advice: Recommendation, further: Further
) -> dict[str, Any]:
    """The analysis for a program to read.

    ``peak`` and ``limit`` are throughputs where throughputs were given, and speedups
    over one worker where times were.
    """
    return {
        "kind": found.kind,
        "points": [
            {
                "workers": point.workers,
                "value": point.value,
                "speedup": point.speedup,
                "efficiency": point.efficiency,
                "karp_flatt": point.karp_flatt,
                "repeats": point.repeats,
            }
            for point in found.points
        ],
        "laws": {name: _law(fit, found.kind) for name, fit in found.laws.items()},
        "best_law": found.best_law,
        "flags": [
            {"name": flag.name, "text": str(flag.message)} for flag in found.flags
        ],
        "verdict": {
            "text": " ".join(map(str, advice.sentences)),
            **{
                name: None
                if choice is None
                else {"workers": choice.workers, "range": [choice.low, choice.high]}
                for name, choice in (
                    ("fastest", advice.fastest),
                    ("knee", advice.knee),
                    ("cheapest", advice.cheapest),
                )
            },
        },
        "next": _in_words(further.following),
        "what_if": {"at": _in_words(further.at), "reach": _in_words(further.reach)},
    }


def _in_words(
    answer: NextMeasurement | SpeedupThere | WorkersFor | None,
) -> dict[str, Any] | None:
    """An answer's figures, its sentences as one text."""
    if answer is None:
        return None
    figures = msgspec.structs.asdict(answer)
    figures["text"] = " ".join(map(str, figures.pop("sentences")))
    return figures


def _law(fit: Fit, kind: str) -> dict[str, Any]:
    unit = fit.theta[-1].item() if kind == "seconds" else 1.0
    return {
        "parameters": {
            name: {
                "value": estimate.value,
                "se": estimate.se,
                "ci95": list(estimate.ci95),
                "at_bound": estimate.at_bound,
            }
            for name, estimate in fit.parameters.items()
        },
        "aicc": fit.aicc,
        "residual_sd": fit.residual_sd,
        "df": fit.df,
        "peak_workers": fit.peak_workers,
        "peak": None if fit.peak is None else fit.peak / unit,
        "limit": None if fit.limit is None else fit.limit / unit,
    }


def show(found: Analysis, advice: Recommendation, further: Further) -> None:
    """Tables and sentences for a person."""
    console = Console()
    points = Table(title="Measured")
    for head in ("workers", found.kind, "speedup", "efficiency", "serial fraction"):
        points.add_column(head, justify="right")
    for point in found.points:
        serial = "–" if point.karp_flatt is None else f"{point.karp_flatt:.4f}"
        points.add_row(
            str(point.workers),
            f"{point.value:.5g}",
            f"{point.speedup:.3f}",
            f"{100 * point.efficiency:.0f} %",
            serial,
        )
    console.print(points)
    laws = Table(title="Laws, with 95 % intervals")
    for head in ("law", "parameter", "value", "low", "high", "AICc"):
        laws.add_column(
            head, justify="left" if head in ("law", "parameter") else "right"
        )
    for name, fit in found.laws.items():
        aicc = "–" if fit.aicc is None else f"{fit.aicc:.1f}"
        for parameter, estimate in fit.parameters.items():
            note = " (at its bound)" if estimate.at_bound else ""
            low, high = (f"{bound:.5g}" for bound in estimate.ci95)
            laws.add_row(
                name, parameter + note, f"{estimate.value:.5g}", low, high, aicc
            )
            name = aicc = ""
    console.print(laws)
    for sentence in (
        *advice.sentences,
        *(flag.message for flag in found.flags),
        *(further.at.sentences if further.at else ()),
        *(further.reach.sentences if further.reach else ()),
        *further.following.sentences,
    ):
        console.print(str(sentence), highlight=False)
