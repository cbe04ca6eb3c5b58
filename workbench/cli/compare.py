"""``workbench compare``: the same models on several data sets."""

from __future__ import annotations

import argparse
import json
from typing import Any

from rich.console import Console
from rich.table import Table

from workbench.cli.show import named_states
from workbench.core.ensemble import PairTest, Ranks
from workbench.ensembles.across import ranks_of
from workbench.ensembles.signed_rank import least_datasets


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Register the command."""
    parser = commands.add_parser(
        "compare",
        parents=[common],
        help="compare models over several runs, each on other data",
        description="Rank the models and rules of several runs, each on a data set of "
        "its own: mean ranks, Friedman's test, which cannot be told apart (Nemenyi), "
        "and Wilcoxon's test of every pair.",
    )
    parser.add_argument(
        "runs",
        nargs="+",
        metavar="RUN",
        help="runs' numbers, “last”, or .wbrun files, of the same models",
    )
    parser.add_argument(
        "--models",
        type=_names,
        metavar="A,B,C",
        help="compare only these rows (default: all)",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.set_defaults(command=run)


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def run(options: argparse.Namespace) -> int:
    """Compare and print; the exit status."""
    states = named_states(options.runs, options.history)
    found = ranks_of(states, options.models)
    if options.json:
        print(json.dumps(document(found), indent=2, ensure_ascii=False))
    else:
        show(found)
    return 0


def document(found: Ranks) -> dict[str, Any]:
    """The comparison for a program to read."""
    return {
        "datasets": list(found.datasets),
        "rows": [
            {
                "key": key,
                "title": str(found.titles[row]),
                "mean_rank": found.mean_ranks[row],
                "scores": [line[row] for line in found.scores],
            }
            for row, key in enumerate(found.keys)
        ],
        "friedman": {
            "statistic": found.statistic,
            "df": len(found.keys) - 1,
            "p": found.p,
        },
        "critical_difference": found.critical_difference,
        "groups": [list(group) for group in found.groups],
        "wilcoxon": [_test(test) for test in found.wilcoxon],
        "verdict": {"text": _text(found)},
    }


def _test(test: PairTest) -> dict[str, Any]:
    return {
        "first": test.first,
        "second": test.second,
        "difference": test.difference,
        "statistic": test.statistic,
        "p": test.p,
        "p_adjusted": test.p_adjusted,
        "text": str(test.sentence),
    }


def _text(found: Ranks) -> str:
    return str(found.sentence) if found.sentence else ""


def show(found: Ranks) -> None:
    """Tables and sentences for a person."""
    console = Console(highlight=False)
    console.print(_text(found), markup=False)
    console.print(_mean_ranks(found))
    console.print(
        f"Friedman's test: χ² = {found.statistic:.3f}, {len(found.keys) - 1} degrees "
        f"of freedom, p = {found.p:.4f}.",
        markup=False,
    )
    console.print(
        f"Critical difference of mean ranks (Nemenyi, 5 %): "
        f"{found.critical_difference:.3f}.",
        markup=False,
    )
    titles = dict(zip(found.keys, found.titles, strict=True))
    for group in found.groups:
        names = ", ".join(str(titles[key]) for key in group)
        console.print(f"Not told apart: {names}.", markup=False)
    console.print(_wilcoxon(found))
    pairs, datasets = len(found.wilcoxon), len(found.datasets)
    if (needed := least_datasets(pairs)) > datasets:
        console.print(
            f"With {pairs} pairs on {datasets} data sets Wilcoxon’s test can find "
            f"nothing; {needed} data sets are the fewest.",
            markup=False,
        )


def _mean_ranks(found: Ranks) -> Table:
    table = Table("row", "mean rank", *found.datasets, title="1 is the best rank")
    order = sorted(range(len(found.keys)), key=found.mean_ranks.__getitem__)
    for row in order:
        table.add_row(
            str(found.titles[row]),
            f"{found.mean_ranks[row]:.2f}",
            *(f"{line[row]:.3f}" for line in found.scores),
        )
    return table


def _wilcoxon(found: Ranks) -> Table:
    table = Table(
        *("first", "second", "difference", "W", "p", "p (Holm)"),
        title="Wilcoxon’s signed-rank test, exact",
    )
    titles = dict(zip(found.keys, found.titles, strict=True))
    for test in found.wilcoxon:
        table.add_row(
            str(titles[test.first]),
            str(titles[test.second]),
            f"{test.difference:+.3f}",
            f"{test.statistic:g}",
            f"{test.p:.4f}",
            f"{test.p_adjusted:.4f}",
        )
    return table
