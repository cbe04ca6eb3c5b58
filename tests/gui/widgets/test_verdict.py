from __future__ import annotations

from statistics import fmean, stdev

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.gui.plots.states import Run
from workbench.core.messages import Message
from workbench.core.state import RunState, fold
from workbench.gui.i18n import say, seconds
from workbench.gui.plots.parts import SHOWN
from workbench.gui.theme import Theme
from workbench.gui.widgets.computed import ComputedDialog, as_html
from workbench.gui.widgets.explanations import EXPLANATIONS
from workbench.gui.widgets.verdict import VerdictView


@pytest.fixture
def verdict(qtbot: QtBot, theme: Theme) -> VerdictView:
    made = VerdictView(theme)
    qtbot.addWidget(made)
    made.resize(640, 200)
    with qtbot.waitExposed(made):
        made.show()
    return made


def shown(verdict: VerdictView) -> list[str]:
    """All texts that a person can see."""
    labels = verdict.findChildren(QLabel)
    return [
        label.text() for label in labels if label.isVisibleTo(verdict) and label.text()
    ]


def test_that_the_empty_verdict_asks_the_question_and_offers_an_example(
    verdict: VerdictView, qtbot: QtBot
) -> None:
    verdict.show_state(RunState())

    button = verdict.findChild(QPushButton, "run_example")
    assert "?" in verdict.words.headline
    assert button.isVisible()
    with qtbot.waitSignal(verdict.example_requested):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_that_a_finished_run_says_what_was_found_and_when(
    verdict: VerdictView,
) -> None:
    state = Run().finished()
    assert state.estimate is not None
    first, second = map(str, state.estimate.verdict.sentences)

    verdict.show_state(state)

    assert (verdict.words.headline, verdict.words.second) == (first, second)
    assert verdict.words.meta.startswith("run 57 · measured ")
    assert verdict.words.meta.endswith("95 % intervals")
    assert verdict.words.reason == str(state.reason)
    assert first.replace(" %", "\N{NO-BREAK SPACE}%") in shown(verdict)


def test_that_a_run_without_results_counts_its_trials(verdict: VerdictView) -> None:
    run = Run()

    verdict.show_state(fold([run.started()]))

    assert verdict.words.headline == "Measuring… (0 of 15 trials)"


def test_that_a_run_with_too_few_repeats_goes_on_measuring(
    verdict: VerdictView,
) -> None:
    run = Run()
    events = [run.started(), *run.trial(0, 1, 1), run.estimated(14)]

    verdict.show_state(fold(events))

    assert verdict.words.headline == "Measuring… (1 of 15 trials)"


def test_that_a_running_experiment_shows_its_first_findings(
    verdict: VerdictView,
) -> None:
    verdict.show_state(Run().partial())

    assert verdict.words.headline.startswith("Use 2 workers: ")
    assert "measuring, 6 of 15 trials" in verdict.words.meta


def test_that_a_failure_is_said_in_words_with_its_remedy(
    verdict: VerdictView, theme: Theme
) -> None:
    verdict.show_state(Run().failed())

    assert verdict.words.failed
    assert "pip install dask" in verdict.words.headline
    headline = verdict.findChild(QLabel, "verdict_headline")
    assert theme.colours.danger in headline.styleSheet()


@pytest.mark.parametrize(
    ("status", "words"),
    [("cancelled", "Stopped early (trials done: 6)"), ("interrupted", "Interrupted: ")],
)
def test_that_an_early_end_is_said_beside_what_was_found(
    verdict: VerdictView, status: str, words: str
) -> None:
    partial = Run().partial()

    verdict.show_state(msgspec.structs.replace(partial, status=status, current=None))

    assert verdict.words.headline.startswith("Use 2 workers")
    ((tone, text),) = verdict.words.notes
    assert tone == "warning"
    assert text.startswith(words)


def test_that_a_run_stopped_at_once_says_that_nothing_was_measured(
    verdict: VerdictView,
) -> None:
    verdict.show_state(RunState(status="cancelled"))

    assert verdict.words.headline == "Nothing was measured."


@pytest.mark.parametrize(
    ("identical", "words"),
    [
        (True, ("good", "identical on every worker count")),
        (False, ("danger", "not identical on every worker count")),
        (None, None),
    ],
)
def test_that_equal_scores_are_confirmed_and_unequal_ones_announced(
    verdict: VerdictView, identical: bool | None, words: tuple[str, str] | None
) -> None:
    state = Run().finished()
    assert state.estimate is not None
    estimate = msgspec.structs.replace(
        state.estimate, identical_across_workers=identical
    )

    verdict.show_state(msgspec.structs.replace(state, estimate=estimate))

    assert verdict.words.same == words
    assert (words is not None) == any("on every worker" in t for t in shown(verdict))


def test_that_each_warning_has_a_line(verdict: VerdictView) -> None:
    warnings = (Message("The first."), Message("The {n}.", {"n": "second"}))

    verdict.show_state(msgspec.structs.replace(Run().finished(), warnings=warnings))

    assert {"The first.", "The second."} <= set(shown(verdict))


def test_that_failed_tasks_are_counted_with_the_first_reason(
    verdict: VerdictView,
) -> None:
    state = Run().finished(trouble=True)

    verdict.show_state(state)

    ((_, text),) = verdict.words.notes
    assert text.startswith(f"Failed tasks, left out: {len(state.failures)}. ")
    assert text.endswith("ValueError: no rows")


