"""How far the timings of a run scatter, and what else the computer did meanwhile.

``runner.conditions`` reads the :class:`Conditions` of each trial,
``scaling.steadiness`` finds each count's :class:`Scatter`, ``scaling.causes`` says what
an :class:`Instability` may come from.
"""

from __future__ import annotations

import msgspec

from workbench.core.messages import Message


class Conditions(msgspec.Struct, frozen=True, kw_only=True):
    """What else the computer did during a trial: how its counters moved meanwhile.

    A field is ``None`` where this computer does not tell. Sums over cores are in CPU
    seconds and cover ``cores`` of them, those that the program may use.
    """

    seconds: float
    """Between the two readings, which lie just outside the trial."""
    cores: int
    others_s: float | None = None
    """CPU seconds of other programs: all work on the cores less that of this program
    and its workers. The system counts all work in ticks of about 10 ms and a process's
    own more finely, so little of it may come out negative."""
    stolen_s: float | None = None
    """What a virtual machine wanted to work and its host gave to others ("steal")."""
    held_s: float | None = None
    """How long the CPU limit of a container held its cores up."""
    heat: int | None = None
    """How often the processor slowed itself down because of heat."""
    ghz: float | None = None
    """The clock of the fastest core at the end, and of the fastest there can be."""
    top_ghz: float | None = None
    swapped_bytes: int | None = None
    """Moved from memory to disk or back."""
    load: float | None = None
    """The load average of the last minute at the end, our own workers included."""


class Scatter(msgspec.Struct, frozen=True, kw_only=True):
    """How the timings of one worker count scatter.

    ``spread`` is their standard deviation as a share of the mean, ``furthest`` how far
    from the mean the one furthest from it lies, as a share with sign. ``fences`` are
    Tukey's, ``None`` with too few timings, and ``outliers`` the places of the timings
    beyond them, in the order of the repeats.
    """

    workers: int
    spread: float | None = None
    furthest: float = 0.0
    fences: tuple[float, float] | None = None
    outliers: tuple[int, ...] = ()
    unstable: bool = False


class Instability(msgspec.Struct, frozen=True, kw_only=True):
    """Timings scatter too far: which, from what, and what to do about it.

    ``causes`` are the codes of what was seen, none where nothing was.
    """

    workers: tuple[int, ...]
    finding: Message
    cause: Message
    cure: Message
    causes: tuple[str, ...] = ()

    @property
    def sentences(self) -> tuple[Message, Message, Message]:
        """All of it, in the order in which it is read."""
        return self.finding, self.cause, self.cure
