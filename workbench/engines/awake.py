"""A clock that stands still while the program itself is stopped.

A program that was suspended (Ctrl-Z, a debugger, a closed lid) wakes up to find every
deadline passed, although its workers had no time to keep them. Whoever waits tells the
clock how long it meant to wait; what the wait took beyond that was no time to act in.
"""

from __future__ import annotations

from workbench.core.results import clock

SLACK_S = 2.0
"""A busy machine may wake a thread this late; more means that it was stopped."""


class AwakeClock:
    """Seconds in which the program could act."""

    def __init__(self) -> None:
        self._slept = 0.0
        self._last = clock()

    def __call__(self) -> float:
        """Now; not to be compared with any other clock."""
        return clock() - self._slept

    def woke(self, patience: float) -> None:
        """A turn has passed in which nobody meant to wait longer than ``patience``."""
        now = clock()
        lost = now - self._last - patience
        if lost > SLACK_S:
            self._slept += lost
        self._last = now
