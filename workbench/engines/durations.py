"""What tasks like these took lately, to tell how many of them may travel together."""

from __future__ import annotations

from typing import Any

from workbench.core.plan import Task

_SMOOTHING = 0.2
_SLOWER = 0.5


class Durations:
    """What tasks took lately, by function and label, in seconds."""

    def __init__(self) -> None:
        self._means: dict[tuple[Any, str], float] = {}

    def expected(self, task: Task) -> float | None:
        """What a task like this takes, or ``None`` before one was seen."""
        return self._means.get((task.fn, task.label))

    def learn(self, task: Task, seconds: float) -> None:
        """A longer one than expected counts more, since it holds up others."""
        key = task.fn, task.label
        mean = self._means.get(key, seconds)
        weight = _SLOWER if seconds > mean else _SMOOTHING
        self._means[key] = mean + weight * (seconds - mean)

    def forget(self) -> None:
        """The data are others from now on."""
        self._means.clear()
