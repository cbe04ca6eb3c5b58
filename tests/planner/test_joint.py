"""What cannot be learned together is said before anything runs, with a remedy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.workloads.joint_runs import digits, owned, strategy, table
from workbench.core.errors import Problem
from workbench.core.spec import CvSpec, DatasetSpec, ExperimentSpec
from workbench.planner import validate

FEDAVG = strategy("fedavg", steps=5, eta=0.5)


def problems(spec: ExperimentSpec) -> list[Problem]:
    return validate(spec, cores=2)


def errors(spec: ExperimentSpec) -> dict[str, str]:
    return {
        problem.field: str(problem.message)
        for problem in problems(spec)
        if problem.severity == "error"
    }


PRIVATE = {"clip": 1.0, "noise": 1.0, "delta": 1e-3}


@pytest.mark.parametrize(
    ("params", "field", "words"),
    [
        ({"clients": 2000}, "params.clients", "1347 training rows are fewer than 2000"),
        ({"l1": -0.1}, "params.l1", "0"),
        ({"l2": -1.0}, "params.l2", "0"),
        ({**PRIVATE, "epsilon": 0.0}, "params.epsilon", "ε must be above 0"),
        ({**PRIVATE, "epsilon": -1.0}, "params.epsilon", "ε must be above 0"),
        ({**PRIVATE, "delta": 0.1}, "params.delta", "below 1/10"),
        ({**PRIVATE, "delta": 0.5}, "params.delta", "Set it to 0.01 or less"),
        ({"noise": 1.0}, "params.clip", "Set a length to which updates are clipped"),
        ({"epsilon": 3.0}, "params.noise", "no budget lasts even one round"),
        ({"quorum": 11}, "params.quorum", "only 10 clients have rows"),
        ({"fraction": 0.5, "quorum": 6}, "params.quorum", "Use at most 5"),
        ({"fraction": 0.0}, "params.fraction", "above 0 and at most 1"),
        ({"poisoned": 10}, "params.poisoned", "one at least is honest"),
        ({"partition": "shards", "shards": 1000}, "params.shards", "Use at most"),
        ({"secure": True, "clients": 2}, "params.secure", "need 3 clients"),
        (
            {"secure": True, "compression": "qsgd"},
            "params.compression",
            "cannot be compressed",
        ),
        (
            {**PRIVATE, "compression": "top_k"},
            "params.compression",
            "ε would not hold",
        ),
        ({"model": "linear"}, "params.model", "Choose softmax regression"),
        ({"model": "logistic"}, "params.model", "tells two classes apart"),
        ({"moves": "nonsense"}, "params.moves", "nonsense"),
        ({"partition": "owner"}, "dataset.owner", "column of your file"),
        ({"compression": "zip"}, "params.compression", "top_k"),
    ],
)
def test_that_a_bad_dial_is_named_with_its_remedy(
    params: dict[str, Any], field: str, words: str
) -> None:
    found = errors(digits(FEDAVG, **params))
    assert list(found) == [field]
    assert words in found[field]


def test_that_an_unknown_strategy_gets_the_nearest() -> None:
    found = errors(digits(strategy("fedavgg")))
    assert "Did you mean “fedavg”?" in found["models.0.estimator"]


@pytest.mark.parametrize(
    ("name", "params", "words"),
    [
        ("admm", {"model": "mlp", "hidden": 4}, "needs one valley"),
        ("scaffold", {"secure": True}, "shows their sum only"),
        ("fed_median", {"secure": True}, "shows their sum only"),
        ("scaffold", PRIVATE, "The ε of SCAFFOLD"),
        ("gossip", PRIVATE, "choose federated averaging"),
    ],
)
def test_that_a_strategy_that_does_not_fit_is_named(
    name: str, params: dict[str, Any], words: str
) -> None:
    found = errors(digits(FEDAVG, strategy(name), **params))
    assert list(found) == ["models.1.estimator"]
    assert words in found["models.1.estimator"]


def test_that_a_strategys_own_number_of_clients_is_checked() -> None:
    found = errors(digits(strategy("krum", f=4), clients=5))
    assert list(found) == ["models.0.params.f"]


def test_that_k_folds_are_no_hold_out() -> None:
    spec = msgspec.structs.replace(digits(FEDAVG), cv=CvSpec(scheme="kfold"))
    found = errors(spec)
    assert list(found) == ["cv.scheme"]
    assert "choose a hold-out" in found["cv.scheme"]
    spec = msgspec.structs.replace(
        digits(FEDAVG), cv=CvSpec(scheme="holdout", test_size=1.0)
    )
    assert list(errors(spec)) == ["cv.test_size"]


def test_that_nothing_to_compare_and_two_of_one_name_are_problems() -> None:
    none = msgspec.structs.replace(digits(FEDAVG), models=())
    assert "at least one strategy" in errors(none)["models"]
    assert "give each its own" in errors(digits(FEDAVG, FEDAVG))["models"]


@pytest.mark.parametrize(
    ("owners", "words"),
    [(("only",), "one owner only"), (("a", ""), "names no owner")],
)
def test_that_an_owner_column_needs_two_owners_and_no_gaps(
    owners: tuple[str, ...], words: str, tmp_path: Path
) -> None:
    rows = [(owners[i % len(owners)], float(i), float(i % 5)) for i in range(12)]
    path = table(tmp_path / "owners.csv", "owner,x,y", rows)
    found = errors(owned(path))
    assert list(found) == ["dataset.owner"]
    assert words in found["dataset.owner"]


def test_that_dials_are_held_against_the_number_of_owners(tmp_path: Path) -> None:
    rows = [(f"c{i % 4}", float(i), float(i % 5)) for i in range(12)]
    path = table(tmp_path / "owners.csv", "owner,x,y", rows)
    assert errors(owned(path, clients=500)) == {}
    assert "only 4 clients" in errors(owned(path, quorum=5))["params.quorum"]
    assert list(errors(owned(path, strategy("krum", f=4)))) == ["models.0.params.f"]


def test_that_a_fixed_column_of_test_rows_says_how_many_are_learned(
    tmp_path: Path,
) -> None:
    rows = [(float(i), float(i % 5), int(i == 0)) for i in range(12)]
    path = table(tmp_path / "split.csv", "x,y,test", rows)
    spec = ExperimentSpec(
        workload="joint",
        dataset=DatasetSpec(file=str(path), target="y", test_column="test"),
        params={"clients": 11},
        models=(FEDAVG,),
        cv=CvSpec(scheme="holdout", test_size=0.5),
    )
    assert errors(spec) == {}
    params: dict[str, Any] = {"clients": 12}
    more = msgspec.structs.replace(spec, params=params)
    assert "11 training rows" in errors(more)["params.clients"]


def test_that_a_warning_is_no_error() -> None:
    spec = msgspec.structs.replace(digits(FEDAVG), engine="vectorised", workers=(1, 2))
    found = problems(spec)
    assert [(p.field, p.severity) for p in found] == [("workers", "warning")]
    assert errors(spec) == {}
