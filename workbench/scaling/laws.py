"""Scaling laws in closed form, and as laws whose parameters can be fitted.

``p`` or ``n`` is a number of workers, at least 1 and not necessarily whole, or an array
of them; speedups are against one worker, throughputs in units of work per second.
Amdahl's serial fraction ``f`` is a share of the time on *one* worker, Gustafson's
``s`` a share of the time on *p* workers: different numbers for the same program, see
:func:`amdahl_from_gustafson`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


def amdahl(p: ArrayLike, f: float) -> Array:
    """S(p) = 1 / (f + (1 − f) / p); its limit for many workers is 1 / f.

    Source: Amdahl, "Validity of the single processor approach", AFIPS 1967.
    """
    workers = np.asarray(p, dtype=float)
    return np.asarray(1.0 / (f + (1.0 - f) / workers))


def gustafson(p: ArrayLike, s: float) -> Array:
    """S(p) = p − s (p − 1), for work that grows with the workers (weak scaling).

    Source: Gustafson, "Reevaluating Amdahl's law", CACM 31(5), 1988.
    """
    workers = np.asarray(p, dtype=float)
    return np.asarray(workers - s * (workers - 1.0))


def usl(n: ArrayLike, alpha: float, beta: float, gamma: float = 1.0) -> Array:
    """X(n) = γ n / (1 + α (n − 1) + β n (n − 1)), the Universal Scalability Law.

    α is contention, β coherence (what every pair of workers must agree on), γ the
    throughput of one worker. With β = 0 it is Amdahl's law with f = α.

    Source: Gunther, "Guerrilla Capacity Planning", Springer 2007, chapter 4.
    """
    workers = np.asarray(n, dtype=float)
    load = 1.0 + alpha * (workers - 1.0) + beta * workers * (workers - 1.0)
    return np.asarray(gamma * workers / load)


def usl_peak(alpha: float, beta: float) -> float:
    """n* = √((1 − α) / β), where throughput is largest; infinite for β = 0.

    Not below 1: with α + β ≥ 1 one worker is best. Source: Gunther 2007, section 4.4.
    """
    if beta <= 0.0:
        return math.inf if alpha < 1.0 else 1.0
    return max(1.0, math.sqrt(max(0.0, 1.0 - alpha) / beta))


def karp_flatt(speedup: float, p: float) -> float | None:
    """The serial fraction that a speedup amounts to: e = (1/S − 1/p) / (1 − 1/p).

    ``None`` for one worker. Growing with p it tells of overhead, constant of a serial
    part; negative it tells of a superlinear speedup.

    Source: Karp and Flatt, "Measuring parallel processor performance", CACM 33(5),
    1990.
    """
    if p <= 1.0:
        return None
    return (1.0 / speedup - 1.0 / p) / (1.0 - 1.0 / p)


def amdahl_from_gustafson(s: float, p: float) -> float:
    """Amdahl's f of a program whose share s of the time on p workers is serial.

    f = s / (s + (1 − s) p). Source: Gustafson 1988, by the two definitions.
    """
    return s / (s + (1.0 - s) * p)


def adding_efficiency(n: float, p: ArrayLike) -> Array:
    """E = 1 / (1 + 2 p log₂ p / n): adding n numbers on p workers.

    Source: Grama, Gupta and Kumar, "Isoefficiency", IEEE Parallel & Distributed
    Technology 1(3), 1993.
    """
    workers = np.asarray(p, dtype=float)
    return np.asarray(1.0 / (1.0 + 2.0 * workers * np.log2(workers) / n))


def isoefficient_size(efficiency: float, p: ArrayLike) -> Array:
    """How many numbers to add so that p workers keep ``efficiency``.

    n = 2 E / (1 − E) · p log₂ p, the isoefficiency function of
    :func:`adding_efficiency`.
    """
    workers = np.asarray(p, dtype=float)
    return np.asarray(
        2.0 * efficiency / (1.0 - efficiency) * workers * np.log2(workers)
    )


def straggler_factor(n: int) -> float:
    """E[max of n independent Exp(1)] = H_n: what waiting for the slowest of n costs.

    Source: closed form, the n-th harmonic number.
    """
    return math.fsum(1.0 / k for k in range(1, n + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """A law that can be fitted; the last parameter is a factor of the throughput."""

    name: str
    parameters: tuple[str, ...]
    throughput: Callable[[Array, Array], Array]
    """Of worker counts (points,) and parameters (k,)."""
    upper: tuple[float, ...]
    """The largest value of each parameter; the smallest is 0."""
    starts: tuple[tuple[float, ...], ...]
    """Where the search begins, without the factor."""
    straight: bool = False
    """Whether it is a straight line, for which profiles are exact."""


def _amdahl(n: Array, theta: Array) -> Array:
    return np.asarray(theta[1] * amdahl(n, theta[0]))


def _gustafson(n: Array, theta: Array) -> Array:
    return np.asarray(theta[1] * gustafson(n, theta[0]))


def _usl(n: Array, theta: Array) -> Array:
    return usl(n, theta[0], theta[1], theta[2])


AMDAHL = Law(
    name="amdahl",
    parameters=("serial_fraction", "gamma"),
    throughput=_amdahl,
    upper=(1.0, math.inf),
    starts=((0.01,), (0.2,), (0.7,)),
)
GUSTAFSON = Law(
    name="gustafson",
    parameters=("serial_fraction", "gamma"),
    throughput=_gustafson,
    upper=(1.0, math.inf),
    starts=((0.01,), (0.2,), (0.7,)),
    straight=True,
)
USL = Law(
    name="usl",
    parameters=("alpha", "beta", "gamma"),
    throughput=_usl,
    upper=(1.0, 1.0, math.inf),
    starts=((0.01, 1e-4), (0.1, 1e-2), (0.5, 1e-6), (0.02, 1e-6)),
)
LAWS = {law.name: law for law in (AMDAHL, GUSTAFSON, USL)}
