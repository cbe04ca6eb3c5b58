"""Workbench: experiment with parallelism and ensembles on one desktop.

The whole program on one screen::

    ExperimentSpec ── planner.expand ──► Plan of Trials
                                          │
         runner.run(plan, engines, cancel) │  a generator of events
           ├─ workload.steps(trial, data)  │  decompose, aggregate
           └─ engine.map(tasks, cancel)    ▼  assign, execute
                       store.record(events)    written first, then passed on
                                          │
                state = reduce(state, event)   the window and the CLI read the same
                events

``core`` holds the words, ``session.Session`` is the way in from a script::

    from workbench.session import Session
    from workbench.core.spec import ExperimentSpec

    with Session() as session:
        for event in session.start(ExperimentSpec()):
            print(event)
"""

from __future__ import annotations

__version__ = "0.1.0"
