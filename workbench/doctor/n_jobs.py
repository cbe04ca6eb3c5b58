"""scikit-learn's own parallel work: ``n_jobs=2``, through joblib's loky.

Inside a frozen program its workers are started as if the program were a Python; where
that fails, the program would open itself again instead, so time is limited.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as Timeout
from typing import Any

from workbench.core.cancel import CancelToken
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.results import clock
from workbench.doctor.base import Finding, Subject, check

JOBS = 2
PATIENCE_S = 60.0
_LOOK_S = 0.1


@check(
    "n_jobs",
    group="parallel",
    title=Message(QT_TRANSLATE_NOOP("Message", "scikit-learn’s n_jobs")),
    slow=True,
)
def n_jobs(subject: Subject) -> Finding:
    """Cross-validate with two jobs and with one; the scores must be the same."""
    return tried(subject.cancel, PATIENCE_S)


def tried(cancel: CancelToken, patience_s: float) -> Finding:
    """As :func:`n_jobs`, its workers given so much time to come up."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # loky wonders aloud about the cores it counts
        try:
            pid = _pid_of_worker(cancel, patience_s)
            return _slow(patience_s) if pid is None else _judge(pid)
        except Exception as error:  # whatever joblib makes of a worker that dies
            return _broken(f"{type(error).__name__}: {error}")
        finally:
            _end_workers()


def _pid_of_worker(cancel: CancelToken, patience_s: float) -> int | None:
    """Whether a worker answers at all, before scikit-learn waits for one for ever."""
    from joblib.externals.loky import get_reusable_executor

    executor = get_reusable_executor(max_workers=JOBS)
    pid = None
    try:
        pid = _patiently(executor.submit(os.getpid), cancel, patience_s)
    finally:
        # scikit-learn's is of another kind, and cannot take this one over.
        executor.shutdown(wait=True, kill_workers=pid is None)
    return pid


def _end_workers() -> None:
    """Joblib keeps workers for five minutes, and their folder as long as we live."""
    from joblib.executor import MemmappingExecutor
    from joblib.externals.loky import get_reusable_executor

    executor = get_reusable_executor(max_workers=JOBS, reuse=True)
    executor.shutdown(wait=True)
    if isinstance(executor, MemmappingExecutor):
        executor.terminate(kill_workers=True)


def _patiently(
    future: Future[int], cancel: CancelToken, patience_s: float
) -> int | None:
    """The worker's answer; ``None`` once nobody wants to wait any longer."""
    end = clock() + patience_s
    while clock() < end and not cancel.cancelled:
        try:
            return future.result(timeout=_LOOK_S)
        except Timeout:
            continue
    return None


def _judge(pid: int) -> Finding:
    begin = clock()
    one, two = _scores(1), _scores(JOBS)
    facts: dict[str, Any] = {
        "jobs": JOBS,
        "worker_pid": pid,
        "scores": two,
        "seconds": round(clock() - begin, 3),
    }
    if pid == os.getpid():
        return _broken("the work was not given to another process")
    if one != two:
        return Finding(
            status="failed",
            found=Message(
                QT_TRANSLATE_NOOP(
                    "Message", "Two jobs give other scores than one: {two}, {one}"
                ),
                {"one": str(one), "two": str(two)},
            ),
            remedy=_USE_ONE,
            facts=facts,
        )
    return Finding(
        status="ok",
        found=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "cross_val_score with n_jobs={jobs} gave the same scores as with one "
                "job.",
            ),
            {"jobs": JOBS},
        ),
        facts=facts,
    )


def _scores(jobs: int) -> list[float]:
    from sklearn.datasets import load_iris
    from sklearn.model_selection import cross_val_score
    from sklearn.naive_bayes import GaussianNB

    X, y = load_iris(return_X_y=True)
    score: Callable[..., Any] = cross_val_score
    return [float(s) for s in score(GaussianNB(), X, y, cv=5, n_jobs=jobs)]


def _slow(patience_s: float) -> Finding:
    return Finding(
        status="failed",
        found=Message(
            QT_TRANSLATE_NOOP(
                "Message", "Its workers did not answer within {seconds:g} s."
            ),
            {"seconds": patience_s},
        ),
        remedy=_USE_ONE,
    )


def _broken(error: str) -> Finding:
    return Finding(
        status="failed",
        found=Message(
            QT_TRANSLATE_NOOP("Message", "Its workers cannot be used: {error}"),
            {"error": error},
        ),
        remedy=_USE_ONE,
    )


_USE_ONE = Message(
    QT_TRANSLATE_NOOP(
        "Message",
        "Leave n_jobs at 1: the program’s own workers do not need it. Then install the "
        "program again, or send this report.",
    )
)
