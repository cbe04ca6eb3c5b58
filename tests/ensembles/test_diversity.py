from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.metrics import cohen_kappa_score

from workbench.core.ensemble import Diversity, Matrix
from workbench.core.errors import BadInput
from workbench.core.messages import Message
from workbench.ensembles.diversity import diversity, pairs

VECTORS = json.loads(
    (Path(__file__).parent.parent / "reference" / "vectors.json").read_text()
)["ensembles"]


def of(labels: list[list[int]], truth: list[int], n_classes: int = 2) -> Diversity:
    keys = [f"m{i}" for i in range(len(labels))]
    return diversity(keys, np.array(labels), np.array(truth), n_classes)


@st.composite
def cases(draw: st.DrawFn) -> tuple[NDArray[np.int64], NDArray[np.int64], int]:
    members, rows = draw(st.integers(2, 6)), draw(st.integers(1, 30))
    n_classes = draw(st.integers(2, 4))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    truth = rng.integers(0, n_classes, rows)
    labels = np.where(
        rng.random((members, rows)) < rng.random((members, 1)),
        truth,
        rng.integers(0, n_classes, (members, rows)),
    )
    return labels, truth, n_classes


def found(case: tuple[NDArray[np.int64], NDArray[np.int64], int]) -> Diversity:
    labels, truth, n_classes = case
    return diversity([f"m{i}" for i in range(len(labels))], labels, truth, n_classes)


def mean_of_pairs(matrix: Matrix) -> float:
    values = np.array(matrix, dtype=float)
    return float(values[np.triu_indices(len(values), 1)].mean())


def test_that_the_reference_case_comes_out_exactly() -> None:
    case = VECTORS["diversity"]
    labels, truth = np.array([case["h1"], case["h2"]]), np.array(case["y"])
    counts = pairs(labels == truth)
    assert counts.n11[0, 1] == case["N11"]
    assert counts.n10[0, 1] == case["N10"]
    assert counts.n01[0, 1] == case["N01"]
    assert counts.n00[0, 1] == case["N00"]
    result = diversity(["h1", "h2"], labels, truth, 2)
    assert result.q[0][1] == case["Q"]
    assert result.correlation[0][1] == case["correlation"]
    assert result.disagreement[0][1] == case["disagreement"]
    assert result.double_fault[0][1] == case["double_fault"]


def test_that_a_case_by_hand_comes_out() -> None:
    # Right: m0 on rows 0-2, m1 on rows 0, 1, 3, m2 on row 0 only.
    result = of([[1, 1, 1, 0], [1, 1, 0, 1], [1, 0, 0, 0]], [1, 1, 1, 1])
    assert result.q[0][1] == -1  # N11 = 2, N10 = N01 = 1, N00 = 0
    assert result.correlation[0][1] == pytest.approx(-1 / 3)
    assert result.double_fault[1][2] == 0.25
    assert result.disagreement[1][2] == 0.5
    assert result.mean_error[0][2] == pytest.approx((0.25 + 0.75) / 2)
    assert result.mean_accuracy == pytest.approx(7 / 12)
    assert result.entropy == pytest.approx((0 + 1 + 1 + 1) / 4)
    assert result.kohavi_wolpert == pytest.approx((0 + 2 + 2 + 2) / 4 / 9)
    assert result.observed_majority == 0.5
    # All three, or the right two of three.
    assert result.independent_majority == pytest.approx(
        0.75 * 0.75 * 0.25 + 0.75 * 0.75 * 0.75 + 2 * 0.75 * 0.25 * 0.25
    )


@given(cases())
def test_that_kohavi_wolpert_is_a_share_of_the_mean_disagreement(
    case: tuple[NDArray[np.int64], NDArray[np.int64], int],
) -> None:
    result, members = found(case), len(case[0])
    assert result.kohavi_wolpert == pytest.approx(
        (members - 1) / (2 * members) * mean_of_pairs(result.disagreement), abs=1e-12
    )


