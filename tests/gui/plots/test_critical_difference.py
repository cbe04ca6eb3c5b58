from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF
from pytestqt.qtbot import QtBot

from tests.gui.plots.ensemble_states import ranks
from workbench.core.ensemble import Ranks
from workbench.core.messages import Message
from workbench.gui.plots.critical_difference import CriticalDifferencePlot
from workbench.gui.plots.rank_layout import Layout, layout, needed_height
from workbench.gui.theme import Theme


@pytest.fixture
def plot(qtbot: QtBot, theme: Theme) -> CriticalDifferencePlot:
    made = CriticalDifferencePlot(theme)
    qtbot.addWidget(made)
    made.resize(460, 300)
    with qtbot.waitExposed(made):
        made.show()
    return made


def many(count: int) -> Ranks:
    """Rows whose mean ranks are 1, 2, …, of which neighbours equal each other."""
    keys = tuple(f"row{i}" for i in range(count))
    return msgspec.structs.replace(
        ranks(),
        keys=keys,
        titles=tuple(Message(f"Row with a long name {i}") for i in range(count)),
        scores=((0.5,) * count,),
        datasets=("one",),
        mean_ranks=tuple(float(i + 1) for i in range(count)),
        critical_difference=1.5,
        groups=tuple((keys[i], keys[i + 1]) for i in range(count - 1)),
    )


def laid_out(state: Ranks, width: float, height: float = 0.0) -> tuple[Layout, QRectF]:
    metrics = QFontMetricsF(QFont())
    view = QRectF(10, 5, width, max(height, needed_height(state, metrics)))
    return layout(state, view, metrics, "critical difference 1.50"), view


STATES = {
    "eight rows": ranks,
    "three rows": lambda: ranks(3),
    "two rows": lambda: many(2),
    "twenty-two rows": lambda: many(22),
}


@pytest.mark.parametrize("state", STATES.values(), ids=STATES)
@pytest.mark.parametrize("size", [(330, 0), (460, 280), (700, 460)])
def test_that_no_words_overlap_and_all_are_inside(
    qapp: object,
    state,
    size: tuple[float, float],  # type: ignore[no-untyped-def]
) -> None:
    found, view = laid_out(state(), *size)

    texts = [elbow.name for elbow in found.elbows]
    texts += [text for _, text in found.ticks if text is not None]
    texts.append(found.ruler_words)
    for number, text in enumerate(texts):
        assert view.contains(text.place), text.words
        for other in texts[:number]:
            assert not text.place.intersects(other.place), (text.words, other.words)


def test_that_a_long_name_may_have_what_short_ones_on_the_other_side_leave(
    qapp: object,
) -> None:
    short = msgspec.structs.replace(
        ranks(3),
        titles=(Message("A name that is quite long"), Message("b"), Message("c")),
    )
    width = 2.4 * QFontMetricsF(QFont()).horizontalAdvance(
        "0.00  A name that is quite long"
    )
    found, _ = laid_out(short, width)
    assert any(e.name.words.endswith("A name that is quite long") for e in found.elbows)


@pytest.mark.parametrize("state", STATES.values(), ids=STATES)
def test_that_no_elbow_crosses_another(qapp: object, state) -> None:  # type: ignore[no-untyped-def]
    found, _ = laid_out(state(), 460, 280)

    for elbow in found.elbows:
        _, bend, end = elbow.line
        left, right = sorted((bend.x(), end.x()))
        for other in found.elbows:
            start, below, _ = other.line
            if other is elbow or start.x() == bend.x():
                continue
            crosses = left < start.x() < right and start.y() < bend.y() < below.y()
            assert not crosses


def test_that_the_best_rank_is_to_the_right_and_named_first(qapp: object) -> None:
    state = ranks()
    found, _ = laid_out(state, 460)

    best = min(found.elbows, key=lambda elbow: elbow.rank)
    worst = max(found.elbows, key=lambda elbow: elbow.rank)

    assert best.line[0].x() > worst.line[0].x()
    assert best.name.place.left() > best.line[0].x()
    assert worst.name.place.right() < worst.line[0].x()
    assert best.name.words.endswith("Super learner")
    xs = {elbow.rank: elbow.line[0].x() for elbow in found.elbows}
    assert [xs[rank] for rank in sorted(xs)] == sorted(xs.values(), reverse=True)


