"""Ray's engine on a running cluster, and on addresses where there is none."""

from __future__ import annotations

import contextlib
import shutil
import socket
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import numpy as np
import psutil
import pytest

from tests.conftest import ADOPTED
from tests.engines import engine_tasks
from tests.engines.ray_programs import alive, running_cluster, session
from tests.engines.waiting import until
from tests.optional import need
from workbench.core.cancel import CancelToken
from workbench.core.errors import EngineFailed, Stopped
from workbench.core.spec import ClusterSpec
from workbench.engines import connecting
from workbench.engines.ray_engine import RayEngine

need("ray", "grpc")
pytestmark = [
    pytest.mark.engines,
    pytest.mark.skipif(sys.platform == "win32", reason="its servers need POSIX"),
]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def at(port: int) -> RayEngine:
    return RayEngine(cluster=ClusterSpec(address=f"ray://127.0.0.1:{port}"))


@pytest.fixture(scope="module")
def cluster():
    """Port, first process and modules of a cluster with two cores."""
    port = free_port()
    with running_cluster(port, cores=2) as (head, modules):
        ADOPTED.add(head.pid)
        yield port, head, modules
    ADOPTED.remove(head.pid)


@pytest.fixture(scope="module")
def engine(cluster):
    with at(cluster[0]) as engine:
        engine.ensure(2)
        yield engine


class TestRunningCluster:
    def test_that_tasks_run_there_once_each(self, engine, run):
        results = run(engine, engine_tasks.square, [(i,) for i in range(50)])
        assert [r.value for r in results] == [i * i for i in range(50)]
        assert {r.timing.worker for r in results} == {0, 1}
        assert all(
            t.submitted <= t.started <= t.completed for t in (r.timing for r in results)
        )

    def test_that_workers_belong_to_the_cluster_and_show_no_pids(
        self, engine, run, cluster
    ):
        members = {process.pid for process in session(cluster[1].pid)}
        pids = {r.value for r in run(engine, engine_tasks.pid, [()] * 8)}
        assert pids <= members
        assert engine.state().pids == ()

    def test_that_native_threads_are_capped_there(self, engine, run):
        run(engine, engine_tasks.native_threads, [()] * 4)
        results = run(engine, engine_tasks.native_threads, [()] * 4)
        assert {count for r in results for count in r.value} == {1}

    def test_that_placed_arrays_are_there_until_released(self, engine, run):
        handle = engine.place({"X": np.arange(1000.0)})
        results = run(engine, engine_tasks.total, [(handle,)] * 4)
        assert {r.value for r in results} == {499_500.0}
        engine.release(handle)
        (result,) = run(engine, engine_tasks.total, [(handle,)])
        assert result.error.kind == "LookupError"

    def test_that_a_worker_killed_there_costs_no_task(self, engine, run):
        (pid,) = {r.value for r in run(engine, engine_tasks.pid, [()], workers=1)}
        psutil.Process(pid).kill()
        results = run(engine, engine_tasks.square, [(i,) for i in range(20)])
        assert [r.value for r in results] == [i * i for i in range(20)]

    def test_that_more_workers_than_cores_are_refused_in_words(self, engine):
        with pytest.raises(EngineFailed, match="has 2 cores"):
            engine.ensure(3)

    def test_that_closing_ends_our_workers_and_not_the_cluster(
        self, engine, run, cluster
    ):
        head = cluster[1]
        pids = {r.value for r in run(engine, engine_tasks.pid, [()] * 20)}
        ours = [psutil.Process(pid) for pid in pids]
        engine.close()
        until(lambda: not any(map(alive, ours)))
        assert alive(head)
        names = {process.name() for process in session(head.pid) if alive(process)}
        assert {"gcs_server", "raylet"} <= names

    def test_that_a_cluster_without_workbench_is_explained(self, cluster):
        port, _, modules = cluster
        (modules / "workbench").rename(modules / "elsewhere")
        # Found before any that is installed for the tests.
        none = modules / "workbench" / "__init__.py"
        none.parent.mkdir()
        none.write_text(
            "raise ModuleNotFoundError(\"No module named 'workbench'\", name=__name__)"
        )
        with at(port) as engine, pytest.raises(EngineFailed, match="has no Workbench"):
            engine.ensure(1)
        shutil.rmtree(none.parent)
        (modules / "elsewhere").rename(modules / "workbench")

    def test_that_a_cluster_that_dies_is_one_failure(
        self, cluster, tasks_for, tmp_path
    ):
        port, head, _ = cluster
        mark = tmp_path / "mark"
        tasks = tasks_for(engine_tasks.touch_and_work, [(str(mark), 60.0)] * 4)

        def kill_it() -> None:
            until(mark.exists)
            for process in session(head.pid):
                with contextlib.suppress(psutil.Error):
                    process.kill()

        helper = threading.Thread(target=kill_it)
        with at(port) as engine:
            engine.ensure(1)
            helper.start()
            with pytest.raises(EngineFailed, match="check that the cluster is running"):
                list(engine.map(tasks, CancelToken(), workers=1))
        helper.join()


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(connecting, "CONNECT_S", 1.0)


def test_that_nobody_there_is_said_at_once():
    with pytest.raises(EngineFailed, match="Nothing listens on port"):
        at(free_port()).open()


def test_that_an_address_that_cannot_be_read_is_explained():
    engine = RayEngine(cluster=ClusterSpec(address="ray://host:port"))
    with pytest.raises(EngineFailed, match="ray://host:10001"):
        engine.open()


@pytest.mark.usefixtures("impatient")
def test_that_a_silent_address_is_given_up_after_a_while():
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        pytest.raises(EngineFailed, match=r"did not answer on port \d+ within 1 s"),
    ):
        at(server.getsockname()[1]).open()


@pytest.mark.usefixtures("impatient")
def test_that_another_service_is_not_taken_for_ray():
    class Page(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Page) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            with pytest.raises(EngineFailed, match=r"did not answer|cannot connect"):
                at(server.server_port).open()
        finally:
            server.shutdown()
            thread.join()


def test_that_connecting_can_be_stopped():
    with socket.create_server(("127.0.0.1", 0)) as server:
        engine = at(server.getsockname()[1])
        helper = threading.Timer(0.5, engine.cancel.cancel)
        helper.start()
        with pytest.raises(Stopped):
            engine.open()
        helper.join()
