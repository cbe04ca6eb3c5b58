"""Why a run is not faster, in words, with the cure: read off its anatomy.

Each rule looks at one cause. A rule speaks only when its cause costs a share of the
worker-seconds that a person would notice, and promises a gain only where a measurement
supports one. The most expensive cause comes first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from workbench.core.anatomy import Anatomy, Change, Diagnosis, WorkerFacts
from workbench.core.messages import QT_TRANSLATE_NOOP, Message

NOTICEABLE = 0.10
"""The share of worker-seconds from which on a loss is worth a sentence."""
TINY_S = 0.002
"""Tasks shorter than this cost a good part of themselves to hand out one by one."""
AHEAD = 1.1
"""A cure is offered for a promised gain of at least this factor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What a diagnosis needs to know beside the anatomies; counts are of cores."""

    cores: int
    """What the process may use: see ``runner.Machine``."""
    logical: int
    physical: int | None
    quota: float | None
    affinity: int | None
    engine: str
    threads_per_worker: int
    """As asked for; 0 is the libraries' own default."""
    chunk: int
    order: str
    weak: bool = False
    """Whether the problem grows with the workers."""
    workers: Sequence[WorkerFacts] = ()
    capped: Mapping[int, float] = field(default_factory=dict)
    """Measured ratio of the present time to that with one native thread per worker, by
    worker count; see the runner's pilot."""

    @property
    def native_threads(self) -> int:
        """The most threads that a native library of a worker would use."""
        found = [n for facts in self.workers for n in facts.threads.values()]
        return max(found, default=1)


def diagnose(found: Sequence[Anatomy], about: Circumstances) -> tuple[Diagnosis, ...]:
    """What costs most, first; empty when nothing noticeable is lost.

    ``found`` has one anatomy per worker count. Only the largest count is judged: there
    the losses are largest, and it is what the person asked for.
    """
    if not found:
        return ()
    worst = max(found, key=lambda anatomy: anatomy.workers)
    rules = (
        _oversubscribed(found, worst, about),
        _more_workers_than_cores(found, worst, about),
        _interpreter_lock(found, worst, about),
        _tiny_tasks(worst, about),
        _transfer(worst, about),
        _long_task(worst, about),
        _serial(worst),
        _memory_bound(found, worst, about),
    )
    weighed = [pair for rule in rules for pair in rule]
    weighed.sort(key=lambda pair: -pair[0])
    return tuple(diagnosis for _, diagnosis in weighed)


Weighed = Iterator[tuple[float, Diagnosis]]
"""The share of worker-seconds that the cause costs, and the diagnosis."""


def _oversubscribed(
    found: Sequence[Anatomy], worst: Anatomy, about: Circumstances
) -> Weighed:
    """Threads × workers > cores, and one thread per worker was measured to be faster.

    On worker processes the CPU time of tasks exceeds their wall time where a library
    uses threads; that ratio is given as evidence.
    """
    threads, demand = about.native_threads, about.native_threads * worst.workers
    if threads < 2 or demand <= about.cores or about.threads_per_worker == 1:
        return
    gain = about.capped.get(worst.workers)
    if gain is None or gain < AHEAD:
        return
    wall = worst.compute_s + worst.contention_s
    yield (
        1 - 1 / gain,
        Diagnosis(
            code="oversubscribed",
            finding=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "Oversubscribed: {workers} workers × {threads} native threads want "
                    "{demand} cores, there are {cores}. Tasks used {ratio:.2f} s of "
                    "CPU per second.",
                ),
                {
                    "workers": worst.workers,
                    "threads": threads,
                    "demand": demand,
                    "cores": about.cores,
                    "ratio": worst.cpu_s / wall if wall else 0.0,
                },
            ),
            cure=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "Give each worker one thread: the same tasks then took {share:.0f} "
                    "% of the time.",
                ),
                {"share": 100 / gain},
            ),
            changes=(Change(field="threads_per_worker", value=1),),
            promised=gain,
        ),
    )


def _added_contention(found: Sequence[Anatomy], worst: Anatomy) -> float:
    """The share of waiting inside tasks that one worker alone does not have.

    A task that sleeps, or waits for a disk, waits for no core.
    """
    alone = next((anatomy for anatomy in found if anatomy.workers == 1), None)
    return worst.share("contention") - (alone.share("contention") if alone else 0.0)


