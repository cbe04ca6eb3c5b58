"""Where the shipped files are: icons, themes, translations, data sets.

They lie in the top-level ``assets/`` of the source tree, in ``workbench/assets/`` of an
installed wheel, and in ``assets/`` of the bundle when the program is frozen.
"""

from __future__ import annotations

import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def path(*parts: str) -> Path:
    """The shipped file or folder ``assets/…``; whether it exists is not checked."""
    return _root().joinpath(*parts)


def _root() -> Path:
    bundle: str | None = getattr(sys, "_MEIPASS", None)
    if bundle is not None:
        return Path(bundle) / "assets"
    installed = _PACKAGE / "assets"
    return installed if installed.is_dir() else _PACKAGE.parent / "assets"
