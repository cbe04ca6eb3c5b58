"""Where tasks run; one adapter per file, registered by these imports.

The process engine, from the runner down to the worker::

    processes     the adapter
    supervisor    its thread: listens to workers, buries the dead, obeys the adapter
      batch       the tasks of one map, and the rule for tasks that end their worker
      deliveries  a task on its way, and what came back of it
      dispatch    which worker gets which tasks, how many at once, and when
      durations   what tasks like these took lately
      pool, seat  the processes, and one of them as the supervisor sees it
      watch       waiting for all of them at once
      awake       a clock that stands still while the program is stopped
    channel, wire               what is said over a pipe, and how
    shared, placement, large    what goes through shared memory instead
    spare                       a block of it that is kept for the next arrays
    pulse                       what a worker shows without being asked
    worker, watchdog            the other end: runs tasks, ends when the program is gone
    mailbox                     how other threads ask the supervisor's
    failures, waiting           what other threads get to know
    scratch                     where fault handlers write
    cpu                         CPU time of tasks too short to be asked for it
    execute, caps, memory       one task inside guards, on every engine alike

``serial``, ``threads`` and ``vectorised`` are a file each, and need no process.

Engines on somebody else's pool (``joblib_engine`` with ``joblib_pool``) share::

    foreign_engine   what stays warm, is warmed up, cancelled and replaced
      foreign_pool   a worker of such a pool, and the tasks of one map
        foreign      a chunk of tasks on such a worker

and those that use a cluster::

    addresses    where it listens, and whether that address may be used
    connecting   reaching it in five seconds, or saying why not
    versions     whether its workers have what this program has
    clocks       what takes a worker's clock to this one's
"""

from __future__ import annotations

from workbench.engines import processes, serial, threads, vectorised

# Those with libraries of their own come after the program's.
# isort: split
from workbench.engines import joblib_engine
from workbench.engines.base import (
    ENGINES,
    Availability,
    Engine,
    PoolState,
    Schedule,
)

__all__ = [
    "ENGINES",
    "Availability",
    "Engine",
    "PoolState",
    "Schedule",
    "joblib_engine",
    "processes",
    "serial",
    "threads",
    "vectorised",
]
