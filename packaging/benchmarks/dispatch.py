"""What it costs to hand out a task: 2,000 tasks that do nothing, on 2 warm workers.

Ours is the program's own way: ``runner.run`` with every event delivered to its reader,
only the history left out. It makes its tasks, hands them out, takes results with their
full timing, and tells of each. The peers make the same calls and give back their
values, without saying when or where each ran.

Every side has workers of its own, which stay alive and idle while others run. Before
anything is timed each side runs all tasks three times. Then sides take turns, see
``common``. A peer's time is from its first submission to its last value; ours is from
the trial's start to its ``TrialFinished`` event, as the reader sees it.

“In pieces” is as many tasks per message as ``multiprocessing.Pool.map`` chooses by
itself: an eighth of them, for 2 workers. joblib learns the size of its batches anew in
every call, as in most programs; “kept” is one ``Parallel`` held open for all repeats,
which remembers it.
"""

from __future__ import annotations

import importlib.util
import multiprocessing
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import ExitStack, contextmanager

import common
import work
from joblib import Parallel, delayed
from joblib.externals.loky import get_reusable_executor
from msgspec import structs
from work import nothing

from workbench.core.cancel import CancelToken
from workbench.core.plan import Plan
from workbench.core.spec import ExperimentSpec, RepeatSpec, ScheduleSpec
from workbench.planner import expand
from workbench.runner import machine, run
from workbench.session import Engines

WORKERS = 2
TASKS = 2_000
WARM_UPS = 3
ADAPTIVE = "workbench, adaptive"
SINGLE = "workbench, one by one"
EXECUTOR = "ProcessPoolExecutor, one by one"
JOBLIB = "joblib, automatic batches"
LIMITS = {(ADAPTIVE, JOBLIB): 0.4, (SINGLE, EXECUTOR): 0.6}
AIM = (
    "ours at most 0.4 of joblib's time with automatic batches, and one by one at most "
    "0.6 of ProcessPoolExecutor's"
)


def main() -> None:
    """Measure and print."""
    parser = common.parser(__doc__, AIM)
    parser.add_argument("--repeats", type=int, default=15, metavar="N")
    parser.add_argument("--tasks", type=int, default=TASKS, metavar="N")
    options = parser.parse_args()
    repeats = 2 if options.quick else options.repeats
    tasks = min(300, options.tasks) if options.quick else options.tasks
    with ExitStack() as stack:
        sides = ours(stack, tasks, repeats) | peers(stack, tasks)
        for _ in range(WARM_UPS):
            for name in sides.keys() - {ADAPTIVE, SINGLE}:
                sides[name]()
        seconds = common.interleave(sides, repeats)
    report(seconds, tasks, repeats)


def ours(stack: ExitStack, tasks: int, repeats: int) -> dict[str, common.Side]:
    """Our two ways, warmed up; each has workers of its own, as the peers have."""
    work.register()
    sides = {}
    for name, chunk in {ADAPTIVE: 0, SINGLE: 1}.items():
        spec = ExperimentSpec(
            workload=work.NOTHING,
            params={"tasks": tasks},
            workers=(WORKERS,),
            schedule=ScheduleSpec(chunk=chunk),
            repeats=RepeatSpec(minimum=WARM_UPS + repeats, maximum=WARM_UPS + repeats),
        )
        engines = Engines()
        stack.callback(engines.close)
        trials = common.Trials(run(without_baseline(spec), engines, CancelToken()))
        stack.callback(trials.close)
        sides[name] = _next_of(trials)
        for _ in range(WARM_UPS):
            sides[name]()
    return sides


def without_baseline(spec: ExperimentSpec) -> Plan:
    """The spec's plan, without the trials on 1 worker that every plan has."""
    plan = expand(spec, machine().cores)
    blocks = (
        tuple(trial for trial in block if trial.workers == WORKERS)
        for block in plan.blocks
    )
    return structs.replace(plan, blocks=tuple(blocks))


def peers(stack: ExitStack, tasks: int) -> dict[str, common.Side]:
    """The others' ways; each has started its workers."""
    piece = max(1, tasks // (4 * WORKERS))
    numbers = range(tasks)
    spawn = multiprocessing.get_context("spawn")
    executor = stack.enter_context(ProcessPoolExecutor(WORKERS, mp_context=spawn))
    pool = stack.enter_context(spawn.Pool(WORKERS))
    stack.callback(lambda: get_reusable_executor().shutdown(wait=True))
    kept = stack.enter_context(Parallel(n_jobs=WORKERS))

    def call(parallel: Parallel) -> None:
        parallel(delayed(nothing)(number) for number in numbers)

    ways: dict[str, Callable[[], object]] = {
        EXECUTOR: lambda: submit_each(executor, tasks),
        "ProcessPoolExecutor, in pieces": lambda: drain(
            executor.map(nothing, numbers, chunksize=piece)
        ),
        "multiprocessing.Pool, one by one": lambda: drain(
            pool.imap_unordered(nothing, numbers)
        ),
        "multiprocessing.Pool, in pieces": lambda: drain(
            pool.imap_unordered(nothing, numbers, piece)
        ),
        "joblib, one by one": lambda: call(Parallel(n_jobs=WORKERS, batch_size=1)),
        JOBLIB: lambda: call(Parallel(n_jobs=WORKERS)),
        f"{JOBLIB}, kept": lambda: call(kept),
    }
    if importlib.util.find_spec("loky") is None:
        print("loky is not installed and left out: it is in the extra “bench”.")
    else:
        loky = stack.enter_context(loky_executor())
        ways["loky, one by one"] = lambda: submit_each(loky, tasks)
    return {name: common.timed(way) for name, way in ways.items()}


@contextmanager
def loky_executor() -> Iterator[Executor]:
    """Loky's own pool, without joblib around it."""
    from loky import ProcessPoolExecutor as Loky

    with Loky(max_workers=WORKERS) as executor:
        yield executor


def submit_each(executor: Executor, tasks: int) -> None:
    """Every task submitted by itself, every value waited for."""
    for future in [executor.submit(nothing, number) for number in range(tasks)]:
        future.result()


def drain(values: Iterator[object]) -> None:
    """Take all values."""
    deque(values, maxlen=0)


def report(seconds: common.Seconds, tasks: int, repeats: int) -> None:
    """Print the tables and the closing line."""
    print(f"{tasks} tasks that do nothing, {WORKERS} workers, {repeats} repeats")
    common.show(
        "µs a task",
        ("", "median", "smallest", "largest"),
        [(name, *common.spread(s, 1e6 / tasks)) for name, s in seconds.items()],
    )
    ratios = common.ratios(seconds, (ADAPTIVE, SINGLE))
    common.show(
        "Our time as a share of a peer's, with 95 % interval",
        ("", "ratio", "low", "high"),
        [(name, *common.cells(found)) for name, found in ratios.items()],
    )
    aims = []
    for (mine, other), limit in LIMITS.items():
        name = common.ratio_name(mine, other)
        aims.append(common.Aim.of(name, ratios[name], limit))
    common.conclude(
        "dispatch",
        {
            "tasks": tasks,
            "workers": WORKERS,
            "repeats": repeats,
            "seconds": seconds,
            "ratio": common.figures(ratios),
            "aims": common.judge(aims),
        },
    )


def _next_of(trials: common.Trials) -> common.Side:
    def side() -> float:
        if trials.upcoming() is None:
            raise SystemExit("the run ended before its repeats")
        return trials.finish()[0]

    return side


if __name__ == "__main__":
    main()
