from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import numpy as np
import psutil
import pytest

from tests.engines import engine_tasks
from tests.engines.under_test import ROOT
from tests.engines.waiting import until
from workbench.core.cancel import CancelToken
from workbench.core.errors import EngineFailed, EngineUnavailable
from workbench.core.plan import Task
from workbench.external import child, report
from workbench.external.engine import ExternalEngine

PROGRAM = f"""
import sys, threading
from pathlib import Path
sys.path.insert(0, {str(ROOT)!r})
from tests.engines import engine_tasks
from workbench.core.cancel import CancelToken
from workbench.core.plan import Task
from workbench.external.engine import ExternalEngine

if __name__ == "__main__":
    root = Path({str(ROOT)!r})
    engine = ExternalEngine("{{name}}", Path(sys.executable), path=[root])
    engine.open()
    engine.ensure(2)
    print(engine._link.pid, *engine.state().pids, flush=True)
    tasks = [Task(id=i, fn=engine_tasks.work, args=(60.0,)) for i in range(2)]
    list(engine.map(tasks, CancelToken(), workers=2))
"""


def tasks(fn, calls):
    return [Task(id=i, fn=fn, args=args) for i, args in enumerate(calls)]


def running(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@pytest.mark.parametrize("name", ["joblib", "processes"])
def test_that_host_and_workers_end_with_a_killed_program(run_program, name):
    program = run_program(PROGRAM.replace("{name}", name))
    pids = [int(word) for word in program.stdout.readline().split()]
    assert len(pids) == 3
    program.kill()
    program.wait()
    until(lambda: not any(map(running, pids)), limit_s=2.0)


def test_that_a_killed_host_ends_the_batch_in_words_and_its_workers_with_it(hosted):
    pids = hosted.state().pids
    assert len(pids) == 2
    results = hosted.map(
        tasks(engine_tasks.work, [(0.01,), *[(60.0,)] * 3]), CancelToken(), workers=2
    )
    assert next(results).error is None
    psutil.Process(hosted._link.pid).kill()
    with pytest.raises(EngineFailed, match="ended unexpectedly"):
        list(results)
    until(lambda: not any(map(running, pids)), limit_s=2.0)
    assert hosted.state().alive == 0


def test_that_the_next_batch_starts_a_new_host_with_the_data(hosted, run_all):
    handle = hosted.place({"X": np.ones(50)})
    old = hosted._link.pid
    psutil.Process(old).kill()
    until(lambda: not hosted._link.alive)
    assert run_all(hosted, engine_tasks.total, [(handle,)] * 3) == [50.0] * 3
    assert hosted._link.pid != old


def test_that_a_handle_deep_inside_the_arguments_finds_its_data(shared_host, run_all):
    handle = shared_host.place({"X": np.ones(5)})
    values = run_all(shared_host, _nested_total, [({"deep": [handle]},)])
    assert values == [5.0]


def _nested_total(where):
    return engine_tasks.total(where["deep"][0])


def test_that_objects_travel_as_data_too(shared_host, run_all):
    handle = shared_host.place({"names": np.array(["a", None], dtype=object)})
    (value,) = run_all(shared_host, engine_tasks.held, [(handle,)])
    assert list(value["names"]) == ["a", None]


def test_that_what_cannot_be_pickled_costs_one_task(shared_host):
    batch = tasks(engine_tasks.echo, [(1,), (threading.Lock(),), (3,)])
    results = {r.task_id: r for r in shared_host.map(batch, CancelToken(), workers=2)}
    assert (results[0].value, results[2].value) == (1, 3)
    assert "could not be pickled" in results[1].error.text


def test_that_what_is_unknown_in_the_environment_costs_one_task(
    shared_host, monkeypatch
):
    module = type(sys)("only_here")
    exec("def fn(): return 1", module.__dict__)
    monkeypatch.setitem(sys.modules, "only_here", module)
    batch = [Task(id=0, fn=module.fn), Task(id=1, fn=engine_tasks.echo, args=(2,))]
    results = {r.task_id: r for r in shared_host.map(batch, CancelToken(), workers=2)}
    assert results[0].error.kind == "ModuleNotFoundError"
    assert results[1].value == 2


def test_that_prints_of_tasks_disturb_nobody(shared_host, run_all):
    assert run_all(shared_host, print, [("x" * 100_000,)] * 3) == [None] * 3


def test_that_times_fit_the_clock_of_the_program(shared_host):
    from workbench.core.results import clock

    before = clock()
    batch = tasks(engine_tasks.work, [(0.02,)] * 4)
    results = list(shared_host.map(batch, CancelToken(), workers=2))
    after = clock()
    for timing in (r.timing for r in results):
        assert before < timing.submitted < timing.started
        assert timing.ended < timing.completed < after


def test_that_an_environment_of_another_version_is_refused(monkeypatch):
    here = report.own()
    monkeypatch.setattr(
        "workbench.external.report.own",
        lambda: type(here)(
            python=here.python,
            workbench="9.9",
            libraries=here.libraries,
            engines=here.engines,
        ),
    )
    engine = ExternalEngine("joblib", Path(sys.executable), path=[ROOT])
    with pytest.raises(EngineUnavailable, match=r"has Workbench .*, this program is 9"):
        engine.open()


def test_that_an_engine_that_is_not_there_is_refused_in_its_own_words():
    engine = ExternalEngine("joblib", Path(sys.executable), path=[ROOT])
    engine.name = "missing"
    with pytest.raises(EngineFailed, match="There is no engine “missing”"):
        engine.open()


@pytest.mark.skipif(sys.platform == "win32", reason="a script stands for a Python")
@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("echo hello there; exec sleep 1", "ended unexpectedly"),
        ("echo no such thing >&2; exit 3", "no such thing"),
        ("exit 0", "exit status 0"),
    ],
)
def test_that_what_is_no_host_is_told_from_one(tmp_path, script, words):
    python = tmp_path / "python"
    python.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    python.chmod(0o755)
    with pytest.raises(EngineUnavailable, match=words):
        ExternalEngine("joblib", python).open()


