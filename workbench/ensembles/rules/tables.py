"""Members' predictions as the arrays that rules compute with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.ensembles.evidence import Evidence, Predicted

Array = NDArray[np.float64]

_GROUP = 16
"""Factors of 1e-16 to 1e16 whose product is far from what a float cannot hold."""


def probabilities(members: Sequence[Predicted]) -> list[Array]:
    """Each member's class probabilities, (rows, classes).

    Raises ``ValueError`` when a member has none.
    """
    tables = [m.probabilities for m in members if m.probabilities is not None]
    if len(tables) != len(members):
        raise ValueError("this rule needs probabilities from every member")
    return tables


def inner(evidence: Evidence) -> tuple[Predicted, ...]:
    """The members' out-of-fold predictions; ``ValueError`` where they are missing."""
    if len(evidence.inner) != len(evidence.keys):
        raise ValueError("this rule needs out-of-fold predictions of every member")
    return evidence.inner


def outputs(members: Sequence[Predicted], kind: str) -> list[Array]:
    """What is averaged: probabilities of classes, else values, as float64."""
    if kind == "classification":
        return probabilities(members)
    return [np.asarray(member.labels, dtype=np.float64) for member in members]


def of_class(table: Array, truth: NDArray[Any]) -> Array:
    """What a table of probabilities gives each row's true class, (rows,)."""
    chosen: Array = of_classes([table], truth)[0]
    return chosen


def of_classes(tables: Sequence[Array], truth: NDArray[Any]) -> Array:
    """The same of several tables, (tables, rows)."""
    chosen = np.empty((len(tables), len(truth)))
    if tables[0].shape[1] == 2:
        second = truth == 1
        for row, table in zip(chosen, tables, strict=True):
            np.copyto(row, table[:, 0])
            np.copyto(row, table[:, 1], where=second)
        return chosen
    at = np.arange(len(truth))
    for row, table in zip(chosen, tables, strict=True):
        row[:] = table[at, truth]
    return chosen


def likeliest(table: Array) -> NDArray[np.int64]:
    """The class of the highest probability, the lowest on ties, (rows,).

    As ``argmax(axis=1)``, for two classes several times as fast.
    """
    if table.shape[1] == 2:
        second: NDArray[np.int64] = (table[:, 1] > table[:, 0]).astype(np.int64)
        return second
    labels: NDArray[np.int64] = table.argmax(axis=1)
    return labels


def log_losses(table: Array, truth: NDArray[Any]) -> Array:
    """−log p of each row's true class, p clipped as scikit-learn's ``log_loss`` does.

    (rows,); their mean is that loss.
    """
    eps = np.finfo(np.float64).eps
    losses: Array = -np.log(np.clip(of_class(table, truth), eps, 1.0 - eps))
    return losses


def log_of_product(factors: Array) -> float:
    """Σ log x over (rows,) of factors x from 1e-16 to 1e16.

    Many are multiplied before a logarithm is taken: products are much faster.
    """
    whole = len(factors) - len(factors) % _GROUP
    products = np.multiply.reduce(factors[:whole].reshape(_GROUP, -1), axis=0)
    return float(np.log(products).sum() + np.log(factors[whole:]).sum())


def weighted_mean(outputs_: Sequence[Array], weights: Array) -> Array:
    """Σ w_m · output_m / Σ w_m, added up in the order of the members.

    Bit for bit ``numpy.average``, without a copy of all outputs.
    """
    total = np.zeros_like(outputs_[0], dtype=np.float64)
    for output, weight in zip(outputs_, weights, strict=True):
        if weight:
            total += output * weight
    total /= weights.sum()
    return total


def predicted(output: Array, kind: str) -> Predicted:
    """Probabilities with the likeliest class, the lowest on ties; or plain values."""
    if kind == "classification":
        return Predicted(labels=likeliest(output), probabilities=output)
    return Predicted(labels=output)


def named(keys: Sequence[str], weights: Array) -> dict[str, float]:
    """Weights by member, scaled to the sum 1."""
    shares = weights / weights.sum()
    return {key: float(share) for key, share in zip(keys, shares, strict=True)}


def equal_weights(keys: Sequence[str]) -> dict[str, float]:
    """The same weight for every member."""
    return dict.fromkeys(keys, 1.0 / len(keys))


def tie_note(counts: NDArray[Any]) -> Message | None:
    """How many rows had no single winner in ``counts``, (classes, rows)."""
    ties = int(((counts == counts.max(axis=0)).sum(axis=0) > 1).sum())
    if ties == 0:
        return None
    return Message(
        QT_TRANSLATE_NOOP(
            "Message", "Rows that were a tie, which the lowest label won: {ties}."
        ),
        {"ties": ties},
    )
