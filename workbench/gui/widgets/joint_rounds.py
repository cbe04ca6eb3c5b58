"""Every round of every strategy as a plain table, to be copied and written."""

from __future__ import annotations

import msgspec

from workbench.core.joint import JointRound
from workbench.core.state import RunState
from workbench.gui.plots.table import Cell, Table

HEADERS = tuple(field.name for field in msgspec.structs.fields(JointRound))


def rounds_table(state: RunState) -> Table:
    """A row per strategy and round with all its figures, in their plain units."""
    found = state.joint
    rows: list[tuple[Cell, ...]] = [
        msgspec.structs.astuple(one)
        for course in (found.courses.values() if found is not None else ())
        for one in course.rounds
    ]
    return Table(headers=HEADERS, rows=tuple(rows))
