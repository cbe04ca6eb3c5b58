from __future__ import annotations

import gc
import multiprocessing
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from tests.core import isolated_calls as calls
from workbench.core.errors import BadInput
from workbench.core.isolate import Failure, Limits, isolated

SMALL = Limits(memory_bytes=300 * 2**20, seconds=60)
BRIEF = Limits(memory_bytes=300 * 2**20, seconds=0.5)


def test_that_a_typed_answer_comes_back_from_another_process() -> None:
    answer = isolated(calls.pair, ("a", 3), returns=calls.Pair)
    other = isolated(calls.pid, (), returns=int)
    assert answer == calls.Pair("a", b"xxx")
    assert other != os.getpid()


def test_that_an_answer_of_many_megabytes_arrives_whole() -> None:
    answer = isolated(calls.pair, ("a", 50_000_000), returns=calls.Pair)
    assert isinstance(answer, calls.Pair)
    assert len(answer.data) == 50_000_000


def test_that_an_answer_of_another_type_is_a_failure() -> None:
    answer = isolated(calls.pair, ("a", 3), returns=int)
    assert isinstance(answer, Failure)
    assert answer.kind == "raised"
    assert "int" in answer.detail


def test_that_too_much_memory_is_a_failure_that_names_the_limit() -> None:
    answer = isolated(calls.hog, (), returns=int, limits=SMALL)
    assert isinstance(answer, Failure)
    assert answer.kind == "memory"
    assert "300 MiB" in str(answer.message)


def test_that_too_much_time_is_a_failure_that_names_the_limit() -> None:
    answer = isolated(calls.hang, (), returns=int, limits=BRIEF)
    assert isinstance(answer, Failure)
    assert answer.kind == "time"
    assert "0.5 seconds" in str(answer.message)


@pytest.mark.parametrize(
    ("call", "word"), [(calls.die, "SIGKILL"), (calls.leave, "3")], ids=["kill", "exit"]
)
def test_that_a_dead_child_is_a_failure_that_says_how_it_died(
    call: Callable[[], None], word: str
) -> None:
    answer = isolated(call, (), returns=int, limits=SMALL)
    assert isinstance(answer, Failure)
    assert answer.kind == "died"
    assert word in str(answer.message)


def test_that_a_problem_found_in_the_child_is_raised_here() -> None:
    with pytest.raises(BadInput, match="no rows") as caught:
        isolated(calls.refuse, (), returns=int)
    assert caught.value.problems[0].field == "dataset.file"


def test_that_a_bug_in_the_child_comes_back_with_its_traceback() -> None:
    answer = isolated(calls.fail, (), returns=int)
    assert isinstance(answer, Failure)
    assert answer.kind == "raised"
    assert "this is a bug" in str(answer.message)
    assert "isolated_calls.py" in answer.detail


def test_that_the_child_uses_one_thread_for_mathematics() -> None:
    assert isolated(calls.threads_of_blas, (), returns=str) == "1"


def test_that_no_child_and_no_open_file_is_left_behind() -> None:
    isolated(calls.pid, (), returns=int)
    gc.collect()
    me = psutil.Process()
    children, files = me.children(recursive=True), _open_files(me)
    for call in (calls.pid, calls.die, calls.fail, calls.hang):
        isolated(call, (), returns=int, limits=BRIEF)
    gc.collect()
    assert multiprocessing.active_children() == []
    assert me.children(recursive=True) == children
    assert _open_files(me) == files


def _open_files(process: psutil.Process) -> int:
    return process.num_fds() if hasattr(process, "num_fds") else process.num_handles()


_PARENT = """
from tests.core.isolated_calls import say_pid_and_hang
from workbench.core.isolate import isolated

if __name__ == "__main__":
    isolated(say_pid_and_hang, (), returns=int)
"""


def test_that_the_child_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(_PARENT)
    with subprocess.Popen(
        [sys.executable, str(script)],
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
        stdout=subprocess.PIPE,
    ) as parent:
        assert parent.stdout is not None
        child = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
    gone, _ = psutil.wait_procs([child], timeout=30)
    assert gone == [child]
