"""How long a round would take over a network: a model, always labelled simulated.

Each client has a link of its own, drawn once. A synchronous round lasts as long as the
slowest client whose update is used: the model comes down, the client computes, the
update goes up::

    t_i = 2 · latency_i + 8 · bytes_down / down_i + c · compute_i + 8 · bytes_up / up_i

``latency`` is one way. Latencies and bandwidths are log-normal around their medians, as
measured round-trip times and throughputs roughly are. Not modelled: loss and
retransmission, TCP's slow start, and the server's own link, which all clients share.

There is no deadline here. Who comes too late is the sampler's dial
(:mod:`~workbench.joint.sampling`), which takes :meth:`Links.transfer_s` to make the
slowest late; the round then lasts as long as the slowest of the others.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from workbench.core.errors import Problem
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.joint.base import Floats

_LINKS = 106


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Median link of a client, and by how much clients differ.

    ``spread`` is the standard deviation of the logarithms: 0.5 puts two thirds of the
    clients between 0.6 and 1.65 times the median. ``compute`` is how many times slower
    than here a client computes.
    """

    latency_ms: float
    up_mbit: float
    down_mbit: float
    spread: float = 0.5
    compute: float = 1.0

    def links(self, clients: int, seed: int) -> Links:
        """The links of so many clients; the first of more are those of fewer."""
        draw = np.random.default_rng([seed, _LINKS]).standard_normal((clients, 3))
        factors = np.exp(self.spread * draw)
        return Links(
            latency_s=self.latency_ms / 1e3 * factors[:, 0],
            up=self.up_mbit * 1e6 / 8 * factors[:, 1],
            down=self.down_mbit * 1e6 / 8 * factors[:, 2],
            compute=self.compute,
        )

    @property
    def sentence(self) -> Message:
        """What is simulated, for whoever reads the figures."""
        return Message(
            _SENTENCE,
            {"latency": self.latency_ms, "up": self.up_mbit, "down": self.down_mbit},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """The links of all clients, (clients,) each; ``up`` and ``down`` in bytes/s."""

    latency_s: Floats
    up: Floats
    down: Floats
    compute: float = 1.0

    def transfer_s(self, bytes_down: float, bytes_up: float) -> Floats:
        """Simulated seconds (clients,) of one message down and one up."""
        return 2 * self.latency_s + bytes_down / self.down + bytes_up / self.up

    def round_s(
        self,
        used: Sequence[int],
        *,
        bytes_down: float,
        bytes_up: float,
        compute_s: Sequence[float] | float = 0.0,
    ) -> float:
        """Simulated seconds of a round: the slowest of ``used``; 0 without any.

        ``bytes_down`` and ``bytes_up`` are of one client's message. ``compute_s`` is
        what each of ``used``, in that order, was measured to compute here.
        """
        if not len(used):
            return 0.0
        transfer = self.transfer_s(bytes_down, bytes_up)[list(used)]
        return float((transfer + self.compute * np.asarray(compute_s)).max())


@dataclass(frozen=True, slots=True)
class NetworkPreset:
    """A kind of network by name.

    Its medians are round figures of ours, not measured anywhere: they are there to be
    changed.
    """

    title: Message
    network: Network


NETWORKS = {
    "data_centre": NetworkPreset(
        Message(QT_TRANSLATE_NOOP("Message", "Data centre")),
        Network(latency_ms=0.2, up_mbit=10_000, down_mbit=10_000, spread=0.1),
    ),
    "office": NetworkPreset(
        Message(QT_TRANSLATE_NOOP("Message", "Office wifi")),
        Network(latency_ms=5, up_mbit=50, down_mbit=100, spread=0.3),
    ),
    "mobile": NetworkPreset(
        Message(QT_TRANSLATE_NOOP("Message", "Mobile phones (4G)")),
        Network(latency_ms=30, up_mbit=8, down_mbit=25, spread=0.6, compute=4),
    ),
    "rural": NetworkPreset(
        Message(QT_TRANSLATE_NOOP("Message", "Rural connections")),
        Network(latency_ms=80, up_mbit=1, down_mbit=8, spread=0.8, compute=2),
    ),
}


def network_problems(
    latency_ms: float, up_mbit: float, down_mbit: float, *, field: str = "params"
) -> list[Problem]:
    """What is wrong with such a network."""
    problems = []
    if not 0 <= latency_ms < math.inf:
        message = Message(_LATENCY, {"value": latency_ms})
        problems.append(Problem(field=f"{field}.latency_ms", message=message))
    for name, value in (("up_mbit", up_mbit), ("down_mbit", down_mbit)):
        if not 0 < value < math.inf:
            message = Message(_BANDWIDTH, {"value": value})
            problems.append(Problem(field=f"{field}.{name}", message=message))
    return problems


_SENTENCE = QT_TRANSLATE_NOOP(
    "Message",
    "Simulated, not measured: clients behind links of {latency:g} ms, {up:g} Mbit/s up "
    "and {down:g} Mbit/s down (medians), each round as long as its slowest client.",
)
_LATENCY = QT_TRANSLATE_NOOP(
    "Message",
    "The latency must be a number of milliseconds of at least 0, not {value:g}.",
)
_BANDWIDTH = QT_TRANSLATE_NOOP(
    "Message",
    "The bandwidth must be a number of Mbit/s above 0, not {value:g}.",
)
