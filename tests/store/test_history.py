from __future__ import annotations

import random
import sqlite3
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, get_args

import pytest

from workbench.core import events as ev
from workbench.core.errors import StoreError
from workbench.core.messages import Message
from workbench.core.results import clock
from workbench.core.spec import ExperimentSpec
from workbench.core.state import fold
from workbench.store import Store
from workbench.store.recording import GROUP_S

Stories = Callable[..., Any]


def _record(store: Store, run_id: int, events: list[ev.Event]) -> list[ev.Event]:
    return list(store.record(run_id, events))


def test_that_every_kind_of_event_comes_back_as_it_was(
    store: Store, spec: ExperimentSpec, story: Stories
) -> None:
    events = story().every_kind()
    assert {type(event) for event in events} == set(get_args(ev.Event))
    run_id = store.new_run(spec)
    assert _record(store, run_id, events) == events
    assert list(store.events(run_id)) == events


def test_that_a_stored_run_folds_to_the_state_that_was_seen_live(
    store: Store, spec: ExperimentSpec, story: Stories
) -> None:
    run_id = store.new_run(spec)
    live = fold(store.record(run_id, story(run_id).whole()))
    assert store.state(run_id) == live
    assert live.status == "done"


def test_that_more_groups_than_a_page_come_back_in_order(
    store: Store, spec: ExperimentSpec
) -> None:
    run_id = store.new_run(spec)
    point = ev.Reported(t=0.0, trial_id=1, series="s", key="k", x=0.0, y=0.0)
    events = [ev.Warned(t=float(n), message=Message("{n}", {"n": n})) for n in range(9)]
    for n in range(250):
        connection_body = _group(point)
        store._writer.run(
            lambda c, n=n, body=connection_body: c.execute(
                "INSERT INTO events (run_id, first, body) VALUES (?, ?, ?)",
                (run_id, n, body),
            )
        )
    assert len(list(store.events(run_id))) == 250
    other = store.new_run(spec)
    assert _record(store, other, events) == events
    assert list(store.events(other)) == events


def test_that_what_comes_after_a_groups_time_waits_for_the_group(
    store: Store,
    path: Path,
    spec: ExperimentSpec,
    story: Stories,
    until: Callable[[Callable[[], bool]], None],
) -> None:
    first, second = story().started(), story().task()
    run_id = store.new_run(spec)
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    release = threading.Timer(0.2, other.execute, ["ROLLBACK"])

    def source() -> Iterator[ev.Event]:
        other.execute("BEGIN IMMEDIATE")
        yield first
        due = clock() + GROUP_S
        until(lambda: clock() > due)
        release.start()
        yield second

    with closing(other):
        recording = store.record(run_id, source())
        assert next(recording) == first
        assert list(store.events(run_id)) == []
        assert next(recording) == second
        assert list(store.events(run_id))[:1] == [first]
        release.join()
    recording.close()
    assert list(store.events(run_id)) == [first, second]


def test_that_an_early_close_keeps_what_was_received_and_closes_the_source(
    store: Store, spec: ExperimentSpec, story: Stories
) -> None:
    closed = threading.Event()

    def source() -> Iterator[ev.Event]:
        try:
            yield from story().whole()
        finally:
            closed.set()

    run_id = store.new_run(spec)
    events = source()  # named, or it would be closed by being forgotten
    recording = store.record(run_id, events)
    seen = [next(recording), next(recording)]
    recording.close()
    assert closed.is_set()
    assert list(store.events(run_id)) == seen
    assert store.state(run_id).status == "interrupted"


def test_that_an_error_in_the_source_keeps_what_was_received(
    store: Store, spec: ExperimentSpec, story: Stories
) -> None:
    def source() -> Iterator[ev.Event]:
        yield story().started()
        raise ZeroDivisionError

    run_id = store.new_run(spec)
    with pytest.raises(ZeroDivisionError):
        list(store.record(run_id, source()))
    assert list(store.events(run_id)) == [story().started()]
    assert store.runs()[0].status == "interrupted"


