"""The installer for one person on any Linux: a script with the program behind it."""

from __future__ import annotations

import hashlib
import platform
import shutil
import subprocess
import tempfile
from pathlib import Path

import desktop
import product
import trees

_XZ = ("xz", "-6", "--threads=2", "--stdout")
"""Two threads whatever the machine has, since their number shows in the result."""


def build(frozen: Path, sbom: Path, target: Path) -> Path:
    """Write the installer into the folder ``target``; its file."""
    name = f"workbench-{product.version()}-linux-{platform.machine()}.run"
    time = product.commit_time()
    with tempfile.TemporaryDirectory(prefix="workbench-run-") as folder:
        tree, packed = Path(folder, "tree"), Path(folder, "tree.tar.xz")
        _lay_out(tree, frozen, sbom)
        trees.normalise(tree, time)
        with packed.open("wb") as output:
            _compress(tree, output.fileno(), time)
        script = header(name, packed, megabytes=trees.megabytes(tree))
        with (target / name).open("wb") as file:
            file.write(script.encode())
            file.write(packed.read_bytes())
    (target / name).chmod(0o755)
    return target / name


def header(name: str, packed: Path, *, megabytes: float) -> str:
    """The script before the archive, which begins at the line after its last."""
    values = {
        "VERSION": product.version(),
        "FILE": name,
        "SIZE_MB": f"{megabytes:.0f}",
        "SHA256": hashlib.sha256(packed.read_bytes()).hexdigest(),
        "MACHINE": platform.machine(),
    }
    template = desktop.LINUX / "install.sh"
    lines = template.read_text(encoding="utf-8").count("\n")
    return product.filled(template, {**values, "FIRST_LINE": str(lines + 1)})


def _lay_out(tree: Path, frozen: Path, sbom: Path) -> None:
    shutil.copytree(frozen, tree, symlinks=True)
    shutil.copy(desktop.LINUX / "uninstall", tree / "uninstall")
    share = tree / "share"
    desktop.write_share(share, program="workbench")
    own = share / "workbench"
    own.mkdir()
    for name in ("register", "refresh"):
        shutil.copy(desktop.LINUX / name, own / name)
    shutil.copy(sbom, own / "sbom.cdx.json")


def _compress(tree: Path, output: int, time: int) -> None:
    with subprocess.Popen(_XZ, stdin=subprocess.PIPE, stdout=output) as xz:
        assert xz.stdin is not None
        trees.write_tar(tree, xz.stdin, time)
        xz.stdin.close()
    if xz.returncode:
        raise subprocess.CalledProcessError(xz.returncode, _XZ)
