from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

PARTS = ("pyproject.toml", "README.md", "LICENSE", "workbench", "assets")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """A wheel built from a copy, so that no build folder lands in the project."""
    root = Path(__file__).resolve().parents[2]
    copy = tmp_path_factory.mktemp("project")
    for part in PARTS:
        if (root / part).is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(root / part, copy / part, ignore=ignored)
        else:
            shutil.copy(root / part, copy)
    command = [sys.executable, "-m", "pip", "wheel", "-q", str(copy)]
    command += ["--no-deps", "--no-index", "--no-build-isolation", "-w", str(copy)]
    subprocess.run(command, check=True, cwd=copy)
    return next(copy.glob("workbench-*.whl"))


def relative(root: Path, folder: str, pattern: str) -> set[str]:
    files = (file for file in (root / folder).rglob(pattern) if file.is_file())
    return {
        file.relative_to(root).as_posix()
        for file in files
        if "__pycache__" not in file.parts
    }


def test_that_every_package_is_listed(root):
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    packages = {
        Path(file).parent.as_posix().replace("/", ".")
        for file in relative(root, "workbench", "__init__.py")
    }
    listed = project["tool"]["setuptools"]["packages"]
    assert set(listed) == packages | {"workbench.assets"}
    assert listed == sorted(listed)


def test_that_the_wheel_holds_all_modules_and_assets_and_nothing_else(root, wheel):
    held = set(zipfile.ZipFile(wheel).namelist())
    modules = relative(root, "workbench", "*.py")
    assets = {f"workbench/{name}" for name in relative(root, "assets", "*")}
    others = {name for name in held if ".dist-info/" not in name}
    assert assets
    assert others == modules | assets
    assert any(name.endswith("licenses/LICENSE") for name in held)


def test_that_an_installed_wheel_finds_its_assets(wheel, tmp_path):
    zipfile.ZipFile(wheel).extractall(tmp_path)
    code = "from workbench.core import assets; print(assets.path('icons'))"
    found = subprocess.run(
        [
            sys.executable,
            "-c",
            f"import sys; sys.path.insert(0, sys.argv[1]); {code}",
            str(tmp_path),
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    assert Path(found) == tmp_path / "workbench" / "assets" / "icons"
    assert Path(found).is_dir()


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """The Python of a new environment with the wheel in it, not editable.

    The libraries are those of the environment that runs the tests, so that nothing is
    fetched or installed twice; its editable install of this project is not seen, since
    it hangs on a ``.pth`` file, and those are only read in an environment's own folder.
    """
    folder = tmp_path_factory.mktemp("installed") / "venv"
    venv.EnvBuilder(symlinks=os.name != "nt").create(folder)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "-q"]
    command = [*pip, "--no-deps", "--no-index", "--no-compile", str(wheel)]
    subprocess.run(command, check=True)
    (site,) = folder.rglob("site-packages")
    libraries = sysconfig.get_path("purelib")
    (site / "libraries.pth").write_text(libraries + "\n", encoding="utf-8")
    return python


def in_a_home(python: Path, home: Path, *arguments: str) -> str:
    """What the installed program prints, started far from the source tree."""
    keep = {"PATH", "LD_LIBRARY_PATH", "QT_QPA_PLATFORM", "SYSTEMROOT", "TEMP"}
    variables = {name: os.environ[name] for name in keep & os.environ.keys()}
    names = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA")
    variables |= dict.fromkeys(names, str(home))
    variables |= {"LANG": "zh_CN.UTF-8", "PYTHONUTF8": "1"}
    return subprocess.run(
        [str(python), *arguments],
        cwd=home,
        env=variables,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=120,
    ).stdout


def test_that_an_installed_program_lists_and_runs_presets(root, installed, tmp_path):
    program = installed.with_name("workbench.exe" if os.name == "nt" else "workbench")
    assert program.exists()
    presets = in_a_home(installed, tmp_path, "-m", "workbench", "list", "presets")
    assert "iris-vote" in presets
    few = ["--repeats", "1", "--cv", "3", "--cv-repeats", "1", "--workers", "2"]
    arguments = ["run", "iris-vote", "--json", "--quiet", *few]
    found = in_a_home(installed, tmp_path, "-m", "workbench", *arguments)
    result = json.loads(found)
    assert result["status"] == "done"
    assert str(root) not in found


@pytest.mark.skipif(
    importlib.util.find_spec("PySide6") is None, reason="the window needs Qt"
)
@pytest.mark.parametrize(("language", "menu"), [("en", "&File"), ("zh_CN", "文件")])
def test_that_the_window_of_an_installed_program_opens_in_both_languages(
    root, installed, tmp_path, language, menu
):
    script = Path(__file__).with_name("installed_window.py")
    copy = shutil.copy(script, tmp_path)  # beside it, the source tree could be found
    printed = in_a_home(installed, tmp_path, str(copy), language)
    seen = json.loads(printed.splitlines()[-1])
    assert seen["status"] == 0
    assert seen["icon"]
    assert menu in seen["menus"][0]
    assert seen["presets"]["iris-vote"].isascii() == (language == "en")
    assert Path(seen["package"]).is_relative_to(installed.parents[1])
