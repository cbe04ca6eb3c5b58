"""The parts of an anatomy in words: one place for the picture and the explanations."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt

from workbench.core.anatomy import PARTS
from workbench.core.messages import QT_TRANSLATE_NOOP, Message

UNATTRIBUTED = "unattributed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part: what it is called, what it is, and the pattern it is known by.

    ``series`` is the number of its colour among the theme's; ``None`` is the accent,
    which is kept for what the run is for.
    """

    key: str
    title: Message
    words: Message
    series: int | None
    pattern: Qt.BrushStyle


_KNOWN = (
    Part(
        key="compute",
        title=Message(QT_TRANSLATE_NOOP("Message", "compute")),
        words=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Tasks at work on a core: the only part that brings the run forward.",
            )
        ),
        series=None,
        pattern=Qt.BrushStyle.SolidPattern,
    ),
    Part(
        key="contention",
        title=Message(QT_TRANSLATE_NOOP("Message", "contention")),
        words=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Inside tasks, but not computing: no core was free, or the task was "
                "blocked.",
            )
        ),
        series=1,
        pattern=Qt.BrushStyle.BDiagPattern,
    ),
    Part(
        key="transfer",
        title=Message(QT_TRANSLATE_NOOP("Message", "transfer")),
        words=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Packing, sending and unpacking tasks and results, both ways.",
            )
        ),
        series=5,
        pattern=Qt.BrushStyle.HorPattern,
    ),
    Part(
        key="dispatch",
        title=Message(QT_TRANSLATE_NOOP("Message", "dispatch")),
        words=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "A worker idle although tasks remain: it waits to be handed one.",
            )
        ),
        series=4,
        pattern=Qt.BrushStyle.FDiagPattern,
    ),
    Part(
        key="imbalance",
        title=Message(QT_TRANSLATE_NOOP("Message", "imbalance")),
        words=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "A worker idle, no task left for it, while another one still works.",
            )
        ),
        series=3,
        pattern=Qt.BrushStyle.DiagCrossPattern,
    ),
    Part(
        key="serial",
        title=Message(QT_TRANSLATE_NOOP("Message", "serial")),
        words=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "All workers idle while the program cuts the work into tasks or puts "
                "the results together.",
            )
        ),
        series=7,
        pattern=Qt.BrushStyle.VerPattern,
    ),
    Part(
        key=UNATTRIBUTED,
        title=Message(QT_TRANSLATE_NOOP("Message", "unexplained")),
        words=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "What no measured part explains; negative where two parts overlap.",
            )
        ),
        series=None,
        pattern=Qt.BrushStyle.NoBrush,
    ),
)
_BY_KEY = {part.key: part for part in _KNOWN}
SHOWN: tuple[Part, ...] = tuple(_BY_KEY[key] for key in (*PARTS, UNATTRIBUTED))
"""In the order of the picture: those of :data:`PARTS`, then what is left."""
