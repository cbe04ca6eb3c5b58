"""Who holds which rows: each method against what its source says."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.core.errors import BadInput
from workbench.core.parameters import check as check_parameters
from workbench.joint.partition import (
    PARAMETERS,
    PARTITIONERS,
    check,
    label_skew,
    owner_names,
    partition,
    shares,
)

VECTORS = json.loads(
    (Path(__file__).parents[1] / "reference" / "vectors.json").read_text()
)["joint"]
CLASSES = 5
Y = np.random.default_rng(3).integers(0, CLASSES, 1000)
BY_CLASS = tuple(
    name for name, entry in PARTITIONERS.items() if entry.kinds == ("classification",)
)


def dealt(method: str, y=Y, clients: int = 10, seed: int = 0, owners=None, **params):
    return partition(
        method, y, "classification", CLASSES, clients, seed, params, owners
    )


def refused(*args, **kwargs) -> tuple[str, str]:
    with pytest.raises(BadInput) as caught:
        dealt(*args, **kwargs)
    (problem,) = caught.value.problems
    return problem.field, str(problem.message)


def entropy(counts) -> float:
    p = np.array([c for c in counts if c]) / max(sum(counts), 1)
    return float(-(p * np.log(p)).sum())


# -- every method ----------------------------------------------------------------------


@settings(deadline=None, max_examples=150)
@given(
    method=st.sampled_from(PARTITIONERS.names()),
    labels=st.lists(st.integers(0, CLASSES - 1), min_size=2, max_size=60),
    clients=st.integers(1, 12),
    seed=st.integers(0, 2**32 - 1),
    alpha=st.sampled_from([1e-3, 0.05, 0.5, 5.0, 1e6]),
)
def test_that_every_row_goes_to_exactly_one_client_and_the_same_again(
    method: str, labels: list[int], clients: int, seed: int, alpha: float
) -> None:
    y = np.array(labels)
    clients = min(clients, len(y))
    owners = np.array([f"site {i % 3 % len(y)}" for i in range(len(y))])
    params = {"alpha": alpha, "shards": 1}
    first, again = (
        partition(method, y, "classification", CLASSES, clients, seed, params, owners)
        for _ in range(2)
    )
    assert sorted(first.order.tolist()) == list(range(len(y)))
    assert (first.bounds[0], first.bounds[-1]) == (0, len(y))
    assert (np.diff(first.bounds) >= 0).all()
    expected = len(set(owners)) if method == "owner" else clients
    assert len(first) == len(first.names) == len(set(first.names)) == expected
    assert first.order.tolist() == again.order.tolist()
    assert first.bounds.tolist() == again.bounds.tolist()
    assert first.method == method


@pytest.mark.parametrize("method", PARTITIONERS.names())
def test_that_values_are_dealt_wherever_a_method_suits_them(method: str) -> None:
    y = np.random.default_rng(0).normal(size=90)
    owners = np.array(["a", "b", "c"] * 30)
    if method in BY_CLASS:
        with pytest.raises(BadInput, match="these data have none") as caught:
            partition(method, y, "regression", 0, 3, 0, {}, owners)
        assert "Quantity skew" in str(caught.value)
        assert caught.value.problems[0].field == "params.partition"
        return
    made = partition(method, y, "regression", 0, 3, 0, {}, owners)
    assert sorted(made.order.tolist()) == list(range(90))
    held = shares(made, y, 0)
    assert [share.counts for share in held] == [(share.rows,) for share in held]


@pytest.mark.parametrize(
    "method", ["iid", "shards", "dirichlet_class", "dirichlet_client", "quantity"]
)
def test_that_another_seed_deals_otherwise(method: str) -> None:
    one, other = dealt(method, seed=1), dealt(method, seed=2)
    assert one.order.tolist() != other.order.tolist()


@pytest.mark.parametrize("method", PARTITIONERS.names())
def test_that_a_method_says_what_it_does_and_where_it_comes_from(method: str) -> None:
    entry = PARTITIONERS.get(method)
    assert entry.name == method
    assert str(entry.help).endswith(".")
    assert entry.source or entry.owned
    declared = {parameter.name for parameter in PARAMETERS}
    assert {parameter.name for parameter in entry.parameters} <= declared
    defaults = {p.name: p.default for p in entry.parameters}
    assert check_parameters(entry.parameters, defaults, "params") == []


@pytest.mark.parametrize("method", ["iid", "contiguous", "dirichlet_client"])
@pytest.mark.parametrize("clients", [1, 3, 7])
def test_that_sizes_are_equal_but_for_one_row(method: str, clients: int) -> None:
    sizes = dealt(method, clients=clients).sizes
    assert sizes.max() - sizes.min() <= 1


def test_that_a_class_index_out_of_range_is_a_defect_of_the_caller() -> None:
    with pytest.raises(ValueError, match="from 0 to 4"):
        dealt("iid", y=np.array([0, 5, 1]), clients=2)


# -- IID, blocks, shards ---------------------------------------------------------------


def test_that_iid_is_the_split_of_the_reference_case() -> None:
    assert (
        "array_split(default_rng(0).permutation(n), 10)"
        in (VECTORS["digits_softmax"]["iid_split"])
    )
    expected = np.array_split(np.random.default_rng(0).permutation(1000), 10)
    made = dealt("iid")
    for client, rows in enumerate(expected):
        assert made.rows(client).tolist() == rows.tolist()


def test_that_blocks_are_numpys_array_split_of_the_rows_in_order() -> None:
    y = np.zeros(442)
    made = partition("contiguous", y, "regression", 0, 4, 9, {})
    expected = np.array_split(np.arange(442), 4)
    assert [made.rows(i).tolist() for i in range(4)] == [e.tolist() for e in expected]


def test_that_a_client_of_two_shards_knows_three_or_fewer_of_sorted_classes() -> None:
    y = np.repeat(np.arange(CLASSES), 200)
    made = dealt("shards", y=y, clients=10, shards=2)
    assert made.sizes.tolist() == [100] * 10
    # 20 shards of 50 lie within one class each here.
    assert all(sum(c > 0 for c in s.counts) <= 2 for s in shares(made, y, CLASSES))


def test_that_shards_are_cut_from_the_rows_sorted_by_label_and_stable() -> None:
    y = np.array([1, 0, 1, 0, 1, 0, 1, 0])
    made = dealt("shards", y=y, clients=4, shards=1)
    held = sorted(made.rows(client).tolist() for client in range(4))
    assert held == [[0, 2], [1, 3], [4, 6], [5, 7]]


def test_that_shards_of_values_are_ranges_of_values() -> None:
    y = np.random.default_rng(1).permutation(100).astype(float)
    made = partition("shards", y, "regression", 0, 5, 0, {"shards": 1})
    spans = sorted((y[made.rows(i)].min(), y[made.rows(i)].max()) for i in range(5))
    assert spans == [(20.0 * i, 20.0 * i + 19) for i in range(5)]


# -- the Dirichlet distributions -------------------------------------------------------


@pytest.mark.parametrize("method", ["dirichlet_class", "dirichlet_client"])
def test_that_a_small_alpha_leaves_clients_fewer_classes(method: str) -> None:
    means, skews = [], []
    for alpha in (0.05, 0.5, 5.0, 500.0):
        found = [
            shares(dealt(method, alpha=alpha, seed=seed), Y, CLASSES)
            for seed in range(10)
        ]
        means.append(
            np.mean([entropy(s.counts) for held in found for s in held if s.rows])
        )
        skews.append(np.mean([label_skew(held) for held in found]))
    assert np.diff(means).min() > 0.05
    assert np.diff(skews).max() < -0.03
    assert means[-1] == pytest.approx(np.log(CLASSES), abs=0.05)


def test_that_shares_of_a_class_have_the_moments_of_the_dirichlet() -> None:
    y = np.zeros(1000, int)
    alpha, clients = 0.5, 4
    got = np.array(
        [
            dealt("dirichlet_class", y=y, clients=clients, seed=s, alpha=alpha).sizes
            for s in range(3000)
        ]
    )
    share = got / 1000
    mean = 1 / clients
    variance = mean * (1 - mean) / (clients * alpha + 1)
    assert share.mean(axis=0) == pytest.approx([mean] * clients, abs=0.03)
    assert share.var(axis=0) == pytest.approx([variance] * clients, rel=0.1)


def test_that_a_clients_mixture_has_the_moments_of_the_dirichlet_by_client() -> None:
    """Of the first client, for which no class has run out yet."""
    y = np.repeat([0, 1], [600, 200])
    alpha, size = 2.0, 40
    got = np.array(
        [
            shares(
                partition(
                    "dirichlet_client", y, "classification", 2, 20, s, {"alpha": alpha}
                ),
                y,
                2,
            )[0].counts
            for s in range(2000)
        ]
    )
    share = got[:, 1] / size
    # Beta-binomial with parameters α · p: the mean is the prior p.
    p = 0.25
    variance = p * (1 - p) / size * (1 + (size - 1) / (alpha + 1))
    assert share.mean() == pytest.approx(p, abs=0.02)
    assert share.var() == pytest.approx(variance, rel=0.1)


def test_that_dirichlet_by_client_uses_up_classes_of_any_size() -> None:
    y = np.repeat(np.arange(CLASSES), [1, 1, 3, 500, 495])
    made = dealt("dirichlet_client", y=y, alpha=0.01)
    assert made.sizes.tolist() == [100] * 10
    total = np.array([s.counts for s in shares(made, y, CLASSES)]).sum(axis=0)
    assert total.tolist() == [1, 1, 3, 500, 495]


def test_that_empty_clients_are_kept_and_said() -> None:
    made = dealt("dirichlet_class", alpha=0.01, clients=30)
    empty = int((made.sizes == 0).sum())
    assert empty > 0
    (note,) = made.notes
    assert str(note).startswith(f"{empty} of 30 clients hold no rows")
    assert len(shares(made, Y, CLASSES)) == 30


@pytest.mark.parametrize("method", ["dirichlet_class", "quantity"])
def test_that_least_draws_again_until_no_client_has_fewer(method: str) -> None:
    few = [dealt(method, alpha=0.3, seed=s).sizes.min() for s in range(20)]
    enough = [dealt(method, alpha=0.3, seed=s, least=5) for s in range(20)]
    assert min(few) < 5
    assert min(made.sizes.min() for made in enough) >= 5
    assert all(made.notes == () for made in enough)


def test_that_a_least_that_no_draw_gives_is_refused_with_a_remedy() -> None:
    field, text = refused("quantity", alpha=0.001, least=90)
    assert field == "params.least"
    assert "1,000 draws" in text
    assert "larger α" in text


def test_that_quantity_skew_skews_sizes_and_not_classes() -> None:
    made = dealt("quantity", y=np.arange(20_000) % CLASSES, alpha=0.5, clients=5)
    assert made.sizes.max() > 3 * made.sizes.min()
    held = shares(made, np.arange(20_000) % CLASSES, CLASSES)
    assert label_skew(held) < 0.005


# -- owners ----------------------------------------------------------------------------


def test_that_every_owner_is_a_client_in_the_order_of_counting() -> None:
    owners = ["site 10", "site 2", "site 2", "ward", "site 10", "7"]
    made = dealt("owner", y=np.zeros(6, int), clients=99, owners=owners)
    assert made.names == ("7", "site 2", "site 10", "ward")
    held = [made.rows(i).tolist() for i in range(4)]
    assert held == [[5], [1, 2], [0, 4], [3]]


def test_that_names_that_count_the_same_are_still_told_apart() -> None:
    assert owner_names(["1", "01", "x" + "9" * 5000, "1"]) == (
        "01",
        "1",
        "x" + "9" * 5000,
    )


@pytest.mark.parametrize(
    ("owners", "words"),
    [
        (None, "choose the column"),
        (["a"] * 6, "one owner only"),
        (["a", "", "b", " ", "a", None], "Rows without an owner: 3"),
    ],
)
def test_that_unusable_owners_are_refused(owners, words: str) -> None:
    field, text = refused("owner", y=np.zeros(6, int), owners=owners)
    assert field == "dataset.owner"
    assert words in text


def test_that_owners_are_passed_over_where_nobody_asks_for_them() -> None:
    with_owners = dealt("iid", owners=["a"] * 1000)
    assert with_owners.order.tolist() == dealt("iid").order.tolist()


# -- what cannot be dealt --------------------------------------------------------------


@pytest.mark.parametrize("method", [name for name in PARTITIONERS if name != "owner"])
def test_that_fewer_rows_than_clients_are_refused(method: str) -> None:
    field, text = refused(method, y=np.array([0, 1, 2]), clients=4)
    assert field == "params.clients"
    assert text == (
        "3 training rows are fewer than 4 clients. Use at most 3 clients, or more rows."
    )


@pytest.mark.parametrize(
    ("method", "clients", "params", "field", "words"),
    [
        ("iid", 0, {}, "params.clients", "from 1 to"),
        ("quantity", 10, {"alpha": 0}, "params.alpha", "α must be above 0, not 0"),
        ("dirichlet_class", 10, {"alpha": -1.5}, "params.alpha", "not -1.5"),
        ("dirichlet_client", 9, {"alpha": float("nan")}, "params.alpha", "not nan"),
        ("quantity", 10, {"alpha": 1e-9}, "params.alpha", "from 0.001"),
        ("shards", 10, {"shards": 0}, "params.shards", "from 1 to 1000"),
        ("shards", 10, {"shards": 101}, "params.shards", "at most 100 per client"),
        ("quantity", 10, {"least": 101}, "params.least", "at most 100"),
        ("quantity", 10, {"alpha": "big"}, "params.alpha", "not 'big'"),
    ],
)
def test_that_what_cannot_be_dealt_is_refused_with_the_remedy(
    method: str, clients: int, params: dict, field: str, words: str
) -> None:
    where, text = refused(method, clients=clients, **params)
    assert where == field
    assert words in text


def test_that_an_unknown_method_is_told_the_nearest() -> None:
    field, text = refused("dirichlet_clas")
    assert field == "params.partition"
    assert "Did you mean “dirichlet_class”?" in text


def test_that_the_same_problems_are_known_without_any_rows() -> None:
    ask = {"kind": "classification", "rows": 5, "clients": 9, "params": {}}
    (problem,) = check("iid", **ask)
    assert problem.field == "params.clients"
    assert check("owner", **ask, owners=3) == []
    assert [p.field for p in check("owner", **ask, owners=1)] == ["dataset.owner"]


# -- what they come to -----------------------------------------------------------------


def test_that_shares_count_every_clients_rows_by_class() -> None:
    y = np.array([0, 0, 1, 4, 4, 4])
    held = shares(dealt("contiguous", y=y, clients=2), y, CLASSES)
    assert [(s.name, s.rows, s.counts) for s in held] == [
        ("1", 3, (2, 1, 0, 0, 0)),
        ("2", 3, (0, 0, 0, 0, 3)),
    ]


@settings(deadline=None)
@given(st.lists(st.integers(0, CLASSES - 1), min_size=1, max_size=80))
def test_that_label_skew_is_1_for_clients_of_one_class_and_0_for_one_client(
    labels: list[int],
) -> None:
    y = np.array(labels)
    whole = shares(dealt("iid", y=y, clients=1), y, CLASSES)
    assert label_skew(whole) == 0.0
    if len(set(labels)) > 1:
        owners = [str(label) for label in labels]
        apart = dealt("owner", y=y, owners=owners)
        assert label_skew(shares(apart, y, CLASSES)) == pytest.approx(1.0)
