"""Progress on stderr: a bar in a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Self

from workbench.core.state import RunState

if TYPE_CHECKING:
    from rich.progress import Progress as Bar


class Progress:
    """Draws a :class:`RunState`; a context manager that leaves the line clean."""

    def __init__(self, *, visible: bool = True) -> None:
        self._visible = visible
        self._bar = _bar() if visible else None
        self._trials = -1
        self._drawn = 0.0

    def __enter__(self) -> Self:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def show(self, state: RunState) -> None:
        """Draw at most ten times a second, and at each trial's end."""
        finished = len(state.trials) != self._trials
        if not self._visible or (not finished and state.t - self._drawn < 0.1):
            return
        self._drawn = state.t
        if self._bar is not None:
            self._bar.update(
                self._bar.task_ids[0],
                completed=state.progress,
                description=_doing(state),
                left=_left(state),
                refresh=True,
            )
        elif finished and state.trials:
            trial = state.trials[-1]
            print(
                f"{trial.trial.workers} workers, repeat {trial.trial.repeat}: "
                f"{trial.seconds:.3f} s ({state.progress:.0%}{_left(state, ', ')})",
                file=sys.stderr,
                flush=True,
            )
        self._trials = len(state.trials)


def _bar() -> Bar | None:
    """A bar of one task, if standard error is a terminal."""
    # Here: a run whose answer another program reads draws nothing.
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bar

    console = Console(stderr=True)
    if not console.is_terminal:
        return None
    bar = Bar(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %  {task.fields[left]}"),
        console=console,
        transient=True,
        auto_refresh=False,
    )
    bar.add_task("", total=1.0, left="")
    return bar


def _doing(state: RunState) -> str:
    if state.current is None:
        comparing = state.live and state.comparison is not None and state.trials
        return "comparing engines" if comparing else state.status
    if state.current.role == "warmup":
        return "warm-up"
    return f"{state.current.workers} workers, repeat {state.current.repeat}"


def _left(state: RunState, before: str = "") -> str:
    if not state.live or state.remaining_s is None:
        return ""
    return f"{before}about {state.remaining_s:.0f} s left"
