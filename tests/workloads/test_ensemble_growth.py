from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.model_selection import StratifiedKFold, cross_val_score

from workbench.core.cancel import CancelToken
from workbench.core.ensemble import (
    GrowthEnd,
    GrowthPoint,
)
from workbench.core.errors import BadInput
from workbench.core.finding import Finding
from workbench.core.plan import Submit, Task, Trial
from workbench.core.results import Scores, TaskError, TaskResult
from workbench.core.spec import (
    CvSpec,
    DatasetSpec,
    ExperimentSpec,
    ModelSpec,
    RepeatSpec,
)
from workbench.core.state import RunState, reduce
from workbench.datasets import load
from workbench.engines import ENGINES, Engine
from workbench.planner import PRESETS
from workbench.session import Session
from workbench.workloads import WORKLOADS
from workbench.workloads.growth_methods import METHODS
from workbench.workloads.splits import assignment

TRIAL = Trial(id=1, engine="serial", workers=1, repeat=1)
HERE = [name for name, method in METHODS.items() if not method.requires]
BOOSTING = [name for name in HERE if METHODS.get(name).sequential]
Spoil = Callable[[TaskResult], TaskResult]


@pytest.fixture
def serial() -> Iterator[Engine]:
    with ENGINES.get("serial")() as engine:
        yield engine


@dataclass
class Told:
    """What one trial yielded."""

    scores: Scores
    points: list[GrowthPoint] = field(default_factory=list)
    ends: list[GrowthEnd] = field(default_factory=list)
    batches: list[list[Task]] = field(default_factory=list)

    @property
    def end(self) -> GrowthEnd:
        (end,) = self.ends
        return end


def grown(spec: ExperimentSpec, engine: Engine, spoil: Spoil = lambda r: r) -> Told:
    """One trial, driven by hand as the runner drives it."""
    workload = WORKLOADS.get(spec.workload).build(spec)
    data = engine.place(workload.arrays())
    steps = workload.steps(TRIAL, data)
    told = Told(scores=Scores(digest=""))
    answer = None
    try:
        while True:
            step = steps.send(answer)
            answer = None
            if isinstance(step, Finding):
                body = step.body() if callable(step.body) else step.body
                ends = isinstance(body, GrowthEnd)
                (told.ends if ends else told.points).append(body)
            else:
                assert isinstance(step, Submit)
                told.batches.append(list(step.tasks))
                results = engine.map(step.tasks, CancelToken(), workers=1)
                answer = [spoil(result) for result in results]
    except StopIteration as stop:
        told.scores = stop.value
        return told
    finally:
        engine.release(data)


def spec(method: str = "random_forest", **changes: Any) -> ExperimentSpec:
    """A small one; what is no field of a spec is a parameter of growth."""
    fields = {
        n: changes.pop(n) for n in ExperimentSpec.__struct_fields__ & changes.keys()
    }
    base = ExperimentSpec(
        workload="ensemble_growth",
        params={"method": method, "members": 12, "step": 5, **changes},
        dataset=DatasetSpec(name="iris"),
        cv=CvSpec(folds=3),
        seed=3,
    )
    return msgspec.structs.replace(base, **fields)


def test_that_a_forest_on_breast_cancer_stops_by_itself_as_good_as_one_of_500(
    serial: Engine,
) -> None:
    told = grown(PRESETS["forest-growth"].spec, serial)
    assert told.end.flat
    assert told.end.members < 200
    X, y = load_breast_cancer(return_X_y=True)
    folds = StratifiedKFold(5, shuffle=True, random_state=0)
    large = RandomForestClassifier(500, random_state=0)
    accuracy = cross_val_score(large, X, y, cv=folds).mean()
    low, high = told.points[-1].score_ci95 or (1.0, 0.0)
    assert low <= accuracy <= high
    assert abs(told.points[-1].score - accuracy) < 0.01


def test_that_a_forest_of_n_scores_as_the_same_forest_cross_validated(
    serial: Engine,
) -> None:
    forest = ModelSpec(estimator="random_forest", params={"n_estimators": 12})
    as_model = spec(workload="cross_validation", params={}, models=(forest,))
    workload = WORKLOADS.get("cross_validation").build(as_model)
    data = serial.place(workload.arrays())
    steps = workload.steps(TRIAL, data)
    submit = next(steps)
    assert isinstance(submit, Submit)
    results = list(serial.map(submit.tasks, CancelToken(), workers=1))
    with pytest.raises(StopIteration) as stop:
        steps.send(results)
    serial.release(data)
    expected = stop.value.value.models["random_forest"].fold_scores
    found = grown(spec(stop_when_flat=False), serial).scores
    assert found.models["random_forest"].fold_scores == expected


