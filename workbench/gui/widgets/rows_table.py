"""All figures about members and rules as a plain table, to be copied."""

from __future__ import annotations

import msgspec

from workbench.core.ensemble import EnsembleFindings
from workbench.gui import i18n
from workbench.gui.models.rows import gain, kind_text
from workbench.gui.plots.table import Cell, Table


def as_table(findings: EnsembleFindings) -> Table:
    """All figures of all rows, to be copied: one column each, in their plain units."""
    costs = tuple(field.name for field in msgspec.structs.fields(findings.rows[0].cost))
    beliefs = ("log_loss", "brier", "ece")
    headers = (
        "key",
        "title",
        "kind",
        findings.metric,
        "low",
        "high",
        "gain",
        "gain_low",
        "gain_high",
        *beliefs,
        *costs,
        *(f"weight of {key}" for key in _weighted(findings)),
    )
    rows: list[tuple[Cell, ...]] = []
    for row in findings.rows:
        gained = gain(findings, row.key)
        rows.append(
            (
                row.key,
                i18n.say(row.title),
                kind_text(row),
                row.mean,
                *(row.ci95 or (None, None)),
                gained.difference if gained else None,
                *((gained.ci95 if gained else None) or (None, None)),
                *(getattr(row.calibration, name, None) for name in beliefs),
                *(getattr(row.cost, name) for name in costs),
                *(row.weights.get(key) for key in _weighted(findings)),
            )
        )
    return Table(headers=headers, rows=tuple(rows))


def _weighted(findings: EnsembleFindings) -> tuple[str, ...]:
    """Members that any rule weighs, in their order."""
    weighted = {key for row in findings.rows for key in row.weights}
    return tuple(row.key for row in findings.rows if row.key in weighted)
