"""Parameters as data: one declaration gives the form, the check, the JSON and the help.

A data set, an estimator and a workload each declare a tuple of :class:`Parameter`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec

from workbench.core.errors import Problem, unknown_name
from workbench.core.messages import QT_TRANSLATE_NOOP, Message

ParamValue = bool | int | float | str | None

_PARAMETER = Message(QT_TRANSLATE_NOOP("Message", "parameter"))


class Parameter(msgspec.Struct, frozen=True, kw_only=True):
    """One setting: its kind, default, limits and words.

    ``minimum`` and ``maximum`` are inclusive. ``optional`` allows ``None`` beside the
    kind's own values ("no limit"). ``choices`` belong to kind ``choice``, and ``words``
    say what some of them are called on screen. A ``text`` holds what no other kind can,
    and is read by whoever declared it.
    """

    name: str
    kind: Literal["int", "float", "bool", "choice", "text"]
    default: ParamValue
    title: Message
    help: Message = Message("")
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = ()
    words: dict[str, Message] = {}
    optional: bool = False

    def problem(self, value: ParamValue, field: str) -> Problem | None:
        """Why ``value`` cannot be used, or ``None`` when it can."""
        if value is None and self.optional:
            return None
        if self.kind == "choice":
            return (
                None
                if value in self.choices
                else unknown_name(field, self.title, str(value), self.choices)
            )
        if self.kind == "bool":
            return (
                None
                if isinstance(value, bool)
                else self._refuse(
                    field,
                    Message(QT_TRANSLATE_NOOP("Message", "true or false")),
                    value,
                )
            )
        if self.kind == "text":
            return (
                None
                if isinstance(value, str)
                else self._refuse(
                    field, Message(QT_TRANSLATE_NOOP("Message", "a text")), value
                )
            )
        kinds = int if self.kind == "int" else (int, float)
        if (
            isinstance(value, bool)
            or not isinstance(value, kinds)
            or not math.isfinite(value)
            or (self.minimum is not None and value < self.minimum)
            or (self.maximum is not None and value > self.maximum)
        ):
            return self._refuse(field, self._expected(), value)
        return None

    def _expected(self) -> Message:
        noun = (
            Message(QT_TRANSLATE_NOOP("Message", "a whole number"))
            if self.kind == "int"
            else Message(QT_TRANSLATE_NOOP("Message", "a number"))
        )
        low, high = self.minimum, self.maximum
        if low is not None and high is not None:
            return Message(
                QT_TRANSLATE_NOOP("Message", "{noun} from {low:g} to {high:g}"),
                {"noun": noun, "low": low, "high": high},
            )
        if low is not None:
            return Message(
                QT_TRANSLATE_NOOP("Message", "{noun} of at least {low:g}"),
                {"noun": noun, "low": low},
            )
        return noun

    def _refuse(self, field: str, expected: Message, value: ParamValue) -> Problem:
        return Problem(
            field=field,
            message=Message(
                QT_TRANSLATE_NOOP(
                    "Message", "{title} must be {expected}, not {value}."
                ),
                {"title": self.title, "expected": expected, "value": repr(value)},
            ),
        )


def check(
    declared: Sequence[Parameter], given: Mapping[str, ParamValue], field: str
) -> list[Problem]:
    """The problems of ``given`` against what was ``declared``."""
    by_name = {parameter.name: parameter for parameter in declared}
    problems = []
    for name, value in given.items():
        where = f"{field}.{name}"
        if name not in by_name:
            problems.append(unknown_name(where, _PARAMETER, name, tuple(by_name)))
        elif problem := by_name[name].problem(value, where):
            problems.append(problem)
    return problems


def filled(
    declared: Sequence[Parameter], given: Mapping[str, ParamValue]
) -> dict[str, ParamValue]:
    """All declared parameters, with ``given`` values over the defaults."""
    return {p.name: given.get(p.name, p.default) for p in declared}


def whole(params: Mapping[str, ParamValue], name: str) -> int:
    """A checked ``int`` parameter, as that type."""
    value = params[name]
    assert isinstance(value, int)
    return value


def real(params: Mapping[str, ParamValue], name: str) -> float:
    """A checked number, ``int`` or ``float``, as ``float``."""
    value = params[name]
    assert isinstance(value, int | float)
    return float(value)


def real_or_none(params: Mapping[str, ParamValue], name: str) -> float | None:
    """The same of an optional parameter."""
    return None if params[name] is None else real(params, name)
