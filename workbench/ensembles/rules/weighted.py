"""Weighted vote and weighted mean: by inner score, or by weights that were chosen."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import Parameter, ParamValue
from workbench.ensembles.evidence import Combined, Evidence, Predicted
from workbench.ensembles.rules.base import RULES, RuleEntry, When
from workbench.ensembles.rules.inner_scores import inner_scores
from workbench.ensembles.rules.tables import (
    Array,
    named,
    outputs,
    predicted,
    tie_note,
    weighted_mean,
)

_LARGEST = 1e100
"""A weight beyond this is a slip, and a few of them have no finite sum."""
_BETWEEN = re.compile(r"[,;，；\s]+")  # commas and semicolons, Chinese ones too

_NO_NUMBER = QT_TRANSLATE_NOOP(
    "Message",
    "“{piece}” is no number: write weights as 2, 1, 0.5, one per member.",
)
_WRONG_LENGTH = QT_TRANSLATE_NOOP(
    "Message",
    "There are {weights} weights for {members} members: give one to each, in their "
    "order.",
)
_NEGATIVE = QT_TRANSLATE_NOOP(
    "Message",
    "A weight is negative ({weight:g}): use 0 to leave a member out.",
)
_ALL_ZERO = QT_TRANSLATE_NOOP(
    "Message", "All weights are 0: give at least one member a positive weight."
)


class NotAWeight(ValueError):
    """A piece of the text is no number; ``piece`` is that one."""

    def __init__(self, piece: str) -> None:
        super().__init__(f"{piece!r} is no number")
        self.piece = piece


def parse_weights(text: str) -> tuple[float, ...]:
    """The numbers in ``text``, apart by commas, semicolons or spaces.

    Raises :class:`NotAWeight` for the first piece that is no such number.
    """
    weights = []
    for piece in filter(None, _BETWEEN.split(text)):
        try:
            weight = float(piece)
        except ValueError:
            raise NotAWeight(piece) from None
        if not abs(weight) <= _LARGEST:
            raise NotAWeight(piece)
        weights.append(weight)
    return tuple(weights)


def weights_by_score(evidence: Evidence) -> Array:
    """Inner scores as weights: negative ones count 0, and all count 1 if all are 0."""
    scores = np.maximum(inner_scores(evidence), 0.0)
    return scores if scores.any() else np.ones_like(scores)


def weighted_votes(
    members: Sequence[Predicted], weights: Array, n_classes: int
) -> NDArray[np.float64]:
    """The weight behind each class, (classes, rows).

    Added up in the order of the members, as ``numpy.bincount`` does, so that its ties
    are the same as those of scikit-learn's ``VotingClassifier``.
    """
    votes = np.zeros((n_classes, len(members[0].labels)))
    rows = np.arange(votes.shape[1])
    for member, weight in zip(members, weights, strict=True):
        votes[member.labels, rows] += weight
    return votes


def _wrong(params: Mapping[str, ParamValue], n_members: int) -> dict[str, Message]:
    """Why the chosen weights cannot be used, if they cannot."""
    try:
        weights = parse_weights(str(params["weights"]))
    except NotAWeight as error:
        return {"weights": Message(_NO_NUMBER, {"piece": error.piece})}
    if params["weights"] == "":
        return {}
    if len(weights) != n_members:
        counts = {"weights": len(weights), "members": n_members}
        return {"weights": Message(_WRONG_LENGTH, counts)}
    if min(weights) < 0:
        return {"weights": Message(_NEGATIVE, {"weight": min(weights)})}
    if max(weights) == 0:
        return {"weights": Message(_ALL_ZERO)}
    return {}


def _weighted(evidence: Evidence, params: Mapping[str, ParamValue]) -> Combined:
    chosen = parse_weights(str(params["weights"]))
    weights = np.array(chosen) if chosen else weights_by_score(evidence)
    shares = named(evidence.keys, weights)
    if evidence.kind == "classification" and params["voting"] == "hard":
        votes = weighted_votes(evidence.test, weights, evidence.n_classes)
        return Combined(
            predicted=Predicted(labels=votes.argmax(axis=0)),
            weights=shares,
            note=tie_note(votes),
        )
    mean = weighted_mean(outputs(evidence.test, evidence.kind), weights)
    return Combined(predicted=predicted(mean, evidence.kind), weights=shares)


RULES.add(
    "weighted_vote",
    RuleEntry(
        name="weighted_vote",
        title=Message(QT_TRANSLATE_NOOP("Message", "Weighted vote")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Members count by their score on rows that they had not seen, or by "
                "weights of your own. Values are averaged with the same weights.",
            )
        ),
        function=_weighted,
        parameters=(
            Parameter(
                name="voting",
                kind="choice",
                choices=("soft", "hard"),
                default="soft",
                title=Message(QT_TRANSLATE_NOOP("Message", "Voting")),
                help=Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "Soft averages the members' probabilities, hard counts the "
                        "classes that they choose. Of no effect on values.",
                    )
                ),
            ),
            Parameter(
                name="weights",
                kind="text",
                default="",
                title=Message(QT_TRANSLATE_NOOP("Message", "Weights")),
                help=Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "One number per member, in their order: 2, 1, 1. Empty takes "
                        "the members' scores on inner folds: accuracy, or R² if it is "
                        "positive.",
                    )
                ),
            ),
        ),
        needs_probabilities=When(parameter="voting", value="soft"),
        needs_inner=When(parameter="weights", value=""),
        check=_wrong,
    ),
)