def test_that_a_python_that_is_gone_is_said():
    with pytest.raises(EngineUnavailable, match="cannot be started"):
        ExternalEngine("joblib", Path("/nowhere/python")).open()


def test_that_nothing_of_a_frozen_program_reaches_its_environments(monkeypatch):
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/workbench/_internal")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/usr/own")
    monkeypatch.setenv("_PYI_ARCHIVE_FILE", "/opt/workbench/workbench")
    monkeypatch.setenv("PYTHONHOME", "/opt/workbench")
    monkeypatch.setenv("QT_PLUGIN_PATH", "/opt/workbench")
    kept = child.variables()
    assert kept["LD_LIBRARY_PATH"] == "/usr/own"
    assert not {"_PYI_ARCHIVE_FILE", "PYTHONHOME", "QT_PLUGIN_PATH"} & kept.keys()
    monkeypatch.delenv("LD_LIBRARY_PATH_ORIG")
    assert "LD_LIBRARY_PATH" not in child.variables()
    assert kept["PATH"] == os.environ["PATH"]


@pytest.fixture
def run_all():
    def run_all(engine, fn, calls):
        results = engine.map(tasks(fn, calls), CancelToken(), workers=2)
        return [r.value for r in sorted(results, key=lambda r: r.task_id)]

    return run_all


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere they cannot be listed")
@pytest.mark.parametrize("how", ["closed", "killed"])
def test_that_no_semaphore_outlives_a_host(run_all, how):
    before = set(Path("/dev/shm").glob("sem.*"))
    engine = ExternalEngine("joblib", Path(sys.executable), path=[ROOT])
    with engine:
        assert run_all(engine, engine_tasks.square, [(3,)]) == [9]
        if how == "killed":
            psutil.Process(engine._link.pid).kill()
            until(lambda: not engine._link.alive)
    until(lambda: set(Path("/dev/shm").glob("sem.*")) <= before)


def test_that_a_value_that_cannot_be_sent_costs_one_task():
    engine = ExternalEngine("serial", Path(sys.executable), path=[ROOT])
    batch = [Task(id=0, fn=threading.Lock), Task(id=1, fn=engine_tasks.echo, args=(2,))]
    with engine:
        results = {r.task_id: r for r in engine.map(batch, CancelToken(), workers=1)}
    assert "could not be pickled" in results[0].error.text
    assert results[1].value == 2
