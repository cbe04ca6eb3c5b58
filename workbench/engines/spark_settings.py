"""What Spark is told: its properties, its environment, what it logs.

Properties go through a file that only this user can read, never through a command line
that every user of the computer can list. Of what a person has configured for Spark only
a running cluster's settings count: the local kinds are this program's own.
"""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from workbench.engines.caps import VARIABLES
from workbench.engines.spark_wire import Settings

SECRET = "_SPARK_AUTH_SECRET"
"""The variable in which Spark itself hands the secret of a cluster to its processes."""
LOOPBACK = "127.0.0.1"
HEAP_MB = 1024
LEAST_HEAP_MB = 512
"""Spark refuses to start with less than 450 MiB."""
DAEMON_MB = 256

_ALWAYS = {
    "spark.app.name": "Workbench",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.eventLog.enabled": "false",
    "spark.dynamicAllocation.enabled": "false",
    "spark.speculation": "false",
    "spark.python.worker.reuse": "true",
    "spark.python.task.killTimeout": "100ms",
    # Under load a new Python worker may take longer than the 15 s that are usual.
    "spark.python.authenticate.socketTimeout": "60s",
    # A task that ends its worker is found out by the engine, which sends tasks of a
    # lost chunk again one by one; Spark's own tries would blame the whole chunk.
    "spark.task.maxFailures": "1",
    "spark.driver.maxResultSize": "0",
}
_JAVA = "-XX:-UsePerfData -XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""Java only hands tasks to Python: what it would gain by compiling itself thoroughly
and collecting garbage in many threads, it would take from the workers, for minutes."""
_SOCKET = ".00000000-0000-0000-0000-000000000000.sock"
_SOCKET_LIMIT = 100
"""What every system allows as the path of a socket, in bytes."""
_OURS = {
    "spark.driver.host": LOOPBACK,
    "spark.driver.bindAddress": LOOPBACK,
    "spark.master.rest.enabled": "false",
    "spark.ui.killEnabled": "false",
    "spark.broadcast.compress": "false",  # nothing leaves this computer
    "spark.deploy.maxExecutorRetries": "-1",
}
_LOGGING = """\
status = off
rootLogger.level = error
rootLogger.appenderRef.err.ref = err
appender.err.type = Console
appender.err.name = err
appender.err.target = SYSTEM_ERR
appender.err.layout.type = PatternLayout
appender.err.layout.pattern = %p %c{1}: %m%n%ex
logger.deploy.name = org.apache.spark.deploy
logger.deploy.level = info
"""
"""Where the master listens, it says among what is logged of deployment."""
_FOREIGN = ("SPARK_", "PYSPARK_", "_SPARK_")
"""What a person's variables for Spark begin with."""


def home() -> Path:
    """Where pyspark has Spark's scripts and jars."""
    spec = find_spec("pyspark")
    assert spec is not None
    assert spec.origin is not None  # availability was asked
    return Path(spec.origin).parent


def script(name: str) -> Path:
    """One of Spark's own scripts."""
    return home() / "bin" / (f"{name}.cmd" if sys.platform == "win32" else name)


def secret_for(settings: Settings) -> str:
    """What all processes of the cluster know; a new one where it is ours."""
    if settings.address:
        return os.environ.get(SECRET, "")
    return secrets.token_hex(32)


def environment(
    settings: Settings, java: Mapping[str, str], secret: str
) -> dict[str, str]:
    """The variables of the driver process and of all that it starts."""
    remote = bool(settings.address)
    variables = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(_FOREIGN) or (remote and name == "SPARK_CONF_DIR")
    }
    variables |= java
    if secret:
        variables[SECRET] = secret
    folder = Path(settings.folder)
    variables["SPARK_HOME"] = str(home())
    variables["SPARK_LOCAL_DIRS"] = str(folder)
    variables["PYTHONPATH"] = os.pathsep.join(
        path or str(Path.cwd()) for path in sys.path
    )
    variables["PYSPARK_SUBMIT_ARGS"] = (
        f'--properties-file "{properties_file(folder).as_posix()}" pyspark-shell'
    )
    if remote:
        python = os.environ.get("PYSPARK_PYTHON", "python3")
    else:
        python = sys.executable
        variables["SPARK_CONF_DIR"] = str(folder)
        variables["SPARK_LOCAL_IP"] = LOOPBACK
        variables["SPARK_DAEMON_MEMORY"] = f"{DAEMON_MB}m"
    variables["PYSPARK_PYTHON"] = python
    return variables


