"""Faults of the program: ended, killed, suspended, or its clock set back."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import chain
from pathlib import Path

from fault_outcome import Act, Outcome, count_orphans, opened

from tests.engines.waiting import until
from tests.faults import programs
from tests.faults.deadly_program import SAFE_REPEATS
from workbench.core import events as ev
from workbench.core.results import clock
from workbench.core.spec import ExperimentSpec, RepeatSpec
from workbench.session import Session

DAY_S = 86_400.0


def interrupted(times: int) -> Act:
    """Ctrl-C in the terminal, in ever longer steps; detected when the program ended."""

    def act(outcome: Outcome, quick: bool) -> None:
        for turn in range(2 if quick else 15):
            with one_run(outcome, {"cancelled", "interrupted"}) as program:
                begin = clock()
                for _ in range(times):
                    with suppress(ProcessLookupError):
                        os.killpg(program.pid, signal.SIGINT)
                    time.sleep(0.02 * turn)
                status = program.wait()
                outcome.detection.append(clock() - begin)
                fine = status == 130 or (times > 1 and status == -signal.SIGINT)
                outcome.expect(fine, f"exit status {status}")

    return act


def ended(how: signal.Signals, status: int, shown: str) -> Act:
    """The program ended from outside; detected when no worker lives any more."""

    def act(outcome: Outcome, quick: bool) -> None:
        for _ in range(2 if quick else 15):
            with one_run(outcome, {shown}) as program:
                workers = programs.workers(program.pid)
                begin = clock()
                program.send_signal(how)
                found = program.wait()
                count_orphans(outcome, workers)
                outcome.detection.append(clock() - begin)
                outcome.expect(found == status, f"exit status {found}")

    return act


def fatal(where: str, how: str) -> Act:
    """A hard death in the program; detected when no worker lives any more."""

    def act(outcome: Outcome, quick: bool) -> None:
        for _ in range(1 if quick else 5):
            with tempfile.TemporaryDirectory() as name:
                _die_in_program(outcome, where, how, Path(name))

    return act


def _die_in_program(outcome: Outcome, where: str, how: str, folder: Path) -> None:
    module, history = "tests.faults.deadly_program", folder / "history.sqlite"
    with programs.started(["-m", module, where, how, history], folder) as program:
        until(lambda: two_workers(program))
        workers = programs.workers(program.pid)
        status = program.wait()
        begin = clock()
        count_orphans(outcome, workers)
        outcome.detection.append(clock() - begin)
        outcome.expect(status not in (0, 1), f"exit status {status}")
    look_at_history(outcome, folder, {"interrupted"}, 2 * SAFE_REPEATS)


def killed_with_data(outcome: Outcome, quick: bool) -> None:
    """A kill -9 of program, helpers and workers, with data in shared memory.

    Detected when no worker lives any more; recovered when the next engine has a worker,
    and nothing of the old one is left.
    """
    for _ in range(1 if quick else 5):
        with tempfile.TemporaryDirectory() as name:
            _kill_with_data(outcome, Path(name))
        outcome.rounds += 1


def _kill_with_data(outcome: Outcome, folder: Path) -> None:
    command = programs.busy_engine(folder, "refuse_to_end")
    with programs.started(command, folder) as program:
        until((folder / "b").exists)
        outcome.expect(programs.blocks(program.pid), "it held no shared memory")
        workers = programs.workers(program.pid)
        begin = clock()
        programs.kill_group(program)
        program.wait()
        count_orphans(outcome, workers)
        outcome.detection.append(clock() - begin)
    begin = clock()
    with opened(1):
        outcome.recovery.append(clock() - begin)
    left = sorted(programs.blocks(program.pid))
    outcome.expect(not left, f"left after the next start: {left}")


def suspended(outcome: Outcome, quick: bool) -> None:
    """SIGSTOP and SIGCONT of program and workers; recovered when the batch is done."""
    tasks, seconds = (6, 0.3) if quick else (20, 0.5)
    module = "tests.faults.suspended_program"
    limits = ["1", "0.3"] if quick else []
    command: list[str | Path] = ["-m", module, str(tasks), str(seconds), *limits]
    with (
        tempfile.TemporaryDirectory() as name,
        programs.started(command, Path(name)) as program,
    ):
        assert program.stdout is not None
        program.stdout.readline()
        os.killpg(program.pid, signal.SIGSTOP)
        time.sleep(3.0 if quick else 60.0)
        os.killpg(program.pid, signal.SIGCONT)
        begin = clock()
        told = program.communicate()[0].strip()
        outcome.recovery.append(clock() - begin)
    outcome.rounds = 1
    expected = f"results {tasks}, errors 0, restarts 0, silent 0"
    outcome.expect(told == expected, f"it said: {told}")


def clock_set_back(outcome: Outcome, quick: bool) -> None:
    """The wall clock loses a day in every trial; no duration may change."""
    real, lost_s = time.time, 0.0
    time.time = lambda: real() - lost_s
    repeats = 2 if quick else 20
    spec = ExperimentSpec(
        workload="squares",
        params={"numbers": 100, "tasks": 4, "rounds": 10},
        workers=(1, 2),
        repeats=RepeatSpec(minimum=repeats, maximum=repeats),
    )
    begin = clock()
    with (
        tempfile.TemporaryDirectory() as name,
        Session(history=Path(name) / "history.sqlite") as session,
    ):
        events = []
        for event in session.start(spec):
            events.append(event)
            if isinstance(event, ev.TrialStarted):
                lost_s += DAY_S
                outcome.rounds += 1
        run = session.store.state(session.store.runs(limit=1)[0].id)
        took = clock() - begin
    durations = list(chain.from_iterable(run.seconds.values()))
    durations += [phase.seconds for phase in run.phases]
    durations += [event.t for event in events]
    outcome.expect(all(0 <= s <= took for s in durations), "a duration is wrong")
    outcome.expect(run.status == "done", f"the run is {run.status}")
    outcome.expect(len(run.trials) == 2 * repeats, "trials are missing")


@contextmanager
def one_run(outcome: Outcome, shown: set[str]) -> Iterator[subprocess.Popen[str]]:
    """A run that has measured something; afterwards its history is looked at."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        command = programs.experiment(folder, rounds=2_000)
        with programs.started(command, folder) as program:
            workers = programs.measuring(program, folder)
            kept = len(programs.last_run(folder).trials)
            yield program
            count_orphans(outcome, workers)
        look_at_history(outcome, folder, shown, kept)


def look_at_history(outcome: Outcome, folder: Path, shown: set[str], kept: int) -> None:
    """It is whole, holds what was measured, and says how the run ended."""
    begin = clock()
    run = programs.last_run(folder)
    outcome.recovery.append(clock() - begin)
    outcome.rounds += 1
    outcome.expect(run.status in shown, f"shown as {run.status}")
    outcome.expect(len(run.trials) >= kept, "measured trials are missing")
    outcome.expect(programs.sound(folder), "the history is damaged")


def two_workers(program: subprocess.Popen[str]) -> bool:
    """Whether both of its workers are there, or it has ended."""
    return program.poll() is not None or len(programs.workers(program.pid)) == 2
