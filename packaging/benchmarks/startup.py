"""How long it takes from the start of the program to its first window, beside others.

Each program is started as a process of its own, again and again, in turns. The time
goes from just before the process is made to the first paint of its main window, and on
to when everything in it is loaded. Sides:

- workbench: from this environment; and frozen, when ``packaging/build`` was run
- bare window: PySide6 and pyqtgraph, an empty plot, nothing else
- Orange and napari, when ``--peers`` names an environment in which they are installed

Each side writes the moment of its first paint itself, by an event filter, and ends.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

import common

from workbench.scaling import paired_speedup

LIMIT = 0.5
REPEATS = 10
PATIENCE_S = 120
ROOT = Path(__file__).resolve().parents[2]

_WATCH = """
import time
from {qt} import QtCore, QtWidgets

class Watch(QtCore.QObject):
    def eventFilter(self, watched, event):
        if event.type() == QtCore.QEvent.Type.Paint and isinstance(
            watched, QtWidgets.QWidget
        ) and isinstance(watched.window(), {window}):
            print(f"painted {{time.time():.6f}}", flush=True)
            import os
            QtCore.QTimer.singleShot(0, lambda: os._exit(0))
        return False
"""
_BARE = (
    _WATCH.format(qt="PySide6", window="QtWidgets.QMainWindow")
    + """
import pyqtgraph
app = QtWidgets.QApplication([])
watch = Watch()
app.installEventFilter(watch)
window = QtWidgets.QMainWindow()
window.resize(1440, 900)
window.setCentralWidget(pyqtgraph.PlotWidget())
window.show()
app.exec()
"""
)
_ORANGE = (
    _WATCH.format(qt="AnyQt", window="QtWidgets.QMainWindow")
    + """
app_class = QtWidgets.QApplication
watch = Watch()
before = app_class.__init__
def patched(self, *args, **kwargs):
    before(self, *args, **kwargs)
    self.installEventFilter(watch)
app_class.__init__ = patched
import sys
sys.argv = ["orange-canvas", "--no-welcome", "--no-splash"]
from Orange.canvas.__main__ import main
main()
"""
)
_NAPARI = (
    _WATCH.format(qt="qtpy", window="QtWidgets.QMainWindow")
    + """
app = QtWidgets.QApplication([])
watch = Watch()
app.installEventFilter(watch)
import napari
viewer = napari.Viewer()
napari.run()
"""
)
_PEERS = {"orange": ("Orange", _ORANGE), "napari": ("napari", _NAPARI)}


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print, conclude."""
    parser = common.parser(__doc__, f"≤ {LIMIT} × the faster of Orange and napari")
    parser.add_argument(
        "--peers",
        type=Path,
        metavar="PYTHON",
        help="the Python of an environment with Orange or napari or both",
    )
    parser.add_argument("--repeats", type=int, default=REPEATS, metavar="N")
    options = parser.parse_args(arguments)
    repeats = 2 if options.quick else options.repeats
    with tempfile.TemporaryDirectory(prefix="workbench-startup-") as home:
        sides = commands(options.peers)
        moments = measured(sides, repeats, Path(home))
    report(moments)


def commands(peers: Path | None) -> dict[str, list[str]]:
    """How each side is started; those that are not there are left out."""
    sides = {
        "workbench": [sys.executable, "-m", "workbench"],
        "bare window": [sys.executable, "-c", _BARE],
    }
    suffix = ".exe" if sys.platform == "win32" else ""
    frozen = ROOT / "build" / "frozen" / "workbench" / f"workbench{suffix}"
    if frozen.is_file():
        sides["workbench, frozen"] = [str(frozen)]
    for name, (module, program) in _PEERS.items() if peers else ():
        probe = [str(peers), "-c", f"import {module}"]
        if subprocess.run(probe, capture_output=True, check=False).returncode == 0:
            sides[name] = [str(peers), "-c", program]
    return sides


def measured(
    sides: Mapping[str, Sequence[str]], repeats: int, home: Path
) -> dict[str, list[dict[str, float]]]:
    """Seconds to each moment that a side writes, by side and repeat."""
    found: dict[str, list[dict[str, float]]] = {name: [] for name in sides}

    def side(name: str, *, keep: bool) -> common.Side:
        def start() -> float:
            moments = started(sides[name], home / name.replace(" ", "-"))
            if keep:
                found[name].append(moments)
            return moments["painted"]

        return start

    for name in sides:  # files are read into memory, folders and settings are made
        side(name, keep=False)()
    common.interleave({name: side(name, keep=True) for name in sides}, repeats)
    return found


def started(command: Sequence[str], home: Path) -> dict[str, float]:
    """Start a program and have it end; seconds to what it wrote."""
    home.mkdir(parents=True, exist_ok=True)
    variables = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA")
    folders = [*variables, *(f"XDG_{x}_HOME" for x in ("CACHE", "CONFIG", "DATA"))]
    environment = {
        **os.environ,
        **dict.fromkeys([*folders, "XDG_STATE_HOME"], str(home)),
        "WORKBENCH_STARTUP": "1",
    }
    if sys.platform == "linux" and not os.environ.get("DISPLAY"):
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    begin = time.time()
    done = subprocess.run(
        command,
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    lines = [line.split() for line in done.stdout.splitlines()]
    moments = {
        line[0]: float(line[1]) - begin
        for line in lines
        if len(line) == 2 and line[0] in ("painted", "ready")
    }
    if "painted" not in moments:
        raise SystemExit(f"{command[0]} showed no window:\n{done.stderr[-2000:]}")
    return moments


def report(moments: Mapping[str, Sequence[Mapping[str, float]]]) -> None:
    """Tables, aims and the closing line."""
    painted = {name: [m["painted"] for m in found] for name, found in moments.items()}
    ready = {
        name: [m["ready"] for m in found]
        for name, found in moments.items()
        if all("ready" in m for m in found)
    }
    rows = [(name, "first paint", *common.spread(s)) for name, s in painted.items()]
    rows += [(name, "all loaded", *common.spread(s)) for name, s in ready.items()]
    common.show("Seconds", ("", "", "median", "least", "most"), rows)
    ours = [name for name in painted if name.startswith("workbench")]
    found = common.ratios(painted, ours)
    common.show(
        "Ratios of the first paint, with 95 % intervals",
        ("", "ratio", "low", "high"),
        [(name, *common.cells(interval)) for name, interval in found.items()],
    )
    aims = common.judge(list(aims_of(painted, ours)))
    result: dict[str, Any] = {
        "painted_s": painted,
        "ready_s": ready,
        "ratios": common.figures(found),
        "aims": aims,
    }
    common.conclude("startup", result)


def aims_of(painted: common.Seconds, ours: Sequence[str]) -> list[common.Aim]:
    """Ours against the faster of the peers that were there."""
    peers = [name for name in _PEERS if name in painted]
    if not peers:
        return [
            common.Aim(name=f"{name} ÷ the faster peer", value=None, limit=LIMIT)
            for name in ours
        ]
    faster = min(peers, key=lambda name: median(painted[name]))
    return [
        common.Aim.of(
            common.ratio_name(name, faster),
            paired_speedup(painted[name], painted[faster]),
            LIMIT,
        )
        for name in ours
    ]


if __name__ == "__main__":
    main()
