"""A host to talk to, and an environment of its own with real libraries in it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from workbench.core.cancel import CancelToken
from workbench.external import setup, wheel
from workbench.external.engine import ExternalEngine
from workbench.external.environments import Environments, interpreter

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def hosted() -> Iterator[ExternalEngine]:
    """joblib in a host of its own, which a test may end."""
    with _host() as engine:
        yield engine


@pytest.fixture(scope="module")
def shared_host() -> Iterator[ExternalEngine]:
    """joblib in a host that goes on from test to test."""
    with _host() as engine:
        yield engine


@contextmanager
def _host() -> Iterator[ExternalEngine]:
    with ExternalEngine("joblib", Path(sys.executable), path=[ROOT]) as engine:
        engine.ensure(2)
        yield engine


@pytest.fixture
def environments(tmp_path: Path) -> Environments:
    return Environments(tmp_path / "environments")


@pytest.fixture(scope="session")
def own_wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The product's wheel, built once."""
    folder = tmp_path_factory.mktemp("wheel")
    with wheel.own_wheel(lambda line: None, CancelToken()) as built:
        return built.rename(folder / built.name)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the first environment that is made is kept, as it was when it was new."""
    return tmp_path_factory.mktemp("kept") / "environment"


@pytest.fixture
def made_once(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """New environments are made the first time, and afterwards copies of the first.

    Making one unpacks pip and compiles it.
    """
    make = setup.make

    def make_or_copy(found, folder, say, cancel) -> None:  # type: ignore[no-untyped-def]
        if kept.exists():
            shutil.copytree(kept, folder, symlinks=True)
            return
        make(found, folder, say, cancel)
        shutil.copytree(folder, kept, symlinks=True)

    monkeypatch.setattr(setup, "make", make_or_copy)


@pytest.fixture
def borrowing(monkeypatch: pytest.MonkeyPatch) -> None:
    """New environments see the libraries of the one that runs the tests.

    Everything else about them is real; only what would have to be fetched is borrowed.
    """
    make = setup.make

    def make_and_lend(found, folder, say, cancel) -> None:  # type: ignore[no-untyped-def]
        make(found, folder, say, cancel)
        lend(folder)

    monkeypatch.setattr(setup, "make", make_and_lend)


def lend(folder: Path) -> None:
    (site,) = folder.rglob("site-packages")
    libraries = sysconfig.get_path("purelib")
    (site / "libraries.pth").write_text(libraries + "\n", encoding="utf-8")


@pytest.fixture
def bare_environment(tmp_path: Path) -> Path:
    """The Python of an environment with all libraries, pip, and no Workbench."""
    folder = tmp_path / "theirs"
    venv.EnvBuilder(symlinks=os.name != "nt").create(folder)
    lend(folder)
    return interpreter(folder)


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def run_program() -> Iterator[Callable[[str], subprocess.Popen[str]]]:
    """Starts Python programs from the source tree, and ends them."""
    started: list[subprocess.Popen[str]] = []

    def start(code: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=ROOT
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()
