from __future__ import annotations

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from workbench.core.joint import Fate, JointUpdates
from workbench.joint.attack import poisoned_delta
from workbench.joint.sampling import Attendance
from workbench.joint.updates_map import MOST, fates, plane, updates_map

ROWS = hnp.arrays(
    np.float64,
    st.tuples(st.integers(1, 12), st.integers(1, 8)),
    elements=st.floats(-100, 100).filter(lambda x: x == 0 or abs(x) > 1e-3),
)


def drawn(
    deltas: dict[int, np.ndarray], count: int, poisoned: set[int] | None = None
) -> JointUpdates:
    used: dict[int, Fate] = {
        client: "used" if client in deltas else "idle" for client in range(count)
    }
    return updates_map(
        "fedavg",
        3,
        deltas=deltas,
        fates=used,
        losses=dict.fromkeys(deltas, 0.5),
        poisoned=poisoned or set(),
        seed=1,
    )


@given(ROWS)
def test_that_the_plane_shows_as_much_spread_as_any_plane_can(
    rows: np.ndarray,
) -> None:
    found = plane(list(rows))
    centred = rows - rows.mean(axis=0)
    singular = np.linalg.svd(centred, compute_uv=False)[:2]
    shown = np.sort(np.linalg.norm(found, axis=0))[::-1][: len(singular)]
    assert found.shape == (len(rows), 2)
    assert shown == pytest.approx(singular, abs=1e-5 * (1 + singular[0]))
    assert found.mean(axis=0) == pytest.approx(0, abs=1e-5 * (1 + singular[0]))


@given(ROWS, st.integers(-300, 290))
def test_that_the_scale_of_the_updates_is_only_that_of_the_picture(
    rows: np.ndarray, power: int
) -> None:
    scaled = plane(list(np.ldexp(rows, power)))
    assert np.array_equal(scaled, np.ldexp(plane(list(rows)), power))


def test_that_the_sign_of_a_component_is_settled() -> None:
    rows = [np.array([1.0, 0.0]), np.array([-1.0, 0.0]), np.array([0.0, 0.1])]
    found = plane(rows)
    assert found[0, 0] > 0 > found[1, 0]
    assert found[2, 1] > 0


def test_that_a_lone_update_and_no_update_have_their_place() -> None:
    assert plane([np.array([3.0, 4.0])]).tolist() == [[0.0, 0.0]]
    assert plane([]).shape == (0, 2)
    point = drawn({0: np.array([3.0, 4.0])}, 1).clients[0]
    assert (point.x, point.y, point.norm) == (0.0, 0.0, 5.0)


def test_that_a_poisoned_client_stands_out() -> None:
    rng = np.random.default_rng(0)
    common = rng.normal(size=40)
    deltas = {client: common + 0.2 * rng.normal(size=40) for client in range(10)}
    deltas[4] = poisoned_delta(
        "sign_flip", deltas[4], scale=3.0, seed=0, client=4, number=3
    )
    found = drawn(deltas, 10, {4})
    assert [point.client for point in found.clients if point.poisoned] == [4]
    places = np.array([(point.x, point.y) for point in found.clients])
    others = np.delete(places, 4, axis=0)
    near = np.linalg.norm(others - others.mean(axis=0), axis=1).max()
    assert np.linalg.norm(places[4] - others.mean(axis=0)) > 5 * near


def test_that_what_is_not_finite_has_a_fate_but_no_place() -> None:
    deltas = {0: np.array([1.0, 2.0]), 1: np.array([np.nan, 1.0]), 2: np.zeros(2)}
    attendance = Attendance(chosen=(0, 1, 2, 4, 5), dropped=(4,), late=(5,))
    found = updates_map(
        "krum",
        1,
        deltas=deltas,
        fates=fates(attendance, {1}, 6),
        losses={0: 0.1, 1: float("nan")},
    )
    assert [point.fate for point in found.clients] == [
        "used",
        "rejected",
        "used",
        "idle",
        "dropped",
        "late",
    ]
    assert [point.x is None for point in found.clients] == [
        client not in (0, 2) for client in range(6)
    ]
    assert found.clients[1].norm is None
    assert found.clients[1].loss is None
    assert found.clients[0].loss == 0.1
    assert msgspec.json.decode(msgspec.json.encode(found), type=JointUpdates) == found


def test_that_a_large_round_keeps_those_that_matter_and_the_same_others() -> None:
    rng = np.random.default_rng(0)
    count = 3 * MOST
    deltas = {client: rng.normal(size=5) for client in range(0, count, 2)}
    deltas[10] = np.full(5, np.inf)
    found: dict[int, Fate] = {
        client: "used" if client in deltas else "idle" for client in range(count)
    }
    found[10], found[11] = "rejected", "dropped"

    def shown(number: int) -> list[int]:
        drawn = updates_map(
            "s", number, deltas=deltas, fates=found, losses={}, poisoned={2, 4, 5}
        )
        return [point.client for point in drawn.clients]

    clients = shown(1)
    assert len(clients) == MOST
    assert clients == sorted(clients) == shown(2)
    assert {2, 4, 10} <= set(clients)
    assert all(client in deltas for client in clients)


def test_that_a_small_sample_of_many_clients_leaves_room_for_those_who_gave_up() -> (
    None
):
    attendance = Attendance(chosen=tuple(range(50)), dropped=tuple(range(40, 50)))
    deltas = {client: np.ones(3) for client in attendance.present}
    found = updates_map(
        "s", 1, deltas=deltas, fates=fates(attendance, (), 10_000), losses={}
    )
    told = [point.fate for point in found.clients]
    assert len(told) == MOST
    assert (told.count("used"), told.count("dropped")) == (40, 10)
