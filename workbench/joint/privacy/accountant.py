"""What rounds of noisy sums cost: ε at a chosen δ.

A round is the Gaussian mechanism on a Poisson sample: every client takes part with
probability q, independently of all others. Its Rényi divergences (Mironov, Talwar and
Zhang 2019) add up over rounds, and are turned into ε by Proposition 12 of Canonne,
Kamath and Steinke (2020), the least over many orders; both are computed by
dp-accounting. Neighbours are two sets of clients of which one has one client more.

Drawing a fixed number of clients is *not* what this accounts for. Clients that then do
not come, for reasons that have nothing to do with their data, make it only safer.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

import numpy as np

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.joint.base import Floats
from workbench.joint.privacy.gaussian import (
    analytic_gaussian_epsilon,
    analytic_gaussian_sigma,
)

CONVERSION = Message(
    QT_TRANSLATE_NOOP(
        "Message",
        "ε is computed by dp-accounting from the Rényi divergences of all rounds "
        "(Mironov, Talwar and Zhang 2019), converted by Proposition 12 of Canonne, "
        "Kamath and Steinke (2020). Each client takes part in a round by a draw of "
        "its own, and is protected as a whole, with all its rows.",
    )
)
"""How ε comes about, in words."""

SCOPE = Message(
    QT_TRANSLATE_NOOP(
        "Message",
        "ε is about the models that are released, of each strategy by itself. It is "
        "not about the losses and the clients' updates that are drawn here, nor about "
        "settings that were chosen by looking at results.",
    )
)
"""What ε does not promise, in words."""


class Accountant:
    """ε after any number of equal rounds."""

    def __init__(
        self, noise_multiplier: float, delta: float, rate: float = 1.0
    ) -> None:
        """``rate`` is q, a client's probability to take part in a round."""
        self.noise_multiplier = noise_multiplier
        self.delta = delta
        self.rate = rate

    def epsilon(self, rounds: int) -> float:
        """The total after so many rounds; well under a millisecond once warm."""
        if rounds <= 0:
            return 0.0
        from dp_accounting.rdp import compute_epsilon

        orders, divergences = one_round(self.rate, self.noise_multiplier)
        epsilon, _ = compute_epsilon(orders, rounds * divergences, self.delta)
        return float(epsilon)

    def rounds_within(self, epsilon: float, most: int = 1_000_000) -> int:
        """How many rounds cost no more than ``epsilon``; ``most`` at most."""
        low, high = 0, 1
        while high <= most and self.epsilon(high) <= epsilon:
            low, high = high, 2 * high
        high = min(high, most + 1)
        while high - low > 1:
            middle = (low + high) // 2
            if self.epsilon(middle) <= epsilon:
                low = middle
            else:
                high = middle
        return low


@lru_cache(maxsize=32)
def one_round(rate: float, noise_multiplier: float) -> tuple[Floats, Floats]:
    """Orders and Rényi divergences of one round, from dp-accounting.

    A tenth of a second or so, and then known: the class itself would compute them anew
    with every round.
    """
    from dp_accounting import GaussianDpEvent, PoissonSampledDpEvent
    from dp_accounting.rdp import RdpAccountant

    class Divergences(RdpAccountant):  # type: ignore[misc]  # it ships no types
        def both(self) -> tuple[Floats, Floats]:
            return self._orders, self._rdp

    event = PoissonSampledDpEvent(rate, GaussianDpEvent(noise_multiplier))
    with _quiet():
        orders, divergences = Divergences().compose(event).both()
    return orders, np.maximum(divergences, 0.0)  # below 0 by rounding only


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep dp-accounting from telling of each order that it leaves out, rightly."""
    logger = logging.getLogger("absl")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)


def least_epsilon(noise_multiplier: float, delta: float, rate: float) -> float:
    """What the first round costs at the least, at once and without dp-accounting.

    A sample amplifies ε to log(1 + q(e^ε − 1)) and δ to qδ, which is exact for one
    release (Balle, Barthe and Gaboardi 2018, theorem 8), of a Gaussian that is
    accounted for exactly; no accounting of it can give less.
    """
    if delta >= rate:
        return 0.0
    unsampled = analytic_gaussian_epsilon(noise_multiplier, delta / rate)
    if unsampled > 500:  # where e^ε would overflow
        return unsampled + math.log(rate)
    return math.log1p(rate * math.expm1(unsampled))


def enough_noise(epsilon: float, delta: float, rate: float) -> float:
    """A noise multiplier, rounded up, with which one round stays within ``epsilon``.

    Within a tenth of the least one that this accounting allows.
    """
    noise = least_noise(epsilon, delta, rate)
    while Accountant(rounded := _up(noise), delta, rate).epsilon(1) > epsilon:
        noise *= 1.1
    return rounded


def _up(value: float) -> float:
    """The next number of three digits."""
    step = 10.0 ** (math.floor(math.log10(max(value, 1e-3))) - 2)
    return float(f"{math.ceil(value / step) * step:.3g}")


def least_noise(epsilon: float, delta: float, rate: float) -> float:
    """The noise multiplier below which not even one round stays within ``epsilon``."""
    if delta >= rate:
        return 0.0
    unsampled = math.log1p(math.expm1(min(epsilon, 500.0)) / rate)
    return analytic_gaussian_sigma(unsampled, delta / rate)
