from __future__ import annotations

import shutil
import subprocess
import sys

import environments
import pytest
from environments import CORE, FULL, Environment


@pytest.fixture
def project(tmp_path, root, monkeypatch):
    """A copy of what an environment depends on, to be changed at will."""
    shutil.copy(root / "pyproject.toml", tmp_path)
    monkeypatch.setattr(environments, "ROOT", tmp_path)
    lock = tmp_path / "lock.txt"
    lock.write_text("numpy==2.0.0 --hash=sha256:0\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def environment(project):
    return Environment(folder=project / "venv", lock=project / "lock.txt")


def finish(environment: Environment) -> None:
    environment.python.parent.mkdir(parents=True)
    environment.python.touch()
    stamp = environments.wanted_stamp(environment)
    environment.stamp.write_text(stamp, encoding="utf-8")


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_that_an_environment_with_its_stamp_is_ready(environment):
    assert not environments.is_ready(environment)
    finish(environment)
    assert environments.is_ready(environment)


def test_that_a_new_lock_makes_it_stale(environment):
    finish(environment)
    edit(environment.lock, "2.0.0", "2.0.1")
    assert not environments.is_ready(environment)


def test_that_a_new_dependency_makes_it_stale_and_a_new_lint_rule_does_not(
    environment, project
):
    finish(environment)
    edit(project / "pyproject.toml", "line-length = 88", "line-length = 89")
    assert environments.is_ready(environment)
    edit(project / "pyproject.toml", '"numpy>=', '"numpy>')
    assert not environments.is_ready(environment)


def test_that_a_ready_environment_is_not_made_again(environment):
    finish(environment)
    said = []
    assert environments.ensure(environment, said.append) == environment.python
    assert said == []


def test_that_one_that_fails_half_way_is_left_without_a_stamp(environment):
    finish(environment)
    edit(environment.lock, "numpy==2.0.0", "no-such-thing==1.0 # and no index:")
    with pytest.raises(subprocess.CalledProcessError):
        environments.ensure(environment, lambda text: None)
    assert not environment.stamp.exists()
    assert not environments.is_ready(environment)


def test_that_packages_are_installed_by_hash_and_the_project_without_fetching():
    create, packages, project = environments.setup_commands(FULL, print)
    assert create[:3] == [sys.executable, "-m", "venv"]
    assert "--require-hashes" in packages
    assert str(FULL.lock) in packages
    assert {"--no-deps", "--no-build-isolation"} <= set(project)


def test_that_the_two_environments_do_not_share_a_folder():
    assert FULL.folder != CORE.folder
    assert FULL.lock != CORE.lock
