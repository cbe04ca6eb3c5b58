from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from pytestqt.qtbot import QtBot

from tests.gui.plots.ensemble_states import (
    MEMBERS,
    few,
    findings,
    finished,
    regression,
    state,
)
from workbench.gui.plots.diversity import DiversityPlot
from workbench.gui.plots.kappa_error import KappaErrorPlot, resolve
from workbench.gui.plots.pairs import MEASURES, figure, measured, pairs
from workbench.gui.theme import Theme


@pytest.fixture
def matrix(qtbot: QtBot, theme: Theme) -> DiversityPlot:
    made = DiversityPlot(theme)
    qtbot.addWidget(made)
    made.resize(460, 280)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def dots(qtbot: QtBot, theme: Theme) -> KappaErrorPlot:
    made = KappaErrorPlot(theme)
    qtbot.addWidget(made)
    made.resize(460, 280)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.mark.parametrize("measure", MEASURES)
def test_that_each_cell_says_the_figure_of_its_pair(
    matrix: DiversityPlot,
    measure: str,
) -> None:
    matrix.draw(finished())
    matrix.show_measure(measure)  # type: ignore[arg-type]
    found = findings().diversity
    assert found is not None
    figures = measured(found, measure)  # type: ignore[arg-type]

    assert len(matrix.cells) == 100
    for cell in matrix.cells:
        if cell.row == cell.column:
            assert cell.texts == ()
        else:
            assert cell.texts[0] == figure(figures[cell.row][cell.column], 3)


def test_that_a_larger_figure_has_a_stronger_colour(matrix: DiversityPlot) -> None:
    matrix.draw(finished())
    matrix.show_measure("disagreement")
    pairs_of_cells = [c for c in matrix.cells if c.texts]

    order = sorted(pairs_of_cells, key=lambda cell: float(cell.texts[0]))

    strengths = [cell.strength for cell in order]
    assert strengths[0] == min(strengths)
    assert strengths[-1] == max(strengths) < 1


@pytest.mark.parametrize("size", [(360, 250), (460, 280), (680, 420)])
def test_that_every_cell_of_ten_members_has_a_figure(
    matrix: DiversityPlot, size: tuple[int, int]
) -> None:
    matrix.resize(*size)
    matrix.draw(finished())
    view: QRectF = matrix.canvas.getPlotItem().getViewBox().sceneBoundingRect()
    cell = QSizeF(view.width() / 10, view.height() / 10)

    written = matrix._layer.written(cell)

    assert all(text for (row, column), text in written.items() if row != column)


def test_that_the_key_shows_both_ends_of_the_scale(matrix: DiversityPlot) -> None:
    matrix.draw(finished())
    matrix.show_measure("double_fault")
    low, high, words = matrix.canvas.key.entries

    found = findings().diversity
    assert found is not None
    values = [v for i, row in enumerate(found.double_fault) for v in row[:i]]
    assert (low.text, high.text) == (
        figure(min(v for v in values if v is not None)),
        figure(max(v for v in values if v is not None)),
    )
    assert words.text == "share of rows that both get wrong"


def test_that_an_undefined_figure_is_a_dash(matrix: DiversityPlot) -> None:
    found = few("rbf_svm", "mlp", "soft_vote")
    assert found.diversity is not None
    bare = msgspec.structs.replace(
        found.diversity, q=((1.0, None), (None, 1.0)), kappa=((1.0, None), (None, 1.0))
    )

    matrix.draw(state("done", msgspec.structs.replace(found, diversity=bare)))

    assert {cell.texts[0] for cell in matrix.cells if cell.texts} == {"–"}
    assert matrix.subtitle(matrix.state) == ""


def test_that_the_tip_says_all_measures_of_a_pair(matrix: DiversityPlot) -> None:
    matrix.draw(finished())

    lines = matrix.tip(QPointF(5, -1)).splitlines()

    assert lines[0] == "Decision tree + RBF SVM"
    assert len(lines) == 7
    assert matrix.tip(QPointF(3, -3)) == ""
    assert matrix.tip(QPointF(12, 0)) == ""


@pytest.mark.parametrize("which", ["matrix", "dots"])
def test_that_a_regression_has_no_such_figures(
    which: str, request: pytest.FixtureRequest
) -> None:
    plot = request.getfixturevalue(which)

    plot.draw(finished(regression()))

    assert "a regression does not have" in plot.notice


def test_that_the_table_has_every_pair_once_with_all_measures(
    matrix: DiversityPlot, dots: KappaErrorPlot
) -> None:
    table = matrix.table(finished())
    found = findings().diversity
    assert found is not None

    assert len(table.rows) == 45
    assert table.rows[0][:3] == (
        "Logistic regression",
        "Decision tree",
        found.q[0][1],
    )
    assert table == dots.table(finished())


