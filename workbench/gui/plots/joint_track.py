"""A strategy's rounds as columns of figures, which only grow while a run goes on.

A run of ten strategies has soon had ten thousand rounds, and each tick of it brings a
few more: what was read of the earlier ones is kept.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from workbench.core.joint import JointCourse, JointRound

Floats = NDArray[np.float64]
Across = Literal["rounds", "bytes", "seconds", "simulated"]
Measure = Literal[
    "objective",
    "test_loss",
    "test_score",
    "distance",
    "drift",
    "consensus",
    "primal",
    "dual",
    "epsilon",
]

ACROSS: tuple[Across, ...] = ("rounds", "bytes", "seconds", "simulated")
_ACROSS: Mapping[Across, Callable[[JointRound], float | None]] = {
    "rounds": lambda r: r.round,
    "bytes": lambda r: r.bytes_up + r.bytes_down,
    "seconds": lambda r: r.seconds,
    "simulated": lambda r: r.simulated_s,
}


class Track:
    """One strategy's rounds; a figure that is missing or not finite is NaN.

    Rounds that continue those before are added to them; others replace them.
    """

    def __init__(self) -> None:
        self._rounds: tuple[JointRound, ...] = ()
        self._columns: dict[str, array[float]] = {}

    @property
    def rounds(self) -> tuple[JointRound, ...]:
        """What is followed."""
        return self._rounds

    def follow(self, rounds: tuple[JointRound, ...]) -> None:
        """Know these rounds from now on."""
        known = len(self._rounds)
        # By identity of the last one: a tuple that grew holds the very same rounds.
        grown = known <= len(rounds) and (
            known == 0 or rounds[known - 1] is self._rounds[-1]
        )
        if not grown:
            self._columns.clear()
        self._rounds = rounds

    def measured(self, measure: Measure) -> Floats:
        """A figure of every round."""
        return self._column(measure, lambda r: getattr(r, measure))

    def placed(self, across: Across) -> Floats:
        """Where every round lies along an axis; bytes are those of both ways."""
        return self._column(across, _ACROSS[across])

    def _column(self, name: str, value: Callable[[JointRound], float | None]) -> Floats:
        column = self._columns.setdefault(name, array("d"))
        found = map(value, self._rounds[len(column) :])
        column.extend(np.nan if one is None else one for one in found)
        figures = np.array(column)  # a copy: an array that is looked at cannot grow
        figures[~np.isfinite(figures)] = np.nan
        return figures


class Tracks:
    """The tracks of all strategies of one trial."""

    def __init__(self) -> None:
        self._tracks: dict[str, Track] = {}

    def follow(self, courses: Mapping[str, JointCourse]) -> dict[str, Track]:
        """The tracks of these courses, in their order."""
        self._tracks = {key: self._tracks.get(key) or Track() for key in courses}
        for key, track in self._tracks.items():
            track.follow(courses[key].rounds)
        return self._tracks
