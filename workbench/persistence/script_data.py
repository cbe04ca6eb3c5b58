"""The lines of a script that read the data: what ships with scikit-learn, or a file."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import numpy as np

from workbench.core.parameters import filled
from workbench.datasets import DATASETS, Dataset, sniff
from workbench.datasets.dialect import MISSING
from workbench.persistence.chosen import Chosen
from workbench.persistence.script_code import Source

_SHIPPED = ("iris", "wine", "breast_cancer", "digits", "diabetes")
_READ_CSV = '''\
def read_table():
    """The rows that have a target: features as numbers, the target as its code."""
    with open(FILE, encoding={encoding!r}, newline="") as file:
        lines = [line for line in csv.reader(file, {dialect}) if line]
    X, y = [], []
    for line in lines[{skip}:]:
        cells = [None if cell.strip() in MISSING else cell.strip() for cell in line]
        if cells[TARGET] is not None:
            X.append([code(cells[at], known) for at, known in COLUMNS.values()])
            y.append({target})
    return np.array(X, dtype=float), np.array(y)


def code(cell, known):
    """A number, or the place of a text among those that are known; NaN for no value."""
    if cell is None:
        return float("nan")
    return known.index(cell) if known else {number}
'''


def data_lines(row: Chosen, source: Source, beside: str) -> tuple[str, bytes | None]:
    """Source that makes ``X`` and ``y``, and what it wants in the file ``beside``."""
    spec = row.spec.dataset
    if row.dataset.text is not None:
        return _texts_beside(row.dataset, beside, source), _texts_as_csv(row.dataset)
    if spec.file is not None:
        preview = sniff(spec.file, spec.dialect)
        if preview.dialect is not None:
            names = [column.name for column in preview.columns]
            return _from_csv(row, names, preview.dialect, source), None
    elif spec.name in _SHIPPED:
        return _shipped(row, source), None
    elif spec.name == "synthetic":
        return _synthetic(row, source), None
    return _from_beside(row.dataset, beside, source), _as_csv(row.dataset)


def _shipped(row: Chosen, source: Source) -> str:
    name = f"load_{row.spec.dataset.name}"
    source.need("sklearn.datasets", name)
    return f"X, y = {name}(return_X_y=True)\n" + _subset(row)


def _subset(row: Chosen) -> str:
    """The columns that were chosen, by their places."""
    spec = row.spec.dataset
    if spec.features is None:
        return ""
    entry = DATASETS.get(spec.name)
    known = entry.feature_names(filled(entry.parameters, spec.params))
    if row.dataset.features == known:
        return ""
    places = [known.index(name) for name in row.dataset.features]
    return f"X = np.ascontiguousarray(X[:, {places}])\n"


def _synthetic(row: Chosen, source: Source) -> str:
    source.need("sklearn.datasets", "make_classification")
    params = filled(DATASETS.get("synthetic").parameters, row.spec.dataset.params)
    classes, informative = int(params["classes"] or 0), int(params["informative"] or 0)
    arguments = {
        "n_samples": params["rows"],
        "n_features": params["features"],
        "n_informative": informative,
        "n_redundant": 0,
        "n_classes": classes,
        # Two clusters make a class that no straight border fits, where there is room.
        "n_clusters_per_class": 2 if 2 * classes <= 2 ** min(informative, 32) else 1,
        "class_sep": params["class_sep"],
        "flip_y": params["flip_y"],
        "shuffle": False,
        "random_state": row.spec.seed,
    }
    lines = "".join(f"    {name}={value!r},\n" for name, value in arguments.items())
    return (
        f"X, y = make_classification(\n{lines})\n"
        f"order = np.random.default_rng({row.spec.seed}).permutation(len(y))\n"
        f"X, y = X[order], y[order]\n{_subset(row)}"
    )


def _from_csv(
    row: Chosen, names: list[str], dialect: dict[str, Any], source: Source
) -> str:
    dataset = row.dataset
    columns = {
        name: (names.index(name), list(dataset.categories.get(i, ())))
        for i, name in enumerate(dataset.features)
    }
    number = (
        'float(cell.replace(",", "."))'
        if dialect["decimal"] == ","
        else ("float(cell)")
    )
    reader = {"delimiter": dialect["delimiter"]}
    if dialect["quote"]:
        reader["quotechar"] = dialect["quote"]
    encoding = dialect["encoding"]
    given = ", ".join(f"{name}={value!r}" for name, value in reader.items())
    if not dialect["quote"]:
        given += ", quoting=csv.QUOTE_NONE"
    body = _READ_CSV.format(
        encoding="utf-8-sig" if encoding == "utf-8" else encoding,
        dialect=given,
        skip=int(dialect["header"]),
        target=_target(dataset, number),
        number=number,
    )
    lines = [
        f"FILE = {row.spec.dataset.file!r}",
        f"MISSING = {MISSING!r}",
        "COLUMNS = " + source.expression(columns, prefix=10),
        f"TARGET = {names.index(dataset.target)}",
    ]
    if dataset.classes:
        lines.append("CLASSES = " + source.expression(list(dataset.classes), prefix=10))
    return "\n".join(lines) + f"\n\n\n{body}\n\nX, y = read_table()\n"


def _target(dataset: Dataset, number: str) -> str:
    cell = number.replace("cell", "cells[TARGET]")
    if not dataset.classes:
        return cell
    whole = all(re.fullmatch(r"-?\d+", name) for name in dataset.classes)
    return f"CLASSES.index({f'str(int({cell}))' if whole else 'cells[TARGET]'})"


def _from_beside(dataset: Dataset, beside: str, source: Source) -> str:
    source.need("pathlib", "Path")
    whole = ".astype(int)" if dataset.classes else ""
    return (
        f"table = np.loadtxt(\n    Path(__file__).with_name({beside!r}), "
        'delimiter=",", skiprows=1, comments=None, ndmin=2\n)\n'
        f"X, y = np.ascontiguousarray(table[:, :-1]), table[:, -1]{whole}\n"
    )


def _texts_beside(dataset: Dataset, beside: str, source: Source) -> str:
    source.need("pathlib", "Path")
    number = "int" if dataset.classes else "float"
    return (
        f"path = Path(__file__).with_name({beside!r})\n"
        'with path.open(encoding="utf-8", newline="") as file:\n'
        "    lines = list(csv.reader(file))[1:]\n"
        "X = np.array([[text] for text, _ in lines])\n"
        f"y = np.array([{number}(target) for _, target in lines])\n"
    )


def _texts_as_csv(dataset: Dataset) -> bytes:
    """Text and target of each row, the latter as a number."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow([dataset.features[0], dataset.target or "target"])
    texts = (cell.decode() for cell in dataset.X[:, 0])
    writer.writerows(zip(texts, dataset.y.tolist(), strict=True))
    return table.getvalue().encode()


def _as_csv(dataset: Dataset) -> bytes:
    """Features and target as numbers, exactly; names only in the first line."""
    names = [*dataset.features, dataset.target or "target"]
    head = ",".join(re.sub(r'[,"\r\n]', " ", name) for name in names)
    table = np.column_stack([dataset.X, dataset.y])
    lines = (",".join(map(repr, line)) for line in table.tolist())
    return "\n".join([head, *lines, ""]).encode()
