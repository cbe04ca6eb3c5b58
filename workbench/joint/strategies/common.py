"""What most strategies share: local steps, a schedule, seeds, and the server's turn."""

from __future__ import annotations

import math
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import Parameter, ParamValue, real, whole
from workbench.joint.base import (
    Floats,
    Local,
    Measures,
    Setting,
    Strategy,
    Update,
    Vector,
    Work,
)
from workbench.joint.strategies.aggregators import weighted_mean

_PER_BLOCK = 512
"""Updates that are stacked for one product."""
BATCH = Parameter(
    name="batch",
    kind="int",
    default=0,
    minimum=0,
    title=Message(QT_TRANSLATE_NOOP("Message", "Rows per step")),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "How many of its rows a client takes for one gradient; 0 takes all.",
        )
    ),
)
ETA = Parameter(
    name="eta",
    kind="float",
    default=0.1,
    minimum=1e-9,
    title=Message(QT_TRANSLATE_NOOP("Message", "Learning rate η")),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "How far one gradient step goes. Too large, and learning diverges.",
        )
    ),
)
SCHEDULE = (
    Parameter(
        name="decay",
        kind="choice",
        default="constant",
        choices=("constant", "sqrt", "exponential"),
        title=Message(QT_TRANSLATE_NOOP("Message", "Schedule of η")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "The learning rate of round t: η (constant), η/√t (sqrt), or "
                "η·γ^(t−1) (exponential).",
            )
        ),
    ),
    Parameter(
        name="gamma",
        kind="float",
        default=0.99,
        minimum=0.0,
        maximum=1.0,
        title=Message(QT_TRANSLATE_NOOP("Message", "Decay γ")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message", "The factor per round of the exponential schedule."
            )
        ),
    ),
)
LOCAL = (
    Parameter(
        name="steps",
        kind="int",
        default=20,
        minimum=1,
        title=Message(QT_TRANSLATE_NOOP("Message", "Local steps K")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message", "How many gradient steps each client makes in a round."
            )
        ),
    ),
    Parameter(
        name="epochs",
        kind="int",
        default=0,
        minimum=0,
        title=Message(QT_TRANSLATE_NOOP("Message", "Local epochs E")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Instead of a number of steps, how often each client goes through its "
                "rows in a round; 0 counts steps.",
            )
        ),
    ),
    BATCH,
    ETA,
    *SCHEDULE,
)
"""The parameters of every strategy whose clients descend locally."""
ETA_G = Parameter(
    name="eta_g",
    kind="float",
    default=1.0,
    minimum=1e-9,
    title=Message(QT_TRANSLATE_NOOP("Message", "Server's learning rate η_g")),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "How far the server goes along what the clients found; 1 takes it as is.",
        )
    ),
)


def learning_rate(params: Mapping[str, ParamValue], number: int) -> float:
    """η of round ``number``, by its schedule."""
    eta = real(params, "eta")
    match params["decay"]:
        case "sqrt":
            return eta / math.sqrt(number)
        case "exponential":
            return eta * real(params, "gamma") ** (number - 1)
        case _:
            return eta


def batch_seed(setting: Setting, number: int, client: int) -> int:
    """Fixes a client's mini-batches in a round: the same for every strategy."""
    return _seeds(setting.seed, number, len(setting.weights))[client]


@lru_cache(maxsize=4)  # strategies that are compared make the same round in turn
def _seeds(seed: int, number: int, clients: int) -> list[int]:
    state = np.random.SeedSequence((seed, number)).generate_state(clients)
    return [int(word) for word in state]


def stacked(updates: Sequence[Update]) -> Floats:
    """What arrived, (clients, parameters)."""
    return np.stack([update.delta for update in updates])


def mean_delta(updates: Sequence[Update]) -> Vector:
    """Σ n_i Δ_i / Σ n_i over those that answered.

    Block by block: a copy of all models at once would be as large as all of them.
    """
    weights = np.array([update.weight for update in updates])
    total = weights.sum()
    if len(updates) <= _PER_BLOCK or total <= 0.0:
        return weighted_mean(stacked(updates), weights)
    mean = np.zeros_like(updates[0].delta)
    for begin in range(0, len(updates), _PER_BLOCK):
        block = slice(begin, begin + _PER_BLOCK)
        mean += (weights[block] / total) @ stacked(updates[block])
    return mean


class LocalDescent(Strategy):
    """Chosen clients make gradient steps from the server's model, which then moves.

    What a subclass says is :meth:`move`, and perhaps :meth:`local` and
    :meth:`correction`.
    """

    def __init__(self, setting: Setting, params: Mapping[str, ParamValue]) -> None:
        super().__init__(setting, params)
        self.params = dict(params)

    def work(self, number: int, chosen: Sequence[int]) -> list[Work]:
        """Local steps from the server's model."""
        local = self.local(number)
        return [
            Work(
                client=client,
                start=self.parameters,
                local=local,
                correction=self.correction(client),
                seed=batch_seed(self.setting, number, client) if local.batch else 0,
            )
            for client in chosen
        ]

    def take(self, number: int, updates: Sequence[Update]) -> Measures:
        """Move the server's model by what arrived."""
        # What overflows shows in the parameters, and the run stops as diverged.
        with np.errstate(over="ignore", invalid="ignore"):
            self.parameters = self.parameters + self.move(number, updates)
        return Measures()

    def local(self, number: int) -> Local:
        """How the clients work in round ``number``."""
        return Local(
            steps=whole(self.params, "steps"),
            epochs=whole(self.params, "epochs"),
            batch=whole(self.params, "batch"),
            eta=learning_rate(self.params, number),
        )

    def correction(self, client: int) -> Vector | None:
        """What is added to each of a client's gradients."""
        return None

    @abstractmethod
    def move(self, number: int, updates: Sequence[Update]) -> Vector:
        """How the server's model changes."""
