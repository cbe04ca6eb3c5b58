"""``workbench run`` of an experiment whose third repeat ends the program itself.

    python -m tests.faults.deadly_program WHERE HOW HISTORY

``WHERE`` is ``pickling`` (a task) or ``unpickling`` (a result), ``HOW`` a way to die.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.faults import fault_tasks
from tests.faults.fault_tasks import Trap
from workbench.cli import main
from workbench.core.data import DataHandle
from workbench.core.messages import plain
from workbench.core.plan import Steps, Submit, Task, Trial
from workbench.core.results import Scores
from workbench.core.spec import ExperimentSpec, RepeatSpec, to_json
from workbench.workloads.base import WORKLOADS, Size, WorkloadEntry

SAFE_REPEATS = 2


class Deadly:
    """Harmless tasks, until a repeat that brings the deadly one."""

    metric = ""

    def __init__(self, where: str, how: str) -> None:
        self._deadly = (
            Task(id=0, fn=fault_tasks.echo, args=(Trap(where, how),))
            if where == "pickling"
            else Task(id=0, fn=fault_tasks.make_trap, args=(where, how))
        )

    def arrays(self) -> dict[str, object]:
        return {}

    def warm_up(self, data: DataHandle) -> Sequence[Task]:
        return list(self._harmless())

    def steps(self, trial: Trial, data: DataHandle) -> Steps:
        tasks = list(self._harmless())
        yield Submit(tasks=[self._deadly] if trial.repeat > SAFE_REPEATS else tasks)
        return Scores(digest="")

    def _harmless(self) -> Iterator[Task]:
        return (Task(id=i, fn=fault_tasks.pid) for i in range(4))


def run(where: str, how: str, history: Path) -> int:
    """Register the workload and run it from the command line; the exit status."""
    WORKLOADS.add(
        "deadly",
        WorkloadEntry(
            name="deadly",
            title=plain("deadly"),
            help=plain("Ends the program."),
            build=lambda spec: Deadly(where, how),
            size=lambda spec, workers=1: Size(tasks=4, seconds=0.1, costs={}),
            validate=lambda spec: [],
            uses_data=False,
        ),
    )
    spec = history.with_name("deadly.json")
    repeats = RepeatSpec(minimum=SAFE_REPEATS + 1, maximum=SAFE_REPEATS + 1)
    spec.write_text(
        to_json(ExperimentSpec(workload="deadly", workers=(2,), repeats=repeats))
    )
    return main(["run", str(spec), "--quiet", "--history", str(history)])


if __name__ == "__main__":
    sys.exit(run(sys.argv[1], sys.argv[2], Path(sys.argv[3])))
