from __future__ import annotations

import os
import sys

import pytest

from workbench.core.errors import EngineUnavailable
from workbench.core.messages import plain
from workbench.engines import java
from workbench.engines.spark_engine import SparkEngine

posix = pytest.mark.skipif(sys.platform == "win32", reason="fakes are shell scripts")
TITLE = plain("Apache Spark")


@pytest.fixture
def bare(tmp_path, monkeypatch):
    """A computer without Java."""
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "path"))
    monkeypatch.setattr(java, "USUAL", (f"{tmp_path}/usual/*",))
    return tmp_path


def put_java(folder, version, *, release_file=True):
    """A home of Java, whose program fails if it is started needlessly."""
    (folder / "bin").mkdir(parents=True)
    program = folder / "bin" / "java"
    if release_file:
        (folder / "release").write_text(f'IMPLEMENTOR="x"\nJAVA_VERSION="{version}"\n')
        program.write_text("#!/bin/sh\nexit 1\n")
    else:
        program.write_text(f"#!/bin/sh\necho 'java version \"{version}\"' >&2\n")
    program.chmod(0o755)
    return folder


@pytest.mark.parametrize(
    ("version", "release"),
    [("1.8.0_392", 8), ("11.0.2", 11), ("17.0.15", 17), ("21-ea", 21), ("x", None)],
)
def test_that_both_ways_of_counting_versions_are_read(version, release):
    assert java.parsed(version) == release


def test_that_without_java_it_says_how_to_get_it(bare):
    assert java.find() is None
    text = str(java.problem(TITLE))
    assert "needs Java 17 or newer, and there is none" in text
    assert "JAVA_HOME" in text


@posix
def test_that_an_old_java_is_named_with_a_remedy(bare, monkeypatch):
    home = put_java(bare / "old", "1.8.0_392", release_file=False)
    monkeypatch.setenv("JAVA_HOME", str(home))
    text = str(java.problem(TITLE))
    assert f"{home}/bin/java is Java 8" in text
    assert "Install a newer one" in text


@posix
def test_that_a_program_on_the_path_is_asked_for_its_version(bare):
    program = bare / "path" / "java"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\necho 'openjdk version \"17.0.1\" 2021' >&2\n")
    program.chmod(0o755)
    found = java.find()
    assert found == java.Java(program.resolve(), 17)
    assert found.variables["PATH"].startswith(str(program.parent.resolve()))


def test_that_a_newer_one_beside_an_old_one_is_found(bare, monkeypatch):
    old = put_java(bare / "old", "11.0.2")
    new = put_java(bare / "usual" / "java-21", "21.0.1")
    monkeypatch.setenv("JAVA_HOME", str(old))
    name = "java.exe" if os.name == "nt" else "java"
    assert java.find() == java.Java(new / "bin" / name, 21)
    assert java.problem(TITLE) is None
    assert java.find().variables == {"JAVA_HOME": str(new)}


def test_that_spark_without_java_is_not_available_and_does_not_open(bare, monkeypatch):
    monkeypatch.setattr(SparkEngine, "requires", ())
    availability = SparkEngine.availability()
    assert not availability.available
    assert "Java" in str(availability.message)
    with pytest.raises(EngineUnavailable, match="needs Java 17"), SparkEngine():
        pass


def test_that_without_pyspark_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr(SparkEngine, "requires", ("no_such_module",))
    availability = SparkEngine.availability()
    assert not availability.available
    assert "pip install 'workbench[spark]'" in str(availability.message)
