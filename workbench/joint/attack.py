"""What a poisoned client does to what it sends, and what a server refuses.

A poisoned client takes part like any other. Most attacks change its update on the way
(:func:`poisoned_delta`); flipped labels change its data before the first round
(:func:`flipped`), and everything that it learns from them is then honest work.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.core.errors import Problem, unknown_name
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.joint.base import Clients, Vector

_CHOICE, _NOISE = 104, 105


@dataclass(frozen=True, slots=True)
class Attack:
    """One attack in words; ``on_data`` says that labels are changed, not updates."""

    title: Message
    help: Message
    source: str
    on_data: bool = False


ATTACKS = {
    "sign_flip": Attack(
        Message(QT_TRANSLATE_NOOP("Message", "Reversed update")),
        Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "The update is sent with its sign reversed, and larger by the strength "
                "of the attack.",
            )
        ),
        "Li et al. 2019 (RSA), section 5",
    ),
    "noise": Attack(
        Message(QT_TRANSLATE_NOOP("Message", "Noise")),
        Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Random numbers are sent in place of the update, as long as the update "
                "times the strength of the attack.",
            )
        ),
        "Blanchard et al. 2017, section 5",
    ),
    "same_value": Attack(
        Message(QT_TRANSLATE_NOOP("Message", "One value everywhere")),
        Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "One and the same number is sent in place of every entry, as long in "
                "all as the update times the strength of the attack.",
            )
        ),
        "Li et al. 2019 (RSA), section 5",
    ),
    "nan": Attack(
        Message(QT_TRANSLATE_NOOP("Message", "Not a number")),
        Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "One entry of the update is not a number, as a broken sensor or an "
                "overflow would have it. A single one would spoil the whole model.",
            )
        ),
        "",
    ),
    "label_flip": Attack(
        Message(QT_TRANSLATE_NOOP("Message", "Flipped labels")),
        Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "The client learns honestly from labels in reversed order: the first "
                "class is called the last, and so on.",
            )
        ),
        "Fang et al. 2020, section 4.1",
        on_data=True,
    ),
}


def poisoned_clients(clients: Clients, count: int, seed: int) -> frozenset[int]:
    """Which clients are poisoned: ``count`` of those with rows, drawn once for all.

    More are poisoned by adding to the fewer: the same seed keeps those it had.
    """
    able = np.flatnonzero(clients.sizes > 0)
    order = np.random.default_rng([seed, _CHOICE]).permutation(able)
    return frozenset(order[:count].tolist())


def poisoned_delta(
    attack: str, delta: Vector, *, scale: float, seed: int, client: int, number: int
) -> Vector:
    """What poisoned ``client`` sends in round ``number`` in place of ``delta``.

    With δ of d entries and g standard normal: ``sign_flip`` −scale · δ; ``noise``
    scale · ‖δ‖/√d · g; ``same_value`` scale · ‖δ‖/√d in every entry; ``nan`` δ with
    one NaN. ``label_flip`` and unknown names leave δ as it is.
    """
    draw = np.random.default_rng([seed, _NOISE, number, client])
    mean_size = scale * float(np.linalg.norm(delta)) / math.sqrt(len(delta))
    match attack:
        case "sign_flip":
            return -scale * delta
        case "noise":
            return mean_size * draw.standard_normal(len(delta))
        case "same_value":
            return np.full(len(delta), mean_size)
        case "nan":
            spoiled = delta.copy()
            spoiled[draw.integers(len(delta))] = np.nan
            return spoiled
        case _:
            return delta


def flipped(y: NDArray[Any], n_classes: int) -> NDArray[Any]:
    """Labels in reversed order, l ↦ L − 1 − l; the middle class of an odd L stays.

    With ``n_classes`` 0 ``y`` are values, and are mirrored within their own range.
    """
    if not len(y):
        return y.copy()
    last = n_classes - 1 if n_classes else y.min() + y.max()
    return np.asarray(last - y, y.dtype)


def norms(deltas: Sequence[Vector]) -> NDArray[np.float64]:
    """‖δ‖ of each; not finite where an entry is not, or the length overflows."""
    with np.errstate(over="ignore", invalid="ignore"):
        return np.sqrt([float(delta @ delta) for delta in deltas])


def acceptable(
    delta: Vector, limit: float | None = None, median: float | None = None
) -> Message | None:
    """Why the server refuses ``delta``, or ``None``.

    Refused are entries that are not finite, and with a ``limit`` updates longer than
    ``limit`` times the ``median`` length of the round. A median of 0 limits nothing.
    """
    [norm] = norms([delta])
    if not math.isfinite(norm):
        bad = int((~np.isfinite(delta)).sum())
        if not bad:
            return Message(_OVERFLOW)
        return Message(_NOT_FINITE, {"bad": bad, "size": len(delta)})
    if limit and median and norm > limit * median:
        values = {"norm": float(norm), "times": float(norm / median), "limit": limit}
        return Message(_TOO_LONG, values)
    return None


def refused(
    deltas: Mapping[int, Vector], limit: float | None = None
) -> dict[int, Message]:
    """The clients of a round whose updates are refused, and why.

    The median is taken over the updates that are finite, so up to half of them may be
    poisoned before it means nothing.
    """
    if not deltas:
        return {}
    lengths = norms(list(deltas.values()))
    finite = np.isfinite(lengths)
    median = float(np.median(lengths[finite])) if finite.any() else None
    doubtful = ~finite
    if limit and median:
        doubtful |= lengths > limit * median
    return {
        client: reason
        for (client, delta), doubt in zip(deltas.items(), doubtful, strict=True)
        if doubt and (reason := acceptable(delta, limit, median))
    }


def attack_problems(
    name: str, count: int, clients: int, *, field: str = "params"
) -> list[Problem]:
    """What is wrong with ``count`` poisoned of so many ``clients`` with rows."""
    if count and name not in ATTACKS:
        kind = Message(QT_TRANSLATE_NOOP("Message", "attack"))
        return [unknown_name(f"{field}.attack", kind, name, tuple(ATTACKS))]
    if not 0 <= count < clients:
        values = {"count": count, "clients": clients, "most": clients - 1}
        return [Problem(field=f"{field}.poisoned", message=Message(_COUNT, values))]
    return []


_NOT_FINITE = QT_TRANSLATE_NOOP(
    "Message", "refused: not a finite number in {bad} of the update's {size} entries"
)
_OVERFLOW = QT_TRANSLATE_NOOP(
    "Message", "refused: the update is longer than any number can say"
)
_TOO_LONG = QT_TRANSLATE_NOOP(
    "Message",
    "refused: the update's length {norm:.3g} is {times:.3g} times the median of the "
    "round, the limit is {limit:g} times",
)
_COUNT = QT_TRANSLATE_NOOP(
    "Message",
    "{count} poisoned clients are not possible with {clients} clients that have rows: "
    "use from 0 to {most}, so that one at least is honest.",
)
