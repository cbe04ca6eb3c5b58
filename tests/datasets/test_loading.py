from __future__ import annotations

import pytest

from workbench.core.errors import BadInput
from workbench.core.spec import DatasetSpec
from workbench.datasets import describe, load, tables

ROWS = "".join(f"{i},{'uv'[i % 2]},{i * 2},{'pq'[i % 2]}\n" for i in range(10))
CONTENT = "a,b,c,y\n" + ROWS


def test_that_features_can_be_chosen_in_any_order() -> None:
    chosen = ("petal length (cm)", "sepal width (cm)")
    spec = DatasetSpec(name="iris", features=chosen)
    data, whole = load(spec, 0), load(DatasetSpec(name="iris"), 0)
    assert data.features == describe(spec).feature_names == chosen
    assert data.X.tolist() == whole.X[:, [2, 1]].tolist()
    assert describe(spec).size_bytes == data.X.nbytes + data.y.nbytes


@pytest.mark.parametrize("ask", [describe, lambda spec: load(spec, 0)])
@pytest.mark.parametrize(
    ("spec", "field", "words"),
    [
        (
            DatasetSpec(name="iris", features=("sepal widht (cm)",)),
            "dataset.features",
            "Did you mean “sepal width (cm)”?",
        ),
        (DatasetSpec(name="iris", features=()), "dataset.features", "at least one"),
        (DatasetSpec(name="irsi"), "dataset.name", "Did you mean “iris”?"),
        (DatasetSpec(name="iris", params={"rows": 5}), "dataset.params.rows", "rows"),
        (DatasetSpec(file="none.csv", target="y"), "dataset.file", "no file"),
    ],
)
def test_that_a_spec_that_cannot_be_loaded_is_refused_at_its_field(
    ask, spec: DatasetSpec, field: str, words: str
) -> None:
    with pytest.raises(BadInput) as caught:
        ask(spec)
    (problem,) = caught.value.problems
    assert problem.field == field
    assert words in str(problem.message)


def test_that_a_file_is_loaded_with_its_target_features_and_dialect(write) -> None:
    path = write(CONTENT.replace(",", "|"))
    spec = DatasetSpec(
        file=str(path), target="y", features=("c", "b"), dialect={"delimiter": "|"}
    )
    data, said = load(spec, 0), describe(spec)
    assert data.features == said.feature_names == ("c", "b")
    assert data.categories == {1: ("u", "v")}
    assert data.X[3].tolist() == [6, 1]
    assert (said.kind, said.rows, said.classes) == ("classification", 10, 2)


def test_that_a_file_is_read_once_until_it_changes(write, monkeypatch) -> None:
    reads = []
    real = tables.read

    def counted(*args, **kwargs):
        reads.append(args)
        return real(*args, **kwargs)

    monkeypatch.setattr(tables, "read", counted)
    spec = DatasetSpec(file=str(write(CONTENT)), target="y")
    assert describe(spec).rows == len(load(spec, 0).y) == describe(spec).rows == 10
    assert len(reads) == 1
    write(CONTENT + "10,u,20,p\n")
    assert describe(spec).rows == 11
    assert len(reads) == 2


def test_that_a_broken_file_is_well_again_once_it_is_mended(write) -> None:
    spec = DatasetSpec(file=str(write(CONTENT + "1,2\n")), target="y")
    for _ in range(2):
        with pytest.raises(BadInput, match="line 12"):
            describe(spec)
    write(CONTENT)
    assert describe(spec).rows == 10
