"""Jobs on a context of Spark, in the driver's process.

A slot is what the engine calls a worker: it runs one job with one partition at a time.
Its number stands in the environment of its Python worker. Spark never shares a Python
worker between environments, so each slot has a process of its own, which keeps what it
has loaded. On a cluster a slot also keeps to one executor, as long as that lives.
"""

from __future__ import annotations

import contextlib
import itertools
import queue
import shutil
import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from workbench.engines import spark_cluster, spark_task, spark_wire

LARGE = 1 << 19
"""So many bytes of tasks travel as a broadcast variable rather than in the job."""
DESERTED_S = 20.0
"""How long a cluster may be without any executor before it counts as lost."""
END_S = 5.0
"""How long Spark may take to end."""
TRIES = 3
"""So often is tried to get a worker ready."""
EXECUTOR_S = 90.0
"""How long a cluster may take to start the first executor."""
ENDING_S = 1.0
"""How long Java may take to be gone after its connections are."""
PROBE_S = 5
"""How long a master may take to answer."""
_PAUSE_S = 0.05
_TEXT = 4_000
_GROUPS = itertools.count(1)


class TooFewCores(Exception):
    """The cluster did not give enough; how many it gave."""

    def __init__(self, have: int) -> None:
        super().__init__(have)
        self.have = have


