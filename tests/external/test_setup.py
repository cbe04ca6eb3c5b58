from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import msgspec
import psutil
import pytest

from tests.engines.waiting import until
from workbench.core.cancel import CancelToken
from workbench.core.errors import BadInput
from workbench.core.plan import Task
from workbench.core.spec import ClusterSpec
from workbench.engines.joblib_engine import JoblibEngine
from workbench.external import child, interpreters, report, setup
from workbench.external.environments import Environment, Environments, opened
from workbench.external.setup import Source


@pytest.fixture
def offline(own_wheel, tmp_path) -> Source:
    """Nothing may be fetched: the folder of wheels is empty, libraries are there."""
    folder = tmp_path / "wheels"
    folder.mkdir()
    return Source(wheels=str(folder), wheel=str(own_wheel))


def environment(python: str = sys.executable, **changes: object) -> Environment:
    told = msgspec.structs.replace(report.own(), **changes)
    return Environment(name="mine", python=python, made_here=False, report=told)


def test_that_an_environment_is_made_offline_used_and_removed(
    environments, offline, made_once, borrowing, said, monkeypatch
):
    made = setup.create(
        environments,
        "mine",
        "joblib",
        python=sys.executable,
        say=said.append,
        cancel=CancelToken(),
        source=offline,
    )
    folder = environments.folder / "mine"
    assert Path(made.python).is_relative_to(folder)
    assert any("Successfully installed workbench" in line for line in said)
    assert "joblib" in made.report.engines
    monkeypatch.setattr(sys, "frozen", True, raising=False)  # so it is not here
    place = environments.place("joblib")
    assert place.environment == made
    assert "through environment “mine”" in str(place.message)
    opening = opened("joblib", 1, None, ClusterSpec(), place.environment, CancelToken())
    with opening as engine:
        task = Task(id=0, fn=pow, args=(3, 2))
        (result,) = engine.map([task], CancelToken(), workers=1)
        assert result.value == 9
        workers = [psutil.Process(pid) for pid in engine.state().pids]
        assert all(w.exe() == psutil.Process(engine._link.pid).exe() for w in workers)
    setup.remove(environments, "mine")
    assert environments.all() == ()
    assert not folder.exists()


def test_that_what_fails_is_said_with_a_remedy_and_leaves_nothing(
    environments, offline, said, monkeypatch, made_once
):
    """Without its libraries anywhere, an offline installation cannot succeed."""
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)
    with pytest.raises(BadInput, match=r"installation failed.*folder of wheels"):
        setup.create(
            environments,
            "mine",
            "joblib",
            python=sys.executable,
            say=said.append,
            cancel=CancelToken(),
            source=offline,
        )
    assert environments.all() == ()
    assert not (environments.folder / "mine").exists()


def test_that_a_cancel_ends_what_was_started_and_leaves_nothing(environments, offline):
    cancel = CancelToken()
    reached = threading.Event()

    def say(line: str) -> None:
        reached.set()
        cancel.cancel()

    with pytest.raises(child.Cancelled):
        setup.create(
            environments,
            "mine",
            "joblib",
            python=sys.executable,
            say=say,
            cancel=cancel,
            source=offline,
        )
    assert reached.is_set()
    assert not (environments.folder / "mine").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="a shell starts the child")
def test_that_a_cancelled_command_takes_its_own_children_along():
    cancel = CancelToken()
    pids: list[int] = []

    def say(line: str) -> None:
        pids.append(int(line))
        cancel.cancel()

    command = ["/bin/sh", "-c", "sleep 60 & echo $!; wait"]
    with pytest.raises(child.Cancelled):
        child.run(command, say, cancel)
    until(lambda: not psutil.pid_exists(pids[0]), limit_s=5.0)


@pytest.mark.parametrize("name", ["", "..", "a/b", "a b", "x" * 41])
def test_that_a_name_cannot_lead_out_of_the_folder(environments, name):
    with pytest.raises(BadInput, match="cannot be an environment's name"):
        setup.create(
            environments,
            name,
            "joblib",
            python=sys.executable,
            say=str,
            cancel=CancelToken(),
        )


def test_that_a_taken_name_and_an_unknown_one_are_refused(environments):
    environments.keep(environment())
    with pytest.raises(BadInput, match="already"):
        setup.create(
            environments,
            "mine",
            "joblib",
            python=sys.executable,
            say=str,
            cancel=CancelToken(),
        )
    with pytest.raises(BadInput, match="Known: mine"):
        setup.remove(environments, "yours")


@pytest.mark.parametrize("python", ["/nowhere/python", __file__])
def test_that_what_is_no_python_is_refused(environments, python):
    with pytest.raises(BadInput, match="is not a Python that can be used"):
        setup.use(
            environments, "x", "joblib", python=python, say=str, cancel=CancelToken()
        )


