"""``workbench predict``: what a saved model says of the rows of a table."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import msgspec

from workbench.persistence import predict_table
from workbench.store.files import replace_file


def add_to(commands: Any, common: argparse.ArgumentParser) -> None:
    """Register the command."""
    parser = commands.add_parser(
        "predict",
        help="predict the rows of a CSV or Parquet file with a saved model",
        description="Predict every row of a CSV or Parquet file with a model that "
        "“workbench save” or the window wrote. Columns are found by their names. "
        "Without --out the predictions are printed as CSV, with the probability of "
        "each class where the model gives such.",
    )
    parser.add_argument("model", type=Path, metavar="MODEL", help="a .skops file")
    parser.add_argument("file", type=Path, metavar="FILE", help="the table")
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="write the predictions there, as CSV"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Predict, print or write; the exit status."""
    found = predict_table(options.model, options.file)
    for note in found.notes:
        print(f"workbench: {note}", file=sys.stderr)
    if options.out is not None:
        replace_file(options.out, found.csv().encode())
        print(f"{found.rows} predictions written to {options.out}", file=sys.stderr)
    if options.json:
        document = msgspec.to_builtins(found.document())
        print(json.dumps(document, indent=2, ensure_ascii=False))
    elif options.out is None:
        print(found.csv(), end="")
    return 0
