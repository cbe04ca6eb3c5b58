from __future__ import annotations

import json
from typing import get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core import events as ev
from workbench.core.messages import Message


def test_that_every_kind_of_event_is_drawn_by_these_tests(kinds: set[type]) -> None:
    assert kinds == set(get_args(ev.Event))


@given(data=st.data())
def test_that_any_event_survives_a_line_of_json(
    any_event: st.SearchStrategy[ev.Event], data: st.DataObject
) -> None:
    event = data.draw(any_event)
    line = ev.encode(event)
    assert b"\n" not in line
    assert ev.decode(line) == ev.decode(line.decode()) == event


def test_that_a_line_names_its_kind() -> None:
    line = ev.encode(ev.Warned(t=1.5, message=Message("Mind.")))
    assert json.loads(line) == {
        "kind": "warned",
        "t": 1.5,
        "message": {"template": "Mind.", "values": {}},
    }


def test_that_fields_of_a_later_version_are_left_out() -> None:
    line = b'{"kind":"run_cancelled","t":2.0,"by":"somebody"}'
    assert ev.decode(line) == ev.RunCancelled(t=2.0)


def test_that_a_trial_and_an_estimate_of_an_earlier_version_still_open() -> None:
    trial = ev.decode(
        b'{"kind":"trial_finished","t":1.5,"trial":{"id":1,"engine":"threads",'
        b'"workers":2,"repeat":1},"seconds":1.0,"decompose_s":0.1,"execute_s":0.8,'
        b'"aggregate_s":0.1,"cpu_s":1.6,"tasks":8,"failed_tasks":0,'
        b'"scores":{"digest":"abc"}}'
    )
    assert isinstance(trial, ev.TrialFinished)
    assert trial.conditions is None
    estimate = ev.decode(
        b'{"kind":"estimated","t":2.0,"scaling":[],"models":{},'
        b'"identical_across_workers":null,"verdict":{},"remaining_s":null,'
        b'"trials_left":0}'
    )
    assert isinstance(estimate, ev.Estimated)
    assert (estimate.scatter, estimate.unstable) == ((), None)


@pytest.mark.parametrize(
    "line",
    [b"", b"{}", b"[]", b'{"kind":"unknown","t":1}', b'{"kind":"warned","t":1}', b"\0"],
)
def test_that_anything_else_is_a_decode_error(line: bytes) -> None:
    with pytest.raises(msgspec.DecodeError):
        ev.decode(line)


def test_that_a_run_has_three_ways_to_end() -> None:
    assert set(ev.End) == {ev.RunFinished, ev.RunCancelled, ev.RunFailed}


def test_that_a_point_from_before_weak_scaling_did_the_same_work() -> None:
    line = (
        b'{"kind":"estimated","t":1.0,"scaling":[{"workers":2,"seconds":[1.0],'
        b'"median_s":1.0,"speedup":1.9,"ci95":null,"efficiency":0.95}],"models":{},'
        b'"identical_across_workers":true,"verdict":{},"remaining_s":null,'
        b'"trials_left":0}'
    )
    event = ev.decode(line)
    assert isinstance(event, ev.Estimated)
    assert event.scaling[0].work == 1.0
