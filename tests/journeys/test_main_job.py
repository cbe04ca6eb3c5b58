from __future__ import annotations

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from workbench.core.spec import CvSpec, RepeatSpec
from workbench.core.state import fold
from workbench.gui.i18n import say

QUICK = {"cv": CvSpec(folds=3), "repeats": RepeatSpec(minimum=2, maximum=2)}


def press(program, key, modifier=Qt.KeyboardModifier.NoModifier):
    program.qtbot.keyClick(program.window, key, modifier)


def texts(program):
    """All that labels say, the non-breaking spaces of figures made plain."""
    labels = program.window.findChildren(QLabel)
    return " ".join(label.text() for label in labels).replace("\N{NO-BREAK SPACE}", " ")


def test_that_a_person_presses_run_and_finds_the_run_again_in_history(program):
    program.draft.load(msgspec.structs.replace(program.draft.spec, **QUICK), "Quick")
    program.show()
    job = program.submitted(lambda: press(program, Qt.Key.Key_F5))
    program.until(lambda: not job.live)
    assert job.state.status == "done"
    assert set(job.state.seconds) == {1, 2}
    assert job.state.estimate.identical_across_workers is True
    verdict = job.state.estimate.verdict.sentences
    program.until(lambda: all(say(sentence) in texts(program) for sentence in verdict))

    press(program, Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    page = program.window.page
    program.until(lambda: page.objectName() == "history_page")
    run_id = job.state.run_id
    program.until(lambda: program.shows(run_id))
    assert page.shown_state() == fold(program.session.store.events(run_id))
    assert page.shown_state().estimate == job.state.estimate


def test_that_stop_keeps_what_was_measured(program):
    many = RepeatSpec(minimum=50, maximum=50)
    endless = msgspec.structs.replace(program.draft.spec, repeats=many)
    program.draft.load(endless, "Endless")
    program.show()
    job = program.submitted(lambda: press(program, Qt.Key.Key_F5))
    program.until(lambda: len(job.state.trials) > 0)
    press(program, Qt.Key.Key_Escape)
    program.until(lambda: not job.live)
    assert job.state.status == "cancelled"
    stored = program.session.store.state(job.state.run_id)
    assert stored.status == "cancelled"
    assert len(stored.trials) == len(job.state.trials) > 0


def test_that_a_window_closed_during_a_run_asks_and_then_ends_it(program):
    many = RepeatSpec(minimum=50, maximum=50)
    program.draft.load(
        msgspec.structs.replace(program.draft.spec, repeats=many), "Long"
    )
    program.show()
    job = program.submitted(lambda: press(program, Qt.Key.Key_F5))
    program.until(lambda: job.state.status == "running")
    assert not program.window.close()
    program.window.close_at_once()
    program.until(lambda: not program.window.isVisible())
    assert job.state.status == "cancelled"
