"""What is wrong with the comparison of engines in a spec."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.core.errors import Problem, unknown_name
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.spec import EnginesSpec, ExperimentSpec
from workbench.engines import ENGINES

SHORTEST_S, LONGEST_S = 1e-6, 60.0
MOST_LENGTHS = 50
MOST_REPEATS = 100


def compared_problems(spec: ExperimentSpec) -> Iterator[Problem]:
    """Names and numbers that cannot be.

    An engine that is not installed is no problem: the run says that it was left out.
    """
    asked = spec.engines
    for name in asked.names:
        if name not in ENGINES:
            yield unknown_name("engines.names", ENGINES.kind, name, ENGINES.names())
    if asked.names:
        yield from _numbers(asked)


def _numbers(asked: EnginesSpec) -> Iterator[Problem]:
    if not SHORTEST_S <= asked.shortest_s <= asked.longest_s <= LONGEST_S:
        yield Problem(
            field="engines.shortest_s",
            message=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "Task lengths must lie between {least:g} and {most:g} seconds, the "
                    "shortest first.",
                ),
                {"least": SHORTEST_S, "most": LONGEST_S},
            ),
        )
    if not 1 <= asked.lengths <= MOST_LENGTHS:
        yield Problem(
            field="engines.lengths",
            message=Message(
                QT_TRANSLATE_NOOP("Message", "Measure 1 to {most} task lengths."),
                {"most": MOST_LENGTHS},
            ),
        )
    if not 0.01 <= asked.point_s <= LONGEST_S:
        yield Problem(
            field="engines.point_s",
            message=Message(
                QT_TRANSLATE_NOOP(
                    "Message", "A point must last 0.01 to {most:g} seconds."
                ),
                {"most": LONGEST_S},
            ),
        )
    if not 1 <= asked.repeats <= MOST_REPEATS:
        yield Problem(
            field="engines.repeats",
            message=Message(
                QT_TRANSLATE_NOOP(
                    "Message", "Repeat the comparison between 1 and {most} times."
                ),
                {"most": MOST_REPEATS},
            ),
        )
