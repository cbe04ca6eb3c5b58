"""The frozen program: one folder that starts without any Python on the machine."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import product
import trees

WORK = product.ROOT / "build"
"""Everything that is made on the way; git ignores it."""
FROZEN = (
    WORK / "frozen" / ("Workbench.app" if sys.platform == "darwin" else "workbench")
)
_SHIPPED = WORK / "shipped.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """The folder, and where each of its files came from, by place."""

    folder: Path
    sources: dict[str, str]


def freeze() -> Frozen:
    """Make the frozen program anew."""
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir()
    variables = {
        "WORKBENCH_WHEEL": str(_wheel()),
        "WORKBENCH_ICON": str(_icon()),
        "WORKBENCH_LIST": str(_SHIPPED),
    }
    line = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level=WARN"]
    line += ["--distpath", str(FROZEN.parent), "--workpath", str(WORK / "pyinstaller")]
    subprocess.run(
        [*line, str(product.HERE / "workbench.spec")],
        check=True,
        cwd=WORK,
        env={**trees.reproducible_environment(), **variables},
    )
    if sys.platform.startswith("linux"):
        _strip(FROZEN)
    if sys.platform != "darwin":  # there the signature covers the modes
        trees.normalise(FROZEN, product.commit_time())
    return present()


def present() -> Frozen:
    """The frozen program that was made last."""
    if not FROZEN.is_dir() or not _SHIPPED.is_file():
        raise SystemExit(
            f"There is no frozen program in {FROZEN}: run packaging/build."
        )
    rows = json.loads(_SHIPPED.read_text(encoding="utf-8"))
    return Frozen(folder=FROZEN, sources=dict(rows))


def executable(folder: Path) -> Path:
    """The program in the frozen folder, in an installed one, or in the app."""
    if folder.suffix == ".app":
        return folder / "Contents" / "MacOS" / "workbench"
    return folder / ("workbench.exe" if os.name == "nt" else "workbench")


def _wheel() -> Path:
    """The product's own wheel, made from a copy so that the sources stay clean."""
    copy = WORK / "wheel-sources"
    copy.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(product.ROOT / name, copy)
    for name in ("workbench", "assets"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(product.ROOT / name, copy / name, ignore=ignored)
    trees.normalise(copy, product.commit_time())
    line = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-index"]
    line += ["--no-build-isolation", "--wheel-dir", str(WORK), str(copy)]
    subprocess.run(line, check=True, cwd=WORK, env=trees.reproducible_environment())
    return next(WORK.glob("workbench-*.whl"))


def _icon() -> Path:
    """The icon in the form that this system's programs carry."""
    import icons  # needs Qt, which whoever only looks at a program may not have

    make = icons.icns if sys.platform == "darwin" else icons.ico
    file = WORK / ("workbench.icns" if sys.platform == "darwin" else "workbench.ico")
    file.write_bytes(make())
    return file


def _strip(folder: Path) -> None:
    """Take debugging symbols out of Python's own libraries; some builds keep them.

    Only there: wheels' libraries break when they are stripped after they were patched.
    """
    inside = folder / "_internal"
    modules = inside.glob("python3.*/lib-dynload/*.so")
    for library in (*inside.glob("libpython*.so*"), *modules):
        subprocess.run(["strip", "--strip-unneeded", str(library)], check=True)
