"""What each combination rule leaves behind once it has learned from all rows.

A rule in the registry goes from evidence straight to predictions. A saved model must
not carry the evidence along, so here each becomes a method with weights, or a fitted
combiner: what it says of new rows is the same.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import Any

from workbench.core.errors import BadInput, Problem
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import ParamValue, filled, real
from workbench.ensembles.evidence import Evidence, Kind, Predicted
from workbench.ensembles.final import Learn, Learned
from workbench.ensembles.rules import RULES
from workbench.ensembles.rules.combiners import (
    Lesson,
    columns,
    fitted,
)
from workbench.ensembles.rules.tables import inner
from workbench.ensembles.rules.weighted import parse_weights
from workbench.ensembles.saved_format import Method

Params = Mapping[str, ParamValue]


def learning(
    rule: str, given: Params, kind: Kind, keys: Sequence[str]
) -> Learned | Learn:
    """What ``rule`` knows without evidence, or how it learns from evidence."""
    entry = RULES.get(rule)
    params = filled(entry.parameters, given)
    match rule:
        case "hard_vote":
            return Learned(method="hard")
        case "soft_vote":
            return Learned(method="soft")
        case "mean_vote":
            return Learned(method="mean")
        case "median":
            return Learned(method="median")
        case "trimmed_mean":
            return Learned(method="trimmed", trim=real(params, "share"))
        case "weighted_vote" if not entry.needs(given, kind).inner:
            # As they were written: scaled, ties could fall elsewhere.
            weights = parse_weights(str(params["weights"]))
            return Learned(
                method=_average(kind, params),
                weights=dict(zip(keys, weights, strict=True)),
            )
        case "stacking_logistic" | "stacking_ridge" | "blending":
            return functools.partial(_trained, rule, params)
        case _:
            return functools.partial(_weighed, rule, params)


def combiner_of(rule: str, kind: Kind) -> Any:
    """The unfitted estimator that a trained rule fits to its members' outputs.

    Scikit-learn's own, where the rule computes the same faster in a class of ours: what
    is taken away must not need this program.
    """
    from sklearn.linear_model import LogisticRegression, RidgeClassifierCV, RidgeCV

    if kind == "regression":
        return RidgeCV()
    return RidgeClassifierCV() if rule == "stacking_ridge" else LogisticRegression()


def _average(kind: Kind, params: Params) -> Method:
    if kind == "regression":
        return "mean"
    return "hard" if params.get("voting") == "hard" else "soft"


def _weighed(rule: str, params: Params, evidence: Evidence) -> Learned:
    """A rule that ends in weights, or in one member."""
    found = RULES.get(rule).function(evidence, params)
    if found.single is not None:
        return Learned(method="single", weights={found.single: 1.0})
    if not found.weights:
        raise BadInput([_no_weights(RULES.get(rule).title)])
    method = _average(evidence.kind, params)
    return Learned(method=method, weights=dict(found.weights))


def _no_weights(title: Message) -> Problem:
    text = QT_TRANSLATE_NOOP(
        "Message",
        "{rule} cannot be saved: it leaves neither weights nor a combiner behind. "
        "Choose another row.",
    )
    return Problem(field="row", message=Message(text, {"rule": title}))


def _trained(rule: str, params: Params, evidence: Evidence) -> Learned:
    """Stacking on all rows; blending on those of its hold-out."""
    passthrough = params.get("passthrough") is True
    members, y, X = inner(evidence), evidence.y, evidence.X
    if rule == "blending" and evidence.inner_fold is not None:
        held = evidence.inner_fold == evidence.inner_fold.min()
        members, y = tuple(_rows(member, held) for member in members), y[held]
    seen = columns(members, evidence, X if passthrough else None)
    combiner = combiner_of(rule, evidence.kind)
    fitted(combiner, Lesson(seen, y, seen))
    return Learned(method="combiner", combiner=combiner, passthrough=passthrough)


def _rows(member: Predicted, chosen: Any) -> Predicted:
    table = member.probabilities
    return Predicted(
        labels=member.labels[chosen],
        probabilities=None if table is None else table[chosen],
    )
