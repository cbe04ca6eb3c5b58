"""Two clients, x²/2 and 5 (x − 1)²: closed forms that show drift and its cure."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

import pytest

from tests.joint.rounds import made, play, quadratics
from workbench.core.parameters import ParamValue

VECTORS = Path(__file__).parents[1] / "reference" / "vectors.json"
CASE: dict[str, Any] = json.loads(VECTORS.read_text(encoding="utf-8"))["joint"][
    "quadratics"
]
ETA = 0.05


By = Literal["hand", "local"]
by_either = pytest.mark.parametrize("by", ["hand", "local"])


def path(name: str, rounds: int, by: By, **params: ParamValue) -> list[float]:
    clients = quadratics()
    strategy = made(name, clients, eta=ETA, **params)
    return [float(w[0]) for w in play(strategy, clients, rounds, by=by)]


@by_either
@pytest.mark.parametrize("steps", [1, 10])
def test_that_fedavg_settles_at_its_fixed_point(steps: int, by: By) -> None:
    expected = CASE[f"fedavg_eta_{ETA}"][f"K={steps}"]
    assert path("fedavg", 100, by, steps=steps)[-1] == pytest.approx(
        expected, abs=CASE["abs"]
    )


@by_either
@pytest.mark.parametrize("mu", CASE["fedprox_K10_mu"])
def test_that_fedprox_settles_at_its_fixed_point(mu: str, by: By) -> None:
    expected = CASE["fedprox_K10_mu"][mu]
    assert path("fedprox", 200, by, steps=10, mu=float(mu))[-1] == pytest.approx(
        expected, abs=CASE["abs"]
    )


@by_either
@pytest.mark.parametrize("rounds", CASE["scaffold_K10_after_rounds"])
def test_that_scaffold_goes_this_way_to_the_optimum(rounds: str, by: By) -> None:
    expected = CASE["scaffold_K10_after_rounds"][rounds]
    assert path("scaffold", int(rounds), by, steps=10)[-1] == pytest.approx(
        expected, abs=CASE["abs"]
    )


@by_either
def test_that_scaffold_and_data_parallel_reach_the_optimum(by: By) -> None:
    for name in ("scaffold", "data_parallel"):
        assert path(name, 100, by)[-1] == pytest.approx(
            CASE["optimum"], abs=CASE["abs"]
        )


@by_either
def test_that_one_shot_averages_the_two_minimisers(by: By) -> None:
    expected = CASE["one_shot_average"]
    assert path("one_shot", 1, by)[0] == pytest.approx(expected, abs=CASE["abs"])
