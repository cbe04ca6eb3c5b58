"""How tasks travel to the host: each pickled by itself, data by name.

A task that cannot be pickled here or unpickled there becomes a result with an error and
costs no other. A :class:`~workbench.core.data.DataHandle` anywhere in the arguments is
replaced on the way by the handle that the engine in the host gave for the same arrays.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from workbench.core.data import DataHandle
from workbench.core.plan import Task
from workbench.core.results import TaskResult
from workbench.engines.execute import describe
from workbench.engines.foreign import failed


class _Packed(msgspec.Struct, array_like=True):
    id: int
    call: bytes
    label: str
    part: str
    expected_cost: float


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(list[_Packed])


def packed(tasks: Sequence[Task]) -> tuple[bytes, list[TaskResult]]:
    """The message of ``tasks``, and the results of those that cannot be sent."""
    good: list[_Packed] = []
    bad: list[TaskResult] = []
    for task in tasks:
        try:
            call = _dumps((task.fn, task.args, task.batch_fn))
        except BaseException as raised:
            error = describe(raised, "the task could not be pickled")
            bad.append(failed(task, error, worker=0))
        else:
            good.append(
                _Packed(task.id, call, task.label, task.part, task.expected_cost)
            )
    return _encoder.encode(good), bad


def unpacked(
    message: bytes, handles: Mapping[str, DataHandle]
) -> Iterator[Task | TaskResult]:
    """In the host: the tasks, or the results of those that cannot be understood."""
    for item in _decoder.decode(message):
        try:
            fn, args, batch_fn = _Unpickler(item.call, handles).load()
        except BaseException as raised:
            error = describe(raised, "the task could not be unpickled")
            task = Task(id=item.id, fn=id, label=item.label, part=item.part)
            yield failed(task, error, worker=0)
        else:
            yield Task(
                id=item.id,
                fn=fn,
                args=args,
                label=item.label,
                part=item.part,
                expected_cost=item.expected_cost,
                batch_fn=batch_fn,
            )


def _dumps(call: tuple[Any, ...]) -> bytes:
    buffer = io.BytesIO()
    _Pickler(buffer, 5).dump(call)
    return buffer.getvalue()


class _Pickler(pickle.Pickler):
    """Names data instead of describing them."""

    def persistent_id(self, thing: Any) -> tuple[str, int] | None:
        return (thing.key, thing.size) if isinstance(thing, DataHandle) else None


class _Unpickler(pickle.Unpickler):
    """Puts the host's own handles in the places of named data."""

    def __init__(self, call: bytes, handles: Mapping[str, DataHandle]) -> None:
        super().__init__(io.BytesIO(call))
        self._handles = handles

    def persistent_load(self, name: tuple[str, int]) -> DataHandle:
        key, size = name
        return self._handles.get(key) or DataHandle(key=key, size=size)
