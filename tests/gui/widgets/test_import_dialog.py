from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from workbench.core.spec import DatasetSpec
from workbench.datasets import Summary
from workbench.gui.theme import Theme
from workbench.gui.widgets.fields import ComboBox
from workbench.gui.widgets.import_dialog import ImportDialog

PRICES = "area;rooms;town;price\n" + "\n".join(
    f"{40 + i},5;{1 + i % 4};{'north' if i % 3 else 'south'};{900.5 + 7 * i}".replace(
        ".", ","
    )
    for i in range(40)
)


@pytest.fixture(autouse=True)
def background(theme: Theme) -> Iterator[None]:
    yield
    assert QThreadPool.globalInstance().waitForDone(20_000)


@pytest.fixture
def prices(tmp_path: Path) -> Path:
    file = tmp_path / "prices.csv"
    file.write_text(PRICES, encoding="utf-8")
    return file


def opened(qtbot: QtBot, file: Path) -> ImportDialog:
    dialog = ImportDialog(DatasetSpec(file=str(file)))
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(lambda: not dialog._busy.text(), timeout=20_000)
    return dialog


def problem(dialog: ImportDialog) -> str:
    return dialog.findChild(QLabel, "import_problem").text()


def test_that_the_dialect_and_the_first_rows_are_shown(
    qtbot: QtBot, prices: Path
) -> None:
    dialog = opened(qtbot, prices)
    assert dialog.findChild(ComboBox, "dialect_delimiter").currentData() == ";"
    assert dialog.findChild(ComboBox, "dialect_decimal").currentData() == ","
    model = dialog._rows
    assert (model.rowCount(), model.columnCount()) == (20, 4)
    assert model.data(model.index(0, 2)) == "south"
    assert "40" in dialog.findChild(QLabel, "import_size").text()


def test_that_another_separator_reads_the_file_again(
    qtbot: QtBot, prices: Path
) -> None:
    dialog = opened(qtbot, prices)
    combo = dialog.findChild(ComboBox, "dialect_delimiter")
    combo.setCurrentIndex(combo.findData("|"))
    qtbot.waitUntil(lambda: dialog._rows.columnCount() == 1, timeout=20_000)
    assert combo.currentData() == "|"


def test_that_the_target_leaves_the_features(qtbot: QtBot, prices: Path) -> None:
    dialog = opened(qtbot, prices)
    assert dialog.dataset().target == "price"
    combo = dialog.findChild(ComboBox, "import_target")
    combo.setCurrentIndex(combo.findData("town"))
    names = [dialog._features.item(i).text() for i in range(dialog._features.count())]
    assert names == ["area", "rooms", "price"]


def test_that_no_features_cannot_be_used(qtbot: QtBot, prices: Path) -> None:
    dialog = opened(qtbot, prices)
    assert dialog._use.isEnabled()
    dialog._features.tick_all(False)
    assert not dialog._use.isEnabled()


def test_that_using_a_table_gives_its_spec_and_its_kind(
    qtbot: QtBot, prices: Path
) -> None:
    dialog = opened(qtbot, prices)
    with qtbot.waitSignal(dialog.accepted_table, timeout=20_000) as signal:
        dialog.use()
    dataset, summary, columns = signal.args
    assert isinstance(summary, Summary)
    assert summary.kind == "regression"
    assert dataset.file == str(prices)
    assert (dataset.target, dataset.features) == ("price", None)
    assert dataset.dialect["delimiter"] == ";"
    assert columns == ("area", "rooms", "town", "price")


def test_that_cancelling_gives_nothing(qtbot: QtBot, prices: Path) -> None:
    dialog = opened(qtbot, prices)
    with qtbot.assertNotEmitted(dialog.accepted_table):
        dialog.use()
        dialog.reject()
        QThreadPool.globalInstance().waitForDone()
    assert prices.read_text(encoding="utf-8") == PRICES


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"a,b\n1,2\n3\n4,5,6\n", "line 3"),
        (bytes(range(256)) * 40, "bad.csv"),
    ],
)
def test_that_a_broken_file_is_explained_in_place(
    qtbot: QtBot, tmp_path: Path, content: bytes, words: str
) -> None:
    file = tmp_path / "bad.csv"
    file.write_bytes(content)
    dialog = opened(qtbot, file)
    if not problem(dialog):
        dialog.use()
    qtbot.waitUntil(lambda: bool(problem(dialog)), timeout=20_000)
    assert words in problem(dialog)
    assert dialog.isVisible()
    assert file.read_bytes() == content


def test_that_a_target_with_one_class_is_explained_in_place(
    qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "one.csv"
    file.write_text("x,y\n" + "\n".join(f"{i},same" for i in range(30)))
    dialog = opened(qtbot, file)
    with qtbot.assertNotEmitted(dialog.accepted_table):
        dialog.use()
        qtbot.waitUntil(lambda: bool(problem(dialog)), timeout=20_000)
    assert "y" in problem(dialog)


def test_that_owner_and_test_rows_leave_the_features_and_go_into_the_spec(
    qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "owned.csv"
    rows = (f"{i},{'ab'[i % 2]},{i % 3 % 2},{'pq'[i % 2]}" for i in range(12))
    file.write_text("x,site,kept,y\n" + "\n".join(rows))
    dialog = opened(qtbot, file)
    assert (dialog.dataset().owner, dialog.dataset().test_column) == (None, None)
    owner = dialog.findChild(ComboBox, "import_owner")
    test = dialog.findChild(ComboBox, "import_test")
    owner.setCurrentIndex(owner.findData("site"))
    assert test.findData("site") == owner.findData("y") == -1
    test.setCurrentIndex(test.findData("kept"))
    listed = dialog._features
    assert [listed.item(i).text() for i in range(listed.count())] == ["x"]
    with qtbot.waitSignal(dialog.accepted_table, timeout=20_000) as signal:
        dialog.use()
    dataset, summary, _ = signal.args
    assert (dataset.owner, dataset.test_column) == ("site", "kept")
    assert dataset.features is None
    assert (summary.owners, summary.test_rows) == (2, 4)
    assert summary.feature_names == ("x",)


def test_that_a_column_that_becomes_the_target_is_no_owner_any_more(
    qtbot: QtBot, prices: Path
) -> None:
    dialog = ImportDialog(DatasetSpec(file=str(prices), target="price", owner="town"))
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(lambda: not dialog._busy.text(), timeout=20_000)
    assert dialog.dataset().owner == "town"
    target = dialog.findChild(ComboBox, "import_target")
    target.setCurrentIndex(target.findData("town"))
    assert dialog.dataset().owner is None
    assert dialog.findChild(ComboBox, "import_owner").findData("town") == -1
