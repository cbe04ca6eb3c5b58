"""Worlds to examine: a healthy one in a folder of the test's own, and a broken one."""

from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from workbench.doctor.base import Subject
from workbench.doctor.examination import this_installation


@pytest.fixture
def world(tmp_path: Path) -> Callable[..., Subject]:
    """A subject whose files lie in the test's folder; keywords replace parts of it."""
    (tmp_path / "tmp").mkdir()
    healthy = dataclasses.replace(
        this_installation(history=tmp_path / "data" / "history.sqlite"),
        temporary=tmp_path / "tmp",
        settings=tmp_path / "config",
        state=tmp_path / "state",
    )
    return lambda **parts: dataclasses.replace(healthy, **parts)


@pytest.fixture
def read_only() -> Iterator[Path]:
    """A folder in which a user, who is not root, may write nothing."""
    with tempfile.TemporaryDirectory(prefix="workbench-read-only-") as name:
        folder = Path(name)
        folder.chmod(0o555)
        yield folder
        folder.chmod(0o755)
