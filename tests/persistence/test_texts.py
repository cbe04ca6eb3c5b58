"""Models of texts taken away: saved, asked about a table, and written as a script."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import skops.io

from tests.persistence.runs import ONE_THREAD, rule, spec, state
from workbench.core.errors import BadInput
from workbench.core.spec import DatasetSpec, ModelSpec
from workbench.datasets import load
from workbench.ensembles.final import predict
from workbench.ensembles.saved import pack, unpack
from workbench.ensembles.saved_format import Facts
from workbench.persistence import predict_table, save_model
from workbench.persistence.script import save_script

TOPICS = DatasetSpec(name="topics", params={"rows": 120, "words": 25, "classes": 3})
MEMBERS = (
    ModelSpec(estimator="logistic_regression"),
    ModelSpec(estimator="complement_naive_bayes"),
    ModelSpec(estimator="random_forest", params={"n_estimators": 5}),
    ModelSpec(estimator="k_nearest_neighbours"),
    ModelSpec(estimator="rbf_svm", params={"probability": True}),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("texts")


@pytest.fixture(scope="module")
def model(folder: Path) -> Path:
    """A stack of five kinds of model over texts."""
    of = spec(rule("stacking_logistic"), members=MEMBERS, dataset=TOPICS)
    path = folder / "topics.skops"
    return save_model(state(of), "stacking_logistic", path).path


@pytest.fixture(scope="module")
def bayes(folder: Path) -> Path:
    """One of them alone, which is read and written sooner."""
    of = spec(members=MEMBERS[:2], dataset=TOPICS)
    path = folder / "bayes.skops"
    return save_model(state(of), "complement_naive_bayes", path).path


@pytest.fixture(scope="module")
def table(folder: Path) -> Path:
    """New texts with other columns, one of them empty."""
    data = load(TOPICS, 9)
    lines = [f'{n},"{cell.decode()}"' for n, cell in enumerate(data.X[:20, 0])]
    path = folder / "new.csv"
    path.write_text("\n".join(["id,text", *lines, '99,""', ""]))
    return path


def test_that_new_texts_are_predicted_as_by_the_model_itself(
    model: Path, table: Path
) -> None:
    found = predict_table(model, table)
    facts, final, _ = unpack(model)
    said = predict(final, np.vstack([load(TOPICS, 9).X[:20], [[b""]]]))
    assert found.predicted() == [facts.classes[i] for i in said.labels]
    assert said.probabilities is not None
    np.testing.assert_array_equal(found.table(), said.probabilities)
    assert "1 texts are empty" in str(found.notes[-1])


def test_that_a_table_without_the_texts_is_refused(model: Path, folder: Path) -> None:
    path = folder / "other.csv"
    path.write_text("id,words\n1,hello there\n")
    with pytest.raises(BadInput) as caught:
        predict_table(model, path)
    (problem,) = caught.value.problems
    assert problem.field == "table"
    assert "no column “text”" in str(problem.message)


def test_that_the_file_says_that_its_column_holds_texts(model: Path) -> None:
    facts, _, _ = unpack(model)
    (column,) = facts.columns
    assert (column.name, column.text) == ("text", True)


def test_that_skops_opens_it_without_this_program(model: Path) -> None:
    content = model.read_bytes()
    found = skops.io.loads(content, trusted=skops.io.get_untrusted_types(data=content))
    bayes = found["members"]["complement_naive_bayes"]
    assert bayes.predict(np.array([["the band and a song"]])).shape == (1,)


def tampered(model: Path, change: Callable[[Any], None]) -> str:
    """The sentence for a file in which a vectorizer was changed."""
    facts: Facts
    facts, final, _ = unpack(model)
    front = final.members["complement_naive_bayes"][0]
    change(front.named_transformers_["text"])
    path = model.with_name("bad.skops")
    path.write_bytes(pack(final, facts))
    with pytest.raises(BadInput) as caught:
        unpack(path)
    return str(caught.value.problems[0].message)


def _far(vectorizer: Any) -> None:
    vectorizer.vocabulary_[next(iter(vectorizer.vocabulary_))] = 10**9


def _twice(vectorizer: Any) -> None:
    first, second, *_ = vectorizer.vocabulary_
    vectorizer.vocabulary_[first] = vectorizer.vocabulary_[second]


def _short(vectorizer: Any) -> None:
    vectorizer._tfidf.idf_ = vectorizer._tfidf.idf_[:-1].copy()


def _opens_files(vectorizer: Any) -> None:
    vectorizer.input = "filename"


def _slow_pattern(vectorizer: Any) -> None:
    vectorizer.token_pattern = "(a+)+$"


def _endless_runs(vectorizer: Any) -> None:
    vectorizer.ngram_range = (1, 10**6)


@pytest.mark.parametrize(
    "change", [_far, _twice, _short, _opens_files, _slow_pattern, _endless_runs]
)
def test_that_a_vectorizer_that_no_fit_leaves_behind_is_refused(
    bayes: Path, change: Callable[[Any], None]
) -> None:
    assert "contradicts itself" in tampered(bayes, change)


def test_that_a_script_scores_the_texts_beside_it_as_we_do(folder: Path) -> None:
    of = spec(members=MEMBERS[:2], dataset=TOPICS, workload="cross_validation")
    script, data = save_script(state(of), "complement_naive_bayes", folder / "b.py")
    assert data.read_text().startswith("text,topic\n")
    done = subprocess.run(
        [sys.executable, "-I", "-W", "ignore", str(script)],
        env={**os.environ, **ONE_THREAD},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    from tests.workloads.test_texts import on

    expected = on("serial", of).models["complement_naive_bayes"].fold_scores
    assert float(done.stdout.split()[1]) == pytest.approx(np.mean(expected), abs=1e-12)
