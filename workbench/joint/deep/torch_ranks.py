"""One rank of a training with ``torch.distributed``: gloo over the loopback interface.

Ranks find each other through a file. What PyTorch's ``DistributedDataParallel`` does
behind a backward pass is done in the open here, so that the exchange can be timed.
"""

from __future__ import annotations

import os
import socket
import time
from pathlib import Path
from typing import Any

import numpy as np

from workbench.core import deep_learning
from workbench.joint.base import Floats, Vector
from workbench.joint.deep import torch_model
from workbench.joint.deep.training import Diary, Part, Training, everyones, median_s

TIMEOUT_S = 120.0
"""The longest that a rank waits for another one, which may still be importing."""


def train(
    training: Training, part: Part, everyone: Part | None, rank: int, store: Path
) -> Diary:
    """All rounds of one rank; ``everyone`` has the rows of all, on rank 0 only."""
    os.environ["GLOO_SOCKET_IFNAME"] = _loopback()
    torch = deep_learning.torch()
    from datetime import timedelta

    dist = torch.distributed
    dist.init_process_group(
        "gloo",
        store=dist.FileStore(str(store), training.ranks),
        rank=rank,
        world_size=training.ranks,
        timeout=timedelta(seconds=TIMEOUT_S),
    )
    try:
        diary = Diary()
        if everyone is not None:
            diary.alone_s = _alone(training, everyone)
        learner = _Learner(training, training.start)
        _warm_up(learner, part)
        dist.barrier()
        before = time.process_time()
        for number, eta in enumerate(training.etas):
            _step(learner, part, diary, number, rank, eta)
        diary.cpu_s = time.process_time() - before
    finally:
        dist.destroy_process_group()
    return diary


class _Learner:
    """A module, its optimiser, and the flat vector that our side knows it as."""

    def __init__(self, training: Training, start: Vector) -> None:
        self._torch = deep_learning.torch()
        self._form = training.form
        self.network = torch_model.module(self._form, training.learning.shape)
        self._ridge = torch_model.floats(np.asarray(training.ridge()))
        self.training = training
        self._sgd = self._torch.optim.SGD(self.network.parameters(), lr=1.0)
        self.put(start)

    def put(self, w: Vector) -> None:
        """Make ``w`` its parameters."""
        with self._torch.no_grad():
            for _, parameter, part in torch_model.parts(
                self.network, torch_model.floats(w)
            ):
                parameter.copy_(part)

    def flat(self) -> Any:
        """Its parameters as a vector, a copy."""
        return self._vector([p.detach() for p in self.network.parameters()])

    def slope(self, X: Any, y: Any, weight: Any) -> tuple[float, Any]:
        """The loss, and its gradient with that of the L2 penalty, as a vector."""
        self._sgd.zero_grad()
        losses = torch_model.row_losses(self._form, self.network(X), y)
        loss = losses @ weight
        loss.backward()
        gradient = self._vector([p.grad for p in self.network.parameters()])
        return loss.item(), gradient

    def step(self, gradient: Any, eta: float) -> None:
        """Along the ``gradient`` of all rows, then the proximal step."""
        gradient = gradient + self._ridge * self.flat()
        for _, parameter, part in torch_model.parts(self.network, gradient):
            parameter.grad.copy_(part)
        self._sgd.param_groups[0]["lr"] = eta
        self._sgd.step()
        if self.training.learning.penalty.l1:
            self.put(self.training.shrunk(self.flat().numpy(), eta))

    def _vector(self, tensors: list[Any]) -> Any:
        return self._torch.cat(
            [(t.t() if t.ndim == 2 else t).reshape(-1) for t in tensors]
        )


def _step(
    learner: _Learner, part: Part, diary: Diary, number: int, rank: int, eta: float
) -> None:
    """One round, timed: gradient, all-reduce, step."""
    training = learner.training
    dist = deep_learning.torch().distributed
    X, y, weight = _taken(training, part, training.rows(number, rank))
    begin = time.perf_counter()
    loss, gradient = learner.slope(X, y, weight)
    gradient *= training.share(rank)
    sent = time.perf_counter()
    dist.all_reduce(gradient)
    arrived = time.perf_counter()
    learner.step(gradient, eta)
    diary.step_s.append(time.perf_counter() - begin)
    diary.exchange_s.append(arrived - sent)
    diary.losses.append(loss)
    if rank == 0:
        diary.models.append(learner.flat().numpy().copy())


def _taken(training: Training, part: Part, rows: Any) -> tuple[Any, Any, Any]:
    """Tensors of some rows, each weighing the same."""
    even: Floats = np.full(len(rows), 1.0 / max(len(rows), 1))
    return (
        torch_model.floats(part.X[rows]),
        torch_model.targets(training.form, part.y[rows]),
        torch_model.floats(even),
    )


def _warm_up(learner: _Learner, part: Part) -> None:
    """The first use of everything, the connection to the others among it."""
    X, y, weight = _taken(learner.training, part, np.arange(len(part.X)))
    for _ in range(3):
        _, gradient = learner.slope(X, y, weight)
        deep_learning.torch().distributed.all_reduce(gradient)


def _alone(training: Training, everyone: Part) -> float:
    """Seconds of a step of one rank that has the rows of all."""
    learner = _Learner(training, training.start)
    rows, weight = everyones(training)
    X, y, _ = _taken(training, everyone, rows)
    weights = torch_model.floats(weight)

    def step() -> None:
        _, gradient = learner.slope(X, y, weights)
        learner.step(gradient, training.etas[0])

    return median_s(step)


def _loopback() -> str:
    """The name of the interface that reaches this computer alone."""
    import psutil

    for name, addresses in psutil.net_if_addrs().items():
        if any(
            a.family == socket.AF_INET and a.address == "127.0.0.1" for a in addresses
        ):
            return str(name)
    raise OSError("this computer has no loopback interface")
