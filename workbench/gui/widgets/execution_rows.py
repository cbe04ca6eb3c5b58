"""How tasks are handed out and what each may use: the rows below the repeats."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QObject, Signal

from workbench.core.errors import Problem
from workbench.core.spec import ExperimentSpec, LimitSpec, ScheduleSpec
from workbench.gui.widgets.choice_number import READABLE, ChoiceNumber
from workbench.gui.widgets.cures import chunk_words, order_words, threads_words
from workbench.gui.widgets.fields import ComboBox, NumberBox
from workbench.gui.widgets.problem_label import ProblemLabel, about
from workbench.gui.widgets.repeats_form import RepeatsForm

FIELDS = (
    "threads_per_worker",
    "schedule.chunk",
    "schedule.order",
    "limits.task_s",
    "limits.worker_mb",
)
"""The fields of a spec that are set here."""
_MOST_THREADS = 1024
_MOST_TASKS = 100_000
_ORDERS = ("longest_first", "as_given", "shortest_first")
_START_S, _START_MB = 60.0, 2048.0


class ExecutionRows(QObject):
    """Threads per worker, chunk, order, and the limits of time and memory."""

    changeRequested = Signal(str, dict)  # noqa: N815 - a signal, named as Qt names them
    """Carries what it is called in Undo, and the fields of the spec with new values."""

    def __init__(self, form: RepeatsForm) -> None:
        super().__init__(form)
        self._schedule, self._limits = ScheduleSpec(), LimitSpec()
        self._problems = {
            field: ProblemLabel(objectName=f"{field.replace('.', '_')}_problem")
            for field in FIELDS
        }
        self._threads = self._make_threads()
        self._chunk = self._make_chunk()
        self._order = ComboBox(objectName="schedule_order", name=self.tr("Order"))
        self._order.setToolTip(
            self.tr(
                "The longest first keeps workers from waiting for a long task that "
                "began last; no order changes a score"
            )
        )
        self._order.setMinimumContentsLength(READABLE)
        for order in _ORDERS:
            self._order.addItem(order_words(order), order)
        self._seconds = self._make_limit(
            "limits_task_s",
            self.tr("Seconds per task"),
            self.tr(
                "A task that takes longer is ended and counted as failed (on worker "
                "processes; nobody can end a thread)"
            ),
            start=_START_S,
        )
        self._memory = self._make_limit(
            "limits_worker_mb",
            self.tr("Memory per worker (MiB)"),
            self.tr(
                "The address space of a worker process, on systems that have such a "
                "limit; a task that needs more fails"
            ),
            start=_START_MB,
        )
        rows = (
            (self.tr("Threads per &worker"), self._threads),
            (self.tr("&Chunk"), self._chunk),
            (self.tr("&Order"), self._order),
            (self.tr("&Seconds per task"), self._seconds),
            (self.tr("Memor&y (MiB)"), self._memory),
        )
        for (text, field), problem in zip(rows, self._problems.values(), strict=True):
            form.add_row(text, field, problem)
        self._wire()

    def show_spec(self, spec: ExperimentSpec) -> None:
        """Show what ``spec`` says, without a signal."""
        self._schedule, self._limits = spec.schedule, spec.limits
        self._threads.show_number(spec.threads_per_worker)
        self._chunk.show_number(spec.schedule.chunk)
        self._order.show_data(spec.schedule.order)
        self._seconds.show_number(spec.limits.task_s)
        self._memory.show_number(spec.limits.worker_mb)

    def show_problems(self, problems: Sequence[Problem]) -> bool:
        """Say each problem below its field; whether there is any."""
        for field, label in self._problems.items():
            label.show_problems(about(problems, field))
        return bool(about(problems, *FIELDS))

    def words(self, spec: ExperimentSpec) -> str:
        """What is set in another way than usual, empty where nothing is."""
        usual = ExperimentSpec()
        words = []
        if spec.threads_per_worker != usual.threads_per_worker:
            words.append(threads_words(spec.threads_per_worker))
        if spec.schedule.chunk != usual.schedule.chunk:
            words.append(chunk_words(spec.schedule.chunk))
        if spec.schedule.order != usual.schedule.order:
            words.append(order_words(spec.schedule.order))
        if spec.limits.task_s is not None:
            words.append(
                self.tr("at most {n:g} s per task").format(n=spec.limits.task_s)
            )
        if spec.limits.worker_mb is not None:
            words.append(
                self.tr("at most {n} MiB per worker").format(n=spec.limits.worker_mb)
            )
        return " · ".join(words)

    def _make_threads(self) -> ChoiceNumber:
        field = ChoiceNumber(
            (
                (self.tr("1 (default)"), 1),
                (self.tr("the libraries’ own default"), 0),
            ),
            objectName="threads_per_worker",
            name=self.tr("Threads per worker"),
            other=self.tr("a number…"),
            start=2,
            minimum=0,
            maximum=_MOST_THREADS,
        )
        field.setToolTip(
            self.tr(
                "OpenMP and BLAS threads inside each worker. Their own default is one "
                "thread per core in every worker, far more than there are cores."
            )
        )
        return field

    def _make_chunk(self) -> ChoiceNumber:
        field = ChoiceNumber(
            (
                (self.tr("adaptive (default)"), 0),
                (self.tr("one task at a time"), 1),
            ),
            objectName="schedule_chunk",
            name=self.tr("Chunk"),
            other=self.tr("a number of tasks…"),
            start=8,
            minimum=0,
            maximum=_MOST_TASKS,
        )
        field.setToolTip(
            self.tr(
                "How many tasks travel together. Adaptive sends tiny tasks in larger "
                "chunks and makes the last ones small."
            )
        )
        return field

    def _make_limit(self, name: str, title: str, tip: str, start: float) -> NumberBox:
        box = NumberBox(
            objectName=name,
            name=title,
            whole=name == "limits_worker_mb",
            minimum=0,
            optional=True,
            start=start,
        )
        box.lineEdit().setPlaceholderText(self.tr("no limit"))
        box.setToolTip(tip)
        return box

    def _wire(self) -> None:
        self._threads.edited.connect(
            lambda n: self.changeRequested.emit(
                self.tr("Change threads per worker"), {"threads_per_worker": n}
            )
        )
        self._chunk.edited.connect(
            lambda n: self._ask_schedule(self.tr("Change chunk"), chunk=n)
        )
        self._order.currentIndexChanged.connect(
            lambda _: self._ask_schedule(
                self.tr("Change order"), order=self._order.currentData()
            )
        )
        self._seconds.edited.connect(
            lambda n: self._ask_limits(self.tr("Change seconds per task"), task_s=n)
        )
        self._memory.edited.connect(
            lambda n: self._ask_limits(self.tr("Change memory limit"), worker_mb=n)
        )

    def _ask_schedule(self, text: str, **changes: int | str) -> None:
        self._schedule = msgspec.structs.replace(self._schedule, **changes)
        self.changeRequested.emit(text, {"schedule": self._schedule})

    def _ask_limits(self, text: str, **changes: float | None) -> None:
        self._limits = msgspec.structs.replace(self._limits, **changes)
        self.changeRequested.emit(text, {"limits": self._limits})
