"""How differently members err: pairwise and over all of them.

Two members i and j are right or wrong on a row: N11 counts the rows where both are
right, N00 where both are wrong, N10 and N01 where only the first or only the second is
right, N all of them. With L members of which l are right on a row, and mean accuracy p:

    Q            (N11 N00 − N01 N10) / (N11 N00 + N01 N10)
    correlation  (N11 N00 − N01 N10) / √((N11+N10)(N01+N00)(N11+N01)(N10+N00))
    disagreement (N01 + N10) / N
    double fault N00 / N
    entropy E    mean of min(l, L − l) / ⌊L/2⌋
    KW           mean of l (L − l) / L²                  (Kohavi and Wolpert)
    κ            1 − mean of l (L − l) / (L (L − 1) p (1 − p))    (interrater)

Source: Kuncheva and Whitaker, Machine Learning 51, 2003. Cohen's κ between two members'
predictions, over the pair's mean error, is the κ–error plot of Margineantu and
Dietterich, ICML 1997.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.core.ensemble import Diversity, Matrix
from workbench.core.errors import BadInput, Problem
from workbench.core.messages import QT_TRANSLATE_NOOP, Message, Value, plain
from workbench.ensembles.majority import independent_majority, observed_majority

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """The four counts of every pair of members, each (members, members)."""

    n11: Floats
    n10: Floats
    n01: Floats
    n00: Floats

    @property
    def rows(self) -> float:
        """How many rows there are."""
        return float((self.n11 + self.n10 + self.n01 + self.n00)[0, 0])

    @property
    def cross(self) -> Floats:
        """N11 N00 − N01 N10: positive where two members err on the same rows."""
        return self.n11 * self.n00 - self.n01 * self.n10

    def q(self) -> Floats:
        """Yule's Q."""
        return _ratio(self.cross, self.n11 * self.n00 + self.n01 * self.n10)

    def correlation(self) -> Floats:
        """Of being right."""
        right, right_too = self.n11 + self.n10, self.n11 + self.n01
        wrong, wrong_too = self.n01 + self.n00, self.n10 + self.n00
        spread = np.sqrt(right * wrong) * np.sqrt(right_too * wrong_too)
        return np.clip(_ratio(self.cross, spread), -1, 1)  # rounding may exceed it


def pairs(correct: NDArray[np.bool_]) -> Pairs:
    """The counts of all pairs, from who is right where: (members, rows)."""
    right = correct.astype(np.float64)  # as numbers, so that the products are BLAS's
    hits = right.sum(axis=1)
    n11 = right @ right.T
    n10 = hits[:, None] - n11
    n01 = hits[None, :] - n11
    return Pairs(n11=n11, n10=n10, n01=n01, n00=correct.shape[1] - n11 - n10 - n01)


def cohen_kappa(labels: NDArray[Any], n_classes: int) -> Floats:
    """Agreement beyond chance of each pair's predictions, (members, members).

    NaN where both always say the same one class: chance alone would agree then.
    """
    members, rows = labels.shape
    agree, chance = np.zeros((members, members)), np.zeros((members, members))
    for label in range(n_classes):
        said = (labels == label).astype(np.float64)
        agree += said @ said.T
        often = said.sum(axis=1)
        chance += np.outer(often, often)
    return _ratio(rows * agree - chance, rows**2 - chance)


