from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QThreadPool, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QTableView,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.gui.plots.states import Run
from workbench.core.anatomy import Change, Diagnosis
from workbench.core.messages import Message
from workbench.core.spec import (
    CvSpec,
    DatasetSpec,
    ExperimentSpec,
    ModelSpec,
    RepeatSpec,
)
from workbench.gui.bridge import Job
from workbench.gui.draft import Draft
from workbench.gui.models.jobs import CANCEL, ENGINE, PROGRESS, STATUS, WHAT
from workbench.gui.pages.measure import MeasurePage
from workbench.gui.widgets.fields import ComboBox
from workbench.gui.widgets.import_dialog import ImportDialog
from workbench.gui.widgets.page import Surroundings

LIMIT_MS = 60_000
LONG = ExperimentSpec(
    workload="squares",
    params={"numbers": 200_000, "tasks": 64, "rounds": 20},
    engine="serial",
    workers=(1,),
    repeats=RepeatSpec(minimum=100, maximum=100),
)


@pytest.fixture
def page(qtbot: QtBot, around: Surroundings) -> Iterator[MeasurePage]:
    page = MeasurePage(
        session=around.session,
        draft=around.draft,
        jobs=around.jobs,
        theme=around.theme,
        language=around.language,
        preferences=around.preferences,
    )
    qtbot.addWidget(page)
    page.resize(1200, 800)
    with qtbot.waitExposed(page):
        page.show()
    checked(qtbot, page)
    yield page
    assert QThreadPool.globalInstance().waitForDone(20_000)


def checked(qtbot: QtBot, page: MeasurePage) -> None:
    qtbot.waitUntil(lambda: page.panel.findings is not None, timeout=LIMIT_MS)


def find(page: QWidget, kind: type[QWidget], name: str) -> QWidget:
    found = page.findChild(kind, name)
    assert found is not None, name
    return found


def choose(page: MeasurePage, name: str, data: object) -> None:
    combo = page.findChild(ComboBox, name)
    combo.setCurrentIndex(combo.findData(data))


def words(page: MeasurePage, name: str) -> str:
    label = page.findChild(QLabel, name)
    return label.text() if label.isVisibleTo(page) else ""


def models(page: MeasurePage) -> list[str]:
    return [model.estimator for model in page.panel._draft.spec.models]


def tick(page: MeasurePage, model: str) -> None:
    page.findChild(QCheckBox, f"model_{model}_box").click()


def ended(qtbot: QtBot, around: Surroundings) -> None:
    qtbot.waitUntil(
        lambda: bool(around.jobs.jobs) and not around.jobs.live, timeout=LIMIT_MS
    )


def begun(qtbot: QtBot, job: Job, trials: int = 1) -> None:
    qtbot.waitUntil(lambda: len(job.state.trials) >= trials, timeout=LIMIT_MS)


