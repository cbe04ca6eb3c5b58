"""Kernels that compute a number: π by chance, an integral, the Mandelbrot set."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import whole
from workbench.workloads.kernels.base import (
    Cut,
    Facts,
    Kernel,
    Params,
    count_parameter,
    cut_range,
    in_proportion,
    taller,
    tasks_parameter,
)

_BLOCK = 100_000
"""Points that are drawn at once: more would not fit into a cache."""


def points_inside(begin: int, end: int, seed: int) -> int:
    """How many of these random points of the unit square lie in the circle."""
    rng = np.random.default_rng([seed, begin])
    inside = 0
    for start in range(begin, end, _BLOCK):
        xy = rng.random((2, min(_BLOCK, end - start)))
        inside += int(np.count_nonzero((xy**2).sum(axis=0) <= 1.0))
    return inside


def _cut_points(params: Params, seed: int) -> Cut:
    return cut_range(params, "points", 1.6e-8, seed)


def _pi(params: Params, values: Sequence[Any]) -> Facts:
    estimate = 4 * sum(values) / whole(params, "points")
    return {"π, estimated": estimate, "error": abs(estimate - math.pi)}


Kernel(
    name="monte_carlo_pi",
    title=Message(QT_TRANSLATE_NOOP("Message", "π by chance")),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "Random points in a square: the share inside the circle is π / 4. Teaches "
            "how well independent work scales, and that each task needs random numbers "
            "of its own.",
        )
    ),
    parameters=(
        count_parameter(
            "points",
            Message(QT_TRANSLATE_NOOP("Message", "Points")),
            default=20_000_000,
            maximum=10_000_000_000,
            words=Message(
                QT_TRANSLATE_NOOP(
                    "Message", "The error shrinks with the square root of them."
                )
            ),
        ),
        tasks_parameter(32),
    ),
    run=points_inside,
    cut=_cut_points,
    combine=_pi,
    growth=in_proportion(
        Message(QT_TRANSLATE_NOOP("Message", "points")), "points", "tasks"
    ),
).register()


def area(begin: int, end: int, steps: int) -> float:
    """∫ 4 / (1 + x²) over steps ``begin`` to ``end`` of [0, 1], by midpoints."""
    total = 0.0
    for start in range(begin, end, _BLOCK):
        x = (np.arange(start, min(end, start + _BLOCK)) + 0.5) / steps
        total += float((4.0 / (1.0 + x * x)).sum())
    return total / steps


def _cut_steps(params: Params, seed: int) -> Cut:
    return cut_range(params, "steps", 6e-9, whole(params, "steps"))


def _integral(params: Params, values: Sequence[Any]) -> Facts:
    found = math.fsum(values)
    return {"integral": found, "error": abs(found - math.pi)}


Kernel(
    name="integration",
    title=Message(QT_TRANSLATE_NOOP("Message", "Numerical integration")),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "The integral of 4 / (1 + x²) from 0 to 1, which is π, by midpoints. "
            "Teaches cutting a range, and that sums are added in a fixed order to be "
            "the same everywhere.",
        )
    ),
    parameters=(
        count_parameter(
            "steps",
            Message(QT_TRANSLATE_NOOP("Message", "Steps")),
            default=50_000_000,
            maximum=100_000_000_000,
        ),
        tasks_parameter(32),
    ),
    run=area,
    cut=_cut_steps,
    combine=_integral,
    growth=in_proportion(
        Message(QT_TRANSLATE_NOOP("Message", "steps")), "steps", "tasks"
    ),
).register()


def rows_inside(begin: int, end: int, rows: int, columns: int, iterations: int) -> int:
    """How many points in these of all ``rows`` belong to the Mandelbrot set."""
    inside = 0
    x = np.linspace(-2.0, 0.5, columns)
    for row in range(begin, end):
        c = x + 1j * (-1.25 + 2.5 * (row + 0.5) / rows)
        z = np.zeros_like(c)
        alive = np.arange(columns)
        for _ in range(iterations):
            z = z * z + c
            stays = z.real * z.real + z.imag * z.imag <= 4.0
            if not stays.all():
                z, c, alive = z[stays], c[stays], alive[stays]
            if not alive.size:
                break
        inside += int(alive.size)
    return inside


def _cut_rows(params: Params, seed: int) -> Cut:
    size, iterations = whole(params, "size"), whole(params, "iterations")
    seconds = iterations * (2e-5 + size * 3e-9)
    return cut_range(params, "rows", seconds, whole(params, "rows"), size, iterations)


def _area(params: Params, values: Sequence[Any]) -> Facts:
    points = whole(params, "size") * whole(params, "rows")
    return {"points inside": sum(values), "area": sum(values) * 2.5**2 / points}


Kernel(
    name="mandelbrot",
    title=Message(QT_TRANSLATE_NOOP("Message", "Mandelbrot set")),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "How many points of a picture belong to the set. Rows in the middle take "
            "much longer than those at the edge: teaches imbalance, and that more and "
            "smaller tasks even it out.",
        )
    ),
    parameters=(
        count_parameter(
            "size",
            Message(QT_TRANSLATE_NOOP("Message", "Rows and columns")),
            default=600,
            minimum=2,
            maximum=20_000,
        ),
        count_parameter(
            "iterations",
            Message(QT_TRANSLATE_NOOP("Message", "Iterations")),
            default=200,
            maximum=100_000,
        ),
        tasks_parameter(24),
    ),
    run=rows_inside,
    cut=_cut_rows,
    combine=_area,
    growth=taller(Message(QT_TRANSLATE_NOOP("Message", "rows of the picture"))),
).register()
