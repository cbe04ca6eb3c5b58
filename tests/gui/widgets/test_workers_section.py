from __future__ import annotations

import msgspec
import pytest
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from workbench.core.errors import Problem
from workbench.core.messages import Message
from workbench.core.spec import ExperimentSpec, LimitSpec, ScheduleSpec
from workbench.engines import ENGINES
from workbench.gui.draft import Draft
from workbench.gui.widgets.disclosure import Disclosure
from workbench.gui.widgets.fields import ComboBox, NumberBox
from workbench.gui.widgets.workers_section import WorkersSection


@pytest.fixture
def draft(qapp: object) -> Draft:
    return Draft(ExperimentSpec(), merge_within_ms=-1)


@pytest.fixture
def section(qtbot: QtBot, draft: Draft) -> WorkersSection:
    made = WorkersSection(draft=draft, cores=2, compares=True)
    qtbot.addWidget(made)
    draft.changed.connect(made.show_spec)
    made.show_spec(draft.spec)
    return made


def combo(section: WorkersSection, name: str) -> ComboBox:
    return section.findChild(ComboBox, name)


def number(section: WorkersSection, name: str) -> NumberBox:
    return section.findChild(NumberBox, name)


def choose(box: ComboBox, text: str) -> None:
    box.setCurrentIndex(box.findText(text))


def test_that_the_usual_settings_are_shown_by_their_names(
    section: WorkersSection,
) -> None:
    assert combo(section, "threads_per_worker_choice").currentText() == "1 (default)"
    assert combo(section, "schedule_chunk_choice").currentText() == "adaptive (default)"
    assert combo(section, "schedule_order").currentText() == "longest task first"
    assert number(section, "limits_task_s").number() is None
    assert number(section, "limits_worker_mb").number() is None
    assert not section.findChild(Disclosure, "repeats_line").is_open


def test_that_threads_are_one_the_libraries_own_or_a_number(
    section: WorkersSection, draft: Draft
) -> None:
    box = combo(section, "threads_per_worker_choice")
    field = number(section, "threads_per_worker")
    assert field.isHidden()

    choose(box, "the libraries’ own default")
    assert draft.spec.threads_per_worker == 0
    choose(box, "a number…")
    assert draft.spec.threads_per_worker == 2
    assert not field.isHidden()
    field.setValue(6)
    assert draft.spec.threads_per_worker == 6

    for expected in (2, 0, 1):
        draft.undo_stack.undo()
        assert draft.spec.threads_per_worker == expected
    assert box.currentText() == "1 (default)"
    assert field.isHidden()


def test_that_chunk_and_order_are_chosen_together_and_undone_one_by_one(
    section: WorkersSection, draft: Draft
) -> None:
    choose(combo(section, "schedule_chunk_choice"), "a number of tasks…")
    number(section, "schedule_chunk").setValue(32)
    choose(combo(section, "schedule_order"), "shortest task first")

    assert draft.spec.schedule == ScheduleSpec(chunk=32, order="shortest_first")
    draft.undo_stack.undo()
    assert draft.spec.schedule == ScheduleSpec(chunk=32)
    assert combo(section, "schedule_order").currentText() == "longest task first"


def test_that_limits_are_numbers_or_none(section: WorkersSection, draft: Draft) -> None:
    number(section, "limits_task_s").setValue(2.5)
    number(section, "limits_worker_mb").setValue(512)
    assert draft.spec.limits == LimitSpec(task_s=2.5, worker_mb=512)
    assert isinstance(draft.spec.limits.worker_mb, int)

    number(section, "limits_task_s").clear()
    number(section, "limits_task_s").interpretText()

    assert draft.spec.limits == LimitSpec(worker_mb=512)


def test_that_what_is_special_is_told_while_the_form_is_closed(
    section: WorkersSection, draft: Draft
) -> None:
    words = section.findChild(QLabel, "execution_words")
    assert words.isHidden()

    section.show_spec(
        msgspec.structs.replace(
            draft.spec,
            threads_per_worker=4,
            schedule=ScheduleSpec(chunk=8, order="as_given"),
            limits=LimitSpec(task_s=1.5, worker_mb=700),
        )
    )

    assert not words.isHidden()
    assert words.text() == (
        "4 threads per worker · chunks of 8 tasks · tasks in their own order · "
        "at most 1.5 s per task · at most 700 MiB per worker"
    )


@pytest.mark.parametrize(
    "field",
    [
        "threads_per_worker",
        "schedule.chunk",
        "schedule.order",
        "limits.task_s",
        "limits.worker_mb",
        "seed",
    ],
)
def test_that_a_problem_opens_the_form_and_stands_at_its_field(
    section: WorkersSection, field: str
) -> None:
    problem = Problem(field=field, message=Message("That cannot be."))

    section.show_problems([problem])

    label = section.findChild(QLabel, f"{field.replace('.', '_')}_problem")
    assert label.text() == "That cannot be."
    assert not label.isHidden()
    assert section.findChild(Disclosure, "repeats_line").is_open


