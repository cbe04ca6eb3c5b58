"""One session for all runs of a module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from workbench.core.spec import ExperimentSpec, RepeatSpec
from workbench.session import Session

WARM = {"threads": 3, "processes": 3}


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A session whose threads and worker processes are up, and stay so."""
    folder = tmp_path_factory.mktemp("warm")
    with Session(history=folder / "history.sqlite") as session:
        for engine, workers in WARM.items():
            spec = ExperimentSpec(
                workload="squares",
                engine=engine,
                workers=(workers,),
                repeats=RepeatSpec(minimum=1, maximum=1),
            )
            for _ in session.start(spec):
                pass
        yield session