def drop(page: MeasurePage, file: Path) -> bool:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    keys = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(
        QPoint(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, keys
    )
    enter.ignore()
    QApplication.sendEvent(page, enter)
    if enter.isAccepted():
        event = QDropEvent(
            QPointF(9, 9),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            keys,
        )
        QApplication.sendEvent(page, event)
    return enter.isAccepted()


def test_that_choices_run_and_their_result_is_shown(
    qtbot: QtBot, page: MeasurePage, around: Surroundings
) -> None:
    choose(page, "dataset", "wine")
    tick(page, "naive_bayes")
    find(page, QToolButton, "workers_2").click()
    choose(page, "engine", "threads")
    checked(qtbot, page)
    run = find(page, QPushButton, "run")
    assert run.isEnabled()
    qtbot.mouseClick(run, Qt.MouseButton.LeftButton)
    ended(qtbot, around)
    state = page.shown_state()
    assert state is not None
    assert state.status == "done"
    assert state.spec == around.draft.spec
    assert state.worker_counts == (1, 2)
    assert set(state.estimate.models) == {"decision_tree", "naive_bayes", "dummy"}
    assert page.results.state == state
    assert not find(page, QPushButton, "stop").isVisible()


def test_that_worker_processes_serve_a_run(
    qtbot: QtBot, page: MeasurePage, around: Surroundings
) -> None:
    around.draft.replace("", engine="processes", workers=(1, 2))
    page.run()
    ended(qtbot, around)
    state = page.shown_state()
    assert state is not None
    assert state.status == "done"
    assert state.estimate.identical_across_workers is True


def test_that_run_waits_for_the_check_of_the_last_change(
    qtbot: QtBot, page: MeasurePage, around: Surroundings
) -> None:
    around.draft.replace("", seed=5)
    page.run()
    ended(qtbot, around)
    assert around.jobs.jobs[0].spec.seed == 5


def test_that_stop_keeps_what_was_measured(
    qtbot: QtBot, page: MeasurePage, around: Surroundings
) -> None:
    around.draft.load(LONG, "")
    page.run()
    qtbot.waitUntil(lambda: page.job is not None, timeout=LIMIT_MS)
    begun(qtbot, page.job, trials=3)
    find(page, QPushButton, "stop").click()
    ended(qtbot, around)
    state = page.shown_state()
    assert state.status == "cancelled"
    assert len(state.seconds[1]) >= 1
    assert around.session.store.state(state.run_id).seconds == state.seconds


def test_that_jobs_run_one_after_another(
    qtbot: QtBot, page: MeasurePage, around: Surroundings
) -> None:
    around.draft.load(LONG, "")
    page.run()
    qtbot.waitUntil(lambda: page.job is not None, timeout=LIMIT_MS)
    first = page.job
    begun(qtbot, first)
    assert "Queue" in find(page, QPushButton, "run").text()
    around.draft.load(
        ExperimentSpec(workload="squares", engine="serial", workers=(1,)), ""
    )
    page.run()
    qtbot.waitUntil(lambda: len(around.jobs.jobs) == 2, timeout=LIMIT_MS)
    second = around.jobs.jobs[1]
    assert (first.state.status, second.state.status) == ("running", "queued")
    assert page.job is first
    page.stop()
    ended(qtbot, around)
    assert (first.state.status, second.state.status) == ("cancelled", "done")
    assert second.state.started_at >= first.state.started_at + first.state.t - 0.01
    assert page.job is second


def test_that_choosing_a_job_shows_it(
    qtbot: QtBot, page: MeasurePage, around: Surroundings
) -> None:
    page.run()
    ended(qtbot, around)
    page.run()
    qtbot.waitUntil(lambda: len(around.jobs.jobs) == 2, timeout=LIMIT_MS)
    ended(qtbot, around)
    first, second = around.jobs.jobs
    assert page.job is second
    find(page, QTableView, "jobs_table").selectRow(0)
    assert page.job is first
    assert page.results.state == first.state


def test_that_delete_cancels_the_chosen_job(
    qtbot: QtBot, page: MeasurePage, around: Surroundings
) -> None:
    around.draft.load(LONG, "")
    page.run()
    qtbot.waitUntil(lambda: page.job is not None, timeout=LIMIT_MS)
    begun(qtbot, page.job)
    table = find(page, QTableView, "jobs_table")
    with qtbot.waitActive(page):
        page.activateWindow()
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    ended(qtbot, around)
    assert page.job.state.status == "cancelled"


def test_that_each_waiting_job_has_a_button_to_cancel_it(
    qtbot: QtBot, page: MeasurePage, around: Surroundings
) -> None:
    around.draft.load(LONG, "")
    page.run()
    page.run()
    checked(qtbot, page)
    qtbot.waitUntil(lambda: bool(around.jobs.jobs), timeout=LIMIT_MS)
    page.run()
    qtbot.waitUntil(lambda: len(around.jobs.jobs) == 2, timeout=LIMIT_MS)
    first, second = around.jobs.jobs
    table = find(page, QTableView, "jobs_table")
    cell = table.visualRect(table.model().index(1, CANCEL)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=cell)
    qtbot.waitUntil(lambda: second.state.status == "cancelled", timeout=LIMIT_MS)
    assert first.live
    assert page.job is first
    page.stop()
    ended(qtbot, around)


def test_that_the_jobs_table_says_what_runs(
    qtbot: QtBot, page: MeasurePage, around: Surroundings
) -> None:
    page.run()
    ended(qtbot, around)
    model = find(page, QTableView, "jobs_table").model()
    row = [model.index(0, column).data() for column in range(model.columnCount())]
    assert row[WHAT] == "Iris flowers · 2 models · 1 worker"
    assert row[STATUS] == "done"
    assert row[PROGRESS] == "100 %"
    assert row[ENGINE]


def test_that_the_example_runs_by_one_button(
    qtbot: QtBot, page: MeasurePage, around: Surroundings
) -> None:
    page.results.example_requested.emit()
    assert around.draft.spec.title == "iris-vote"
    assert around.jobs.jobs[0].spec == around.draft.spec
    page.stop()
    ended(qtbot, around)


def test_that_data_of_another_kind_swap_the_models_and_undo_restores_them(
    qtbot: QtBot, page: MeasurePage, around: Surroundings
) -> None:
    before = around.draft.spec
    choose(page, "dataset", "diabetes")
    after = around.draft.spec
    assert after.dataset.name == "diabetes"
    assert "linear_regression" in models(page)
    assert "mean_vote" in models(page)
    checked(qtbot, page)
    assert page.panel.findings.errors == []
    assert page.findChild(QCheckBox, "model_logistic_regression_box") is None
    around.draft.undo_stack.undo()
    assert around.draft.spec == before
    checked(qtbot, page)
    assert page.findChild(QCheckBox, "model_decision_tree_box").isChecked()
    around.draft.undo_stack.redo()
    assert around.draft.spec == after


def test_that_data_of_the_same_kind_keep_the_models(page: MeasurePage) -> None:
    before = models(page)
    choose(page, "dataset", "digits")
    assert models(page) == before


def test_that_every_step_of_the_setup_can_be_undone(
    page: MeasurePage, draft: Draft
) -> None:
    begin = draft.spec
    tick(page, "random_forest")
    find(page, QToolButton, "workers_4").click()
    choose(page, "engine", "threads")
    choose(page, "cv_scheme", "holdout")
    page.findChild(QWidget, "repeats_minimum").setValue(3)
    end = draft.spec
    assert (end.engine, end.cv.scheme, end.repeats.minimum) == ("threads", "holdout", 3)
    while draft.undo_stack.canUndo():
        draft.undo_stack.undo()
    assert draft.spec == begin
    assert page.findChild(ComboBox, "engine").currentData() == "serial"
    assert not page.findChild(QCheckBox, "model_random_forest_box").isChecked()
    while draft.undo_stack.canRedo():
        draft.undo_stack.redo()
    assert draft.spec == end


def test_that_a_model_ticked_again_has_its_parameters_back(
    page: MeasurePage, draft: Draft
) -> None:
    special = ModelSpec(estimator="decision_tree", params={"max_depth": 3})
    draft.replace("", models=(special,))
    tick(page, "decision_tree")
    assert draft.spec.models == ()
    tick(page, "decision_tree")
    assert draft.spec.models == (special,)


def test_that_parameters_are_changed_in_their_form(
    page: MeasurePage, draft: Draft
) -> None:
    page.findChild(QToolButton, "model_decision_tree_parameters").click()
    dialog = page.findChild(QWidget, "parameter_dialog")
    dialog.findChild(QWidget, "parameter_dialog_form_max_depth").setValue(4)
    assert draft.spec.models[0].params == {"max_depth": 4}
    dialog.reject()


def test_that_a_vote_names_its_members(qtbot: QtBot, page: MeasurePage) -> None:
    tick(page, "naive_bayes")
    tick(page, "soft_vote")
    assert words(page, "model_soft_vote_members") == "= Decision tree + Naive Bayes"


def test_that_a_mute_member_of_a_soft_vote_is_explained_at_the_vote(
    qtbot: QtBot, page: MeasurePage
) -> None:
    tick(page, "linear_svm")
    tick(page, "soft_vote")
    checked(qtbot, page)
    assert "probabilities" in words(page, "model_soft_vote_problem")
    assert not find(page, QPushButton, "run").isEnabled()


@pytest.mark.parametrize("count", ["0", "10000"])
def test_that_a_senseless_worker_count_is_refused_in_place(
    qtbot: QtBot, page: MeasurePage, around: Surroundings, count: str
) -> None:
    other = find(page, QLineEdit, "worker_count_other")
    qtbot.keyClicks(other, count)
    qtbot.keyClick(other, Qt.Key.Key_Return)
    checked(qtbot, page)
    assert count in words(page, "workers_problem")
    run = find(page, QPushButton, "run")
    assert not run.isEnabled()
    assert run.accessibleDescription() == words(page, "run_words")
    page.run()
    assert around.jobs.jobs == ()
    find(page, QToolButton, f"workers_{count}").click()
    checked(qtbot, page)
    assert run.isEnabled()
    assert words(page, "workers_problem") == ""


def test_that_more_workers_than_cores_are_a_warning_only(
    qtbot: QtBot, page: MeasurePage, around: Surroundings
) -> None:
    around.draft.replace("", engine="threads")
    many = around.session.machine.cores + 1
    around.draft.replace("", workers=(1, many))
    checked(qtbot, page)
    assert str(many) in words(page, "workers_problem")
    assert find(page, QPushButton, "run").isEnabled()


def test_that_the_estimate_follows_the_setup(qtbot: QtBot, page: MeasurePage) -> None:
    assert " 20 tasks · ≈ " in words(page, "run_words")
    assert words(page, "run_words").endswith(" MiB · 1 worker count")
    page.findChild(QWidget, "cv_repeats").setValue(4)
    find(page, QToolButton, "workers_2").click()
    choose(page, "engine", "threads")
    checked(qtbot, page)
    assert " 160 tasks · ≈ " in words(page, "run_words")
    assert words(page, "run_words").endswith(" MiB · 2 worker counts")


def test_that_squares_need_neither_data_nor_models(
    qtbot: QtBot, page: MeasurePage, draft: Draft
) -> None:
    before = draft.spec
    choose(page, "workload", "squares")
    assert not find(page, QWidget, "data_section").isVisible()
    assert not find(page, QWidget, "models_section").isVisible()
    page.findChild(QWidget, "task_form_tasks").setValue(7)
    assert draft.spec.params == {"tasks": 7}
    checked(qtbot, page)
    choose(page, "workload", "cross_validation")
    assert draft.spec.params == {}
    assert draft.spec.models == before.models
    choose(page, "workload", "squares")
    assert draft.spec.params == {"tasks": 7}


def test_that_a_preset_is_loaded_in_one_step(page: MeasurePage, draft: Draft) -> None:
    before = draft.spec
    menu = find(page, QToolButton, "presets").findChild(QMenu)
    action = next(a for a in menu.actions() if a.objectName() == "preset_squares")
    action.trigger()
    assert draft.spec.workload == "squares"
    draft.undo_stack.undo()
    assert draft.spec == before


def test_that_a_change_of_the_experiment_takes_its_old_title_away(
    page: MeasurePage, draft: Draft
) -> None:
    assert draft.spec.title == "quick"
    tick(page, "naive_bayes")
    assert draft.spec.title == ""


def test_that_impossible_synthetic_data_are_explained_at_their_field(
    qtbot: QtBot, page: MeasurePage
) -> None:
    choose(page, "dataset", "synthetic")
    page.findChild(QWidget, "dataset_form_features").setValue(2)
    checked(qtbot, page)
    assert words(page, "dataset_form_informative_problem")
    assert not find(page, QPushButton, "run").isEnabled()


def test_that_features_can_be_left_out(qtbot: QtBot, page: MeasurePage) -> None:
    find(page, QPushButton, "choose_features").click()
    dialog = page.findChild(QWidget, "features_dialog")
    dialog.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    dialog._accept()
    checked(qtbot, page)
    assert len(page.panel._draft.spec.dataset.features) == 3
    assert find(page, QPushButton, "choose_features").text().startswith("3 of 4")
    assert page.panel.findings.data.features == 3


def test_that_a_dropped_table_is_looked_at_and_used(
    qtbot: QtBot, page: MeasurePage, draft: Draft, tmp_path: Path
) -> None:
    file = tmp_path / "flats.csv"
    lines = [f"{i}.5,{i % 3},{2.5 * i + 1}" for i in range(30)]
    file.write_text("\n".join(["area,rooms,price", *lines]))
    before = draft.spec
    assert drop(page, file)
    dialog = page.findChild(ImportDialog)
    qtbot.waitUntil(dialog._use.isEnabled, timeout=LIMIT_MS)
    assert draft.spec == before
    dialog.use()
    qtbot.waitUntil(lambda: draft.spec.dataset.file is not None, timeout=LIMIT_MS)
    assert "linear_regression" in models(page)
    checked(qtbot, page)
    assert page.panel.findings.errors == []
    assert page.findChild(ComboBox, "target").currentData() == "price"
    assert page.findChild(ComboBox, "target").count() == 3
    draft.undo_stack.undo()
    assert draft.spec == before


def test_that_another_target_brings_its_kind_of_models(
    qtbot: QtBot, page: MeasurePage, draft: Draft, tmp_path: Path
) -> None:
    file = tmp_path / "flats.csv"
    lines = [f"{i}.5,{'ab'[i % 2]},{2.5 * i + 1}" for i in range(30)]
    file.write_text("\n".join(["area,kind,price", *lines]))
    draft.replace("", dataset=DatasetSpec(file=str(file), target="kind"))
    target = page.findChild(ComboBox, "target")
    qtbot.waitUntil(lambda: target.count() == 3, timeout=LIMIT_MS)
    before = draft.spec
    target.setCurrentIndex(target.findData("price"))
    qtbot.waitUntil(lambda: draft.spec.dataset.target == "price", timeout=LIMIT_MS)
    assert "linear_regression" in models(page)
    draft.undo_stack.undo()
    assert draft.spec == before
    checked(qtbot, page)
    assert page.panel.findings.errors == []


def test_that_a_file_that_is_gone_is_explained_in_place(
    qtbot: QtBot, page: MeasurePage, draft: Draft, tmp_path: Path
) -> None:
    gone = tmp_path / "gone.csv"
    draft.replace("", dataset=DatasetSpec(file=str(gone), target="y"))
    checked(qtbot, page)
    assert "gone.csv" in words(page, "dataset_problem")
    assert not find(page, QPushButton, "run").isEnabled()
    choose(page, "dataset", "iris")
    checked(qtbot, page)
    assert words(page, "dataset_problem") == ""
    assert find(page, QPushButton, "run").isEnabled()


def test_that_other_files_are_not_taken(page: MeasurePage, tmp_path: Path) -> None:
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"")
    assert not drop(page, picture)
    assert page.findChild(ImportDialog) is None


