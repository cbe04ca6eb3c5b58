from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import QPointF, QRectF
from pytestqt.qtbot import QtBot

from tests.gui.plots.ensemble_states import findings, finished, regression
from workbench.gui.plots.calibration import CalibrationPlot
from workbench.gui.plots.reliability import resolve
from workbench.gui.theme import Theme


@pytest.fixture
def plot(qtbot: QtBot, theme: Theme) -> CalibrationPlot:
    made = CalibrationPlot(theme)
    qtbot.addWidget(made)
    made.resize(460, 280)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_that_the_best_row_with_probabilities_is_shown_first() -> None:
    picture = resolve(findings(), ())

    assert picture is not None
    best = max(
        (row for row in findings().rows if row.calibration is not None),
        key=lambda row: row.mean or 0.0,
    )
    assert {curve.key for curve in picture.curves} == {best.key}
    assert [curve.after for curve in picture.curves] == [False, True]


def test_that_bins_lie_at_their_confidence_and_accuracy(plot: CalibrationPlot) -> None:
    plot.draw(finished())
    plot.show_rows(("naive_bayes",))
    row = findings().row("naive_bayes")
    assert plot.picture is not None
    assert row is not None
    assert row.calibration is not None
    assert row.calibrated is not None

    before, after = plot.picture.curves

    assert before.bins == row.calibration.bins
    assert after.bins == row.calibrated.bins
    for curve in plot.picture.curves:
        for one in curve.bins:
            assert plot.picture.low <= min(one.confidence, one.accuracy)
            assert max(one.confidence, one.accuracy) <= 1
    assert sum(one.count for one in before.bins) == 1797


def test_that_both_axes_have_the_same_range(plot: CalibrationPlot) -> None:
    plot.draw(finished())

    x, y = plot.canvas.getPlotItem().getViewBox().viewRange()
    assert x == pytest.approx(y)
    assert x[1] == pytest.approx(1.0, abs=0.05)


def test_that_the_subtitle_tells_the_error_before_and_after(
    plot: CalibrationPlot,
) -> None:
    plot.draw(finished())
    plot.show_rows(("random_forest",))
    row = findings().row("random_forest")
    assert row is not None
    assert row.calibration is not None

    text = plot.subtitle(plot.state)

    assert text.startswith(f"calibration error {100 * row.calibration.ece:.0f} % → ")


def test_that_before_and_after_differ_in_more_than_colour(
    plot: CalibrationPlot,
) -> None:
    plot.draw(finished())

    signs = {entry.text: entry.sign for entry in plot.canvas.key.entries}
    assert signs["as stated"] == "hollow"
    assert signs["calibrated"] == "curve"
    assert signs["believable"] == "line"


def test_that_several_rows_can_be_compared_without_counts(
    plot: CalibrationPlot,
) -> None:
    plot.draw(finished())
    plot.show_rows(("naive_bayes", "soft_vote"))
    assert plot.picture is not None

    assert len(plot.picture.curves) == 4
    assert plot.picture.counted == ()
    entries = plot.canvas.key.entries
    assert len({(entry.colour, entry.shape) for entry in entries[:4]}) == 2
    assert {row[0] for row in plot.table(plot.state).rows} == {
        "Naive Bayes",
        "Soft vote",
    }


@pytest.mark.parametrize("size", [(330, 240), (460, 280), (680, 420)])
def test_that_counts_stand_apart_and_inside(
    plot: CalibrationPlot, size: tuple[int, int]
) -> None:
    plot.resize(*size)
    plot.draw(finished())
    view = plot.canvas.getPlotItem().getViewBox()
    rect: QRectF = view.sceneBoundingRect()

    texts = plot._layer.count_texts(
        lambda x, y: view.mapViewToScene(QPointF(x, y)), rect
    )

    assert len(texts) >= 3
    for number, (place, _) in enumerate(texts):
        assert rect.adjusted(-1, -1, 1, 1).contains(place)
        assert not any(place.intersects(other) for other, _ in texts[:number])


def test_that_a_row_without_probabilities_is_not_offered(plot: CalibrationPlot) -> None:
    plot.draw(finished())

    assert "hard_vote" not in dict(plot._choice.choices)
    plot.show_rows(("hard_vote",))
    assert plot.picture is not None
    assert plot.picture.curves[0].key != "hard_vote"


def test_that_a_row_that_was_not_calibrated_has_one_curve(
    plot: CalibrationPlot,
) -> None:
    rows = tuple(
        msgspec.structs.replace(row, calibrated=None) for row in findings().rows
    )

    plot.draw(finished(msgspec.structs.replace(findings(), rows=rows)))

    assert plot.picture is not None
    assert len(plot.picture.curves) == 1
    assert "→" not in plot.subtitle(plot.state)


def test_that_a_run_without_probabilities_says_so(plot: CalibrationPlot) -> None:
    plot.draw(finished(regression()))

    assert "states probabilities" in plot.notice


def test_that_the_table_has_a_row_per_bin(plot: CalibrationPlot) -> None:
    plot.draw(finished())
    assert plot.picture is not None
    rows = plot.table(plot.state).rows

    bins = [(c, one) for c in plot.picture.curves for one in c.bins]
    assert [row[2:5] for row in rows] == [
        (one.confidence, one.accuracy, one.count) for _, one in bins
    ]
    assert [row[7] for row in rows] == [curve.whole.ece for curve, _ in bins]


def test_that_the_tip_counts_the_rows_of_a_bin(plot: CalibrationPlot) -> None:
    plot.draw(finished())
    assert plot.picture is not None
    one = plot.picture.curves[1].bins[-1]

    tip = plot.tip(QPointF(one.confidence, one.accuracy))

    assert f"{one.count} test rows" in tip
    assert "sure" in tip


def test_that_a_choice_in_the_header_shows_another_row(plot: CalibrationPlot) -> None:
    plot.draw(finished())
    place = plot._choice.findData("mlp")

    plot._choice.setCurrentIndex(place)
    plot._choice.activated.emit(place)

    assert plot.picture is not None
    assert plot.picture.curves[0].title == "Neural network (MLP)"