def test_that_every_pair_is_a_dot_at_its_kappa_and_error() -> None:
    picture = resolve(findings())
    found = findings().diversity

    assert picture is not None
    assert found is not None
    assert len(picture.dots) == len(pairs(found)) == 45
    for dot in picture.dots:
        i, j = dot.pair
        assert (dot.kappa, dot.error) == (found.kappa[i][j], found.mean_error[i][j])
        assert picture.x[0] < dot.kappa < picture.x[1]
        assert picture.y[0] < dot.error < picture.y[1]


def test_that_a_click_chooses_a_pair_and_names_it(
    dots: KappaErrorPlot, qtbot: QtBot
) -> None:
    dots.draw(finished())
    picture = resolve(findings())
    assert picture is not None
    dot = max(picture.dots, key=lambda dot: dot.error)

    with qtbot.waitSignal(dots.pair_chosen) as blocker:
        dots.canvas.clicked.emit(QPointF(dot.kappa, dot.error))

    assert blocker.args == [("decision_tree", "naive_bayes")]
    assert dots.subtitle(dots.state) == "Decision tree + Naive Bayes"
    assert dots.picture is not None
    assert dots.picture.dots[dots.picture.named[0]] == dot

    with qtbot.waitSignal(dots.pair_chosen) as blocker:
        dots.canvas.clicked.emit(QPointF(0.92, 0.12))  # nobody is there
    assert blocker.args == [None]


def test_that_the_mouse_tells_where_it_clicked(
    dots: KappaErrorPlot, qtbot: QtBot
) -> None:
    dots.draw(finished())
    view = dots.canvas.getPlotItem().getViewBox()
    place = dots.canvas.mapFromScene(view.sceneBoundingRect().center())

    with qtbot.waitSignal(dots.canvas.clicked) as blocker:
        qtbot.mouseClick(dots.canvas.viewport(), Qt.MouseButton.LeftButton, pos=place)

    (x0, x1), (y0, y1) = view.viewRange()
    assert blocker.args[0].x() == pytest.approx((x0 + x1) / 2, abs=0.01 * (x1 - x0))
    assert blocker.args[0].y() == pytest.approx((y0 + y1) / 2, abs=0.01 * (y1 - y0))


def test_that_arrow_keys_go_through_the_pairs_by_kappa(
    dots: KappaErrorPlot, qtbot: QtBot
) -> None:
    dots.draw(finished())
    picture = resolve(findings())
    assert picture is not None
    order = sorted(picture.dots, key=lambda dot: dot.kappa)

    qtbot.keyClick(dots.canvas, Qt.Key.Key_Right)
    assert dots.subtitle(dots.state) == order[0].name
    qtbot.keyClick(dots.canvas, Qt.Key.Key_Right)
    assert dots.subtitle(dots.state) == order[1].name
    qtbot.keyClick(dots.canvas, Qt.Key.Key_Left)
    qtbot.keyClick(dots.canvas, Qt.Key.Key_Left)
    assert dots.subtitle(dots.state) == order[-1].name
    qtbot.keyClick(dots.canvas, Qt.Key.Key_Escape)
    assert dots.subtitle(dots.state) == "45 pairs"


def test_that_a_pair_can_be_chosen_by_its_members(dots: KappaErrorPlot) -> None:
    dots.draw(finished())

    dots.choose("rbf_svm", "logistic_regression")

    assert dots.subtitle(dots.state) == "Logistic regression + RBF SVM"
    dots.choose("rbf_svm", "nobody")
    assert dots.subtitle(dots.state) == "45 pairs"
    assert set(MEMBERS) >= {"rbf_svm"}


def test_that_a_pair_that_another_run_lacks_is_forgotten(dots: KappaErrorPlot) -> None:
    dots.draw(finished())
    dots.choose("extra_trees", "gradient_boosting")

    dots.draw(finished(few("rbf_svm", "mlp", "soft_vote")))

    assert dots.subtitle(dots.state) == "1 pair"


@pytest.mark.parametrize("size", [(330, 240), (460, 280), (680, 420)])
def test_that_names_of_pairs_stand_inside_and_apart(
    dots: KappaErrorPlot, size: tuple[int, int]
) -> None:
    dots.resize(*size)
    dots.draw(finished())
    dots.choose("decision_tree", "naive_bayes")
    view = dots.canvas.getPlotItem().getViewBox()
    rect: QRectF = view.sceneBoundingRect()
    assert dots.picture is not None

    places = dots._layer.label_places(
        dots.picture, lambda x, y: view.mapViewToScene(QPointF(x, y)), rect
    )

    found = [place.place for place in places if place is not None]
    assert len(found) >= 2
    for number, place in enumerate(found):
        assert rect.contains(place)
        assert not any(place.intersects(other) for other in found[:number])
