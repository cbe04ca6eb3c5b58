"""What lives as long as the program: the history, the engines, the machine.

A :class:`Session` replaces every global. The window and the CLI each hold one, and a
script can do the same::

    with Session() as session:
        for event in session.start(PRESETS["iris-vote"].spec):
            print(event)
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import platformdirs

from workbench.core import events as ev
from workbench.core.cancel import CancelToken
from workbench.core.errors import BadInput, EngineUnavailable, Problem, StoreError
from workbench.core.spec import ClusterSpec, ExperimentSpec
from workbench.engines import ENGINES, Engine, PoolState
from workbench.external import Consents, Environment, Environments, opened
from workbench.planner import Estimate, estimate, expand, validate
from workbench.runner import Machine, machine, run
from workbench.store import Store
from workbench.workloads import WORKLOADS


def history_path() -> Path:
    """Where the history is kept unless told otherwise."""
    return platformdirs.user_data_path("workbench", appauthor=False) / "history.sqlite"


class Engines:
    """Opened engines, kept warm between runs; one of each kind.

    An engine whose thread cap or memory limit differs from what is asked is closed and
    opened anew, since both are set when a worker starts; so is one whose environment or
    cluster is not the same any more. None connects to another computer that the person
    has not allowed.
    """

    def __init__(
        self,
        environments: Environments | None = None,
        consents: Consents | None = None,
    ) -> None:
        self._environments = environments or Environments()
        self._consents = consents or Consents()
        self._open: dict[str, Engine] = {}
        self._through: dict[str, Environment | None] = {}
        self._lock = threading.RLock()
        self._closed = False

    def get(
        self,
        name: str,
        threads_per_worker: int = 1,
        memory_limit: int | None = None,
        cluster: ClusterSpec | None = None,
        cancel: CancelToken | None = None,
    ) -> Engine:
        """The opened engine; raises ``EngineUnavailable``, ``BadInput``, ``Stopped``.

        ``cancel`` ends the waiting for a cluster.
        """
        place = self._environments.place(name)
        if not place.available:
            raise EngineUnavailable(place.message)
        if cluster is None or not ENGINES.get(name).schemes:
            cluster = ClusterSpec()
        if question := self._consents.question(cluster):
            raise BadInput([question.problem])
        with self._lock:
            if self._closed:
                raise RuntimeError("the session is closed")
            engine = self._open.get(name)
            wanted = threads_per_worker, memory_limit, cluster, place.environment
            if engine and wanted != (
                engine.threads_per_worker,
                engine.memory_limit,
                engine.cluster,
                self._through[name],
            ):
                self._open.pop(name).close()
                engine = None
            if engine is None:
                engine = opened(name, *wanted, cancel or CancelToken())
                self._open[name] = engine
                self._through[name] = place.environment
            return engine

    def drop(self, name: str) -> None:
        """End an engine's workers; the next :meth:`get` starts it anew."""
        with self._lock:
            engine = self._open.pop(name, None)
        if engine is not None:
            engine.close()

    def state(self) -> PoolState:
        """Workers of all open engines together; never blocks."""
        states = [engine.state() for engine in list(self._open.values())]
        return PoolState(
            alive=sum(s.alive for s in states),
            busy=sum(s.busy for s in states),
            pids=tuple(pid for s in states for pid in s.pids),
            restarts=sum(s.restarts for s in states),
            silent=tuple(pid for s in states for pid in s.silent),
        )

    def end_worker(self, pid: int) -> bool:
        """End one worker by force, whichever engine it belongs to."""
        return any(e.end_worker(pid) for e in list(self._open.values()))

    def close(self) -> None:
        """End all workers of all engines."""
        with self._lock:
            self._closed = True
            while self._open:
                self._open.popitem()[1].close()


class Session:
    """The way in: validate, estimate, start. A context manager."""

    def __init__(self, *, history: Path | None = None) -> None:
        self.store = Store(history or history_path())
        self.consents = Consents()
        self.engines = Engines(consents=self.consents)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def machine(self) -> Machine:
        """This computer."""
        return machine()

    def validate(self, spec: ExperimentSpec) -> list[Problem]:
        """Errors and warnings about ``spec``; cheap."""
        return validate(spec, self.machine.cores, self.machine.memory_bytes)

    def estimate(self, spec: ExperimentSpec) -> Estimate:
        """Expected seconds and tasks of a valid ``spec``."""
        return estimate(spec, self.machine.cores, self.store.expected_seconds(spec))

    def warm(self, spec: ExperimentSpec) -> None:
        """Do ahead of time what would make the first run of ``spec`` wait.

        Imports the libraries that it needs and starts its workers, no more of them than
        there are cores. Blocks; raises ``WorkbenchError`` where the run would fail.
        A running cluster is left alone until somebody presses Run.
        """
        WORKLOADS.get(spec.workload, "workload").build(spec)
        if spec.cluster.remote:
            return
        useful = min(self.machine.cores, max(spec.workers, default=1))
        engine = self.engines.get(
            spec.engine,
            spec.threads_per_worker,
            spec.limits.worker_bytes,
            spec.cluster,
        )
        engine.ensure(useful)
        # What is loaded by now stays. Left in the collector's reach, every full pass
        # over it would stop all threads, the window's too, for a tenth of a second.
        gc.freeze()

    def start(
        self, spec: ExperimentSpec, cancel: CancelToken | None = None
    ) -> Iterator[ev.Event]:
        """Run ``spec`` in the thread that drains this generator.

        Events are in the history before they are yielded. Expected trouble is a
        ``RunFailed`` event, not an exception.
        """
        try:
            run_id = self.store.new_run(spec)
        except StoreError as error:
            yield ev.RunFailed(t=0.0, message=error.message)
            return
        yield from self.store.record(
            run_id, self._events(spec, cancel or CancelToken(), run_id)
        )

    def close(self) -> None:
        """End the workers and close the history."""
        self.engines.close()
        self.store.close()

    def _events(
        self, spec: ExperimentSpec, cancel: CancelToken, run_id: int
    ) -> Iterator[ev.Event]:
        problems = self.validate(spec)
        errors = [p for p in problems if p.severity == "error"]
        if errors:
            yield ev.RunFailed(t=0.0, message=BadInput(errors).message)
            return
        costs = self.store.expected_seconds(spec)
        plan = expand(spec, self.machine.cores, costs)
        events = run(plan, self.engines, cancel, run_id=run_id)
        for event in events:
            yield event
            if isinstance(event, ev.RunStarted):
                for problem in problems:
                    yield ev.Warned(t=event.t, message=problem.message)
