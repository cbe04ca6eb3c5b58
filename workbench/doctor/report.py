"""The results as a document, as text, and in one sentence."""

from __future__ import annotations

import platform
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import workbench
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.doctor.base import CHECKS, GROUP_TITLES, STATUS_WORDS, Result

_MARKS = {"ok": "✓", "warning": "!", "failed": "✗", "skipped": "–"}


def document(results: Sequence[Result]) -> dict[str, Any]:
    """Everything that was found, as JSON has it; sentences in English."""
    return {
        "ok": not any(result.status == "failed" for result in results),
        "complete": len(results) == len(CHECKS),
        "workbench": workbench.__version__,
        "python": platform.python_version(),
        "system": platform.platform(),
        "examined_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "counts": dict(Counter(result.status for result in results)),
        "checks": [
            {
                "name": result.name,
                "group": result.group,
                "title": str(result.title),
                "status": result.status,
                "found": str(result.found),
                "remedy": None if result.remedy is None else str(result.remedy),
                "seconds": round(result.seconds, 3),
                "facts": result.facts,
            }
            for result in results
        ],
    }


def text(results: Sequence[Result], say: Callable[[Message], str] = str) -> str:
    """The results as lines that can be pasted into a message."""
    python, system = platform.python_version(), platform.platform()
    lines = [
        f"Workbench {workbench.__version__} · Python {python} · {system}",
        say(summary(results)),
    ]
    group = None
    for result in results:
        if result.group != group:
            group = result.group
            lines += ["", say(GROUP_TITLES[group])]
        words = say(STATUS_WORDS[result.status])
        lines.append(
            f"  {_MARKS[result.status]} {say(result.title)} ({words}): "
            f"{say(result.found)}"
        )
        if result.remedy is not None:
            lines.append(f"      → {say(result.remedy)}")
        if result.status == "failed" and (trace := result.facts.get("traceback")):
            lines += [f"      {line}" for line in str(trace).rstrip().splitlines()]
    return "\n".join(lines) + "\n"


def summary(results: Sequence[Result]) -> Message:
    """How it stands, in one sentence."""
    counts = Counter(result.status for result in results)
    values = {
        "good": counts["ok"],
        "looked": sum(counts.values()) - counts["skipped"],
        "failed": counts["failed"],
        "warned": counts["warning"],
        "skipped": counts["skipped"],
    }
    if counts["failed"]:
        template = QT_TRANSLATE_NOOP(
            "Message",
            "This installation does not do all that it should: {failed} of {looked} "
            "checks failed.",
        )
    elif counts["warning"]:
        template = QT_TRANSLATE_NOOP(
            "Message",
            "Everything works. Worth a look: {warned} of {looked} checks.",
        )
    else:
        template = QT_TRANSLATE_NOOP(
            "Message", "Everything works: {good} of {looked} checks hold."
        )
    if not counts["skipped"]:
        return Message(template, values)
    return Message(
        QT_TRANSLATE_NOOP("Message", "{sentence} Skipped: {skipped}."),
        {"sentence": Message(template, values), "skipped": counts["skipped"]},
    )
