"""What the small programs to learn on have in common.

A kernel says how its problem is cut, what one piece computes, and what the pieces add
up to. It computes something that can be checked, and the same on every engine and
worker count: pieces depend on the parameters and the seed alone, and are combined in
their order. In weak scaling the parameters are those of a problem that grew with the
workers; its answer is the same wherever it is computed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from workbench.core.data import DataHandle
from workbench.core.errors import Problem
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import Parameter, ParamValue, check, filled, whole
from workbench.core.plan import Steps, Submit, Task, Trial
from workbench.core.results import Scores
from workbench.core.spec import ExperimentSpec
from workbench.workloads.base import WORKLOADS, Size, WorkloadEntry

Params = Mapping[str, ParamValue]
Facts = dict[str, int | float | str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One task: the arguments of the kernel's function, and what it may cost."""

    args: tuple[Any, ...]
    part: str
    """Which piece it is, for the timeline."""
    seconds: float
    """A guess."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """How a problem falls into tasks.

    Their number and their cost are known without making them: they are asked for while
    a person types, and of every experiment that waits.
    """

    count: int
    seconds: float
    """What all pieces together may cost."""
    pieces: Callable[[], list[Piece]]
    """Makes them, ``count`` in number."""


def _nothing(params: Params, seed: int) -> dict[str, Any]:
    return {}


def _at_once(params: Params) -> None:
    return


def _in_full(params: Params, workers: int) -> float:
    return float(workers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """How a kernel's problem grows with the workers."""

    what: Message
    """What there is p times as much of on p workers."""
    params: Callable[[Params, int], Params]
    """The parameters of the problem for so many workers: p times the tasks, of the same
    length. For one worker it is the problem itself."""
    work: Callable[[Params, int], float] = field(default=_in_full)
    """How many times the work that is; the parameters are those of one worker."""


def in_proportion(what: Message, *names: str) -> Growth:
    """These parameters grow in proportion, and so does the work."""

    def grown(params: Params, workers: int) -> Params:
        return {**params, **{name: workers * number(params, name) for name in names}}

    return Growth(what=what, params=grown)


def taller(what: Message) -> Growth:
    """Of ``size`` × ``size`` only the rows become more.

    More of both would be p² times the work. The kernel finds the number among its
    parameters as ``rows``, on one worker as many as ``size``.
    """

    def grown(params: Params, workers: int) -> Params:
        rows, tasks = whole(params, "size"), whole(params, "tasks")
        return {**params, "rows": workers * rows, "tasks": workers * tasks}

    return Growth(what=what, params=grown)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kernel:
    """A program to learn on; its functions get filled parameters."""

    name: str
    title: Message
    help: Message
    """What it computes, and what it teaches."""
    parameters: tuple[Parameter, ...]
    run: Callable[..., Any]
    """A module-level function: one piece. Where there are arrays, their handle is the
    first argument."""
    cut: Callable[[Params, int], Cut]
    """How it is cut, from parameters and seed."""
    combine: Callable[[Params, Sequence[Any]], Facts]
    """What the pieces' values, in order, amount to."""
    growth: Growth
    arrays: Callable[[Params, int], dict[str, Any]] = field(default=_nothing)
    """What every worker needs, placed once: that of a smaller problem is the beginning
    of that of a larger one."""
    array_bytes: Callable[[Params], int] = field(default=lambda params: 0)
    before: Callable[[Params], None] = field(default=_at_once)
    """What only the program itself can do, before the pieces."""
    serial_s: Callable[[Params], float] = field(default=lambda params: 0.0)
    """How long that takes."""
    needs_cores: Callable[[Params], bool] = field(default=lambda params: True)
    """Whether its tasks keep a core busy; those that sleep do not."""

    def register(self) -> None:
        """Make it one of the workloads."""
        WORKLOADS.add(
            self.name,
            WorkloadEntry(
                name=self.name,
                title=self.title,
                help=self.help,
                build=lambda spec: KernelWorkload(self, spec),
                size=self._size,
                validate=self._validate,
                parameters=self.parameters,
                uses_data=False,
                grows=self.growth.what,
            ),
        )

    def grown(self, spec: ExperimentSpec, workers: int) -> Params:
        """The parameters of a trial on so many workers."""
        params = filled(self.parameters, spec.params)
        return self.growth.params(params, spec.times(workers))

    def _size(self, spec: ExperimentSpec, workers: int = 1) -> Size:
        params = self.grown(spec, workers)
        cut = self.cut(params, spec.seed)
        times = spec.times(workers)
        return Size(
            tasks=cut.count,
            seconds=cut.seconds + self.serial_s(params),
            costs={self.name: cut.seconds / cut.count},
            data_bytes=self.array_bytes(params),
            work=self.growth.work(filled(self.parameters, spec.params), times),
            needs_cores=self.needs_cores(params),
        )

    def _validate(self, spec: ExperimentSpec) -> list[Problem]:
        problems = check(self.parameters, spec.params, "params")
        return problems or list(self._outgrown(spec))

    def _outgrown(self, spec: ExperimentSpec) -> Iterator[Problem]:
        """Parameters that would be too large for the most workers."""
        workers = max((1, *spec.workers))
        grown = self.grown(spec, workers)
        for parameter in self.parameters:
            value, most = grown[parameter.name], parameter.maximum
            if most is None or not isinstance(value, int | float) or value <= most:
                continue
            yield Problem(
                field=f"params.{parameter.name}",
                message=Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "With {workers} workers this grows to {value:g}, beyond "
                        "{most:g}: begin with less, or use fewer workers.",
                    ),
                    {"workers": workers, "value": value, "most": most},
                ),
            )


