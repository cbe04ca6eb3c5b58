"""Rules in which every member counts the same: hard vote, soft vote, mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import ParamValue
from workbench.ensembles.evidence import Combined, Evidence, Predicted
from workbench.ensembles.rules.base import RULES, RuleEntry
from workbench.ensembles.rules.tables import (
    equal_weights,
    likeliest,
    probabilities,
    tie_note,
    weighted_mean,
)


def hard_vote(members: Sequence[Predicted]) -> NDArray[np.int64]:
    """The class that most members chose; the lowest index wins a tie.

    As ``sklearn.ensemble.VotingClassifier(voting="hard")`` with equal weights.
    """
    winners: NDArray[np.int64] = _counts(members).argmax(axis=0)
    return winners


def soft_vote(members: Sequence[Predicted]) -> NDArray[np.int64]:
    """The class with the highest mean probability; the lowest index wins a tie."""
    return likeliest(mean_probabilities(members))


def mean_probabilities(members: Sequence[Predicted]) -> NDArray[np.float64]:
    """The members' mean class probabilities, (rows, classes).

    Raises ``ValueError`` when a member has none.
    """
    return weighted_mean(probabilities(members), np.ones(len(members)))


def mean_vote(members: Sequence[Predicted]) -> NDArray[np.float64]:
    """The mean of the members' values."""
    means: NDArray[np.float64] = np.mean([m.labels for m in members], axis=0)
    return means


def _counts(members: Sequence[Predicted]) -> NDArray[np.int64]:
    """Votes, (classes up to the highest that was voted for, rows)."""
    ballots = np.stack([member.labels for member in members])
    return np.stack(
        [(ballots == label).sum(axis=0) for label in range(int(ballots.max()) + 1)]
    )


def _hard(evidence: Evidence, params: Mapping[str, ParamValue]) -> Combined:
    counts = _counts(evidence.test)
    return Combined(
        predicted=Predicted(labels=counts.argmax(axis=0)),
        weights=equal_weights(evidence.keys),
        note=tie_note(counts),
    )


def _soft(evidence: Evidence, params: Mapping[str, ParamValue]) -> Combined:
    means = mean_probabilities(evidence.test)
    return Combined(
        predicted=Predicted(labels=likeliest(means), probabilities=means),
        weights=equal_weights(evidence.keys),
    )


def _mean(evidence: Evidence, params: Mapping[str, ParamValue]) -> Combined:
    return Combined(
        predicted=Predicted(labels=mean_vote(evidence.test)),
        weights=equal_weights(evidence.keys),
    )


RULES.add(
    "hard_vote",
    RuleEntry(
        name="hard_vote",
        title=Message(QT_TRANSLATE_NOOP("Message", "Hard vote")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message", "Each member has one vote; the most frequent class wins."
            )
        ),
        kind="classification",
        function=_hard,
    ),
)
RULES.add(
    "soft_vote",
    RuleEntry(
        name="soft_vote",
        title=Message(QT_TRANSLATE_NOOP("Message", "Soft vote")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "The members' class probabilities are averaged; the likeliest wins.",
            )
        ),
        kind="classification",
        function=_soft,
        needs_probabilities=True,
    ),
)
RULES.add(
    "mean_vote",
    RuleEntry(
        name="mean_vote",
        title=Message(QT_TRANSLATE_NOOP("Message", "Mean of members")),
        help=Message(
            QT_TRANSLATE_NOOP("Message", "The members' predictions are averaged.")
        ),
        kind="regression",
        function=_mean,
    ),
)
