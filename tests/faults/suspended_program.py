"""A batch under small limits that says whether anything raised an alarm.

    python -m tests.faults.suspended_program TASKS SECONDS [SILENCE_S SLACK_S]

That many tasks, each of so many seconds of computing, under the engine's own limits of
silence or under these. It says ``running`` once they run, and what came of them.
"""

from __future__ import annotations

import sys
import threading
from typing import cast

from tests.faults import fault_tasks
from workbench.core.cancel import CancelToken
from workbench.core.plan import Task
from workbench.engines import ENGINES, awake, seat
from workbench.engines.base import Schedule
from workbench.engines.processes import ProcessEngine

MARGIN_S = 3.0
"""What a task may take beyond its own seconds."""


def main(tasks: int, seconds: float, *limits: float) -> None:
    """Run the batch and print."""
    if limits:
        seat.SILENCE_S, awake.SLACK_S = limits
    silent: set[int] = set()
    over = threading.Event()
    with cast(ProcessEngine, ENGINES.get("processes")()) as engine:
        engine.ensure(2)
        engine.schedule = Schedule(task_limit_s=seconds + MARGIN_S)

        def listen() -> None:
            while not over.wait(0.005):
                silent.update(engine.state().silent)

        listener = threading.Thread(target=listen)
        listener.start()
        batch = [
            Task(id=i, fn=fault_tasks.compute, args=(seconds,)) for i in range(tasks)
        ]
        results = engine.map(batch, CancelToken(), workers=2)
        seen = [next(results)]
        print("running", flush=True)  # noqa: T201
        seen += results
        over.set()
        listener.join()
        restarts = engine.state().restarts
    errors = sum(result.error is not None for result in seen)
    print(  # noqa: T201
        f"results {len(seen)}, errors {errors}, restarts {restarts}, "
        f"silent {len(silent)}"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), *map(float, sys.argv[2:]))
