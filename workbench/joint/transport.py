"""What happens to an update between a client and the strategy.

In this order: spoiled (if poisoned), clipped and noised (if private), compressed,
counted in bytes, refused (if not finite), and masked (if secure). Masks are agreed on
before anybody works; who gives up or is late is among those who agreed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from workbench.core.joint import MaskedView
from workbench.core.messages import Message
from workbench.joint.attack import norms, poisoned_delta, refused
from workbench.joint.base import Answer, Floats, Strategy, Update, Vector, Work
from workbench.joint.compression import Memories, NoCompression, Payload, whole
from workbench.joint.meter import Meter
from workbench.joint.privacy.clipping import clip as clipped_to
from workbench.joint.privacy.gaussian import protect
from workbench.joint.privacy.masking import SecureSum
from workbench.joint.round_plan import Protection, RoundPlan

_NOISE = 108
_NOBODY = -1
"""Stands for all clients together, or for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What the server has of a round."""

    updates: tuple[Update, ...]
    deltas: dict[int, Vector]
    """As they arrived, refused ones among them."""
    losses: dict[int, float]
    refused: dict[int, Message]
    drift: float | None
    """Mean length of what the clients found, before anything happened to it."""
    up: int = 0
    down: int = 0
    """Bytes of one client's messages in this round, the largest."""
    masked: MaskedView | None = None


