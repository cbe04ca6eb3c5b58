"""How many bytes travel: the length of each message as it would be serialised.

A message is MessagePack of an :class:`Envelope`: round, client, what it is, and its
vectors as raw bytes or in their compressed form. What a transport adds around it (TLS,
HTTP, TCP) is not counted.

Serialising the same vector for a thousand clients only to count it would cost more than
the round. The length depends on nothing but the shape of the payloads and how many
bytes the two numbers take, so each shape is serialised once, really, and its length
kept. A test holds that against serialising every message.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np

from workbench.joint.compression import Payload

_encoder = msgspec.msgpack.Encoder()


class Envelope(msgspec.Struct, frozen=True, kw_only=True):
    """A message between the server and a client, or between two peers.

    ``kind`` says what it carries: ``model`` (down), ``update`` (up), ``correction``.
    """

    round: int
    client: int
    kind: str
    vectors: tuple[Payload, ...]


def message_bytes(envelope: Envelope) -> int:
    """The length of ``envelope``, serialised."""
    return len(_encoder.encode(envelope))


class Meter:
    """Adds up what is sent; ``up`` is to the server (or to peers), ``down`` from it.

    >>> meter = Meter()
    >>> meter.send_down(1, chosen, "model", [whole(model)])
    >>> meter.send_up(1, [client], "update", [payload])
    """

    def __init__(self) -> None:
        self.up = 0
        self.down = 0
        self._lengths: dict[tuple[object, ...], int] = {}

    @property
    def total(self) -> int:
        """Both directions."""
        return self.up + self.down

    def send_up(
        self,
        number: int,
        clients: Sequence[int],
        kind: str,
        vectors: Sequence[Payload],
    ) -> int:
        """Count that each of ``clients`` sends these; the bytes of one message.

        Of several clients ``vectors`` is one for all: of the same shape, not the same
        values. The bytes are those of the largest message.
        """
        total, largest = self._measure(number, clients, kind, vectors)
        self.up += total
        return largest

    def send_down(
        self,
        number: int,
        clients: Sequence[int],
        kind: str,
        vectors: Sequence[Payload],
    ) -> int:
        """Count that each of ``clients`` is sent these; as :meth:`send_up`."""
        total, largest = self._measure(number, clients, kind, vectors)
        self.down += total
        return largest

    def _measure(
        self,
        number: int,
        clients: Sequence[int],
        kind: str,
        vectors: Sequence[Payload],
    ) -> tuple[int, int]:
        if not len(clients):
            return 0, 0
        shape = (kind, *(_shape(vector) for vector in vectors))
        if shape not in self._lengths:
            least = Envelope(round=0, client=0, kind=kind, vectors=tuple(vectors))
            self._lengths[shape] = message_bytes(least)
        base = self._lengths[shape] + _further(number)
        if len(clients) == 1:
            alone = base + _further(clients[0])
            return alone, alone
        numbers = np.asarray(clients)
        # Each limit that a client's number reaches makes it longer: MessagePack's
        # whole numbers have 1, 2, 3, 5 or 9 bytes.
        further = sum(grows * int((numbers >= limit).sum()) for limit, grows in _GROWTH)
        return base * len(numbers) + further, base + _further(int(numbers.max()))


_GROWTH = ((1 << 7, 1), (1 << 8, 1), (1 << 16, 2), (1 << 32, 4))
"""From which whole number on MessagePack takes how many further bytes."""


def _further(number: int) -> int:
    return sum(grows for limit, grows in _GROWTH if number >= limit)


def _shape(payload: Payload) -> tuple[object, ...]:
    """What of a payload its serialised length depends on."""
    values = (getattr(payload, name) for name in payload.__struct_fields__)
    return (
        type(payload),
        *(
            len(value)
            if isinstance(value, bytes)
            else "float"
            if isinstance(value, float)
            else value
            for value in values
        ),
    )
