"""What happens to an update on its way: order, noise, masks, and bytes."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

import workbench.joint.objectives
import workbench.joint.strategies  # noqa: F401 - registers them
from workbench.core.parameters import filled
from workbench.joint.base import (
    STRATEGIES,
    Answer,
    Floats,
    Learning,
    Setting,
    Shape,
    Strategy,
    Work,
    packed,
)
from workbench.joint.compression import whole
from workbench.joint.meter import Envelope, message_bytes
from workbench.joint.privacy.gaussian import protect
from workbench.joint.privacy.masking import SecureSum, TooFewLeft
from workbench.joint.round_plan import RoundPlan, round_plan
from workbench.joint.strategies.common import mean_delta
from workbench.joint.transport import Delivery, Transport
from workbench.workloads.joint_parameters import PARAMETERS

SIZE = 6
ROWS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10)


def plan(**params: Any) -> RoundPlan:
    edges = np.cumsum([0, *ROWS])
    clients = packed(
        [np.arange(first, end) for first, end in itertools.pairwise(edges)]
    )
    return round_plan(filled(PARAMETERS, params), clients, seed=4)


def made(name: str = "fedavg", **params: Any) -> Strategy:
    entry = STRATEGIES.get(name)
    rows = np.array(ROWS)
    setting = Setting(
        learning=Learning(objective="linear", shape=Shape(features=SIZE, outputs=1)),
        weights=rows / rows.sum(),
        rows=rows,
        seed=4,
        start=np.zeros(SIZE),
        rounds=5,
    )
    return entry.make(setting, filled(entry.parameters, params))


def transport(
    strategy: Strategy | None = None, poisoned: Sequence[int] = (), **params: Any
) -> Transport:
    dials = plan(**params)
    return Transport(
        strategy=strategy or made(),
        plan=dials,
        protection=dials.protection,
        clip=dials.clip,
        poisoned=frozenset(poisoned),
    )


def updates(seed: int = 0, clients: Sequence[int] = range(10)) -> dict[int, Floats]:
    rng = np.random.default_rng(seed)
    return {client: rng.normal(size=SIZE) for client in clients}


def deliver(
    way: Transport, deltas: dict[int, Floats], gone: Sequence[int] = (), number: int = 1
) -> Delivery:
    works = way.strategy.work(number, list(deltas))
    answers = [
        Answer(
            client=work.client,
            vector=work.start + deltas[work.client],
            loss=0.5,
            steps=2,
        )
        for work in works
    ]
    by_client: dict[int, Work] = {work.client: work for work in works}
    return way.deliver(number, by_client, answers, 0, gone=gone)


def test_that_without_dials_updates_arrive_as_they_were_and_weigh_their_rows() -> None:
    deltas = updates()
    found = deliver(transport(), deltas)
    for update in found.updates:
        np.testing.assert_allclose(update.delta, deltas[update.client], atol=1e-15)
        assert update.weight == ROWS[update.client] / sum(ROWS)
        assert update.rows == ROWS[update.client]
    lengths = [np.linalg.norm(delta) for delta in deltas.values()]
    assert found.drift == pytest.approx(np.mean(lengths))


def test_that_the_released_mean_is_the_noisy_sum_over_the_expected_number() -> None:
    """(Σ clip(δ) + N(0, (zC)²)) / (q n), however many came, whatever they hold."""
    deltas = updates(clients=[0, 3, 4, 9])
    way = transport(clip=0.7, noise=1e-9, fraction=0.5)
    mean = mean_delta(deliver(way, deltas).updates)
    bounded = [d * min(1.0, 0.7 / np.linalg.norm(d)) for d in deltas.values()]
    np.testing.assert_allclose(mean, np.sum(bounded, axis=0) / (0.5 * 10), atol=1e-8)


def test_that_the_released_noise_is_of_the_size_that_is_accounted_for() -> None:
    way = transport(clip=0.7, noise=1.5, fraction=0.5)
    nothing = {client: np.zeros(SIZE) for client in (1, 2, 5)}
    drawn = np.array(
        [
            mean_delta(deliver(way, nothing, number=number).updates)
            for number in range(1, 800)
        ]
    )
    # Of 4,794 draws the standard deviation is known to a percent.
    assert drawn.std() == pytest.approx(1.5 * 0.7 / (0.5 * 10), rel=0.05)
    assert drawn.mean() == pytest.approx(0.0, abs=0.02)


def test_that_protection_is_what_the_privacy_module_says() -> None:
    deltas = updates()
    found = deliver(transport(clip=1.0, noise=2.0), deltas)
    expected, _ = protect(np.array(list(deltas.values())), 1.0, 2.0, [4, 108, 1])
    for update, row in zip(found.updates, expected, strict=True):
        np.testing.assert_allclose(update.delta, row)


def test_that_of_nobody_noise_alone_is_released_and_no_byte_is_sent() -> None:
    way = transport(clip=1.0, noise=2.0, fraction=0.1)
    found = deliver(way, {})
    [update] = found.updates
    assert update.weight == 1.0
    assert np.abs(update.delta).min() > 0
    assert (way.meter.up, found.deltas, found.losses) == (0, {}, {})


def test_that_poison_is_put_in_before_the_clip() -> None:
    found = deliver(transport(poisoned=[2], clip=1.0, attack="sign_flip"), updates())
    before = updates()[2]
    [bad] = [update.delta for update in found.updates if update.client == 2]
    np.testing.assert_allclose(bad, -before / np.linalg.norm(before))


def test_that_what_is_not_finite_is_refused_with_a_reason() -> None:
    found = deliver(transport(poisoned=[2], attack="nan", clip=1.0), updates())
    assert list(found.refused) == [2]
    assert "not a finite number in 1" in str(found.refused[2])
    assert [u.client for u in found.updates] == [0, 1, 3, 4, 5, 6, 7, 8, 9]
    assert 2 in found.deltas


def test_that_a_sum_is_all_that_is_seen_of_masked_updates() -> None:
    deltas = updates()
    found = deliver(transport(secure=True), deltas)
    [update] = found.updates
    mean = sum(ROWS[c] * d for c, d in deltas.items()) / sum(ROWS)
    np.testing.assert_allclose(update.delta, mean, atol=1e-7)
    assert update.rows == sum(ROWS)
    assert found.masked is not None
    assert found.masked.recovered == 0


def test_that_three_of_ten_may_go_after_masking() -> None:
    deltas = updates(clients=[0, 1, 2, 4, 6, 8, 9])
    found = deliver(transport(secure=True), deltas, gone=(3, 5, 7))
    [update] = found.updates
    rows = sum(ROWS[client] for client in deltas)
    mean = sum(ROWS[c] * d for c, d in deltas.items()) / rows
    np.testing.assert_allclose(update.delta, mean, atol=1e-7)
    assert found.masked is not None
    assert found.masked.recovered == 3
    assert found.masked.clients == tuple(deltas)
    np.testing.assert_allclose(found.masked.total, found.masked.plain, atol=1e-7)


def test_that_where_too_many_go_the_round_is_lost() -> None:
    with pytest.raises(TooFewLeft):
        deliver(transport(secure=True), updates(clients=[0, 1, 2]), gone=range(3, 10))


def test_that_masked_bytes_are_those_of_keys_shares_and_integers() -> None:
    way = transport(secure=True)
    found = deliver(way, updates(clients=range(7)), gone=(7, 8, 9))
    up, down = SecureSum(10).traffic(SIZE, 10)
    lost, _ = SecureSum(10).traffic(SIZE, 10, dropped=True)
    assert way.meter.up == 7 * up + 3 * lost
    assert way.meter.down == 10 * down
    assert (found.up, found.down) == (up, down)
    assert up - lost == SIZE * 4 + 9 * 33


@pytest.mark.parametrize(("name", "times"), [("fedavg", 1), ("scaffold", 2)])
def test_that_each_sender_is_counted_as_if_its_message_were_serialised(
    name: str, times: int
) -> None:
    way = transport(made(name))
    found = deliver(way, updates())
    vectors = tuple([whole(np.zeros(SIZE))] * times)
    sent = [
        message_bytes(Envelope(round=1, client=c, kind="update", vectors=vectors))
        for c in range(10)
    ]
    assert way.meter.up == sum(sent)
    assert found.up == max(sent)
    assert way.sent_down(1, range(10)) > 0
    assert way.meter.down > 0


@pytest.mark.parametrize(("graph", "degree"), [("ring", 2), ("complete", 9)])
@pytest.mark.parametrize(("variant", "vectors"), [("dgd", 1), ("tracking", 2)])
def test_that_peers_send_to_each_neighbour_and_nothing_comes_from_a_server(
    graph: str, degree: int, variant: str, vectors: int
) -> None:
    way = transport(made("gossip", graph=graph, variant=variant))
    assert way.sent_down(1, range(10)) == 0
    found = deliver(way, updates())
    payloads = tuple([whole(np.zeros(SIZE))] * vectors)
    one = message_bytes(Envelope(round=1, client=9, kind="update", vectors=payloads))
    assert way.meter.up == 10 * degree * one
    assert way.meter.down == 0
    assert found.up == found.down == degree * one
