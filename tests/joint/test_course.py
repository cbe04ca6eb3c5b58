"""One strategy round by round: attendance, booking, and every way to end."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import workbench.joint.objectives
import workbench.joint.strategies  # noqa: F401 - registers them
from workbench.core.parameters import filled
from workbench.joint.base import (
    STRATEGIES,
    Answer,
    Clients,
    Learning,
    Penalty,
    Setting,
    Shape,
    Work,
    packed,
)
from workbench.joint.course import Course
from workbench.joint.judging import Judge
from workbench.joint.local import do_many
from workbench.joint.privacy.budget import FileLedger
from workbench.joint.round_plan import round_plan
from workbench.workloads.joint_parameters import PARAMETERS

RNG = np.random.default_rng(1)
X = RNG.normal(size=(60, 3))
Y = X @ [1.0, -1.0, 2.0] + 0.1 * RNG.normal(size=60)
CLIENTS = packed(np.array_split(np.arange(60), 10))
LEARNING = Learning(
    objective="linear", shape=Shape(features=3, outputs=1), penalty=Penalty(l2=0.01)
)
JUDGE = Judge(learning=LEARNING, X=X, y=Y, X_test=X[:7], y_test=Y[:7])


def course(
    name: str = "fedavg",
    *,
    given: dict[str, Any] | None = None,
    clients: Clients = CLIENTS,
    poisoned: Iterable[int] = (),
    ledger: FileLedger | None = None,
    **dials: Any,
) -> Course:
    entry = STRATEGIES.get(name)
    usual = {"steps": 3, "eta": 0.1} if name == "fedavg" else {}
    params = filled(entry.parameters, usual | (given or {}))
    plan = round_plan(filled(PARAMETERS, {"rounds": 5, **dials}), clients, seed=2)
    setting = Setting(
        learning=LEARNING,
        weights=clients.sizes / clients.sizes.sum(),
        rows=clients.sizes,
        seed=2,
        start=np.zeros(3),
        rounds=plan.rounds,
    )
    eta = params.get("eta")
    return Course(
        name,
        entry,
        entry.make(setting, params),
        plan,
        eta=eta if isinstance(eta, float) else None,
        poisoned=frozenset(poisoned),
        ledger=ledger,
    )


def done(works: list[Work], clients: Clients = CLIENTS) -> list[Answer]:
    arrays = {"X": X, "y": Y, "order": clients.order, "bounds": clients.bounds}
    return do_many(arrays, LEARNING, works)


def finished(one: Course, clients: Clients = CLIENTS) -> Course:
    optimum = np.zeros(3)
    one.look(JUDGE, optimum)
    while (works := one.works()) is not None:
        if one.take(done(works, clients)):
            one.look(JUDGE, optimum)
            one.mapped()
    one.end(JUDGE)
    return one


def test_that_rounds_are_counted_from_the_start_to_the_end() -> None:
    one = finished(course())
    assert [found.round for found in one.history] == [0, 1, 2, 3, 4, 5]
    assert one.history[0].bytes_up == one.history[0].used == 0
    assert one.finish is not None
    assert (one.finish.reason, one.finish.rounds) == ("rounds", 5)
    np.testing.assert_array_equal(one.finish.parameters, one.parameters)
    assert one.history[-1].distance == pytest.approx(np.linalg.norm(one.parameters))
    assert one.updates is not None
    assert one.updates.round == 5
    assert one.works() is None


@pytest.mark.parametrize(
    ("dials", "reason"),
    [
        ({"max_megabytes": 0.002}, "bytes"),
        ({"gradient_tol": 1.0}, "gradient"),
        ({"flat_tol": 0.9, "rounds": 50}, "flat"),
        ({"quorum": 10, "dropout": 0.9}, "quorum"),
    ],
)
def test_that_it_ends_for_the_reason_that_was_asked(
    dials: dict[str, Any], reason: str
) -> None:
    one = finished(course(**dials))
    assert one.finish is not None
    assert one.finish.reason == reason
    assert one.finish.rounds == one.history[-1].round < 50


def test_that_admm_ends_when_its_residuals_are_small() -> None:
    one = finished(course("admm", rounds=500))
    assert one.finish is not None
    assert one.finish.reason == "residuals"
    assert one.history[-1].primal is not None
    assert one.history[-1].gradient_norm == pytest.approx(0.0, abs=1e-3)
    assert one.history[-1].drift is None


def test_that_late_work_is_done_and_lost() -> None:
    one = course(stragglers=0.6, rounds=1)
    one.look(JUDGE, None)
    works = one.works()
    assert works is not None
    assert len(works) == 10
    assert one.take(done(works))
    found = one.look(JUDGE, None)
    assert found.late > 0
    assert found.used == 10 - found.late
    assert found.distance is None


def test_that_clients_without_rows_are_never_asked() -> None:
    clients = packed([np.arange(30), np.arange(0), np.arange(30, 60)])
    one = course(clients=clients)
    one.look(JUDGE, None)
    works = one.works()
    assert works is not None
    assert [work.client for work in works] == [0, 2]
    assert one.take(done(works, clients))
    assert one.look(JUDGE, None).used == 2


def test_that_a_round_without_an_honest_finite_update_is_divergence() -> None:
    one = course(given={"eta": 1e150, "steps": 5})
    finished(one)
    assert one.finish is not None
    assert one.finish.reason == "diverged"
    assert "no client's update was finite" in str(one.finish.sentence)
    assert "1e+150 is too large: try 1e+149" in str(one.finish.sentence)
    assert one.history[-1].rejected == 10


def test_that_a_round_of_poison_alone_is_no_divergence() -> None:
    everyone = range(10)
    one = finished(course(poisoned=everyone, attack="nan"))
    assert one.finish is not None
    assert one.finish.reason == "rounds"
    assert [found.rejected for found in one.history[1:]] == [10] * 5
    np.testing.assert_array_equal(one.parameters, np.zeros(3))


def test_that_a_lost_round_of_masks_ends_it_without_a_trace() -> None:
    one = course(secure=True, rounds=9)
    one.look(JUDGE, None)
    works = one.works()
    assert works is not None
    assert one.take(done(works))
    one.look(JUDGE, None)
    before = one.parameters.copy()
    works = one.works()
    assert works is not None
    # Too few tasks come to an end to take the masks off.
    assert not one.take(done(works[:2]))
    end = one.end(JUDGE)
    assert (end.reason, end.rounds) == ("quorum", 1)
    assert "The round is lost" in str(end.sentence)
    np.testing.assert_array_equal(one.parameters, before)
    assert one.works() is None


def test_that_epsilon_is_on_the_disk_before_the_model_is_made(tmp_path: Path) -> None:
    ledger = FileLedger(tmp_path / "spent.jsonl", "run 1, fedavg")
    one = course(clip=1.0, noise=1.0, delta=1e-3, ledger=ledger)
    booked: list[int] = []
    take = one._strategy.take

    def watched(number: int, updates: Any) -> Any:
        booked.append(ledger.rounds())
        return take(number, updates)

    one._strategy.take = watched  # type: ignore[method-assign]
    finished(one)
    assert booked == [1, 2, 3, 4, 5]
    spent = [line["epsilon"] for line in ledger.lines()]
    assert spent == [found.epsilon for found in one.history[1:]]


def test_that_an_account_that_is_spent_allows_no_round(tmp_path: Path) -> None:
    ledger = FileLedger(tmp_path / "spent.jsonl", "account")
    dials: dict[str, Any] = {"clip": 1.0, "noise": 1.0, "delta": 1e-3, "epsilon": 9.0}
    first = finished(course(ledger=ledger, **dials))
    assert first.finish is not None
    assert first.finish.reason == "budget"
    assert first.finish.rounds > 0
    again = finished(course(ledger=ledger, **dials))
    assert again.finish is not None
    assert (again.finish.reason, again.finish.rounds) == ("budget", 0)
