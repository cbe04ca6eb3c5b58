"""What clients do in a round: one of them, or all of them in batched calls.

:func:`do_client` is a task's function and :func:`do_clients` its ``batch_fn``. Both run
the same code on packs of clients (a pack of one is the single case), so they agree to
rounding. Empty clients make no step and are given back what they were sent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

import workbench.joint.travel  # noqa: F401 - how calls and answers are pickled
from workbench.core.data import DataHandle
from workbench.joint import descent, proximal
from workbench.joint.base import Answer, Floats, Learning, Local, Procedure, Work
from workbench.joint.descent import Found, Sent
from workbench.joint.packing import Arrays, Pack, packs

Call = tuple[DataHandle, Learning, Work]

_PROCEDURES: Mapping[Procedure, Callable[[Learning, Local, Pack, Sent], Found]] = {
    "descend": descent.descend,
    "gradient": descent.gradient,
    "proximal": proximal.proximal,
}


def do_client(data: DataHandle, learning: Learning, work: Work) -> Answer:
    """One client's work on placed ``X``, ``y``, ``order`` and ``bounds``."""
    return do(data.arrays(), learning, work)


def do_clients(calls: Sequence[Call]) -> list[Answer]:
    """The same for many calls, answers in their order."""
    groups: list[tuple[DataHandle, Learning, Local, list[int]]] = []
    for place, (data, learning, work) in enumerate(calls):
        for group in reversed(groups):
            if _same(group[:3], data, learning, work.local):
                group[3].append(place)
                break
        else:
            groups.append((data, learning, work.local, [place]))
    answers: dict[int, Answer] = {}
    for data, learning, _, places in groups:
        works = [calls[place][2] for place in places]
        done = do_many(data.arrays(), learning, works)
        answers.update(zip(places, done, strict=True))
    return [answers[place] for place in range(len(calls))]


def do(arrays: Arrays, learning: Learning, work: Work) -> Answer:
    """One client's work."""
    return do_many(arrays, learning, [work])[0]


def do_many(arrays: Arrays, learning: Learning, works: Sequence[Work]) -> list[Answer]:
    """What clients that work the same way (one ``local``) answer, in order."""
    if not works:
        return []
    local = works[0].local
    shared = all(work.start is works[0].start for work in works)
    answers: dict[int, Answer] = {}
    clients = [work.client for work in works]
    for places, pack in packs(arrays, clients, len(works[0].start)):
        mine = [works[place] for place in places]
        found = _PROCEDURES[local.procedure](
            learning, local, pack, _sent(mine, shared=shared)
        )
        answers.update(zip(places.tolist(), _answers(mine, found), strict=True))
    return [answers[place] for place in range(len(works))]


def _sent(works: Sequence[Work], *, shared: bool) -> Sent:
    first = works[0].start
    return Sent(
        start=first[None] if shared else np.stack([work.start for work in works]),
        correction=_corrections(works),
        seeds=[work.seed for work in works],
    )


def _corrections(works: Sequence[Work]) -> Floats | None:
    if all(work.correction is None for work in works):
        return None
    none = np.zeros_like(works[0].start)
    return np.stack(
        [none if work.correction is None else work.correction for work in works]
    )


def _answers(works: Sequence[Work], found: Found) -> list[Answer]:
    return [
        Answer(client=work.client, vector=vector, loss=loss, steps=steps)
        for work, vector, loss, steps in zip(
            works,
            found.vectors,
            found.losses.tolist(),
            found.steps.tolist(),
            strict=True,
        )
    ]


def _same(
    group: tuple[DataHandle, Learning, Local],
    data: DataHandle,
    learning: Learning,
    local: Local,
) -> bool:
    """Whether a call belongs to a group; mostly it is the very same objects."""
    return (
        (data is group[0] or data.key == group[0].key)
        and (learning is group[1] or learning == group[1])
        and (local is group[2] or local == group[2])
    )