def test_that_unstable_times_are_said_with_the_likely_cause_and_the_remedy(
    verdict: VerdictView,
) -> None:
    state = Run(slow={7: 1.8}).finished()
    assert state.estimate is not None
    [times] = [p.seconds for p in state.estimate.scaling if p.workers == 2]
    spread = 100 * stdev(times) / fmean(times)

    verdict.show_state(state)

    said = (
        f"Unstable machine: times on 2 workers scatter by {spread:.0f} %. "
        "Likely cause: other programs used 0.70 of 2 cores in the slow trials, 0.00 in "
        "the others. "
        "Close other programs or add repeats."
    )
    assert verdict.words.notes == (("warning", said),)
    assert said in shown(verdict)


def test_that_outliers_and_what_the_computer_did_are_explained() -> None:
    html = as_html(EXPLANATIONS, Run(slow={7: 1.8}).finished())

    assert "timings beyond them: 1" in html
    assert html.count("cores used by other programs: ") == 1
    assert "cores used by other programs: 0.00, 0.00, 0.70, 0.00, 0.00" in html
    assert "taken by the host" not in html  # nothing was


def test_that_a_run_of_an_earlier_version_has_no_scatter_to_explain() -> None:
    state = Run().finished()
    assert state.estimate is not None
    old = msgspec.structs.replace(state.estimate, scatter=(), unstable=None)
    [scatter] = [e for e in EXPLANATIONS if e.key == "scatter"]

    assert scatter.inputs(msgspec.structs.replace(state, estimate=old)) == []


def test_that_saying_the_same_again_replaces_no_widget(verdict: VerdictView) -> None:
    warned = msgspec.structs.replace(Run().finished(), warnings=(Message("Careful."),))
    verdict.show_state(warned)
    before = verdict.findChildren(QLabel)

    verdict.show_state(warned)

    assert verdict.findChildren(QLabel) == before


def test_that_the_headline_grows_with_the_zoom(
    verdict: VerdictView, theme: Theme
) -> None:
    verdict.show_state(Run().finished())
    headline = verdict.findChild(QLabel, "verdict_headline")
    before = headline.fontInfo().pointSizeF()

    theme.set_zoom(1.5)

    assert headline.fontInfo().pointSizeF() == pytest.approx(1.5 * before, rel=0.05)


def test_that_the_figures_are_explained_with_formula_inputs_and_source(
    verdict: VerdictView, qtbot: QtBot
) -> None:
    state = Run(workers=(1, 2, 4, 8), cores=None, law=True).finished()
    assert state.estimate is not None
    verdict.show_state(state)

    button = verdict.findChild(QPushButton, "how_computed")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    dialog = verdict.findChild(ComputedDialog)
    assert dialog.isVisible()
    assert not dialog.isModal()
    text = dialog._text.toPlainText()
    for explanation in EXPLANATIONS:
        if explanation.key in ("scaled_speedup", "growing_law", "engines"):
            assert explanation.formula not in text
            continue
        assert explanation.formula in text
        assert str(explanation.source) in text
    assert f"S(2) = {state.estimate.scaling[1].speedup:.2f}×" in text
    assert "J = 20" in text
    assert state.estimate.law is not None
    share, low, high = state.estimate.law.parameters["serial_fraction"]
    assert f"f = {share:.4g} ({low:.4g}–{high:.4g})" in text
    assert say(state.estimate.law.sentences[0]) in text
    dialog.close()


def test_that_a_law_is_not_explained_where_none_was_fitted() -> None:
    [law] = [e for e in EXPLANATIONS if e.key == "law"]
    assert law.inputs(Run().finished()) == []


def test_that_a_growing_problem_is_explained_by_its_work_and_gustafsons_law() -> None:
    run = Run(
        models=(),
        workload="monte_carlo_pi",
        workers=(1, 2, 4),
        cores=4,
        scaling="weak",
        law=True,
    )
    state = run.finished()
    assert state.estimate is not None
    assert state.estimate.law is not None

    html = as_html(EXPLANATIONS, state)

    for explanation in EXPLANATIONS:
        if explanation.key in ("scaled_speedup", "efficiency", "growing_law"):
            assert explanation.inputs(state)
            assert explanation.formula in html
        elif explanation.key in ("speedup", "law", "score"):
            assert explanation.inputs(state) == []
    assert "W(2) = 2, T(2) = " in html
    speedup = state.estimate.scaling[1].speedup
    assert f"S(2) = {speedup:.2f}×" in html
    if state.estimate.law.name == "gustafson":
        share, low, high = state.estimate.law.parameters["serial_fraction"]
        assert f"s = {share:.4g} ({low:.4g}–{high:.4g})" in html


def test_that_the_anatomy_is_explained_part_by_part_with_the_threads_found() -> None:
    state = Run(workers=(1, 2)).finished()
    assert state.estimate is not None
    anatomy = state.estimate.anatomy[1]

    html = as_html(EXPLANATIONS, state)

    for part in SHOWN:
        assert f"<b>{part.title}</b>: {part.words}" in html
    assert f"2 × {seconds(anatomy.makespan_s)} = " in html
    assert f"compute {seconds(anatomy.compute_s)} + contention " in html
    assert "worker 2: threads of openblas 1, openmp 2 · 120 MiB" in html


def test_that_nothing_is_explained_before_there_are_figures(
    verdict: VerdictView,
) -> None:
    verdict.show_state(RunState())

    assert not verdict.findChild(QPushButton, "how_computed").isVisible()
    assert as_html(EXPLANATIONS, RunState()) == ""


def test_that_texts_of_a_run_are_never_read_as_markup() -> None:
    state = Run().finished()
    titles = {**state.model_titles, "decision_tree": Message("<b>bold</b>")}

    html = as_html(EXPLANATIONS, msgspec.structs.replace(state, model_titles=titles))

    assert "<b>bold" not in html
    assert "&lt;b&gt;bold" in html
