"""How probable it is that one row is better, practically equal, or worse.

A p-value cannot say that two rows are equal. The Bayesian correlated t-test can: it
gives the posterior of the mean difference, and the part of it inside a region of
practical equivalence (rope) is the probability that the choice does not matter.
Sources: Corani and Benavoli, Machine Learning 100, 2015; Benavoli, Corani, Demšar and
Zaffalon, Journal of Machine Learning Research 18(77), 2017.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import fmean, stdev

from workbench.core.ensemble import PairTest
from workbench.core.messages import QT_TRANSLATE_NOOP, Message, Value
from workbench.core.student import t_quantile
from workbench.ensembles.wording import Named, amount, chance

ROPE = 0.01
"""Differences up to one point of accuracy matter to nobody."""
SURE = 0.95


def posterior(
    differences: Sequence[float], test_ratio: float, rope: float = ROPE
) -> tuple[float, float, float]:
    """Probabilities that the mean difference is below −rope, within it, and above rope.

    With splits that are correlated by ρ = n_test / (n_test + n_train), the mean
    difference is Student t with J − 1 degrees of freedom, location d̄ and scale
    √(1/J + ρ/(1 − ρ)) · s. Differences that are all the same leave no doubt about their
    mean. Needs two of them.
    """
    from scipy.special import stdtr

    mean, scale = fmean(differences), _scale(differences, test_ratio)
    if scale == 0:
        return (float(mean < -rope), float(-rope <= mean <= rope), float(mean > rope))
    df = len(differences) - 1
    worse = float(stdtr(df, (-rope - mean) / scale))
    better = float(stdtr(df, (mean - rope) / scale))
    return (worse, max(0.0, 1.0 - worse - better), better)


def bayesian_test(
    first: Named,
    second: Named,
    differences: Sequence[float],
    test_ratio: float,
    *,
    rope: float = ROPE,
    metric: str = "accuracy",
) -> PairTest:
    """The posterior of ``first`` minus ``second`` over at least two folds, in words.

    ``ci95`` is the 95 % credible interval.
    """
    worse, equal, better = posterior(differences, test_ratio, rope)
    mean = fmean(differences)
    half = t_quantile(0.95, len(differences) - 1) * _scale(differences, test_ratio)
    return PairTest(
        method="bayesian",
        first=first.key,
        second=second.key,
        difference=mean,
        ci95=(mean - half, mean + half),
        posterior=(worse, equal, better),
        rope=rope,
        sentence=Message(
            _template(worse, equal, better),
            _values(first, second, (worse, equal, better), amount(rope, metric))
            | {"folds": len(differences)},
        ),
    )


def _scale(differences: Sequence[float], test_ratio: float) -> float:
    correlation = test_ratio / (1 + test_ratio)
    variance = 1 / len(differences) + correlation / (1 - correlation)
    return math.sqrt(variance) * stdev(differences)


def _values(
    first: Named, second: Named, found: tuple[float, float, float], rope: Message
) -> dict[str, Value]:
    worse, equal, better = found
    return {
        "first": first.title,
        "second": second.title,
        "worse": chance(worse),
        "equal": chance(equal),
        "better": chance(better),
        "rope": rope,
    }


def _template(worse: float, equal: float, better: float) -> str:
    if equal >= SURE:
        return QT_TRANSLATE_NOOP(
            "Message",
            "{first} and {second} are practically equal, within {rope}: probability "
            "{equal} (better {better}, worse {worse}; Bayesian correlated t-test over "
            "{folds} folds).",
        )
    if better >= SURE:
        return QT_TRANSLATE_NOOP(
            "Message",
            "{first} is better than {second} by more than {rope}: probability {better} "
            "(practically equal {equal}, worse {worse}; Bayesian correlated t-test "
            "over {folds} folds).",
        )
    if worse >= SURE:
        return QT_TRANSLATE_NOOP(
            "Message",
            "{first} is worse than {second} by more than {rope}: probability {worse} "
            "(practically equal {equal}, better {better}; Bayesian correlated t-test "
            "over {folds} folds).",
        )
    return QT_TRANSLATE_NOOP(
        "Message",
        "{first} against {second}: undecided. Better by more than {rope} with "
        "probability {better}, practically equal with {equal}, worse with {worse} "
        "(Bayesian correlated t-test over {folds} folds).",
    )
