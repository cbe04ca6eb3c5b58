"""The kind of work is chosen with what belongs to it."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from workbench.core.spec import ExperimentSpec
from workbench.gui.draft import Draft
from workbench.gui.widgets.fields import ComboBox
from workbench.gui.widgets.start_row import StartRow


@pytest.mark.parametrize(
    ("work", "scaling"), [("integration", "weak"), ("cross_validation", "strong")]
)
def test_that_a_growing_problem_stays_one_only_where_the_new_work_can_grow(
    qtbot: QtBot, work: str, scaling: str
) -> None:
    before = ExperimentSpec(workload="monte_carlo_pi", scaling="weak")
    draft = Draft(before, merge_within_ms=-1)
    row = StartRow(draft=draft)
    qtbot.addWidget(row)
    row.show_spec(draft.spec)
    box = row.findChild(ComboBox, "workload")

    box.setCurrentIndex(box.findData(work))

    assert (draft.spec.workload, draft.spec.scaling) == (work, scaling)
    draft.undo_stack.undo()
    assert draft.spec == before
