from __future__ import annotations

import pickle
import subprocess
import sys

import pytest

import workbench
from workbench.core.errors import EngineFailed
from workbench.core.messages import Message
from workbench.engines import versions

DASK = Message("Dask")
OURS = {
    "python": "3.11.7",
    "workbench": "1.0.0",
    "numpy": "2.1.0",
    "scipy": "1.14.0",
    "scikit-learn": "1.6.1",
}


def said(**changed: str) -> str:
    theirs = OURS | {name.replace("_", "-"): text for name, text in changed.items()}
    return str(versions.problem(DASK, theirs, OURS) or "")


def test_that_this_process_fits_itself() -> None:
    here = versions.here()
    assert here["workbench"] == workbench.__version__
    assert all(here.values())
    assert pickle.loads(pickle.dumps(here)) == here
    versions.check(DASK, here)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"python": "3.12.1"}, ["Python 3.12.1", "Python 3.11.7"]),
        ({"workbench": "1.0.1"}, ["Workbench 1.0.1", "Workbench 1.0.0"]),
        ({"numpy": "1.26.4"}, ["NumPy 1.26.4", "NumPy 2.1.0"]),
        ({"scikit_learn": "1.7.0"}, ["scikit-learn 1.7.0", "scikit-learn 1.6.1"]),
        ({"scipy": ""}, ["scipy –", "scipy 1.14.0"]),
    ],
)
def test_that_what_could_fail_or_score_differently_is_refused_with_a_remedy(
    changed: dict[str, str], words: list[str]
) -> None:
    text = said(**changed)
    assert "Dask" in text
    assert "Install" in text
    assert all(word in text for word in words)


@pytest.mark.parametrize(
    "changed",
    [{"python": "3.11.9"}, {"numpy": "2.2.0"}, {"scikit_learn": "1.6.9"}],
)
def test_that_what_makes_no_difference_is_let_through(changed: dict[str, str]) -> None:
    assert not said(**changed)


def test_that_a_worker_that_does_not_know_a_library_is_refused() -> None:
    theirs = {"python": "3.11.7", "workbench": "1.0.0"}
    assert "NumPy –" in str(versions.problem(DASK, theirs, OURS))


def test_that_a_check_raises_what_the_run_ends_with() -> None:
    with pytest.raises(EngineFailed, match="Workbench 0"):
        versions.check(DASK, versions.here() | {"workbench": "0"})


@pytest.mark.parametrize(
    "error",
    [
        ModuleNotFoundError("No module named 'workbench'", name="workbench"),
        ModuleNotFoundError("…", name="workbench.engines"),
        RuntimeError("Traceback … ModuleNotFoundError: No module named 'workbench'"),
    ],
)
def test_that_a_cluster_without_workbench_is_told_so(error: Exception) -> None:
    wrapped = RuntimeError("the task failed")
    wrapped.__cause__ = error
    text = str(versions.missing(DASK, wrapped))
    assert f"Install Workbench {workbench.__version__}" in text


def test_that_another_error_says_nothing_of_workbench() -> None:
    assert versions.missing(DASK, ModuleNotFoundError("No", name="numpy")) is None
    assert versions.missing(DASK, ValueError("workbench is fine")) is None


def test_that_asking_a_worker_imports_no_numpy() -> None:
    code = (
        "import sys; from workbench.engines import versions; versions.here(); "
        "print('numpy' in sys.modules)"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "False"
