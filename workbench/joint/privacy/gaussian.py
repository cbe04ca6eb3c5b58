"""Gaussian noise on the sum of clipped updates, and how much of it one release needs.

DP-FedAvg (McMahan et al. 2018) with equal weights: a client takes part in a round with
probability q, and what is released is

    (Σ clip(δ_i) + N(0, (zC)² I)) / (q n).

The divisor is the *expected* number of clients: dividing by the number that came would
tell that number. Which is why :func:`protect` gives updates whose plain mean is this.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

from workbench.joint.base import Floats
from workbench.joint.privacy.clipping import clip as clipped_to


def protect(
    deltas: Floats,
    clip: float,
    noise_multiplier: float,
    seed: int | Sequence[int],
    *,
    expected: float | None = None,
) -> tuple[Floats, float]:
    """Clipped and noisy updates, and the share of those that were clipped.

    Each of m ``deltas`` (m, P) gets a share N(0, (zC)²/m) of the noise, so that no one
    but the sum of all has it whole. Their plain mean is the noisy sum over ``expected``
    clients (q n), by default over m, which is right when all take part. Where nobody
    came, m = 0, the noise alone is released, as one update.

    This simulates: a real deployment must not draw noise from a seed, which whoever
    knows it can subtract, nor from floats, whose gaps betray (Mironov 2012); it adds
    discrete noise to integers (Kairouz, Liu, Steinke 2021).
    """
    m, size = deltas.shape
    bounded, share = clipped_to(deltas, clip)
    senders = max(m, 1)
    if m == 0:
        bounded = np.zeros((1, size))
    if noise_multiplier > 0:
        spread = noise_multiplier * clip / math.sqrt(senders)
        rng = np.random.default_rng(seed)
        bounded += spread * rng.standard_normal((senders, size))
    if expected is not None:
        bounded *= senders / expected
    return bounded, share


def analytic_gaussian_delta(
    epsilon: float, sigma: float, sensitivity: float = 1.0
) -> float:
    """The δ of one Gaussian release at ``epsilon``, exactly.

    Φ(Δ/2σ − εσ/Δ) − e^ε Φ(−Δ/2σ − εσ/Δ) (Balle and Wang 2018, theorem 8), in logarithms
    since both parts underflow.
    """
    from scipy.special import log_ndtr

    half, shift = sensitivity / (2 * sigma), epsilon * sigma / sensitivity
    larger = float(log_ndtr(half - shift))
    smaller = epsilon + float(log_ndtr(-half - shift))
    if smaller >= larger:  # equal but for rounding
        return 0.0
    return math.exp(larger) * -math.expm1(smaller - larger)


def analytic_gaussian_sigma(
    epsilon: float, delta: float, sensitivity: float = 1.0
) -> float:
    """The least σ with which one Gaussian release is (ε, δ)-private.

    The analytic Gaussian mechanism (Balle and Wang 2018); 3.730632 at (1, 1e-5).
    """
    return sensitivity * _falls_to(
        lambda sigma: analytic_gaussian_delta(epsilon, sigma), delta
    )


def analytic_gaussian_epsilon(sigma: float, delta: float) -> float:
    """The least ε of one Gaussian release of sensitivity 1 at ``delta``, exactly."""
    if analytic_gaussian_delta(0.0, sigma) <= delta:
        return 0.0
    return _falls_to(lambda epsilon: analytic_gaussian_delta(epsilon, sigma), delta)


def _falls_to(function: Callable[[float], float], value: float) -> float:
    """Where a falling ``function`` of a positive number comes down to ``value``."""
    from scipy.optimize import brentq

    low = high = 1.0
    while function(low) < value:
        low /= 2
    while function(high) > value:
        high *= 2
    if low == high:
        return low
    return float(brentq(lambda x: function(x) - value, low, high, xtol=1e-13))
