"""Which engine for which task length: start-up, dispatch and crossover, side by side.

Every engine of the program takes part (serial, threads, processes, joblib, and Dask,
Spark and Ray on a local cluster); those that are not installed here are named. It is
the program's own comparison (``workbench run engines-crossover``), in one run:

- *start-up* is from nothing to workers that answer, the import of the library included;
- *overhead* is the makespan per task that does nothing, each in a message of its own;
- *tasks/s* the same in chunks, as the engine makes them by itself;
- *efficiency* is n·d / (p·T) for n tasks that take d seconds each in a plain loop and T
  seconds in all on p workers; *worth it from* is the task length from which on it is
  90 % of the best that was measured.

All engines take turns within each repeat, in random order. The picture is the one of
the window, painted without a screen.
"""

from __future__ import annotations

import os
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import common
from msgspec import structs, to_builtins

from workbench.core.cancel import CancelToken
from workbench.core.comparison import EngineRow, EnginesFound, Figure
from workbench.core.spec import WORKS, RepeatSpec
from workbench.core.state import RunState, reduce
from workbench.planner import PRESETS, expand
from workbench.runner import machine, run
from workbench.scaling.comparison_words import length_text
from workbench.session import Engines

WORKERS = 2
SIZE = (980, 560)


def main() -> None:
    """Measure, print, paint."""
    parser = common.parser(__doc__)
    parser.add_argument("--repeats", type=int, default=5, metavar="N")
    parser.add_argument("--workers", type=int, default=WORKERS, metavar="N")
    parser.add_argument(
        "--work", choices=WORKS, default="python", help="what tasks are made of"
    )
    parser.add_argument("--engines", metavar="A,B", help="only these")
    parser.add_argument(
        "--picture",
        type=Path,
        default=Path(tempfile.gettempdir()) / "workbench-engines.png",
        metavar="FILE",
        help="a .png or .svg (default %(default)s)",
    )
    options = parser.parse_args()
    spec = PRESETS["engines-crossover"].spec
    names = spec.engines.names
    if options.engines:
        names = tuple(options.engines.split(","))
    repeats = 2 if options.quick else options.repeats
    spec = structs.replace(
        spec,
        workers=(1, options.workers),
        repeats=RepeatSpec(minimum=repeats, maximum=repeats),
        engines=structs.replace(
            spec.engines,
            names=names,
            work=options.work,
            repeats=repeats,
            **(
                {"lengths": 5, "longest_s": 0.1, "point_s": 0.1}
                if options.quick
                else {}
            ),
        ),
    )
    engines, state = Engines(), RunState()
    try:
        for event in run(expand(spec, machine().cores), engines, CancelToken()):
            state = reduce(state, event)
    finally:
        engines.close()
    report(state, options.picture)


def report(state: RunState, picture: Path) -> None:
    """Print the tables, paint the picture, and close with everything again."""
    comparison = state.comparison
    found = comparison.found if comparison is not None else None
    if comparison is None or found is None:
        raise SystemExit(f"nothing was measured: {state.error}\n{state.traceback}")
    common.show(
        f"Engines on {found.workers} workers, {len(found.rows)} of them here",
        (
            *("", "start-up s", "warm-up s", "µs a task", "low", "high", "tasks/s"),
            *("worth it from", "low", "high", "experiment s", "speedup"),
        ),
        [
            *map(_row, found.rows),
            *((str(o.title), "absent", *("–",) * 10) for o in comparison.left_out),
        ],
    )
    _curves(found)
    print()
    for sentence in found.sentences:
        print(sentence)
    for one in comparison.left_out:
        print(f"{one.title} is absent: {one.reason}")
    painted = paint(state, picture)
    common.conclude(
        "engines",
        {
            "status": state.status,
            "workers": found.workers,
            "spec": to_builtins(state.spec),
            "engines": {row.engine: _document(row) for row in found.rows},
            "absent": {one.engine: str(one.reason) for one in comparison.left_out},
            "peak": found.peak,
            "threshold": found.threshold,
            "choices": to_builtins(found.choices),
            "identical": found.identical,
            "verdict": [str(sentence) for sentence in found.sentences],
            "picture": str(picture) if painted else None,
        },
    )


def paint(state: RunState, picture: Path) -> bool:
    """Write the window's own picture; whether there is a Qt to do it."""
    if find_spec("PySide6") is None:
        print("\nNo picture: PySide6 is not installed here.")
        return False
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from workbench.gui.app import application
    from workbench.gui.plots.crossover import CrossoverPlot
    from workbench.gui.plots.export import save
    from workbench.gui.theme import Theme

    application(["workbench"])
    plot = CrossoverPlot(Theme(name="light"))
    plot.resize(*SIZE)
    plot.show()
    plot.draw(state)
    QApplication.processEvents()
    save(plot, picture)
    plot.close()
    print(f"\nPicture: {picture}")
    return True


def _curves(found: EnginesFound) -> None:
    lengths = sorted({p.length_s for row in found.rows for p in row.curve})
    rows = []
    for row in found.rows:
        known = {p.length_s: p.efficiency for p in row.curve}
        rows.append((str(row.title), *(_share(known.get(at)) for at in lengths)))
    common.show(
        "Efficiency in % by task length, with 95 % intervals",
        ("", *map(length_text, lengths)),
        rows,
    )


def _row(row: EngineRow) -> tuple[str, ...]:
    shortest = row.shortest
    ends = (
        (None,) * 3
        if shortest is None
        else (shortest.seconds, shortest.low, shortest.high)
    )
    return (
        str(row.title),
        f"{row.start_s:.2f}",
        f"{row.warm_up_s:.2f}",
        *_cells(row.overhead_s, 1e6, 1),
        _cells(row.tasks_per_s, 1.0, 0)[0],
        *("–" if end is None else length_text(end) for end in ends),
        _cells(row.seconds, 1.0, 3)[0],
        _cells(row.speedup, 1.0, 2)[0],
    )


def _cells(figure: Figure | None, times: float, digits: int) -> tuple[str, ...]:
    """Value, low and high."""
    if figure is None:
        return ("–",) * 3
    low, high = figure.ci95 or (None, None)
    return tuple(
        "–" if x is None else f"{times * x:.{digits}f}"
        for x in (figure.value, low, high)
    )


def _share(figure: Figure | None) -> str:
    if figure is None:
        return "–"
    value, low, high = _cells(figure, 100.0, 0)
    return value if figure.ci95 is None else f"{value} ({low}–{high})"


def _document(row: EngineRow) -> dict[str, Any]:
    found: dict[str, Any] = to_builtins(row)
    del found["engine"], found["title"]
    return found


if __name__ == "__main__":
    main()