def test_that_a_run_is_running_while_its_recording_goes_on(
    store: Store, spec: ExperimentSpec, story: Stories
) -> None:
    run_id = store.new_run(spec)
    assert store.state(run_id).status == "running"
    recording = store.record(run_id, iter(story().whole()))
    next(recording)
    assert store.runs()[0].status == "running"
    assert len(list(recording)) == len(story().whole()) - 1
    assert store.runs()[0].status == "done"


def test_that_a_number_given_again_to_another_process_is_not_the_owner(
    store: Store, spec: ExperimentSpec
) -> None:
    run_id = store.new_run(spec)
    assert store.state(run_id).status == "running"
    store._writer.run(
        lambda c: c.execute("UPDATE runs SET owner_created = owner_created - 3600")
    )
    assert store.state(run_id).status == "interrupted"


def test_that_a_run_refused_before_it_began_still_shows_its_spec(
    store: Store, spec: ExperimentSpec
) -> None:
    run_id = store.new_run(spec)
    _record(store, run_id, [ev.RunFailed(t=0.0, message=Message("No such model."))])
    state = store.state(run_id)
    assert (state.status, state.spec, state.run_id) == ("failed", spec, run_id)


def test_that_a_run_in_one_thread_is_read_and_deleted_in_another(
    store: Store, spec: ExperimentSpec, story: Stories
) -> None:
    def record() -> None:
        run_id = store.new_run(spec)
        _record(store, run_id, story(run_id).whole())

    thread = threading.Thread(target=record)
    thread.start()
    thread.join()
    assert store.state(1).status == "done"
    store.delete(1)
    assert store.runs() == []


def test_that_an_unknown_run_is_a_key_error(store: Store) -> None:
    with pytest.raises(KeyError):
        store.state(12)
    assert list(store.events(12)) == []


def test_that_deleting_takes_the_events_along_and_the_number_is_not_used_again(
    store: Store, spec: ExperimentSpec, story: Stories
) -> None:
    for _ in range(2):
        run_id = store.new_run(spec)
        _record(store, run_id, story(run_id).whole())
    store.delete(2)
    store.delete(2)
    assert [run.id for run in store.runs()] == [1]
    assert list(store.events(2)) == []
    assert len(list(store.events(1))) == len(story().whole())
    assert store.new_run(spec) == 3


def test_that_a_run_going_on_is_not_deleted(store: Store, spec: ExperimentSpec) -> None:
    run_id = store.new_run(spec)
    with pytest.raises(StoreError, match="still going on"):
        store.delete(run_id)
    assert [run.id for run in store.runs()] == [run_id]


def test_that_an_event_of_another_version_costs_only_itself(
    store: Store, spec: ExperimentSpec, story: Stories
) -> None:
    run_id = store.new_run(spec)
    events = story().whole()
    _record(store, run_id, events)
    body = _group(b'{"kind":"from the future","t":9}', ev.RunCancelled(t=9.0))
    store._writer.run(
        lambda c: c.execute("INSERT INTO events VALUES (?, 999, ?)", (run_id, body))
    )
    *before, warning, last = store.events(run_id)
    assert before == events
    assert isinstance(warning, ev.Warned)
    assert "could not be read back" in str(warning.message)
    assert warning.t == events[-1].t
    assert last == ev.RunCancelled(t=9.0)


def test_that_events_that_cannot_be_unpacked_are_explained(
    store: Store, spec: ExperimentSpec
) -> None:
    run_id = store.new_run(spec)
    store._writer.run(
        lambda c: c.execute("INSERT INTO events VALUES (?, 0, x'0102')", (run_id,))
    )
    with pytest.raises(StoreError, match="damaged"):
        store.state(run_id)


