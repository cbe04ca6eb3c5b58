from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, QSizeF

from workbench.gui.plots.labels import Wish, placed

VIEW = QRectF(0, 0, 400, 200)

marks = st.tuples(st.floats(0, 400), st.floats(0, 200))
widths = st.floats(20, 140)


def wish(mark: tuple[float, float], width: float = 60.0) -> Wish:
    return Wish(mark=QPointF(*mark), radius=4.0, size=QSizeF(width, 14.0))


@given(st.lists(st.tuples(marks, widths), max_size=25))
def test_that_labels_cover_neither_each_other_nor_a_mark_nor_the_edge(
    asked: list[tuple[tuple[float, float], float]],
) -> None:
    wishes = [wish(mark, width) for mark, width in asked]

    places = [found.place for found in placed(wishes, VIEW) if found is not None]

    for number, place in enumerate(places):
        assert VIEW.contains(place)
        assert not any(place.intersects(other) for other in places[:number])
    for one, found in zip(wishes, placed(wishes, VIEW), strict=True):
        if found is None:
            continue
        for other in wishes:
            mark = QRectF(0, 0, 8, 8)
            mark.moveCenter(other.mark)
            assert other is one or not found.place.intersects(mark)


def test_that_a_lonely_label_stands_to_the_right_of_its_mark() -> None:
    (found,) = placed([wish((100, 100))], VIEW)

    assert found is not None
    assert found.tied is None
    assert found.place.left() == 107
    assert found.place.center().y() == 100


def test_that_a_label_at_the_right_edge_stands_to_the_left() -> None:
    (found,) = placed([wish((390, 100))], VIEW)

    assert found is not None
    assert found.place.right() == 383


def test_that_a_label_that_had_to_move_away_is_tied_to_its_mark() -> None:
    crowd = [wish((200 + 6 * (n % 4), 100 + 6 * (n // 4)), 80.0) for n in range(12)]

    found = [place for place in placed(crowd, VIEW) if place is not None]

    assert len(found) >= 6
    assert any(place.tied is not None for place in found)
    for place in found:
        if place.tied is not None:
            assert place.place.adjusted(-0.1, -0.1, 0.1, 0.1).contains(place.tied)


@given(st.lists(st.tuples(marks, widths), min_size=5, max_size=20))
def test_that_no_tie_runs_through_a_label(
    asked: list[tuple[tuple[float, float], float]],
) -> None:
    wishes = [wish(mark, width) for mark, width in asked]
    found = placed(wishes, VIEW)

    for one, label in zip(wishes, found, strict=True):
        if label is None or label.tied is None:
            continue
        for step in range(21):
            place = one.mark + (label.tied - one.mark) * (step / 20)
            for other in found:
                if other is not None and other is not label:
                    inside = other.place.adjusted(1, 1, -1, -1)
                    assert not inside.contains(place)


def test_that_labels_keep_off_those_written_before() -> None:
    (first,) = placed([wish((100, 100))], VIEW)
    assert first is not None

    (second,) = placed([wish((101, 101))], VIEW, written=[first.place])

    assert second is not None
    assert not second.place.intersects(first.place)


def test_that_a_label_without_room_is_left_out() -> None:
    assert placed([wish((100, 100), 1000.0)], VIEW) == (None,)


def test_that_earlier_labels_choose_first() -> None:
    first, second = placed([wish((100, 100)), wish((110, 100))], VIEW)

    assert first is not None
    assert second is not None
    assert first.tied is None


def test_that_labels_keep_off_what_is_taken() -> None:
    taken = QRectF(104, 80, 100, 40)

    (found,) = placed([wish((100, 100))], VIEW, [taken])

    assert found is not None
    assert not found.place.intersects(taken)