class Context:
    """Java, a context in it, and broadcast data."""

    def __init__(self, settings: spark_wire.Settings, log: Path) -> None:
        self.settings = settings
        self._log = log
        self._gateway: Any = None
        self._jvm: Any = None
        self.spark: Any = None
        self._data: dict[str, Any] = {}
        self._places: dict[int, str] = {}
        self._bases: dict[int, Any] = {}
        self._lock = threading.Lock()
        self._alone_since: float | None = None
        self._on_cluster = False

    def launch(self) -> None:
        """Start Java."""
        from pyspark.java_gateway import launch_gateway

        with self._log.open("wb") as log:
            self._gateway = launch_gateway(popen_kwargs={"stdout": log, "stderr": log})
        self._jvm = self._gateway.jvm

    def open(self, master: str) -> None:
        """Make the context; on ``master`` rather than on what the properties say."""
        from pyspark import SparkContext

        jvm = self._jvm.org.apache.spark.api.python
        self._make_function = jvm.SimplePythonFunction
        self._make_rdd = jvm.PythonRDD
        self.spark = SparkContext(master=master or None, gateway=self._gateway)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # it sets a handler of its own
        self._scala = self.spark._jsc.sc()  # noqa: SLF001 - no other way
        self._includes = self._jvm.java.util.ArrayList()
        self._first = self._jvm.java.util.ArrayList()
        self._first.add(0)
        nothing = self._jvm.java.util.ArrayList()
        self._empty = self.spark._jsc.parallelize(nothing, 1).rdd()  # noqa: SLF001
        self._on_cluster = bool(self.settings.address or master)
        if self._on_cluster:
            self._wait_for_cores()

    def hold(self, key: str, file: Path) -> None:
        """Broadcast the pickle in ``file``."""
        from pyspark.core.broadcast import Broadcast

        class Copied(Broadcast):  # type: ignore[misc, type-arg, unused-ignore]
            """A broadcast variable of what has been pickled already."""

            def dump(self, value: Any, f: Any) -> None:
                with value.open("rb") as source:
                    shutil.copyfileobj(source, f, 1 << 20)
                f.close()

        registry = self.spark._pickled_broadcast_vars  # noqa: SLF001 - as Spark does
        self._data[key] = Copied(self.spark, file, registry)

    def drop(self, key: str) -> None:
        """Destroy a broadcast."""
        if data := self._data.pop(key, None):
            with contextlib.suppress(Exception):  # Java may be gone
                data.destroy()

    def run(self, run: spark_wire.Run, environment: Any) -> bytes:
        """One job; the pickled report of its only task."""
        from pyspark.core.rdd import _prepare_for_python_RDD
        from pyspark.serializers import NoOpSerializer
        from pyspark.util import _load_from_socket

        calls: Any = run.calls
        if sum(map(len, run.calls)) > LARGE:
            calls = self.spark.broadcast(run.calls)
        order = spark_task.Order(
            calls,
            {key: self._data[key] for key in run.keys},
            self.settings.threads,
            self.settings.memory_limit,
            run.introduce,
        )
        raw = NoOpSerializer()
        command = partial(spark_task.run, order), None, raw, raw
        packed, broadcasts, _, _ = _prepare_for_python_RDD(self.spark, command)
        function = self._make_function(
            bytearray(packed),
            environment,
            self._includes,
            self.spark.pythonExec,
            self.spark.pythonVer,
            broadcasts,
            self.spark._javaAccumulator,  # noqa: SLF001 - no other way
        )
        rdd = self._make_rdd(self._base(run.slot), function, False, False)
        try:
            where = self._make_rdd.runJob(self._scala, rdd.asJavaRDD(), self._first)
            with _load_from_socket(where, raw) as reports:
                (report,) = reports
                return bytes(report)
        finally:
            if calls is not run.calls:
                calls.destroy()

    def cancel(self, group: str) -> None:
        """Cancel a group's job, and those of it that come late."""
        self._scala.cancelJobGroupAndFutureJobs(group)

    def begin(self, slot: int, group: str) -> Any:
        """In a slot's thread: name its group; its Python worker's variables."""
        self.spark.setJobGroup(group, "", True)
        variables = self._jvm.java.util.HashMap()
        for name, value in self.spark.environment.items():
            variables.put(name, value)
        variables.put("WORKBENCH_SLOT", str(slot))
        return variables

    def lost(self) -> str | None:
        """What Java said last if it has ended."""
        if self._gateway.proc.poll() is None:
            return None
        return spark_cluster.tail(self._log)

    def explains(self, error: Exception) -> bool:
        """Whether ``error`` came of Java's end, which may be seen a little later."""
        from py4j.protocol import Py4JJavaError

        if isinstance(error, Py4JJavaError):
            return False
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._gateway.proc.wait(ENDING_S)
        return self.lost() is not None

    def close(self) -> None:
        """End the context, which leaves a cluster alone, and Java."""
        if self._gateway is None:
            return
        ended = threading.Thread(target=self._stop, daemon=True)
        ended.start()
        ended.join(END_S)
        with contextlib.suppress(OSError):
            self._gateway.proc.stdin.close()
        try:
            self._gateway.proc.wait(END_S)
        except Exception:  # it hangs
            self._gateway.proc.kill()

    def _stop(self) -> None:
        with contextlib.suppress(Exception):  # Java may be gone
            self.spark.stop()

    def probe(self) -> None:
        """Find out whether a master answers; raises ``ConnectionError``.

        Making a context would take a minute to say so. This asks as Spark's own client
        does, with its own classes; should another version lack them, nothing is asked.
        """
        from py4j.protocol import Py4JError, Py4JJavaError

        spark = self._jvm.org.apache.spark
        conf = spark.SparkConf()
        for name in ("rpc.lookupTimeout", "rpc.askTimeout", "network.auth.rpcTimeout"):
            conf.set(f"spark.{name}", f"{PROBE_S}s")
        host, _, port = self.settings.address.rpartition(":")
        environment = None
        try:
            third = getattr(spark.SecurityManager, "$lessinit$greater$default$3")()
            nothing = self._jvm.scala.Option.apply(None)
            security = spark.SecurityManager(conf, nothing, third)
            here = conf.get("spark.driver.host")
            environment = spark.rpc.RpcEnv.create(
                "workbench", here, 0, conf, security, True
            )
            address = spark.rpc.RpcAddress(host, int(port))
            environment.setupEndpointRef(address, "Master")
        except Py4JJavaError as error:
            raise ConnectionError(told(error, cause=True)) from error
        except (Py4JError, TypeError):
            return
        finally:
            if environment is not None:
                environment.shutdown()

    def deserted(self) -> str | None:
        """Why a cluster of others counts as lost; ``None`` while it does not."""
        if not self.settings.address:
            return None
        if self._executors():
            self._alone_since = None
            return None
        now = time.monotonic()
        self._alone_since = self._alone_since or now
        if now - self._alone_since < DESERTED_S:
            return None
        return f"no executor for {DESERTED_S:.0f} s"

    def settle(self, slot: int) -> None:
        """Give a slot an executor, if it has none that lives."""
        if not self._on_cluster:
            return
        with self._lock:
            executors = self._executors()
            if self._places.get(slot) in executors or not executors:
                return
            taken = Counter(self._places.values())
            place = max(executors, key=lambda p: executors[p] - taken[p])
            self._places[slot] = place
            self._bases[slot] = self._at(place)

    def _base(self, slot: int) -> Any:
        """An RDD with one partition without rows, which prefers the slot's executor."""
        return self._bases.get(slot, self._empty)

    def _at(self, place: str) -> Any:
        toseq = self._jvm.PythonUtils.toSeq
        row = self._jvm.scala.Tuple2(b"", toseq([place]))
        tag = self._jvm.scala.reflect.ClassTag.Any()
        return self._scala.makeRDD(toseq([row]), tag)

    def _executors(self) -> dict[str, int]:
        """Live executors, as Spark names places, and their cores."""
        found = {}
        summaries = self._scala.statusStore().executorList(True)
        for index in range(summaries.size()):
            summary = summaries.apply(index)
            if summary.id() != "driver":
                host = summary.hostPort().rpartition(":")[0]
                found[f"executor_{host}_{summary.id()}"] = int(summary.totalCores())
        return found

    def _wait_for_cores(self) -> None:
        """Until all cores that were asked for are there, or no more come."""
        had, deadline = 0, time.monotonic() + EXECUTOR_S
        while (have := sum(self._executors().values())) < self.settings.cores:
            if reason := self.lost():
                raise RuntimeError(reason)
            if have > had:
                had, deadline = have, time.monotonic() + self.settings.patience_s
            if time.monotonic() > deadline:
                raise TooFewCores(have)
            time.sleep(_PAUSE_S)


