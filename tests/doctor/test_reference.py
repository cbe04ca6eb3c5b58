from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.doctor.worlds import words
from workbench.core import assets
from workbench.doctor import recomputed, recomputed_joint
from workbench.doctor.base import CHECKS, Subject
from workbench.doctor.reference import COMPUTATIONS, agree, cases

World = Callable[..., Subject]
VECTORS = json.loads(
    (Path(__file__).parents[1] / "reference" / "vectors.json").read_text()
)
SHIPPED = assets.path("reference", "cases.json")
assert recomputed  # it registers them
assert recomputed_joint
EVERY = pytest.mark.parametrize("name", COMPUTATIONS)


def test_that_what_ships_is_what_was_published() -> None:
    shipped = cases(SHIPPED)
    assert shipped
    for name, case in shipped.items():
        area, key = name.split(".")
        assert case == VECTORS[area][key], name


def test_that_every_case_is_recomputed_and_every_computation_has_a_case() -> None:
    assert set(cases(SHIPPED)) == set(COMPUTATIONS)
    assert {name for name in CHECKS if name.startswith("reference.")} == {
        f"reference.{name}" for name in COMPUTATIONS
    }


@EVERY
def test_that_the_published_figures_come_out(name: str, world: World) -> None:
    found = CHECKS.get(f"reference.{name}").run(world())
    assert found.status == "ok", words(found)
    assert found.facts["source"] in words(found)
    assert found.facts["published"]
    assert found.facts["computed"].keys() == found.facts["published"].keys()


@EVERY
def test_that_a_tampered_case_is_found_out(
    name: str, world: World, tmp_path: Path
) -> None:
    area, key = name.split(".")
    published = CHECKS.get(f"reference.{name}").run(world()).facts["published"]
    document = json.loads(SHIPPED.read_text())
    first = next(iter(published))
    document[area][key][first] = altered(document[area][key][first])
    tampered = tmp_path / "cases.json"
    tampered.write_text(json.dumps(document))
    found = CHECKS.get(f"reference.{name}").run(world(cases=tampered))
    assert found.status == "failed"
    assert "Published: " in words(found)
    assert "Do not trust" in words(found)


def altered(value: Any) -> Any:
    """The value with one number in it changed, the last one."""
    if isinstance(value, dict):
        last = [key for key in value if key not in ("abs", "rel")][-1]
        return {**value, last: altered(value[last])}
    if isinstance(value, list):
        return [*value[:-1], altered(value[-1])]
    return value + 1


@pytest.mark.parametrize("text", ["not json", "{}", "[1, 2]", '{"scaling": {}}'])
def test_that_a_damaged_file_of_cases_is_said(
    text: str, world: World, tmp_path: Path
) -> None:
    damaged = tmp_path / "cases.json"
    damaged.write_text(text)
    found = CHECKS.get("reference.scaling.speedup_ci").run(world(cases=damaged))
    assert found.status == "failed"
    assert str(damaged) in words(found)


def test_that_a_missing_file_of_cases_is_said(world: World, tmp_path: Path) -> None:
    subject = world(cases=tmp_path / "nowhere.json")
    found = CHECKS.get("reference.ensembles.soft_vote").run(subject)
    assert found.status == "failed"
    assert "nowhere.json" in words(found)


@pytest.mark.parametrize(
    ("computed", "published", "same"),
    [
        (1.0004, 1.0, True),
        (1.01, 1.0, False),
        ([1.0, 2.0], [1.0, 2.0], True),
        ([1.0], [1.0, 2.0], False),
        ({"a": 1.0}, {"a": 1.0}, True),
        ({"a": 1.0}, {"b": 1.0}, False),
        (None, None, True),
        (None, 1.0, False),
        (1.0, None, False),
        (float("nan"), 1.0, False),
    ],
)
def test_that_agreement_is_of_shape_and_of_each_number(
    computed: Any, published: Any, same: bool
) -> None:
    assert agree(computed, published, {"abs": 1e-3}) is same
