"""What can be wrong with the settings of privacy, in words and with the remedy."""

from __future__ import annotations

import math

from workbench.core.errors import Problem
from workbench.core.messages import QT_TRANSLATE_NOOP, Message, Value
from workbench.joint.privacy.accountant import Accountant, enough_noise
from workbench.joint.privacy.libraries import ACCOUNTING, CRYPTOGRAPHY, absent, is_here

FEWEST_MASKED = 3
"""Of two, each would learn the other's update from the sum."""


def check(
    *,
    clients: int,
    rate: float = 1.0,
    clip: float | None = None,
    noise: float = 0.0,
    delta: float | None = None,
    epsilon: float | None = None,
    secure: bool = False,
    prefix: str = "params.",
) -> list[Problem]:
    """What is wrong with the settings of privacy, for so many clients.

    ``rate`` is a client's probability to take part in a round, ``noise`` the noise
    multiplier z, ``delta`` by default :func:`suggested_delta`. Fields are ``clip``,
    ``noise``, ``delta``, ``epsilon`` and ``secure``, after ``prefix``.
    """
    problems = [
        *_clip_problems(clip, noise, prefix + "clip"),
        *_noise_problems(noise, epsilon, prefix),
        *_secure_problems(clients * rate, secure, prefix + "secure"),
    ]
    if noise > 0 or epsilon is not None:
        wrong = [
            *_epsilon_problems(epsilon, prefix + "epsilon"),
            *_delta_problems(delta, clients, prefix + "delta"),
        ]
        problems += wrong
        if not wrong and noise > 0 and math.isfinite(noise) and epsilon is not None:
            settled = suggested_delta(clients) if delta is None else delta
            problems += _first_round(noise, epsilon, settled, rate, prefix + "noise")
    return problems


def suggested_delta(clients: int) -> float:
    """One tenth of 1/n, rounded down to a 1, 2 or 5 and zeros."""
    least = 1 / (10 * clients)
    power = 10.0 ** math.floor(math.log10(least) + 1e-9)
    factor = max(f for f in (1, 2, 5) if f * power <= least * (1 + 1e-9))
    return float(f"{factor * power:.0e}")


def _clip_problems(clip: float | None, noise: float, field: str) -> list[Problem]:
    if clip is None:
        if noise <= 0:
            return []
        message = Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Noise is measured by how much one client can change, and nothing "
                "bounds that. Set a length to which updates are clipped, such as 1.",
            )
        )
    elif clip > 0 and math.isfinite(clip):
        return []
    else:
        message = Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Updates cannot be clipped to a length of {clip:g}: it must be above "
                "0. Try 1.",
            ),
            {"clip": clip},
        )
    return [Problem(field=field, message=message)]


def _noise_problems(noise: float, epsilon: float | None, prefix: str) -> list[Problem]:
    if noise > 0 and math.isfinite(noise):
        return absent(ACCOUNTING, prefix + "noise")
    if noise == 0 and epsilon is None:
        return []
    if noise == 0:
        message = Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Without noise no budget lasts even one round. Set a noise multiplier, "
                "such as 1, or leave the budget empty.",
            )
        )
    else:
        message = Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "A noise multiplier of {noise:g} makes no sense: it is the ratio of "
                "the noise to the clipping length, 0 or above. Try 1.",
            ),
            {"noise": noise},
        )
    return [Problem(field=prefix + "noise", message=message)]


def _epsilon_problems(epsilon: float | None, field: str) -> list[Problem]:
    if epsilon is None or (epsilon > 0 and math.isfinite(epsilon)):
        return []
    message = Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "A privacy budget of ε = {epsilon:g} cannot be kept: ε must be above 0. "
            "1 is strong, 8 is common; or leave it empty to set no limit.",
        ),
        {"epsilon": epsilon},
    )
    return [Problem(field=field, message=message)]


def _delta_problems(delta: float | None, clients: int, field: str) -> list[Problem]:
    if delta is None or 0 < delta < 1 / clients:
        return []
    values: dict[str, Value] = {
        "clients": clients,
        "good": f"{suggested_delta(clients):g}",
    }
    if not delta > 0:
        message = Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "With Gaussian noise δ must be above 0. For {clients} clients set it "
                "to {good} or less.",
            ),
            values,
        )
    else:
        message = Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "δ = {delta:g} would allow to reveal one of the {clients} clients "
                "whole: it must be below 1/{clients}. Set it to {good} or less.",
            ),
            {"delta": delta, **values},
        )
    return [Problem(field=field, message=message)]


def _first_round(
    noise: float, epsilon: float, delta: float, rate: float, field: str
) -> list[Problem]:
    """Noise so small that the first round is beyond the budget."""
    if not is_here(ACCOUNTING):
        return []
    cost = Accountant(noise, delta, rate).epsilon(1)
    if cost <= epsilon:
        return []
    needed = enough_noise(epsilon, delta, rate)
    message = Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "The first round alone would spend ε = {cost:.3g}, and the budget is "
            "{epsilon:.3g}. Set the noise multiplier to {needed:g} or more, or raise "
            "the budget.",
        ),
        {"cost": cost, "epsilon": epsilon, "needed": needed},
    )
    return [Problem(field=field, message=message)]


def _secure_problems(senders: float, secure: bool, field: str) -> list[Problem]:
    if not secure:
        return []
    if senders < FEWEST_MASKED:
        message = Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Masked sums need {fewest} clients in a round at least, or the sum "
                "gives somebody's update away. Take more clients, or a larger share "
                "of them in each round.",
            ),
            {"fewest": FEWEST_MASKED},
        )
        return [Problem(field=field, message=message)]
    return absent(CRYPTOGRAPHY, field)
