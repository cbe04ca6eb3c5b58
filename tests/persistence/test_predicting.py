"""Saved models asked about tables: what comes back, and what is said of bad ones."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path

import numpy as np
import pytest
import skops.io
from numpy.testing import assert_allclose
from sklearn.naive_bayes import GaussianNB

from tests.persistence.runs import CLASSIFIERS, REGRESSORS, plants, rule, spec, state
from workbench.core.errors import BadInput
from workbench.core.isolate import Limits
from workbench.core.spec import DatasetSpec, ModelSpec
from workbench.datasets import load
from workbench.ensembles.final import predict
from workbench.ensembles.saved import unpack
from workbench.persistence import Predictions, open_model, predict_table, save_model


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("models")


@pytest.fixture(scope="module")
def model(folder: Path) -> Path:
    """A soft vote over plants, with a category and gaps.

    The search tree of the neighbours is not in the file: it is built again.
    """
    members = (*CLASSIFIERS, ModelSpec(estimator="k_nearest_neighbours"))
    of = spec(rule("soft_vote"), members=members, dataset=plants(folder))
    return save_model(state(of), "soft_vote", folder / "plants.skops").path


@pytest.fixture(scope="module")
def whole(folder: Path) -> Path:
    """The same from data without gaps and texts: nothing is filled in."""
    of = spec(dataset=DatasetSpec(name="wine", features=("hue", "alcohol")))
    return save_model(state(of), "bayes 1", folder / "wine.skops").path


@pytest.fixture(scope="module")
def found(model: Path, folder: Path) -> Predictions:
    """What the soft vote says of the table that it learned from."""
    return predict_table(model, Path(plants(folder).file or ""))


def table(folder: Path, text: str) -> Path:
    path = folder / "new.csv"
    path.write_text(text)
    return path


def refusals(model: Path, path: Path) -> list[str]:
    with pytest.raises(BadInput) as caught:
        predict_table(model, path)
    assert {p.field for p in caught.value.problems} == {"table"}
    return [str(problem.message) for problem in caught.value.problems]


def test_that_a_table_is_predicted_in_its_order_with_probabilities(
    model: Path, found: Predictions, folder: Path
) -> None:
    data = plants(folder)
    _, final, _ = unpack(model)
    dataset = load(data, 4)
    said = predict(final, dataset.X)
    assert found.predicted() == [dataset.classes[i] for i in said.labels]
    assert set(found.predicted()) == {"elm", "oak"}
    shares = found.table()
    assert shares is not None
    assert said.probabilities is not None
    assert_allclose(shares, said.probabilities)
    lines = list(csv.reader(io.StringIO(found.csv())))
    assert lines[0] == ["row", "species", "p(elm)", "p(oak)"]
    assert len(lines) == 61
    assert [line[0] for line in lines[1:3]] == ["1", "2"]
    assert float(lines[5][2]) == shares[4, 0]


def test_that_columns_are_found_by_name_others_passed_over_and_gaps_filled_in(
    model: Path, found: Predictions, folder: Path, tmp_path: Path
) -> None:
    """Another dialect and order of columns, and in the end a row with gaps."""
    lines = Path(plants(folder).file or "").read_text().splitlines()[1:]
    whole = [n for n, line in enumerate(lines) if "NA" not in line and ";;" not in line]
    rows = [lines[n].replace(",", ".").split(";") for n in whole]
    other = ["remark,leaves,habit,height"]
    for height, habit, leaves, _ in rows:
        kind = "herb, low" if habit.startswith("herb") else habit
        other.append(f'old,{leaves},"{kind}",{height}')
    one = [found.predicted()[n] for n in whole]
    assert len(one) > 40
    again = predict_table(
        model, table(tmp_path, "\n".join([*other, "new,5,,NA"]) + "\n")
    )
    assert again.predicted()[:-1] == one
    assert again.rows == len(one) + 1
    (note,) = again.notes
    assert "2 missing values" in str(note)
    assert again.document()["notes"]


def test_that_every_missing_column_is_named_with_the_nearest(
    model: Path, tmp_path: Path
) -> None:
    said = refusals(model, table(tmp_path, "Height,leaves\n1,2\n"))
    assert len(said) == 2
    assert "“Height” is meant" in said[0]
    assert "“habit”" in said[1]


def test_that_an_unknown_category_is_named_with_its_line(
    model: Path, tmp_path: Path
) -> None:
    path = table(tmp_path, "height,habit,leaves\n1,bush,2\n2,moss,3\n")
    (said,) = refusals(model, path)
    assert "“moss” in line 3" in said
    assert "bush, herb, low, tree" in said


def test_that_a_text_among_numbers_is_named_with_its_line(
    model: Path, tmp_path: Path
) -> None:
    path = table(tmp_path, "height,habit,leaves\n1,bush,2\ntall,tree,inf\n")
    said = refusals(model, path)
    assert "“tall” in line 3" in said[0]
    assert "“inf” in line 3" in said[1]


def test_that_a_missing_value_is_refused_where_none_was_ever_learned(
    whole: Path, tmp_path: Path
) -> None:
    (said,) = refusals(whole, table(tmp_path, "hue,alcohol\n1,13\n,12\n"))
    assert "“hue” has no value: line 3" in said


def test_that_a_table_without_rows_is_refused(whole: Path, tmp_path: Path) -> None:
    (said,) = refusals(whole, table(tmp_path, "hue,alcohol\n"))
    assert "nothing to predict" in said


@pytest.mark.parametrize("text", ["", "PK\x03\x04", "hue,alcohol\n1,2,3\n4\n"])
def test_that_what_is_no_table_is_refused_as_elsewhere(
    text: str, whole: Path, tmp_path: Path
) -> None:
    assert refusals(whole, table(tmp_path, text))


def test_that_a_table_that_is_not_there_is_named(whole: Path, tmp_path: Path) -> None:
    (said,) = refusals(whole, tmp_path / "gone.csv")
    assert "gone.csv" in said


def test_that_values_are_predicted_without_probabilities(
    folder: Path, tmp_path: Path
) -> None:
    data = DatasetSpec(name="diabetes")
    of = spec(rule("super_learner"), members=REGRESSORS, dataset=data)
    path = save_model(state(of), "super_learner", tmp_path / "d.skops").path
    dataset = load(data, 4)
    rows = [dataset.features, *dataset.X[:5].tolist()]
    text = "\n".join(",".join(map(str, row)) for row in rows) + "\n"
    found = predict_table(path, table(tmp_path, text))
    _, final, _ = unpack(path)
    assert found.predicted() == predict(final, dataset.X[:5]).labels.tolist()
    assert found.table() is None
    assert found.csv().startswith("row,progression\n1,")


def test_that_a_model_is_opened_and_says_what_it_is(model: Path) -> None:
    opened = open_model(model)
    assert opened.facts.card.title == "Soft vote"
    assert opened.facts.classes == ("elm", "oak")
    assert opened.notes == ()


def test_that_a_foreign_file_is_refused_and_not_executed(tmp_path: Path) -> None:
    marker = tmp_path / "executed"
    spy = GaussianNB().fit(np.eye(2), [0, 1])
    spy.extra_ = os.system
    path = tmp_path / "foreign.skops"
    path.write_bytes(skops.io.dumps({"members": {"spy": spy}, "x": f"touch {marker}"}))
    for ask in (open_model, lambda p: predict_table(p, path)):
        with pytest.raises(BadInput, match=r"posix\.system|nt\.system"):
            ask(path)
    assert not marker.exists()


def test_that_a_flipped_byte_is_refused_before_the_table_is_read(
    whole: Path, tmp_path: Path
) -> None:
    content = bytearray(whole.read_bytes())
    content[len(content) // 2] ^= 1
    path = tmp_path / "flipped.skops"
    path.write_bytes(content)
    with pytest.raises(BadInput, match="damaged") as caught:
        predict_table(path, table(tmp_path, "hue,alcohol\n1,2\n"))
    assert caught.value.problems[0].field == "model"


@pytest.mark.parametrize("name", ["gone.skops", ".", "a\0b"])
def test_that_a_model_that_is_no_file_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        open_model(tmp_path / name)
    assert caught.value.problems[0].field == "model"


def test_that_a_model_that_needs_too_much_is_refused_in_words(whole: Path) -> None:
    with pytest.raises(BadInput, match="memory"):
        open_model(whole, limits=Limits(memory_bytes=48 * 2**20))
