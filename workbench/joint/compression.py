"""How an update is made smaller before it travels, and what the server makes of it.

``encode`` is the client's side, ``decode`` the server's. A payload is a plain struct of
numbers and raw bytes, little-endian, which the meter serialises as it is. What a client
has to remember between rounds (its *state*) is given back by ``encode`` and handed in
the next time; :class:`Memories` keeps it per client. A client encodes only what
arrives: for one that gave up or came late there is nothing to encode, and its memory
stays as it was.

Vectors that are not finite travel like others, so that the server sees and refuses
them; they never enter a memory.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from workbench.core.errors import Problem, unknown_name
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.joint.base import Vector

MOST_LEVELS = 65_535
"""More would take as many bytes as float32, and be no compression to speak of."""


class Whole(msgspec.Struct, frozen=True, tag="whole"):
    """All entries as float64."""

    values: bytes


class Sparse(msgspec.Struct, frozen=True, tag="sparse"):
    """Some entries: their places as uint32, ascending, their values as float32."""

    places: bytes
    values: bytes


class Levels(msgspec.Struct, frozen=True, tag="levels"):
    """Entries as whole multiples of norm / levels.

    ``codes`` has level + ``levels`` of each entry in as few bits as hold 2 ``levels`` +
    1 values, packed without gaps, most significant bit first.
    """

    norm: float
    levels: int
    codes: bytes


Payload = Whole | Sparse | Levels


class Compression(ABC):
    """One way of making updates smaller."""

    title: ClassVar[Message]
    help: ClassVar[Message]
    source: ClassVar[str] = ""

    @abstractmethod
    def encode(
        self, vector: Vector, state: Vector | None, seed: int
    ) -> tuple[Payload, Vector | None]:
        """What travels, and what the client remembers; ``state`` is ``None`` at first.

        ``seed`` fixes what is drawn: of the run, the round and the client.
        """

    @abstractmethod
    def decode(self, payload: Payload, size: int) -> Vector:
        """The vector (size,) that the server reads."""


class NoCompression(Compression):
    """Everything, exactly."""

    title = Message(QT_TRANSLATE_NOOP("Message", "None"))
    help = Message(
        QT_TRANSLATE_NOOP("Message", "Every number is sent exactly, in 8 bytes.")
    )

    def encode(
        self, vector: Vector, state: Vector | None, seed: int
    ) -> tuple[Whole, None]:
        """All of it; there is nothing to remember."""
        return whole(vector), None

    def decode(self, payload: Payload, size: int) -> Vector:
        """The same bits."""
        assert isinstance(payload, Whole)
        return np.frombuffer(payload.values, "<f8", size).astype(np.float64)


@dataclass(frozen=True, slots=True)
class TopK(Compression):
    """The k largest entries of update plus memory; the rest is remembered.

    Error feedback: with memory e, p = e + Δ is what should be sent, C(p) what is, and
    e ← p − C(p) what is made up for later (Stich, Cordonnier and Jaggi 2018, algorithm
    1; Karimireddy et al. 2019, algorithm 2). Rounding to float32 is part of C, so it
    is made up for as well. Among equals the first entry is sent.
    """

    keep: float = 0.1
    """The share of entries that is sent: k = ⌈keep · size⌉, at least 1."""

    title = Message(QT_TRANSLATE_NOOP("Message", "Top-k with error feedback"))
    help = Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "Only the largest changes are sent. What is left out is remembered by the "
            "client and added to its next update, so nothing is lost for good.",
        )
    )
    source = "Stich et al. 2018; Karimireddy et al. 2019"

    def encode(
        self, vector: Vector, state: Vector | None, seed: int
    ) -> tuple[Sparse, Vector]:
        """The largest entries of ``vector`` + memory, and the new memory."""
        memory = np.zeros_like(vector) if state is None else state
        wanted = vector + memory
        places = largest(np.abs(wanted), max(1, math.ceil(self.keep * len(vector))))
        with np.errstate(over="ignore"):
            values = wanted[places].astype("<f4")
        payload = Sparse(places.astype("<u4").tobytes(), values.tobytes())
        left = wanted.copy()
        with np.errstate(invalid="ignore"):
            left[places] -= values
        return payload, left if np.isfinite(left).all() else memory

    def decode(self, payload: Payload, size: int) -> Vector:
        """The entries that were sent, zeros elsewhere."""
        assert isinstance(payload, Sparse)
        vector = np.zeros(size)
        places = np.frombuffer(payload.places, "<u4")
        vector[places] = np.frombuffer(payload.values, "<f4")
        return vector


@dataclass(frozen=True, slots=True)
class Qsgd(Compression):
    """Q_s(v)_i = ‖v‖ · sgn(v_i) · ξ_i with ξ_i a random multiple of 1/s (QSGD).

    With l ≤ s|v_i|/‖v‖ < l + 1, ξ_i is (l + 1)/s with probability s|v_i|/‖v‖ − l, else
    l/s. So E Q = v, and E‖Q − v‖² ≤ min(n/s², √n/s) ‖v‖² (Alistarh et al. 2017, section
    3.1 and lemma 3.1). Levels have a fixed width here, where the paper codes them by
    Elias' method.
    """

    levels: int = 16
    """s, the levels above zero."""

    title = Message(QT_TRANSLATE_NOOP("Message", "QSGD (random rounding to levels)"))
    help = Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "Every number is rounded to one of a few levels, up or down by chance, so "
            "that it is right on average. Fewer levels are fewer bytes and more noise.",
        )
    )
    source = "Alistarh et al. 2017"

    def encode(
        self, vector: Vector, state: Vector | None, seed: int
    ) -> tuple[Levels, None]:
        """The vector, rounded at random; there is nothing to remember."""
        norm = length(vector)
        level = np.zeros(len(vector), np.int64)
        if norm > 0 and math.isfinite(norm):
            exact = np.minimum(np.abs(vector) / norm * self.levels, self.levels)
            draw = np.random.default_rng([seed, _ROUNDING]).random(len(vector))
            lower = np.floor(exact)
            level = (lower + (draw < exact - lower)).astype(np.int64)
            level *= np.where(np.signbit(vector), -1, 1)
        codes = packed_bits(level + self.levels, code_width(self.levels))
        return Levels(norm, self.levels, codes), None

    def decode(self, payload: Payload, size: int) -> Vector:
        """Level times norm / levels, entry by entry; NaN if the norm is not finite."""
        assert isinstance(payload, Levels)
        if not math.isfinite(payload.norm):
            return np.full(size, np.nan)
        codes = unpacked_bits(payload.codes, code_width(payload.levels), size)
        shares = (codes - payload.levels) / payload.levels
        return np.asarray(payload.norm * shares)


_ROUNDING = 103
COMPRESSIONS: dict[str, type[Compression]] = {
    "none": NoCompression,
    "top_k": TopK,
    "qsgd": Qsgd,
}


def compression(name: str, *, keep: float = 0.1, levels: int = 16) -> Compression:
    """The compression of that name; ``keep`` is for top-k, ``levels`` for QSGD."""
    if name == "top_k":
        return TopK(keep)
    return Qsgd(levels) if name == "qsgd" else NoCompression()


class Memories:
    """What the clients of one strategy remember between their rounds."""

    def __init__(self, compression: Compression, seed: int) -> None:
        self._compression = compression
        self._seed = seed
        self._states: dict[int, Vector] = {}

    def send(self, client: int, number: int, vector: Vector) -> tuple[Payload, Vector]:
        """What ``client`` sends in round ``number``, and what of it arrives."""
        seeds = np.random.SeedSequence([self._seed, number, client])
        payload, state = self._compression.encode(
            vector, self._states.get(client), int(seeds.generate_state(1)[0])
        )
        if state is not None:
            self._states[client] = state
        return payload, self._compression.decode(payload, len(vector))


def whole(vector: Vector) -> Whole:
    """A vector as it travels uncompressed."""
    return Whole(np.ascontiguousarray(vector, "<f8").tobytes())


def compression_problems(
    name: str, *, keep: float = 0.1, levels: int = 16, field: str = "params"
) -> list[Problem]:
    """What is wrong with these dials."""
    if name not in COMPRESSIONS:
        kind = Message(QT_TRANSLATE_NOOP("Message", "compression"))
        return [
            unknown_name(f"{field}.compression", kind, name, tuple(COMPRESSIONS)),
        ]
    if name == "top_k" and not 0 < keep <= 1:
        return [Problem(field=f"{field}.keep", message=Message(_KEEP, {"keep": keep}))]
    if name == "qsgd" and not 1 <= levels <= MOST_LEVELS:
        values = {"levels": levels, "most": MOST_LEVELS}
        return [Problem(field=f"{field}.levels", message=Message(_LEVELS, values))]
    return []


def length(vector: Vector) -> float:
    """‖v‖, without overflow on the way; NaN or infinite as its entries are."""
    top = float(np.abs(vector).max(initial=0.0))
    if top == 0 or not math.isfinite(top):
        return top
    return top * float(np.linalg.norm(vector / top))


def largest(values: NDArray[np.float64], count: int) -> NDArray[np.int64]:
    """The places of the ``count`` largest ``values``, ascending; ties to the first.

    NaN counts as larger than anything.
    """
    if count >= len(values):
        return np.arange(len(values))
    values = np.where(np.isnan(values), np.inf, values)
    least = np.partition(values, -count)[-count]
    above = np.flatnonzero(values > least)
    equal = np.flatnonzero(values == least)[: count - len(above)]
    return np.sort(np.concatenate([above, equal]))


def code_width(levels: int) -> int:
    """The bits that hold one of 2 ``levels`` + 1 codes."""
    return (2 * levels).bit_length()


def packed_bits(codes: NDArray[np.int64], width: int) -> bytes:
    """Whole numbers below 2^width, ``width`` bits each, without gaps."""
    places = np.arange(width - 1, -1, -1)
    bits = (codes[:, None] >> places) & 1
    return np.packbits(bits.astype(np.uint8)).tobytes()


def unpacked_bits(packed: bytes, width: int, count: int) -> NDArray[np.int64]:
    """The ``count`` whole numbers that :func:`packed_bits` packed."""
    bits = np.unpackbits(np.frombuffer(packed, np.uint8), count=count * width)
    powers = 1 << np.arange(width - 1, -1, -1, dtype=np.int64)
    return np.asarray(bits.reshape(count, width).astype(np.int64) @ powers)


_KEEP = QT_TRANSLATE_NOOP(
    "Message",
    "The share of an update that is sent must be above 0 and at most 1, not {keep:g}.",
)
_LEVELS = QT_TRANSLATE_NOOP(
    "Message", "QSGD needs from 1 to {most} levels, not {levels}."
)
