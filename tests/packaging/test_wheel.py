from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
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
