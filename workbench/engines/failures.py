"""What the process engine says when it cannot go on."""

from __future__ import annotations

from workbench.core.errors import EngineFailed
from workbench.core.messages import QT_TRANSLATE_NOOP, Message


def closed() -> EngineFailed:
    """Somebody closed the engine while this waited."""
    return EngineFailed(
        Message(QT_TRANSLATE_NOOP("Message", "The process engine was closed."))
    )


def cannot_start(how: str) -> EngineFailed:
    """Workers end, again and again, before they are ready."""
    return EngineFailed(
        Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Worker processes cannot be started ({reason}). In a script of your "
                "own, put what starts them under “if __name__ == '__main__':”.",
            ),
            {"reason": how},
        )
    )


def cannot_hold(why: str) -> EngineFailed:
    """A worker cannot map the placed data."""
    return EngineFailed(
        Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "A worker has no room for the data ({reason}). Allow workers more "
                "memory, or use less data.",
            ),
            {"reason": why},
        )
    )


def broke_down(bug: BaseException) -> EngineFailed:
    """The supervisor met a bug of its own."""
    return EngineFailed(
        Message(
            QT_TRANSLATE_NOOP("Message", "The process engine broke down: {reason}"),
            {"reason": f"{type(bug).__name__}: {bug}"},
        )
    )
