"""The product's own wheel, for environments beside it.

A frozen program's modules cannot be imported from outside, so its installer carries the
wheel, in ``assets/wheel/``. Out of a source tree it is built on the spot, from a copy,
so that no build folder lands in it.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import workbench
from workbench.core import assets
from workbench.core.cancel import CancelToken
from workbench.core.errors import BadInput, Problem
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.external import child

_PARTS = ("pyproject.toml", "README.md", "LICENSE", "workbench", "assets")


@contextmanager
def own_wheel(say: child.Say, cancel: CancelToken) -> Iterator[Path]:
    """The path of the wheel, for as long as it is needed."""
    carried = _carried()
    if carried is not None:
        yield carried
        return
    root = Path(workbench.__file__).resolve().parents[1]
    if getattr(sys, "frozen", False) or not (root / "pyproject.toml").is_file():
        raise BadInput([Problem(field="wheel", message=_lost())])
    with tempfile.TemporaryDirectory(prefix="workbench-wheel-") as folder:
        yield _built(root, Path(folder), say, cancel)


def _carried() -> Path | None:
    pattern = f"workbench-{workbench.__version__}-*.whl"
    return next(iter(assets.path("wheel").glob(pattern)), None)


def _built(root: Path, folder: Path, say: child.Say, cancel: CancelToken) -> Path:
    copy = folder / "project"
    copy.mkdir()
    ignored = shutil.ignore_patterns("__pycache__")
    for part in _PARTS:
        if (root / part).is_dir():
            shutil.copytree(root / part, copy / part, ignore=ignored)
        else:
            shutil.copy(root / part, copy)
    command = [sys.executable, "-m", "pip", "wheel", str(copy), "--no-deps"]
    command += ["--no-index", "--no-build-isolation", "--wheel-dir", str(folder)]
    child.run(command, say, cancel)
    return next(folder.glob("workbench-*.whl"))


def _lost() -> Message:
    return Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "The program's own wheel, which environments need, was not found. Install "
            "the program again, or name the wheel with --wheel.",
        )
    )