def kernel(**changes: object) -> ExperimentSpec:
    return ExperimentSpec(workload="monte_carlo_pi", **changes)  # type: ignore[arg-type]


def test_that_growing_is_offered_only_where_the_problem_can_grow(
    section: WorkersSection, draft: Draft
) -> None:
    box = combo(section, "scaling")
    assert box.isHidden()

    draft.load(kernel(), "a kernel")

    assert not box.isHidden()
    assert box.currentText() == "Problem stays (strong scaling)"
    assert section.findChild(QLabel, "scaling_words").isHidden()


def test_that_a_growing_problem_is_chosen_told_and_undone(
    section: WorkersSection, draft: Draft
) -> None:
    draft.load(kernel(), "a kernel")
    box, words = combo(section, "scaling"), section.findChild(QLabel, "scaling_words")

    choose(box, "Problem grows (weak scaling)")

    assert draft.spec.scaling == "weak"
    assert words.text() == "On p workers: p times the points, in p times the tasks."
    assert not words.isHidden()
    assert draft.undo_stack.undoText() == "Choose how the problem scales"
    draft.undo_stack.undo()
    assert draft.spec.scaling == "strong"
    assert box.currentData() == "strong"
    assert words.isHidden()


def test_that_a_problem_that_cannot_grow_says_so_where_it_can_be_taken_back(
    section: WorkersSection, draft: Draft
) -> None:
    draft.load(ExperimentSpec(scaling="weak"), "a file")
    problem = Problem(field="scaling", message=Message("That cannot grow."))
    section.show_problems([problem])

    label = section.findChild(QLabel, "scaling_problem")
    assert label.text() == "That cannot grow."
    box = combo(section, "scaling")
    assert not box.isHidden()
    choose(box, "Problem stays (strong scaling)")
    assert draft.spec == ExperimentSpec()
    assert box.isHidden()


def box(section: WorkersSection, name: str) -> QCheckBox:
    return section.findChild(QCheckBox, f"compare_{name}")


def test_that_ticking_an_engine_compares_it_with_serial_and_the_own_one(
    section: WorkersSection, draft: Draft
) -> None:
    line = section.findChild(QPushButton, "compare_line_line")
    assert "Compare with other engines" in line.text()

    box(section, "threads").click()

    assert draft.spec.engines.names == ("threads",)
    assert box(section, "serial").isChecked()
    assert not box(section, "serial").isEnabled()
    assert box(section, "processes").isChecked()
    assert not box(section, "processes").isEnabled()
    assert "Compared with 2 engines" in line.text()

    box(section, "threads").click()

    assert draft.spec.engines.names == ()
    assert not box(section, "serial").isChecked()
    assert box(section, "serial").isEnabled()


def test_that_the_kind_of_tasks_is_asked_for_only_in_a_comparison(
    section: WorkersSection, draft: Draft
) -> None:
    work = combo(section, "compare_work")
    assert work.isHidden()
    box(section, "joblib").click()
    assert not work.isHidden()
    choose(work, "Tasks: native code")
    assert draft.spec.engines.work == "native"


def test_that_an_engine_that_is_not_installed_is_grey_with_its_command(
    qtbot: QtBot, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    joblib = ENGINES.get("joblib")
    monkeypatch.setattr(joblib, "requires", ("no_such_module",))
    made = WorkersSection(draft=draft, cores=2, compares=True)
    qtbot.addWidget(made)
    made.show_spec(draft.spec)
    assert not box(made, "joblib").isEnabled()
    command = made.findChild(QLabel, "compare_joblib_install").text()
    assert command.startswith("pip install 'workbench")


def test_that_a_problem_of_the_comparison_opens_its_form(
    section: WorkersSection,
) -> None:
    problem = Problem(field="engines.names", message=Message("No such engine."))
    section.show_problems([problem])
    assert section.findChild(QLabel, "engines_problem").text() == "No such engine."
    assert section.findChild(Disclosure, "compare_line").is_open


def test_that_where_no_comparison_is_shown_it_is_offered_only_to_be_taken_back(
    qtbot: QtBot, draft: Draft
) -> None:
    made = WorkersSection(draft=draft, cores=2)
    qtbot.addWidget(made)
    made.show_spec(draft.spec)
    line = made.findChild(Disclosure, "compare_line")
    assert line.isHidden()
    engines = msgspec.structs.replace(draft.spec.engines, names=("threads",))
    made.show_spec(msgspec.structs.replace(draft.spec, engines=engines))
    assert not line.isHidden()
