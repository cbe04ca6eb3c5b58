"""Whether 95 % intervals of fitted laws hold the truth 95 times out of 100.

Simulated measurements with known parameters: 12 worker counts from 1 to 64, one
throughput each, with Gaussian noise whose standard deviation is 5 % of the mean
throughput. Each law is fitted to many seeded draws, and the intervals that hold the
truth are counted, per parameter. Draws in which some parameter sits on its bound are
counted apart, since their intervals are made in another way. Nothing here is timed.
"""

from __future__ import annotations

from math import sqrt
from typing import Any

import common
import numpy as np

from workbench.scaling.fitting import fit
from workbench.scaling.laws import LAWS

WORKERS = (1, 2, 4, 6, 8, 12, 16, 24, 32, 40, 48, 64)
TRUTH = {
    "amdahl": (0.05, 100.0),
    "gustafson": (0.05, 100.0),
    "usl": (0.03, 0.0005, 100.0),
}
NOISE = 0.05
LOW, HIGH = 0.92, 0.98
AIM = f"between {LOW:.0%} and {HIGH:.0%} of the intervals of each parameter"


def main() -> None:
    """Simulate, fit, count and print."""
    parser = common.parser(__doc__, AIM)
    parser.add_argument("--draws", type=int, default=400, metavar="N")
    parser.add_argument("--seed", type=int, default=0, metavar="N")
    options = parser.parse_args()
    draws = 20 if options.quick else options.draws
    rows, aims, figures = [], [], {}
    for name in LAWS:
        covered, bound = coverage(name, draws, options.seed)
        figures[name] = {"free": covered, "at_bound": bound}
        for parameter, hits in covered.items():
            share = sum(hits) / len(hits) if hits else float("nan")
            error = sqrt(share * (1 - share) / len(hits)) if hits else float("nan")
            at = bound[parameter]
            both = [*hits, *at]
            rows.append(
                (
                    f"{name}: {parameter}",
                    f"{100 * share:.1f} %",
                    f"± {100 * error:.1f}",
                    len(hits),
                    f"{100 * sum(at) / len(at):.1f} %" if at else "–",
                    len(at),
                    f"{100 * sum(both) / len(both):.1f} %",
                )
            )
            for title, limit, at_least in (
                ("at least", LOW, True),
                ("at most", HIGH, False),
            ):
                aims.append(
                    common.Aim(
                        name=f"{name}: {parameter}, {title}",
                        value=share,
                        limit=limit,
                        at_least=at_least,
                    )
                )
    common.show(
        f"Intervals that hold the truth, of {draws} draws",
        ("", "coverage", "se", "draws", "at a bound", "draws", "together"),
        rows,
    )
    shares: dict[str, Any] = {
        name: {
            kind: {p: [sum(h), len(h)] for p, h in found.items()}
            for kind, found in kinds.items()
        }
        for name, kinds in figures.items()
    }
    common.conclude("coverage", {"held": shares, "aims": common.judge(aims)})


def coverage(
    name: str, draws: int, seed: int
) -> tuple[dict[str, list[bool]], dict[str, list[bool]]]:
    """Whether each draw's interval held the truth: free ones, and with a bound."""
    law, truth = LAWS[name], np.array(TRUTH[name])
    n = np.array(WORKERS, dtype=float)
    exact = law.throughput(n, truth)
    rng = np.random.default_rng(seed)
    free: dict[str, list[bool]] = {p: [] for p in law.parameters}
    bound: dict[str, list[bool]] = {p: [] for p in law.parameters}
    for _ in range(draws):
        noisy = exact + rng.normal(0.0, NOISE * exact.mean(), len(n))
        found = fit(law, n.tolist(), np.maximum(noisy, 1e-9).tolist())
        at_bound = any(e.at_bound for e in found.parameters.values())
        for (parameter, estimate), value in zip(
            found.parameters.items(), truth, strict=True
        ):
            low, high = estimate.ci95
            (bound if at_bound else free)[parameter].append(bool(low <= value <= high))
    return free, bound


if __name__ == "__main__":
    main()
