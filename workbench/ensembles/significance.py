"""Is the gain real? Every rule and the best single model against a reference.

All rows were scored on the same splits, so they are compared split by split. Three
things make the plain t-test claim too much here, and each has its answer: splits share
training rows (the corrected variance of :mod:`comparison`), many rows are tried at once
(Holm, :mod:`multiple`), and "not significant" is read as "equal" (how many folds would
show a gain that is worth having, :mod:`power`; how probable equality is, :mod:`bayes`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, stdev

from workbench.core.ensemble import PairTest, RowFindings
from workbench.core.errors import BadInput, unknown_name
from workbench.core.messages import QT_TRANSLATE_NOOP, Message, Value
from workbench.ensembles.bayes import ROPE, bayesian_test
from workbench.ensembles.comparison import Comparison, compare
from workbench.ensembles.multiple import holm
from workbench.ensembles.power import ALPHA, about, more_folds, times_the_rows
from workbench.ensembles.wording import Named, amount, bound, gap, p_value

WORTH = 0.005
"""A gain of half a point of accuracy is worth having."""
BEST_SINGLE = "best_single"
"""The rule that relies on the member with the best inner score."""
DIGITS = 12
"""Beyond so many decimals, scores differ by the order of their computation only."""


def pair_tests(
    rows: Sequence[RowFindings],
    test_ratio: float,
    reference: str,
    worth: float = WORTH,
    rope: float = ROPE,
    metric: str = "accuracy",
) -> tuple[PairTest, ...]:
    """Corrected t-tests against the row ``reference``, then Bayesian ones of the same.

    Compared are all rules and the best single model: the rule ``best_single`` where
    there is one, else the member with the best mean. ``test_ratio`` is n_test / n_train
    of one split. p-values are corrected over all of these comparisons, and
    ``more_folds`` is counted for the strictest level that Holm may ask of one of them.
    Splits on which either row failed are left out of their comparison.
    """
    pairs = [
        pair
        for row in contenders(rows)
        if row.key != reference
        and (pair := _paired(row, _row(rows, reference), test_ratio))
    ]
    tested = [pair for pair in pairs if pair.outcome.p is not None]
    adjusted = dict(
        zip(
            (pair.first.key for pair in tested),
            holm([pair.outcome.p or 0.0 for pair in tested]),
            strict=True,
        )
    )
    aim = Aim(worth=worth, family=len(tested), metric=metric)
    corrected = [
        corrected_test(pair, adjusted.get(pair.first.key), aim) for pair in pairs
    ]
    bayesian = [
        bayesian_test(
            pair.first,
            pair.second,
            pair.differences,
            test_ratio,
            rope=rope,
            metric=metric,
        )
        for pair in tested
    ]
    return (*corrected, *bayesian)


def contenders(rows: Sequence[RowFindings]) -> tuple[RowFindings, ...]:
    """All rules, and the best member unless a rule chose one on inner scores."""
    best = None
    if all(row.key != BEST_SINGLE for row in rows):
        members = [row for row in rows if not row.rule and row.mean is not None]
        best = max(members, key=lambda row: row.mean or 0.0, default=None)
    return tuple(row for row in rows if row.rule or row is best)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two rows over the splits on which both were scored."""

    first: Named
    second: Named
    differences: tuple[float, ...]
    test_ratio: float
    outcome: Comparison


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """Which gain is worth seeing, and beside how many other tests."""

    worth: float = WORTH
    family: int = 1
    metric: str = "accuracy"

    @property
    def alpha(self) -> float:
        """The strictest level that Holm may ask of one test of the family."""
        return ALPHA / max(1, self.family)


def corrected_test(pair: Pair, p_adjusted: float | None, aim: Aim) -> PairTest:
    """The corrected resampled t-test of a pair, in words.

    Whether a difference is called significant depends on ``p_adjusted`` alone.
    """
    outcome = pair.outcome
    more = more_folds(pair.differences, pair.test_ratio, aim.worth, aim.alpha)
    return PairTest(
        method="corrected_t",
        first=pair.first.key,
        second=pair.second.key,
        difference=outcome.difference,
        ci95=outcome.ci95,
        statistic=outcome.t,
        p=outcome.p,
        p_adjusted=p_adjusted,
        more_folds=more,
        worth=aim.worth,
        sentence=_sentence(pair, p_adjusted, more, aim),
    )


def _row(rows: Sequence[RowFindings], key: str) -> RowFindings:
    for row in rows:
        if row.key == key:
            return row
    known = [row.key for row in rows]
    kind = Message(QT_TRANSLATE_NOOP("Message", "row"))
    raise BadInput([unknown_name("reference", kind, key, known)])


