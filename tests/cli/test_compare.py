"""``workbench compare`` over runs that were really made and stored."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from workbench.cli.main import BAD_INPUT, main

MODELS = "decision_tree,naive_bayes,k_nearest_neighbours,soft_vote"


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """A history of four runs: three data sets, the last of them twice."""
    path = tmp_path_factory.mktemp("compared") / "history.sqlite"
    options = ["--history", str(path)]
    for dataset in ("iris", "wine", "breast_cancer", "breast_cancer"):
        status = main(
            [
                *("run", "iris-vote", "--quiet", "--json", *options),
                *("--dataset", dataset, "--models", MODELS, "--engine", "serial"),
                *("--workers", "1", "--repeats", "1", "--cv-repeats", "1"),
            ]
        )
        assert status == 0
    return options


def test_that_runs_are_ranked_in_one_json_document(
    history: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compare", "1", "2", "3", "--json", *history]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["datasets"] == ["iris", "wine", "breast_cancer"]
    assert [row["key"] for row in found["rows"]] == MODELS.split(",")
    for row in found["rows"]:
        assert 1 <= row["mean_rank"] <= 4
        assert all(0.8 < score <= 1 for score in row["scores"])
    assert sum(row["mean_rank"] for row in found["rows"]) == pytest.approx(10)
    assert found["friedman"]["df"] == 3
    assert 0 <= found["friedman"]["p"] <= 1
    assert found["critical_difference"] == pytest.approx(
        2.569 * (20 / 18) ** 0.5, abs=2e-3
    )
    assert len(found["wilcoxon"]) == 6
    assert all(test["p_adjusted"] >= test["p"] for test in found["wilcoxon"])
    assert found["groups"]
    assert found["verdict"]["text"]


def test_that_a_person_reads_the_verdict_first(
    history: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    keys = "decision_tree,naive_bayes,soft_vote"
    assert main(["compare", "1", "2", "last", "--models", keys, *history]) == 0
    said = capsys.readouterr().out
    for part in ("Best by rank", "Friedman", "Critical difference", "Wilcoxon"):
        assert part in said
    assert "With 3 pairs on 3 data sets Wilcoxon’s test can find nothing" in said
    assert "nearest" not in said
    assert said.index("Best by rank") < said.index("mean rank")


def test_that_a_bundle_is_compared_with_stored_runs(
    history: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bundle = str(tmp_path / "theirs.wbrun")
    assert main(["export", "2", "--to", bundle, *history]) == 0
    capsys.readouterr()
    assert main(["compare", "1", bundle, "--json", *history]) == 0
    assert json.loads(capsys.readouterr().out)["datasets"] == ["iris", "wine"]


@pytest.mark.parametrize(
    ("runs", "said"),
    [
        (["3", "4"], "of run 4 (breast_cancer) and of run 3 (breast_cancer) are the"),
        (["1"], "Ranks need at least 2 data sets, here are 1."),
        (["1", "99"], "There is no run “99”"),
        (["1", "2", "--models", "naive_bayes"], "Ranks need at least 3 rows"),
        (["1", "2", "--models", "naive_bayse,x"], "Did you mean “naive_bayes”?"),
    ],
)
def test_that_what_cannot_be_compared_is_refused_in_words(
    history: list[str],
    capsys: pytest.CaptureFixture[str],
    runs: list[str],
    said: str,
) -> None:
    assert main(["compare", *runs, *history]) == BAD_INPUT
    assert said in capsys.readouterr().err
