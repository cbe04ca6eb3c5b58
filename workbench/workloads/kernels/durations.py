"""Kernels of a known length: Amdahl's job, and tasks of uneven length.

Their tasks compute nothing but take a known time: of a core (``work``), or asleep
(``sleep``). Sleeping tasks need no core, so they show what a law says for more workers
than there are cores; they are labelled as such.

In weak scaling Amdahl's job is Gustafson's: the parallel part grows p-fold, the serial
part σ stays. With π seconds of parallel work on one worker, p workers do σ + p·π
seconds of work in σ + π seconds of time. The share s = σ / (σ + π) of that time is
serial, on every p the same, and equal to Amdahl's fraction of the job on *one* worker;
the work is 1 + (1 − s)(p − 1) = p − s (p − 1) times that of one worker, which is
Gustafson's law. Amdahl's fraction of the grown job is another number,
σ / (σ + p·π) = s / (s + (1 − s) p), and shrinks.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import Parameter, whole
from workbench.workloads.kernels.base import (
    Cut,
    Facts,
    Growth,
    Kernel,
    Params,
    Piece,
    in_proportion,
    number,
    tasks_parameter,
)

WORK, SLEEP = "work", "sleep"
_GROWN_FOR = "workers"
"""Beside the parameters of a job that grew: for how many workers."""


def spend(seconds: float, how: str) -> bool:
    """Take ``seconds`` of a core, or of sleep."""
    if how == SLEEP:
        time.sleep(seconds)
        return True
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass
    return True


_HOW = Parameter(
    name="how",
    kind="choice",
    default=WORK,
    choices=(WORK, SLEEP),
    words={
        WORK: Message(QT_TRANSLATE_NOOP("Message", "work")),
        SLEEP: Message(QT_TRANSLATE_NOOP("Message", "sleep")),
    },
    title=Message(QT_TRANSLATE_NOOP("Message", "Tasks are")),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "“work” keeps a core busy, “sleep” needs none and so allows more workers "
            "than there are cores.",
        )
    ),
)
_SECONDS = Parameter(
    name="seconds",
    kind="float",
    default=2.0,
    minimum=0.001,
    maximum=100_000.0,
    title=Message(QT_TRANSLATE_NOOP("Message", "Seconds on one worker")),
)


def _are_work(params: Params) -> bool:
    return params["how"] == WORK


def _parallel_s(params: Params) -> float:
    return number(params, "seconds") * (1.0 - number(params, "serial_fraction"))


def _serial_s(params: Params) -> float:
    return number(params, "seconds") * number(params, "serial_fraction")


def _serial_part(params: Params) -> None:
    spend(_serial_s(params), str(params["how"]))


def _lasting(
    tasks: int, seconds: float, lengths: Callable[[], list[float]], how: str
) -> Cut:
    """Tasks of these lengths, ``seconds`` in all."""
    part = "asleep {}" if how == SLEEP else "{}"
    return Cut(
        count=tasks,
        seconds=seconds,
        pieces=lambda: [
            Piece(args=(each, how), part=part.format(i), seconds=each)
            for i, each in enumerate(lengths())
        ],
    )


def _cut_evenly(params: Params, seed: int) -> Cut:
    tasks, how = whole(params, "tasks"), str(params["how"])
    each = _parallel_s(params) / tasks
    return _lasting(tasks, _parallel_s(params), lambda: [each] * tasks, how)


def _true_fraction(params: Params, values: Sequence[Any]) -> Facts:
    facts: Facts = {
        "true serial fraction": round(number(params, "serial_fraction"), 12),
        "tasks done": len(values),
    }
    if _GROWN_FOR in params:
        serial, parallel = _serial_s(params), _parallel_s(params)
        parallel /= whole(params, _GROWN_FOR)
        share = serial / (serial + parallel)
        facts["true serial share of the time (Gustafson)"] = round(share, 12)
    return facts


def _grown_job(params: Params, workers: int) -> Params:
    """So many times the parallel part; the serial part stays."""
    if workers == 1:
        return params
    serial, parallel = _serial_s(params), _parallel_s(params)
    seconds = serial + workers * parallel
    return {
        **params,
        "seconds": seconds,
        "serial_fraction": serial / seconds,
        "tasks": workers * whole(params, "tasks"),
        _GROWN_FOR: workers,
    }


def _job_work(params: Params, workers: int) -> float:
    serial = number(params, "serial_fraction")
    return serial + (1.0 - serial) * workers


Kernel(
    name="amdahl_job",
    title=Message(QT_TRANSLATE_NOOP("Message", "Amdahl's job")),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "A job with a serial part of a chosen size. Teaches Amdahl's law: however "
            "many workers there are, the serial part stays; and shows whether the "
            "fitted fraction is the true one.",
        )
    ),
    parameters=(
        Parameter(
            name="serial_fraction",
            kind="float",
            default=0.15,
            minimum=0.0,
            maximum=0.99,
            title=Message(QT_TRANSLATE_NOOP("Message", "Serial fraction")),
        ),
        _SECONDS,
        _HOW,
        tasks_parameter(240),
    ),
    run=spend,
    cut=_cut_evenly,
    combine=_true_fraction,
    growth=Growth(
        what=Message(
            QT_TRANSLATE_NOOP("Message", "parallel seconds (the serial part stays)")
        ),
        params=_grown_job,
        work=_job_work,
    ),
    before=_serial_part,
    serial_s=_serial_s,
    needs_cores=_are_work,
).register()


def _cut_unevenly(params: Params, seed: int) -> Cut:
    """Log-normal lengths that add up to the seconds asked for."""
    tasks, how = whole(params, "tasks"), str(params["how"])
    seconds, spread = number(params, "seconds"), number(params, "spread")

    def lengths() -> list[float]:
        drawn = np.random.default_rng(seed).lognormal(0.0, spread, tasks)
        return [float(one) for one in drawn * seconds / drawn.sum()]

    return _lasting(tasks, seconds, lengths, how)


def _longest(params: Params, values: Sequence[Any]) -> Facts:
    return {"tasks done": len(values)}


Kernel(
    name="uneven_tasks",
    title=Message(QT_TRANSLATE_NOOP("Message", "Uneven tasks")),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "Tasks of log-normal length: many short ones and a few long ones. Teaches "
            "imbalance, the bound that the longest task sets, and why the longest go "
            "first.",
        )
    ),
    parameters=(
        _SECONDS,
        Parameter(
            name="spread",
            kind="float",
            default=1.0,
            minimum=0.0,
            maximum=3.0,
            title=Message(QT_TRANSLATE_NOOP("Message", "Spread")),
            help=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "The standard deviation of the lengths' logarithm: 0 makes them "
                    "equal, with 2 a few are a hundred times longer than most.",
                )
            ),
        ),
        _HOW,
        tasks_parameter(60),
    ),
    run=spend,
    cut=_cut_unevenly,
    combine=_longest,
    growth=in_proportion(
        Message(QT_TRANSLATE_NOOP("Message", "seconds")), "seconds", "tasks"
    ),
    needs_cores=_are_work,
).register()
