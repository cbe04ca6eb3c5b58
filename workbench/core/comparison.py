"""What was found about several engines that ran the same experiment: plain data.

The runner measures and yields these as the bodies of ``Found`` events, ``scaling``
computes what they say, and ``reduce`` folds them into a :class:`Comparison`.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from workbench.core.log import Log
from workbench.core.messages import Message

What = Literal["experiment", "one by one", "chunks", "length"]
"""What was timed: a trial of the experiment; tasks that do nothing, each in a message
of its own or in chunks; tasks of a known length."""
Bounds = tuple[float, float]


class EnginesPlanned(msgspec.Struct, frozen=True, kw_only=True, tag="engines_planned"):
    """A comparison begins: on how many workers, and how many timings it will take."""

    workers: int
    timings: int


class EngineReady(msgspec.Struct, frozen=True, kw_only=True, tag="engine_ready"):
    """An engine was started anew. It may have fewer workers than were asked for.

    ``start_s`` is from nothing to workers that answer, the import of its library
    included; ``warm_up_s`` is the first use of each worker.
    """

    engine: str
    title: Message
    workers: int
    start_s: float
    warm_up_s: float


class EngineLeftOut(msgspec.Struct, frozen=True, kw_only=True, tag="engine_left_out"):
    """An engine that could not be used, or not to the end, and why."""

    engine: str
    title: Message
    reason: Message


class EngineTimed(msgspec.Struct, frozen=True, kw_only=True, tag="engine_timed"):
    """One timing of one engine; those of one ``repeat`` were taken side by side.

    ``seconds`` is from handing out the first of ``tasks`` tasks to the last result. Of
    tasks of a known length ``length_s`` is the length that was wanted and ``task_s``
    what such a task takes in a plain loop, measured just before.
    """

    engine: str
    what: What
    repeat: int
    workers: int
    tasks: int
    seconds: float
    length_s: float = 0.0
    task_s: float = 0.0
    work: float = 1.0
    """How many times the work of one worker's problem it was (weak scaling)."""
    bytes_in: int = 0
    """Sent to workers, all tasks together."""
    bytes_out: int = 0
    digest: str = ""
    """Of what the experiment computed; empty where tasks failed."""


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A value over repeats and its 95 % interval, which needs two of them."""

    value: float
    ci95: Bounds | None = None


class EnginePoint(msgspec.Struct, frozen=True, kw_only=True):
    """How well an engine uses the workers with tasks of this length."""

    length_s: float
    efficiency: Figure
    tasks: int


class Reach(msgspec.Struct, frozen=True, kw_only=True):
    """The shortest task length at which an engine is worth its overhead.

    ``seconds`` is ``None`` where not even the longest tasks were; ``ci95`` has no end
    where the lower edge of the band never gets there. ``at_most`` where the shortest
    tasks that were measured are worth it already.
    """

    seconds: float | None
    low: float | None = None
    high: float | None = None
    at_most: bool = False


class EngineRow(msgspec.Struct, frozen=True, kw_only=True):
    """One engine: what it costs and what it brings.

    ``speedup`` and ``efficiency`` are of the experiment, against the serial engine.
    Bytes are means over the experiment's tasks.
    """

    engine: str
    title: Message
    workers: int
    start_s: float
    warm_up_s: float
    overhead_s: Figure | None = None
    """Per task that is handed out by itself."""
    tasks_per_s: Figure | None = None
    """Tasks that do nothing, in chunks as the engine makes them."""
    seconds: Figure | None = None
    speedup: Figure | None = None
    efficiency: Figure | None = None
    bytes_in: float | None = None
    bytes_out: float | None = None
    curve: tuple[EnginePoint, ...] = ()
    shortest: Reach | None = None


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """Which engines to take for tasks from ``low_s`` to ``high_s`` seconds.

    The first is the simplest of them; the others did as well there.
    """

    low_s: float
    high_s: float
    engines: tuple[str, ...]


class EnginesFound(msgspec.Struct, frozen=True, kw_only=True, tag="engines_found"):
    """What all timings so far say.

    ``peak`` is the best efficiency that any engine reached: what this computer gives to
    so many workers. ``threshold`` is the efficiency from which on a task is worth it.
    """

    workers: int
    rows: tuple[EngineRow, ...]
    peak: float | None = None
    threshold: float | None = None
    choices: tuple[Choice, ...] = ()
    slowed: float | None = None
    """How many times as long tasks took in the plain loop as when it was calibrated,
    in the median: what else the computer did."""
    identical: bool | None = None
    """Whether every engine computed the same, bit for bit."""
    sentences: tuple[Message, ...] = ()


ComparisonBody = (
    EnginesPlanned | EngineReady | EngineLeftOut | EngineTimed | EnginesFound
)


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """Everything known of a comparison of engines."""

    workers: int = 1
    planned: int = 0
    ready: tuple[EngineReady, ...] = ()
    left_out: tuple[EngineLeftOut, ...] = ()
    timings: Log[EngineTimed] = Log()
    found: EnginesFound | None = None

    @property
    def share(self) -> float:
        """How much of it is done, 0 to 1."""
        return min(1.0, len(self.timings) / self.planned) if self.planned else 0.0

    def after(self, body: ComparisonBody) -> Comparison:
        """This with ``body`` added."""
        replace = msgspec.structs.replace
        match body:
            case EnginesPlanned():
                return replace(self, workers=body.workers, planned=body.timings)
            case EngineReady():
                return replace(self, ready=(*self.ready, body))
            case EngineLeftOut():
                return replace(self, left_out=(*self.left_out, body))
            case EngineTimed():
                return replace(self, timings=self.timings.append(body))
            case EnginesFound():
                return replace(self, found=body)
