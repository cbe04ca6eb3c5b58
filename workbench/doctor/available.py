"""Engines: which of them run here, and how to get the others."""

from __future__ import annotations

from workbench.core.cancel import CancelToken
from workbench.core.errors import WorkbenchError
from workbench.core.messages import QT_TRANSLATE_NOOP, Message, Value
from workbench.core.plan import Task
from workbench.doctor.base import Finding, Subject, check
from workbench.engines import Engine

BUILT_IN = ("serial", "threads", "processes", "vectorised")
"""Engines that need nothing to be installed."""
_TASKS = 4
_AT_MOST = 2
"""Workers that an engine is tried with."""


@check(
    "engines",
    group="parallel",
    title=Message(QT_TRANSLATE_NOOP("Message", "Engines")),
)
def engines(subject: Subject) -> Finding:
    """Have each engine that says it is available do four tiny tasks."""
    working: list[Message] = []
    broken: list[Message] = []
    missing: list[Message] = []
    facts: dict[str, str] = {}
    for name, kind in subject.engines.items():
        availability = kind.availability()
        if not availability.available:
            missing.append(_line(kind.title, availability.message))
            facts[name] = "missing"
            if name in BUILT_IN:
                broken.append(_line(kind.title, availability.message))
            continue
        trouble = _tried(kind, subject.cancel)
        facts[name] = "ok" if trouble is None else "failed"
        if trouble is None:
            working.append(kind.title)
        else:
            broken.append(_line(kind.title, trouble))
    values: dict[str, Value] = {
        "working": tuple(working) or ("–",),
        "missing": tuple(missing),
        "broken": tuple(broken),
    }
    if broken:
        return Finding(
            status="failed",
            found=Message(
                QT_TRANSLATE_NOOP("Message", "Do not work: {broken}. Work: {working}."),
                values,
            ),
            remedy=_AGAIN,
            facts=facts,
        )
    return Finding(
        status="ok",
        found=Message(QT_TRANSLATE_NOOP("Message", "Work: {working}."), values),
        remedy=(
            Message(QT_TRANSLATE_NOOP("Message", "To have more: {missing}"), values)
            if missing
            else None
        ),
        facts=facts,
    )


def square(number: int) -> int:
    """The task that an engine is tried with."""
    return number * number


def _tried(kind: type[Engine], cancel: CancelToken) -> Message | None:
    """What is wrong with the answers of an engine; ``None`` when nothing is."""
    tasks = [Task(id=n, fn=square, args=(n,)) for n in range(_TASKS)]
    workers = min(kind.max_workers or _AT_MOST, _AT_MOST)
    try:
        with kind() as engine:
            results = list(engine.map(tasks, cancel, workers=workers))
    except WorkbenchError as error:
        return error.message
    errors = [result.error.text for result in results if result.error is not None]
    if errors:
        return Message("{text}", {"text": errors[0]})
    answers = {result.task_id: result.value for result in results}
    if answers != {n: n * n for n in range(_TASKS)} and not cancel.cancelled:
        return Message(
            QT_TRANSLATE_NOOP("Message", "its answers are wrong: {answers}"),
            {"answers": str(answers)},
        )
    return None


def _line(title: Message, text: Message) -> Message:
    return Message("{title} ({text})", {"title": title, "text": text})


_AGAIN = Message(
    QT_TRANSLATE_NOOP(
        "Message",
        "Choose an engine that works. A program that keeps others from starting "
        "processes (a virus scanner, a container’s limits) may be the cause; if there "
        "is none, install the program again.",
    )
)
