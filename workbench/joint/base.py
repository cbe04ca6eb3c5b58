"""The shape of joint learning: what is minimised, what a client does, what meets.

Parameters are a flat vector w of float64 everywhere, and a gradient is a function of
it; nothing here knows what a model looks like inside. A :class:`Strategy` says what
each chosen client has to do in a round (:class:`Work`), and makes of their answers the
next model. Work is done by :func:`workbench.joint.local.do` (one client) or
:func:`workbench.joint.local.do_many` (all of a round in batched calls); both give the
same.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from workbench.core.errors import Problem
from workbench.core.libraries import is_here
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import Parameter, ParamValue
from workbench.core.registry import Registry

Vector = NDArray[np.float64]
"""(parameters,)"""
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Shape:
    """What a model sees and says. ``outputs`` is the number of classes, or 1."""

    features: int
    """Columns of X, the bias column included where there is one."""
    outputs: int
    hidden: int = 0
    """Units of the hidden layer, where there is one."""


class Objective(Protocol):
    """A model's mean loss over rows and its gradient, for many clients at once.

    ``W`` is (clients, parameters), ``X`` (clients, rows, features), ``y`` (clients,
    rows) of class indices or values. ``weight`` (clients, rows) sums to 1 for every
    client; a row that only fills up a shorter client weighs 0. One client is the case
    of ``clients`` = 1. Penalties are no part of it.
    """

    name: str
    title: Message
    help: Message
    kind: Literal["classification", "regression"]
    convex: bool
    binary_only: bool
    """Whether it tells two classes apart and no more."""
    requires: str
    """The library that it needs beside the program's own."""

    def size(self, shape: Shape) -> int:
        """How many parameters there are."""

    def start(self, shape: Shape, seed: int) -> Vector:
        """Where learning begins: zeros, or small random weights if those are stuck."""

    def loss(
        self, shape: Shape, W: Floats, X: Floats, y: NDArray[Any], weight: Floats
    ) -> Floats:
        """The losses, (clients,)."""

    def gradient(
        self, shape: Shape, W: Floats, X: Floats, y: NDArray[Any], weight: Floats
    ) -> tuple[Floats, Floats]:
        """Losses (clients,) and gradients (clients, parameters)."""

    def predict(self, shape: Shape, w: Vector, X: Floats) -> NDArray[Any]:
        """Labels or values (rows,) for X (rows, features)."""

    def row_losses(self, shape: Shape, w: Vector, X: Floats, y: NDArray[Any]) -> Floats:
        """Each row's own loss, (rows,): for audits and for test loss."""


