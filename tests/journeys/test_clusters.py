"""A cluster that dies under a run: real processes, a real window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.engines.dask_cluster import Certificates, Cluster, opened
from tests.optional import need
from workbench.core.spec import ClusterSpec, CvSpec, RepeatSpec

need("distributed", "cryptography")
pytestmark = pytest.mark.engines


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    running = Cluster(tmp_path, 1, Certificates(tmp_path))
    try:
        opened(running, 1).close()  # the worker is there before the window
        yield running
    finally:
        running.close()


def test_that_the_window_outlives_a_scheduler_that_is_killed(program, cluster):
    there = msgspec.structs.replace(
        program.draft.spec,
        engine="dask",
        cluster=cluster.spec,
        workers=(1,),
        cv=CvSpec(folds=3),
        repeats=RepeatSpec(minimum=50, maximum=50),
    )
    program.draft.load(there, "There")
    program.show()
    run = Qt.Key.Key_F5
    job = program.submitted(lambda: program.qtbot.keyClick(program.window, run))
    program.until(lambda: len(job.state.trials) > 0 or not job.live)
    assert job.live, job.state.error
    cluster.scheduler.kill()
    program.until(lambda: not job.live)
    assert job.state.status == "failed"
    remedy = "See that its scheduler is running"
    program.until(lambda: shown(program).count(remedy) == 1)
    kept = program.session.store.state(job.state.run_id)
    assert len(kept.trials) == len(job.state.trials) > 0

    here = msgspec.structs.replace(
        there,
        engine="serial",
        cluster=ClusterSpec(),
        repeats=RepeatSpec(minimum=1, maximum=1),
    )
    program.draft.load(here, "Here")
    again = program.submitted(lambda: program.qtbot.keyClick(program.window, run))
    program.until(lambda: not again.live)
    assert again.state.status == "done"


def shown(program) -> str:
    labels = program.window.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisible())