def _more_workers_than_cores(
    found: Sequence[Anatomy], worst: Anatomy, about: Circumstances
) -> Weighed:
    share = _added_contention(found, worst)
    if worst.workers <= about.cores or share < NOTICEABLE or about.engine == "serial":
        return
    values = {
        "workers": worst.workers,
        "cores": about.cores,
        "share": 100 * share,
        "logical": about.logical,
    }
    if about.quota is not None and about.quota < about.logical:
        text = QT_TRANSLATE_NOOP(
            "Message",
            "{workers} workers, but a quota leaves this program {cores} of {logical} "
            "cores: {share:.0f} % of the workers’ time is waiting for one.",
        )
    elif about.affinity is not None and about.affinity < about.logical:
        text = QT_TRANSLATE_NOOP(
            "Message",
            "{workers} workers, but this program is bound to {cores} of {logical} "
            "cores: {share:.0f} % of the workers’ time is waiting for one.",
        )
    else:
        text = QT_TRANSLATE_NOOP(
            "Message",
            "{workers} workers share {cores} cores: {share:.0f} % of their time is "
            "waiting for one.",
        )
    yield (
        share,
        Diagnosis(
            code="more_workers_than_cores",
            finding=Message(text, values),
            cure=Message(
                QT_TRANSLATE_NOOP(
                    "Message", "Use at most {cores} workers on this computer."
                ),
                {"cores": about.cores},
            ),
            changes=(Change(field="workers", value=about.cores),),
        ),
    )


def _interpreter_lock(
    found: Sequence[Anatomy], worst: Anatomy, about: Circumstances
) -> Weighed:
    share = _added_contention(found, worst)
    crowded = worst.workers > about.cores
    if about.engine != "threads" or worst.workers < 2 or crowded:
        return
    if share < NOTICEABLE:
        return
    yield (
        share,
        Diagnosis(
            code="interpreter_lock",
            finding=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "{share:.0f} % of the threads’ time is waiting inside tasks: "
                    "Python code runs in one thread at a time.",
                ),
                {"share": 100 * share},
            ),
            cure=Message(
                QT_TRANSLATE_NOOP(
                    "Message", "Use worker processes, which do not share Python’s lock."
                )
            ),
            changes=(Change(field="engine", value="processes"),),
        ),
    )


def _tiny_tasks(worst: Anatomy, about: Circumstances) -> Weighed:
    share = worst.share("transfer") + worst.share("dispatch")
    if share < NOTICEABLE or not worst.tasks:
        return
    mean_s = (worst.compute_s + worst.contention_s) / worst.tasks
    if mean_s >= TINY_S:
        return
    finding = Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "Tasks are too small: one takes {task_ms:.2g} ms, and {share:.0f} % of the "
            "workers’ time goes into handing tasks out and taking results back.",
        ),
        {"task_ms": 1000 * mean_s, "share": 100 * share},
    )
    if about.chunk and about.engine == "processes":
        cure = Message(
            QT_TRANSLATE_NOOP(
                "Message", "Let chunks grow: many tasks then travel at once."
            )
        )
        changes: tuple[Change, ...] = (Change(field="schedule.chunk", value=0),)
    else:
        cure = Message(
            QT_TRANSLATE_NOOP("Message", "Cut the work into fewer and larger tasks.")
        )
        changes = ()
    yield (
        share,
        Diagnosis(code="tiny_tasks", finding=finding, cure=cure, changes=changes),
    )


def _transfer(worst: Anatomy, about: Circumstances) -> Weighed:
    share = worst.share("transfer")
    if share < NOTICEABLE or not worst.tasks:
        return
    if (worst.compute_s + worst.contention_s) / worst.tasks < TINY_S:
        return  # that is the other diagnosis
    yield (
        share,
        Diagnosis(
            code="transfer_bound",
            finding=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "{share:.0f} % of the workers’ time is moving data: packing, pipes "
                    "and unpacking.",
                ),
                {"share": 100 * share},
            ),
            cure=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "Send less: place data once, and give back sums instead of rows.",
                )
            ),
        ),
    )