def test_that_pip_gets_the_extra_our_versions_and_no_index(monkeypatch, tmp_path):
    monkeypatch.setattr(JoblibEngine, "extra", "dask")
    wheel = tmp_path / "workbench-1.whl"
    source = Source(wheels=str(tmp_path))
    arguments = setup.install_arguments("joblib", wheel, source)
    assert f"workbench[dask] @ {wheel.as_uri()}" in arguments
    assert f"scikit-learn=={report.version('scikit-learn')}" in arguments
    assert arguments[arguments.index("--find-links") + 1] == str(tmp_path)
    assert "--no-index" in arguments
    assert "--no-index" not in setup.install_arguments("joblib", wheel, Source())


def test_that_another_version_of_the_program_or_of_scikit_learn_does_not_fit():
    here = report.own()
    assert report.misfit(here, here) is None
    other = msgspec.structs.replace(here, workbench="0.0.1")
    assert "Create the environment anew" in str(report.misfit(other, here))
    old = msgspec.structs.replace(
        here, libraries={**here.libraries, "scikit-learn": ""}
    )
    assert "scores could differ" in str(report.misfit(old, here))
    newer = msgspec.structs.replace(here, python=(3, 99, 0))
    assert report.misfit(newer, here) is None
    assert "with care" in str(report.remark(newer, here))
    assert report.remark(here, here) is None


def test_that_a_misfit_or_a_lost_python_is_why_an_engine_is_grey(
    environments, monkeypatch
):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert "workbench engines create" in str(environments.place("joblib").message)
    told = {"engines": ("joblib",)}
    environments.keep(environment(**told))
    assert environments.place("joblib").available
    environments.keep(environment(workbench="0.0.1", **told))
    assert "Workbench 0.0.1" in str(environments.availability("joblib").message)
    environments.keep(environment(python="/nowhere/python", **told))
    assert "is gone" in str(environments.availability("joblib").message)


def test_that_a_spoilt_list_reads_as_empty(environments):
    environments.keep(environment())
    (environments.folder / "environments.json").write_text("[{", encoding="utf-8")
    assert environments.all() == ()
    environments.keep(environment())
    assert [e.name for e in environments.all()] == ["mine"]


def test_that_pythons_of_this_machine_are_found_the_own_version_first():
    found = interpreters.candidates()
    assert found
    assert all(interpreters.unfit(each) is None for each in found)
    assert found[0].version[:2] == sys.version_info[:2]
    assert len({Path(each.python).resolve() for each in found}) == len(found)


def test_that_an_old_or_a_foreign_python_is_unfit():
    own = interpreters.ask(sys.executable)
    assert isinstance(own, interpreters.Interpreter)
    old = msgspec.structs.replace(own, version=(3, 9, 2))
    assert "3.9.2; 3.11 or newer" in str(interpreters.unfit(old))
    narrow = msgspec.structs.replace(own, bits=32)
    assert "32 bits" in str(interpreters.unfit(narrow))


def test_that_the_list_is_kept_in_the_persons_data_folder(own_home):
    assert own_home in Environments().folder.parents


def test_that_an_existing_environment_gets_what_it_lacks_and_runs_an_experiment(
    bare_environment, offline, said, tmp_path, monkeypatch
):
    from workbench.core.spec import ExperimentSpec, ModelSpec, RepeatSpec
    from workbench.core.state import fold
    from workbench.session import Session

    environments = Environments()
    found = setup.use(
        environments,
        "theirs",
        "joblib",
        python=str(bare_environment),
        say=said.append,
        cancel=CancelToken(),
        source=offline,
    )
    assert not found.made_here
    assert "is not installed in the environment" in said[0]
    assert any("Successfully installed workbench" in line for line in said)
    said.clear()
    setup.remove(environments, "theirs")
    assert bare_environment.exists()
    setup.use(
        environments,
        "again",
        "joblib",
        python=str(bare_environment),
        say=said.append,
        cancel=CancelToken(),
    )
    assert said == []  # nothing was lacking

    spec = ExperimentSpec(
        models=(ModelSpec(estimator="decision_tree"),),
        engine="joblib",
        workers=(1,),
        repeats=RepeatSpec(minimum=2, maximum=2),
    )
    with Session(history=tmp_path / "history.sqlite") as session:
        expected = fold(session.start(msgspec.structs.replace(spec, engine="serial")))
        monkeypatch.setattr(JoblibEngine, "requires", ("no_such_module",))
        state = fold(session.start(spec))
        assert state.status == "done", state.error
        assert _digests(state) == _digests(expected)
        setup.remove(environments, "again")
        refused = fold(session.start(spec))
        assert "not installed" in str(refused.error)


def _digests(state) -> set[str]:
    return {trial.scores.digest for trial in state.trials}
