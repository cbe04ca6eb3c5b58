"""Rounds of joint learning beside Flower's simulation, and by number of clients.

The job: federated averaging of softmax regression on digits, 10 clients with like rows,
20 local steps over all of them at rate 0.5, λ = 0.01. Ours is ``workbench run`` of that
experiment on the engine "vectorised"; Flower's is ``joint_flower.py`` in an environment
of its own, since Flower pins tools that others need in other versions. Both are
programs started from nothing, which take turns; both read the same rows, and BLAS has
one thread per worker. A steady round is the median of the rounds after the third;
evaluation is no part of it on either side. The total is that of the whole programs,
with their imports, their engines' start, and all that they tell at the end: Flower
starts Ray's processes within its first round, ours its workers before it, so sums of
rounds alone would not compare like with like.

Then ours alone: rounds a second and peak memory on the same 20,000 made-up rows held by
10, 100, 1,000 and 10,000 clients; and 50 rounds of 1,000 clients on digits, on 2 worker
processes.
"""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import common
import numpy as np
import platformdirs
import psutil
from msgspec import structs
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

from workbench.core.results import clock
from workbench.core.spec import (
    CvSpec,
    DatasetSpec,
    ExperimentSpec,
    ModelSpec,
    RepeatSpec,
    to_json,
)
from workbench.scaling import paired_speedup

