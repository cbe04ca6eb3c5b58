from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import system_libraries
from system_libraries import ALWAYS, FONT, SCREEN, Library

NOWHERE = Library("libnowhere.so.9", "libnowhere9", "nowhere-libs", "nowhere")
PART_OF_EVERY_SYSTEM = ("libc.", "libm.", "libdl.", "libpthread.", "librt.", "ld-linux")
PART_OF_EVERY_SYSTEM += ("libgcc_s.", "libresolv.", "libgthread-2.0.")  # of glib
PART_OF_EVERY_SYSTEM += ("libbrotlicommon.",)  # of brotli

linux = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="elsewhere Qt needs no libraries"
)


def test_that_each_library_is_listed_once_with_a_package_on_every_system():
    everything = (*ALWAYS, *SCREEN, FONT)
    assert len({library.file for library in everything}) == len(everything)
    assert all(all(library) for library in everything)


@linux
def test_that_what_qt_links_to_is_in_the_table():
    if not shutil.which("objdump"):
        pytest.skip("needs objdump, from binutils")
    pyside = pytest.importorskip("PySide6")
    qt = Path(pyside.__file__).parent / "Qt"
    names = ("Core", "Gui", "Widgets", "Svg", "DBus", "Network", "XcbQpa")
    files = [qt / "lib" / f"libQt6{name}.so.6" for name in names]
    files += [qt / "plugins/platforms" / f"libq{name}.so" for name in _PLATFORMS]
    dump = subprocess.run(
        ["objdump", "-p", *files], capture_output=True, text=True, check=True
    )
    words = [line.split() for line in dump.stdout.splitlines()]
    needed = {word[1] for word in words if word[:1] == ["NEEDED"]}
    foreign = {name for name in needed if not name.startswith(("libQt6", "libicu"))}
    foreign = {name for name in foreign if not name.startswith(PART_OF_EVERY_SYSTEM)}
    assert foreign
    assert foreign <= {library.file for library in (*ALWAYS, *SCREEN)}


_PLATFORMS = ("offscreen", "xcb", "wayland")


@linux
def test_that_only_what_cannot_be_loaded_is_missing():
    libc = Library("libc.so.6", "libc6", "glibc", "glibc")
    found = system_libraries.missing([libc, NOWHERE], {})
    assert NOWHERE in found
    assert libc not in found


def test_that_packages_are_named_once_in_the_words_of_each_manager():
    libraries = [library for library in SCREEN if library.dnf == "libxcb"]
    assert len(libraries) > 1
    assert system_libraries.package_names(libraries, "dnf") == ["libxcb"]
    apt = system_libraries.package_names(libraries, "apt")
    assert len(apt) == len(libraries)


def test_that_a_simulated_installation_is_read():
    simulation = (
        "NOTE: This is only a simulation!\n"
        "Inst libglvnd0 (1.6.0-1 Debian:12.11/stable [amd64])\n"
        "Inst libgl1 (1.6.0-1 Debian:12.11/stable [amd64])\n"
        "Conf libgl1 (1.6.0-1 Debian:12.11/stable [amd64])\n"
    )
    assert system_libraries.planned(simulation) == ["libglvnd0", "libgl1"]


def test_that_the_advice_names_the_file_and_a_command_for_every_system(
    tmp_path, monkeypatch
):
    monkeypatch.setenv("PATH", str(tmp_path))
    text = system_libraries.advice([NOWHERE])
    assert "libnowhere.so.9" in text
    assert "sudo apt-get install libnowhere9" in text
    assert "sudo dnf install nowhere-libs" in text
    assert "sudo pacman -S nowhere" in text


def test_that_the_advice_names_only_the_manager_that_is_there(tmp_path, monkeypatch):
    manager = tmp_path / ("dnf.exe" if os.name == "nt" else "dnf")
    manager.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    text = system_libraries.advice([NOWHERE])
    assert "sudo dnf install nowhere-libs" in text
    assert "apt-get" not in text


def test_that_nothing_unpacked_needs_no_variables(tmp_path):
    assert system_libraries.unpacked_variables(tmp_path) == {}


@linux
def test_that_unpacked_libraries_come_before_those_named_already(tmp_path, monkeypatch):
    folder = tmp_path / "usr/lib/x86_64-linux-gnu"
    folder.mkdir(parents=True)
    monkeypatch.setenv("LD_LIBRARY_PATH", "elsewhere")
    variables = system_libraries.unpacked_variables(tmp_path)
    assert variables["LD_LIBRARY_PATH"].split(os.pathsep) == [str(folder), "elsewhere"]


@linux
def test_that_a_build_without_its_tools_says_how_to_get_them(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(SystemExit, match="apt-get install binutils dpkg-dev xz-utils"):
        system_libraries.ensure_build_tools(print)


@linux
def test_that_a_build_with_its_tools_installs_nothing(monkeypatch):
    asked: list[object] = []
    monkeypatch.setattr(shutil, "which", lambda tool: f"/usr/bin/{tool}")
    monkeypatch.setattr(system_libraries, "install", lambda *words: asked.append(words))
    system_libraries.ensure_build_tools(print)
    assert asked == []


@pytest.fixture
def fake_java(tmp_path, monkeypatch):
    """Has a program ``java`` of that version on a path with nothing else."""

    def make(version: str) -> None:
        program = tmp_path / "java"
        program.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\"' >&2\n")
        program.chmod(0o755)

    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    return make


@linux
@pytest.mark.parametrize(
    ("version", "release"), [("1.8.0_392", 8), ("17.0.15", 17), ("21-ea", 21)]
)
def test_that_javas_release_is_read(fake_java, version, release):
    fake_java(version)
    assert system_libraries.java_release() == release


@linux
def test_that_where_java_is_there_nothing_is_installed(fake_java, monkeypatch):
    asked: list[object] = []
    monkeypatch.setattr(system_libraries, "install", lambda *words: asked.append(words))
    fake_java("17.0.15")
    system_libraries.ensure_java(print)
    assert asked == []


@linux
def test_that_an_old_java_is_followed_by_the_first_that_the_system_has(
    fake_java, tmp_path, monkeypatch
):
    asked: list[str] = []

    def install(packages, say):
        asked.extend(packages)
        fake_java("21.0.1" if "openjdk-21-jre-headless" in packages else "1.8.0_392")
        return "openjdk-21-jre-headless" in packages

    monkeypatch.setattr(system_libraries, "install", install)
    fake_java("1.8.0_392")
    (tmp_path / "apt-get").touch(mode=0o755)
    system_libraries.ensure_java(print)
    assert asked == ["openjdk-17-jre-headless", "openjdk-21-jre-headless"]


@linux
def test_that_without_java_and_root_the_command_is_named(tmp_path, monkeypatch):
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SystemExit, match="sudo apt-get install openjdk-17-jre"):
        system_libraries.ensure_java(print)
