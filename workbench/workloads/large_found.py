"""What group-by, join and scaling found, as a fingerprint and as figures to read."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.datasets.readings import FEATURES, PER_ONE
from workbench.workloads.large_exact import Beyond, Groups, Scale, Site

Facts = dict[str, int | float | str]


@dataclass(slots=True)
class Found:
    """The answers of the operations that were carried out."""

    groups: Groups | None = None
    joined: Mapping[tuple[int, int], Site] | None = None
    scales: Sequence[Scale] | None = None
    beyond: Sequence[Beyond] | None = None

    def digest(self) -> str:
        """The same on every engine, bit for bit."""
        groups = self.groups and self.groups.digest()
        joined = self.joined and list(self.joined.items())
        whole = (groups, joined, self.scales, self.beyond)
        return hashlib.sha256(repr(whole).encode()).hexdigest()

    def facts(self, rows: int) -> Facts:
        """What is worth reading of ``rows`` readings."""
        found: Facts = {"readings": rows}
        if self.groups is not None:
            found |= _group_facts(self.groups)
        if self.joined is not None:
            found |= _site_facts(self.joined)
        if self.scales is not None and self.beyond is not None:
            found |= _scale_facts(self.scales, self.beyond, rows)
        return found


def _group_facts(groups: Groups) -> Facts:
    busiest = int(groups.rows.argmax())
    count = int(groups.rows[busiest])
    return {
        "sensors with readings": int((groups.rows > 0).sum()),
        "readings of the busiest sensor": count,
        "its mean temperature": round(
            int(groups.sums["temperature"][busiest]) / (PER_ONE * count), 6
        ),
        "highest vibration of any sensor": round(
            int(groups.greatest["vibration"].max()) / PER_ONE, 6
        ),
    }


def _site_facts(joined: Mapping[tuple[int, int], Site]) -> Facts:
    of_site: dict[int, Site] = {}
    for (site, _), found in joined.items():
        before = of_site.get(site, Site())
        of_site[site] = Site(*(a + b for a, b in zip(before, found, strict=True)))
    hottest = max(of_site, key=lambda site: of_site[site].mean())
    return {
        "sites": len(of_site),
        "readings above their sensor's limit": sum(s.above for s in of_site.values()),
        "hottest site": hottest,
        "its mean calibrated temperature": round(of_site[hottest].mean(), 6),
    }


def _scale_facts(by: Sequence[Scale], out: Sequence[Beyond], rows: int) -> Facts:
    return {
        f"{name}, mean ± deviation": f"{scale.mean:.4f} ± {scale.deviation:.4f}, "
        f"{100 * far.counts[-1] / rows:.2f} % beyond 3 deviations"
        for name, scale, far in zip(FEATURES, by, out, strict=True)
    }
