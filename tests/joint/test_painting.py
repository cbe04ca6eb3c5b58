"""Moving rows between clients by hand."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.core.errors import BadInput
from workbench.joint.painting import (
    MOVES,
    Move,
    Painting,
    apply,
    check_moves,
    formatted,
    parse,
)
from workbench.joint.partition import partition, shares

CLASSES, CLIENTS = 3, 4
Y = np.random.default_rng(5).integers(0, CLASSES, 200)
BASE = partition("iid", Y, "classification", CLASSES, CLIENTS, 0, {})
PAINTING = Painting(method="iid", clients=CLIENTS, params={}, seed=0)

some_moves = st.lists(
    st.builds(
        lambda label, source, step, rows: Move(
            label, source, (source + step) % CLIENTS, rows
        ),
        st.integers(0, CLASSES - 1),
        st.integers(0, CLIENTS - 1),
        st.integers(1, CLIENTS - 1),
        st.integers(1, 60),
    ),
    max_size=12,
)


def painted(*moves: Move):
    return apply(BASE, Y, moves, 0, CLASSES)


def counts(clients) -> list[list[int]]:
    return [list(share.counts) for share in shares(clients, Y, CLASSES)]


def problems(text: str) -> list[str]:
    with pytest.raises(BadInput) as caught:
        parse(text)
    assert {problem.field for problem in caught.value.problems} == {"params.moves"}
    return [str(problem.message) for problem in caught.value.problems]


def test_that_a_move_takes_rows_of_its_class_from_one_client_to_another() -> None:
    before, after = counts(BASE), counts(painted(Move(2, 0, 3, 7)))
    before[0][2] -= 7
    before[3][2] += 7
    assert after == before


def test_that_no_more_rows_move_than_there_are_and_that_this_is_said() -> None:
    held = counts(BASE)[1][0]
    made = painted(Move(0, 1, 2, 10_000))
    assert counts(made)[1][0] == 0
    assert counts(made)[2][0] == counts(BASE)[2][0] + held
    (note,) = made.notes
    assert str(note).startswith(f"Rows moved by hand: {held} in 1 moves, though 10,000")


def test_that_without_moves_the_partition_stays_itself() -> None:
    assert painted() is BASE


def test_that_a_client_that_was_emptied_by_hand_is_said_to_be_empty() -> None:
    made = painted(*(Move(label, 2, 0, 1000) for label in range(CLASSES)))
    assert made.sizes[2] == 0
    assert "1 of 4 clients hold no rows" in str(made.notes[0])


def test_that_a_client_that_was_filled_by_hand_is_not_said_to_be_empty() -> None:
    y = np.zeros(40, int)
    base = partition("dirichlet_class", y, "classification", 1, 8, 0, {"alpha": 0.01})
    empty = np.flatnonzero(base.sizes == 0).tolist()
    assert len(base.notes) == 1
    fullest = int(base.sizes.argmax())
    moves = [Move(0, fullest, client, 1) for client in empty]
    (note,) = apply(base, y, moves, 0, 1).notes
    assert str(note) == f"Rows moved by hand: {len(empty)} in {len(empty)} moves."


@settings(deadline=None)
@given(some_moves)
def test_that_moves_lose_no_row_and_are_the_same_again(moves: list[Move]) -> None:
    made, again = painted(*moves), painted(*moves)
    assert sorted(made.order.tolist()) == list(range(len(Y)))
    assert made.order.tolist() == again.order.tolist()
    assert made.bounds.tolist() == again.bounds.tolist()
    assert made.names == BASE.names
    # A class is only ever moved whole rows of: its total stays.
    assert np.sum(counts(made), axis=0).tolist() == [
        Counter(Y.tolist())[k] for k in range(CLASSES)
    ]


@settings(deadline=None)
@given(some_moves)
def test_that_moves_and_the_same_ones_back_leave_everything_as_it_was(
    moves: list[Move],
) -> None:
    there, held = [], BASE
    for move in moves:
        count = counts(held)[move.source][move.label]
        if count:  # else the way back would take rows that never came
            there.append(
                Move(move.label, move.source, move.target, min(count, move.rows))
            )
            held = painted(*there)
    back = [Move(m.label, m.target, m.source, m.rows) for m in reversed(there)]
    made = painted(*there, *back)
    assert made.order.tolist() == BASE.order.tolist()
    assert made.bounds.tolist() == BASE.bounds.tolist()


def test_that_the_seed_chooses_which_rows_leave() -> None:
    move = [Move(1, 0, 1, 5)]
    one, other = (set(apply(BASE, Y, move, s, CLASSES).rows(1)) for s in (1, 2))
    assert len(one) == len(other)
    assert one != other


def test_that_values_move_as_one_class() -> None:
    y = np.linspace(0, 1, 40)
    base = partition("contiguous", y, "regression", 0, 4, 0, {})
    made = apply(base, y, [Move(0, 0, 3, 4)], 0, 0)
    assert made.sizes.tolist() == [6, 10, 10, 14]


def test_that_a_painting_is_drawn_from_its_base_and_undone_move_by_move() -> None:
    first = PAINTING.moved(Move(0, 0, 1, 3))
    second = first.moved(Move(1, 2, 3, 4))
    assert second.text == "0:0>1:3, 1:2>3:4"
    assert second.undone() == first
    assert first.undone() == PAINTING.undone() == PAINTING

    def order(painting: Painting) -> list[int]:
        return painting.drawn(Y, "classification", CLASSES).order.tolist()

    assert order(PAINTING) == BASE.order.tolist()
    assert order(second) == painted(*second.moves).order.tolist()
    assert order(second.undone()) == order(first) != order(second)


def test_that_a_painting_of_owners_moves_rows_between_owners() -> None:
    owners = np.array(["b", "a"] * 100)
    painting = Painting(
        method="owner", clients=1, params={}, seed=0, moves=(Move(0, 0, 1, 2),)
    )
    made = painting.drawn(Y, "classification", CLASSES, owners)
    assert made.names == ("a", "b")
    assert made.sizes.tolist() == [98, 102]


# -- as text ---------------------------------------------------------------------------


@given(some_moves)
def test_that_moves_survive_being_written(moves: list[Move]) -> None:
    assert list(parse(formatted(moves))) == moves
    assert MOVES.problem(formatted(moves), "params.moves") is None


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_that_a_blank_text_moves_nothing(text: str) -> None:
    assert parse(text) == ()


def test_that_spaces_do_not_matter() -> None:
    assert parse(" 3 : 0 > 2 : 10,1:4>0:5 ") == (Move(3, 0, 2, 10), Move(1, 4, 0, 5))


@pytest.mark.parametrize(
    "piece",
    ["3:0-2:10", "a:0>2:10", "3:0>2", "3:0>2:-1", "3:0>2:1.5", "9" * 400, "٣:0>2:1"],
)
def test_that_a_piece_that_is_no_move_is_named(piece: str) -> None:
    (text,) = problems(f"3:0>2:10, {piece}")
    assert text.startswith(f"Move 2 is “{piece[:40]}”")
    assert "class:from>to:rows" in text


def test_that_every_wrong_piece_is_told_at_once() -> None:
    assert len(problems("x, 3:0>2:10, y,")) == 3


@pytest.mark.parametrize(
    ("move", "words"),
    [
        (Move(3, 0, 1, 1), "names class 3; classes are 0 to 2"),
        (Move(0, 4, 1, 1), "names client 4; clients are 0 to 3"),
        (Move(0, 0, 9, 1), "names client 9; clients are 0 to 3"),
        (Move(0, 1, 1, 1), "from a client to itself"),
        (Move(0, 1, 2, 0), "moves no rows"),
    ],
)
def test_that_a_move_that_does_not_fit_is_refused(move: Move, words: str) -> None:
    moves = [Move(0, 0, 1, 1), move]
    (problem,) = check_moves(moves, CLIENTS, CLASSES)
    assert problem.field == "params.moves"
    assert words in str(problem.message)
    assert f"Move 2 ({move})" in str(problem.message)
    with pytest.raises(BadInput):
        painted(*moves)
