"""Clusters and programs that the tests of Ray's engine start and end."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from tests.engines.waiting import until

ROOT = Path(__file__).resolve().parents[2]
BUSY = """
import sys
from tests.engines import engine_tasks
from workbench.core.cancel import CancelToken
from workbench.core.plan import Task
from workbench.engines.ray_engine import RayEngine

if __name__ == "__main__":
    engine = RayEngine()
    engine.open()
    engine.ensure(1)
    print(engine._driver._process.pid, engine._folder, flush=True)
    tasks = [Task(id=0, fn=engine_tasks.touch_and_work, args=(sys.argv[1], 600.0))]
    list(engine.map(tasks, CancelToken(), workers=1))
"""
"""A program whose only task works for ten minutes; the argument is its mark."""


def session(leader: int) -> list[psutil.Process]:
    """All processes of a session, also when its leader is gone."""
    found = []
    for pid in psutil.pids():
        with contextlib.suppress(OSError, psutil.Error):
            if os.getsid(pid) == leader:
                found.append(psutil.Process(pid))
    return found


def alive(process: psutil.Process) -> bool:
    with contextlib.suppress(psutil.NoSuchProcess):
        return process.status() != psutil.STATUS_ZOMBIE
    return False


def listening(processes: list[psutil.Process]) -> list[tuple[str, str, int]]:
    """Name of the process, address and port of each TCP or UDP socket that listens."""
    found = []
    for process in processes:
        with contextlib.suppress(psutil.Error):
            found += [
                (process.name(), socket.laddr.ip, socket.laddr.port)
                for socket in process.net_connections("inet")
                if socket.status in (psutil.CONN_LISTEN, psutil.CONN_NONE)
                and not socket.raddr
                and socket.laddr
            ]
    return found


@contextmanager
def busy_program(mark: Path) -> Iterator[tuple[subprocess.Popen[str], int, Path]]:
    """The program, the pid of its driver, and the folder of its cluster."""
    with subprocess.Popen(
        [sys.executable, "-c", BUSY, str(mark)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        text=True,
    ) as program:
        assert program.stdout is not None
        driver, folder = program.stdout.readline().split()
        try:
            yield program, int(driver), Path(folder)
        finally:
            program.kill()
            for process in session(int(driver)):
                process.kill()


@contextmanager
def running_cluster(port: int, *, cores: int) -> Iterator[tuple[psutil.Process, Path]]:
    """A cluster that somebody else started, with a server for clients at ``port``.

    It finds Workbench through a link in the second folder, which may be taken away.
    """
    script = Path(sysconfig.get_path("scripts")) / "ray"
    with (
        tempfile.TemporaryDirectory(
            prefix="wb-ray-", dir="/tmp", ignore_cleanup_errors=True
        ) as folder,
        subprocess.Popen(
            [
                *(sys.executable, script, "start", "--head", "--block", "--port=0"),
                "--node-ip-address=127.0.0.1",
                f"--ray-client-server-port={port}",
                f"--num-cpus={cores}",
                f"--temp-dir={folder}",
                "--include-dashboard=false",
                "--include-log-monitor=false",
                "--no-monitor",
                "--disable-usage-stats",
                f"--object-store-memory={100 * 2**20}",
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            text=True,
            env=os.environ
            | {
                "PYTHONPATH": _linked(Path(folder)),
                "PYTHONUNBUFFERED": "1",
                "RAY_AUTH_MODE": "disabled",
                # With it, a process that the server forks may die before it starts.
                "GRPC_ENABLE_FORK_SUPPORT": "false",
                "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0",  # on loopback only
            },
            start_new_session=True,
        ) as head,
    ):
        try:
            assert head.stdout is not None
            assert any("runtime started" in line for line in head.stdout)
            until(lambda: any(p == port for *_, p in listening(session(head.pid))))
            yield psutil.Process(head.pid), Path(folder, "modules")
        finally:
            for process in session(head.pid):
                with contextlib.suppress(psutil.Error):
                    process.kill()
            until(lambda: not any(map(alive, session(head.pid))))


def _linked(folder: Path) -> str:
    modules = folder / "modules"
    modules.mkdir()
    for name in ("tests", "workbench"):
        (modules / name).symlink_to(ROOT / name)
    return str(modules)
