from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.anatomy import PARTS, Anatomy
from workbench.core.results import Timing
from workbench.scaling import Lanes, mean_anatomy


def timing(worker: int, *readings: float, cpu: float | None = None) -> Timing:
    """A task whose readings are submitted … completed, in order."""
    submitted, received, started, ended, packed, completed = readings
    return Timing(
        worker=worker,
        submitted=submitted,
        received=received,
        started=started,
        ended=ended,
        packed=packed,
        completed=completed,
        cpu_s=ended - started if cpu is None else cpu,
    )


def parts(anatomy: Anatomy) -> dict[str, float]:
    return {part: round(getattr(anatomy, f"{part}_s"), 9) for part in PARTS}


def test_that_each_stretch_of_a_lane_goes_to_its_part() -> None:
    lanes = Lanes(2)
    lanes.add(
        [
            timing(0, 1.0, 2.0, 3.0, 7.0, 8.0, 9.0, cpu=3.0),
            timing(1, 1.0, 1.5, 2.0, 4.0, 4.0, 4.5),
            timing(1, 5.0, 5.5, 6.0, 6.5, 6.5, 7.0),
        ],
        begin=0.0,
        end=9.0,
    )
    found = lanes.anatomy(makespan_s=9.5, serial_s=0.5)
    assert parts(found) == {
        "compute": 3.0 + 2.0 + 0.5,
        "contention": 1.0,
        "transfer": (2.0 + 2.0) + (1.0 + 0.5) + (1.0 + 0.5),
        "dispatch": 1.0 + 1.0 + 0.5,
        "imbalance": 2.0,
        "serial": 2 * 0.5,
    }
    assert found.unattributed_s == pytest.approx(0.0)
    assert found.tasks == 3
    assert found.longest_task_s == 4.0


def test_that_a_task_sent_ahead_costs_only_what_its_worker_waited() -> None:
    lanes = Lanes(1)
    lanes.add(
        [
            timing(0, 0.0, 0.0, 0.0, 5.0, 5.0, 5.5),
            timing(0, 1.0, 5.25, 5.25, 6.0, 6.0, 6.0),
        ],
        begin=0.0,
        end=6.0,
    )
    found = lanes.anatomy(makespan_s=6.0, serial_s=0.0)
    assert found.transfer_s == pytest.approx(0.25)
    assert found.dispatch_s == 0.0


def test_that_a_worker_without_a_task_waits_for_dispatch_then_for_the_others() -> None:
    lanes = Lanes(2)
    lanes.add([timing(0, 1.0, 1.0, 1.0, 4.0, 4.0, 4.0)], begin=0.0, end=4.0)
    found = lanes.anatomy(makespan_s=4.0, serial_s=0.0)
    assert found.dispatch_s == 2.0
    assert found.imbalance_s == 3.0


def test_that_the_readers_pauses_are_no_part_of_a_trial() -> None:
    lanes = Lanes(1)
    lanes.add(
        [
            timing(0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0),
            timing(0, 3.0, 3.0, 3.0, 4.0, 4.0, 4.0),
        ],
        begin=0.0,
        end=4.0,
        paused_s=1.5,
    )
    found = lanes.anatomy(makespan_s=2.5, serial_s=0.0)
    assert found.dispatch_s == 0.5
    assert found.unattributed_s == pytest.approx(0.0)


@st.composite
def schedules(draw: st.DrawFn) -> tuple[int, list[Timing], float]:
    """Any lanes whose clock readings are in order, and the end of the batch."""
    workers = draw(st.integers(1, 4))
    step = st.floats(0.0, 1.0)
    timings, end = [], 0.0
    for worker in range(draw(st.integers(1, workers))):
        now = 0.0
        for _ in range(draw(st.integers(1, 5))):
            ahead = draw(step)
            received = now + draw(step)
            started = received + draw(step)
            ended = started + draw(step)
            packed = ended + draw(step)
            submitted = max(0.0, received - ahead)
            completed = packed + draw(step)
            now = packed if draw(st.booleans()) else completed
            end = max(end, completed, now)
            timings.append(
                timing(
                    worker,
                    submitted,
                    received,
                    started,
                    ended,
                    packed,
                    completed,
                    cpu=draw(st.floats(0.0, 2.0)),
                )
            )
    return workers, timings, end


@given(schedules(), st.floats(0.0, 1.0))
def test_that_the_parts_add_up_to_workers_times_makespan(
    schedule: tuple[int, list[Timing], float], serial: float
) -> None:
    workers, timings, end = schedule
    lanes = Lanes(workers)
    lanes.add(timings, 0.0, end)
    found = lanes.anatomy(makespan_s=end + serial, serial_s=serial)
    assert found.unattributed_s == pytest.approx(0.0, abs=1e-6)
    assert all(getattr(found, f"{part}_s") >= -1e-9 for part in PARTS)


@given(schedules())
def test_that_a_reading_out_of_order_is_not_hidden(
    schedule: tuple[int, list[Timing], float],
) -> None:
    """A task that claims to have run after the batch's end is time unexplained."""
    workers, timings, end = schedule
    late = timing(0, end, end, end + 1.0, end + 3.0, end + 3.0, end + 3.0)
    lanes = Lanes(workers)
    lanes.add([*timings, late], 0.0, end)
    found = lanes.anatomy(makespan_s=end, serial_s=0.0)
    assert found.unattributed_s < -1.9


def test_that_the_mean_of_trials_adds_up_too() -> None:
    found = []
    for seconds in (4.0, 6.0):
        lanes = Lanes(1)
        lanes.add(
            [timing(0, 0.0, 0.0, 0.0, seconds, seconds, seconds)], 0.0, seconds + 1
        )
        found.append(lanes.anatomy(makespan_s=seconds + 1, serial_s=0.0))
    mean = mean_anatomy(found)
    assert mean.makespan_s == 6.0
    assert mean.compute_s == 5.0
    assert mean.share("compute") == pytest.approx(5 / 6)
    assert mean.unattributed_s == pytest.approx(0.0)