class TestWhenWritingFails:
    def test_that_a_locked_file_costs_the_history_and_not_the_run(
        self, path: Path, spec: ExperimentSpec, story: Stories
    ) -> None:
        events = story().whole()
        with Store(path, busy_s=0.05) as store:
            run_id = store.new_run(spec)
            with closing(sqlite3.connect(path, isolation_level=None)) as other:
                other.execute("BEGIN IMMEDIATE")
                seen = _record(store, run_id, events)
                other.execute("ROLLBACK")
            assert _without_the_warning(seen, "in use by another program") == events
            assert list(store.events(run_id)) == []

    def test_that_a_full_disk_costs_the_rest_of_the_history_and_not_the_run(
        self, store: Store, spec: ExperimentSpec, story: Stories
    ) -> None:
        noise = random.Random(0)
        begun, done = story().trial()
        big = [
            ev.Warned(
                t=1.0, message=Message("{x}", {"x": noise.randbytes(20000).hex()})
            )
            for _ in range(9)
        ]
        events = [story().started(), done, begun, *big, done, story().finished()]
        run_id = store.new_run(spec)
        pages = store._writer.run(
            lambda c: c.execute("PRAGMA page_count").fetchone()[0]
        )
        store._writer.run(
            lambda c: c.execute(f"PRAGMA max_page_count = {pages + 8}").fetchone()
        )
        seen = _record(store, run_id, events)
        assert _without_the_warning(seen, "the disk is full") == events
        kept = list(store.events(run_id))
        assert kept == events[: len(kept)]
        assert kept[-1] == done
        assert store.state(run_id).status != "done"

    def test_that_nothing_is_written_after_a_gap(
        self, path: Path, spec: ExperimentSpec, story: Stories
    ) -> None:
        done = story().trial()[1]
        with (
            Store(path, busy_s=0.05) as store,
            closing(sqlite3.connect(path, isolation_level=None)) as other,
        ):

            def source() -> Iterator[ev.Event]:
                yield done
                other.execute("BEGIN IMMEDIATE")
                yield done
                other.execute("ROLLBACK")
                yield story().finished()

            run_id = store.new_run(spec)
            seen = list(store.record(run_id, source()))
            assert [type(event) for event in seen] == [
                ev.TrialFinished,
                ev.Warned,
                ev.TrialFinished,
                ev.RunFinished,
            ]
            assert list(store.events(run_id)) == [done]
            assert store.state(run_id).status == "interrupted"

    def test_that_a_failure_behind_the_scenes_is_told_with_the_next_event(
        self, path: Path, spec: ExperimentSpec, story: Stories
    ) -> None:
        with (
            Store(path, busy_s=0.01) as store,
            closing(sqlite3.connect(path, isolation_level=None)) as other,
        ):

            def source() -> Iterator[ev.Event]:
                yield story().started()  # written by the writer's own clock, too late
                store._writer.submit(lambda c: None).exception()
                other.execute("ROLLBACK")
                yield story().finished()

            run_id = store.new_run(spec)
            other.execute("BEGIN IMMEDIATE")
            seen = list(store.record(run_id, source()))
            events = [story().started(), story().finished()]
            assert _without_the_warning(seen, "in use by another program") == events
            assert list(store.events(run_id)) == []

    def test_that_a_history_closed_under_a_run_is_told(
        self, path: Path, spec: ExperimentSpec, story: Stories
    ) -> None:
        store = Store(path)
        run_id = store.new_run(spec)
        recording = store.record(run_id, iter(story().whole()))
        first = next(recording)
        store.close()
        seen = [first, *recording]
        assert _without_the_warning(seen, "closed") == story().whole()


def test_that_closing_commits_what_waits_and_ends_the_thread(
    path: Path, spec: ExperimentSpec, story: Stories
) -> None:
    before = set(threading.enumerate())
    store = Store(path)
    assert set(threading.enumerate()) == before
    run_id = store.new_run(spec)
    recording = store.record(run_id, iter(story().whole()))
    first = next(recording)
    store.close()
    store.close()
    assert set(threading.enumerate()) == before
    with Store(path) as again:
        assert list(again.events(run_id)) == [first]


def test_that_a_closed_history_refuses_a_run(path: Path, spec: ExperimentSpec) -> None:
    store = Store(path)
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.new_run(spec)


def _group(*events: ev.Event | bytes) -> bytes:
    lines = [e if isinstance(e, bytes) else ev.encode(e) for e in events]
    return zlib.compress(b"\n".join(lines))


def _without_the_warning(seen: list[ev.Event], reason: str) -> list[ev.Event]:
    """``seen`` without the one warning that the history ends here, and why."""
    told = [
        event
        for event in seen
        if isinstance(event, ev.Warned)
        and "not kept in the history" in str(event.message)
    ]
    assert len(told) == 1
    assert reason in str(told[0].message)
    return [event for event in seen if event is not told[0]]
