"""``workbench fit``: scaling laws of timings that were measured elsewhere."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from workbench.scaling.analysis import Analysis, analyse
from workbench.scaling.fitting import Fit
from workbench.scaling.recommend import Recommendation, recommend
from workbench.scaling.timings import read_timings


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
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Fit and print; the exit status."""
    timings = read_timings(options.file)
    found = analyse(timings.rows, timings.kind)
    advice = recommend(found)
    if options.json:
        print(json.dumps(document(found, advice), indent=2, ensure_ascii=False))
    else:
        show(found, advice)
    return 0


def document(found: Analysis, advice: Recommendation) -> dict[str, Any]:
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
    }


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


def show(found: Analysis, advice: Recommendation) -> None:
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
    for sentence in (*advice.sentences, *(flag.message for flag in found.flags)):
        console.print(str(sentence), highlight=False)
