"""The first example of every course on parallel computing: squares over a pool.

f(x) = Σ f_i(x): the list is cut into pieces, each piece is one task, the answers are
added up. ``rounds`` repeats the arithmetic, since squaring a number takes less time
than sending it anywhere, which is the lesson of the default's opposite, ``rounds`` = 1.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Sequence

from workbench.core.data import DataHandle
from workbench.core.errors import Problem
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import Parameter, check, filled, whole
from workbench.core.plan import Steps, Submit, Task, Trial
from workbench.core.results import Scores
from workbench.core.spec import ExperimentSpec
from workbench.workloads.base import WORKLOADS, Size, WorkloadEntry

PARAMETERS = (
    Parameter(
        name="numbers",
        kind="int",
        default=20_000,
        minimum=1,
        maximum=10_000_000,
        title=Message(QT_TRANSLATE_NOOP("Message", "Numbers")),
        help=Message(
            QT_TRANSLATE_NOOP("Message", "How many whole numbers, from 0, are squared.")
        ),
    ),
    Parameter(
        name="tasks",
        kind="int",
        default=64,
        minimum=1,
        maximum=100_000,
        title=Message(QT_TRANSLATE_NOOP("Message", "Tasks")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Into how many pieces the list is cut. Many tiny tasks cost more to "
                "hand out than to compute.",
            )
        ),
    ),
    Parameter(
        name="rounds",
        kind="int",
        default=50,
        minimum=1,
        maximum=100_000,
        title=Message(QT_TRANSLATE_NOOP("Message", "Rounds")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "How often each square is computed, to make a task last longer.",
            )
        ),
    ),
)
_SECONDS_PER_SQUARE = 4e-8


def sum_of_squares(start: int, stop: int, rounds: int) -> int:
    """Σ x² for start ≤ x < stop, computed ``rounds`` times over."""
    total = 0
    for _ in range(rounds):
        total = sum(x * x for x in range(start, stop))
    return total


class Squares:
    """Pieces of a list as tasks; the sum of their answers as the result."""

    metric = ""

    def __init__(self, spec: ExperimentSpec) -> None:
        params = filled(PARAMETERS, spec.params)
        self._numbers = whole(params, "numbers")
        self._tasks = min(whole(params, "tasks"), self._numbers)
        self._rounds = whole(params, "rounds")

    def arrays(self) -> dict[str, object]:
        """Nothing is placed: a task is two numbers."""
        return {}

    def warm_up(self, data: DataHandle) -> Sequence[Task]:
        """The first piece, so that a worker has run the code once."""
        return self._pieces()[:1]

    def steps(self, trial: Trial, data: DataHandle) -> Steps:
        """One batch of pieces; the digest covers every piece's sum."""
        results = yield Submit(tasks=self._pieces())
        sums = [r.value for r in sorted(results or (), key=lambda r: r.task_id)]
        total = sum(s for s in sums if s is not None)
        return Scores(
            digest=hashlib.sha256(repr(sums).encode()).hexdigest(),
            facts={"sum of squares": total if total < 2**63 else str(total)},
        )

    def _pieces(self) -> list[Task]:
        bounds = [self._numbers * i // self._tasks for i in range(self._tasks + 1)]
        return [
            Task(
                id=i,
                fn=sum_of_squares,
                args=(start, stop, self._rounds),
                label="squares",
                part=f"{start}–{stop - 1}",
                expected_cost=(stop - start) * self._rounds * _SECONDS_PER_SQUARE,
            )
            for i, (start, stop) in enumerate(itertools.pairwise(bounds))
        ]


def _size(spec: ExperimentSpec) -> Size:
    params = filled(PARAMETERS, spec.params)
    numbers, tasks = whole(params, "numbers"), whole(params, "tasks")
    seconds = numbers * whole(params, "rounds") * _SECONDS_PER_SQUARE
    tasks = min(tasks, numbers)
    return Size(tasks=tasks, seconds=seconds, costs={"squares": seconds / tasks})


def _validate(spec: ExperimentSpec) -> list[Problem]:
    return check(PARAMETERS, spec.params, "params")


WORKLOADS.add(
    "squares",
    WorkloadEntry(
        name="squares",
        title=Message(QT_TRANSLATE_NOOP("Message", "Squares")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Squares of a list over a pool: the smallest example of cutting work "
                "into tasks.",
            )
        ),
        build=Squares,
        size=_size,
        validate=_validate,
        parameters=PARAMETERS,
        uses_data=False,
    ),
)
