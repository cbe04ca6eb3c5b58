"""Dask on a running cluster: a real scheduler and workers, on loopback."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np
import pytest

from tests.engines import engine_tasks, test_conformance
from tests.engines.dask_cluster import Certificates, Cluster, join, opened
from tests.engines.waiting import until
from tests.optional import need
from workbench.core import data
from workbench.core import events as ev
from workbench.core.cancel import CancelToken
from workbench.core.errors import EngineFailed, Stopped
from workbench.core.plan import Task
from workbench.core.spec import ClusterSpec, CvSpec, RepeatSpec
from workbench.engines import versions
from workbench.engines.dask_engine import DaskEngine
from workbench.planner import PRESETS
from workbench.session import Session

need("distributed", "cryptography")
pytestmark = pytest.mark.engines


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return Certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(scope="module")
def cluster(
    tmp_path_factory: pytest.TempPathFactory, certificates: Certificates
) -> Iterator[Cluster]:
    """A scheduler and two workers, which all tests but the last leave alive."""
    running = Cluster(tmp_path_factory.mktemp("cluster"), 2, certificates)
    try:
        opened(running, 2).close()
        yield running
    finally:
        running.close()


@pytest.fixture(scope="module")
def warm(cluster: Cluster) -> Iterator[DaskEngine]:
    with DaskEngine(cluster=cluster.spec) as engine:
        engine.ensure(2)
        yield engine


def held() -> tuple[int, list[int]]:
    """What is held in this worker, and the native threads that it would use."""
    import sklearn.utils._openmp_helpers  # noqa: F401 - loads OpenMP

    return len(data._HELD), engine_tasks.blas_threads()


def layout(handle: data.DataHandle) -> tuple[bool, bool]:
    array = handle.arrays()["F"]
    return bool(array.flags.f_contiguous), bool(array.flags.c_contiguous)


class TestARunningCluster(test_conformance.TestEveryEngine):
    """The contract holds there as well."""

    @pytest.fixture
    def engine(self, warm):
        return warm


def test_that_its_workers_are_no_processes_of_ours(warm):
    state = warm.state()
    assert (state.alive, state.pids) == (2, ())
    assert not warm.end_worker(os.getpid())


def test_that_the_clock_of_the_same_machine_needs_no_correction(warm):
    assert {worker.clock_offset for worker in warm._workers.values()} == {0.0}


def test_that_arrays_arrive_as_they_lay(warm, run):
    handle = warm.place({"F": np.asfortranarray(np.ones((5, 2)))})
    results = run(warm, layout, [(handle,)] * 2)
    warm.release(handle)
    assert [r.value for r in results] == [(True, False)] * 2


def test_that_more_workers_than_there_are_is_a_clear_failure(warm, run):
    with pytest.raises(EngineFailed, match="has 2 workers, and 3 were asked for"):
        warm.ensure(3)
    assert run(warm, engine_tasks.square, [(3,)])[0].value == 9


def test_that_nothing_of_ours_stays_there(cluster, run, tasks_for):
    with DaskEngine(cluster=cluster.spec, threads_per_worker=0) as engine:
        tasks = tasks_for(held, [()])
        before = [r.value for r in engine.warm_up(tasks, CancelToken(), workers=2)]
    with DaskEngine(cluster=cluster.spec) as engine:
        engine.place({"X": np.ones(1_000)})
        results = run(engine, engine_tasks.native_threads, [()] * 4)
        assert all(set(r.value) == {1} for r in results)
    assert cluster.scheduler.poll() is None
    with DaskEngine(cluster=cluster.spec, threads_per_worker=0) as engine:
        after = [r.value for r in engine.warm_up(tasks, CancelToken(), workers=2)]
    assert sorted(map(repr, after)) == sorted(map(repr, before))
    assert [worker.poll() for worker in cluster.workers] == [None, None]


def test_that_a_task_that_goes_on_after_a_stop_is_interrupted(
    warm, run, tasks_for, tmp_path
):
    cancel = CancelToken()
    files = [tmp_path / "a", tmp_path / "b"]
    tasks = tasks_for(engine_tasks.touch_and_work, [(str(f), 120.0) for f in files])

    def stop_once_started() -> None:
        until(lambda: all(f.exists() for f in files))
        cancel.cancel()

    helper = threading.Thread(target=stop_once_started)
    helper.start()
    assert list(warm.map(tasks, cancel, workers=2)) == []
    helper.join()
    results = run(warm, engine_tasks.square, [(i,) for i in range(4)])
    assert [r.value for r in results] == [0, 1, 4, 9]
    assert {r.timing.worker for r in results} <= {0, 1}


def test_that_workers_with_another_python_are_refused(cluster, monkeypatch):
    ours = versions.here() | {"python": "3.99.0"}
    monkeypatch.setattr(versions, "here", lambda: ours)
    engine = DaskEngine(cluster=cluster.spec)
    engine.open()
    try:
        with pytest.raises(EngineFailed, match=r"this computer has 3\.99\.0"):
            engine.ensure(1)
    finally:
        engine.close()


def test_that_scores_of_a_run_there_equal_the_serial_ones(cluster, tmp_path):
    spec = msgspec.structs.replace(
        PRESETS["iris-vote"].spec,
        cv=CvSpec(folds=3),
        repeats=RepeatSpec(minimum=1, maximum=1),
        engine="serial",
        workers=(1,),
    )
    there = msgspec.structs.replace(
        spec, engine="dask", workers=(1, 2), cluster=cluster.spec
    )
    with Session(history=tmp_path / "history.sqlite") as session:
        digests = []
        for wanted in (spec, there):
            events = list(session.start(wanted))
            assert isinstance(events[-1], ev.RunFinished)
            digests.append(
                {e.scores.digest for e in events if isinstance(e, ev.TrialFinished)}
            )
    assert len(digests[0]) == 1
    assert digests[0] == digests[1]


class TestWhoCannotBeReached:
    @pytest.fixture
    def silent(self) -> Iterator[str]:
        """The address of somebody who listens and says nothing."""
        with socket.create_server(("127.0.0.1", 0)) as server:
            yield f"127.0.0.1:{server.getsockname()[1]}"

    def fails(self, address: str, certificates: Certificates | None = None) -> str:
        spec = ClusterSpec(address=address)
        if certificates is not None:
            spec = ClusterSpec(
                address=address,
                ca=certificates.ca,
                certificate=certificates.certificate,
                key=certificates.key,
            )
        engine = DaskEngine(cluster=spec)
        with pytest.raises(EngineFailed) as raised:
            engine.open()
        engine.close()
        return str(raised.value)

    def test_that_nobody_is_a_sentence(self, certificates):
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = server.getsockname()[1]
        words = self.fails(f"tls://127.0.0.1:{port}", certificates)
        assert f"Nothing listens on port {port}" in words

    def test_that_silence_is_a_sentence(self, certificates, silent):
        words = self.fails(f"tls://{silent}", certificates)
        assert "did not answer" in words

    def test_that_no_encryption_where_there_is_some_is_a_sentence(self, cluster):
        words = self.fails(cluster.address.replace("tls://", "tcp://"))
        assert "If the cluster encrypts" in words

    def test_that_a_cluster_without_encryption_is_told_and_can_be_used(
        self, certificates, tmp_path, run
    ):
        plain = Cluster(tmp_path, 1)
        try:
            words = self.fails(plain.address.replace("tcp://", "tls://"), certificates)
            assert "does not encrypt" in words
            engine = opened(plain, 1)
            try:
                (result,) = run(engine, engine_tasks.square, [(5,)], workers=1)
                assert result.value == 25
            finally:
                engine.close()
        finally:
            plain.close()

    def test_that_other_certificates_are_a_sentence(self, cluster, tmp_path):
        words = self.fails(cluster.address, Certificates(tmp_path))
        assert "not from the authority" in words

    def test_that_a_stop_ends_the_connecting(self, certificates, silent):
        spec = ClusterSpec(
            address=f"tls://{silent}",
            ca=certificates.ca,
            certificate=certificates.certificate,
            key=certificates.key,
        )
        engine, cancel = DaskEngine(cluster=spec), CancelToken()
        stop = threading.Timer(0.3, cancel.cancel)
        stop.start()
        with engine.stoppable(cancel), pytest.raises(Stopped):
            engine.open()
        stop.join()
        engine.close()


def test_that_a_killed_worker_costs_no_task_and_a_killed_scheduler_is_one_failure(
    cluster, warm, tasks_for, tmp_path
):
    placed = warm.place({"X": np.ones(100)})
    files = [str(tmp_path / str(i)) for i in range(20)]
    tasks = tasks_for(engine_tasks.touch_and_work, [(f, 0.05) for f in files])
    tasks += [Task(id=20 + i, fn=engine_tasks.total, args=(placed,)) for i in range(5)]
    found = []
    for result in warm.map(tasks, CancelToken(), workers=2):
        found.append(result)
        if len(found) == 4:
            cluster.workers[0].kill()
    assert sorted(r.task_id for r in found) == list(range(25))
    assert all(r.error is None for r in found)
    assert all(Path(f).exists() for f in files)
    with pytest.raises(EngineFailed, match="has 1 workers, and 2 were asked for"):
        warm.ensure(2)
    cluster.add_worker()
    join(warm, 2)
    warmed = list(warm.warm_up(tasks[-1:], CancelToken(), workers=2))
    assert [r.value for r in warmed] == [100.0, 100.0]
    with contextlib.closing(warm):  # it has another thread by now
        lose_the_scheduler(cluster, warm, tasks_for, tmp_path)
    cluster.workers[-1].kill()  # the test has added it
    cluster.workers[-1].wait()


def lose_the_scheduler(cluster, warm, tasks_for, tmp_path):
    started, never = tmp_path / "started", tmp_path / "never"
    tasks = tasks_for(engine_tasks.square, [(2,), (3,)])
    wait = engine_tasks.touch_and_wait
    tasks.append(Task(id=2, fn=wait, args=(str(started), str(never))))
    results = warm.map(tasks, CancelToken(), workers=1)
    assert [next(results).value for _ in range(2)] == [4, 9]
    until(started.exists)
    cluster.scheduler.kill()
    with pytest.raises(EngineFailed, match="See that its scheduler is running"):
        next(results)
    with pytest.raises(EngineFailed, match="Nothing listens"):
        warm.ensure(1)