@pytest.mark.parametrize("method", HERE)
def test_that_every_size_is_told_once_and_costs_only_more(
    serial: Engine, method: str
) -> None:
    told = grown(spec(method, stop_when_flat=False), serial)
    assert [point.members for point in told.points] == list(range(1, 13))
    assert {point.method for point in told.points} == {method}
    for name in ("cpu_s", "wall_s"):
        spent = [getattr(point, name) for point in told.points]
        assert spent == sorted(spent)
        assert spent[0] > 0
    assert told.points[-1].score > 0.8
    assert told.points[-1].score == pytest.approx(
        np.mean(told.scores.models[method].fold_scores)
    )
    assert (told.end.members, told.end.flat) == (12, False)
    assert told.scores.facts == {"members": 12}


@pytest.mark.parametrize("method", ["pasting", *BOOSTING])
def test_that_the_length_of_a_step_changes_no_member(
    serial: Engine, method: str
) -> None:
    first, second = (
        grown(spec(method, step=step, stop_when_flat=False), serial).scores
        for step in (5, 12)
    )
    assert first.digest == second.digest
    assert first.models[method].fold_scores == second.models[method].fold_scores


def test_that_another_seed_grows_other_members(serial: Engine) -> None:
    first, second = (grown(spec(seed=seed), serial).scores for seed in (3, 4))
    assert first.digest != second.digest


def test_that_independent_members_are_tasks_of_their_own(serial: Engine) -> None:
    told = grown(spec(stop_when_flat=False), serial)
    assert [len(batch) for batch in told.batches] == [15, 15, 6]
    parts = [task.part for batch in told.batches for task in batch]
    assert len(set(parts)) == 36
    assert parts[:4] == ["1 · 1", "2 · 1", "3 · 1", "1 · 2"]
    assert "sequential" not in str(told.end.sentence)


@pytest.mark.parametrize("method", BOOSTING)
def test_that_boosting_gives_each_split_one_task_at_a_time_and_says_why(
    serial: Engine, method: str
) -> None:
    told = grown(spec(method, stop_when_flat=False), serial)
    assert [len(batch) for batch in told.batches] == [3, 3, 3]
    assert [task.part for task in told.batches[1]] == [
        "1 · 6–10",
        "2 · 6–10",
        "3 · 6–10",
    ]
    assert "is sequential" in str(told.end.sentence)
    assert "at most 3 workers" in str(told.end.sentence)


def test_that_boosting_that_ends_by_itself_ends_growth(serial: Engine) -> None:
    told = grown(spec("adaboost", max_depth=30, members=40), serial)
    assert told.end.members == len(told.points) == 1
    assert not told.end.flat
    assert "Boosting ended by itself" in str(told.end.sentence)


def test_that_growth_that_is_not_to_stop_goes_to_the_end_and_says_it_was_flat(
    serial: Engine,
) -> None:
    stopped = grown(spec(members=120, step=10), serial)
    assert stopped.end.flat
    assert stopped.end.members < 120
    assert "Grown until flat" in str(stopped.end.sentence)
    told = grown(spec(members=120, step=10, stop_when_flat=False), serial)
    assert (told.end.members, told.end.flat) == (120, False)
    assert "fewer would have done" in str(told.end.sentence)
    for short, long in zip(stopped.points, told.points, strict=False):
        assert short.score == long.score


@pytest.mark.parametrize("method", [n for n in HERE if not METHODS.get(n).classes_only])
def test_that_values_are_scored_by_r2(serial: Engine, method: str) -> None:
    told = grown(
        spec(method, dataset=DatasetSpec(name="diabetes"), max_depth=3), serial
    )
    assert told.scores.metric == "r2"
    assert told.points[-1].score > 0.2
    assert all(point.log_loss is None for point in told.points)


