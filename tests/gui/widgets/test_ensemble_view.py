"""What the page shows of findings that were made by hand."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QTableView, QTextBrowser, QToolButton
from pytestqt.qtbot import QtBot

from tests.gui.ensemble_states import DONE, findings, growth, state
from workbench.core import events as ev
from workbench.core.ensemble import EnsembleFindings
from workbench.core.messages import Message
from workbench.core.state import RunState, fold
from workbench.gui.models.rows import COLUMNS, RowsModel, best_single, gain
from workbench.gui.theme import Theme
from workbench.gui.widgets.ensemble_verdict import EnsembleVerdict
from workbench.gui.widgets.rows_card import RowsCard
from workbench.gui.widgets.table_twin import TableTwin
from workbench.gui.widgets.tests_card import TestsCard


def cells(model: RowsModel, key: str) -> dict[str, str]:
    place = model.row_of(key)
    assert place is not None
    return {
        column.name: model.index(place, i).data() for i, column in enumerate(COLUMNS)
    }


def test_that_gains_are_told_against_what_was_tested() -> None:
    found = findings()
    assert best_single(found) == "k_nearest_neighbours"
    seen = gain(found, "soft_vote")
    assert seen is not None
    assert seen.ci95 == pytest.approx((-0.008, 0.032))
    assert gain(found, "k_nearest_neighbours") is None
    other = gain(found, "decision_tree")  # never tested: a mean without interval
    assert other is not None
    assert other.difference == pytest.approx(-0.03)
    assert other.ci95 is None


def test_that_a_test_the_other_way_round_is_turned() -> None:
    found = findings()
    [test, *rest] = found.tests
    assert test.ci95 is not None
    turned = msgspec.structs.replace(
        test,
        first="decision_tree",
        difference=-0.03,
        ci95=(-0.05, -0.01),
    )
    found = msgspec.structs.replace(found, tests=(turned, *rest))
    seen = gain(found, "decision_tree")
    assert seen is not None
    assert seen.ci95 == (-0.05, -0.01)


def test_that_a_row_tells_score_gain_belief_and_cost(qtbot: QtBot) -> None:
    model = RowsModel()
    model.load(findings())
    assert model.keys == ["soft_vote", "k_nearest_neighbours", "decision_tree"]
    assert cells(model, "soft_vote") == {
        "title": "Soft vote",
        "kind": "rule",
        "score": "0.963 (0.933–0.993)",
        "gain": "+1.2 (−0.8 to +3.2)",
        "log_loss": "0.210",
        "fit": "3.0 ms",
        "predict": "300 µs",
        "cpu": "9.0 ms",
        "disk": "4 KiB",
    }
    assert cells(model, "k_nearest_neighbours")["gain"] == "–"


def test_that_rows_are_sorted_with_the_unknown_last(qtbot: QtBot) -> None:
    model = RowsModel()
    model.load(findings())
    by_gain = [column.name for column in COLUMNS].index("gain")
    model.sort(by_gain, Qt.SortOrder.AscendingOrder)
    assert model.keys == ["decision_tree", "soft_vote", "k_nearest_neighbours"]
    model.sort(by_gain, Qt.SortOrder.DescendingOrder)
    assert model.keys == ["soft_vote", "decision_tree", "k_nearest_neighbours"]


@pytest.fixture
def card(qtbot: QtBot, theme: Theme) -> RowsCard:
    card = RowsCard(theme)
    qtbot.addWidget(card)
    card.show_findings(findings())
    card.show()
    return card


def test_that_a_chosen_row_tells_its_weights_and_keeps_its_choice(
    card: RowsCard,
) -> None:
    detail = card.findChild(QLabel, "rows_detail")
    assert isinstance(detail, QLabel)
    assert "Choose a row" in detail.text()
    card.choose("soft_vote")
    assert "k-nearest 0.750, Decision tree 0.250" in detail.text()
    assert "3 ties" in detail.text()
    assert "Brier score 0.052" in detail.text()
    assert "predicts as fast" in detail.text()
    card.show_findings(findings(gain=0.02))
    assert card.key == "soft_vote"
    card.choose(None)
    assert card.key is None


def test_that_all_figures_are_copied_with_the_weights(
    qtbot: QtBot, card: RowsCard
) -> None:
    table = card.findChild(QTableView, "rows_table")
    assert isinstance(table, QTableView)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    head, *rows = QGuiApplication.clipboard().text().splitlines()
    names = head.split("\t")
    assert "weight of decision_tree" in names
    vote = dict(zip(names, rows[2].split("\t"), strict=True))
    assert float(vote["gain_high"]) == pytest.approx(0.032)
    assert float(vote["weight of k_nearest_neighbours"]) == 0.75


def test_that_tests_are_said_in_words_and_in_figures(
    qtbot: QtBot, theme: Theme
) -> None:
    card = TestsCard()
    qtbot.addWidget(card)
    card.show_findings(findings())
    card.show()

    def said() -> list[str]:
        labels = card.findChildren(QLabel, "test_words")
        return [label.text() for label in labels if label.isVisible()]

    assert said() == [
        "Soft vote is not shown to be better (p = 0.62).",
        "Soft vote is better with a probability of 60\N{NO-BREAK SPACE}%.",
    ]
    figures = card.findChild(QToolButton, "tests_figures")
    assert isinstance(figures, QToolButton)
    figures.click()
    assert said() == []
    twin = card.findChild(TableTwin, "tests_table")
    assert isinstance(twin, TableTwin)
    by_method = {row[0]: row for row in twin.table.rows}
    assert by_method["Corrected resampled t-test"][8] == 0.62
    assert by_method["Bayesian comparison"][9:12] == (0.1, 0.3, 0.6)


def test_that_many_tests_wait_behind_a_link(qtbot: QtBot, theme: Theme) -> None:
    found = findings()
    many = msgspec.structs.replace(found, tests=found.tests * 4)
    card = TestsCard()
    qtbot.addWidget(card)
    card.show_findings(many)
    more = card.findChild(QPushButton, "tests_more")
    assert isinstance(more, QPushButton)
    assert "8" in more.text()
    assert card.shown == 4
    more.click()
    assert card.shown == 8


def test_that_a_single_split_tells_why_there_is_no_test(
    qtbot: QtBot, theme: Theme
) -> None:
    found = msgspec.structs.replace(findings(), tests=(), splits=1)
    card = TestsCard()
    qtbot.addWidget(card)
    card.show_findings(found)
    label = card.findChild(QLabel, "test_words")
    assert isinstance(label, QLabel)
    assert "single split cannot tell" in label.text()


def words(theme: Theme, qtbot: QtBot, shown: RunState) -> EnsembleVerdict:
    verdict = EnsembleVerdict(theme)
    qtbot.addWidget(verdict)
    verdict.show_state(shown)
    return verdict


def test_that_the_verdict_is_that_of_the_findings(qtbot: QtBot, theme: Theme) -> None:
    verdict = words(theme, qtbot, state(findings(), end=DONE))
    said = verdict.words
    assert said.headline == "No ensemble is shown to be worth it here."
    assert said.second == "It takes 3 times as long to predict."
    assert said.reason == "Enough."
    assert said.explained
    verdict.explain()
    browser = verdict.findChild(QTextBrowser, "explanations_text")
    assert isinstance(browser, QTextBrowser)
    text = browser.toPlainText()
    for part in ("0.960, 0.960, 0.970", "k_nearest_neighbours 0.7500", "→ 0.6200"):
        assert part in text, part


def test_that_a_running_trial_is_told_in_tasks(qtbot: QtBot, theme: Theme) -> None:
    said = words(theme, qtbot, state()).words
    assert said.headline == "Measuring… (trial 1 of 2: 0 of 6 tasks)"


def test_that_growth_is_told_member_by_member_and_at_its_end(
    qtbot: QtBot, theme: Theme
) -> None:
    live = words(theme, qtbot, state(*growth(30, ended=False))).words
    assert live.second == "Random forest: 30 members so far, score 0.947."
    ended = words(theme, qtbot, state(*growth(40), end=DONE)).words
    assert ended.headline == "40 trees are enough: more gain nothing."


def test_that_a_failed_run_says_why_and_keeps_what_was_found(
    qtbot: QtBot, theme: Theme
) -> None:
    failed = ev.RunFailed(t=1.0, message=Message("The disk is full."))
    said = words(theme, qtbot, state(findings(), end=failed)).words
    assert said.headline == "The disk is full."
    assert said.failed
    assert "No ensemble" in said.second


def test_that_a_run_without_a_trial_says_that_nothing_was_found(
    qtbot: QtBot, theme: Theme
) -> None:
    said = words(theme, qtbot, state(end=ev.RunCancelled(t=1.0))).words
    assert "Nothing was found" in said.headline
    assert said.notes[0][0] == "warning"
    assert not said.explained


def test_that_findings_of_values_are_shown_too(qtbot: QtBot, theme: Theme) -> None:
    found = msgspec.structs.replace(findings(), kind="regression", metric="r2")
    assert isinstance(found, EnsembleFindings)
    model = RowsModel()
    model.load(found)
    assert cells(model, "soft_vote")["gain"] == "+0.012 (−0.008 to +0.032)"


def test_that_the_leading_member_is_told_until_more_is_known(
    qtbot: QtBot, theme: Theme
) -> None:
    reports = [
        ev.Reported(t=0.2, trial_id=1, series="fold score", key=key, x=x, y=y)
        for key, x, y in (("a", 0, 0.9), ("b", 0, 0.8), ("b", 1, 0.99))
    ]
    said = words(theme, qtbot, fold(reports, state())).words
    assert said.second == "Ahead so far: a with 0.900, splits scored: 1."
    found = fold(reports, state(findings()))
    assert "Ahead" not in words(theme, qtbot, found).words.second
