"""The package for Debian, Ubuntu and their relatives.

Which packages it depends on is not a list somebody keeps: ``dpkg-shlibdeps`` finds them
from the files that ship, with the oldest versions that have all symbols they use.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

import desktop
import product
import trees

HOME = Path("usr/lib/workbench")
RECOMMENDS = "fonts-noto-cjk, shared-mime-info, desktop-file-utils"
_COMPRESSION = ("-Zxz", "-z6", "--threads-max=2")
"""Two threads whatever the machine has, since their number shows in the result."""

_LEAST = "Source: workbench\n\nPackage: workbench\nArchitecture: any\n"
"""The least that ``dpkg-shlibdeps`` takes for a source package to be in."""


def build(frozen: Path, listed: Path, carried: Iterable[str], target: Path) -> Path:
    """Write the package into the folder ``target``; its file.

    ``listed`` is the SBOM, ``carried`` are the packages whose libraries travel along.
    """
    with tempfile.TemporaryDirectory(prefix="workbench-deb-") as folder:
        root = Path(folder, "root")
        _lay_out(root, frozen, listed)
        kib = sum(file.stat().st_size for file in trees.files(root)) // 1024
        depends = dependencies(frozen, carried)
        _write_control(root / "DEBIAN", control(depends, kib))
        trees.normalise(root, product.commit_time())
        name = f"workbench_{product.version()}_{architecture()}.deb"
        line = ["dpkg-deb", "--root-owner-group", *_COMPRESSION, "--build"]
        subprocess.run(
            [*line, str(root), str(target / name)],
            check=True,
            stdout=subprocess.DEVNULL,
            env=trees.reproducible_environment(),
        )
    return target / name


def architecture() -> str:
    """This machine's architecture in Debian's words."""
    return _answer(["dpkg", "--print-architecture"]).strip()


def dependencies(frozen: Path, carried: Iterable[str]) -> str:
    """The packages whose libraries the program uses, as the field ``Depends``.

    Those ``carried`` are not among them.
    """
    libraries = list(trees.elf_files(frozen))
    inside = sorted({str(file.parent) for file in libraries})
    with tempfile.TemporaryDirectory(prefix="workbench-shlibdeps-") as folder:
        control = Path(folder, "debian", "control")
        control.parent.mkdir()
        control.write_text(_LEAST)
        line = ["dpkg-shlibdeps", "-O", "--ignore-missing-info", "--warnings=0"]
        line += [f"-l{path}" for path in inside]
        line += [f"-x{name}" for name in carried]
        line += [f"-e{file}" for file in libraries]
        answer = _answer(line, cwd=folder)
    prefix = "shlibs:Depends="
    found = next(row for row in answer.splitlines() if row.startswith(prefix))
    return found.removeprefix(prefix)


def control(depends: str, kib: int) -> str:
    """The package's description of itself."""
    return f"""\
Package: workbench
Version: {product.version()}
Architecture: {architecture()}
Maintainer: The Workbench authors <workbench@localhost>
Installed-Size: {kib}
Section: science
Priority: optional
Depends: {depends}
Recommends: {RECOMMENDS}
Description: {product.SUMMARY[0].lower()}{product.SUMMARY[1:]}
 Workbench measures how much faster more workers are, and which model, or which
 vote of models, is best, on your own data and your own computer. It draws the
 speedup with its uncertainty, the accuracy of every model fold by fold and a
 timeline of which worker did what, and says in two sentences what was found.
 .
 The package holds all it needs beside the desktop's own libraries: nothing is
 loaded from a network.
"""


def _lay_out(root: Path, frozen: Path, listed: Path) -> None:
    """The package's files, each in its place."""
    shutil.copytree(frozen, root / HOME, symlinks=True)
    command = root / "usr" / "bin" / "workbench"
    command.parent.mkdir(parents=True)
    command.symlink_to("../lib/workbench/workbench")
    desktop.write_share(root / "usr" / "share", program="/usr/bin/workbench")
    papers = root / "usr" / "share" / "doc" / "workbench"
    papers.mkdir(parents=True)
    shutil.copy(listed, papers / "sbom.cdx.json")
    shutil.copy(product.ROOT / "README.md", papers)
    shutil.copy(product.ROOT / "CHANGELOG.md", papers)
    (papers / "copyright").write_text(copyright_file(), encoding="utf-8")


def copyright_file() -> str:
    """Debian's form of the licence."""
    text = (product.ROOT / "LICENSE").read_text(encoding="utf-8")
    lines = text.partition("\n\n")[2].splitlines()
    licence = "\n".join(f" {line}".rstrip() or " ." for line in lines)
    return product.filled(desktop.LINUX / "copyright", {"LICENSE": licence})


def _write_control(folder: Path, text: str) -> None:
    folder.mkdir()
    (folder / "control").write_text(text, encoding="utf-8")
    root = folder.parent
    places = sorted(trees.files(root), key=lambda file: file.as_posix())
    sums = (
        f"{trees.digest(file, 'md5')}  {file.relative_to(root)}\n"
        for file in places
        if folder not in file.parents
    )
    (folder / "md5sums").write_text("".join(sums), encoding="utf-8")
    shutil.copy(desktop.LINUX / "postrm", folder / "postrm")
    (folder / "postrm").chmod(0o755)


def _answer(command: Iterable[str], cwd: str | None = None) -> str:
    """What the command printed; when it fails, what it complained of is the error."""
    line = list(command)
    run = subprocess.run(line, cwd=cwd, capture_output=True, text=True, check=False)
    if run.returncode:
        raise SystemExit(f"{line[0]} failed: {run.stderr.strip()[-2000:]}")
    return run.stdout
