from __future__ import annotations

import json

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.joint.compression import (
    Payload,
    compression,
    whole,
)
from workbench.joint.meter import Envelope, Meter, message_bytes

NUMBERS = st.one_of(
    st.integers(0, 300),
    st.sampled_from([127, 128, 255, 256, 65_535, 65_536, 2**32 - 1, 2**32]),
)
KINDS = st.sampled_from(["model", "update", "correction"])
NAMES = st.sampled_from(["none", "top_k", "qsgd"])


@st.composite
def payloads(draw: st.DrawFn) -> tuple[Payload, ...]:
    found = []
    for _ in range(draw(st.integers(1, 3))):
        size = draw(st.sampled_from([1, 2, 31, 32, 255, 256, 650, 9000]))
        way = compression(
            draw(NAMES),
            keep=draw(st.sampled_from([0.01, 0.5, 1.0])),
            levels=draw(st.sampled_from([1, 7, 300])),
        )
        seed = draw(st.integers(0, 99))
        vector = np.random.default_rng(seed).normal(size=size)
        found.append(way.encode(vector, None, seed)[0])
    return tuple(found)


@given(
    NUMBERS,
    st.lists(NUMBERS, max_size=6),
    KINDS,
    st.lists(payloads(), min_size=1, max_size=3),
)
def test_that_the_meter_says_what_serialising_every_message_would(
    number: int, clients: list[int], kind: str, several: list[tuple[Payload, ...]]
) -> None:
    meter, up, down = Meter(), 0, 0
    for vectors in several:
        lengths = [
            len(
                msgspec.msgpack.encode(
                    Envelope(round=number, client=client, kind=kind, vectors=vectors)
                )
            )
            for client in clients
        ]
        largest = max(lengths, default=0)
        assert meter.send_down(number, clients, kind, vectors) == largest
        down += sum(lengths)
        for client in clients[:2]:
            meter.send_up(number, [client], kind, vectors)
        up += sum(lengths[:2])
    assert (meter.up, meter.down, meter.total) == (up, down, up + down)


def test_that_other_values_of_the_same_shape_are_counted_alike() -> None:
    meter, way = Meter(), compression("qsgd", levels=3)
    rng = np.random.default_rng(0)
    for client in range(50):
        payload, _ = way.encode(rng.normal(size=40) * 10.0**client, None, client)
        envelope = Envelope(round=9, client=client, kind="update", vectors=(payload,))
        assert meter.send_up(9, [client], "update", [payload]) == message_bytes(
            envelope
        )


def test_that_a_message_is_what_another_program_can_read() -> None:
    vector = np.array([1.0, -2.5])
    envelope = Envelope(round=3, client=7, kind="model", vectors=(whole(vector),))
    sent = msgspec.msgpack.encode(envelope)
    assert len(sent) == message_bytes(envelope)
    read = msgspec.msgpack.decode(sent)
    assert read["round"] == 3
    assert read["client"] == 7
    assert np.frombuffer(read["vectors"][0]["values"], "<f8").tolist() == [1.0, -2.5]


@pytest.mark.parametrize("clients", [10, 1000])
def test_that_a_round_costs_a_little_more_than_its_numbers(clients: int) -> None:
    meter = Meter()
    model = whole(np.zeros(650))
    meter.send_down(1, range(clients), "model", [model])
    numbers = 650 * 8 * clients
    assert numbers < meter.down < 1.02 * numbers
    assert meter.up == 0
    # A text form would be more than twice as long.
    assert meter.down < len(json.dumps([0.1234567890123456] * 650)) * clients
