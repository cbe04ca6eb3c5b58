"""What is wrong with a rule, its parameters and its members, before it is run."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.core.errors import Problem
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import ParamValue, check, filled
from workbench.ensembles.rules.base import RuleEntry


def validate_rule(
    entry: RuleEntry,
    given: Mapping[str, ParamValue],
    n_members: int,
    *,
    kind: str | None = None,
    field: str = "rule",
) -> list[Problem]:
    """The problems of one rule over ``n_members``, on data of that ``kind`` if known.

    ``field`` is the rule's path in the spec. Which members give no probabilities is for
    the one who knows the members to say.
    """
    problems = check(entry.parameters, given, f"{field}.params")
    if not problems and entry.check is not None:
        wrong = entry.check(filled(entry.parameters, given), n_members)
        problems += [
            Problem(field=f"{field}.params.{name}", message=message)
            for name, message in wrong.items()
        ]
    if kind is not None and not entry.suits(kind):
        problems.append(wrong_kind(entry.title, kind, f"{field}.estimator"))
    if n_members < 2:
        problems.append(
            Problem(
                field=f"{field}.members",
                message=Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "{vote} needs at least two models to vote: choose more.",
                    ),
                    {"vote": entry.title},
                ),
            )
        )
    return problems


def wrong_kind(title: Message, kind: str, field: str) -> Problem:
    """A model or rule for another kind of data than these."""
    text = (
        QT_TRANSLATE_NOOP(
            "Message",
            "{model} predicts values, but the target of these data is a class.",
        )
        if kind == "classification"
        else QT_TRANSLATE_NOOP(
            "Message",
            "{model} predicts classes, but the target of these data is a value.",
        )
    )
    return Problem(field=field, message=Message(text, {"model": title}))
