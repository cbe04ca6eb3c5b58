"""What each fault costs: how soon it is known, how soon the work goes on, who pays.

Each fault happens in a program of its own, in a session of its own, under a limit of
time, so that one that hangs is a figure and not the end of the benchmark.

*detection*  for a process that ends: from its death, which it or its killer notes down
             just before, until the supervisor has taken it off its list. For others:
             from what happened until the program has the error, has been shown the
             silence, has stopped, or has ended (each fault says which).
*recovery*   from the first death of a round (of workers that kill each other: the
             last), or from what else happened, until the whole batch is complete or
             fresh workers have answered; the longest of all rounds.
*lost*       harmless tasks without their right value, or with two.
*orphans*    processes of the fault's session that live 2 s after its program.
*shm*        blocks of shared memory left after the next start of an engine.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from math import ceil
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2]))  # where the tests are

import common
import psutil
from fault_list import FAULTS, Fault
from fault_outcome import ORPHANED_S, Outcome

from tests.engines.waiting import until
from tests.faults import programs

HERE = Path(__file__).parent
AIM = (
    "95 of 100 deaths known within 1 s, recovery within 3 s, other faults within the "
    "bounds in the table; nothing lost, hung, orphaned or leaked"
)
HEADER = (
    *("fault", "rounds", "detection", "≤", "recovery", "≤"),
    *("lost", "hangs", "orphans", "shm", "ok"),
)
NEXT_START = """
from workbench.engines import ENGINES
with ENGINES.get("processes")():
    pass
"""


@dataclass(slots=True)
class Row:
    """What was found in the program, and around it afterwards."""

    fault: Fault
    outcome: Outcome
    hangs: int = 0
    orphans: int = 0
    leaked: int = 0

    @property
    def detection(self) -> float | None:
        """The 95th percentile."""
        values = sorted(self.outcome.detection)
        return values[ceil(0.95 * len(values)) - 1] if values else None

    @property
    def recovery(self) -> float | None:
        """The longest."""
        return max(self.outcome.recovery, default=None)

    @property
    def cells(self) -> tuple[object, ...]:
        """What the table shows, as ``HEADER`` names it."""
        times = (
            self.detection,
            self.fault.detection_s if self.outcome.detection else None,
            self.recovery,
            self.fault.recovery_s if self.outcome.recovery else None,
        )
        return (
            self.fault.name,
            self.outcome.rounds,
            *("–" if seconds is None else f"{seconds:.3g}" for seconds in times),
            self.outcome.lost,
            self.hangs,
            self.orphans,
            self.leaked,
            "yes" if self.ok else "NO",
        )

    @property
    def ok(self) -> bool:
        """Whether every bound was kept."""
        kept = [
            found <= bound
            for found, bound in (
                (self.detection, self.fault.detection_s),
                (self.recovery, self.fault.recovery_s),
            )
            if found is not None and bound is not None
        ]
        outcome = self.outcome
        return all(kept) and not (
            outcome.lost or outcome.broken or self.hangs or self.orphans or self.leaked
        )


def main() -> int:
    """Every fault in turn, then the table; 1 if any bound was broken."""
    parser = common.parser(__doc__, AIM)
    parser.add_argument("--only", metavar="WORDS", help="faults whose name holds this")
    options = parser.parse_args()
    if sys.platform == "win32":
        print("These are POSIX signals and deaths; there is nothing to do on Windows.")
        return 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # leave no session behind
    rows = []
    for fault in FAULTS:
        if (options.only or "") in fault.name:
            rows.append(happen(fault, quick=options.quick))
            print(*rows[-1].cells, sep="  ", file=sys.stderr, flush=True)
    report(rows)
    return 0 if all(row.ok for row in rows) else 1


def report(rows: Sequence[Row]) -> None:
    """Print the table, what was not as it must be, and the closing line."""
    common.show(
        "What each fault costs: seconds (detection p95, longest recovery), who pays",
        HEADER,
        [row.cells for row in rows],
    )
    print(f"\nAim: {AIM}.")
    for row in rows:
        for sentence in row.outcome.broken:
            print(f"\n{row.fault.name}: {sentence}")
    faults = {
        row.fault.name: {
            "rounds": row.outcome.rounds,
            "detections": len(row.outcome.detection),
            "detection_p95_s": row.detection,
            "detection_bound_s": row.fault.detection_s,
            "recovery_max_s": row.recovery,
            "recovery_bound_s": row.fault.recovery_s,
            "innocent_lost": row.outcome.lost,
            "hangs": row.hangs,
            "orphans": row.orphans,
            "leaked_shared_memory": row.leaked,
            "broken": row.outcome.broken,
            "ok": row.ok,
        }
        for row in rows
    }
    common.conclude("faults", {"ok": all(row.ok for row in rows), "faults": faults})


def happen(fault: Fault, *, quick: bool) -> Row:
    """Run the fault's program and look for what it leaves behind."""
    before = programs.blocks()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        process = start(fault, folder, quick=quick)
        row = Row(fault, Outcome())
        try:
            process.wait(fault.limit_s)
        except subprocess.TimeoutExpired:
            row.hangs = 1
        finally:
            process.kill()
            process.wait()
            row.orphans = orphans(process.pid)
        told = (folder / "told").read_text().splitlines()
        if process.returncode == 0 and told:
            row.outcome = Outcome(**json.loads(told[-1]))
        elif not row.hangs:
            words = (folder / "errors").read_text(errors="replace").splitlines()
            row.outcome.expect(False, f"it failed: {words[-1:]}")
    if programs.blocks() - before:
        row.leaked = leaked(before)
    return row


def start(fault: Fault, folder: Path, *, quick: bool) -> subprocess.Popen[bytes]:
    """The fault's program. It has no file, so that workers need not import this one."""
    path = os.pathsep.join([str(HERE), str(programs.ROOT)])
    homes = dict.fromkeys(("TMPDIR", "HOME", "XDG_DATA_HOME"), str(folder))
    with (folder / "told").open("wb") as told, (folder / "errors").open("wb") as errors:
        return subprocess.Popen(
            [
                sys.executable,
                "-c",
                "import fault_list; fault_list.perform()",
                fault.name,
            ]
            + (["quick"] if quick else []),
            stdout=told,
            stderr=errors,
            start_new_session=True,
            env=os.environ
            | homes
            | {"PYTHONPATH": path, "QT_QPA_PLATFORM": "offscreen"},
        )


def orphans(session: int) -> int:
    """Processes of the session that live on, after a grace; they are killed."""
    with suppress(TimeoutError):
        until(lambda: not members(session), ORPHANED_S)
    left = members(session)
    for process in left:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    return len(left)


def members(session: int) -> list[psutil.Process]:
    """Whoever is alive in the session."""
    found = []
    for pid in psutil.pids():
        with suppress(ProcessLookupError, psutil.NoSuchProcess):
            if os.getsid(pid) == session and programs.alive(psutil.Process(pid)):
                found.append(psutil.Process(pid))
    return found


def leaked(before: set[str]) -> int:
    """Blocks that even the next start of an engine leaves, other programs' left out."""
    subprocess.run([sys.executable, "-c", NEXT_START], cwd=programs.ROOT, check=True)
    names = programs.blocks() - before
    return sum(not psutil.pid_exists(programs.owner(name)) for name in names)


if __name__ == "__main__":
    sys.exit(main())
