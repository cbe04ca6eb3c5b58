from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.joint.base import packed
from workbench.joint.network import NETWORKS, Network, network_problems
from workbench.joint.sampling import Sampler

SEED = st.integers(0, 2**32 - 1)
FLAT = Network(latency_ms=50, up_mbit=1, down_mbit=8, spread=0.0)
PRESETS = st.sampled_from(sorted(NETWORKS))


def test_that_a_round_takes_two_latencies_two_transfers_and_the_work() -> None:
    links = FLAT.links(3, seed=0)
    seconds = links.round_s(
        [0, 1, 2],
        bytes_down=1_000_000,
        bytes_up=500_000,
        compute_s=[0.25, 2.0, 1.0],
    )
    assert seconds == pytest.approx(2 * 0.05 + 1.0 + 4.0 + 2.0)


@given(PRESETS, SEED, st.integers(1, 30), st.data())
def test_that_a_round_is_as_long_as_the_slowest_of_those_used(
    preset: str, seed: int, count: int, data: st.DataObject
) -> None:
    links = NETWORKS[preset].network.links(count, seed)
    used = data.draw(st.lists(st.integers(0, count - 1), unique=True))
    compute = data.draw(
        st.lists(st.floats(0, 9), min_size=len(used), max_size=len(used))
    )
    alone = [
        links.round_s([client], bytes_down=5e3, bytes_up=2e3, compute_s=seconds)
        for client, seconds in zip(used, compute, strict=True)
    ]
    together = links.round_s(used, bytes_down=5e3, bytes_up=2e3, compute_s=compute)
    assert together == max(alone, default=0.0)
    for more in ((9e3, 2e3), (5e3, 4e3)):
        longer = links.round_s(
            used, bytes_down=more[0], bytes_up=more[1], compute_s=compute
        )
        assert longer >= together


@given(PRESETS, SEED, st.integers(1, 20))
def test_that_further_clients_do_not_change_the_links_of_the_first(
    preset: str, seed: int, count: int
) -> None:
    network = NETWORKS[preset].network
    few, many = network.links(count, seed), network.links(count + 5, seed)
    assert np.array_equal(few.up, many.up[:count])
    assert np.array_equal(few.latency_s, many.latency_s[:count])
    assert (many.down > 0).all()


def test_that_the_medians_and_the_spread_are_those_asked_for() -> None:
    network = Network(latency_ms=40, up_mbit=8, down_mbit=24, spread=0.6)
    links = network.links(20_000, seed=2)
    assert np.median(links.latency_s) == pytest.approx(0.040, rel=0.03)
    assert np.median(links.up) == pytest.approx(1e6, rel=0.03)
    assert np.median(links.down) == pytest.approx(3e6, rel=0.03)
    assert np.log(links.up).std() == pytest.approx(0.6, rel=0.03)
    apart = np.corrcoef(np.log([links.latency_s, links.up, links.down]))
    assert np.abs(apart - np.eye(3)).max() < 0.03


def test_that_going_on_without_the_slowest_makes_a_round_shorter() -> None:
    clients = packed([np.arange(2)] * 50)
    links = NETWORKS["mobile"].network.links(50, seed=0)
    slow = links.transfer_s(5_000, 5_000)
    found = Sampler(clients, stragglers=0.2, seed=4).round(1, slow=slow)
    assert found.late

    def lasts(used: tuple[int, ...]) -> float:
        return links.round_s(used, bytes_down=5_000, bytes_up=5_000)

    assert lasts(found.present) < lasts(found.working)


def test_that_a_poorer_network_is_slower_and_says_that_it_is_simulated() -> None:
    seconds = [
        preset.network.links(20, 0).round_s(range(20), bytes_down=5e3, bytes_up=5e3)
        for preset in NETWORKS.values()
    ]
    assert seconds == sorted(seconds)
    assert str(FLAT.sentence) == (
        "Simulated, not measured: clients behind links of 50 ms, 1 Mbit/s up and 8 "
        "Mbit/s down (medians), each round as long as its slowest client."
    )


def test_that_an_impossible_network_is_named_field_by_field() -> None:
    found = network_problems(-1.0, 0.0, math.inf)
    assert [problem.field for problem in found] == [
        "params.latency_ms",
        "params.up_mbit",
        "params.down_mbit",
    ]
    assert "at least 0, not -1" in str(found[0].message)
    assert "above 0, not 0" in str(found[1].message)
    assert not network_problems(0.0, 1.0, 1.0)
