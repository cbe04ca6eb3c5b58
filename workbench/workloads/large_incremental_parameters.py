"""Which members learn from a folder of readings, and from how much of it."""

from __future__ import annotations

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import Parameter
from workbench.workloads.large_members import KINDS
from workbench.workloads.large_parameters import sizes

PARAMETERS = (
    *sizes(megabytes=40, file_megabytes=4),
    *(
        Parameter(name=name, kind="bool", default=kind.default, title=kind.title)
        for name, kind in KINDS.items()
    ),
    Parameter(
        name="bags",
        kind="int",
        default=1,
        minimum=1,
        maximum=32,
        title=Message(QT_TRANSLATE_NOOP("Message", "Members of each kind")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "How many members of each kind there are, which differ by their seed "
                "and by the files that they learn from.",
            )
        ),
    ),
    Parameter(
        name="share",
        kind="float",
        default=1.0,
        minimum=0.01,
        maximum=1.0,
        title=Message(QT_TRANSLATE_NOOP("Message", "Share of the files")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "What share of the training files each member learns from, drawn for "
                "each by itself.",
            )
        ),
    ),
    Parameter(
        name="reference",
        kind="bool",
        default=True,
        title=Message(QT_TRANSLATE_NOOP("Message", "Compare with one fit")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Fit a logistic regression to all training rows at once as well, "
                "where they fit into a worker’s memory.",
            )
        ),
    ),
)
