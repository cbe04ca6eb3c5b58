"""``workbench run`` with presets of joint learning."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.store.test_joint_document import PROMISED
from workbench.cli import main
from workbench.core.parameters import ParamValue
from workbench.core.spec import ExperimentSpec, RepeatSpec, to_json
from workbench.joint.base import STRATEGIES
from workbench.planner import PRESETS

JOINT = [
    name
    for name, preset in PRESETS.items()
    if preset.spec.workload == "joint"
    and all(STRATEGIES.get(m.estimator).available for m in preset.spec.models)
]
FEW: dict[str, ParamValue] = {"rounds": 2}


def trimmed(name: str, **params: ParamValue) -> ExperimentSpec:
    """A preset with two rounds, once, in one batched call a round."""
    spec = PRESETS[name].spec
    few = FEW | ({"clients": 50} if spec.params.get("clients") == 1000 else {})
    return msgspec.structs.replace(
        spec,
        params={**spec.params, **few, **params},
        engine="vectorised",
        workers=(1,),
        repeats=RepeatSpec(minimum=1, maximum=1),
    )


def run(spec: ExperimentSpec, folder: Path, *options: str) -> int:
    file = folder / "experiment.json"
    file.write_text(to_json(spec), encoding="utf-8")
    history = str(folder / "history.sqlite")
    return main(["run", str(file), "--quiet", "--history", history, *options])


@pytest.mark.parametrize("name", JOINT)
def test_that_every_preset_runs_headless_and_is_told(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(trimmed(name), tmp_path, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["status"] == "done"
    assert found["warnings"] == []
    keys = [model.key for model in PRESETS[name].spec.models]
    assert list(found["strategies"])[: len(keys)] == keys
    for course in found["strategies"].values():
        assert [one["round"] for one in course["rounds"]] == [0, 1, 2]
        assert course["rounds"][2]["objective"] < course["rounds"][0]["objective"]
        assert course["reason"] == "rounds"
    assert main(["show", "last", "--history", str(tmp_path / "history.sqlite")]) == 0
    ALSO.get(name, lambda found, table: None)(found, capsys.readouterr().out)


def iid(found: dict[str, Any], table: str) -> None:
    """JSON has the promised keys, the table a row per strategy and the references."""
    assert all(one.keys() >= PROMISED for one in found["rounds"])
    assert len(found["final_parameters"]) == 650
    assert len(found["pooled_optimum"]["parameters"]) == 650
    assert found["pooled_optimum"]["objective"] == pytest.approx(0.737322, abs=1e-6)
    assert "FedAvg came closest" in table
    assert "10 clients (iid), 134 to 135 rows each, 450 rows held out" in table
    for row in ("FedAvg", "Data-parallel SGD", "all rows in one place"):
        assert row in table
    assert "clients alone" in table
    assert "Stopped after 2 rounds, as asked." in table
    assert "ε" not in table


def private(found: dict[str, Any], table: str) -> None:
    """The table of a private run has its epsilon."""
    assert "ε" in table
    assert "without noise" in table


ALSO = {"joint-iid": iid, "joint-private": private}
assert set(JOINT) >= ALSO.keys()


def test_that_bad_dials_are_refused_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(trimmed("joint-iid", quorum=11), tmp_path) == 2
    assert "only 10 clients have rows" in capsys.readouterr().err