@given(cases())
def test_that_interrater_kappa_follows_from_the_mean_disagreement(
    case: tuple[NDArray[np.int64], NDArray[np.int64], int],
) -> None:
    result = found(case)
    p = result.mean_accuracy
    if result.interrater_kappa is None:
        assert p in (0, 1)
        return
    assert result.interrater_kappa == pytest.approx(
        1 - mean_of_pairs(result.disagreement) / (2 * p * (1 - p)), abs=1e-9
    )


@given(cases())
def test_that_figures_stay_in_their_ranges_and_matrices_are_symmetric(
    case: tuple[NDArray[np.int64], NDArray[np.int64], int],
) -> None:
    result = found(case)
    assert result.entropy is not None
    assert 0 <= result.entropy <= 1
    for name in ("q", "correlation", "kappa", "disagreement", "double_fault"):
        matrix = getattr(result, name)
        values = np.array(matrix, dtype=float)
        assert np.allclose(values, values.T, equal_nan=True)
        known = values[~np.isnan(values)]
        assert ((known >= -1 - 1e-9) & (known <= 1 + 1e-9)).all()


def test_that_correlation_is_pearsons_and_kappa_scikit_learns() -> None:
    rng = np.random.default_rng(3)
    truth = rng.integers(0, 4, 300)
    labels = np.where(rng.random((3, 300)) < 0.6, truth, rng.integers(0, 4, (3, 300)))
    result = diversity(["a", "b", "c"], labels, truth, 4)
    assert np.allclose(
        np.array(result.correlation, dtype=float), np.corrcoef(labels == truth)
    )
    for i, j in ((0, 1), (0, 2), (1, 2)):
        assert result.kappa[i][j] == pytest.approx(
            cohen_kappa_score(labels[i], labels[j])
        )


def test_that_a_member_that_is_always_right_has_no_correlation() -> None:
    result = of([[0, 1, 0], [0, 1, 1]], [0, 1, 0])
    assert result.correlation[0][1] is None
    assert result.q[0][1] is None
    assert result.disagreement[0][1] == pytest.approx(1 / 3)


def test_that_constant_predictions_leave_kappa_open() -> None:
    result = of([[1, 1, 1], [1, 1, 1]], [0, 1, 0], n_classes=3)
    assert result.kappa[0][1] is None
    assert result.double_fault[0][1] == pytest.approx(2 / 3)


def test_that_perfect_members_leave_interrater_kappa_open() -> None:
    result = of([[0, 1], [0, 1]], [0, 1])
    assert result.interrater_kappa is None
    assert "nothing is left for an ensemble to mend" in str(result.sentence)


def test_that_one_member_is_refused_with_the_remedy() -> None:
    with pytest.raises(BadInput, match="at least two models"):
        of([[0, 1]], [0, 1])


def test_that_labels_of_other_rows_are_refused() -> None:
    with pytest.raises(ValueError, match="members, rows"):
        of([[0, 1], [0, 1]], [0, 1, 1])


def test_that_the_sentence_names_the_pair_that_errs_alike_and_what_is_to_be_had() -> (
    None
):
    truth = np.zeros(20, int)
    labels = np.zeros((3, 20), int)
    labels[0, :4] = 1
    labels[1, 1:6] = 1
    labels[2, 10:14] = 1
    titles = [Message("Tree"), Message("Forest"), Message("Bayes")]
    result = diversity(["t", "f", "b"], labels, truth, 2, titles)
    text = str(result.sentence)
    assert text.startswith("Tree and Forest err most alike")
    assert "both do on 50 %" in text  # rows 1 to 3 of 0 to 5
    assert "on 20.0 % of all rows the best member (Tree) is wrong" in text


def test_that_two_members_are_not_called_most_alike() -> None:
    text = str(of([[1, 0, 0, 0], [0, 0, 1, 1]], [0, 0, 0, 0]).sentence)
    assert "most alike" not in text
    assert "On 25.0 % of the rows the best member (m0) is wrong" in text


def test_that_members_that_err_on_the_same_rows_offer_nothing() -> None:
    text = str(of([[1, 0, 0], [1, 0, 0], [1, 1, 0]], [0, 0, 0]).sentence)
    assert "no diversity to be had" in text
