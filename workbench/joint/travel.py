"""How work and answers are pickled: in a fraction of the time that dataclasses take.

A client of few rows works for less time than its task would take to be pickled field by
field. What is the same for a whole round is a tuple of plain values, turned back into
the one object that is known already; a vector is its bytes.
"""

from __future__ import annotations

import copyreg
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np

from workbench.joint.base import Answer, Learning, Local, Penalty, Shape, Vector, Work

RAW_BYTES = 1 << 16
"""Longer vectors travel as arrays, which an engine may pass on without a copy."""

_Reduced = tuple[Callable[..., Any], tuple[Any, ...]]
_LOCAL = tuple(Local.__dataclass_fields__)


def _raw(vector: Vector) -> bytes | Vector:
    return vector.tobytes() if vector.nbytes <= RAW_BYTES else vector


def _vector(raw: bytes | Vector) -> Vector:
    return np.frombuffer(raw, np.float64).copy() if isinstance(raw, bytes) else raw


def _from_work(work: Work) -> _Reduced:
    correction = None if work.correction is None else _raw(work.correction)
    return _to_work, (
        work.client,
        _raw(work.start),
        _local_values(work.local),
        correction,
        work.seed,
    )


def _to_work(
    client: int,
    start: bytes | Vector,
    local: tuple[Any, ...],
    correction: bytes | Vector | None,
    seed: int,
) -> Work:
    return Work(
        client=client,
        start=_vector(start),
        local=_to_local(local),
        correction=None if correction is None else _vector(correction),
        seed=seed,
    )


def _from_answer(answer: Answer) -> _Reduced:
    parts = (answer.client, _raw(answer.vector), answer.loss, answer.steps)
    return _to_answer, parts


def _to_answer(client: int, vector: bytes | Vector, loss: float, steps: int) -> Answer:
    return Answer(client=client, vector=_vector(vector), loss=loss, steps=steps)


def _from_learning(learning: Learning) -> _Reduced:
    shape, penalty = learning.shape, learning.penalty
    return _to_learning, (
        learning.objective,
        (shape.features, shape.outputs, shape.hidden),
        (penalty.l1, penalty.l2, penalty.free),
    )


@lru_cache(maxsize=16)
def _to_learning(
    objective: str,
    sizes: tuple[int, int, int],
    penalty: tuple[float, float, tuple[int, ...]],
) -> Learning:
    l1, l2, free = penalty
    return Learning(
        objective=objective,
        shape=Shape(*sizes),
        penalty=Penalty(l1=l1, l2=l2, free=free),
    )


@lru_cache(maxsize=16)
def _local_values(local: Local) -> tuple[Any, ...]:
    return tuple(getattr(local, name) for name in _LOCAL)


@lru_cache(maxsize=16)
def _to_local(values: tuple[Any, ...]) -> Local:
    return Local(**dict(zip(_LOCAL, values, strict=True)))


copyreg.pickle(Work, _from_work)
copyreg.pickle(Answer, _from_answer)
copyreg.pickle(Learning, _from_learning)
