"""Moving rows between clients by hand, on top of any way of dealing them.

A painting is a base (method, parameters, seed) and moves, each "of this class, from
this client to that one, so many rows". As text in a parameter it is
``class:from>to:rows``, comma-separated and counted from 0: ``3:0>2:10, 1:4>0:5``. Undo
drops the last move; what is left says the whole partition again.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.core.errors import BadInput, Problem
from workbench.core.messages import QT_TRANSLATE_NOOP, Message, Value
from workbench.core.parameters import Parameter, ParamValue
from workbench.joint.base import Clients, packed
from workbench.joint.partition import Kind, emptiness, partition

FIELD = "params.moves"
MOVES = Parameter(
    name="moves",
    kind="text",
    default="",
    title=Message(QT_TRANSLATE_NOOP("Message", "Rows moved by hand")),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "After dealing, as class:from>to:rows, counted from 0 and separated by "
            "commas: 3:0>2:10 moves 10 rows of class 3 from client 0 to client 2.",
        )
    ),
)
_MOVE = re.compile(r"(\d{1,9}):(\d{1,9})>(\d{1,9}):(\d{1,9})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Move:
    """``rows`` rows of class ``label`` go from client ``source`` to ``target``.

    Fewer where it holds fewer. Of values, all rows are of class 0.
    """

    label: int
    source: int
    target: int
    rows: int

    def __str__(self) -> str:
        return f"{self.label}:{self.source}>{self.target}:{self.rows}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Painting:
    """A partition as a person made it: the base that was drawn, and moves since."""

    method: str
    clients: int
    params: Mapping[str, ParamValue]
    seed: int
    moves: tuple[Move, ...] = ()

    @property
    def text(self) -> str:
        """The moves as the parameter has them."""
        return formatted(self.moves)

    def moved(self, move: Move) -> Painting:
        """With one more move."""
        return dataclasses.replace(self, moves=(*self.moves, move))

    def undone(self) -> Painting:
        """Without the last move; the same where there is none."""
        return dataclasses.replace(self, moves=self.moves[:-1])

    def drawn(
        self,
        y: NDArray[Any],
        kind: Kind,
        n_classes: int,
        owners: Sequence[str] | NDArray[Any] | None = None,
    ) -> Clients:
        """Who holds what.

        Raises:
            BadInput: the base cannot be dealt, or a move does not fit it.
        """
        base = partition(
            self.method,
            y,
            kind,
            n_classes,
            self.clients,
            self.seed,
            self.params,
            owners,
        )
        return apply(base, y, self.moves, self.seed, n_classes)


def formatted(moves: Sequence[Move]) -> str:
    """The moves as text; :func:`parse` reads it."""
    return ", ".join(map(str, moves))


def parse(text: str) -> tuple[Move, ...]:
    """The moves that ``text`` says; none if it is blank.

    Raises:
        BadInput: one problem for each piece that is no move.
    """
    moves, problems = [], []
    pieces = [piece.strip() for piece in text.split(",")] if text.strip() else []
    for number, piece in enumerate(pieces, 1):
        if found := _MOVE.fullmatch("".join(piece.split())):
            moves.append(Move(*map(int, found.groups())))
        else:
            bad = QT_TRANSLATE_NOOP(
                "Message",
                "Move {number} is “{piece}”: write class:from>to:rows, such as "
                "3:0>2:10, with commas between moves.",
            )
            problems.append(_problem(bad, number=number, piece=piece[:40]))
    if problems:
        raise BadInput(problems)
    return tuple(moves)


def check_moves(moves: Sequence[Move], clients: int, n_classes: int) -> list[Problem]:
    """The moves that cannot be made among so many clients and classes."""
    labels = max(n_classes, 1)
    problems = []
    for number, move in enumerate(moves, 1):
        values: dict[str, Value] = {"number": number, "move": str(move)}
        if move.label >= labels:
            text = QT_TRANSLATE_NOOP(
                "Message",
                "Move {number} ({move}) names class {label}; classes are 0 to {last}.",
            )
            values |= {"label": move.label, "last": labels - 1}
        elif max(move.source, move.target) >= clients:
            text = QT_TRANSLATE_NOOP(
                "Message",
                "Move {number} ({move}) names client {client}; clients are 0 to "
                "{last}. Remove the move, or ask for more clients.",
            )
            values |= {"client": max(move.source, move.target), "last": clients - 1}
        elif move.source == move.target:
            text = QT_TRANSLATE_NOOP(
                "Message",
                "Move {number} ({move}) goes from a client to itself: name another, or "
                "remove the move.",
            )
        elif move.rows < 1:
            text = QT_TRANSLATE_NOOP(
                "Message",
                "Move {number} ({move}) moves no rows: move 1 or more, or remove it.",
            )
        else:
            continue
        problems.append(_problem(text, **values))
    return problems


def apply(
    clients: Clients,
    y: NDArray[Any],
    moves: Sequence[Move],
    seed: int,
    n_classes: int,
) -> Clients:
    """``clients`` after ``moves``; without any, the same.

    Which rows leave is by chance of ``seed``, but rows that came last leave first: a
    move and the same one back leave everything as it was.

    Raises:
        BadInput: what :func:`check_moves` finds.
    """
    if problems := check_moves(moves, len(clients), n_classes):
        raise BadInput(problems)
    if not moves:
        return clients
    label = y if n_classes else np.zeros(len(y), np.int64)
    rank = np.random.default_rng(seed).permutation(len(y))
    held = _Hands(clients, label, rank)
    asked = sum(move.rows for move in moves)
    made = sum(held.move(move) for move in moves)
    painted = packed(held.parts(), clients.names, clients.method)
    return dataclasses.replace(
        painted,
        notes=(*_kept(clients), *emptiness(painted), *_told(len(moves), made, asked)),
    )


class _Hands:
    """The rows of every client by class, in the order in which they would leave."""

    def __init__(
        self, clients: Clients, label: NDArray[Any], rank: NDArray[np.int64]
    ) -> None:
        self._base = clients
        self._label = label
        self._rank = rank
        self._stacks: dict[tuple[int, int], list[int]] = {}
        """By client and class, for those that took part in a move: the last leaves
        first."""

    def move(self, move: Move) -> int:
        """Make a move; how many rows there were to go."""
        source = self._stack(move.source, move.label)
        target = self._stack(move.target, move.label)
        count = min(move.rows, len(source))
        if count:
            # In the order of leaving, so that the way back finds them on top.
            target += source[-count:]
            del source[-count:]
        return count

    def parts(self) -> list[NDArray[np.int64]]:
        """The rows of each client: those kept in their order, then those that came."""
        return [self._rows(client) for client in range(len(self._base))]

    def _stack(self, client: int, label: int) -> list[int]:
        if (client, label) not in self._stacks:
            rows = self._base.rows(client)
            rows = rows[self._label[rows] == label]
            order: list[int] = rows[np.argsort(self._rank[rows])].tolist()
            self._stacks[client, label] = order
        return self._stacks[client, label]

    def _rows(self, client: int) -> NDArray[np.int64]:
        rows = self._base.rows(client)
        stacks = {c[1]: stack for c, stack in self._stacks.items() if c[0] == client}
        if not stacks:
            return rows
        now = np.concatenate([np.array(s, np.int64) for s in stacks.values()])
        touched = np.isin(self._label[rows], list(stacks))
        kept = rows[~touched | np.isin(rows, now)]
        return np.concatenate([kept, now[~np.isin(now, rows)]])


def _kept(clients: Clients) -> tuple[Message, ...]:
    """The notes of the base that moves cannot have changed."""
    stale = emptiness(clients)
    return tuple(note for note in clients.notes if note not in stale)


def _told(moves: int, made: int, asked: int) -> tuple[Message, ...]:
    values: dict[str, Value] = {"moves": moves, "rows": made, "asked": asked}
    if made < asked:
        text = QT_TRANSLATE_NOOP(
            "Message",
            "Rows moved by hand: {rows:,} in {moves} moves, though {asked:,} were "
            "asked for: the clients that they came from held no more of that class.",
        )
    else:
        text = QT_TRANSLATE_NOOP(
            "Message", "Rows moved by hand: {rows:,} in {moves} moves."
        )
    return (Message(text, values),)


def _problem(text: str, **values: Value) -> Problem:
    return Problem(field=FIELD, message=Message(text, values))
