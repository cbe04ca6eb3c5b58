from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.errors import BadInput
from workbench.joint import graph as graphs
from workbench.joint.base import Floats

names = st.sampled_from(graphs.GRAPHS)


def matrix(graph: graphs.Graph, present: graphs.Present | None = None) -> Floats:
    W = graphs.mixing(graph, present)
    return np.asarray(W if isinstance(W, np.ndarray) else W.toarray())


@given(names, st.integers(1, 40), st.integers(0, 5))
def test_that_every_graph_is_connected_and_without_doubles_or_loops(
    name: str, clients: int, seed: int
) -> None:
    graph = graphs.build(name, clients, seed)
    assert graphs.connected(clients, graph.edges)
    assert (graph.edges[:, 0] < graph.edges[:, 1]).all()
    assert len(np.unique(graph.edges, axis=0)) == len(graph.edges)
    assert graph.edges.size == 0 or graph.edges.max() < clients


@given(names, st.integers(1, 40), st.data())
def test_that_mixing_is_doubly_stochastic_even_when_links_fail(
    name: str, clients: int, data: st.DataObject
) -> None:
    graph = graphs.build(name, clients)
    present = np.array(
        data.draw(st.lists(st.booleans(), min_size=clients, max_size=clients))
    )
    W = matrix(graph, present)
    np.testing.assert_array_equal(W, W.T)
    np.testing.assert_allclose(W.sum(0), 1, atol=1e-12)
    assert (W > -1e-12).all()
    for absent in np.flatnonzero(~present):
        np.testing.assert_array_equal(W[absent], np.arange(clients) == absent)


@given(names, st.integers(2, 40))
def test_that_each_link_weighs_what_metropolis_and_hastings_say(
    name: str, clients: int
) -> None:
    graph = graphs.build(name, clients)
    W, degrees = matrix(graph), graph.degrees
    for i in range(clients):
        neighbours = graph.neighbours(i)
        assert len(neighbours) == degrees[i]
        for j in neighbours:
            assert W[i, j] == pytest.approx(1 / (1 + max(degrees[i], degrees[j])))
        assert np.count_nonzero(np.delete(W[i], i)) == degrees[i]


@pytest.mark.parametrize("clients", [3, 4, 5, 10, 31, 100])
def test_that_a_rings_gap_is_its_closed_form(clients: int) -> None:
    # W is circulant: λ_k = 1/3 + 2/3 cos(2πk/n).
    values = [
        abs(1 / 3 + 2 / 3 * math.cos(2 * math.pi * k / clients))
        for k in range(1, clients)
    ]
    gap = graphs.spectral_gap(graphs.build("ring", clients))
    assert gap == pytest.approx(1 - max(values), abs=1e-12)


def test_that_a_large_rings_gap_is_its_closed_form_too() -> None:
    n = 3_000
    gap = graphs.spectral_gap(graphs.build("ring", n))
    assert gap == pytest.approx(2 / 3 * (1 - math.cos(2 * math.pi / n)), rel=1e-3)


def test_that_many_clients_gap_is_the_same_by_both_ways(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in graphs.GRAPHS:
        graph = graphs.build(name, 150)
        exact = graphs.spectral_gap(graph)
        with monkeypatch.context() as patched:
            patched.setattr(graphs, "_DENSE", 10)
            assert graphs.spectral_gap(graph) == pytest.approx(exact, rel=1e-5)


@pytest.mark.parametrize("clients", [1, 2, 3, 10, 64])
def test_that_a_complete_graph_agrees_at_once(clients: int) -> None:
    graph = graphs.build("complete", clients)
    assert graphs.spectral_gap(graph) == pytest.approx(1, abs=1e-12)
    np.testing.assert_allclose(matrix(graph), 1 / clients, atol=1e-15)


def test_that_more_links_give_a_larger_gap() -> None:
    gaps = [graphs.spectral_gap(graphs.build(n, 25)) for n in graphs.GRAPHS]
    assert gaps == sorted(gaps)
    assert gaps[0] > 0


def test_that_a_grid_links_each_client_to_those_beside_it() -> None:
    square = graphs.build("grid", 9)
    assert sorted(square.degrees) == [2, 2, 2, 2, 3, 3, 3, 3, 4]
    ragged = graphs.build("grid", 7)  # 0 1 2 / 3 4 5 / 6
    np.testing.assert_array_equal(ragged.neighbours(4), [1, 3, 5])
    np.testing.assert_array_equal(ragged.neighbours(6), [3])


def test_that_a_random_graph_is_fixed_by_its_seed() -> None:
    first, again = (graphs.build("random", 30, seed=7).edges for _ in range(2))
    other = graphs.build("random", 30, seed=8).edges
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)


def test_that_a_random_graph_has_the_share_of_links_that_was_asked() -> None:
    counts = [len(graphs.build("random", 40, s, 0.3).edges) for s in range(60)]
    expected, spread = 0.3 * 780, math.sqrt(780 * 0.3 * 0.7)
    assert np.mean(counts) == pytest.approx(expected, abs=4 * spread / math.sqrt(60))
    assert len(graphs.build("random", 40, 0, 1.0).edges) == 780


def test_that_every_pair_is_as_likely() -> None:
    seen = np.zeros((12, 12))
    for seed in range(400):
        edges = graphs.build("random", 12, seed, 0.5).edges
        seen[edges[:, 0], edges[:, 1]] += 1
    shares = seen[np.triu_indices(12, 1)] / 400
    assert np.abs(shares - 0.5).max() < 0.12  # 4.8 standard errors


def test_that_a_graph_in_parts_is_refused_with_the_share_that_is_enough() -> None:
    with pytest.raises(BadInput, match=r"cannot reach each other.*0\.14 or more"):
        graphs.build("random", 60, share=0.005)
    assert not graphs.connected(4, np.array([[0, 1], [2, 3]]))


def test_that_more_links_than_fit_into_memory_are_refused_before_they_are_made() -> (
    None
):
    with pytest.raises(BadInput, match="Take a ring, a grid"):
        graphs.build("complete", 100_000)


def test_that_a_graph_says_how_well_it_is_connected() -> None:
    text = str(graphs.sentence(graphs.build("ring", 10)))
    assert text.startswith("10 clients, 10 links, 2 to 2 neighbours each")
    assert "spectral gap 0.127" in text