@dataclass(slots=True)
class Transport:
    """Between the clients and the server of one strategy."""

    strategy: Strategy
    plan: RoundPlan
    protection: Protection | None
    clip: float | None
    poisoned: frozenset[int]
    meter: Meter = field(default_factory=Meter)
    _memories: Memories = field(init=False)
    _masks: SecureSum | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        """Each client has a memory of what was not sent, and a mask where asked."""
        self._memories = Memories(self.plan.compression, self.plan.seed)
        if self.plan.secure:
            self._masks = SecureSum(len(self.plan.clients), seed=self.plan.seed)

    def sent_down(self, number: int, clients: Sequence[int]) -> int:
        """Count the model on its way to ``clients``; the bytes of one message.

        Peers are sent nothing by a server; what they hear is counted where it is sent.
        """
        if self.strategy.peers:
            return 0
        vectors = [whole(self.strategy.parameters)] * self.strategy.receives
        return self.meter.send_down(number, clients, "model", vectors)

    def deliver(
        self,
        number: int,
        works: Mapping[int, Work],
        answers: Sequence[Answer],
        down: int,
        gone: Sequence[int] = (),
    ) -> Delivery:
        """What arrives of ``answers``, each to the work of its client.

        ``gone`` are clients whose answers do not arrive in time. Raises
        :class:`TooFewLeft` where masks cannot be taken off for lack of those.
        """
        clients = [answer.client for answer in answers]
        with np.errstate(invalid="ignore", over="ignore"):
            found = {a.client: _delta(a, works[a.client]) for a in answers}
        drift = None
        if found and works[clients[0]].local.procedure == "descend":
            drift = float(norms(list(found.values())).mean())
        deltas = self._guarded(number, self._spoiled(number, found))
        deltas, up = self._sent(number, deltas)
        refusals = refused(deltas)
        used = [client for client in deltas if client not in refusals]
        updates = self._updates(used, deltas, {a.client: a for a in answers})
        masked = None
        if self._masks is not None and updates:
            up, more = self._count_masked(len(updates), len(gone))
            down += more
            updates, masked = self._summed(updates, gone)
        return Delivery(
            updates=updates,
            deltas={client: deltas[client] for client in deltas if client in found},
            losses={answer.client: answer.loss for answer in answers},
            refused=refusals,
            drift=drift,
            up=up,
            down=up if self.strategy.peers else down,
            masked=masked,
        )

    def _spoiled(self, number: int, found: dict[int, Vector]) -> dict[int, Vector]:
        plan = self.plan
        if self.poisoned.isdisjoint(found):
            return found
        return {
            client: poisoned_delta(
                plan.attack,
                delta,
                scale=plan.strength,
                seed=plan.seed,
                client=client,
                number=number,
            )
            if client in self.poisoned
            else delta
            for client, delta in found.items()
        }

    def _guarded(self, number: int, deltas: dict[int, Vector]) -> dict[int, Vector]:
        """Clipped, and with their share of the noise; what is not finite as it is."""
        if self.clip is None:
            return deltas
        sound = [c for c, delta in deltas.items() if np.isfinite(delta).all()]
        size = len(self.strategy.parameters)
        rows: Floats = np.array([deltas[c] for c in sound]).reshape(-1, size)
        if self.protection is None:
            guarded, _ = clipped_to(rows, self.clip)
        else:
            able = int(np.count_nonzero(self.plan.clients.sizes))
            guarded, _ = protect(
                rows,
                self.clip,
                self.protection.noise,
                [self.plan.seed, _NOISE, number],
                expected=self.protection.rate * able,
            )
            # Of nobody the noise alone is released, in the name of no client.
            sound = sound or [_NOBODY]
        return deltas | dict(zip(sound, guarded, strict=True))

    def _sent(
        self, number: int, deltas: dict[int, Vector]
    ) -> tuple[dict[int, Vector], int]:
        """What is read at the other end, and the bytes that one client sends at most.

        A round's payloads have one shape, so one stands for all when they are counted.
        """
        arrived: dict[int, Vector] = {}
        payload: Payload | None = None
        plain = isinstance(self.plan.compression, NoCompression)
        for client, delta in deltas.items():
            if client == _NOBODY:
                arrived[client] = delta
                continue
            if plain:  # all arrive as they are, and are as long as one of them
                payload, arrived[client] = payload or whole(delta), delta
            else:
                payload, arrived[client] = self._memories.send(client, number, delta)
        senders = [client for client in deltas if client != _NOBODY]
        if payload is None or not senders or self._masks is not None:
            return arrived, 0
        copies = [self.strategy.copies(client) for client in senders]
        one = self.meter.send_up(
            number,
            np.repeat(senders, copies).tolist(),
            "update",
            [payload] * self.strategy.sends,
        )
        return arrived, one * max(copies)

    def _count_masked(self, senders: int, gone: int) -> tuple[int, int]:
        """Count what masking adds up to: bytes up and down of one client."""
        assert self._masks is not None
        size, members = len(self.strategy.parameters), senders + gone
        up, down = self._masks.traffic(size, members)
        lost, _ = self._masks.traffic(size, members, dropped=True)
        self.meter.up += senders * up + gone * lost
        self.meter.down += members * down
        return up, down

    def _updates(
        self,
        used: Sequence[int],
        deltas: Mapping[int, Vector],
        answers: Mapping[int, Answer],
    ) -> tuple[Update, ...]:
        """Weighed by their rows, or alike where clients are protected."""
        sizes = self.plan.clients.sizes
        total = max(1, int(sizes.sum()))
        updates = []
        for client in used:
            answer = answers.get(client)
            rows = int(sizes[client]) if answer else 0
            updates.append(
                Update(
                    client=client,
                    delta=deltas[client],
                    weight=1 / len(used) if self.protection else rows / total,
                    rows=rows,
                    steps=answer.steps if answer else 0,
                    loss=answer.loss if answer else 0.0,
                )
            )
        return tuple(updates)

    def _summed(
        self, updates: tuple[Update, ...], gone: Sequence[int]
    ) -> tuple[tuple[Update, ...], MaskedView]:
        """The weighted mean of all in the place of each: the server sees no other.

        Those who are ``gone`` had agreed on masks, which are taken off without them.
        """
        assert self._masks is not None
        weights = sum(update.weight for update in updates)
        nothing = np.zeros_like(self.strategy.parameters)
        total, view = self._masks.run(
            dict.fromkeys(gone, nothing)
            | {u.client: u.delta * (u.weight / weights) for u in updates},
            dropped=gone,
        )
        rows = sum(update.rows for update in updates)
        joint = Update(
            client=_NOBODY,
            delta=total,
            weight=weights,
            rows=rows,
            steps=max(update.steps for update in updates),
            loss=sum(u.loss * u.weight for u in updates) / weights,
        )
        return (joint,), view


def _delta(answer: Answer, work: Work) -> Vector:
    """What a client found, from where it began; a gradient as it is."""
    if work.local.procedure == "gradient":
        return answer.vector
    return answer.vector - work.start
