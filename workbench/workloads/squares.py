"""The first example of every course on parallel computing: squares over a pool.

f(x) = Σ f_i(x): the list is cut into pieces, each piece is one task, the answers are
added up. ``rounds`` repeats the arithmetic, since squaring a number takes less time
than sending it anywhere, which is the lesson of the default's opposite, ``rounds`` = 1.

In weak scaling p workers get the list p times. A list p times as long would not be p
times the work: Python takes up to a fifth longer to square a larger number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import whole
from workbench.workloads.kernels.base import (
    Cut,
    Facts,
    Growth,
    Kernel,
    Params,
    Piece,
    count_parameter,
    cut_range,
    tasks_parameter,
)

_SECONDS_PER_SQUARE = 4e-8
_LISTS = "lists"
"""Beside the parameters: how many lists there are, one unless the problem grew."""


def sum_of_squares(start: int, stop: int, rounds: int) -> int:
    """Σ x² for start ≤ x < stop, computed ``rounds`` times over."""
    total = 0
    for _ in range(rounds):
        total = sum(x * x for x in range(start, stop))
    return total


def _cut(params: Params, seed: int) -> Cut:
    rounds, lists = whole(params, "rounds"), whole(params, _LISTS)
    one = cut_range(params, "numbers", rounds * _SECONDS_PER_SQUARE, rounds)

    def pieces() -> list[Piece]:
        first = one.pieces()
        return first + [
            replace(piece, part=f"list {again}: {piece.part}")
            for again in range(2, lists + 1)
            for piece in first
        ]

    return Cut(count=lists * one.count, seconds=lists * one.seconds, pieces=pieces)


def _so_many_lists(params: Params, workers: int) -> Params:
    return {**params, _LISTS: workers}


def _total(params: Params, values: Sequence[Any]) -> Facts:
    total = sum(values)
    return {"sum of squares": total if total < 2**63 else str(total)}


Kernel(
    name="squares",
    title=Message(QT_TRANSLATE_NOOP("Message", "Squares")),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "Squares of a list over a pool: the smallest example of cutting work "
            "into tasks.",
        )
    ),
    parameters=(
        count_parameter(
            "numbers",
            Message(QT_TRANSLATE_NOOP("Message", "Numbers")),
            default=20_000,
            maximum=10_000_000,
            words=Message(
                QT_TRANSLATE_NOOP(
                    "Message", "How many whole numbers, from 0, are squared."
                )
            ),
        ),
        tasks_parameter(64),
        count_parameter(
            "rounds",
            Message(QT_TRANSLATE_NOOP("Message", "Rounds")),
            default=50,
            maximum=100_000,
            words=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "How often each square is computed, to make a task last longer.",
                )
            ),
        ),
    ),
    run=sum_of_squares,
    cut=_cut,
    combine=_total,
    growth=Growth(
        what=Message(QT_TRANSLATE_NOOP("Message", "lists of numbers")),
        params=_so_many_lists,
    ),
).register()
