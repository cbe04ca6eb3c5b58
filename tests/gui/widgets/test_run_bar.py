from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from workbench.core.spec import ExperimentSpec
from workbench.gui.theme import Theme
from workbench.gui.widgets.run_bar import RunBar
from workbench.gui.widgets.spec_check import Findings


@pytest.fixture
def bar(qtbot: QtBot, theme: Theme) -> RunBar:
    made = RunBar(theme=theme)
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(
    ("memory", "words"),
    [
        (None, "est. 9 s · 240 tasks · 2 worker counts"),
        (1.2 * 2**30, "est. 9 s · 240 tasks · ≈ 1.2 GiB · 2 worker counts"),
    ],
)
def test_that_the_size_of_a_run_tells_its_memory_where_that_is_known(
    bar: RunBar, memory: float | None, words: str
) -> None:
    estimate = SimpleNamespace(seconds=9.0, tasks=240, memory_bytes=memory)
    found = Findings(
        spec=ExperimentSpec(workers=(1, 2)),
        problems=(),
        estimate=estimate,  # type: ignore[arg-type]  # all that is read of it
        data=None,
    )

    bar.show_findings(found)

    assert bar.findChild(QLabel, "run_words").text() == words
