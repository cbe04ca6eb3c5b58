"""The frozen program's first file: somebody's helper process, or Workbench itself.

A frozen program is its own ``sys.executable``: libraries that start ``python`` start it
again. What they ask for is recognised here, before anything else, so that no helper
ever opens a window.
"""

from __future__ import annotations

import multiprocessing
import sys

if __name__ == "__main__":
    multiprocessing.freeze_support()  # the workers and trackers of multiprocessing

    import interpreter

    interpreter.serve(sys.argv[1:])  # those of joblib; does not come back for them

    import hollow

    hollow.install()

    from workbench.__main__ import main

    sys.exit(main())
