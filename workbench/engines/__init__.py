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

``dask_engine`` uses a cluster of this computer (``dask_local``, ``dask_process``) or
somebody else's (``dask_remote``, ``dask_guest``), both through a ``dask_link``.
``ray_engine`` reaches either through a driver in a process of its own, see there.
All that use a cluster share::

    addresses    where it listens, and whether that address may be used
    connecting   reaching it in five seconds, or saying why not
    versions     whether its workers have what this program has
    clocks       what takes a worker's clock to this one's

Apache Spark has a process of its own beside ours, which holds its context::

    spark_engine   the adapter, and spark_pool its workers
      spark_link   the driver process as the adapter sees it
        spark_wire what they say to each other
      spark_driver the driver process
        spark_jobs jobs on Spark, one at a time for each worker
        spark_cluster, keeper  a master and a worker of our own
      spark_task   what runs in Spark's Python workers
    java, spark_settings, spark_failures   what it needs, is told, and says
"""

from __future__ import annotations

from workbench.engines import processes, serial, threads, vectorised

# Those with libraries of their own come after the program's.
# isort: split
from workbench.engines import dask_engine, joblib_engine, ray_engine, spark_engine
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
    "dask_engine",
    "joblib_engine",
    "processes",
    "ray_engine",
    "serial",
    "spark_engine",
    "threads",
    "vectorised",
]