ROUND_SHARE = 0.04
TOTAL_SHARE = 0.05
APART = 0.005
MANY_S = 60.0
CLIENTS, STEPS, ETA, L2 = 10, 20, 0.5, 0.01
UNSTEADY = 3
SIZES = (10, 100, 1_000, 10_000)
REQUIREMENT = "flwr[simulation]>=1.20"
AIM = (
    f"a steady round in at most {ROUND_SHARE:g} and the whole program in at most "
    f"{TOTAL_SHARE:g} of Flower's time, accuracy equal within {APART:g}; memory grows "
    f"at most as the clients do; 1,000 clients × 50 rounds in less than {MANY_S:g} s"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a program that learned told, and what it took."""

    rounds_s: list[float]
    accuracy: float
    objective: float
    program_s: float
    trials_s: dict[int, float]
    """Seconds of all rounds by number of workers, ours alone."""
    peak: int | None = None
    """Bytes of memory of the program and its workers, each at its peak."""

    @property
    def steady_s(self) -> float:
        """Seconds of a round once all is warm."""
        return median(self.rounds_s[UNSTEADY:])


def main() -> None:
    """Measure and print."""
    parser = common.parser(__doc__, AIM)
    parser.add_argument("--repeats", type=int, default=5, metavar="N")
    parser.add_argument("--rounds", type=int, default=100, metavar="N")
    parser.add_argument(
        "--flower-env",
        type=Path,
        default=Path(platformdirs.user_cache_dir("workbench-benchmarks"), "flower"),
        metavar="DIR",
        help="Flower's environment, made there if it is not (default: %(default)s)",
    )
    parser.add_argument(
        "--without-flower", action="store_true", help="measure ours alone"
    )
    options = parser.parse_args()
    repeats = 2 if options.quick else options.repeats
    rounds = 10 if options.quick else options.rounds
    python = None if options.without_flower else environment(options.flower_env)
    aims: list[common.Aim] = []
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        if python is not None:
            found["flower"] = beside_flower(bench, python, rounds, repeats, aims)
        found["clients"] = by_clients(bench, aims, quick=options.quick)
        found["many"] = many(bench, aims, quick=options.quick)
    judged = common.judge(aims)
    ok = all(aim.answer != "missed" for aim in aims)
    common.conclude("joint", {**found, "aims": judged, "ok": ok})
    if not ok and not options.quick:
        raise SystemExit(1)


class Bench:
    """Starts the programs of both sides, with files in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._data = folder / "digits.npz"
        np.savez(self._data, **digits())

    def ours(self, spec: ExperimentSpec, *, watch: bool = False) -> Outcome:
        """``workbench run`` of ``spec``."""
        file = self._folder / "experiment.wbexp"
        file.write_text(to_json(spec), encoding="utf-8")
        command = [sys.executable, "-m", "workbench", "run", str(file)]
        history = self._folder / "history.sqlite"
        command += ["--json", "--quiet", "--history", str(history)]
        told, seconds, peak = self._program(command, watch=watch)
        rounds = told["rounds"]
        ends = [row["seconds"] for row in rounds if row["round"] > 0]
        return Outcome(
            rounds_s=np.diff([0.0, *ends]).tolist(),
            accuracy=rounds[-1]["test_accuracy"],
            objective=rounds[-1]["objective"],
            program_s=seconds,
            trials_s={
                trial["workers"]: trial["seconds"]
                for trial in told["trials"]
                if trial["role"] == "measure"
            },
            peak=peak,
        )

    def flower(self, python: Path, rounds: int) -> Outcome:
        """Flower's simulation of the job."""
        script = Path(__file__).with_name("joint_flower.py")
        command = [str(python), str(script), str(self._data)]
        for name, value in (
            ("rounds", rounds),
            ("clients", CLIENTS),
            ("steps", STEPS),
            ("eta", ETA),
            ("l2", L2),
        ):
            command += [f"--{name}", str(value)]
        told, seconds, _ = self._program(command)
        return Outcome(
            rounds_s=told["round_s"],
            accuracy=told["test_accuracy"],
            objective=told["objective"],
            program_s=seconds,
            trials_s={},
        )

    def _program(
        self, command: Sequence[str], *, watch: bool = False
    ) -> tuple[Any, float, int | None]:
        """The JSON at the end of what it prints, its seconds, its memory."""
        said, complained = self._folder / "stdout", self._folder / "stderr"
        begin = clock()
        with said.open("wb") as out, complained.open("wb") as err:
            process = subprocess.Popen(command, stdout=out, stderr=err, env=quiet())
            peak = watched(process) if watch else None
            code = process.wait()
        seconds = clock() - begin
        text = said.read_text(encoding="utf-8")
        if code:
            raise SystemExit(
                f"{' '.join(command)} ended with {code}\n{text[-2000:]}\n"
                f"{complained.read_text(encoding='utf-8', errors='replace')[-4000:]}"
            )
        return from_end(text), seconds, peak


def beside_flower(
    bench: Bench, python: Path, rounds: int, repeats: int, aims: list[common.Aim]
) -> dict[str, Any]:
    """Both sides in turn; what they took, printed."""
    spec = job(rounds)
    outcomes: dict[str, list[Outcome]] = {"workbench": [], "flower": []}
    bench.ours(spec)
    bench.flower(python, UNSTEADY + 1)
    for repeat in range(repeats):
        for side in list(outcomes) if repeat % 2 == 0 else reversed(list(outcomes)):
            ours = side == "workbench"
            outcomes[side].append(
                bench.ours(spec) if ours else bench.flower(python, rounds)
            )
    figures: dict[str, Callable[[Outcome], float]] = {
        "steady round": lambda found: found.steady_s,
        "all rounds": lambda found: sum(found.rounds_s),
        "whole program": lambda found: found.program_s,
    }
    taken = {
        name: {side: [figure(o) for o in found] for side, found in outcomes.items()}
        for name, figure in figures.items()
    }
    common.show(
        f"{rounds} rounds, {CLIENTS} clients, {STEPS} local steps: milliseconds",
        ("", "median", "smallest", "largest"),
        [
            (f"{name}, {side}", *common.spread(seconds, 1e3))
            for name, sides in taken.items()
            for side, seconds in sides.items()
        ],
    )
    last = {side: found[-1] for side, found in outcomes.items()}
    common.show(
        "What was learned",
        ("", "objective", "test accuracy"),
        [
            (side, f"{found.objective:.6f}", f"{found.accuracy:.4f}")
            for side, found in last.items()
        ],
    )
    ratios = {
        name: paired_speedup(sides["workbench"], sides["flower"])
        for name, sides in taken.items()
    }
    apart = abs(last["workbench"].accuracy - last["flower"].accuracy)
    aims += [
        common.Aim.of("steady round ÷ Flower's", ratios["steady round"], ROUND_SHARE),
        common.Aim.of("total ÷ Flower's", ratios["whole program"], TOTAL_SHARE),
        common.Aim(name="accuracies apart, at most", value=apart, limit=APART),
    ]
    return {
        "seconds": taken,
        "ratios": common.figures(ratios),
        "accuracy": {side: found.accuracy for side, found in last.items()},
        "objective": {side: found.objective for side, found in last.items()},
    }


def by_clients(
    bench: Bench, aims: list[common.Aim], *, quick: bool
) -> list[dict[str, Any]]:
    """Ours with more and more clients on the same rows."""
    rows = []
    for clients in SIZES[:2] if quick else SIZES:
        spec = structs.replace(
            job(UNSTEADY + 10, clients=clients),
            dataset=DatasetSpec(
                name="synthetic",
                params={"rows": 20_000, "features": 64, "classes": 10},
            ),
        )
        found = bench.ours(spec, watch=True)
        rows.append(
            {
                "clients": clients,
                "rounds_per_s": 1 / found.steady_s,
                "peak_mib": (found.peak or 0) / 2**20,
            }
        )
    common.show(
        f"Ours by number of clients, 20,000 rows × 64 columns, {STEPS} local steps",
        ("clients", "rounds a second", "peak memory, MiB"),
        [
            (
                f"{row['clients']:,}",
                f"{row['rounds_per_s']:.2f}",
                f"{row['peak_mib']:.0f}",
            )
            for row in rows
        ],
    )
    if not quick:
        aims.append(
            common.Aim(name="growth of memory, exponent", value=growth(rows), limit=1)
        )
    return rows


def growth(rows: Sequence[dict[str, Any]]) -> float:
    """By which power of the clients memory grows, from 1,000 to 10,000.

    What the program takes with 10 clients is not counted: libraries and data. A first
    megabyte is, so that nothing is divided by nothing.
    """
    base = rows[0]["peak_mib"] - 1
    further = [max(1.0, row["peak_mib"] - base) for row in rows[-2:]]
    more = rows[-1]["clients"] / rows[-2]["clients"]
    return math.log(further[1] / further[0]) / math.log(more)


def many(bench: Bench, aims: list[common.Aim], *, quick: bool) -> dict[str, Any]:
    """1,000 clients, 50 rounds, 2 worker processes.

    The program measures one worker as well, for the speedup: its time has both trials.
    """
    clients, rounds = (100, 5) if quick else (1_000, 50)
    found = {}
    for engine, workers in (("processes", 2), ("vectorised", 1)):
        spec = structs.replace(
            job(rounds, clients=clients), engine=engine, workers=(workers,)
        )
        found[engine] = bench.ours(spec)
    common.show(
        f"{clients:,} clients × {rounds} rounds on digits: seconds",
        ("engine, workers", "all rounds", "whole program", "test accuracy"),
        [
            (
                f"{engine}, {workers}",
                f"{seconds:.2f}",
                f"{outcome.program_s:.2f}",
                f"{outcome.accuracy:.4f}",
            )
            for engine, outcome in found.items()
            for workers, seconds in outcome.trials_s.items()
        ],
    )
    taken = found["processes"].trials_s[2]
    name = f"{clients:,} clients × {rounds} rounds on 2 workers, seconds"
    aims.append(common.Aim(name=name, value=taken, limit=MANY_S))
    return {
        engine: {"rounds_s": o.trials_s, "program_s": o.program_s}
        for engine, o in found.items()
    }


def job(rounds: int, *, clients: int = CLIENTS) -> ExperimentSpec:
    """Federated averaging on digits."""
    return ExperimentSpec(
        title="joint",
        workload="joint",
        dataset=DatasetSpec(name="digits"),
        models=(ModelSpec(estimator="fedavg", params={"steps": STEPS, "eta": ETA}),),
        params={
            "model": "softmax",
            "l2": L2,
            "scale": "max",
            "penalise_bias": True,
            "clients": clients,
            "rounds": rounds,
        },
        cv=CvSpec(scheme="holdout", test_size=0.25),
        engine="vectorised",
        workers=(1,),
        repeats=RepeatSpec(minimum=1, maximum=1),
    )


def digits() -> dict[str, Any]:
    """The rows of the job as Flower's clients read them, dealt at random."""
    X, y = load_digits(return_X_y=True)
    X = np.hstack([X / 16, np.ones((len(X), 1))])
    X, X_test, y, y_test = train_test_split(
        X, y, test_size=0.25, random_state=0, stratify=y
    )
    parts = np.array_split(np.random.default_rng(0).permutation(len(y)), CLIENTS)
    bounds = np.cumsum([0, *map(len, parts)])
    return {
        "X": X,
        "y": y,
        "X_test": X_test,
        "y_test": y_test,
        "order": np.concatenate(parts),
        "bounds": bounds,
    }


def environment(folder: Path) -> Path:
    """The Python of Flower's environment, which is made if there is none."""
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    ready = folder / "flower-is-installed"
    if not ready.exists():
        print(f"installing {REQUIREMENT} into {folder}, once …", flush=True)
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        install = ["-m", "pip", "install", "--quiet", REQUIREMENT]
        subprocess.run([str(python), *install], check=True)
        ready.touch()
    return python


def quiet() -> dict[str, str]:
    """The environment of both sides: one thread per worker, nothing reported."""
    return {
        **os.environ,
        "FLWR_TELEMETRY_ENABLED": "0",
        "RAY_USAGE_STATS_ENABLED": "0",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        "PYTHONPATH": str(Path(__file__).parent),
    }


def watched(process: subprocess.Popen[bytes]) -> int:
    """Peak memory of a program and its children, looked at until it ends."""
    peaks: dict[int, int] = {}
    while process.poll() is None:
        try:
            program = psutil.Process(process.pid)
            for one in (program, *program.children(recursive=True)):
                peaks[one.pid] = max(peaks.get(one.pid, 0), peak_of(one))
        except psutil.Error:
            pass
        try:
            process.wait(0.02)
        except subprocess.TimeoutExpired:
            continue
    return sum(peaks.values())


def peak_of(process: psutil.Process) -> int:
    """The most that it ever took, where the system tells; else what it takes now."""
    status = Path(f"/proc/{process.pid}/status")
    if status.exists():
        lines = status.read_text(encoding="utf-8").splitlines()
        for line in lines:
            if line.startswith("VmHWM:"):
                return 1024 * int(line.split()[1])
    memory = process.memory_info()
    return int(getattr(memory, "peak_wset", memory.rss))


def from_end(text: str) -> Any:
    """The JSON document that ends ``text``: on its last line, or all of it."""
    try:
        return json.loads(text)
    except ValueError:
        return json.loads(text.strip().splitlines()[-1])


if __name__ == "__main__":
    main()
