"""``workbench list``: what can be chosen, and what was run."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.table import Table

from workbench.datasets import DATASETS
from workbench.engines import ENGINES
from workbench.ensembles import RULES
from workbench.estimators import ESTIMATORS
from workbench.external import Environments
from workbench.planner import PRESETS
from workbench.session import Session
from workbench.workloads import WORKLOADS

Row = dict[str, Any]


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Register the command."""
    parser = commands.add_parser(
        "list", parents=[common], help="list what can be chosen, or past runs"
    )
    parser.add_argument("what", choices=tuple(_ROWS))
    parser.add_argument("--search", default="", help="runs that match this text")
    parser.add_argument("--json", action="store_true", help="print a JSON list")
    parser.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Print the rows; the exit status."""
    rows = list(_ROWS[options.what](options))
    if options.json:
        print(json.dumps(rows, indent=2, ensure_ascii=False))
        return 0
    if not rows:
        print("nothing yet")
        return 0
    table = Table()
    for name in rows[0]:
        table.add_column(name, no_wrap=name == "name")
    for row in rows:
        table.add_row(*(_shown(value) for value in row.values()))
    Console(highlight=False, markup=False).print(table)
    return 0


def _datasets(options: argparse.Namespace) -> Iterable[Row]:
    for name, entry in DATASETS.items():
        yield {
            "name": name,
            "title": str(entry.title),
            "kind": entry.kind,
            "rows": entry.rows,
            "features": entry.n_features,
            "classes": entry.n_classes,
            "parameters": [p.name for p in entry.parameters],
        }


def _models(options: argparse.Namespace) -> Iterable[Row]:
    for name, entry in ESTIMATORS.items():
        yield {
            "name": name,
            "title": str(entry.title),
            "kind": entry.kind,
            "available": entry.available,
            "parameters": [p.name for p in entry.parameters],
        }
    for name, rule in RULES.items():
        yield {
            "name": name,
            "title": str(rule.title),
            "kind": rule.kind or "classification, regression",
            "available": True,
            "parameters": [p.name for p in rule.parameters],
        }


def _engines(options: argparse.Namespace) -> Iterable[Row]:
    environments = Environments()
    for name, engine in ENGINES.items():
        availability = environments.availability(name)
        yield {
            "name": name,
            "title": str(engine.title),
            "available": availability.available,
            "remedy": str(availability.message),
        }


def _workloads(options: argparse.Namespace) -> Iterable[Row]:
    for name, entry in WORKLOADS.items():
        yield {
            "name": name,
            "title": str(entry.title),
            "help": str(entry.help),
            "grows": None if entry.grows is None else str(entry.grows),
            "parameters": [p.name for p in entry.parameters],
        }


def _presets(options: argparse.Namespace) -> Iterable[Row]:
    for name, preset in PRESETS.items():
        yield {"name": name, "title": str(preset.title), "help": str(preset.help)}


def _runs(options: argparse.Namespace) -> Iterable[Row]:
    with Session(history=options.history) as session:
        runs = session.store.runs(options.search)
    for run_ in runs:
        when = datetime.fromtimestamp(run_.started_at).astimezone()
        yield {
            "run": run_.id,
            "started": when.isoformat(sep=" ", timespec="seconds"),
            "what": run_.title,
            "status": run_.status,
            "engine": run_.engine,
            "scaling": run_.scaling,
            "speedup": run_.best_speedup,
            "recommended workers": run_.recommended_workers,
            "best model": run_.best_model,
            "score": run_.best_score,
            "measured on": run_.origin or "this computer",
        }


def _shown(value: object) -> str:
    match value:
        case None:
            return "–"
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:.3g}"
        case list():
            return ", ".join(map(str, value))
        case _:
            return str(value)


_ROWS: dict[str, Callable[[argparse.Namespace], Iterable[Row]]] = {
    "datasets": _datasets,
    "models": _models,
    "engines": _engines,
    "workloads": _workloads,
    "presets": _presets,
    "runs": _runs,
}
