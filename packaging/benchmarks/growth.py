"""Whether ensembles that stop when they are flat are as good as large ones.

On each data set a forest is grown by the product's own workload until it ends by
itself, with several seeds. Beside it scikit-learn's forest of 500 trees is scored on
the same folds. Counted is how often growth ended before its largest size with an
accuracy whose 95 % interval holds that of the large forest. Printed beside it is what
that took and saved: trees, accuracy, and seconds on one core. Ours are those of members
and curve, without the program around them.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import fmean, median

import common
import numpy as np

from workbench.core.results import clock
from workbench.core.spec import DatasetSpec, ExperimentSpec, RepeatSpec
from workbench.core.state import fold
from workbench.datasets import load
from workbench.planner import PRESETS
from workbench.session import Session

LARGE = 500
MOST = 200
DATA = ("breast_cancer", "wine", "digits")
AIM = (
    f"on breast cancer a forest ends before {MOST} trees in every run, with the "
    f"accuracy of {LARGE} trees in its interval"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One run."""

    data: str
    seed: int
    members: int
    flat: bool
    accuracy: float
    low: float
    high: float
    large: float
    seconds: float
    large_s: float

    @property
    def good(self) -> bool:
        """Whether it ended early, as good as the large forest."""
        return self.flat and self.members < MOST and self.low <= self.large <= self.high


def main() -> None:
    """Grow, compare, count and print."""
    parser = common.parser(__doc__, AIM)
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="seeds")
    options = parser.parse_args()
    runs, data = (1, DATA[:1]) if options.quick else (options.runs, DATA)
    found: list[Found] = []
    with (
        tempfile.TemporaryDirectory() as folder,
        Session(history=Path(folder, "history.sqlite")) as session,
    ):
        for name in data:
            found += [one(session, name, seed) for seed in range(runs)]
    common.show(
        f"Forests grown until flat, at most {MOST} trees, beside {LARGE} trees",
        (
            "",
            "trees",
            "least",
            "most",
            "accuracy",
            f"of {LARGE}",
            "s",
            f"s {LARGE}",
            "good",
        ),
        [(name, *cells([f for f in found if f.data == name])) for name in data],
    )
    cancer = [f for f in found if f.data == DATA[0]]
    aims = [
        common.Aim(
            name="breast cancer: runs that end early and as good, share",
            value=fmean(f.good for f in cancer),
            limit=1.0,
            at_least=True,
        ),
        common.Aim(
            name="breast cancer: most trees",
            value=max(f.members for f in cancer),
            limit=MOST - 1,
        ),
    ]
    common.conclude(
        "growth",
        {"runs": [asdict(f) for f in found], "aims": common.judge(aims)},
    )


def one(session: Session, data: str, seed: int) -> Found:
    """The preset's forest on these data, grown once, and the large one."""
    spec = job(data, seed)
    state = fold(session.start(spec))
    if state.status != "done":
        raise SystemExit(str(state.error))
    grown = state.growth["random_forest"][1]
    last = grown.points[-1]
    low, high = last.score_ci95 or (float("nan"),) * 2
    large, large_s = forest_of_500(spec)
    return Found(
        data=data,
        seed=seed,
        members=last.members,
        flat=grown.end is not None and grown.end.flat,
        accuracy=last.score,
        low=low,
        high=high,
        large=large,
        seconds=last.wall_s,
        large_s=large_s,
    )


def job(data: str, seed: int) -> ExperimentSpec:
    """The preset on other data, once on one worker."""
    preset = PRESETS["forest-growth"].spec
    return ExperimentSpec(
        workload=preset.workload,
        params={**preset.params, "members": MOST},
        dataset=DatasetSpec(name=data),
        cv=preset.cv,
        engine="serial",
        workers=(1,),
        repeats=RepeatSpec(minimum=1, maximum=1),
        seed=seed,
    )


def forest_of_500(spec: ExperimentSpec) -> tuple[float, float]:
    """Its accuracy on the same folds, and the seconds that it takes."""
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.model_selection import StratifiedKFold, cross_val_score

    rows = load(spec.dataset, spec.seed)
    folds = StratifiedKFold(spec.cv.folds, shuffle=True, random_state=spec.seed)
    forest = RandomForestClassifier(LARGE, random_state=spec.seed)
    begin = clock()
    scores = cross_val_score(forest, rows.X, rows.y, cv=folds)
    return float(np.mean(scores)), clock() - begin


def cells(found: Sequence[Found]) -> tuple[str, ...]:
    """A row of the table: medians over the seeds, and how many are good."""
    sizes = [f.members for f in found]
    return (
        f"{median(sizes):g}",
        f"{min(sizes)}",
        f"{max(sizes)}",
        f"{median(f.accuracy for f in found):.4f}",
        f"{median(f.large for f in found):.4f}",
        f"{median(f.seconds for f in found):.2f}",
        f"{median(f.large_s for f in found):.2f}",
        f"{sum(f.good for f in found)} of {len(found)}",
    )


if __name__ == "__main__":
    main()