def test_that_a_spec_with_senseless_splits_is_explained_in_place(
    qtbot: QtBot, page: MeasurePage, draft: Draft
) -> None:
    draft.replace("", cv=CvSpec(folds=1))
    checked(qtbot, page)
    assert "2 folds" in words(page, "cv_problem")
    page.findChild(QWidget, "cv_folds").setValue(2)
    checked(qtbot, page)
    assert words(page, "cv_problem") == ""


def test_that_unknown_names_in_a_spec_are_explained(
    qtbot: QtBot, page: MeasurePage, draft: Draft
) -> None:
    draft.replace(
        "",
        dataset=DatasetSpec(name="irs"),
        models=(ModelSpec(estimator="decision_tre"),),
        engine="proceses",
    )
    checked(qtbot, page)
    assert "iris" in words(page, "dataset_problem")
    assert "decision_tree" in words(page, "model_decision_tre_problem")
    assert "processes" in words(page, "engine_problem")
    tick(page, "decision_tre")
    assert draft.spec.models == ()


def test_that_running_jobs_are_followed_by_a_page_that_comes_later(
    qtbot: QtBot, page: MeasurePage, around: Surroundings
) -> None:
    around.draft.load(LONG, "")
    page.run()
    qtbot.waitUntil(lambda: page.job is not None, timeout=LIMIT_MS)
    begun(qtbot, page.job)
    later = MeasurePage(
        session=around.session,
        draft=around.draft,
        jobs=around.jobs,
        theme=around.theme,
        language=around.language,
        preferences=around.preferences,
    )
    qtbot.addWidget(later)
    assert later.job is page.job
    page.stop()
    ended(qtbot, around)
    assert later.shown_state().status == "cancelled"


