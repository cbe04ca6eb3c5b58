from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from workbench.core.messages import plain
from workbench.gui.models.runs import COLUMNS, RUN_ROLE, RunsModel, indexed, model_text
from workbench.gui.theme import Theme
from workbench.store import RunSummary

TITLES = [column.title for column in COLUMNS]


def summary(run_id: int, **changes: Any) -> RunSummary:
    values: dict[str, Any] = {
        "id": run_id,
        "title": "",
        "status": "done",
        "started_at": 1_700_000_000.0 + run_id,
        "seconds": 12.3,
        "dataset": "iris",
        "models": ("decision_tree", "soft_vote"),
        "engine": "processes",
        "workers": (1, 2),
        "best_speedup": 1.83,
        "best_workers": 2,
        "recommended_workers": 2,
        "best_model": "soft_vote",
        "best_score": 0.967,
        "metric": "accuracy",
        "verdict": (plain("Use 2 workers."),),
    }
    return RunSummary(**{**values, **changes})


@pytest.fixture
def model(theme: Theme) -> RunsModel:
    model = RunsModel(theme=theme)
    QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, model
    )
    return model


def ids(model: RunsModel) -> list[int]:
    return [model.run(row).id for row in range(model.rowCount())]


def cell(model: RunsModel, row: int, title: str) -> str:
    text = model.index(row, TITLES.index(title)).data()
    assert isinstance(text, str)
    return text


def test_that_the_newest_run_comes_first(model: RunsModel) -> None:
    model.load(indexed([summary(1), summary(3), summary(2)]))
    assert ids(model) == [3, 2, 1]


def test_that_a_scaled_speedup_is_told_apart(model: RunsModel) -> None:
    model.load(indexed([summary(7, scaling="weak")]))
    assert cell(model, 0, "Best speedup") == "scaled 1.83×"


def test_that_a_row_shows_the_headline_numbers(model: RunsModel) -> None:
    model.load(indexed([summary(7)]))
    assert cell(model, 0, "Run") == "7"
    assert cell(model, 0, "What") == "iris · 2 models"
    assert cell(model, 0, "Best speedup") == "1.83× with 2"
    assert cell(model, 0, "Best model") == "Soft vote"
    assert cell(model, 0, "Score") == "0.967"
    assert cell(model, 0, "Duration") == "12.3 s"
    assert cell(model, 0, "Status") == "done"
    tip = model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "Use 2 workers."
    assert model.index(0, 0).data(RUN_ROLE).id == 7


def test_that_a_run_that_measured_nothing_shows_dashes(model: RunsModel) -> None:
    nothing = dict.fromkeys(
        ("best_speedup", "best_workers", "best_model", "best_score")
    )
    model.load(indexed([summary(1, status="failed", models=(), **nothing)]))
    assert cell(model, 0, "What") == "iris"
    for title in ("Best speedup", "Best model", "Score"):
        assert cell(model, 0, title) == "–"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [3, 2, 1]),
        ("DIGITS", [2]),
        ("iris threads", [3]),
        ("soft vote", [3, 1]),
        ("random_forest", [2]),
        ("failed", [2]),
        ("nothing like it", []),
    ],
)
def test_that_search_finds_the_runs_with_every_word(
    model: RunsModel, text: str, found: list[int]
) -> None:
    model.load(
        indexed(
            [
                summary(1),
                summary(
                    2,
                    dataset="digits",
                    status="failed",
                    models=("random_forest",),
                    best_model="random_forest",
                ),
                summary(3, engine="threads"),
            ]
        )
    )
    model.search(text)
    assert ids(model) == found
    assert model.total == 3


def test_that_sorting_puts_unknown_values_last_either_way(model: RunsModel) -> None:
    model.load(
        indexed(
            [
                summary(1, best_score=0.8),
                summary(2, best_score=None),
                summary(3, best_score=0.9),
            ]
        )
    )
    column = TITLES.index("Score")
    model.sort(column, Qt.SortOrder.AscendingOrder)
    assert ids(model) == [1, 3, 2]
    model.sort(column, Qt.SortOrder.DescendingOrder)
    assert ids(model) == [3, 1, 2]


@pytest.mark.parametrize("column", range(len(COLUMNS)))
def test_that_every_column_can_be_sorted(model: RunsModel, column: int) -> None:
    model.load(indexed([summary(1), summary(2, best_model=None, best_speedup=None)]))
    model.sort(column)
    assert sorted(ids(model)) == [1, 2]


def test_that_order_and_search_outlive_a_reload(model: RunsModel) -> None:
    model.load(indexed([summary(1), summary(2)]))
    model.sort(0, Qt.SortOrder.AscendingOrder)
    model.search("iris")
    model.load(
        indexed([summary(3), summary(2), summary(1), summary(4, dataset="wine")])
    )
    assert ids(model) == [1, 2, 3]


def test_that_ten_thousand_runs_are_loaded_found_and_sorted(theme: Theme) -> None:
    model = RunsModel(theme=theme)
    model.load(indexed([summary(n, title=f"run-{n:05}") for n in range(10_000)]))
    model.search("run-0012")
    model.sort(TITLES.index("What"), Qt.SortOrder.AscendingOrder)
    assert ids(model) == list(range(120, 130))


def test_that_names_of_the_persons_own_stay(theme: Theme) -> None:
    assert model_text("my tree") == "my tree"
    assert model_text("decision_tree") == "Decision tree"
    assert model_text(None) == "–"