class KernelWorkload:
    """A kernel with the parameters of one run.

    In weak scaling the arrays are those of the largest problem.
    """

    metric = ""

    def __init__(self, kernel: Kernel, spec: ExperimentSpec) -> None:
        self._kernel = kernel
        self._spec = spec
        largest = kernel.grown(spec, max((1, *spec.workers)))
        self._arrays = kernel.arrays(largest, spec.seed)

    def arrays(self) -> dict[str, Any]:
        """What the kernel places."""
        return self._arrays

    def warm_up(self, data: DataHandle) -> Sequence[Task]:
        """The cheapest piece, so that a worker has run the code once."""
        tasks = self._tasks(self._kernel.grown(self._spec, 1), data)
        return [min(tasks, key=lambda task: task.expected_cost)]

    def steps(self, trial: Trial, data: DataHandle) -> Steps:
        """The serial part if there is one, then one batch of pieces."""
        params = self._kernel.grown(self._spec, trial.workers)
        self._kernel.before(params)
        results = yield Submit(tasks=self._tasks(params, data))
        ordered = sorted(results or (), key=lambda result: result.task_id)
        values = [result.value for result in ordered if result.error is None]
        facts: Facts = {}
        if len(values) == len(ordered):
            facts = self._kernel.combine(params, values)
        return Scores(digest=_digest(values, facts), facts=facts)

    def _tasks(self, params: Params, data: DataHandle) -> list[Task]:
        first = (data,) if self._arrays else ()
        pieces = self._kernel.cut(params, self._spec.seed).pieces()
        return [
            Task(
                id=place,
                fn=self._kernel.run,
                args=(*first, *piece.args),
                label=self._kernel.name,
                part=piece.part,
                expected_cost=piece.seconds,
            )
            for place, piece in enumerate(pieces)
        ]


def _digest(values: Sequence[Any], facts: Facts) -> str:
    found = hashlib.sha256(repr(sorted(facts.items())).encode())
    for value in values:
        raw = value.tobytes() if hasattr(value, "tobytes") else repr(value).encode()
        found.update(raw)
    return found.hexdigest()


def number(params: Params, name: str) -> int | float:
    """A checked number among the parameters."""
    value = params[name]
    assert isinstance(value, int | float)
    return value


def cut_range(params: Params, counted: str, seconds_each: float, *more: Any) -> Cut:
    """``range(params[counted])`` in ``params["tasks"]`` nearly equal parts.

    Each task gets its begin and end, then ``more``.
    """
    total = whole(params, counted)
    count = min(whole(params, "tasks"), total)

    def pieces() -> list[Piece]:
        cuts = [total * i // count for i in range(count + 1)]
        return [
            Piece(
                args=(a, b, *more), part=f"{a}–{b - 1}", seconds=(b - a) * seconds_each
            )
            for a, b in pairwise(cuts)
        ]

    return Cut(count=count, seconds=total * seconds_each, pieces=pieces)


def count_parameter(
    name: str,
    title: Message,
    *,
    default: int,
    maximum: int,
    minimum: int = 1,
    words: Message | None = None,
) -> Parameter:
    """A whole number of something."""
    return Parameter(
        name=name,
        kind="int",
        default=default,
        minimum=minimum,
        maximum=maximum,
        title=title,
        help=words or Message(""),
    )


def tasks_parameter(default: int, maximum: int = 100_000) -> Parameter:
    """Into how many tasks the problem is cut."""
    return count_parameter(
        "tasks",
        Message(QT_TRANSLATE_NOOP("Message", "Tasks")),
        default=default,
        maximum=maximum,
        words=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Into how many pieces the problem is cut. Few pieces cannot keep many "
                "workers busy; many tiny ones cost more to hand out than to compute.",
            )
        ),
    )