def _paired(first: RowFindings, second: RowFindings, test_ratio: float) -> Pair | None:
    both = [
        (ours, theirs)
        for ours, theirs in zip(first.fold_scores, second.fold_scores, strict=True)
        if ours is not None and theirs is not None
    ]
    if not both:
        return None
    differences = tuple(round(ours - theirs, DIGITS) for ours, theirs in both)
    return Pair(
        first=Named(first.key, first.title),
        second=Named(second.key, second.title),
        differences=differences,
        test_ratio=test_ratio,
        outcome=compare(differences, [0.0] * len(differences), test_ratio),
    )


def _sentence(
    pair: Pair, p_adjusted: float | None, more: int | None, aim: Aim
) -> Message:
    difference = fmean(pair.differences)
    values: dict[str, Value] = {
        "first": pair.first.title,
        "second": pair.second.title,
        "gap": gap(difference, aim.metric),
        "folds": len(pair.differences),
        "worth": amount(aim.worth, aim.metric),
    }
    if p_adjusted is None or pair.outcome.ci95 is None:
        return Message(_ONE_FOLD, values)
    low, high = pair.outcome.ci95
    values |= {
        "low": bound(low, aim.metric),
        "high": bound(high, aim.metric),
        "p": p_value(p_adjusted),
        "how": _how(len(pair.differences), aim.family),
    }
    if not any(pair.differences):
        return Message(_SAME, values)
    if p_adjusted < ALPHA:
        return Message(_BETTER if difference > 0 else _WORSE, values)
    if more is None:
        return Message(_NEVER, values | {"times": _times(pair, aim)})
    if more == 0:
        return Message(_ENOUGH, values)
    return Message(_MORE, values | {"more": _further(more)})


def _times(pair: Pair, aim: Aim) -> float:
    """How many times the rows, rounded up; always more than there are."""
    spread, alpha = stdev(pair.differences), aim.alpha
    times = times_the_rows(aim.worth, spread, pair.test_ratio, alpha)
    return float(about(math.ceil(times))) if times > 10 else max(1.1, _tenths(times))


def _tenths(value: float) -> float:
    return math.ceil(10 * value) / 10


def _further(folds: int) -> Message:
    if folds == 1:
        return Message(QT_TRANSLATE_NOOP("Message", "one more fold"))
    return Message(
        QT_TRANSLATE_NOOP("Message", "about {count} more folds"),
        {"count": about(folds)},
    )


def _how(folds: int, family: int) -> Message:
    values: dict[str, Value] = {"folds": folds, "family": family}
    if family == 1:
        return Message(
            QT_TRANSLATE_NOOP("Message", "corrected resampled t-test, {folds} folds"),
            values,
        )
    return Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "corrected resampled t-test, {folds} folds; p, unlike the interval, allows "
            "for {family} comparisons (Holm)",
        ),
        values,
    )


_BETTER = QT_TRANSLATE_NOOP(
    "Message",
    "{first} is better than {second}: {gap}, significant ({p}; 95 % interval {low} to "
    "{high}; {how}).",
)
_WORSE = QT_TRANSLATE_NOOP(
    "Message",
    "{first} is worse than {second}: {gap}, significant ({p}; 95 % interval {low} to "
    "{high}; {how}).",
)
_MORE = QT_TRANSLATE_NOOP(
    "Message",
    "{first} against {second}: {gap}, difference not significant ({p}); to see a gain "
    "of {worth} you would need {more} (95 % interval {low} to {high}; {how}).",
)
_NEVER = QT_TRANSLATE_NOOP(
    "Message",
    "{first} against {second}: {gap}, difference not significant ({p}); no number of "
    "folds would show a gain of {worth} here, since folds share their rows: that takes "
    "more data, at least {times:g} times the rows (95 % interval {low} to {high}; "
    "{how}).",
)
_ENOUGH = QT_TRANSLATE_NOOP(
    "Message",
    "{first} against {second}: {gap}, difference not significant ({p}), although a "
    "gain of {worth} would most likely have been seen (95 % interval {low} to {high}; "
    "{how}).",
)
_SAME = QT_TRANSLATE_NOOP(
    "Message", "{first} and {second} score the same on each of {folds} folds."
)
_ONE_FOLD = QT_TRANSLATE_NOOP(
    "Message",
    "{first} against {second}: {gap}; one fold cannot tell whether that is chance. "
    "Take more folds or repeats.",
)
