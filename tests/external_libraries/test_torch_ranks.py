"""Training among ranks of ``torch.distributed``: the same way, and no process left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import msgspec
import numpy as np
import psutil
import pytest

from tests.engines.waiting import until
from tests.external_libraries import endless, networks
from tests.optional import need
from tests.workloads.joint_runs import Run, digits, strategy
from workbench.core.cancel import CancelToken
from workbench.core.errors import EngineFailed
from workbench.core.events import RunCancelled
from workbench.core.spec import RepeatSpec
from workbench.joint.verdict import furthest_apart
from workbench.planner import validate
from workbench.session import Session
from workbench.workloads import ranks

pytestmark = pytest.mark.engines
need("torch")
posix = pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
SAME = 1e-5
ENDLESS = 100_000


def pair(**params):
    """Our averaging and that of ranks, with the same steps."""
    return strategy("data_parallel", **params), strategy(
        "torch_data_parallel", **params
    )


def alike(run: Run) -> None:
    """Whether every round has the same loss, far below the tolerance promised."""
    ours, theirs = (
        run.rounds(name) for name in ("data_parallel", "torch_data_parallel")
    )
    assert [one.round for one in theirs] == [one.round for one in ours]
    assert furthest_apart(theirs, ours) < 1e-10 < SAME
    np.testing.assert_allclose(
        run.parameters("torch_data_parallel"),
        run.parameters("data_parallel"),
        atol=1e-10,
    )
    training = run.end("torch_data_parallel").training
    assert training is not None
    assert training.ranks == 2
    assert 0 < training.exchange_share < 1
    assert training.step_s > 0
    assert training.speedup == pytest.approx(
        training.alone_s / training.step_s, rel=0.9
    )
    assert any("the same method twice" in sentence for sentence in run.sentences)


def test_that_two_ranks_learn_a_penalised_softmax_as_our_averaging_does() -> None:
    spec = digits(
        *pair(eta=0.4, decay="sqrt"),
        model="softmax",
        clients=2,
        partition="quantity",
        l1=1e-3,
        l2=1e-2,
        penalise_bias=False,
        rounds=12,
    )
    alike(Run(spec, "processes"))


def test_that_two_ranks_learn_a_network_from_mini_batches_as_our_averaging_does() -> (
    None
):
    spec = digits(
        *pair(eta=0.5, batch=64), model="mlp", hidden=16, clients=2, rounds=15
    )
    alike(Run(spec, "serial"))


@pytest.mark.parametrize(
    ("params", "models", "field", "words"),
    [
        ({"dropout": 0.1}, "softmax", "params.dropout", "Share that gives up"),
        ({"clients": 9}, "softmax", "params.clients", "at most 8 clients"),
        ({}, "svm", "models.0.estimator", "softmax and linear regression"),
    ],
)
def test_that_what_ranks_cannot_do_is_refused(params, models, field, words) -> None:
    spec = digits(
        strategy("torch_data_parallel"), **{"clients": 2, "model": models, **params}
    )
    found = {p.field: str(p.message) for p in validate(spec, cores=2)}
    assert words in found[field]


def connected(parent: psutil.Process) -> bool:
    """Whether both ranks have found each other."""
    return len(networks.ranks(parent)) == 2 and all(
        any(c.status == psutil.CONN_ESTABLISHED for c in child.net_connections("inet"))
        for child in networks.ranks(parent)
    )


@posix
def test_that_ranks_listen_on_loopback_alone_and_end_with_a_killed_program(
    tmp_path: Path,
) -> None:
    code = "from tests.external_libraries.endless import train; train()"
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    environment["PYTHONPATH"] = os.pathsep.join(map(str, sys.path))
    with subprocess.Popen([sys.executable, "-c", code], env=environment) as program:
        parent = psutil.Process(program.pid)
        try:
            until(lambda: connected(parent), 120)
            found = networks.ranks(parent)
            sockets = [c for child in found for c in child.net_connections("inet")]
            listening = {c.laddr.ip for c in sockets if c.status == psutil.CONN_LISTEN}
            assert listening <= {"127.0.0.1", "::1"}
            assert {c.raddr.ip for c in sockets if c.raddr} == {"127.0.0.1"}
            folders = list(tmp_path.glob(f"{ranks.PREFIX}*"))
            assert [oct(folder.stat().st_mode)[-3:] for folder in folders] == ["700"]
        finally:
            program.send_signal(signal.SIGKILL)
    until(lambda: not any(child.is_running() for child in found))
    until(lambda: not list(tmp_path.glob(f"{ranks.PREFIX}*")))


@posix
def test_that_a_rank_that_dies_ends_the_others_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def kill_one() -> None:
        until(lambda: connected(psutil.Process()), 120)
        networks.ranks()[1].kill()

    killer = threading.Thread(target=kill_one)
    killer.start()
    with pytest.raises(EngineFailed, match=r"Rank \d of the training ended too early"):
        endless.train()
    killer.join()
    assert networks.ranks() == []
    assert list(tmp_path.iterdir()) == []


def test_that_cancelling_a_run_ends_the_ranks(tmp_path: Path) -> None:
    spec = msgspec.structs.replace(
        digits(strategy("torch_data_parallel"), clients=2, rounds=ENDLESS),
        engine="processes",
        workers=(1,),
        repeats=RepeatSpec(minimum=1, maximum=1),
    )
    cancel = CancelToken()

    def stop() -> None:
        until(lambda: connected(psutil.Process()), 120)
        cancel.cancel()

    stopper = threading.Thread(target=stop)
    stopper.start()
    with Session(history=tmp_path / "history.sqlite") as session:
        events = list(session.start(spec, cancel))
        stopper.join()
        assert isinstance(events[-1], RunCancelled)
        until(lambda: networks.ranks() == [])
