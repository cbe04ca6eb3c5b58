"""All faults with their bounds, and the program in which one of them happens."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial

import fault_programs as program
import fault_workers as worker
from fault_outcome import KNOWN_S, ORPHANED_S, Act, Call, Outcome

from tests.engines import engine_tasks
from tests.faults import fault_tasks
from tests.faults.fault_tasks import Trap

RECOVERED_S = 3.0
LADDER_S = 4.0
"""How long after its deadline an endless task may live."""
EXIT_S = 5.0
"""How long a program may take to end once it was asked to."""
LIMIT_S = 120.0
"""When a fault counts as a hang, unless it says otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One line of the table."""

    name: str
    act: Act
    """Makes it happen and fills in the outcome; the flag asks for a small one."""
    detection_s: float | None = KNOWN_S
    recovery_s: float | None = RECOVERED_S
    limit_s: float = LIMIT_S


def perform() -> None:
    """In the fault's program: let it happen and print the outcome."""
    outcome = Outcome()
    fault = next(fault for fault in FAULTS if fault.name == sys.argv[1])
    fault.act(outcome, sys.argv[2:] == ["quick"])
    print(json.dumps(asdict(outcome)))


def _worker_matrix() -> Iterator[Fault]:
    """What may happen to a task in its worker, in each of its three stages."""
    for stage, call in _STAGES.items():
        for how, title in _DEATHS.items():
            act = worker.deadly(partial(call, how))
            yield Fault(name=f"{title}, {stage}", act=act)
        for how, kind in _ERRORS.items():
            yield Fault(
                name=f"{how}, {stage}", act=worker.harmless(call(how, ""), kind)
            )


def _program_matrix() -> Iterator[Fault]:
    """What may happen to a task in the program, before and after its worker."""
    for where, (stage, call) in _STAGES_HERE.items():
        for how, title in _DEATHS.items():
            yield Fault(
                name=f"{title}, {stage}",
                act=program.fatal(where, how),
                detection_s=ORPHANED_S,
            )
        for how, kind in _ERRORS.items():
            yield Fault(name=f"{how}, {stage}", act=worker.harmless(call(how), kind))


def _job(name: str) -> Act:
    """A fault that needs Qt, which is loaded when it happens."""

    def act(outcome: Outcome, quick: bool) -> None:
        import fault_jobs

        getattr(fault_jobs, name)(outcome, quick)

    return act


_DEATHS = {"segfault": "segfault", "libc": "libc _exit"}
_ERRORS = {"exception": "ValueError", "sys.exit": "SystemExit"}
_STAGES: dict[str, Callable[[str, str], Call]] = {
    "unpickling the task": lambda how, notes: (
        fault_tasks.echo,
        Trap("unpickling", how, notes),
    ),
    "running it": lambda how, notes: (fault_tasks.spring, how, notes),
    "pickling its result": lambda how, notes: (
        fault_tasks.make_trap,
        "pickling",
        how,
        notes,
    ),
}
_STAGES_HERE: dict[str, tuple[str, Callable[[str], Call]]] = {
    "pickling": (
        "pickling a task here",
        lambda how: (fault_tasks.echo, Trap("pickling", how)),
    ),
    "unpickling": (
        "unpickling a result here",
        lambda how: (fault_tasks.make_trap, "unpickling", how),
    ),
}
_MEMORY = 2 * worker.GIGABYTE

FAULTS: tuple[Fault, ...] = (
    Fault(name="worker killed mid-task", act=worker.killed_from_outside),
    *_worker_matrix(),
    *_program_matrix(),
    *(
        Fault(
            name=f"workers killing each other: {count}",
            act=worker.neighbours(count),
            limit_s=1_200.0,
        )
        for count in (1, 2, 5, 13)
    ),
    Fault(name="stopped worker: badge, then ended", act=worker.stopped),
    Fault(name="stopped worker: continued in time", act=worker.stopped_and_continued),
    Fault(
        name="endless task in C",
        act=worker.endless(fault_tasks.hold_the_lock),
        detection_s=LADDER_S,
    ),
    Fault(
        name="endless task that ignores SIGTERM",
        act=worker.endless(fault_tasks.refuse_to_end),
        detection_s=LADDER_S,
    ),
    Fault(
        name="task over its memory limit",
        act=worker.harmless(
            (fault_tasks.fill_array, _MEMORY),
            "MemoryError",
            "_ArrayMemoryError",
            memory_limit=_MEMORY,
        ),
    ),
    Fault(name="a result of 1 GB", act=worker.large_result, recovery_s=60.0),
    Fault(
        name="unpicklable result",
        act=worker.harmless((fault_tasks.make_lock,), "TypeError"),
    ),
    Fault(
        name="unpicklable exception",
        act=worker.harmless((engine_tasks.raise_unpicklable,), "ValueError"),
    ),
    Fault(name="a traceback of a megabyte", act=worker.long_traceback),
    Fault(name="a task that prints 10^6 lines", act=worker.many_lines, recovery_s=60.0),
    Fault(name="forests on all cores in workers", act=worker.nested, recovery_s=None),
    Fault(
        name="1,000 queued jobs",
        act=_job("queued_jobs"),
        recovery_s=None,
        limit_s=300.0,
    ),
    Fault(name="1,000 cancelled batches", act=worker.cancel_storm),
    Fault(name="1,000 cancelled jobs", act=_job("cancelled_jobs")),
    Fault(name="window closed mid-run", act=_job("closed_window"), recovery_s=EXIT_S),
    *(
        Fault(
            name=f"Ctrl-C {title}",
            act=program.interrupted(times),
            detection_s=EXIT_S,
            limit_s=300.0,
        )
        for times, title in ((1, "once"), (2, "twice"), (3, "thrice"))
    ),
    Fault(
        name="SIGTERM",
        act=program.ended(signal.SIGTERM, 130, "cancelled"),
        detection_s=EXIT_S,
    ),
    Fault(
        name="kill -9 of the program",
        act=program.ended(signal.SIGKILL, -9, "interrupted"),
        detection_s=ORPHANED_S,
    ),
    Fault(
        name="kill -9 of program and helpers",
        act=program.killed_with_data,
        detection_s=ORPHANED_S,
    ),
    Fault(name="suspended for a minute", act=program.suspended, recovery_s=20.0),
    Fault(name="clock set back a day", act=program.clock_set_back),
)
