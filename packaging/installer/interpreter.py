"""The part of a Python interpreter that joblib's helper processes need when frozen.

joblib starts its workers and their resource tracker as ``python -m …`` and
``python -c …``, which in a frozen program calls the program itself (loky issue 236;
PyInstaller answers multiprocessing's own calls only). Exactly these two command lines
are carried out; anything else is left to the program's own command line, so no
foreign text is ever run as code.
"""

from __future__ import annotations

import importlib
import re
import runpy
import subprocess
import sys
from collections.abc import Sequence

WORKER = "joblib.externals.loky.backend.popen_loky_posix"
TRACKER = "joblib.externals.loky.backend.resource_tracker"
HIDDEN_IMPORTS = (WORKER, TRACKER)
"""What only these command lines name, so that PyInstaller cannot see it."""

_START_TRACKER = re.compile(
    rf"from {re.escape(TRACKER)} import main; main\((?P<fd>\d+), (?P<verbose>\w+)\)"
)
_VERBOSE = {"False": False, "True": True, "0": False, "1": True}


def serve(arguments: Sequence[str]) -> None:
    """Be the helper that ``arguments`` ask for and exit; else do nothing."""
    if is_worker(arguments):
        sys.argv = [WORKER, *arguments[2:]]
        runpy.run_module(WORKER, run_name="__main__")  # __main__ stays ours
        sys.exit(0)
    if (call := tracker_call(arguments)) is not None:
        importlib.import_module(TRACKER).main(*call)
        sys.exit(0)


def is_worker(arguments: Sequence[str]) -> bool:
    """Whether these are the words with which joblib starts one of its workers."""
    match list(arguments):
        case ["-m", module, "--process-name", _, "--pipe", pipe]:
            return module == WORKER and pipe.isdecimal()
    return False


def tracker_call(arguments: Sequence[str]) -> tuple[int, bool] | None:
    """The arguments of the tracker's ``main``; None if it is not what is asked for."""
    words = list(arguments)
    if words[:-2] != _own_flags() or words[-2:-1] != ["-c"]:
        return None
    found = _START_TRACKER.fullmatch(words[-1])
    if found is None or found["verbose"] not in _VERBOSE:
        return None
    return int(found["fd"]), _VERBOSE[found["verbose"]]


def _own_flags() -> list[str]:
    """The interpreter's flags, which a helper is started with again."""
    flags: list[str] = subprocess._args_from_interpreter_flags()  # type: ignore[attr-defined] # noqa: SLF001
    return flags
