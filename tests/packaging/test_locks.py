from __future__ import annotations

import re
import tomllib

import environments
import lock
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

NAMES = ("full", "core", "engines", "bench", "build")
QT = {"pyside6-essentials", "shiboken6", "pyqtgraph"}
PIN = re.compile(r"^([a-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)


def text(name: str) -> str:
    return (environments.LOCKS / f"{name}.txt").read_text(encoding="utf-8")


def pins(name: str) -> set[tuple[str, str]]:
    return set(PIN.findall(text(name)))


@pytest.fixture
def project(root):
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_that_a_lock_names_no_registry(name):
    assert "://" not in text(name)
    assert "index" not in re.sub(r"^[a-z0-9-]+==", "", text(name), flags=re.MULTILINE)


@pytest.mark.parametrize("name", NAMES)
def test_that_everything_is_pinned_by_hash(name):
    joined = text(name).replace("\\\n", " ")
    lines = [line for line in joined.splitlines() if not line.startswith("#")]
    assert lines
    for line in lines:
        assert PIN.match(line)
        assert "--hash=sha256:" in line


def test_that_the_version_of_qt_that_aborts_is_not_used():
    versions = {version for name, version in pins("full") if name in QT}
    assert versions
    assert "6.12.0" not in versions


def test_that_the_core_has_no_qt_and_else_the_same_versions():
    assert not {name for name, _ in pins("core")} & QT
    assert pins("core") < pins("full")


def test_that_peers_of_the_benchmarks_come_only_when_asked_for():
    names = {name for name, _ in pins("bench") - pins("full")}
    assert "loky" in names
    assert not names & {name for name, _ in pins("full")}


@pytest.mark.parametrize("name", NAMES)
def test_that_a_lock_satisfies_what_pyproject_asks_for(name, project):
    asked = list(project["project"]["dependencies"])
    asked += project["build-system"]["requires"]
    for extra in lock.EXTRAS[name]:
        asked += project["project"]["optional-dependencies"][extra]
    held = pins(name)
    for line in asked:
        requirement = Requirement(line)
        wanted = canonicalize_name(requirement.name)
        versions = [version for package, version in held if package == wanted]
        assert versions, f"{wanted} is not locked: run packaging/lock.py"
        assert all(requirement.specifier.contains(version) for version in versions)


def test_that_the_resolver_is_asked_for_all_systems_without_addresses(tmp_path):
    command = lock.command("core", tmp_path / "core.txt", index=None)
    assert {"--universal", "--generate-hashes", "--no-emit-index-url"} <= set(command)
    assert "--index-url" not in command
    assert "somewhere" in lock.command("core", tmp_path / "core.txt", "somewhere")


def test_that_the_packages_of_a_lock_are_counted_by_name():
    assert "numpy" in environments.locked(environments.FULL.lock)
    names = environments.locked(environments.FULL.lock)
    assert len(set(names)) == len(names) == len({name for name, _ in pins("full")})
