from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from workbench.core.spec import ExperimentSpec
from workbench.gui.theme import Theme
from workbench.gui.widgets.run_bar import RunBar
from workbench.gui.widgets.spec_check import Findings
from workbench.planner import Estimate


@pytest.fixture
def bar(qtbot: QtBot, theme: Theme) -> RunBar:
    made = RunBar(theme=theme)
    qtbot.addWidget(made)
    return made


def test_that_the_size_of_a_run_is_told_with_its_memory(bar: RunBar) -> None:
    estimate = Estimate(
        seconds=9.0,
        tasks=240,
        tasks_per_trial=40,
        trials=6,
        memory_bytes=round(1.2 * 2**30),
    )
    found = Findings(
        spec=ExperimentSpec(workers=(1, 2)),
        problems=(),
        estimate=estimate,
        data=None,
    )

    bar.show_findings(found)

    words = "est. 9 s · 240 tasks · ≈ 1.2 GiB · 2 worker counts"
    assert bar.findChild(QLabel, "run_words").text() == words
