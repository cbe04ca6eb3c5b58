from __future__ import annotations

import time
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.datasets import load_iris
from sklearn.ensemble import VotingClassifier
from sklearn.feature_selection import f_classif
from sklearn.linear_model import LogisticRegression, RidgeClassifier
from sklearn.naive_bayes import GaussianNB
from sklearn.tree import DecisionTreeClassifier

from workbench.core.errors import BadInput
from workbench.core.messages import plain
from workbench.ensembles.evidence import Combined, Evidence, Predicted
from workbench.ensembles.surface import (
    SurfaceMember,
    SurfaceRule,
    Surfaces,
    surfaces,
    telling,
)

FEATURES = ("petal length", "petal width")


def iris() -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    X, y = load_iris(return_X_y=True)
    return X[:, 2:], y


def members() -> list[SurfaceMember]:
    return [
        SurfaceMember(key="lr", title=plain("lr"), estimator=LogisticRegression()),
        SurfaceMember(
            key="tree",
            title=plain("tree"),
            estimator=DecisionTreeClassifier(max_depth=3, random_state=0),
        ),
        SurfaceMember(key="nb", title=plain("nb"), estimator=GaussianNB()),
    ]


def soft(evidence: Evidence) -> Combined:
    tables = [p.probabilities for p in evidence.test if p.probabilities is not None]
    mean = np.mean(tables, axis=0)
    return Combined(predicted=Predicted(labels=mean.argmax(axis=1), probabilities=mean))


def hard(evidence: Evidence) -> Combined:
    ballots = np.stack([p.labels for p in evidence.test])
    counts = [(ballots == label).sum(axis=0) for label in range(evidence.n_classes)]
    return Combined(predicted=Predicted(labels=np.stack(counts).argmax(axis=0)))


RULES = (
    SurfaceRule(
        key="soft", title=plain("Soft vote"), combine=soft, needs_probabilities=True
    ),
    SurfaceRule(key="hard", title=plain("Hard vote"), combine=hard),
)


def made(
    points: NDArray[Any] | None = None,
    truth: NDArray[Any] | None = None,
    chosen: list[SurfaceMember] | None = None,
    **given: Any,
) -> Surfaces:
    X, y = iris()
    return surfaces(
        X if points is None else points,
        y if truth is None else truth,
        members() if chosen is None else chosen,
        RULES,
        **{"features": FEATURES, "n_classes": 3, "size": 40, **given},
    )


def test_that_members_and_votes_say_what_scikit_learns_say() -> None:
    found = made()
    fitted = VotingClassifier(
        [(m.key, m.estimator) for m in members()], voting="soft"
    ).fit(found.points[~found.held_out], found.truth[~found.held_out])
    plane = np.stack(np.meshgrid(found.x, found.y), axis=-1).reshape(-1, 2)
    by_key = {surface.key: surface for surface in found.surfaces}
    assert list(by_key) == ["lr", "tree", "nb", "soft", "hard"]
    assert np.array_equal(by_key["soft"].labels.ravel(), fitted.predict(plane))
    confidence = by_key["soft"].confidence
    assert confidence is not None
    assert np.allclose(confidence.ravel(), fitted.predict_proba(plane).max(axis=1))
    for key, member in zip(by_key, fitted.estimators_, strict=False):
        assert np.array_equal(by_key[key].labels.ravel(), member.predict(plane))
    assert by_key["hard"].confidence is None


def test_that_accuracy_is_of_rows_that_no_member_was_fitted_on() -> None:
    found = made()
    assert found.held_out.sum() == 45  # 15 of each of the three
    tree = members()[1].estimator.fit(
        found.points[~found.held_out], found.truth[~found.held_out]
    )
    assert found.surfaces[1].accuracy == pytest.approx(
        tree.score(found.points[found.held_out], found.truth[found.held_out])
    )


def test_that_the_plane_reaches_a_little_beyond_the_data() -> None:
    found = made()
    assert found.surfaces[0].labels.shape == (40, 40)
    X, _ = iris()
    assert found.x[0] < X[:, 0].min()
    assert found.x[-1] > X[:, 0].max()
    assert found.y[0] < X[:, 1].min()


