"""Runs one command for as long as somebody holds the pipe to its standard input.

Started by file, with nothing of the program imported: ``python -I keeper.py COMMAND``.
Servers that do not watch their parent (Spark's master and worker) end with it this way,
however it ended, on every system.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import threading


def main() -> int:
    """Run the command; its exit code."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the program's business
    child = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL)
    threading.Thread(target=_watch, args=(child,), daemon=True).start()
    return child.wait()


def _watch(child: subprocess.Popen[bytes]) -> None:
    sys.stdin.buffer.read()
    if sys.platform == "win32":  # the script there is not replaced by Java
        kill = ["taskkill", "/f", "/t", "/pid", str(child.pid)]
        subprocess.run(kill, capture_output=True, check=False)
    child.kill()


if __name__ == "__main__":
    sys.exit(main())
