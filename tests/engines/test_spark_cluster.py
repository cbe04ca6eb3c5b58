"""Apache Spark on clusters: one of our own, and one that somebody else runs."""

from __future__ import annotations

import contextlib
import itertools
import os
import socket
import sys
import threading
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import psutil
import pytest

from tests.engines import engine_tasks, test_conformance, under_test
from tests.engines.spark_checks import (
    LOOPBACK,
    assert_secret_is_kept,
    descendants,
    nothing_left,
)
from tests.optional import need
from workbench.core.cancel import CancelToken
from workbench.core.errors import EngineFailed, Stopped
from workbench.core.plan import Task
from workbench.core.results import clock
from workbench.core.spec import ClusterSpec
from workbench.engines import Engine, java, spark_cluster, spark_settings, spark_wire
from workbench.engines.spark_engine import SparkEngine

need("pyspark")
pytestmark = pytest.mark.engines


class Running(NamedTuple):
    """A cluster that is not the engine's."""

    address: str
    secret: str
    cluster: spark_cluster.Cluster


@pytest.fixture(scope="module", autouse=True)
def nothing_left_behind() -> Iterator[None]:
    """In place of the guard after every test: Spark replaces what a test has ended."""
    with nothing_left():
        yield


@pytest.fixture(scope="module")
def running(nothing_left_behind, tmp_path_factory) -> Iterator[Running]:
    """A cluster with two cores."""
    settings = spark_wire.Settings(
        parent_pid=os.getpid(),
        folder=str(tmp_path_factory.mktemp("cluster")),
        standalone=True,
        address="",
        cores=2,
        threads=1,
        memory_limit=2**29,
        patience_s=60.0,
    )
    secret = spark_settings.secret_for(settings)
    variables = java.find().variables
    environment = spark_settings.environment(settings, variables, secret)
    spark_settings.write(settings, "", secret)
    cluster = spark_cluster.Cluster(settings, environment)
    yield Running(cluster.address, secret, cluster)
    cluster.end()


@pytest.fixture
def secret(running, monkeypatch) -> None:
    monkeypatch.setenv(spark_settings.SECRET, running.secret)
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)


@pytest.fixture(scope="module")
def own(nothing_left_behind: None) -> Iterator[Engine]:
    """A cluster of the engine's own, until a test ends it."""
    engine = SparkEngine(cluster=ClusterSpec(address="standalone"))
    with under_test.opened(engine):
        yield engine


def on(address: str, **settings: float) -> SparkEngine:
    engine = SparkEngine(memory_limit=2**29, cluster=ClusterSpec(address=address))
    vars(engine).update(settings)
    return engine


class TestAClusterOfOurOwn(test_conformance.TestEveryEngine):
    """The contract holds there as well, with the guard after every test."""

    @pytest.fixture
    def engine(self, own):
        return own

    @pytest.fixture(autouse=True)
    def each_leaves_nothing(self, own):
        with nothing_left():
            yield


def test_that_a_cluster_of_our_own_is_reached_from_this_computer_only(own, run):
    with contextlib.closing(own):
        run(own, engine_tasks.square, [(i,) for i in range(4)])
        found = [
            connection.laddr.ip
            for process in descendants(own._link._process.pid)
            for connection in process.net_connections(kind="inet")
            if connection.status == psutil.CONN_LISTEN
        ]
        assert set(found) <= LOOPBACK
        assert_secret_is_kept(own)
        daemons = {main_class(process) for process in descendants()}
        assert daemons >= {"Master", "Worker", "CoarseGrainedExecutorBackend"}
        lose_an_executor(own, run)
        lose_the_worker(own)


def main_class(process: psutil.Process) -> str:
    names = [word for word in process.cmdline() if word.startswith("org.apache.spark")]
    return names[0].rpartition(".")[2] if names and process.name() == "java" else ""


def end(name: str) -> None:
    for process in descendants():
        if main_class(process) == name:
            process.kill()


def lose_an_executor(engine: Engine, run) -> None:
    handle = engine.place({"X": np.ones(100)})
    pids = set(engine.state().pids)
    end("CoarseGrainedExecutorBackend")
    results = run(engine, engine_tasks.total, [(handle,)] * 8)
    assert [r.value for r in results] == [100.0] * 8
    assert not pids & set(engine.state().pids)


def lose_the_worker(engine: Engine) -> None:
    results = engine.map(
        [Task(id=i, fn=engine_tasks.work, args=(0.05,)) for i in range(400)],
        CancelToken(),
        workers=2,
    )
    assert next(results).error is None
    end("Worker")
    with pytest.raises(EngineFailed, match="is gone"):
        list(results)


def test_that_a_running_cluster_does_the_work_and_goes_on(running, secret, run):
    with on(running.address) as engine:
        engine.ensure(2)
        handle = engine.place({"X": np.ones(100)})
        results = run(engine, engine_tasks.total, [(handle,)] * 8)
        assert [r.value for r in results] == [100.0] * 8
        assert {r.timing.worker for r in results} == {0, 1}
        for timing in (r.timing for r in results):
            assert timing.submitted <= timing.received <= timing.started
    assert running.cluster.lost() is None


def test_that_more_workers_than_it_has_cores_are_refused(running, secret):
    with (
        on(running.address, patience_s=1.0) as engine,
        pytest.raises(EngineFailed, match=r"gave 2 of 3 cores.*fewer workers"),
    ):
        engine.ensure(3)
    assert running.cluster.lost() is None


def test_that_a_wrong_secret_is_refused(running, secret, monkeypatch):
    monkeypatch.setenv(spark_settings.SECRET, "another")
    with (
        on(running.address) as engine,
        pytest.raises(EngineFailed, match=r"No master .* its secret"),
    ):
        engine.ensure(1)


def test_that_nobody_listening_is_said_at_once():
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"spark://127.0.0.1:{unused.getsockname()[1]}"
        with (
            on(address) as engine,
            pytest.raises(EngineFailed, match="Nothing listens"),
        ):
            engine.ensure(1)


@pytest.mark.parametrize("says", [b"", b"HTTP/1.1 400 Bad Request\r\n\r\n"])
def test_that_somebody_silent_or_wrong_is_no_master(says):
    with (
        Impostor(says) as address,
        on(address) as engine,
        pytest.raises(EngineFailed, match="No master of Apache Spark answers"),
    ):
        engine.ensure(1)


def test_that_connecting_can_be_stopped(running, secret):
    with Impostor(b"") as address, on(address) as engine:
        stop = threading.Timer(0.5, engine.cancel.cancel)
        stop.start()
        begin = clock()
        with pytest.raises(Stopped):
            engine.ensure(1)
        assert clock() - begin < 3.0
        stop.join()


class Impostor:
    """Listens, says something or nothing to everybody, and never reads."""

    def __init__(self, says: bytes) -> None:
        self._says = says
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self._thread = threading.Thread(target=self._serve)

    def __enter__(self) -> str:
        self._thread.start()
        return f"spark://127.0.0.1:{self._socket.getsockname()[1]}"

    def __exit__(self, *_: object) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        for connection in itertools.chain(self._open, [self._socket]):
            connection.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self._open.append(connection)
            with contextlib.suppress(OSError):  # whoever called has hung up
                connection.sendall(self._says)
