from __future__ import annotations

import json

import pytest

from workbench.cli import main
from workbench.cli.growth_table import shown_sizes
from workbench.core.ensemble import GrowthPoint

ARGUMENTS = ("run", "forest-growth", "--dataset", "iris", "--engine", "threads")


@pytest.fixture
def home(tmp_path, monkeypatch):
    return str(tmp_path / "history.sqlite")


def test_that_growth_is_told_as_curve_and_sentence_and_in_json(home, capsys) -> None:
    """JSON has every point and why growth ended."""
    options = ("--repeats", "1", "--quiet", "--json", "--history", home)
    assert main([*ARGUMENTS, *options]) == 0
    found = json.loads(capsys.readouterr().out)
    curves = found["growth"]["random_forest"]
    assert list(curves) == ["1", "2"]
    for grown in curves.values():
        assert grown["end"]["flat"]
        assert grown["end"]["members"] == len(grown["points"])
        assert "Grown until flat" in grown["end"]["sentence"]
        last = grown["points"][-1]
        assert last["members"] == len(grown["points"])
        assert last["score_ci95"][0] <= last["score"] <= last["score_ci95"][1]
        assert last["log_loss"] > 0
    assert list(found["models"]) == ["random_forest"]

    assert main(["show", "last", "--history", home]) == 0
    out = capsys.readouterr().out
    assert "Grown until flat" in out
    assert "s on 1" in out
    assert "s on 2" in out
    assert "log loss" in out


@pytest.mark.parametrize(
    ("members", "sizes"),
    [
        (1, [1]),
        (7, [1, 2, 5, 7]),
        (10, [1, 2, 5, 10]),
        (130, [1, 2, 5, 10, 20, 50, 100, 130]),
    ],
)
def test_that_a_few_sizes_and_the_last_are_shown(
    members: int, sizes: list[int]
) -> None:
    points = [
        GrowthPoint(method="bagging", members=n, score=0.9, cpu_s=1.0, wall_s=1.0)
        for n in range(1, members + 1)
    ]
    assert [points[place].members for place in shown_sizes(points)] == sizes
