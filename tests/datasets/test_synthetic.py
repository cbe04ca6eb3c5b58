from __future__ import annotations

import numpy as np
import pytest

from workbench.core.errors import BadInput
from workbench.core.spec import DatasetSpec
from workbench.datasets import describe, load


def spec(**params) -> DatasetSpec:
    return DatasetSpec(name="synthetic", params=params)


def test_that_its_size_is_what_was_asked_for() -> None:
    data = load(spec(rows=300, features=7, informative=3, classes=4), 0)
    assert data.X.shape == (300, 7)
    assert data.classes == ("0", "1", "2", "3")
    assert data.features[2:4] == ("informative 3", "noise 1")


def test_that_another_seed_gives_other_rows() -> None:
    first, second = (load(spec(), seed).X for seed in (0, 1))
    assert not np.array_equal(first, second)


def test_that_only_the_informative_features_tell_the_classes_apart() -> None:
    # One class is one cloud here, so its mean shows in the columns that matter.
    params = {"rows": 4000, "features": 5, "informative": 2, "classes": 4}
    data = load(spec(**params, flip_y=0.0, class_sep=3.0), 0)
    means = np.array([data.X[data.y == c].mean(axis=0) for c in range(4)])
    spread = means.max(axis=0) - means.min(axis=0)
    assert (spread[:2] > 3).all()
    assert (spread[2:] < 0.5).all()


def test_that_the_classes_do_not_lie_in_order() -> None:
    data = load(spec(rows=200), 0)
    assert set(data.y[:20]) == {0, 1}


@pytest.mark.parametrize(
    ("params", "field", "words"),
    [
        ({"features": 3, "informative": 4}, "informative", "only 3 features in all"),
        ({"informative": 2, "classes": 5}, "classes", "at most 4 classes"),
        ({"rows": 20, "classes": 3}, "rows", "at least 30"),
        ({"rows": 1_000_000, "features": 5000}, "rows", "200,000,000 numbers"),
        ({"rows": 5}, "rows", "a whole number from 20"),
        ({"class_sep": "far"}, "class_sep", "a number from 0"),
        ({"row": 50}, "row", "Did you mean “rows”?"),
    ],
)
@pytest.mark.parametrize("ask", [describe, lambda spec: load(spec, 0)])
def test_that_what_cannot_be_is_refused_at_its_field(
    ask, params: dict, field: str, words: str
) -> None:
    with pytest.raises(BadInput) as caught:
        ask(spec(**params))
    (problem,) = caught.value.problems
    assert problem.field == f"dataset.params.{field}"
    assert words in str(problem.message)


def test_that_a_description_of_the_largest_set_makes_no_rows() -> None:
    said = describe(spec(rows=1_000_000, features=200, informative=10, classes=3))
    assert (said.rows, said.features, said.classes) == (1_000_000, 200, 3)
    assert said.size_bytes == 8 * 1_000_000 * 201