OBJECTIVES: Registry[Objective] = Registry(
    Message(QT_TRANSLATE_NOOP("Message", "model")), home="workbench.joint.objectives"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Penalty:
    """λR(w) = l1‖w‖₁ + l2/2 ‖w‖²; ``free`` is the bias' place where it is spared."""

    l1: float = 0.0
    l2: float = 0.0
    free: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Learning:
    """What is minimised: a small value that travels with every task."""

    objective: str
    shape: Shape
    penalty: Penalty = Penalty()


Procedure = Literal["descend", "gradient", "proximal"]
"""What a client can be asked for.

``descend``: local (stochastic, proximal) gradient steps from ``start``.
``gradient``: the gradient at ``start`` of its own smooth objective, and its loss.
``proximal``: argmin_x f_i(x) + ρ/2 ‖x − start‖², to convergence (ADMM's x-update).
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Local:
    """How a client works; the same for all clients of a round.

    ``steps`` are gradient steps, or with ``epochs`` > 0 as many as its rows make. A
    ``batch`` of 0 takes all rows. ``mu`` is FedProx's μ. ``rho`` belongs to
    ``proximal``. The L2 penalty is part of the gradient; the L1 penalty is a proximal
    (soft-threshold) step after each gradient step, and no part of ``proximal``, where
    the server's z-update has it (and, with ``penalised`` false, the L2 penalty too).
    """

    procedure: Procedure = "descend"
    steps: int = 1
    epochs: int = 0
    batch: int = 0
    eta: float = 0.1
    mu: float = 0.0
    rho: float = 0.0
    penalised: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What one client has to do in one round.

    ``correction`` is added to each of its gradients (SCAFFOLD: c − c_i). ``seed`` fixes
    its mini-batches.
    """

    client: int
    start: Vector
    local: Local
    correction: Vector | None = None
    seed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a client found. ``vector`` is its model, or its gradient.

    ``loss`` is its mean loss at ``start``, without penalty; ``steps`` how many it made.
    """

    client: int
    vector: Vector
    loss: float
    steps: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """What of a client's answer reaches the server, after all that happens on the way.

    ``delta`` is what it found minus what it was sent (of ``gradient``, the gradient
    itself), as it arrives: clipped, poisoned, compressed, whatever the round has. All
    entries are finite. ``weight`` is its share of the rows, n_i / n over *all* clients.
    """

    client: int
    delta: Vector
    weight: float
    rows: int
    steps: int
    loss: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a strategy knows from the beginning."""

    learning: Learning
    weights: Floats
    """(clients,) shares of the rows, n_i / n."""
    rows: NDArray[np.int64]
    seed: int
    start: Vector
    rounds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """What a strategy can tell about itself after a round."""

    consensus: float | None = None
    primal: float | None = None
    dual: float | None = None
    rho: float | None = None
    settled: bool = False
    """Whether its own stop rule (ADMM's residuals) is content."""


class Strategy(ABC):
    """Rounds of one way of learning together; holds the server's state.

    ``parameters`` is the global model at any time. For peers without a server it is the
    weighted mean of theirs. Permuting the clients changes nothing but the order of
    sums; equal clients behave as one.
    """

    peers: ClassVar[bool] = False
    """Whether clients talk to neighbours and there is no server (every client then
    works in every round it is present in)."""
    sends: ClassVar[int] = 1
    """Vectors that a client sends up in a round, each as long as the model."""
    receives: ClassVar[int] = 1
    """Vectors that a client is sent in a round."""

    def __init__(self, setting: Setting, params: Mapping[str, ParamValue]) -> None:
        """``params`` are filled."""
        self.setting = setting
        self.parameters: Vector = setting.start.copy()

    @abstractmethod
    def work(self, number: int, chosen: Sequence[int]) -> list[Work]:
        """What the ``chosen`` clients do in round ``number`` (from 1)."""

    @abstractmethod
    def take(self, number: int, updates: Sequence[Update]) -> Measures:
        """Make the next model of the ``updates`` that arrived (one at least).

        Those of clients that gave up, came late or were refused are not among them.
        """

    def copies(self, client: int) -> int:
        """To how many others ``client`` sends each of its vectors: 1, the server."""
        return 1

    def spread(self) -> Floats | None:
        """The clients' own models (clients, parameters), where they keep such."""
        return None


Trainer = Literal["torch", "keras"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategyEntry:
    """One strategy as data plus its class; ``variant`` says which exactly, in words."""

    name: str
    title: Message
    help: Message
    variant: Message
    source: str
    make: Callable[[Setting, Mapping[str, ParamValue]], Strategy]
    parameters: tuple[Parameter, ...] = ()
    check: Callable[[Mapping[str, ParamValue], int], list[Problem]] | None = None
    """What is wrong with filled parameters for so many clients (fields without
    prefix)."""
    rounds: int | None = None
    """How many rounds it makes at most, where that is its nature (one-shot: 1)."""
    robust: bool = False
    """Whether it bears some poisoned updates."""
    needs_convex: bool = False
    """Whether it needs a convex objective (ADMM)."""
    peers: bool = False
    """Whether all clients take part, whatever share a server would draw."""
    aggregates_sums: bool = True
    """Whether a (secure) sum of updates is all that its server needs."""
    trainer: Trainer | None = None
    """Which library makes all of its rounds, in processes of their own."""
    requires: str = ""
    """The library that it needs beside the program's own."""

    @property
    def available(self) -> bool:
        """Whether it can be used here, found out without importing anything."""
        return is_here(self.requires)


STRATEGIES: Registry[StrategyEntry] = Registry(
    Message(QT_TRANSLATE_NOOP("Message", "strategy")), home="workbench.joint.strategies"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clients:
    """The rows of all clients, packed: client i has ``order[bounds[i]:bounds[i+1]]``.

    As arrays (``order``, ``bounds``) they are placed once beside X and y, so a task
    names a client by its number alone.
    """

    order: NDArray[np.int64]
    bounds: NDArray[np.int64]
    names: tuple[str, ...]
    method: str = "iid"
    notes: tuple[Message, ...] = field(default=())

    def __len__(self) -> int:
        return len(self.bounds) - 1

    @property
    def sizes(self) -> NDArray[np.int64]:
        """Rows of each client."""
        return np.diff(self.bounds)

    def rows(self, client: int) -> NDArray[np.int64]:
        """Which rows a client holds."""
        return self.order[self.bounds[client] : self.bounds[client + 1]]


def packed(
    parts: Sequence[NDArray[Any]],
    names: Sequence[str] = (),
    method: str = "iid",
    notes: tuple[Message, ...] = (),
) -> Clients:
    """From one array of row numbers per client."""
    sizes = [len(part) for part in parts]
    return Clients(
        order=np.concatenate([np.asarray(p, np.int64) for p in parts])
        if parts
        else np.empty(0, np.int64),
        bounds=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        names=tuple(names) or tuple(str(i + 1) for i in range(len(parts))),
        method=method,
        notes=notes,
    )
