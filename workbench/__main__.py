"""``python -m workbench``: the window, or with arguments the command line."""

from __future__ import annotations

import importlib.util
import multiprocessing
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the window's way in must not wait for what it does not need
    from workbench.core.isolate import Failure
    from workbench.doctor.base import Lettering


def main() -> int:
    """Start the program; the exit status."""
    multiprocessing.freeze_support()
    arguments = sys.argv[1:]
    if arguments and not _is_file(arguments):
        from workbench.cli import main as command_line

        return command_line(arguments, lettering=_lettering())
    try:
        from workbench.gui.app import main as window
    except ImportError as error:
        if (error.name or "").split(".")[0] not in ("PySide6", "pyqtgraph"):
            raise
        sys.stderr.write(
            "The window needs PySide6 and pyqtgraph: pip install 'workbench[gui]'. "
            "Without them, “workbench run iris-vote” works in the terminal.\n"
        )
        return 2
    return window(sys.argv)


def _lettering() -> Callable[[], Lettering | Failure] | None:
    """Who looks at the window's font for ``workbench doctor``; none without Qt."""
    if importlib.util.find_spec("PySide6") is None:
        return None
    from workbench.gui.elsewhere import lettering

    return lettering


def _is_file(arguments: Sequence[str]) -> bool:
    """Whether this is a double click on a file: nothing but the file's name."""
    return len(arguments) == 1 and arguments[0].lower().endswith((".wbexp", ".wbrun"))


if __name__ == "__main__":
    sys.exit(main())
