"""Scripts that rebuild a row with scikit-learn alone, run as a stranger would."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.metrics import r2_score

from tests.persistence.runs import (
    CLASSIFIERS,
    ONE_THREAD,
    REGRESSORS,
    plants,
    rule,
    spec,
    state,
)
from workbench.core.errors import BadInput
from workbench.core.spec import CvSpec, DatasetSpec, ExperimentSpec, ModelSpec
from workbench.ensembles.final import Learned, Rows, fit_final, predict
from workbench.ensembles.final_rules import learning
from workbench.ensembles.rules import RULES
from workbench.persistence.chosen import Chosen, chosen
from workbench.persistence.script import save_script, script_of
from workbench.persistence.script_code import Source
from workbench.workloads.splits import assignment

RUN_ALL = "import runpy, sys; [runpy.run_path(path) for path in sys.argv[1:]]"


def printed(*scripts: Path) -> list[float]:
    """The scores that scripts print in an interpreter that knows nothing of us."""
    done = subprocess.run(
        [sys.executable, "-I", "-W", "ignore", "-c", RUN_ALL, *map(str, scripts)],
        cwd=scripts[0].parent,
        env={**os.environ, **ONE_THREAD},
        capture_output=True,
        text=True,
        check=False,
        timeout=150,
    )
    assert done.returncode == 0, done.stderr
    lines = [line.split() for line in done.stdout.splitlines()]
    assert {name for name, _ in lines} <= {"accuracy", "r2"}
    return [float(value) for _, value in lines]


def expected(row: Chosen) -> float:
    """The cross-validated score, from the same splits, by our own rules."""
    data, of = row.dataset, row.spec
    folds = assignment(data.y, of.cv, of.seed, data.kind)
    scores = []
    for matrix in folds:
        for fold in range(matrix.max() + 1):
            test = matrix == fold
            scores.append(_score(row, ~test, test))
    return float(np.mean(scores))


def _score(row: Chosen, train: Any, test: Any) -> float:
    data = row.dataset
    keys = [member.key for member in row.members]
    learn: Any = Learned(method="single")
    if row.is_rule:
        learn = learning(row.row.estimator, row.row.params, data.kind, keys)
    final = fit_final(
        Rows(
            kind=data.kind,
            n_classes=len(data.classes),
            X=data.X[train],
            y=data.y[train],
            seed=row.spec.seed,
        ),
        row.estimators(),
        learn,
        inner_fold=row.inner_fold(data.y[train]) if callable(learn) else None,
    )
    found = predict(final, data.X[test]).labels
    if data.kind == "regression":
        return float(r2_score(data.y[test], found))
    return float((found == data.y[test]).mean())


def imported(text: str) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").split(".")[0])
    return names


MORE: dict[str, list[dict[str, Any]]] = {
    "weighted_vote": [{"voting": "hard"}, {"weights": "3,2,1"}],
    "stacking_logistic": [{"passthrough": True}],
    "greedy_selection": [{"bags": 3, "rounds": 10}],
}


def rows_for(kind: str) -> list[ModelSpec]:
    """Every rule that suits, also with parameters that change what it does."""
    return [
        ModelSpec(estimator=name, params=params, name=f"{name}_{number}")
        for name, entry in RULES.items()
        if entry.suits(kind)
        for number, params in enumerate([{}, *MORE.get(name, [])])
    ]


# Few columns: what a rule does with the members' votes does not depend on them.
RULED = (
    DatasetSpec(name="wine", features=("hue", "alcohol", "magnesium")),
    DatasetSpec(name="breast_cancer", features=("mean radius", "mean texture")),
    DatasetSpec(name="diabetes", features=("bmi", "bp", "s5")),
)


def test_that_a_script_prints_the_score_of_every_rule(tmp_path: Path) -> None:
    scripts, ours = [], []
    for data in RULED:
        regression = data.name == "diabetes"
        rows = rows_for("regression" if regression else "classification")
        of = spec(
            *rows,
            members=REGRESSORS if regression else CLASSIFIERS,
            dataset=data,
            cv=CvSpec(folds=2, inner_folds=3),
        )
        folder = tmp_path / data.name
        folder.mkdir()
        for row in rows:
            scripts += save_script(state(of), row.key, folder / f"{row.key}.py")
            assert "workbench" not in imported(scripts[-1].read_text())
            ours.append(expected(chosen(of, row.key)))
    names = [f"{script.parent.name}/{script.stem}" for script in scripts]
    found = dict(zip(names, printed(*scripts), strict=True))
    assert found == pytest.approx(dict(zip(names, ours, strict=True)), abs=1e-9)


Case = tuple[ExperimentSpec, str]
"""A run, and the key of the row that becomes a script."""


def splits(cv: CvSpec) -> Case:
    data = DatasetSpec(name="wine", features=("hue", "alcohol", "magnesium"))
    return spec(dataset=data, cv=cv), "decision_tree"


def soft_vote(data: DatasetSpec) -> Case:
    return spec(rule("soft_vote"), dataset=data), "soft_vote"


def class_of_numbers(folder: Path) -> Case:
    path = folder / "numbers.csv"
    rows = [f"{n % 7}.5,{(n * 3) % 5},{10 + 5 * (n % 3)}" for n in range(60)]
    path.write_text("a,b,class\n" + "\n".join(rows) + "\n")
    return spec(dataset=DatasetSpec(file=str(path), target="class")), "bayes 1"


def quantity(folder: Path) -> Case:
    path = folder / "quantity.csv"
    rows = [f"{n % 7}\t{n * 1.25}" for n in range(60)]
    path.write_text("a\tb\n" + "\n".join(rows) + "\n")
    data = DatasetSpec(file=str(path), target="b")
    return spec(members=REGRESSORS, dataset=data), "linear_regression"


def parquet(folder: Path) -> Case:
    import duckdb

    source = plants(folder)
    path = folder / "plants.parquet"
    duckdb.sql(
        f"COPY (SELECT * FROM read_csv('{source.file}', delim=';', "
        f"decimal_separator=',', nullstr=['NA', ''])) TO '{path}'"
    )
    of = spec(dataset=DatasetSpec(file=str(path), target="species"))
    return of, "decision_tree"


SAME: dict[str, Callable[[Path], Case]] = {
    "kfold": lambda _: splits(CvSpec(folds=3, repeats=2)),
    "kfold in order": lambda _: splits(CvSpec(folds=3, shuffle=False)),
    "holdout": lambda _: splits(CvSpec(scheme="holdout", repeats=3, test_size=0.3)),
    "holdout in order": lambda _: splits(
        CvSpec(scheme="holdout", shuffle=False, test_size=0.25)
    ),
    "synthetic data": lambda _: soft_vote(
        DatasetSpec(name="synthetic", params={"rows": 150, "classes": 3})
    ),
    "a table": lambda folder: soft_vote(plants(folder, missing=False)),
    "a table with gaps": lambda folder: soft_vote(plants(folder)),
    "a class of numbers": class_of_numbers,
    "a quantity": quantity,
    "data written beside it": parquet,
}


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[float, float]]:
    """What the script of each case prints, and what our own rules give.

    One interpreter runs them all: its import of scikit-learn takes longer than they do.
    """
    scripts, ours = [], []
    for case in SAME.values():
        folder = tmp_path_factory.mktemp("case")
        of, key = case(folder)
        script, *data = save_script(state(of), key, folder / "model.py")
        assert "workbench" not in imported(script.read_text())
        scripts.append(script)
        ours.append(expected(chosen(of, key)))
        if case is parquet:
            assert data == [folder / "model.data.csv"]
            (folder / "plants.parquet").unlink()  # a script could not read it
        else:
            assert data == []
    return dict(zip(SAME, zip(printed(*scripts), ours, strict=True), strict=True))


@pytest.mark.parametrize("case", SAME)
def test_that_a_script_splits_and_reads_its_data_as_we_do(
    case: str, scores: dict[str, tuple[float, float]]
) -> None:
    found, ours = scores[case]
    assert found == pytest.approx(ours, abs=1e-9)


def test_that_every_model_can_be_written_as_source() -> None:
    from workbench.estimators import ESTIMATORS, prepared

    for entry in dict(ESTIMATORS.items()).values():
        if not entry.available:
            continue
        for missing in (False, True):
            made = prepared(
                entry.make({}, 3),
                n_features=3,
                categories={1: ("a", "b")} if missing else {},
                has_missing=missing,
            )
            source = Source()
            text = source.expression(made)
            names: dict[str, Any] = {"np": np}
            exec("\n".join(source.imports()), names)
            assert repr(eval(text, names)) == repr(made)
            assert max(map(len, text.splitlines())) <= 100


def test_that_a_script_says_what_it_is_and_which_score_to_expect() -> None:
    of = spec(rule("soft_vote"), dataset=DatasetSpec(name="iris"))
    text = script_of(state(of, (0.5, 1.0)), "soft_vote").text
    assert text.startswith('"""Soft vote on Iris flowers')
    assert "0.75" in text.split('"""')[1]
    assert max(map(len, text.splitlines())) <= 88


def test_that_a_row_that_is_not_there_is_named() -> None:
    with pytest.raises(BadInput, match="soft_vote") as caught:
        script_of(state(spec(rule("soft_vote"))), "softvote")
    assert caught.value.problems[0].field == "row"


def test_that_a_run_without_models_has_none_to_take_away() -> None:
    of = ExperimentSpec(workload="squares", models=(ModelSpec(estimator="x"),))
    with pytest.raises(BadInput, match="compared no models"):
        script_of(state(of), "x")
