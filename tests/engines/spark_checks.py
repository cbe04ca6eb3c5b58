"""What tests of Apache Spark look at: processes, sockets, the secret."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import psutil

from tests.engines.waiting import until
from workbench.engines import spark_settings
from workbench.engines.spark_engine import SparkEngine

LOOPBACK = {"127.0.0.1", "::1", "::ffff:127.0.0.1"}


def descendants(pid: int | None = None) -> set[psutil.Process]:
    return {p for p in psutil.Process(pid).children(recursive=True) if lives(p)}


def lives(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@contextmanager
def nothing_left() -> Iterator[None]:
    """No thread or process more in the end, once what ends had its time."""
    threads, processes = set(threading.enumerate()), descendants()
    yield
    until(lambda: set(threading.enumerate()) <= threads)
    until(lambda: descendants() <= processes)


def assert_secret_is_kept(engine: SparkEngine) -> None:
    driver = psutil.Process(engine._link._process.pid)
    secret = driver.environ()[spark_settings.SECRET]
    assert len(secret) == 64
    assert not any(secret in " ".join(p.cmdline()) for p in descendants())
    for folder in engine._folder.iterdir():
        assert not folder.stat().st_mode & 0o077