def test_that_the_same_seed_gives_the_same_picture() -> None:
    first, second = made(seed=3), made(seed=3)
    for one, other in zip(first.surfaces, second.surfaces, strict=True):
        assert np.array_equal(one.labels, other.labels)
    assert not np.array_equal(first.held_out, made(seed=4).held_out)


def test_that_incomplete_rows_are_left_out_and_it_is_said() -> None:
    X, y = iris()
    X = X.copy()
    X[:3, 1] = np.nan
    found = made(X, y)
    assert len(found.points) == 147
    assert [str(note) for note in found.notes] == [
        "3 of 150 rows lack one of the two features and are left out."
    ]


def test_that_many_rows_are_sampled_and_it_is_said() -> None:
    found = made(most_rows=60)
    assert len(found.points) == 60
    assert str(found.notes[0]) == "Made from a random sample of 60 of 150 rows."


def test_that_a_rule_that_needs_probabilities_is_left_out_without_them() -> None:
    ridge = SurfaceMember(key="r", title=plain("r"), estimator=RidgeClassifier())
    found = made(chosen=[*members(), ridge])
    assert [s.key for s in found.surfaces] == ["lr", "tree", "nb", "r", "hard"]
    assert found.surfaces[3].confidence is None
    assert str(found.notes[0]).endswith("states probabilities: Soft vote.")


def test_that_a_class_that_is_missing_keeps_its_place() -> None:
    X, y = iris()
    kept = y != 1
    found = made(X[kept], y[kept])
    assert set(np.unique(found.surfaces[0].labels)) == {0, 2}


def test_that_a_constant_feature_still_spans_a_plane() -> None:
    X, y = iris()
    flat = np.column_stack([X[:, 0], np.ones(len(X))])
    tree = [members()[1]]
    found = made(flat, y, chosen=tree)
    assert (found.y[0], found.y[-1]) == (0.5, 1.5)


def test_that_a_row_of_a_rare_class_stays_for_fitting() -> None:
    X, y = iris()
    kept = np.r_[0:50, 100]
    found = made(X[kept], y[kept])
    assert not found.held_out[-1]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"truth": np.linspace(0, 1, 150)}, "Choose data with classes"),
        ({"features": ("a", "a")}, "Choose two different ones"),
        ({"chosen": []}, "Choose at least one"),
        ({"truth": np.zeros(150, int)}, "at least two classes"),
        ({"points": np.full((150, 2), np.nan)}, "at least two classes"),
    ],
)
def test_that_what_makes_no_picture_is_refused_with_the_remedy(
    given: dict[str, Any], words: str
) -> None:
    with pytest.raises(BadInput, match=words):
        made(**given)


def test_that_quick_models_on_500_rows_take_less_than_a_second() -> None:
    rng = np.random.default_rng(0)
    truth = rng.integers(0, 3, 500)
    points = rng.normal(size=(500, 2)) + truth[:, None]
    made(points, truth)  # what is imported on first use is not counted
    started = time.process_time()
    made(points, truth, size=120)
    assert time.process_time() - started < 1


def test_that_a_column_tells_what_an_analysis_of_variance_finds() -> None:
    X, y = load_iris(return_X_y=True)
    between, within = len(np.unique(y)) - 1, len(y) - len(np.unique(y))
    f, _ = f_classif(X, y)
    assert telling(X, y) == pytest.approx(f * between / (f * between + within))


def test_that_a_constant_column_tells_nothing_and_missing_cells_are_left_out() -> None:
    y = np.array([0, 0, 0, 1, 1, 1])
    gaps = np.array([1.0, 2.0, np.nan, 4.0, np.nan, 5.0])
    known = ~np.isnan(gaps)
    found = telling(np.column_stack([np.full(6, 3.0), gaps, np.full(6, np.nan)]), y)
    assert found[0] == found[2] == 0
    assert found[1] == pytest.approx(telling(gaps[known][:, None], y[known])[0])