@pytest.mark.parametrize(
    ("name", "forest"),
    [("iris", RandomForestClassifier), ("diabetes", RandomForestRegressor)],
)
def test_that_the_out_of_bag_score_is_that_of_scikit_learn(
    serial: Engine, name: str, forest: Any
) -> None:
    once = spec(
        members=40,
        stop_when_flat=False,
        out_of_bag=True,
        dataset=DatasetSpec(name=name),
        cv=CvSpec(scheme="holdout"),
    )
    told = grown(once, serial)
    rows = load(once.dataset, once.seed)
    train = assignment(rows.y, once.cv, once.seed, rows.kind)[0] != 0
    friend = forest(40, random_state=once.seed, oob_score=True)
    friend.fit(rows.X[train], rows.y[train])
    assert told.end.oob_score == pytest.approx(friend.oob_score_)


def test_that_members_that_see_all_rows_have_no_out_of_bag_score(
    serial: Engine,
) -> None:
    for method in ("extra_trees", "random_subspaces", "adaboost"):
        told = grown(spec(method, members=3, out_of_bag=True), serial)
        assert told.end.oob_score is None
    assert grown(spec(members=3), serial).end.oob_score is None


def test_that_a_split_that_lost_a_member_leaves_the_curve(serial: Engine) -> None:
    lost = TaskError(kind="WorkerDied", text="the worker died")

    def spoil(result: TaskResult) -> TaskResult:
        if result.part != "2 · 7":
            return result
        return msgspec.structs.replace(result, value=None, error=lost)

    told = grown(spec(stop_when_flat=False), serial, spoil)
    scores = told.scores.models["random_forest"].fold_scores
    assert [score is None for score in scores] == [False, True, False]
    assert [point.members for point in told.points] == list(range(1, 13))
    assert told.points[-1].score == pytest.approx((scores[0] + scores[2]) / 2)
    assert [len(batch) for batch in told.batches] == [15, 15, 4]


def test_that_members_that_cannot_be_fitted_end_growth_with_a_sentence(
    serial: Engine,
) -> None:
    # One row each: five neighbours cannot be found.
    impossible = spec("pasting", base="k_nearest_neighbours", row_share=0.01)
    told = grown(impossible, serial)
    assert told.points == []
    assert (told.end.members, told.end.flat) == (0, False)
    assert "Nothing grew" in str(told.end.sentence)
    assert told.scores.models["pasting"].fold_scores == (None, None, None)


def test_that_a_single_split_grows_to_the_end_and_is_told_why(serial: Engine) -> None:
    once = spec(cv=CvSpec(scheme="holdout"), members=50)
    told = grown(once, serial)
    assert (told.end.members, told.end.flat) == (50, False)
    assert "A single split gives no interval" in str(told.end.sentence)


def problems(wrong: ExperimentSpec) -> dict[str, tuple[str, str]]:
    found = WORKLOADS.get("ensemble_growth").validate(wrong)
    return {p.field: (p.severity, str(p.message)) for p in found}


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        (spec(members=1), "params.members", "from 2 to 10000, not 1"),
        (spec(step=0), "params.step", "from 1 to 1000, not 0"),
        (spec(worth=-1.0), "params.worth", "not -1.0"),
        (spec("random_forrest"), "params.method", "Did you mean “random_forest”"),
        (
            spec("adaboost", dataset=DatasetSpec(name="diabetes")),
            "params.method",
            "Choose Gradient boosting, or a forest",
        ),
        (spec(base="linear"), "params.base", "Bagging, Pasting"),
        (spec(cv=CvSpec(folds=1)), "cv.folds", "at least 2 folds"),
        (spec(dataset=DatasetSpec(name="irises")), "dataset.name", "“iris”"),
    ],
)
def test_that_what_cannot_be_grown_is_refused_with_field_and_remedy(
    wrong: ExperimentSpec, field: str, words: str
) -> None:
    severity, message = problems(wrong)[field]
    assert severity == "error"
    assert words in message


def test_that_too_few_rows_are_refused_once_they_are_known(tmp_path: Path) -> None:
    file = tmp_path / "few.csv"
    file.write_text("a,b,kind\n" + "1,2,x\n2,3,y\n3,4,x\n4,5,y\n" * 2)
    few = spec(dataset=DatasetSpec(file=str(file), target="kind"), cv=CvSpec(folds=5))
    with pytest.raises(BadInput, match="at most 4 folds"):
        WORKLOADS.get("ensemble_growth").build(few)


