from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from workbench.core import events as ev
from workbench.core.messages import Message
from workbench.core.spec import DatasetSpec, ExperimentSpec, ModelSpec
from workbench.store import RunSummary, Store

Stories = Callable[..., Any]


def _recorded(store: Store, spec: ExperimentSpec, events: list[ev.Event]) -> RunSummary:
    run_id = store.new_run(spec)
    list(store.record(run_id, events))
    return next(run for run in store.runs() if run.id == run_id)


def test_that_a_new_run_is_listed_with_what_its_spec_says(
    store: Store, spec: ExperimentSpec
) -> None:
    store.new_run(spec)
    (run,) = store.runs()
    assert (run.dataset, run.engine, run.workers) == ("iris", "threads", (1, 2))
    assert run.models == ("decision_tree", "knn", "soft_vote")
    assert (run.status, run.seconds, run.best_speedup) == ("running", 0.0, None)


def test_that_the_headline_numbers_follow_the_events(
    store: Store, spec: ExperimentSpec, story: Stories
) -> None:
    run = _recorded(store, spec, story().whole())
    assert (run.status, run.seconds) == ("done", 4.0)
    assert run.started_at == story().started().started_at
    assert (run.best_speedup, run.best_workers) == (1.75, 2)
    assert run.recommended_workers == 2
    assert (run.best_model, run.best_score, run.metric) == ("knn", 0.9, "accuracy")
    assert run.verdict == story().estimated().verdict.sentences


def test_that_the_numbers_are_those_of_the_latest_estimate(
    store: Store, spec: ExperimentSpec, story: Stories
) -> None:
    later = msgspec.structs.replace(
        story().estimated(), t=3.0, scaling=(), models={}, verdict=ev.Verdict()
    )
    events = [*story().whole()[:-1], later, story().finished()]
    run = _recorded(store, spec, events)
    assert (run.best_speedup, run.best_model, run.verdict) == (None, None, ())


@pytest.mark.parametrize(
    ("end", "status"),
    [
        (ev.RunFinished(t=1.0, reason=Message("done")), "done"),
        (ev.RunCancelled(t=1.0), "cancelled"),
        (ev.RunFailed(t=1.0, message=Message("broke")), "failed"),
        (ev.Warned(t=1.0, message=Message("not an end")), "interrupted"),
    ],
)
def test_that_the_status_is_the_end_that_came(
    store: Store, spec: ExperimentSpec, story: Stories, end: ev.Event, status: str
) -> None:
    run = _recorded(store, spec, [story().started(), end])
    assert run.status == status == store.state(run.id).status


def test_that_the_newest_run_comes_first_and_the_limit_keeps_it(
    store: Store, spec: ExperimentSpec, story: Stories
) -> None:
    for start in (30.0, 10.0, 20.0):
        started = msgspec.structs.replace(story().started(), started_at=start)
        _recorded(store, spec, [started])
    assert [run.id for run in store.runs()] == [1, 3, 2]
    assert [run.id for run in store.runs(limit=2)] == [1, 3]
    assert store.runs(limit=0) == []


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        ({}, "iris · 3 models · 1, 2 workers"),
        ({"models": (ModelSpec(estimator="mlp"),)}, "iris · mlp · 1, 2 workers"),
        ({"workers": (1,)}, "iris · 3 models · 1 worker"),
        ({"workers": (4,)}, "iris · 3 models · 4 workers"),
        ({"workload": "squares", "models": ()}, "squares · 1, 2 workers"),
        (
            {"workload": "squares", "models": (), "scaling": "weak"},
            "squares · 1, 2 workers · growing problem",
        ),
        (
            {"dataset": DatasetSpec(file="/some/where/Sales {x}.csv", target="y")},
            "Sales {x}.csv · 3 models · 1, 2 workers",
        ),
    ],
)
def test_that_a_run_without_a_title_is_called_by_its_contents(
    store: Store, spec: ExperimentSpec, changes: dict[str, Any], title: str
) -> None:
    store.new_run(msgspec.structs.replace(spec, **changes))
    (run,) = store.runs()
    assert (run.title, run.named) == (title, False)
    assert str(run.heading) == title


def test_that_only_a_title_of_the_programs_own_is_translated(
    store: Store, spec: ExperimentSpec
) -> None:
    chinese = {
        "{count} models": "{count} 个模型",
        "{counts} workers": "{counts} 个进程",
    }
    store.new_run(spec)
    store.new_run(msgspec.structs.replace(spec, title="{count} models"))
    named, unnamed = store.runs()

    def translate(text: str) -> str:
        return chinese.get(text, text)

    assert unnamed.heading.text(translate) == "iris · 3 个模型 · 1, 2 个进程"
    assert named.heading.text(translate) == named.title == "{count} models"


def test_that_a_growing_problem_is_marked(store: Store, spec: ExperimentSpec) -> None:
    store.new_run(spec)
    store.new_run(msgspec.structs.replace(spec, scaling="weak"))
    assert [run.scaling for run in store.runs()] == ["weak", "strong"]


class TestSearch:
    @pytest.fixture
    def titled(
        self, store: Store, spec: ExperimentSpec, story: Stories
    ) -> Callable[[str], list[str]]:
        """Titles found, oldest first, among six runs; the first has all events."""
        titles = ["100% Müller", "100 percent", r"a_b\c", "axb", "STRASSE", "plain"]
        for number, title in enumerate(titles):
            named = msgspec.structs.replace(spec, title=title)
            run_id = store.new_run(named)
            events = story(run_id, named).whole()[: None if number == 0 else 1]
            list(store.record(run_id, events))
        return lambda text: [run.title for run in reversed(store.runs(text))]

    @pytest.mark.parametrize(
        "text",
        [
            "100% müller",
            "#1",
            "done",
            "HIGHEST",
            "soft vote scores",
            "müller iris THREADS",
            "Use 2 workers",
        ],
    )
    def test_that_number_title_status_and_verdict_are_searched(
        self, titled: Callable[[str], list[str]], text: str
    ) -> None:
        assert titled(text) == ["100% Müller"]

    @pytest.mark.parametrize(
        "text", ["iris", "KNN", "k_nearest", "decision tree", "threads", "", "  "]
    )
    def test_that_data_set_models_and_engine_are_searched(
        self, titled: Callable[[str], list[str]], text: str
    ) -> None:
        assert len(titled(text)) == 6

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("0%", ["100% Müller"]),
            ("a_b", [r"a_b\c"]),
            (r"b\c", [r"a_b\c"]),
            ("straße", ["STRASSE"]),
            ("interrupted plain", ["plain"]),
            ("nothing like it", []),
            ("'; DROP TABLE runs; --", []),
        ],
    )
    def test_that_every_sign_stands_for_itself(
        self, titled: Callable[[str], list[str]], text: str, found: list[str]
    ) -> None:
        assert titled(text) == found

    def test_that_the_limit_counts_what_was_found(
        self, titled: Callable[[str], list[str]], store: Store
    ) -> None:
        assert titled("percent")
        assert [run.title for run in store.runs("percent", limit=1)] == ["100 percent"]
