from __future__ import annotations

import json
from pathlib import Path

import pytest

from workbench.core.spec import ExperimentSpec
from workbench.runner import describe_environment, machine
from workbench.runner.environment import _quota


def test_that_the_environment_is_plain_json_with_what_a_reader_needs() -> None:
    environment = json.loads(json.dumps(describe_environment(ExperimentSpec())))
    assert environment["cores"]["usable"] == machine().cores >= 1
    assert environment["packages"]["scikit-learn"]
    assert environment["threads_per_worker"] == 1
    assert environment["cpu"]


@pytest.mark.parametrize(
    ("name", "text", "cores"),
    [
        ("cpu.max", "150000 100000", 1.5),
        ("cpu.max", "max 100000", None),
        ("other", "", None),
    ],
)
def test_that_the_quota_of_a_container_is_found(
    tmp_path: Path, name: str, text: str, cores: float | None
) -> None:
    (tmp_path / name).write_text(text)
    assert _quota(tmp_path) == cores


def test_that_the_quota_of_an_older_container_is_found(tmp_path: Path) -> None:
    (tmp_path / "cpu").mkdir()
    (tmp_path / "cpu" / "cpu.cfs_quota_us").write_text("50000\n")
    (tmp_path / "cpu" / "cpu.cfs_period_us").write_text("100000\n")
    assert _quota(tmp_path) == 0.5