def properties_file(folder: Path) -> Path:
    """Where the driver's properties are."""
    return folder / "workbench.properties"


def write(settings: Settings, here: str, secret: str) -> None:
    """Write files of properties and logging into the driver's folder.

    ``here`` is this computer's address as a running cluster sees it.
    """
    folder = Path(settings.folder)
    found = dict(_ALWAYS)
    options = f"-Djava.io.tmpdir={folder.as_posix()} {_JAVA}"
    found["spark.driver.extraJavaOptions"] = options
    found["spark.driver.memory"] = f"{heap_mb(settings.memory_limit)}m"
    found["spark.executor.memory"] = found["spark.driver.memory"]
    if sys.platform != "win32" and len(str(folder / _SOCKET)) < _SOCKET_LIMIT:
        # Over TCP every job waits 40 ms for an acknowledgement that is held back.
        found["spark.python.unix.domain.socket.enabled"] = "true"
    found |= {f"spark.executorEnv.{k}": v for k, v in _caps(settings.threads).items()}
    if settings.address:
        found["spark.master"] = f"spark://{settings.address}"
        found["spark.cores.max"] = str(settings.cores)
        found["spark.driver.host"] = found["spark.driver.bindAddress"] = here
        found = _persons() | found
    else:
        found |= _OURS
        found["spark.executor.extraJavaOptions"] = options
        if settings.standalone:
            found["spark.cores.max"] = str(settings.cores)
        else:
            found["spark.master"] = f"local[{settings.cores}]"
    if secret:
        found["spark.authenticate"] = "true"
        found["spark.authenticate.secret"] = secret
    _write(properties_file(folder), found)
    _write(folder / "spark-defaults.conf", found)
    (folder / "log4j2.properties").write_text(_LOGGING, encoding="utf-8")


def heap_mb(memory_limit: int | None) -> int:
    """The heap of Spark's own processes in MiB, beside what Python workers use."""
    if memory_limit is None:
        return HEAP_MB
    return max(LEAST_HEAP_MB, memory_limit // 2**20)


def _caps(threads: int) -> dict[str, str]:
    """Caps for Python workers from their first moment on.

    Spark caps OpenMP by itself; where it should not, the task undoes that, unless the
    person has a cap of their own.
    """
    if threads:
        return dict.fromkeys(VARIABLES, str(threads))
    if own := os.environ.get("OMP_NUM_THREADS"):
        return {"OMP_NUM_THREADS": own, OWN_CAP: "1"}
    return {}


OWN_CAP = "WORKBENCH_OWN_CAP"


def _persons() -> dict[str, str]:
    """What the person's spark-defaults.conf says, for a cluster that they run."""
    folder = os.environ.get("SPARK_CONF_DIR")
    if not folder:
        return {}
    try:
        text = Path(folder, "spark-defaults.conf").read_text(encoding="utf-8")
    except OSError:
        return {}
    lines = [line.strip() for line in text.splitlines()]
    pairs = [line.split(None, 1) for line in lines if line and line[0] != "#"]
    return {pair[0]: pair[1] for pair in pairs if len(pair) == 2}


def _write(file: Path, properties: Mapping[str, str]) -> None:
    """A file in the form of Java's properties, in which a backslash escapes."""
    text = "".join(
        f"{key} {value.replace(chr(92), chr(92) * 2)}\n"
        for key, value in properties.items()
    )
    file.touch(mode=0o600)
    file.write_text(text, encoding="utf-8")
