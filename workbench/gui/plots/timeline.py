"""Which worker ran what, and when: one trial as bars on a time axis."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from time import monotonic

from PySide6.QtCore import QPointF, QRectF, QTimer
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from workbench.core.events import TaskFinished, TrialFinished
from workbench.core.state import RunState, Timeline
from workbench.gui.i18n import say, seconds
from workbench.gui.naming import named
from workbench.gui.plots.axes import LabelAxis, NumberAxis
from workbench.gui.plots.bars import Bars, Shades, Troubles
from workbench.gui.plots.base import Plot
from workbench.gui.plots.key import Entry
from workbench.gui.plots.phases import Phase, PhaseRow, Wait
from workbench.gui.plots.segments import Segments
from workbench.gui.plots.table import Table
from workbench.gui.plots.trial_tasks import (
    Drawn,
    part_text,
    row_numbers,
    table_row,
    worker_ids,
)
from workbench.gui.theme import Theme
from workbench.workloads import WORKLOADS

LATEST = 0
"""The choice that follows whichever worker count runs now."""
_HALF = 0.36
_MOST_ROWS = 24
"""Beyond it rows get thinner instead of the picture higher."""
_REACH = 3.0
"""How many pixels beside a bar still count as on it."""
_ZOOM = 0.25
"""What is left of the time axis after a press on the button."""
ADDED_AT_ONCE = 250
"""Tasks that become bars at once, in a millisecond or two."""
TURN_S = 0.004
"""Seconds in one turn of the event loop: what is left waits for the next one."""
TURN_MS = 20
"""From one turn to the next, as long as tasks wait to be drawn."""
_BELOW = 0.43
"""Where a task's waiting is drawn: just under its bar, in rows from its middle."""