def test_that_r2_of_a_single_test_row_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "values.csv"
    lines = [f"{n},{n * n},{n / 7 + 0.5}" for n in range(30)]
    file.write_text("\n".join(["a,b,size", *lines]))
    one = spec(
        dataset=DatasetSpec(file=str(file), target="size"),
        cv=CvSpec(scheme="holdout", test_size=0.02),
    )
    with pytest.raises(BadInput, match="One test row is too few"):
        WORKLOADS.get("ensemble_growth").build(one)


def test_that_idle_workers_and_single_splits_are_warned_about() -> None:
    assert problems(spec()) == {}
    assert problems(spec(workers=(1, 8))) == {}
    severity, message = problems(spec("adaboost", workers=(1, 8)))["workers"]
    assert severity == "warning"
    assert "AdaBoost is sequential" in message
    severity, message = problems(spec(cv=CvSpec(scheme="holdout")))["cv.repeats"]
    assert severity == "warning"
    assert "single split" in message


@pytest.mark.parametrize("method", METHODS.names())
def test_that_a_missing_library_is_named_with_the_command_that_installs_it(
    method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.core.libraries.find_spec", lambda name: None)
    found = problems(spec(method))
    if METHODS.get(method).requires:
        assert "pip install 'workbench[boosting]'" in found["params.method"][1]
    else:
        assert found == {}


@pytest.mark.parametrize("method", HERE)
def test_that_the_size_is_that_of_growth_to_the_end(
    serial: Engine, method: str
) -> None:
    to_the_end = spec(method, stop_when_flat=False)
    told = grown(to_the_end, serial)
    size = WORKLOADS.get("ensemble_growth").size(to_the_end)
    assert size.tasks == sum(map(len, told.batches))
    assert list(size.costs) == [method]


def run(wanted: ExperimentSpec, tmp_path: Path) -> list[RunState]:
    """Every state of a real run."""
    states = [RunState()]
    with Session(history=tmp_path / "history.sqlite") as session:
        for event in session.start(wanted):
            states.append(reduce(states[-1], event))
    assert states[-1].status == "done", states[-1].error
    return states


def test_that_each_worker_count_draws_the_same_curve_in_its_own_time(
    tmp_path: Path,
) -> None:
    wanted = spec(
        members=120,
        step=10,
        engine="processes",
        workers=(1, 2),
        repeats=RepeatSpec(minimum=2, maximum=2),
    )
    states = run(wanted, tmp_path)
    done = states[-1]
    curves = done.growth["random_forest"]
    one, two = curves[1], curves[2]
    assert [p.score for p in one.points] == [p.score for p in two.points]
    assert one.end == two.end
    assert one.end is not None
    assert one.end.flat
    assert len(one.points) == one.end.members < 120
    assert one.points[-1].wall_s != two.points[-1].wall_s
    assert done.estimate is not None
    assert done.estimate.identical_across_workers
    assert str(done.model_titles["random_forest"]) == "Random forest"
    last = next(t for t in reversed(done.trials) if t.trial.workers == 2)
    assert two.points[-1].wall_s == pytest.approx(last.seconds, rel=0.3)


def test_that_progress_never_runs_back_though_growth_ends_early(
    tmp_path: Path,
) -> None:
    wanted = spec(
        members=200,
        engine="serial",
        workers=(1,),
        repeats=RepeatSpec(minimum=3, maximum=3),
    )
    states = run(wanted, tmp_path)
    measuring = [s for s in states if s.current and s.current.role == "measure"]
    progress = [state.progress for state in measuring]
    assert progress == sorted(progress)
    assert states[-1].progress == 1.0
    # From the second trial on it is known how many tasks there will be.
    second = [s for s in states if len(s.trials) == 1 and s.current is not None]
    assert second[-1].progress == pytest.approx(2 / 3)


def test_that_history_names_the_method_and_the_data(tmp_path: Path) -> None:
    with Session(history=tmp_path / "history.sqlite") as session:
        for _ in session.start(spec(members=4, engine="serial", workers=(1,))):
            pass
        (row,) = session.store.runs()
    assert (row.dataset, row.models) == ("iris", ("random_forest",))
    assert row.best_model == "random_forest"
