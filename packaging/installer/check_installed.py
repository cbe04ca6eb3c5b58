"""Proves that the program works once installed, and goes without a trace.

    packaging/check_installed             the .deb and the .run in a bare Debian
    packaging/check_installed --frozen [FOLDER]
                                          only the program in the built folder
    packaging/check_installed --frozen --engines
                                          also an environment beside it, downloaded
    packaging/check_installed --pictures FOLDER
                                          where to put the screenshots

The first way needs root, debootstrap and the tools of a virtual screen; it installs the
package, starts it as a double click does, presses Run with a mouse, counts processes,
looks at what is left, and removes it. The second works on every system without a
screen and takes less than a minute: CI does it.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import check_folder
import freeze
import product


def main() -> int:
    """Carry out the checks; the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--frozen",
        nargs="?",
        type=Path,
        const=freeze.FROZEN,
        metavar="FOLDER",
        help="check only the program in FOLDER, without installing",
    )
    parser.add_argument(
        "--engines",
        action="store_true",
        help="with --frozen: also run an engine in an environment that is downloaded",
    )
    parser.add_argument(
        "--no-window", action="store_true", help="with --frozen: open no window"
    )
    parser.add_argument(
        "--pictures",
        type=Path,
        default=product.ROOT / "build" / "pictures",
        metavar="FOLDER",
        help="where to put the screenshots",
    )
    options = parser.parse_args()
    start = time.monotonic()
    if options.frozen:
        program = freeze.executable(options.frozen.resolve())
        faults = check_folder.check(
            program, engines=options.engines, window=not options.no_window
        )
    else:
        import check_system

        faults = check_system.check(options.pictures)
    for fault in faults:
        print(f"FAILED  {fault}")
    answer = "failed" if faults else "all of it holds"
    print(f"{answer}, {time.monotonic() - start:.0f} s")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