class TimelinePlot(Plot):
    """A row per worker, bars coloured by model, and a row for the program itself."""

    name = "timeline"

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._rows = LabelAxis("left")
        axes = {"left": self._rows, "bottom": NumberAxis("bottom")}
        super().__init__(theme, axes, parent)
        self._choice = LATEST
        self._zoomed = False
        self._whole = False
        self._later = QTimer(self, interval=TURN_MS, singleShot=True)
        self._later.timeout.connect(self._go_on)
        self._drawn = Drawn()
        self._bars, self._troubles = Bars(), Troubles()
        self._phases, self._wait = PhaseRow(), Wait()
        view = self.canvas.getPlotItem().getViewBox()
        view.addItem(self._bars, ignoreBounds=True)
        for layer in (self._phases, self._troubles, self._wait):
            self.canvas.add_layer(layer)
        view.setMouseEnabled(x=True, y=False)
        view.sigRangeChangedManually.connect(self._zoom)
        self.canvas.double_clicked.connect(self.reset_zoom)
        self.canvas.pointed.connect(self._point)
        self._segments = Segments("timeline_workers", self.tr("Worker count shown"))
        self._segments.chosen.connect(self.choose)
        self._closer = named(QToolButton(), "timeline_zoom", role="flat")
        self._closer.clicked.connect(self._toggle_zoom)
        self._tools = self._make_tools()
        self.refresh()

    @property
    def title(self) -> str:
        """The picture's heading."""
        return self.tr("Timeline")

    @property
    def drawn_tasks(self) -> int:
        """How many tasks are drawn as bars."""
        return self._bars.count

    @property
    def zoomed(self) -> bool:
        """Whether the person looks at a part of the time axis."""
        return self._zoomed

    @property
    def segments(self) -> Segments:
        """The choice of the worker count."""
        return self._segments

    def tools(self) -> QWidget:
        """The choice of the worker count, and a closer look."""
        return self._tools

    def choose(self, workers: int) -> None:
        """Show the latest trial of this worker count, or of any (:data:`LATEST`)."""
        self._choice = workers
        self.reset_zoom()

    def zoom_in(self) -> None:
        """Look at the middle of what is seen, four times as close."""
        self._zoom()
        self.canvas.getPlotItem().getViewBox().scaleBy(x=_ZOOM)

    def reset_zoom(self) -> None:
        """Show the whole trial again."""
        self._zoomed = False
        self._dress_tools()
        self.show_again()
        self._fit(self.state)

    def draw(self, state: RunState) -> None:
        """Show ``state``, with the worker counts to choose from."""
        self._offer(state)
        self._keep_readable(state)
        super().draw(state)

    def subtitle(self, state: RunState) -> str:
        """Which trial is shown, and the four steps."""
        texts = []
        if timeline := self._chosen(state):
            trial = timeline.trial
            texts.append(
                self.tr("1 worker")
                if trial.workers == 1
                else self.tr("{count} workers").format(count=trial.workers)
            )
            texts.append(
                self.tr("warm-up")
                if trial.role == "warmup"
                else self.tr("repeat {number}").format(number=trial.repeat)
            )
        texts.append(self.tr("decompose → assign → execute → aggregate"))
        return " · ".join(texts)

    def table(self, state: RunState) -> Table:
        """A row per task, then the program's own phases."""
        headers = (
            self.tr("row"),
            self.tr("task"),
            self.tr("part"),
            self.tr("start (s)"),
            self.tr("end (s)"),
            self.tr("duration (s)"),
            self.tr("CPU (s)"),
            self.tr("attempts"),
            self.tr("error"),
        )
        timeline = self._chosen(state)
        if timeline is None:
            return Table(headers=headers)
        row_of = row_numbers(worker_ids(timeline), timeline)
        workers = {worker: self._worker(row) for worker, row in row_of.items()}
        labels = {task.label for task in timeline.tasks}
        titles = {label: self._label(label, state) for label in labels}
        split = self.tr("split {number}")
        rows = [
            table_row(task, timeline, workers, titles, split) for task in timeline.tasks
        ]
        if timeline.finished:
            rows += [
                (self._program(), p.name, "", p.start, p.end, p.seconds, None, None, "")
                for p in self._phases_of(timeline, timeline.finished)
            ]
        return Table(headers=headers, rows=tuple(rows))

    def question(self) -> str:
        """What the empty picture promises."""
        return self.tr(
            "Which worker ran what, and when? Every task becomes a bar, so waiting "
            "and uneven work can be seen."
        )

    def waiting(self) -> str:
        """What a running experiment has to do first."""
        return self.tr("Workers are being started; the first task appears soon.")

    def has_picture(self, state: RunState) -> bool:
        """Whether there is anything to draw."""
        return self._chosen(state) is not None

    def update_picture(self, state: RunState) -> None:
        """Apply the difference between ``state`` and what is drawn."""
        timeline = self._chosen(state)
        if timeline is None:
            return
        grows = self._drawn.grows_into(timeline)
        known = self._drawn if grows else Drawn()
        workers = worker_ids(timeline, known.workers, known.tasks)
        if not grows or workers != self._drawn.workers:
            self._start_over(timeline, workers)
        if len(timeline.tasks) > self._drawn.tasks:
            self._add(timeline, state)
        if len(timeline.tasks) > self._drawn.tasks:
            self._later.start()
        elif timeline.finished and not self._drawn.closed:
            self._close(timeline, timeline.finished)
        if not self._zoomed:
            self._fit(state)

    def forget(self) -> None:
        """Take everything as undrawn."""
        self._bars.set_look(self._shades(), self.colours.surface)
        self._phases.set_look(self.colours, self.small_font())
        self._troubles.set_look(self.colours)
        self._wait.set_look(self.colours)
        self._drawn = Drawn()
        self._dress_tools()

    def tip(self, position: QPointF) -> str:
        """The task under the mouse: model, part, seconds, worker."""
        row = round(-position.y())
        if row == self._drawn.rows and abs(-position.y() - row) <= _HALF:
            return self._phase_at(position.x())
        task = self._task_at(position)
        return self._describe(task, row) if task is not None else ""

    def _go_on(self) -> None:
        """Draw more of the last state, unless another has taken its place."""
        if self.has_picture(self.state):
            self.update_picture(self.state)

    def _restyle(self) -> None:
        """In one turn: an export is painted right after it."""
        self._whole = True
        super()._restyle()
        self._whole = False

    def _phase_at(self, x: float) -> str:
        """What the program did; the short phases at both ends are hit first."""
        slack = _REACH * self.canvas.pixel_size[0]
        by_length = sorted(self._drawn.phases, key=lambda p: p.seconds)
        for phase in by_length:
            if phase.start - slack <= x <= phase.end + slack:
                return f"{phase.name}: {seconds(phase.seconds)}"
        return ""

    def _task_at(self, position: QPointF) -> TaskFinished | None:
        row = round(-position.y())
        if abs(-position.y() - row) > _HALF:
            return None
        slack = _REACH * self.canvas.pixel_size[0]
        ends = self._drawn.ends.get(row, [])
        place = bisect_left(ends, position.x() - slack)
        if place == len(ends):
            return None
        start, task = self._drawn.starts[row][place]
        return task if start - slack <= position.x() else None

    def _point(self, position: QPointF | None) -> None:
        """Show how long the task under the mouse was on its way to its worker."""
        task = self._task_at(position) if position is not None else None
        if task is None or position is None:
            self._wait.show_span(None)
            return
        submitted = task.timing.submitted - self._drawn.origin
        started = task.timing.started - self._drawn.origin
        row = round(-position.y())
        self._wait.show_span((submitted, started, -row - _BELOW))

    def _describe(self, task: TaskFinished, row: int) -> str:
        timing = task.timing
        part = part_text(task, self.tr("split {number}"))
        lines = [
            f"{self._label(task.label, self.state)} · {part}",
            self.tr("{time}, of which {cpu} on the CPU").format(
                time=seconds(timing.ended - timing.started), cpu=seconds(timing.cpu_s)
            ),
            self.tr("assign: started {time} after it was submitted").format(
                time=seconds(timing.started - timing.submitted)
            ),
            self._worker(row),
        ]
        if timing.attempts > 1:
            lines.append(
                self.tr("tried {count} times: a worker died on the way").format(
                    count=timing.attempts
                )
            )
        if task.error is not None:
            lines.append(f"{task.error.kind}: {task.error.text}")
        return "\n".join(lines)

    def _chosen(self, state: RunState) -> Timeline | None:
        count = self._choice
        if count not in state.timelines:
            count = state.latest_timeline or LATEST
        return state.timelines.get(count)

    def _offer(self, state: RunState) -> None:
        counts = sorted(state.timelines)
        if self._choice not in counts:
            self._choice = LATEST
        choices = [(LATEST, self.tr("latest")), *((c, str(c)) for c in counts)]
        self._segments.set_choices(
            choices if len(counts) > 1 else [], self._choice, self.tr("workers")
        )

    def _keep_readable(self, state: RunState) -> None:
        """Room for the run's largest worker count, so that switching moves nothing."""
        rows = 1 + min(_MOST_ROWS, max(state.worker_counts, default=1))
        height = round(self.fontMetrics().height() * (6 + 0.95 * rows))
        if self.minimumHeight() != height:
            self.setMinimumHeight(height)

    def _start_over(self, timeline: Timeline, workers: tuple[int, ...]) -> None:
        for layer in (self._bars, self._phases, self._troubles):
            layer.clear()
        self._wait.show_span(None)
        self._drawn = Drawn(
            trial=timeline.trial,
            origin=timeline.origin,
            workers=workers,
            rows=max(timeline.trial.workers, len(workers)),
        )
        rows = self._drawn.rows
        labels = [(float(-row), self._worker(row)) for row in range(rows)]
        self._rows.set_labels([*labels, (float(-rows), self._program())])
        self.canvas.set_axis_label("bottom", self.tr("seconds since the trial began"))
        self.canvas.set_ranges(y=(-rows - 0.6, 0.6))

    def _add(self, timeline: Timeline, state: RunState) -> None:
        """Draw the tasks that came back since the last time, or some of them."""
        drawn = self._drawn
        row_of = row_numbers(drawn.workers, timeline)
        titles = list(state.model_titles)
        until = monotonic() + TURN_S
        while drawn.tasks < len(timeline.tasks):
            upto = drawn.tasks + ADDED_AT_ONCE
            self._add_some(timeline.tasks[drawn.tasks : upto], row_of, titles)
            if not self._whole and monotonic() > until:
                break
        self.canvas.set_key(self._key(state, titles))

    def _add_some(
        self,
        tasks: Sequence[TaskFinished],
        row_of: Mapping[int, int],
        titles: list[str],
    ) -> None:
        drawn = self._drawn
        numbers: dict[int, list[int]] = {}
        for task in tasks:
            timing = task.timing
            row = row_of[timing.worker]
            start, end = timing.started - drawn.origin, timing.ended - drawn.origin
            drawn.add(row, start, end, task)
            colour = _number(task.label, titles, drawn.labels)
            numbers.setdefault(row, []).append(colour)
            failed, retried = task.error is not None, timing.attempts > 1
            if failed or retried:
                rect = _bar(start, end, row)
                self._troubles.add(rect, failed=failed, retried=retried)
        for row, colours in numbers.items():
            ends = drawn.ends[row][-len(colours) :]
            starts = [start for start, _ in drawn.starts[row][-len(colours) :]]
            self._bars.extend((-row - _HALF, 2 * _HALF), colours, starts, ends)
        drawn.tasks += len(tasks)
        drawn.last = tasks[-1]

    def _close(self, timeline: Timeline, finished: TrialFinished) -> None:
        phases = self._phases_of(timeline, finished)
        self._drawn.phases = phases
        self._phases.show_phases(phases, self._drawn.rows)
        self._drawn.closed = True

    def _phases_of(
        self, timeline: Timeline, finished: TrialFinished
    ) -> tuple[Phase, Phase, Phase]:
        """What the program did: between its own work it waits for the workers."""
        last = max(
            [t.timing.completed for t in timeline.tasks], default=timeline.origin
        )
        end = max(last - timeline.origin, finished.decompose_s)
        return (
            _phase(0.0, finished.decompose_s, self.tr("decompose")),
            _phase(finished.decompose_s, end, self.tr("execute")),
            _phase(end, end + finished.aggregate_s, self.tr("aggregate")),
        )

    def _fit(self, state: RunState) -> None:
        timeline = self._chosen(state)
        if timeline is None:
            return
        end = max((ends[-1] for ends in self._drawn.ends.values()), default=0.0)
        if self._drawn.closed:
            end = max(end, self._drawn.phases[-1].end)
        elif before := state.seconds.get(timeline.trial.workers):
            end = max(end, before[-1])  # about as long as last time: a steady axis
        end = end or 1.0
        self.canvas.set_ranges(x=(-0.012 * end, 1.02 * end))

    def _zoom(self, *_: object) -> None:
        if not self._zoomed:
            self._zoomed = True
            self._dress_tools()

    def _toggle_zoom(self) -> None:
        if self._zoomed:
            self.reset_zoom()
        else:
            self.zoom_in()

    def _make_tools(self) -> QWidget:
        tools = named(QWidget(self), "timeline_tools")
        row = QHBoxLayout(tools)
        row.setSpacing(3)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self._segments, self._closer):
            row.addWidget(widget)
        tools.hide()
        return tools

    def _dress_tools(self) -> None:
        """One button leads in and out; its tip tells of wheel and double click."""
        if self._zoomed:
            icon, name = "zoom-whole", self.tr("Whole timeline")
            tip = self.tr("Show the whole trial (or double click on the picture)")
        else:
            icon, name = "zoom-in", self.tr("Zoom in on the timeline")
            tip = self.tr("Zoom in (or turn the wheel over the picture; drag it along)")
        self._closer.setIcon(self._theme.icon(icon, self.colours.muted))
        self._closer.setAccessibleName(name)
        self._closer.setToolTip(tip)

    def _label(self, label: str, state: RunState) -> str:
        title = state.model_titles.get(label)
        if title is None and label in WORKLOADS:
            title = WORKLOADS.get(label).title
        return say(title) if title else label

    def _worker(self, row: int) -> str:
        return self.tr("worker {number}").format(number=row + 1)

    def _shades(self) -> Shades:
        return Shades.soft(self.colours.series, self.colours.surface)

    def _program(self) -> str:
        return self.tr("program")

    def _key(self, state: RunState, titles: list[str]) -> tuple[Entry, ...]:
        shades = self._shades()
        entries = []
        if self._troubles.failed:
            entries.append(
                Entry(
                    sign="hatched", colour=self.colours.danger, text=self.tr("failed")
                )
            )
        if self._troubles.retried:
            entries.append(
                Entry(
                    sign="mark",
                    shape="triangle",
                    colour=self.colours.text,
                    text=self.tr("tried again"),
                )
            )
        entries += [
            Entry(
                sign="box",
                colour=shades.of(_number(label, titles, self._drawn.labels)).name(),
                text=self._label(label, state),
            )
            for label in sorted(
                self._drawn.labels,
                key=lambda key: _number(key, titles, self._drawn.labels),
            )
        ]
        return tuple(entries)


def _number(label: str, titles: list[str], seen: list[str]) -> int:
    """The colour of a label: by the order of models, else by first appearance."""
    if label not in seen:
        seen.append(label)
    return titles.index(label) if label in titles else seen.index(label)


def _phase(start: float, end: float, name: str) -> Phase:
    return Phase(
        start=start, end=end, name=name, words=f"{name} {seconds(end - start)}"
    )


def _bar(start: float, end: float, row: int) -> QRectF:
    return QRectF(start, -row - _HALF, max(end - start, 0.0), 2 * _HALF)
