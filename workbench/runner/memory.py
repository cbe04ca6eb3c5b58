"""A last look at memory before all workers need theirs at once."""

from __future__ import annotations

import psutil

from workbench.core.errors import BadInput, Problem
from workbench.core.messages import QT_TRANSLATE_NOOP, Message

LOOK_FROM = 0.25
"""The predicted share of memory from which on one worker tries alone first."""
_KEPT_FREE = 0.05
"""The share of memory that is left to others."""


def refuse_what_does_not_fit(peak_bytes: int, workers: int) -> None:
    """Raise ``BadInput`` if ``workers`` times the peak of one exceeds what is free.

    ``peak_bytes`` is that of a worker that has run every kind of task once; it is part
    of what is in use now, so only the others have to find room.
    """
    memory = psutil.virtual_memory()
    need = peak_bytes * (workers - 1)
    free = memory.available - _KEPT_FREE * memory.total
    if need <= free:
        return
    raise BadInput(
        [
            Problem(
                field="workers",
                message=Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "One worker was tried and needs {one:.1f} GiB; {workers} of "
                        "them do not fit into the {free:.1f} GiB that are free. Use "
                        "fewer workers or less data.",
                    ),
                    {
                        "one": peak_bytes / 2**30,
                        "workers": workers,
                        "free": max(0.0, memory.available / 2**30),
                    },
                ),
            )
        ]
    )
