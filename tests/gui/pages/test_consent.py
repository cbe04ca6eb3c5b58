"""A run on another computer is asked about once, in the window."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tests.clusters.elsewhere import Elsewhere, registered
from workbench.core.spec import ClusterSpec, ExperimentSpec
from workbench.external import Consents, Environments
from workbench.gui.bridge import JobQueue
from workbench.gui.draft import Draft
from workbench.gui.theme import Theme
from workbench.gui.widgets.consent_question import ConsentQuestion
from workbench.gui.widgets.engines_page import EnginesPage
from workbench.gui.widgets.setup_panel import SetupPanel
from workbench.session import Session

FAR = ClusterSpec(address="tcp://node:8786", unencrypted=True)


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> type[Elsewhere]:
    return registered(monkeypatch)


@pytest.fixture
def panel(
    qtbot: QtBot,
    elsewhere: type[Elsewhere],
    session: Session,
    jobs: JobQueue,
    theme: Theme,
    quick_spec: ExperimentSpec,
) -> SetupPanel:
    spec = msgspec.structs.replace(quick_spec, engine="elsewhere", cluster=FAR)
    draft = Draft(spec)
    made = SetupPanel(session=session, draft=draft, theme=theme)
    made.attend(jobs)
    made.runRequested.connect(lambda: jobs.submit(draft.spec))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.findings is not None)
    return made


def question(panel: SetupPanel) -> ConsentQuestion | None:
    found = [q for q in panel.findChildren(ConsentQuestion) if q.isVisible()]
    return found[0] if found else None


def press(qtbot: QtBot, dialog: ConsentQuestion, text: str) -> None:
    (button,) = [b for b in dialog.buttons() if b.text() == text]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not isValid(dialog))


def test_that_run_asks_once_and_then_runs(
    qtbot: QtBot, panel: SetupPanel, jobs: JobQueue, elsewhere: type[Elsewhere]
) -> None:
    run = panel.findChild(QPushButton, "run")
    assert run.isEnabled()
    run.click()
    dialog = question(panel)
    assert dialog is not None
    assert "node" in dialog.text()
    assert "not encrypted" in dialog.informativeText()
    assert jobs.jobs == ()
    with qtbot.waitSignal(jobs.finished, timeout=30_000):
        press(qtbot, dialog, "Allow and run")
    assert jobs.jobs[0].state.status == "done"
    assert elsewhere.opened == [FAR]
    with qtbot.waitSignal(jobs.finished, timeout=30_000):
        run.click()
    assert question(panel) is None
    assert len(jobs.jobs) == 2


def test_that_a_refusal_runs_nothing_and_is_asked_again(
    qtbot: QtBot, panel: SetupPanel, jobs: JobQueue
) -> None:
    for _ in range(2):
        panel.run()
        dialog = question(panel)
        assert dialog is not None
        assert dialog.defaultButton().text() == "Cancel"
        press(qtbot, dialog, "Cancel")
    assert jobs.jobs == ()
    assert Consents().hosts() == ()


def test_that_a_consent_that_cannot_be_kept_is_said(
    qtbot: QtBot, panel: SetupPanel, jobs: JobQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("workbench.external.kept.write", fail)
    panel.run()
    dialog = question(panel)
    assert dialog is not None
    press(qtbot, dialog, "Allow and run")
    words = panel.findChild(QLabel, "run_words")
    assert "Permission denied" in words.text()
    assert jobs.jobs == ()


def test_that_preferences_list_allowed_computers_and_forget_them(
    qtbot: QtBot, theme: Theme
) -> None:
    consents = Consents()
    consents.grant("node.lab")
    consents.grant("far", unencrypted=True)
    page = EnginesPage(environments=Environments(), consents=consents)
    qtbot.addWidget(page)
    page.show()
    assert page.findChild(QLabel, "allowed_host_node.lab").isVisible()
    assert "or not" in page.findChild(QLabel, "allowed_how_far").text()
    for host in ("far", "node.lab"):
        button = page.findChild(QPushButton, f"forget_host_{host}")
        button.click()
        qtbot.waitUntil(lambda button=button: not isValid(button))
    assert consents.hosts() == ()
    assert not page.findChild(QLabel, "allowed_hosts_title").isVisible()