def test_that_the_ruler_is_as_long_as_the_critical_difference(qapp: object) -> None:
    state = ranks()
    found, _ = laid_out(state, 460)
    (left, right) = found.axis

    unit = (right.x() - left.x()) / (len(state.keys) - 1)

    start, end = found.ruler
    assert (end.x() - start.x()) / unit == pytest.approx(state.critical_difference)


def test_that_a_ruler_longer_than_the_picture_ends_inside(qapp: object) -> None:
    state = msgspec.structs.replace(ranks(3), critical_difference=50.0)

    found, view = laid_out(state, 460)

    assert found.ruler[1].x() < view.right()


def test_that_a_bar_spans_exactly_its_group(qapp: object) -> None:
    state = ranks()
    found, _ = laid_out(state, 460)
    xs = {elbow.key: elbow.line[0].x() for elbow in found.elbows}

    assert [bar.keys for bar in found.bars] == list(state.groups)
    for bar in found.bars:
        inside = {key for key, x in xs.items() if bar.start.x() < x < bar.end.x()}
        assert inside == set(bar.keys)


def test_that_bars_that_overlap_lie_apart(qapp: object) -> None:
    found, _ = laid_out(many(9), 460)

    for number, bar in enumerate(found.bars):
        for other in found.bars[:number]:
            if bar.start.y() == other.start.y():
                assert bar.end.x() < other.start.x() or other.end.x() < bar.start.x()


def test_that_the_axis_names_fewer_ranks_where_it_is_narrow(qapp: object) -> None:
    narrow, _ = laid_out(many(22), 330)
    wide, _ = laid_out(many(22), 900)

    def named(found: Layout) -> int:
        return sum(text is not None for _, text in found.ticks)

    assert 2 <= named(narrow) < named(wide)
    assert len(narrow.ticks) == len(wide.ticks) == 22


def test_that_there_is_a_line_for_every_name(plot: CriticalDifferencePlot) -> None:
    plot.draw(ranks())
    few = plot.minimumHeight()

    plot.draw(many(22))

    assert plot.minimumHeight() > few
    plot.draw(None)
    assert plot.minimumHeight() == 0


def test_that_the_table_has_ranks_best_first_and_all_scores(
    plot: CriticalDifferencePlot,
) -> None:
    state = ranks()
    table = plot.table(state)

    assert [row[1] for row in table.rows] == sorted(state.mean_ranks)
    assert table.headers[3:] == state.datasets
    by_title = {row[0]: row for row in table.rows}
    assert by_title["RBF SVM"][3:] == tuple(line[0] for line in state.scores)
    assert "Soft vote" in str(by_title["Super learner"][2])


def test_that_the_tip_says_what_a_row_equals(plot: CriticalDifferencePlot) -> None:
    plot.draw(ranks())
    found = plot.layout_now
    assert found is not None
    view = plot.canvas.getPlotItem().getViewBox()
    best = found.elbows[0]

    tip = plot.tip(view.mapSceneToView(best.line[0]))
    same = plot.tip(view.mapSceneToView(best.name.place.center()))

    assert tip.startswith("Super learner: mean rank 1.19 of 8\nnot told apart from: ")
    assert tip == same
    assert plot.tip(QPointF(0.5, 0.02)) == ""


def test_that_a_row_apart_from_all_others_says_so(
    plot: CriticalDifferencePlot,
) -> None:
    plot.draw(msgspec.structs.replace(ranks(), groups=()))
    found = plot.layout_now
    assert found is not None
    view = plot.canvas.getPlotItem().getViewBox()

    tip = plot.tip(view.mapSceneToView(found.elbows[0].name.place.center()))

    assert tip.endswith("told apart from all others")
    assert found.bars == ()


def test_that_the_subtitle_tells_friedmans_p(plot: CriticalDifferencePlot) -> None:
    assert plot.subtitle(ranks()) == "8 data sets · Friedman: p < 0.001"
    some = msgspec.structs.replace(ranks(), p=0.0312)
    assert plot.subtitle(some).endswith("p = 0.031")