class Slot:
    """A thread that runs one job after the other."""

    def __init__(
        self, context: Context, number: int, say: Callable[[spark_wire.Answer], None]
    ) -> None:
        self._context = context
        self._number = number
        self._say = say
        self._group = f"workbench-{number}-{next(_GROUPS)}"
        self._environment: Any = None
        self._runs: queue.SimpleQueue[spark_wire.Run | None] = queue.SimpleQueue()
        threading.Thread(target=self._serve, name=self._group, daemon=True).start()

    def put(self, run: spark_wire.Run) -> None:
        """Run it next."""
        self._runs.put(run)

    def quit(self) -> None:
        """Cancel what runs, and end."""
        self._runs.put(None)
        with contextlib.suppress(Exception):  # Java may be gone
            self._context.cancel(self._group)

    def _serve(self) -> None:
        while (run := self._runs.get()) is not None:
            # An executor that has died is given jobs until that is known. Only tasks
            # are not tried again here: the engine does that, and counts.
            for left in reversed(range(1 if run.calls else TRIES)):
                try:
                    answer = spark_wire.Answer(run.number, self._carried_out(run))
                except Exception as error:  # it must be told
                    if self._context.explains(error):
                        return  # everybody is told by whoever looks
                    if left:
                        continue
                    answer = spark_wire.Answer(run.number, error=told(error))
                self._say(answer)
                break

    def _carried_out(self, run: spark_wire.Run) -> bytes:
        if self._environment is None:
            self._environment = self._context.begin(self._number, self._group)
        if run.introduce:
            self._context.settle(self._number)
        return self._context.run(run, self._environment)


def told(error: Exception, *, cause: bool = False) -> str:
    """What went wrong, in Java's words where they are Java's; or what led to it."""
    java = getattr(error, "java_exception", None)
    try:
        while cause and java is not None and (behind := java.getCause()) is not None:
            java = behind
        text = f"{error}" if java is None else str(java.toString())
    except Exception:  # Java is gone
        text = ""
    return (text or type(error).__name__)[:_TEXT]
