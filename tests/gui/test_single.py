"""A second start, with real programs."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from workbench.core.spec import ExperimentSpec, RepeatSpec
from workbench.gui.single import Instance
from workbench.session import Session
from workbench.store.experiment_file import write_experiment

Start = Callable[..., "subprocess.Popen[str]"]
QUICK = ExperimentSpec(
    workload="squares",
    engine="serial",
    workers=(1,),
    repeats=RepeatSpec(minimum=1, maximum=1),
)
posix = pytest.mark.skipif(sys.platform == "win32", reason="pipes have no files there")


@pytest.fixture
def runtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """This user's own folder for sockets."""
    folder = tmp_path / "rt"
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    return folder


@pytest.fixture
def start(runtime: Path) -> Iterator[Start]:
    """Starts the program as a double click does."""
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: str, cwd: Path | None = None) -> subprocess.Popen[str]:
        root = Path(__file__).parents[2]
        process = subprocess.Popen(
            [sys.executable, "-m", "workbench", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=cwd,
            env={**os.environ, "PYTHONPATH": str(root)},
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


@pytest.fixture
def instance(qapp: object, runtime: Path, own_home: Path) -> Iterator[Instance]:
    made = Instance(own_home)
    yield made
    made.close()


def shown(qtbot: QtBot, home: Path) -> None:
    """The fault file is opened once the window is shown."""
    qtbot.waitUntil(lambda: bool(list(home.rglob("*.fault"))), timeout=60_000)


def end(process: subprocess.Popen[str]) -> str:
    process.send_signal(signal.SIGTERM)
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 0, output
    return output


@posix
def test_that_after_one_was_killed_the_next_opens_and_later_starts_hand_over_to_it(
    qtbot: QtBot, own_home: Path, start: Start, runtime: Path, tmp_path: Path
) -> None:
    with Session(history=tmp_path / "elsewhere.sqlite") as session:
        list(session.start(QUICK))
        session.store.save_bundle(1, tmp_path / "run.wbrun")
    write_experiment(ExperimentSpec(title="mine"), tmp_path / "a.wbexp")
    first = start()
    shown(qtbot, own_home)
    first.kill()
    first.communicate()
    left = [f for f in runtime.iterdir() if stat.S_ISSOCK(f.stat().st_mode)]
    assert left
    [fault] = own_home.rglob("*.fault")
    second = start("a.wbexp", cwd=tmp_path)  # a file alone opens the window too
    qtbot.waitUntil(lambda: not fault.exists(), timeout=60_000)  # it is the first now
    shown(qtbot, own_home)
    third = start()
    third.communicate(timeout=60)
    assert third.returncode == 0
    fourth = start("run.wbrun", cwd=tmp_path)  # a name relative to where it is started
    output, _ = fourth.communicate(timeout=60)
    assert (fourth.returncode, output) == (0, "")
    assert second.poll() is None
    assert len(list(own_home.rglob("*.fault"))) == 1
    [history] = own_home.rglob("history.sqlite")
    with Session(history=history) as session:
        qtbot.waitUntil(lambda: len(session.store.runs()) == 1, timeout=60_000)
        assert session.store.runs()[0].origin
    assert "Traceback" not in end(second)
    assert not [f for f in runtime.iterdir() if stat.S_ISSOCK(f.stat().st_mode)]


def test_that_the_first_one_is_asked_for_the_file(
    qtbot: QtBot, instance: Instance, own_home: Path, tmp_path: Path
) -> None:
    assert not instance.hand_over()
    program = (
        "import sys; from pathlib import Path; from PySide6.QtCore import "
        "QCoreApplication; from workbench.gui.single import Instance; "
        "app = QCoreApplication([]); "
        "sys.exit(not Instance(Path(sys.argv[1])).hand_over(sys.argv[2]))"
    )
    for file in ("", str(tmp_path / "x.wbexp")):
        with qtbot.waitSignal(instance.asked, timeout=60_000) as asked:
            second = subprocess.Popen(
                [sys.executable, "-c", program, str(own_home), file]
            )
        assert asked.args == [file]
        assert second.wait(60) == 0


@posix
def test_that_only_this_user_can_reach_the_socket(
    instance: Instance, runtime: Path
) -> None:
    instance.hand_over()
    [socket] = (f for f in runtime.iterdir() if stat.S_ISSOCK(f.stat().st_mode))
    assert not socket.stat().st_mode & 0o077


@posix
def test_that_a_folder_of_others_is_not_trusted(
    qapp: object, own_home: Path, runtime: Path, monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:  # fmt: skip
    runtime.chmod(0o777)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / f"workbench-{os.getuid()}").mkdir()
    (tmp_path / f"workbench-{os.getuid()}").chmod(0o777)
    instance = Instance(own_home)
    assert not instance.hand_over()
    assert list(runtime.iterdir()) == []
    instance.close()


def test_that_two_homes_do_not_meet(
    qapp: object, instance: Instance, runtime: Path, tmp_path: Path
) -> None:
    assert not instance.hand_over()
    other = Instance(tmp_path / "another home")
    assert not other.hand_over("file")
    other.close()


@posix
@pytest.mark.parametrize("said", [b"x" * 20_000, b"[1]\n", b"\xff\n", b'{"open": 1}\n'])
def test_that_nonsense_is_hung_up_on(
    qtbot: QtBot, instance: Instance, runtime: Path, said: bytes
) -> None:
    instance.hand_over()
    [path] = (f for f in runtime.iterdir() if stat.S_ISSOCK(f.stat().st_mode))
    heard: list[str] = []
    instance.asked.connect(heard.append)
    socket = QLocalSocket()
    with qtbot.waitSignal(socket.disconnected, timeout=10_000):
        socket.connectToServer(str(path))
        socket.write(said)
    assert heard == []
