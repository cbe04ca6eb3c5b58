"""The same through an environment beside the program."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tests.clusters.elsewhere import Elsewhere, last_opened
from tests.engines.under_test import ROOT
from tests.engines.waiting import until
from workbench.core.cancel import CancelToken
from workbench.core.errors import Stopped
from workbench.core.plan import Task
from workbench.core.spec import ClusterSpec
from workbench.external.engine import ExternalEngine

NEAR = ClusterSpec(address="tls://localhost:8786", ca="ca.pem")
CUSTOMIZED = """
from pathlib import Path
from tests.clusters.elsewhere import Elsewhere
from workbench.engines import ENGINES

class Waiting:
    def set(self):
        Path({mark!r}).touch()

ENGINES.add("elsewhere", Elsewhere)
Elsewhere.silent, Elsewhere.waiting = {silent!r}, Waiting()
"""


@pytest.fixture
def hosted(
    tmp_path: Path, elsewhere: type[Elsewhere]
) -> Callable[[str], ExternalEngine]:
    """The engine in a host, where what is named never answers."""

    def make(silent: str) -> ExternalEngine:
        text = CUSTOMIZED.format(mark=str(tmp_path / "waits"), silent=silent)
        (tmp_path / "sitecustomize.py").write_text(text)
        python = Path(sys.executable)
        return ExternalEngine("elsewhere", python, cluster=NEAR, path=[tmp_path, ROOT])

    return make


def stop_when_it_waits(folder: Path, cancel: CancelToken) -> threading.Thread:
    def stop() -> None:
        until(lambda: (folder / "waits").exists(), limit_s=30)
        cancel.cancel()

    thread = threading.Thread(target=stop)
    thread.start()
    return thread


def connect(engine: ExternalEngine, cancel: CancelToken) -> None:
    with engine.stoppable(cancel):
        engine.open()
        engine.ensure(1)


def test_that_the_host_opens_the_engine_with_the_cluster(
    hosted: Callable[[str], ExternalEngine],
) -> None:
    with hosted("") as engine:
        task = Task(id=0, fn=last_opened)
        (result,) = engine.map([task], CancelToken(), workers=1)
    assert result.value == NEAR


@pytest.mark.parametrize("where", ["open", "ensure"])
def test_that_a_stop_reaches_an_engine_that_waits_in_a_host(
    hosted: Callable[[str], ExternalEngine], tmp_path: Path, where: str
) -> None:
    engine, cancel = hosted(where), CancelToken()
    person = stop_when_it_waits(tmp_path, cancel)
    try:
        with pytest.raises(Stopped):
            connect(engine, cancel)
        person.join()
        if where == "ensure":  # and it goes on to be of use
            handle = engine.place({"x": np.arange(3)})
            engine.release(handle)
    finally:
        engine.close()
