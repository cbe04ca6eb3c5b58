"""What the computer offers: cores, memory, and native threads that obey."""

from __future__ import annotations

import psutil

from workbench.core.messages import QT_TRANSLATE_NOOP, Message, plain
from workbench.core.plan import Task
from workbench.doctor.base import Finding, Subject, check
from workbench.engines.caps import native_threads
from workbench.engines.processes import ProcessEngine
from workbench.runner import Machine, machine

_LITTLE_MEMORY = 2 * 2**30
_GIB = 2**30


@check(
    "cores",
    group="computer",
    title=Message(QT_TRANSLATE_NOOP("Message", "Processor cores")),
)
def cores(subject: Subject) -> Finding:
    """How many cores this program may use, and what keeps it from more."""
    return judge_cores(machine())


def judge_cores(here: Machine) -> Finding:
    """A computer with one core cannot show a speedup."""
    facts = {
        "cpu": here.cpu,
        "logical": here.logical,
        "physical": here.physical,
        "affinity": here.affinity,
        "quota": here.quota,
        "usable": here.cores,
    }
    values = {
        "usable": here.cores,
        "logical": here.logical,
        "physical": here.physical if here.physical is not None else "?",
        "quota": f"{here.quota:g}" if here.quota is not None else "",
        "cpu": here.cpu,
    }
    if here.cores < 2:
        return Finding(
            status="warning",
            found=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "Only one core may be used ({logical} logical). Everything works, "
                    "but no speedup can be seen.",
                ),
                values,
            ),
            remedy=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "Allow this program more cores (CPU affinity, container quota), "
                    "or use another computer.",
                )
            ),
            facts=facts,
        )
    template = QT_TRANSLATE_NOOP(
        "Message",
        "{usable} cores may be used ({physical} physical, {logical} logical): {cpu}",
    )
    if here.quota is not None:
        template = QT_TRANSLATE_NOOP(
            "Message",
            "{usable} cores may be used ({physical} physical, {logical} logical, quota "
            "{quota}): {cpu}",
        )
    return Finding(status="ok", found=Message(template, values), facts=facts)


@check(
    "memory",
    group="computer",
    title=Message(QT_TRANSLATE_NOOP("Message", "Memory")),
)
def memory(subject: Subject) -> Finding:
    """How much memory there is, and how much of it is free."""
    return judge_memory(machine().memory_bytes, psutil.virtual_memory().available)


def judge_memory(total: int, free: int) -> Finding:
    """Each worker takes some 150 MB before it has any data."""
    values = {"total": total / _GIB, "free": min(free, total) / _GIB}
    facts = {"usable_bytes": total, "free_bytes": free}
    found = Message(
        QT_TRANSLATE_NOOP(
            "Message", "{total:.1f} GiB may be used, {free:.1f} GiB of it are free."
        ),
        values,
    )
    if min(free, total) >= _LITTLE_MEMORY / 2 and total >= _LITTLE_MEMORY:
        return Finding(status="ok", found=found, facts=facts)
    return Finding(
        status="warning",
        found=found,
        remedy=Message(
            QT_TRANSLATE_NOOP(
                "Message", "Close other programs, and use few workers and small data."
            )
        ),
        facts=facts,
    )


@check(
    "native_threads",
    group="computer",
    title=Message(QT_TRANSLATE_NOOP("Message", "Native threads")),
    slow=True,
)
def threads(subject: Subject) -> Finding:
    """Whether OpenMP and BLAS keep to one thread in a worker, as timings need it."""
    with ProcessEngine(threads_per_worker=1) as engine:
        task = Task(id=0, fn=threads_of_libraries)
        results = list(engine.map([task], subject.cancel, workers=1))
    if not results or (error := results[0].error) is not None:
        text = error.text if results and error is not None else ""
        return Finding(
            status="failed",
            found=Message(
                QT_TRANSLATE_NOOP("Message", "The worker did not answer: {text}"),
                {"text": text},
            ),
            remedy=_REINSTALL,
        )
    return judge_threads(results[0].value)


def threads_of_libraries() -> dict[str, int]:
    """In a worker: the threads that each native library would use."""
    import sklearn.ensemble  # noqa: F401 - brings all of them

    return native_threads()


def judge_threads(found: dict[str, int]) -> Finding:
    """One each is what was asked for."""
    shown = tuple(f"{name} {count}" for name, count in sorted(found.items()))
    values = {"libraries": shown or (_NONE,)}
    if all(count == 1 for count in found.values()):
        return Finding(
            status="ok",
            found=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "A worker’s libraries keep to one thread each: {libraries}",
                ),
                values,
            ),
            facts={"threads": found},
        )
    return Finding(
        status="failed",
        found=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "A worker’s libraries use more threads than they were allowed, so "
                "timings cannot be trusted: {libraries}",
            ),
            values,
        ),
        remedy=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Set OMP_NUM_THREADS=1 and OPENBLAS_NUM_THREADS=1 before the program "
                "starts, and update threadpoolctl.",
            )
        ),
        facts={"threads": found},
    )


_NONE = plain("–")
_REINSTALL = Message(
    QT_TRANSLATE_NOOP(
        "Message", "Install the program again. If that does not help, send this report."
    )
)
