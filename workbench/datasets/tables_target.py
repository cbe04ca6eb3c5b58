"""The column to predict: its kind, its classes, its values; runs in the child."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.datasets.base import Kind
from workbench.datasets.tables_profile import (
    Profile,
    bad_cells,
    code,
    distinct,
    numbers,
)
from workbench.datasets.tables_source import Column, Source
from workbench.datasets.tables_text import refusal

MOST_CLASSES = 100
MOST_CLASS_NUMBERS = 20
"""A target with more different whole numbers than this is a quantity."""


def read_target(
    source: Source, profile: Profile, notes: list[Message]
) -> tuple[Kind, tuple[str, ...], NDArray[Any]]:
    """Kind, classes and values of the rows that have a target."""
    column = profile.column
    total = int(source.single("count(*)")[0])
    _refuse_target(source, profile, total)
    if dropped := total - profile.present:
        notes.append(
            Message(
                QT_TRANSLATE_NOOP(
                    "Message", "{count} rows without a value of “{target}” left out."
                ),
                {"count": dropped, "target": column.name},
            )
        )
    if profile.numeric:
        return _from_numbers(source, profile)
    labels = distinct(source, column, MOST_CLASSES)
    if profile.mixed and (labels is None or len(labels) > MOST_CLASS_NUMBERS):
        raise refusal("dataset.target", bad_cells(source, column))
    if labels is None:
        raise refusal(
            "dataset.target",
            Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "“{target}” has more than {most} different texts: too many "
                    "classes to predict. Choose another column.",
                ),
                {"target": column.name, "most": MOST_CLASSES},
            ),
        )
    if len(labels) == 1:
        raise refusal("dataset.target", _one_value(column, labels[0]))
    y = numbers(source, [code(column, labels)], column, profile.present)[:, 0]
    return "classification", tuple(labels), y.astype(np.int64)


def _from_numbers(
    source: Source, profile: Profile
) -> tuple[Kind, tuple[str, ...], NDArray[Any]]:
    """Few different whole numbers are classes, others a quantity."""
    column = profile.column
    y = numbers(source, [column.number], column, profile.present)[:, 0]
    if not np.isfinite(y).all():
        raise refusal("dataset.target", bad_cells(source, column))
    values, codes = np.unique(y, return_inverse=True)
    if len(values) == 1:
        raise refusal("dataset.target", _one_value(column, f"{values[0]:g}"))
    if len(values) > MOST_CLASS_NUMBERS or (values != np.trunc(values)).any():
        return "regression", (), np.ascontiguousarray(y)
    classes = tuple(str(int(value)) for value in values)
    return "classification", classes, codes.astype(np.int64)


def _refuse_target(source: Source, profile: Profile, total: int) -> None:
    values: dict[str, Any] = {"target": profile.column.name, "file": source.path.name}
    if total == 0:
        raise refusal(
            "dataset.file",
            Message(
                QT_TRANSLATE_NOOP(
                    "Message", "“{file}” names columns but has no rows below them."
                ),
                values,
            ),
        )
    if profile.present == 0:
        raise refusal(
            "dataset.target",
            Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "The column “{target}” has no value at all. Choose another column "
                    "to predict.",
                ),
                values,
            ),
        )
    if profile.column.family != "value":
        raise refusal(
            "dataset.target",
            Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "“{target}” holds neither numbers nor texts, so it cannot be "
                    "predicted. Choose another column.",
                ),
                values,
            ),
        )


def _one_value(column: Column, value: str) -> Message:
    return Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "“{target}” is “{value}” in every row: there is nothing to predict. Choose "
            "another column, or add rows with other values.",
        ),
        {"target": column.name, "value": value},
    )
