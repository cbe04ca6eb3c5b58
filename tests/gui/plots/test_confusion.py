from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSizeF
from pytestqt.qtbot import QtBot

from tests.gui.plots.ensemble_states import CLASSES, findings, finished, regression
from workbench.core.ensemble import EnsembleFindings
from workbench.gui.plots.confusion import ConfusionPlot
from workbench.gui.theme import Theme


@pytest.fixture
def plot(qtbot: QtBot, theme: Theme) -> ConfusionPlot:
    made = ConfusionPlot(theme)
    qtbot.addWidget(made)
    made.resize(460, 280)
    with qtbot.waitExposed(made):
        made.show()
    return made


def of_three(names: tuple[str, ...] = ("setosa", "versicolor", "virginica")):  # type: ignore[no-untyped-def]
    rows = tuple(
        msgspec.structs.replace(row, confusion=((50, 0, 0), (0, 47, 3), (0, 0, 0)))
        for row in findings().rows[:3]
    )
    return msgspec.structs.replace(findings(), classes=names, rows=rows)


def test_that_each_cell_counts_rows_of_its_class_and_call(plot: ConfusionPlot) -> None:
    plot.draw(finished())
    plot.show_row("naive_bayes")
    row = findings().row("naive_bayes")
    assert row is not None

    for cell in plot.cells:
        count = row.confusion[cell.row][cell.column]
        assert cell.texts[-1:] == ((str(count),) if count else ())
        right = cell.row == cell.column
        assert cell.colour == plot.colours.series[0 if right else 1]
        assert (cell.strength > 0) == (count > 0)


def test_that_a_single_mistake_can_be_seen_beside_the_right_ones(
    plot: ConfusionPlot,
) -> None:
    plot.draw(finished())

    mistakes = [c for c in plot.cells if c.row != c.column and c.texts]

    assert mistakes
    assert min(cell.strength for cell in mistakes) >= 0.1


@pytest.mark.parametrize("size", [(330, 250), (460, 280), (680, 420)])
def test_that_every_count_is_written(
    plot: ConfusionPlot, size: tuple[int, int]
) -> None:
    plot.resize(*size)
    plot.draw(finished())
    view: QRectF = plot.canvas.getPlotItem().getViewBox().sceneBoundingRect()

    written = plot._layer.written(QSizeF(view.width() / 10, view.height() / 10))

    row = findings().row("rbf_svm")
    assert row is not None
    for cell in plot.cells:
        if cell.texts:
            assert written[cell.row, cell.column].split("\n")[0].isdigit()


def test_that_large_cells_say_the_share_too(plot: ConfusionPlot) -> None:
    plot.draw(finished(of_three()))

    written = plot._layer.written(QSizeF(120, 60))

    assert written[0, 0] == "50\n100 %"
    assert written[1, 2] == "3\n6.0 %"
    assert written[2, 0] == ""


def test_that_the_table_has_counts_and_shares_of_each_class(
    plot: ConfusionPlot,
) -> None:
    table = plot.table(finished(of_three()))

    assert table.headers[0] == "true class"
    assert table.rows[1] == ("versicolor", 0, 47, 3, 0.0, 0.94, 0.06)
    assert table.rows[2] == ("virginica", 0, 0, 0, None, None, None)


def test_that_the_subtitle_counts_what_went_wrong(plot: ConfusionPlot) -> None:
    plot.draw(finished(of_three()))

    assert plot.subtitle(plot.state) == "3 of 100 wrong"


def test_that_classes_without_names_go_by_number(plot: ConfusionPlot) -> None:
    table = plot.table(finished(of_three(names=())))

    assert [row[0] for row in table.rows] == ["0", "1", "2"]


def test_that_the_tip_says_a_cell_in_words(plot: ConfusionPlot) -> None:
    plot.draw(finished(of_three()))

    tip = plot.tip(QPointF(2, -1))

    assert tip == "3 of 50 rows of versicolor called virginica, 6.0 %"
    assert plot.tip(QPointF(5, 5)) == ""


def test_that_both_axes_are_named(plot: ConfusionPlot) -> None:
    plot.draw(finished())
    for _ in range(5):
        QCoreApplication.processEvents()
    item = plot.canvas.getPlotItem()

    assert item.getAxis("left").labelText == "true class"
    assert item.getAxis("bottom").labelText == "called"
    assert len(CLASSES) == 10
    bottom = item.getAxis("bottom")
    names = bottom.height() - bottom.label.boundingRect().height()
    assert names >= 0.8 * plot.fontMetrics().height()


def test_that_a_regression_has_nothing_to_confuse(plot: ConfusionPlot) -> None:
    found: EnsembleFindings = regression()

    plot.draw(finished(found))

    assert "has no classes" in plot.notice
