"""Which worker ran what, and when: one trial as bars on a time axis."""

from __future__ import annotations

from bisect import bisect_left

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from workbench.core.events import TaskFinished, TrialFinished
from workbench.core.state import RunState, Timeline
from workbench.gui.i18n import say, seconds
from workbench.gui.plots.axes import LabelAxis, NumberAxis
from workbench.gui.plots.bars import Bars, Shades, Troubles
from workbench.gui.plots.base import Plot
from workbench.gui.plots.key import Entry
from workbench.gui.plots.segments import Segments
from workbench.gui.plots.table import Table
from workbench.gui.plots.trial_tasks import (
    Drawn,
    part_text,
    row_numbers,
    span,
    table_row,
    worker_ids,
)
from workbench.gui.theme import Theme

LATEST = 0
"""The choice that follows whichever worker count runs now."""
_HALF = 0.36
_MOST_ROWS = 24
"""Beyond it rows get thinner instead of the picture higher."""
_REACH = 3.0
"""How many pixels beside a bar still count as on it."""


class TimelinePlot(Plot):
    """A row per worker, bars coloured by model, and a row for the program itself."""

    name = "timeline"

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._rows = LabelAxis("left")
        axes = {"left": self._rows, "bottom": NumberAxis("bottom")}
        super().__init__(theme, axes, parent)
        self._choice = LATEST
        self._zoomed = False
        self._drawn = Drawn()
        self._bars, self._phases, self._troubles = Bars(), Bars(), Troubles()
        view = self.canvas.getPlotItem().getViewBox()
        for bars in (self._phases, self._bars):
            view.addItem(bars, ignoreBounds=True)
        self.canvas.add_layer(self._troubles)
        view.setMouseEnabled(x=True, y=False)
        view.sigRangeChangedManually.connect(self._zoom)
        self.canvas.double_clicked.connect(self.reset_zoom)
        self._segments = Segments("timeline_workers", self.tr("Worker count shown"))
        self._segments.setParent(self)
        self._segments.hide()
        self._segments.chosen.connect(self.choose)
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

    def tools(self) -> QWidget:
        """The choice of the worker count."""
        return self._segments

    def choose(self, workers: int) -> None:
        """Show the latest trial of this worker count, or of any (:data:`LATEST`)."""
        self._choice = workers
        self.reset_zoom()

    def reset_zoom(self) -> None:
        """Show the whole trial again."""
        self._zoomed = False
        self.draw(self.state)
        self._fit(self.state)

    def draw(self, state: RunState) -> None:
        """Show ``state``, with the worker counts to choose from."""
        self._offer(state)
        self._keep_readable(state)
        super().draw(state)

    def subtitle(self, state: RunState) -> str:
        """The four steps, and which trial is shown."""
        texts = [self.tr("decompose → assign → execute → aggregate")]
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
                (self._program(), text, "", start, end, end - start, None, None, "")
                for start, end, text in self._phases_of(timeline, timeline.finished)
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
        if timeline.finished and not self._drawn.closed:
            self._close(timeline, timeline.finished)
        if not self._zoomed:
            self._fit(state)

    def forget(self) -> None:
        """Take everything as undrawn."""
        self._bars.set_look(self._shades(), self.colours.surface)
        grey = Shades(colours=(QColor(self.colours.muted),))
        self._phases.set_look(grey, self.colours.surface)
        self._troubles.set_look(self.colours)
        self._drawn = Drawn()

    def tip(self, position: QPointF) -> str:
        """The task under the mouse: model, part, seconds, worker."""
        row = round(-position.y())
        if abs(-position.y() - row) > _HALF:
            return ""
        slack = _REACH * self.canvas.pixel_size[0]
        if row == self._drawn.rows:
            for start, end, text in self._drawn.phases:
                if start - slack <= position.x() <= end + slack:
                    return f"{text}: {seconds(end - start)}"
            return ""
        ends = self._drawn.ends.get(row, [])
        place = bisect_left(ends, position.x() - slack)
        if place == len(ends):
            return ""
        start, task = self._drawn.starts[row][place]
        if start - slack > position.x():
            return ""
        return self._describe(task, row)

    def _describe(self, task: TaskFinished, row: int) -> str:
        timing = task.timing
        part = part_text(task, self.tr("split {number}"))
        lines = [
            f"{self._label(task.label, self.state)} · {part}",
            self.tr("{time}, of which {cpu} on the CPU").format(
                time=seconds(timing.ended - timing.started), cpu=seconds(timing.cpu_s)
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
        height = round(self.fontMetrics().height() * (6 + 0.6 * rows))
        if self.minimumHeight() != height:
            self.setMinimumHeight(height)

    def _start_over(self, timeline: Timeline, workers: tuple[int, ...]) -> None:
        for layer in (self._bars, self._phases, self._troubles):
            layer.clear()
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
        """Draw the tasks that came back since the last time."""
        drawn = self._drawn
        row_of = row_numbers(drawn.workers, timeline)
        titles = list(state.model_titles)
        tasks = timeline.tasks[drawn.tasks :]
        bars = []
        for task in tasks:
            row = row_of[task.timing.worker]
            start, end = span(task, timeline)
            rect = _bar(start, end, row)
            bars.append((_number(task.label, titles, drawn.labels), rect))
            drawn.ends.setdefault(row, []).append(end)
            drawn.starts.setdefault(row, []).append((start, task))
            failed, retried = task.error is not None, task.timing.attempts > 1
            if failed or retried:
                self._troubles.add(rect, failed=failed, retried=retried)
        self._bars.extend(bars)
        drawn.tasks += len(tasks)
        drawn.last = tasks[-1]
        self.canvas.set_key(self._key(state, titles))

    def _close(self, timeline: Timeline, finished: TrialFinished) -> None:
        self._drawn.phases = self._phases_of(timeline, finished)
        self._phases.extend(
            [
                (0, _bar(start, end, self._drawn.rows))
                for start, end, _ in self._drawn.phases
            ]
        )
        self._drawn.closed = True

    def _phases_of(
        self, timeline: Timeline, finished: TrialFinished
    ) -> list[tuple[float, float, str]]:
        """When the program itself worked: before the first task and after the last."""
        last = max(
            (t.timing.completed for t in timeline.tasks), default=timeline.origin
        )
        end = max(last - timeline.origin, finished.decompose_s)
        return [
            (0.0, finished.decompose_s, self.tr("decompose")),
            (end, end + finished.aggregate_s, self.tr("aggregate")),
        ]

    def _fit(self, state: RunState) -> None:
        timeline = self._chosen(state)
        if timeline is None:
            return
        end = max((ends[-1] for ends in self._drawn.ends.values()), default=0.0)
        if timeline.finished:
            end = max(end, self._drawn.phases[-1][1])
        elif before := state.seconds.get(timeline.trial.workers):
            end = max(end, before[-1])  # about as long as last time: a steady axis
        end = end or 1.0
        self.canvas.set_ranges(x=(-0.012 * end, 1.02 * end))

    def _zoom(self, *_: object) -> None:
        self._zoomed = True

    def _label(self, label: str, state: RunState) -> str:
        title = state.model_titles.get(label)
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


def _bar(start: float, end: float, row: int) -> QRectF:
    return QRectF(start, -row - _HALF, max(end - start, 0.0), 2 * _HALF)
