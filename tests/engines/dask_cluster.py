"""A Dask cluster as somebody else runs it: Dask's own commands, on loopback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.engines.under_test import ROOT
from tests.engines.waiting import until
from workbench.core.spec import ClusterSpec
from workbench.engines.dask_engine import DaskEngine


class Certificates:
    """One for all, which is its own authority, as files."""

    def __init__(self, folder: Path) -> None:
        from distributed import Security

        made = Security.temporary()
        self.ca = str(folder / "ca.pem")
        self.certificate = str(folder / "certificate.pem")
        self.key = str(folder / "key.pem")
        Path(self.ca).write_text(made.tls_ca_file)
        Path(self.certificate).write_text(made.tls_client_cert)
        Path(self.key).write_text(made.tls_client_key)


class Cluster:
    """``dask scheduler`` and ``dask worker`` processes, the latter without a nanny."""

    def __init__(
        self, folder: Path, workers: int = 2, certificates: Certificates | None = None
    ) -> None:
        self._folder = folder
        self.certificates = certificates
        self.workers: list[subprocess.Popen[bytes]] = []
        where = folder / "scheduler.json"
        self.scheduler = self._start(
            "scheduler",
            *("--port", "0", "--scheduler-file", str(where)),
            *("--dashboard-address", "127.0.0.1:0"),
        )
        until(lambda: _read(where))
        self.address: str = _read(where)["address"]
        for _ in range(workers):
            self.add_worker()

    @property
    def spec(self) -> ClusterSpec:
        """What a person fills in to use it."""
        made = self.certificates
        if made is None:
            return ClusterSpec(address=self.address)
        return ClusterSpec(
            address=self.address,
            ca=made.ca,
            certificate=made.certificate,
            key=made.key,
        )

    def add_worker(self) -> None:
        """Start one more."""
        number = str(len(self.workers))
        self.workers.append(
            self._start(
                "worker",
                self.address,
                *("--name", number, "--nthreads", "1", "--no-nanny"),
                *("--local-directory", str(self._folder)),
            )
        )

    def close(self) -> None:
        """End all of it."""
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()

    def _start(self, kind: str, *options: str) -> subprocess.Popen[bytes]:
        made = self.certificates
        tls: Sequence[str] = ()
        if made is not None:
            tls = (
                *("--tls-ca-file", made.ca),
                *("--tls-cert", made.certificate),
                *("--tls-key", made.key),
            )
        protocol = "tcp" if made is None else "tls"
        return subprocess.Popen(
            [
                *(sys.executable, "-m", "dask", kind, *options, *tls),
                *("--host", "127.0.0.1", "--protocol", protocol, "--no-dashboard"),
            ],
            cwd=self._folder,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


def opened(cluster: Cluster, workers: int) -> DaskEngine:
    """An engine that has found the workers, which may still be on their way."""
    engine = DaskEngine(cluster=cluster.spec)
    engine.open()
    join(engine, workers)
    return engine


def join(engine: DaskEngine, workers: int) -> None:
    """Wait until so many workers have come, and greet them."""
    link = engine._there.link

    def there() -> bool:
        link.start(link.look()).result()
        return len(link.workers) == workers

    until(there)
    engine.ensure(workers)


def _read(path: Path) -> Any:
    """What the scheduler has written, once all of it is there."""
    try:
        return json.loads(path.read_text())
    except (OSError, ValueError):
        return None
