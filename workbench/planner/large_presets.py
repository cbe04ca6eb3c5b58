"""Presets over more rows than memory needs to hold."""

from __future__ import annotations

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.spec import ExperimentSpec, RepeatSpec
from workbench.planner.preset import Preset

GROUP_BY = Preset(
    title=Message(QT_TRANSLATE_NOOP("Message", "Large data: group, join and scale")),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "100 MB of sensor readings in Parquet files, made before the first run: "
            "group-by, a join and the scaling of columns, one file at a time within a "
            "memory limit. Ask for as many megabytes as the disk has; what a worker "
            "needs stays the same.",
        )
    ),
    spec=ExperimentSpec(
        title="large-groupby",
        workload="large_data",
        workers=(1, 2),
        repeats=RepeatSpec(minimum=3, maximum=3),
    ),
)
INCREMENTAL = Preset(
    title=Message(QT_TRANSLATE_NOOP("Message", "Large data: learn file by file")),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "Three models learn from sensor readings one file at a time, side by side, "
            "and vote: how the accuracy grows with the rows seen, beside a model that "
            "is fitted to all rows at once.",
        )
    ),
    spec=ExperimentSpec(
        title="large-incremental",
        workload="large_incremental",
        workers=(1, 2),
        repeats=RepeatSpec(minimum=2, maximum=2),
    ),
)
