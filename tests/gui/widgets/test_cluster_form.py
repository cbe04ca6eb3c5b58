from __future__ import annotations

from pathlib import Path
from typing import ClassVar

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.clusters.elsewhere import Elsewhere, registered
from workbench.core.spec import ClusterSpec, ExperimentSpec
from workbench.engines import ENGINES
from workbench.gui.draft import Draft
from workbench.gui.theme import Theme
from workbench.gui.widgets.fields import ComboBox
from workbench.gui.widgets.workers_section import WorkersSection
from workbench.planner import validate

FAR = ClusterSpec(address="tcp://node:8786")


class Sparkling(Elsewhere):
    name: ClassVar[str] = "sparkling"
    schemes: ClassVar[tuple[str, ...]] = ("spark://",)


@pytest.fixture
def draft(qapp: object, monkeypatch: pytest.MonkeyPatch) -> Draft:
    registered(monkeypatch)
    entries = {**dict(ENGINES.items()), "sparkling": Sparkling}
    monkeypatch.setattr(ENGINES, "_entries", entries)
    return Draft(ExperimentSpec(engine="elsewhere"), merge_within_ms=-1)


@pytest.fixture
def section(qtbot: QtBot, theme: Theme, draft: Draft) -> WorkersSection:
    made = WorkersSection(draft=draft, cores=2)
    qtbot.addWidget(made)

    def show(spec: ExperimentSpec) -> None:
        made.show_spec(spec)
        made.show_problems(validate(spec, cores=2))

    draft.changed.connect(show)
    show(draft.spec)
    made.show()
    return made


def place(section: WorkersSection) -> ComboBox:
    return section.findChild(ComboBox, "cluster_place")


def line(section: WorkersSection, name: str) -> QLineEdit:
    return section.findChild(QLineEdit, f"cluster_{name}")


def problem(section: WorkersSection, name: str) -> str:
    label = section.findChild(QLabel, f"cluster_{name}_problem")
    return label.text() if label.isVisible() else ""


def choose(section: WorkersSection, data: str) -> None:
    box = place(section)
    box.setCurrentIndex(box.findData(data))


def offered(section: WorkersSection) -> list[str]:
    box = place(section)
    return [box.itemData(i) for i in range(box.count())]


def test_that_a_cluster_is_offered_by_engines_that_can_use_one(
    section: WorkersSection, draft: Draft
) -> None:
    assert place(section).isVisible()
    assert offered(section) == ["local", "running"]
    assert not line(section, "address").isVisible()
    draft.replace("x", engine="sparkling")
    assert offered(section) == ["local", "standalone", "running"]
    draft.replace("x", engine="threads")
    assert not place(section).isVisible()


def test_that_a_running_cluster_is_asked_for_its_address(
    qtbot: QtBot, section: WorkersSection, draft: Draft
) -> None:
    choose(section, "running")
    assert draft.spec.cluster.address == ""
    assert "Give the address" in problem(section, "address")
    assert line(section, "address").placeholderText() == "tls://host:8786"
    qtbot.keyClicks(line(section, "address"), "tcp://localhost:1")
    assert draft.spec.cluster.address == "tcp://localhost:1"
    assert problem(section, "address") == ""


def test_that_an_encrypted_connection_shows_its_files(
    section: WorkersSection, draft: Draft
) -> None:
    draft.replace("x", cluster=ClusterSpec(address="tls://node:8786"))
    assert all(line(section, name).isVisible() for name in ("ca", "certificate", "key"))
    assert "needs all three" in problem(section, "key")
    assert not section.findChild(QCheckBox, "cluster_unencrypted").isVisible()
    draft.replace("x", cluster=ClusterSpec(address="tcp://localhost:8786"))
    assert not line(section, "ca").isVisible()


def test_that_a_file_is_typed_or_chosen(
    qtbot: QtBot, section: WorkersSection, draft: Draft, tmp_path: Path
) -> None:
    draft.replace("x", cluster=ClusterSpec(address="tls://node:8786"))
    qtbot.keyClicks(line(section, "key"), "k.pem")
    assert draft.spec.cluster.key == "k.pem"
    section.findChild(QPushButton, "cluster_ca_browse").click()
    dialog = section.findChild(QFileDialog, "cluster_ca_dialog")
    dialog.fileSelected.emit(str(tmp_path / "ca.pem"))
    dialog.reject()
    assert draft.spec.cluster.ca == str(tmp_path / "ca.pem")
    assert draft.spec.cluster.key == "k.pem"


def test_that_an_unencrypted_connection_has_to_be_allowed(
    qtbot: QtBot, section: WorkersSection, draft: Draft
) -> None:
    draft.replace("x", cluster=FAR)
    assert "not be encrypted" in problem(section, "address")
    box = section.findChild(QCheckBox, "cluster_unencrypted")
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(5, box.height() // 2))
    assert draft.spec.cluster.unencrypted
    assert "not be encrypted" not in problem(section, "address")
    draft.undo_stack.undo()
    assert not box.isChecked()


def test_that_each_change_can_be_undone(section: WorkersSection, draft: Draft) -> None:
    choose(section, "running")
    line(section, "address").textEdited.emit("tcp://localhost:1")
    choose(section, "local")
    assert draft.spec.cluster == ClusterSpec()
    draft.undo_stack.undo()
    assert line(section, "address").text() == "tcp://localhost:1"
    draft.undo_stack.undo()
    draft.undo_stack.undo()
    assert draft.spec.cluster == ClusterSpec()
    assert place(section).currentData() == "local"


def test_that_what_was_typed_comes_back_with_the_running_cluster(
    section: WorkersSection, draft: Draft
) -> None:
    draft.replace("x", cluster=FAR)
    choose(section, "local")
    choose(section, "running")
    assert draft.spec.cluster == FAR


def test_that_another_engine_leaves_behind_what_it_cannot_use(
    section: WorkersSection, draft: Draft
) -> None:
    draft.replace("x", cluster=FAR)
    engine = section.findChild(ComboBox, "engine")
    engine.setCurrentIndex(engine.findData("threads"))
    assert draft.spec.engine == "threads"
    assert draft.spec.cluster == ClusterSpec()
    draft.undo_stack.undo()
    assert draft.spec.cluster == FAR


def test_that_a_cluster_of_the_wrong_engine_can_be_taken_back(
    section: WorkersSection, draft: Draft
) -> None:
    spec = msgspec.structs.replace(draft.spec, engine="threads", cluster=FAR)
    draft.load(spec, "x")
    assert "this computer only" in problem(section, "address")
    choose(section, "local")
    assert not section.findChild(QWidget, "cluster_form").isVisible()