def diversity(
    keys: Sequence[str],
    labels: NDArray[Any],
    truth: NDArray[Any],
    n_classes: int,
    titles: Sequence[Message] = (),
) -> Diversity:
    """All figures for ``labels`` (members, rows) against ``truth`` (rows,).

    A matrix's diagonal is a member with itself. A figure that would be 0/0 is ``None``:
    Q and correlation of a member that is always right or always wrong, for instance.
    ``titles`` name the members in the sentence; without them their keys do. Raises
    :class:`BadInput` with fewer than two members.
    """
    labels, truth = np.asarray(labels), np.asarray(truth)
    _check(keys, labels, truth)
    correct = labels == truth
    counts = pairs(correct)
    rows, members = counts.rows, len(keys)
    accuracies = correct.mean(axis=1)
    p = float(accuracies.mean())
    right = correct.sum(axis=0)
    split = right * (members - right)  # pairs of which one is right and one is wrong
    spread = (members - 1) * members * p * (1 - p)
    errors = 1 - accuracies
    return Diversity(
        members=tuple(keys),
        q=_matrix(counts.q()),
        correlation=_matrix(counts.correlation()),
        disagreement=_matrix((counts.n01 + counts.n10) / rows),
        double_fault=_matrix(counts.n00 / rows),
        kappa=_matrix(cohen_kappa(labels, n_classes)),
        mean_error=_matrix((errors[:, None] + errors[None, :]) / 2),
        entropy=float((np.minimum(right, members - right) / (members // 2)).mean()),
        kohavi_wolpert=float(split.mean()) / members**2,
        interrater_kappa=1 - float(split.mean()) / spread if 0 < p < 1 else None,
        mean_accuracy=p,
        independent_majority=independent_majority(accuracies.tolist()),
        observed_majority=observed_majority(labels, truth, n_classes),
        sentence=_sentence(titles or [plain(key) for key in keys], correct, counts),
    )


def _check(keys: Sequence[str], labels: NDArray[Any], truth: NDArray[Any]) -> None:
    if len(keys) < 2:
        raise BadInput(
            [
                Problem(
                    field="models",
                    message=Message(
                        QT_TRANSLATE_NOOP(
                            "Message",
                            "Diversity is a matter between members: choose at least "
                            "two models.",
                        )
                    ),
                )
            ]
        )
    if labels.shape != (len(keys), len(truth)) or not len(truth):
        raise ValueError("labels are (members, rows), truth is (rows,), none empty")


def _ratio(above: Floats, below: Floats) -> Floats:
    """Their ratio, NaN where it is not defined."""
    out = np.full(above.shape, np.nan)
    np.divide(above, below, out=out, where=below != 0)
    return out


def _matrix(values: Floats) -> Matrix:
    return tuple(
        tuple(None if value != value else value for value in row)
        for row in values.tolist()
    )


def _sentence(
    titles: Sequence[Message], correct: NDArray[np.bool_], counts: Pairs
) -> Message:
    """Who errs alike, and what is there to be had.

    What is to be had: the rows that the best member gets wrong and another one right,
    the gain of an oracle that knows whom to believe. No rule finds them all.
    """
    best = int(correct.sum(axis=1).argmax())
    wrong = ~correct[best]
    spare = float((correct.any(axis=0) & wrong).mean())
    values: dict[str, Value] = {"best": titles[best], "spare": 100 * spare}
    if not wrong.any():
        text = QT_TRANSLATE_NOOP(
            "Message",
            "{best} is right on every row: nothing is left for an ensemble to mend.",
        )
        return Message(text, values)
    if spare == 0:
        text = QT_TRANSLATE_NOOP(
            "Message",
            "Where {best}, the best member, is wrong, all others are wrong as well: "
            "there is no diversity to be had from these members.",
        )
        return Message(text, values)
    alike = _most_alike(counts)
    if alike is None or len(titles) == 2:
        text = QT_TRANSLATE_NOOP(
            "Message",
            "On {spare:.1f} % of the rows the best member ({best}) is wrong and "
            "another is right: choosing the right member each time would gain that "
            "much.",
        )
        return Message(text, values)
    first, second = alike
    either = counts.rows - counts.n11[first, second]
    values |= {
        "first": titles[first],
        "second": titles[second],
        "both": float(100 * counts.n00[first, second] / either),
    }
    text = QT_TRANSLATE_NOOP(
        "Message",
        "{first} and {second} err most alike (of the rows that either gets wrong, both "
        "do on {both:.0f} %); on {spare:.1f} % of all rows the best member ({best}) is "
        "wrong and another is right: choosing the right member each time would gain "
        "that much.",
    )
    return Message(text, values)


def _most_alike(counts: Pairs) -> tuple[int, int] | None:
    """The pair with the highest correlation; the first of equals."""
    upper = np.triu(np.ones_like(counts.n11, dtype=bool), 1)
    correlation = np.where(upper, counts.correlation(), np.nan)
    if np.isnan(correlation).all():
        return None
    first, second = np.unravel_index(np.nanargmax(correlation), correlation.shape)
    return int(first), int(second)
