"""What members and rules cost, from the seconds of their fits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from statistics import fmean, median

from workbench.core.ensemble import RowCost
from workbench.ensembles.findings import Row
from workbench.workloads.ensemble_evidence import Fits
from workbench.workloads.ensemble_tasks import OUTER, Made


def member_cost(fits: Fits, key: str, splits: Sequence[int]) -> RowCost:
    """Of one member: medians over the splits, and the CPU time of all its fits."""
    whole = [one for s in splits if (one := fits.get((s, key, OUTER))) is not None]
    outer = [found for found, _ in whole]
    inner: dict[int, float] = defaultdict(float)
    cpu = 0.0
    for (split, name, fold), (found, cpu_s) in fits.items():
        if name == key:
            cpu += cpu_s
            if fold != OUTER:
                inner[split] += found.fit_s + found.predict_s
    weighed = next((one for one in outer if one.disk_bytes), None)
    return RowCost(
        fit_s=median(one.fit_s for one in outer) if outer else None,
        predict_s=median(one.predict_s for one in outer) if outer else None,
        inner_s=median(inner.values()) if inner else None,
        cpu_s=cpu,
        outer_cpu_s=sum(cpu_s for _, cpu_s in whole),
        memory_bytes=weighed.memory_bytes if weighed else None,
        disk_bytes=weighed.disk_bytes if weighed else None,
    )


def rule_cost(
    members: Sequence[Row], made: Sequence[Made], cpu_s: float, *, learns: bool
) -> RowCost:
    """Of a rule: its members' costs and its own.

    A rule that ``learns`` needs the inner fits too. To predict it needs only those
    members to which it gave weight.
    """
    costs = {member.key: member.cost for member in members}
    combine_s = median(one.seconds for one in made) if made else None
    fit = [cost.fit_s for cost in costs.values()]
    if learns:
        fit += [cost.inner_s for cost in costs.values()]
    cpu = _total([c.cpu_s if learns else c.outer_cpu_s for c in costs.values()])
    used = [_used(one, tuple(costs)) for one in made]
    predict = [_total([costs[key].predict_s for key in keys]) for keys in used]
    ever = {key for keys in used for key in keys}
    return RowCost(
        fit_s=_total([*fit, combine_s]),
        predict_s=_mean(predict),
        combine_s=combine_s,
        cpu_s=None if cpu is None else cpu + cpu_s,
        memory_bytes=_whole([costs[key].memory_bytes for key in ever]),
        disk_bytes=_whole([costs[key].disk_bytes for key in ever]),
    )


def _used(made: Made, members: tuple[str, ...]) -> tuple[str, ...]:
    combined = made.combined
    if combined.single is not None:
        return (combined.single,)
    return tuple(key for key, w in combined.weights.items() if w != 0.0) or members


def _total(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return fmean(known) if known else None


def _whole(values: Sequence[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known and len(known) == len(values) else None