def cure(**changes: int | str) -> Diagnosis:
    return Diagnosis(
        code="tiny_tasks",
        finding=Message("Tasks are too small."),
        cure=Message("Let them grow."),
        changes=tuple(Change(field=f, value=v) for f, v in changes.items()),
    )


def diagnosed(page: MeasurePage, spec: ExperimentSpec, found: Diagnosis) -> None:
    """Show a run of ``spec`` that was diagnosed, without running it."""
    state = Run(diagnoses=(found,)).finished()
    page.results.show_state(msgspec.structs.replace(state, spec=spec))


def test_that_a_cure_goes_into_the_draft_as_one_step(
    page: MeasurePage, draft: Draft, qtbot: QtBot
) -> None:
    before = draft.spec
    diagnosed(page, before, cure(threads_per_worker=3))
    steps = draft.undo_stack.count()
    button = find(page, QPushButton, "diagnosis_0_apply")

    with qtbot.waitSignal(page.told) as told:
        button.click()

    assert draft.spec == msgspec.structs.replace(before, threads_per_worker=3)
    assert draft.undo_stack.count() == steps + 1
    assert told.args == ["Setup changed: 3 threads per worker"]
    assert "In the setup now: 3 threads" in words(page, "diagnosis_0_applied")
    assert not button.isVisibleTo(page)
    draft.undo_stack.undo()
    assert draft.spec == before
    assert button.isVisibleTo(page)


def test_that_a_cure_of_another_kind_of_work_takes_its_run_over(
    page: MeasurePage, draft: Draft
) -> None:
    squares = ExperimentSpec(workload="squares", title="sums")
    diagnosed(page, squares, cure(**{"params.tasks": 8}))

    find(page, QPushButton, "diagnosis_0_apply").click()

    assert draft.spec.workload == "squares"
    assert draft.spec.params == {"tasks": 8}


def test_that_every_control_has_a_name(page: MeasurePage) -> None:
    for name in (
        "workload",
        "presets",
        "dataset",
        "target",
        "engine",
        "worker_count_other",
        "cv_scheme",
        "cv_folds",
        "repeats_minimum",
        "threads_per_worker",
        "threads_per_worker_choice",
        "schedule_chunk",
        "schedule_chunk_choice",
        "schedule_order",
        "limits_task_s",
        "limits_worker_mb",
        "seed",
        "run",
        "stop",
    ):
        assert find(page, QWidget, name).accessibleName(), name
