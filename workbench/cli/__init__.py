"""The command line: the same events as the window, in a terminal, without Qt.

Exit status: 0 done, 1 the run failed, 2 bad input, 130 cancelled.
"""

from __future__ import annotations

from workbench.cli.main import main

__all__ = ["main"]
