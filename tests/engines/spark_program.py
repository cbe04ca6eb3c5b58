"""A program that writes a document with Spark's help, and waits to be killed."""

from __future__ import annotations

import json
import sys

from tests.engines import engine_tasks
from workbench.core.cancel import CancelToken
from workbench.core.plan import Task
from workbench.core.spec import ClusterSpec
from workbench.engines.spark_engine import SparkEngine

if __name__ == "__main__":
    with SparkEngine(cluster=ClusterSpec(address=sys.argv[1])) as engine:
        tasks = [Task(id=i, fn=engine_tasks.say_square, args=(i,)) for i in range(3)]
        results = engine.map(tasks, CancelToken(), workers=2)
        values = sorted(result.value for result in results)
        sys.stdout.write(json.dumps(values) + "\n")
        sys.stdout.flush()
        sys.stdin.read()
