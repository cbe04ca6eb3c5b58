from __future__ import annotations

import msgspec
import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.gui.plots.states import DIAGNOSES, Run
from workbench.core.anatomy import Change
from workbench.core.messages import Message
from workbench.core.spec import ExperimentSpec, ScheduleSpec
from workbench.core.state import RunState, fold
from workbench.gui.draft import Draft
from workbench.gui.theme import Theme
from workbench.gui.widgets.cures import apply_cure, changes_words
from workbench.gui.widgets.diagnosis import DiagnosisView
from workbench.gui.widgets.verdict import VerdictView

SPEC = ExperimentSpec(workers=(1, 2, 4))
CORES, TINY, SERIAL = DIAGNOSES


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> DiagnosisView:
    made = DiagnosisView(theme)
    qtbot.addWidget(made)
    made.resize(900, 60)
    return made


def seen(view: DiagnosisView) -> list[str]:
    labels = [label for label in view.findChildren(QLabel) if label.text()]
    return [label.text() for label in labels if label.isVisibleTo(view)]


def button(view: DiagnosisView, number: int = 0) -> QPushButton:
    return view.findChild(QPushButton, f"diagnosis_{number}_apply")


def test_that_the_first_diagnosis_takes_two_lines_and_counts_the_others(
    view: DiagnosisView, qtbot: QtBot
) -> None:
    view.show_diagnoses((TINY, CORES, SERIAL), SPEC)
    view.show()

    finding, cure = seen(view)
    assert finding == str(TINY.finding)
    assert cure == f"{TINY.cure} · expected 1.6× faster"
    assert view.findChild(QPushButton, "diagnosis_more").text() == "▸ 2 more"


def test_that_all_diagnoses_open_and_close_again(view: DiagnosisView) -> None:
    view.show_diagnoses(DIAGNOSES, SPEC)
    more = view.findChild(QPushButton, "diagnosis_more")

    more.click()
    opened = seen(view)
    more.click()

    assert [str(d.finding) in opened for d in DIAGNOSES] == [True] * 3
    assert len(seen(view)) == 2


def test_that_a_gain_too_small_to_notice_is_not_promised(view: DiagnosisView) -> None:
    view.show_diagnoses((CORES,), SPEC)

    assert "faster" not in " ".join(seen(view))


def test_that_words_without_room_can_be_opened(
    view: DiagnosisView, qtbot: QtBot
) -> None:
    view.show_diagnoses((SERIAL,), SPEC)
    more = view.findChild(QPushButton, "diagnosis_more")
    view.show()
    assert more.isHidden()

    view.resize(200, 60)

    qtbot.waitUntil(more.isVisible)
    assert more.text() == "▸ whole text"
    more.click()
    assert str(SERIAL.finding) in seen(view)


def test_that_a_cure_that_is_a_setting_can_be_asked_for(
    view: DiagnosisView, qtbot: QtBot
) -> None:
    view.show_diagnoses((TINY,), SPEC)

    words = "Apply: chunks of 16 tasks, tasks in their own order"
    assert button(view).text() == words
    with qtbot.waitSignal(view.applyRequested) as asked:
        button(view).click()
    assert asked.args == [TINY]


def test_that_a_cure_that_is_no_setting_has_no_button(view: DiagnosisView) -> None:
    view.show_diagnoses((SERIAL,), SPEC)

    assert not button(view).isVisibleTo(view)


def test_that_a_cure_that_the_setup_has_is_told_in_place_of_its_button(
    view: DiagnosisView,
) -> None:
    view.show_diagnoses((TINY,), SPEC)
    schedule = ScheduleSpec(chunk=16, order="as_given")

    view.show_draft(msgspec.structs.replace(SPEC, schedule=schedule))

    assert seen(view)[1].startswith("In the setup now: chunks of 16 tasks")
    assert not button(view).isVisibleTo(view)
    view.show_draft(SPEC)
    assert button(view).isVisibleTo(view)


def test_that_no_diagnosis_takes_no_room(view: DiagnosisView) -> None:
    view.show_diagnoses(DIAGNOSES, SPEC)
    view.show_diagnoses((), SPEC)

    assert view.isHidden()


def test_that_nothing_is_diagnosed_before_something_was_measured(
    qtbot: QtBot, theme: Theme
) -> None:
    verdict = VerdictView(theme)
    qtbot.addWidget(verdict)
    run = Run(diagnoses=DIAGNOSES)
    view = verdict.findChild(DiagnosisView)

    verdict.show_state(RunState())
    assert view.diagnoses == ()
    verdict.show_state(fold([run.started(), run.estimated(15)]))
    assert view.diagnoses == ()
    verdict.show_state(run.finished())
    assert view.diagnoses == DIAGNOSES


def test_that_a_cure_is_one_step_that_can_be_undone(qapp: object) -> None:
    draft = Draft(SPEC)

    said = apply_cure(draft, TINY, draft.spec)

    assert said == "Setup changed: chunks of 16 tasks, tasks in their own order"
    assert draft.spec.schedule == ScheduleSpec(chunk=16, order="as_given")
    assert draft.undo_stack.count() == 1
    draft.undo_stack.undo()
    assert draft.spec == SPEC


def test_that_a_cure_with_a_value_that_fits_nowhere_says_so_and_changes_nothing(
    qapp: object,
) -> None:
    draft = Draft(SPEC)
    odd = msgspec.structs.replace(
        TINY, changes=(Change(field="schedule.order", value="by colour"),)
    )

    said = apply_cure(draft, odd, draft.spec)

    assert "by colour" in said
    assert draft.spec == SPEC
    assert draft.undo_stack.count() == 0


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("threads_per_worker", 1, "1 thread per worker"),
        ("threads_per_worker", 0, "the libraries’ own threads"),
        ("schedule.chunk", 0, "adaptive chunks"),
        ("schedule.chunk", 1, "one task at a time"),
        ("schedule.order", "longest_first", "longest task first"),
        ("workers", 2, "at most 2 workers"),
        ("workers", "1, 2", "worker counts 1, 2"),
        ("engine", "processes", "engine “Processes”"),
        ("params.tasks", 8, "Tasks = 8"),
        ("limits.task_s", 9, "limits.task_s = 9"),
    ],
)
def test_that_every_change_has_words(
    qapp: object, field: str, value: int | str, words: str
) -> None:
    spec = ExperimentSpec(workload="squares")

    assert changes_words((Change(field=field, value=value),), spec) == words


def test_that_a_long_button_stands_below_the_words(
    view: DiagnosisView, qtbot: QtBot
) -> None:
    view.resize(1400, 90)
    view.show_diagnoses((TINY,), SPEC)
    button = view.findChild(QPushButton, "diagnosis_0_apply")
    words = view.findChild(QLabel, "diagnosis_0_finding")
    assert button is not None
    assert words is not None
    qtbot.waitUntil(lambda: button.geometry().left() > words.geometry().right())

    view.resize(480, 90)

    qtbot.waitUntil(lambda: button.geometry().top() > words.geometry().bottom())


def test_that_texts_of_a_diagnosis_are_plain(view: DiagnosisView) -> None:
    odd = msgspec.structs.replace(SERIAL, finding=Message("a < b & c"))
    view.show_diagnoses((odd,), SPEC)

    assert seen(view)[0] == "a < b & c"
