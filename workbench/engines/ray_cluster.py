"""Ray's side of the driver: a cluster of this computer, or a running one.

A cluster of this computer listens on the loopback address only and takes a token that
nobody else knows. What Ray starts beside its two servers and is of no use here
(dashboard, log monitor, autoscaler) stays off as far as Ray lets it.
"""

from __future__ import annotations

import os
import secrets
import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import psutil

from workbench.engines.caps import VARIABLES

GRACE_S = 5
"""How long a broken connection to a running cluster is tried again."""
_LEAST_STORE = 80 * 2**20
"""Ray's own minimum is 75 MiB."""
_SHARE = 0.3
"""Of the free memory, for the store of placed arrays; pages are used when needed."""
_SHARED_MEMORY = Path("/dev/shm")


class Settings(NamedTuple):
    """What the driver is started for; no ``address``: a cluster of this computer."""

    address: str
    folder: str
    threads: int
    parent_pid: int
    patience_s: float
    """How long a running cluster may take to say that it is one."""


def environment(address: str, threads: int) -> dict[str, str]:
    """The variables of the driver, and of all that a cluster of this computer starts.

    Caps must be there before a worker imports NumPy. Settings of Ray that the person
    made for other clusters would lead a new one astray; a running one may need them
    (tokens, TLS).
    """
    kept = dict(os.environ)
    if not address:
        kept = {k: v for k, v in kept.items() if not k.upper().startswith("RAY_")}
        kept |= {
            "RAY_AUTH_MODE": "token",
            "RAY_AUTH_TOKEN": secrets.token_hex(32),
            # Named after two systems, it means on all: stay on the loopback address.
            "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0",
            # Workers have limits of their own; that the computer's memory is nearly
            # full is no reason to end one.
            "RAY_memory_monitor_refresh_ms": "0",
        }
    kept |= {
        "PYTHONPATH": os.pathsep.join(os.path.abspath(p) for p in sys.path),  # noqa: PTH100
        "RAY_USAGE_STATS_ENABLED": "0",
        "RAY_CLIENT_RECONNECT_GRACE_PERIOD": str(GRACE_S),
        "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
    }
    if threads:
        kept |= dict.fromkeys(VARIABLES, str(threads))
    return kept


def start(settings: Settings) -> None:
    """Start a cluster of this computer."""
    import ray

    _leave_out()
    ray.init(
        address="local",
        include_dashboard=False,
        log_to_driver=False,
        logging_level="error",
        num_cpus=os.cpu_count() or 1,
        num_gpus=0,
        object_store_memory=_store_bytes(),
        _temp_dir=settings.folder,
    )


def knock(settings: Settings) -> None:
    """Find out whether a Ray cluster answers there; raises what gRPC raises."""
    import grpc
    from ray._private.grpc_utils import init_grpc_channel
    from ray.core.generated import ray_client_pb2, ray_client_pb2_grpc

    channel = init_grpc_channel(_host(settings))
    try:
        grpc.channel_ready_future(channel).result(timeout=settings.patience_s)
        ping = ray_client_pb2.ClusterInfoRequest(
            type=ray_client_pb2.ClusterInfoType.PING
        )
        ray_client_pb2_grpc.RayletDriverStub(channel).ClusterInfo(
            ping, timeout=settings.patience_s
        )
    finally:
        channel.close()


def join(settings: Settings) -> None:
    """Get a session on a running cluster; caps come before its workers' imports."""
    import ray

    caps = dict.fromkeys(VARIABLES, str(settings.threads)) if settings.threads else {}
    ray.init(
        f"ray://{_host(settings)}",
        log_to_driver=False,
        logging_level="error",
        runtime_env={"env_vars": caps} if caps else None,
    )


def heads() -> dict[str, psutil.Process]:
    """By name, the servers that a cluster of this computer cannot live without."""
    names = ("gcs_server", "raylet")
    return {
        process.name(): process
        for process in psutil.Process().children()
        if process.name().startswith(names)
    }


def lost_head(servers: Mapping[str, psutil.Process]) -> Callable[[], str]:
    """What tells which server has ended; nothing while all live."""

    def lost() -> str:
        return next((name for name, head in servers.items() if not _lives(head)), "")

    return lost


def lost_connection() -> str:
    """That the session on a running cluster is broken for good; nothing until then."""
    from ray.util.client import ray as client

    return "" if client.is_connected() else "no answer"


def _lives(process: psutil.Process) -> bool:
    """A zombie waits for Ray to look at it, and does nothing any more."""
    try:
        return bool(process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def _host(settings: Settings) -> str:
    return settings.address.removeprefix("ray://").rstrip("/")


def _store_bytes() -> int:
    """How large placed arrays may be together; what is more goes to a file."""
    free = psutil.virtual_memory().available * _SHARE
    if _SHARED_MEMORY.is_dir():
        free = min(free, shutil.disk_usage(_SHARED_MEMORY).free * 0.9)
    return max(_LEAST_STORE, int(free))


def _leave_out() -> None:
    """Have Ray not start helpers that nobody asks for anything here.

    There is no public switch for them. Where another version of Ray calls them
    otherwise they are started, and cost a second and some memory.
    """
    from ray._private.node import Node

    def nothing(*args: Any, **kwargs: Any) -> None:
        """In the place of a helper's start."""

    names = ("start_log_monitor", "start_monitor", "start_api_server")
    for name in names:
        started: Callable[..., None] | None = getattr(Node, name, None)
        if started is not None:
            setattr(Node, name, nothing)
