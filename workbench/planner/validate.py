"""Everything that is wrong with a spec, said before anything runs."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.core.errors import Problem, unknown_name
from workbench.core.messages import QT_TRANSLATE_NOOP, Message, Value
from workbench.core.spec import ExperimentSpec, LimitSpec, RepeatSpec
from workbench.engines import ENGINES, addresses
from workbench.external import Consents, Environments
from workbench.planner.compared import compared_problems
from workbench.planner.memory import TIGHT, predicted_memory
from workbench.workloads import WORKLOADS

MAX_WORKERS = 256
MAX_REPEATS = 1000
MAX_THREADS = 1024
MAX_CHUNK = 100_000
MAX_TASK_S = 86_400.0
LEAST_WORKER_MB = 512


def validate(
    spec: ExperimentSpec, cores: int, memory_bytes: int | None = None
) -> list[Problem]:
    """Errors and warnings, in the order in which a person decides.

    ``cores`` is what this process may use; more workers than that are allowed, with a
    warning. A run that would not fit into ``memory_bytes`` is an error, a tight one a
    warning. Neither is known of another computer, where the workers of a cluster are.
    """
    problems: list[Problem] = []
    if spec.workload in WORKLOADS:
        problems += WORKLOADS.get(spec.workload).validate(spec)
    else:
        problems.append(
            unknown_name("workload", WORKLOADS.kind, spec.workload, WORKLOADS.names())
        )
    needs_cores = bool(problems) or WORKLOADS.get(spec.workload).size(spec).needs_cores
    here = addresses.remote_host(spec.cluster) is None
    problems += _engine(spec)
    problems += _cluster(spec)
    problems += compared_problems(spec)
    problems += _workers(spec, cores, needs_cores=needs_cores and here)
    problems += _scaling(spec)
    problems += _repeats(spec.repeats)
    problems += _schedule(spec)
    problems += _limits(spec.limits)
    sound = not any(problem.severity == "error" for problem in problems)
    if memory_bytes is not None and here and sound:
        problems += _memory(spec, memory_bytes)
    if not 0 <= spec.threads_per_worker <= MAX_THREADS:
        problems.append(
            _error(
                "threads_per_worker",
                QT_TRANSLATE_NOOP(
                    "Message",
                    "Threads per worker must be 0 (the libraries' own default) or a "
                    "number up to 1024.",
                ),
            )
        )
    if not 0 <= spec.seed < 2**32:
        problems.append(
            _error(
                "seed",
                QT_TRANSLATE_NOOP(
                    "Message", "The seed must be a whole number from 0 to 4294967295."
                ),
            )
        )
    return problems


def _engine(spec: ExperimentSpec) -> Iterator[Problem]:
    if spec.engine not in ENGINES:
        yield unknown_name("engine", ENGINES.kind, spec.engine, ENGINES.names())
        return
    engine = ENGINES.get(spec.engine)
    environments = Environments()
    availability = environments.availability(spec.engine)
    if not availability.available:
        yield Problem(field="engine", message=availability.message)
    elif remark := environments.remark(spec.engine):
        yield Problem(field="engine", severity="warning", message=remark)
    most = engine.max_workers
    if most is not None and any(w > most for w in spec.workers):
        yield Problem(
            field="workers",
            severity="warning",
            message=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "{engine} has at most {most} worker: larger counts are left out.",
                ),
                {"engine": engine.title, "most": most},
            ),
        )


def _cluster(spec: ExperimentSpec) -> Iterator[Problem]:
    """Where a cluster is, and whether this person lets code be sent there."""
    if spec.engine not in ENGINES:
        return
    engine = ENGINES.get(spec.engine)
    found = addresses.problems(spec.cluster, engine.title, engine.schemes)
    yield from found
    if any(problem.severity == "error" for problem in found):
        return
    if question := Consents().question(spec.cluster):
        yield question.problem


def _workers(
    spec: ExperimentSpec, cores: int, *, needs_cores: bool
) -> Iterator[Problem]:
    if not spec.workers:
        yield _error(
            "workers",
            QT_TRANSLATE_NOOP("Message", "Choose at least one worker count."),
        )
        return
    low, high = min(spec.workers), max(spec.workers)
    if low < 1:
        yield Problem(
            field="workers",
            message=Message(
                QT_TRANSLATE_NOOP(
                    "Message", "{count} workers cannot do anything: use 1 or more."
                ),
                {"count": low},
            ),
        )
    if high > MAX_WORKERS:
        yield Problem(
            field="workers",
            message=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "{count} workers are too many: each is a process of about 100 MB. "
                    "Use at most {most}; this computer has {cores} cores.",
                ),
                {"count": high, "most": MAX_WORKERS, "cores": cores},
            ),
        )
    elif high > cores and needs_cores:
        yield Problem(
            field="workers",
            severity="warning",
            message=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "{count} workers share {cores} cores: expect no gain beyond "
                    "{cores}.",
                ),
                {"count": high, "cores": cores},
            ),
        )


def _scaling(spec: ExperimentSpec) -> Iterator[Problem]:
    """Weak scaling needs a problem that can grow."""
    if not spec.weak or spec.workload not in WORKLOADS:
        return
    entry = WORKLOADS.get(spec.workload)
    if entry.grows is not None:
        return
    growing = [other.title for _, other in WORKLOADS.items() if other.grows is not None]
    yield Problem(
        field="scaling",
        message=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "{workload} cannot grow with the workers: its scores would come from "
                "another problem on every worker count. Keep the problem the same "
                "(strong scaling), or choose other work, such as: {others}.",
            ),
            {"workload": entry.title, "others": tuple(growing[:3])},
        ),
    )


def _repeats(repeats: RepeatSpec) -> Iterator[Problem]:
    if not 1 <= repeats.minimum <= MAX_REPEATS:
        yield _error(
            "repeats.minimum",
            QT_TRANSLATE_NOOP("Message", "Repeat between 1 and 1000 times."),
        )
    if not repeats.minimum <= repeats.maximum <= MAX_REPEATS:
        yield _error(
            "repeats.maximum",
            QT_TRANSLATE_NOOP(
                "Message",
                "The most repeats must not be fewer than the least, nor over 1000.",
            ),
        )
    if not 0 < repeats.width <= 1:
        yield _error(
            "repeats.width",
            QT_TRANSLATE_NOOP(
                "Message",
                "The asked width of the interval must lie between 0 and 1 (0.05 is "
                "± 5 %).",
            ),
        )
    if repeats.budget_s is not None and not repeats.budget_s > 0:
        yield _error(
            "repeats.budget_s",
            QT_TRANSLATE_NOOP(
                "Message", "The time budget must be more than 0 seconds, or none."
            ),
        )


def _schedule(spec: ExperimentSpec) -> Iterator[Problem]:
    if not 0 <= spec.schedule.chunk <= MAX_CHUNK:
        yield _error(
            "schedule.chunk",
            QT_TRANSLATE_NOOP(
                "Message",
                "A chunk holds 1 to 100000 tasks, or 0 to adapt it to their length.",
            ),
        )


def _limits(limits: LimitSpec) -> Iterator[Problem]:
    if limits.task_s is not None and not 0 < limits.task_s <= MAX_TASK_S:
        yield _error(
            "limits.task_s",
            QT_TRANSLATE_NOOP(
                "Message",
                "A task's time limit must be more than 0 seconds and at most a day, "
                "or none.",
            ),
        )
    if limits.worker_mb is not None and limits.worker_mb < LEAST_WORKER_MB:
        yield Problem(
            field="limits.worker_mb",
            message=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "A worker needs {least} MiB of address space for its libraries "
                    "alone: allow at least that, or set no limit.",
                ),
                {"least": LEAST_WORKER_MB},
            ),
        )


def _memory(spec: ExperimentSpec, memory_bytes: int) -> Iterator[Problem]:
    predicted = predicted_memory(spec)
    values: dict[str, Value] = {
        "need": predicted.total / 2**30,
        "have": memory_bytes / 2**30,
        "worker": predicted.per_worker / 2**30,
    }
    if predicted.total > memory_bytes:
        yield Problem(
            field="workers",
            message=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "This would need about {need:.1f} GiB of memory ({worker:.1f} GiB "
                    "per worker), this computer has {have:.1f} GiB. Use fewer workers "
                    "or less data.",
                ),
                values,
            ),
        )
    elif predicted.total > TIGHT * memory_bytes:
        yield Problem(
            field="workers",
            severity="warning",
            message=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "This will need about {need:.1f} of {have:.1f} GiB of memory "
                    "({worker:.1f} GiB per worker).",
                ),
                values,
            ),
        )


def _error(field: str, text: str) -> Problem:
    return Problem(field=field, message=Message(text))
