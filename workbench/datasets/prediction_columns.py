"""Which column of a table holds which member's probability of which class."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from workbench.core.errors import BadInput, Problem
from workbench.core.messages import QT_TRANSLATE_NOOP, Message, listed

Places = dict[str, dict[int, str]]
"""By member: the column of each class, by the class's index."""


class Columns(NamedTuple):
    """The columns that are used, by member and class, and those that are not."""

    places: Places
    left_out: tuple[str, ...]


def class_name(text: str) -> str:
    """A label as it is compared: ``1``, ``1.0`` and ``01`` are the same class."""
    text = text.strip()
    try:
        number = float(text)
    except ValueError:
        return text
    if not math.isfinite(number):
        return text
    return str(int(number)) if number.is_integer() else str(number)


def assigned(names: Sequence[str], classes: Sequence[str]) -> Columns:
    """Read ``member:class`` in column names; the classes are those of the truth.

    ``member_class`` is read as well where no name has a colon and every such name can
    be cut in one way only. Names without a class are left out. Of two classes a member
    may give only one.

    Raises:
        BadInput: an unknown class, a class that is missing or given twice, no member.
    """
    mark = ":" if any(":" in name for name in names) else "_"
    places: Places = {}
    left_out: list[str] = []
    problems: list[Problem] = []
    for name in names:
        cuts = _cuts(name, mark, classes)
        if mark == ":" and mark in name and not cuts:
            problems.append(_unknown_class(name, classes))
        elif not cuts:
            left_out.append(name)
        elif len(cuts) > 1 and mark == "_":
            problems.append(_ambiguous(name))
        else:
            member, index = cuts[0]
            if index in places.setdefault(member, {}):
                problems.append(_twice(name, member, classes[index]))
            places[member][index] = name
    problems = problems or _missing(places, classes)
    if problems:
        raise BadInput(problems)
    if not places:
        raise BadInput([_no_member(names)])
    return Columns(places, tuple(left_out))


def _cuts(name: str, mark: str, classes: Sequence[str]) -> list[tuple[str, int]]:
    """The ways to read ``name`` as a member and a known class, longest class first."""
    at = [i for i, letter in enumerate(name) if letter == mark and name[:i].strip()]
    labels = [(name[:i].strip(), class_name(name[i + 1 :])) for i in at]
    return [
        (member, classes.index(label)) for member, label in labels if label in classes
    ]


def _problem(template: str, **values: str | tuple[str, ...]) -> Problem:
    return Problem(field="columns", message=Message(template, values))


def _unknown_class(name: str, classes: Sequence[str]) -> Problem:
    return _problem(
        QT_TRANSLATE_NOOP(
            "Message",
            "The column “{column}” is for a class “{label}” that no row has; there "
            "are: {known}. Correct the name, or remove the column.",
        ),
        column=name,
        label=name.rpartition(":")[2].strip(),
        known=listed(classes),
    )


def _ambiguous(name: str) -> Problem:
    return _problem(
        QT_TRANSLATE_NOOP(
            "Message",
            "The column “{column}” can be read as a member and a class in more than "
            "one way: write a colon between them.",
        ),
        column=name,
    )


def _twice(name: str, member: str, label: str) -> Problem:
    return _problem(
        QT_TRANSLATE_NOOP(
            "Message",
            "The column “{column}” gives the class “{label}” of “{member}” once more: "
            "remove one.",
        ),
        column=name,
        label=label,
        member=member,
    )


def _missing(places: Places, classes: Sequence[str]) -> list[Problem]:
    if len(classes) == 2:
        return []
    return [
        _problem(
            QT_TRANSLATE_NOOP(
                "Message",
                "The member “{member}” has no column for the class “{label}”: add "
                "“{member}:{label}”. Only of two classes one may be left out.",
            ),
            member=member,
            label=label,
        )
        for member, given in places.items()
        for index, label in enumerate(classes)
        if index not in given
    ]


def _no_member(names: Sequence[str]) -> Problem:
    return _problem(
        QT_TRANSLATE_NOOP(
            "Message",
            "No column is a member's probability of a class: name them member:class, "
            "as in forest:yes. There are: {known}. If these are predicted values, say "
            "that it is a regression.",
        ),
        known=listed(names),
    )
