"""A comparison of engines through the runner, on engines that the tests opened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

import msgspec
import pytest

from workbench.core import events as ev
from workbench.core.cancel import CancelToken
from workbench.core.comparison import (
    EngineLeftOut,
    EngineReady,
    EnginesFound,
    EnginesPlanned,
    EngineTimed,
)
from workbench.core.data import DataHandle
from workbench.core.errors import EngineFailed, EngineUnavailable
from workbench.core.messages import Message
from workbench.core.plan import Task
from workbench.core.results import TaskResult
from workbench.core.spec import ClusterSpec, EnginesSpec, ExperimentSpec, RepeatSpec
from workbench.core.state import RunState, fold, reduce
from workbench.engines import ENGINES, Engine
from workbench.engines.serial import SerialEngine
from workbench.planner import expand
from workbench.runner import run

SPEC = ExperimentSpec(
    workload="squares",
    params={"numbers": 200, "tasks": 4, "rounds": 2},
    engine="threads",
    workers=(1, 2),
    engines=EnginesSpec(
        names=("serial", "threads"),
        shortest_s=1e-4,
        longest_s=1e-3,
        lengths=2,
        point_s=0.01,
        repeats=2,
    ),
    repeats=RepeatSpec(minimum=2, maximum=2),
)
RIVALS = ("serial", "threads")


class Breaks(SerialEngine):
    """Ends with an error after so many batches."""

    name: ClassVar[str] = "breaks"
    title: ClassVar[Message] = Message("Breaks")
    batches: ClassVar[int] = 3

    def map(
        self, tasks: Sequence[Task], cancel: CancelToken, *, workers: int
    ) -> Iterator[TaskResult]:
        type(self).batches -= 1
        if self.batches < 0:
            raise EngineFailed(Message("its cable was pulled"))
        return super().map(tasks, cancel, workers=workers)


class Sources:
    """Opens engines, and remembers which were dropped."""

    def __init__(self) -> None:
        self.opened: dict[str, Engine] = {}
        self.dropped: list[str] = []
        self.absent: set[str] = set()

    def get(
        self,
        name: str,
        threads_per_worker: int = 1,
        memory_limit: int | None = None,
        cluster: ClusterSpec | None = None,
        cancel: CancelToken | None = None,
    ) -> Engine:
        if name in self.absent:
            raise EngineUnavailable(Message("install it"))
        if name not in self.opened:
            self.opened[name] = ENGINES.get(name)()
            self.opened[name].open()
        return self.opened[name]

    def drop(self, name: str) -> None:
        self.dropped.append(name)
        if (engine := self.opened.pop(name, None)) is not None:
            engine.close()


@pytest.fixture
def sources() -> Iterator[Sources]:
    made = Sources()
    yield made
    for engine in made.opened.values():
        engine.close()


@pytest.fixture
def breaks(monkeypatch: pytest.MonkeyPatch) -> type[Breaks]:
    monkeypatch.setitem(ENGINES._entries, "breaks", Breaks)
    monkeypatch.setattr(Breaks, "batches", 3)
    return Breaks


def bodies(found: Sequence[ev.Event]) -> list[Any]:
    return [event.body for event in found if isinstance(event, ev.Found)]


def of(kind: type[Any], found: Sequence[ev.Event]) -> list[Any]:
    return [body for body in bodies(found) if isinstance(body, kind)]


def events(
    spec: ExperimentSpec, sources: Sources, cancel: CancelToken | None = None
) -> list[ev.Event]:
    return list(run(expand(spec), sources, cancel or CancelToken()))


def test_that_every_engine_is_timed_with_everything_in_every_repeat(
    sources: Sources,
) -> None:
    found = events(SPEC, sources)
    assert isinstance(found[-1], ev.RunFinished)
    kinds: Mapping[tuple[str, str], list[int]] = {}
    counted = dict(kinds)
    for timed in of(EngineTimed, found):
        key = timed.engine, timed.what
        counted[key] = [*counted.get(key, []), timed.repeat]
    for name in RIVALS:
        assert sorted(counted[name, "experiment"]) == [1, 2]
        assert sorted(counted[name, "one by one"]) == [1, 2]
        assert sorted(counted[name, "chunks"]) == [1, 2]
        assert sorted(counted[name, "length"]) == [1, 1, 2, 2]
    assert all(timed.seconds > 0 for timed in of(EngineTimed, found))


def test_that_all_engines_take_turns_within_a_repeat(sources: Sources) -> None:
    timed = [t for t in of(EngineTimed, events(SPEC, sources)) if t.what == "length"]
    for repeat in (1, 2):
        for length in {t.length_s for t in timed}:
            beside = [
                place
                for place, t in enumerate(timed)
                if (t.repeat, t.length_s) == (repeat, length)
            ]
            assert beside == list(range(beside[0], beside[0] + len(RIVALS)))
            assert len({timed[place].task_s for place in beside}) == 1


def test_that_the_last_summary_has_a_row_per_engine_and_a_verdict(
    sources: Sources,
) -> None:
    state = fold(events(SPEC, sources))
    assert state.comparison is not None
    found = state.comparison.found
    assert found is not None
    assert [row.engine for row in found.rows] == list(RIVALS)
    assert [row.workers for row in found.rows] == [1, 2]
    assert all(len(row.curve) == 2 for row in found.rows)
    assert found.identical is True
    assert found.sentences
    assert state.comparison.share == 1.0


def test_that_the_experiments_own_figures_know_nothing_of_other_engines(
    sources: Sources,
) -> None:
    state = fold(events(SPEC, sources))
    alone = msgspec.structs.replace(SPEC, engines=EnginesSpec())
    other = fold(events(alone, sources))
    assert [t.trial.engine for t in state.trials] == ["threads"] * 4
    assert state.worker_counts == other.worker_counts == (1, 2)
    assert {n: len(s) for n, s in state.seconds.items()} == {1: 2, 2: 2}
    assert other.comparison is None


def test_that_progress_never_falls_and_ends_at_one(sources: Sources) -> None:
    state, before = RunState(), 0.0
    for event in events(SPEC, sources):
        state = reduce(state, event)
        assert state.progress >= before
        before = state.progress
    assert before == 1.0


def test_that_every_engine_is_started_anew_and_only_its_own_stays(
    sources: Sources,
) -> None:
    sources.get("serial", 1)
    sources.get("threads", 1)
    found = events(SPEC, sources)
    assert {"serial", "threads"} <= set(sources.dropped)
    assert set(sources.opened) == {"threads"}
    assert {ready.engine for ready in of(EngineReady, found)} == set(RIVALS)
    assert all(ready.start_s > 0 for ready in of(EngineReady, found))


def test_that_an_engine_that_is_not_there_is_named_with_its_remedy(
    sources: Sources, breaks: type[Breaks]
) -> None:
    sources.absent.add("breaks")
    asked = msgspec.structs.replace(SPEC.engines, names=("breaks",))
    found = events(msgspec.structs.replace(SPEC, engines=asked), sources)
    assert isinstance(found[-1], ev.RunFinished)
    (left_out,) = of(EngineLeftOut, found)
    assert (left_out.engine, str(left_out.reason)) == ("breaks", "install it")
    assert {row.engine for row in of(EnginesFound, found)[-1].rows} == set(RIVALS)


def test_that_an_engine_that_breaks_on_the_way_keeps_what_it_was_timed_with(
    sources: Sources, breaks: type[Breaks]
) -> None:
    asked = msgspec.structs.replace(SPEC.engines, names=("breaks",))
    found = events(msgspec.structs.replace(SPEC, engines=asked), sources)
    assert isinstance(found[-1], ev.RunFinished)
    (left_out,) = of(EngineLeftOut, found)
    assert str(left_out.reason) == "its cable was pulled"
    last = of(EnginesFound, found)[-1]
    row = next(row for row in last.rows if row.engine == "breaks")
    assert row.seconds is not None
    assert row.curve == ()
    others = [row for row in last.rows if row.engine != "breaks"]
    assert all(len(row.curve) == 2 for row in others)


def test_that_a_stop_within_the_comparison_keeps_what_was_measured(
    sources: Sources,
) -> None:
    cancel = CancelToken()
    state = RunState()
    for event in run(expand(SPEC), sources, cancel):
        state = reduce(state, event)
        body = event.body if isinstance(event, ev.Found) else None
        if isinstance(body, EngineTimed) and body.what == "length":
            cancel.cancel()
    assert state.status == "cancelled"
    assert state.comparison is not None
    assert any(timed.what == "length" for timed in state.comparison.timings)
    assert state.comparison.found is not None
    assert set(sources.opened) == {"threads"}


def test_that_data_placed_on_other_engines_is_released(
    sources: Sources, monkeypatch: pytest.MonkeyPatch
) -> None:
    released: list[str] = []
    place, release = SerialEngine.place, SerialEngine.release
    placed: list[DataHandle] = []

    def note(self: SerialEngine, arrays: Mapping[str, Any]) -> DataHandle:
        placed.append(place(self, arrays))
        return placed[-1]

    def let_go(self: SerialEngine, handle: DataHandle) -> None:
        released.append(handle.key)
        release(self, handle)

    monkeypatch.setattr(SerialEngine, "place", note)
    monkeypatch.setattr(SerialEngine, "release", let_go)
    events(SPEC, sources)
    assert released == [handle.key for handle in placed]


def test_that_the_number_of_timings_is_known_ahead(sources: Sources) -> None:
    found = events(SPEC, sources)
    planned = of(EnginesPlanned, found)
    assert planned[-1].workers == 2
    assert planned[-1].timings == len(of(EngineTimed, found))


def test_that_the_same_run_is_seen_again_from_its_events(sources: Sources) -> None:
    found = events(SPEC, sources)
    again = fold(ev.decode(ev.encode(event)) for event in found)
    assert again == fold(found)
