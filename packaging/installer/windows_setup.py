"""The set-up for Windows, by NSIS; its compiler runs on Linux as well."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import icons
import product
import trees

SCRIPT = product.HERE / "windows" / "workbench.nsi"


def build(frozen: Path, target: Path) -> Path:
    """Write the set-up for the frozen program into the folder ``target``; its file."""
    output = target / f"workbench-{product.version()}-windows-setup.exe"
    icon = frozen.parent / "workbench.ico"
    icon.write_bytes(icons.ico())
    line = [compiler(), "-V2", "-WX", "-INPUTCHARSET", "UTF8"]
    line += [
        f"-D{name}={value}" for name, value in values(frozen, output, icon).items()
    ]
    subprocess.run(
        [*line, str(SCRIPT)], check=True, env=trees.reproducible_environment()
    )
    return output


def compiler() -> str:
    """NSIS's compiler, which its own set-up does not put into the path."""
    usual = Path(os.environ.get("PROGRAMFILES(X86)", ""), "NSIS", "makensis.exe")
    if found := shutil.which("makensis") or (usual.is_file() and str(usual)):
        return found
    raise SystemExit("NSIS is needed (Debian: apt install nsis) and was not found.")


def values(frozen: Path, output: Path, icon: Path) -> dict[str, str]:
    """What the script is told."""
    return {
        "VERSION": product.version(),
        "FROZEN": str(frozen),
        "ICON": str(icon),
        "OUTPUT": str(output),
        "SIZE_KB": f"{trees.megabytes(frozen) * 1e6 / 1024:.0f}",
        "EXPERIMENT": product.EXPERIMENT_SUFFIX,
        "BUNDLE": product.BUNDLE_SUFFIX,
    }
