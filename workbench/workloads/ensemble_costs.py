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
    inner_cpu = 0.0
    for (split, name, fold), (found, cpu_s) in fits.items():
        if name == key and fold != OUTER:
            inner[split] += found.fit_s + found.predict_s
            inner_cpu += cpu_s
    weighed = next((one for one in outer if one.disk_bytes), None)
    return RowCost(
        fit_s=median(one.fit_s for one in outer) if outer else None,
        predict_s=median(one.predict_s for one in outer) if outer else None,
        inner_s=median(inner.values()) if inner else None,
        cpu_s=sum(cpu_s for _, cpu_s in whole),
        inner_cpu_s=inner_cpu if inner else None,
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
    cpu = [cost.cpu_s for cost in costs.values()]
    if learns:
        fit += [cost.inner_s for cost in costs.values()]
        cpu += [cost.inner_cpu_s for cost in costs.values()]
    used = [_used(one, tuple(costs)) for one in made]
    predict = [_total([costs[key].predict_s for key in keys]) for keys in used]
    return RowCost(
        fit_s=_total([*fit, combine_s]),
        predict_s=_mean(predict),
        combine_s=combine_s,
        cpu_s=_total([*cpu, cpu_s]),
        memory_bytes=_bytes([[costs[key].memory_bytes for key in k] for k in used]),
        disk_bytes=_bytes([[costs[key].disk_bytes for key in k] for k in used]),
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


def _bytes(splits: Sequence[Sequence[int | None]]) -> int | None:
    """The mean over the splits of what the members in use there take together."""
    mean = _mean([_total(members) for members in splits])
    return None if mean is None else round(mean)