def _long_task(worst: Anatomy, about: Circumstances) -> Weighed:
    """The longest task bounds every schedule: T(p) ≥ max task, S(p) ≤ Σ / max.

    Where the problem grows with the workers, Σ does too, and bounds no other count.
    """
    share = worst.share("imbalance")
    total = worst.compute_s + worst.contention_s
    if share < NOTICEABLE or worst.workers < 2 or not worst.longest_task_s:
        return
    bound = total / worst.longest_task_s
    if bound < 1.5 * worst.workers:
        yield (
            share,
            Diagnosis(
                code="one_long_task",
                finding=Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "One task takes {longest:.2g} s of the {makespan:.2g} s that "
                        "the whole problem takes: the other workers wait for it.",
                    )
                    if about.weak
                    else QT_TRANSLATE_NOOP(
                        "Message",
                        "One task takes {longest:.2g} s of {total:.2g} s in all: no "
                        "number of workers can be more than {bound:.1f}× faster.",
                    ),
                    {
                        "longest": worst.longest_task_s,
                        "makespan": worst.makespan_s,
                        "total": total,
                        "bound": bound,
                    },
                ),
                cure=Message(
                    QT_TRANSLATE_NOOP(
                        "Message", "Split the longest task, or use fewer workers."
                    )
                ),
            ),
        )
        return
    cured = about.order != "longest_first" or about.chunk > 1
    yield (
        share,
        Diagnosis(
            code="imbalance",
            finding=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "{share:.0f} % of the workers’ time is waiting for the last tasks.",
                ),
                {"share": 100 * share},
            ),
            cure=Message(
                QT_TRANSLATE_NOOP(
                    "Message", "Start long tasks first and keep chunks small."
                )
                if cured
                else QT_TRANSLATE_NOOP(
                    "Message", "Cut the work into more tasks, or into more even ones."
                )
            ),
            changes=(
                Change(field="schedule.order", value="longest_first"),
                Change(field="schedule.chunk", value=0),
            )
            if cured
            else (),
        ),
    )


def _serial(worst: Anatomy) -> Weighed:
    share = worst.share("serial")
    if share < NOTICEABLE:
        return
    yield (
        share,
        Diagnosis(
            code="serial",
            finding=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "All workers are idle for {share:.0f} % of the time, while the "
                    "program prepares tasks or combines results.",
                ),
                {"share": 100 * share},
            ),
            cure=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "More workers cannot help here: give each task more of that work.",
                )
            ),
        ),
    )


def _memory_bound(
    found: Sequence[Anatomy], worst: Anatomy, about: Circumstances
) -> Weighed:
    """The same tasks need more CPU time side by side than alone, with cores to spare.

    Where the problem grows with the workers, as many tasks of the same length as one
    worker had.
    A core that waits for memory counts as busy, so this shows in CPU time and not as
    contention. Shared caches, hyper-threads and clock rates have the same effect.
    """
    alone = min(found, key=lambda anatomy: anatomy.workers)
    if alone.workers != 1 or worst.workers < 2 or worst.workers > about.cores:
        return
    if alone.compute_s <= 0 or about.native_threads > 1:
        return
    growth = worst.compute_s / alone.compute_s
    if about.weak and worst.tasks:
        growth *= alone.tasks / worst.tasks
    if growth < 1 + 2 * NOTICEABLE:
        return
    siblings = about.physical is not None and worst.workers > about.physical
    values = {"growth": 100 * (growth - 1), "workers": worst.workers}
    yield (
        (1 - 1 / growth) * worst.share("compute"),
        Diagnosis(
            code="shared_cores" if siblings else "memory_bound",
            finding=Message(_more_cpu_time(about.weak, siblings), values),
            cure=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "Expect little from more workers on this computer; smaller data "
                    "per task help.",
                )
            ),
        ),
    )


def _more_cpu_time(weak: bool, siblings: bool) -> str:
    match weak, siblings:
        case False, True:
            return QT_TRANSLATE_NOOP(
                "Message",
                "The same tasks need {growth:.0f} % more CPU time on {workers} "
                "workers: two workers share a physical core.",
            )
        case False, False:
            return QT_TRANSLATE_NOOP(
                "Message",
                "The same tasks need {growth:.0f} % more CPU time on {workers} "
                "workers: they compete for memory or cache.",
            )
        case True, True:
            return QT_TRANSLATE_NOOP(
                "Message",
                "A task needs {growth:.0f} % more CPU time on {workers} workers than "
                "on one: two workers share a physical core.",
            )
        case _:
            return QT_TRANSLATE_NOOP(
                "Message",
                "A task needs {growth:.0f} % more CPU time on {workers} workers than "
                "on one: they compete for memory or cache.",
            )
