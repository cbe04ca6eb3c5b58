"""Is an ensemble worth it here, which one, and at what price: at most three sentences.

The first weighs the best ensemble against the best single model and says whether the
gain is real. The second tells the one thing most worth knowing about the rules: that
equal weights let weak members drag a vote down and weights mend it, or that a cheap
rule is as good as a costly one. The third is the price.

A difference is real when its p-value, corrected for several comparisons where the test
was, is below 0.05. The best single model is the one chosen on inner scores where the
rule for that was among them. Otherwise it is known only afterwards, and the comparison
is a hard one for the ensemble.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from msgspec import structs

from workbench.core.ensemble import PairTest, RowFindings
from workbench.core.messages import QT_TRANSLATE_NOOP, Message, Value
from workbench.ensembles.comparison import compare
from workbench.ensembles.frontier import row_error
from workbench.ensembles.wording import bound, gap, p_value

ALPHA = 0.05
CHEAP = 2 / 3
"""A rule is cheap beside another when it takes at most this share of its compute."""


class Outcome(NamedTuple):
    """A difference in mean score; ``real`` is ``None`` where one split cannot tell."""

    difference: float
    ci95: tuple[float, float] | None
    p: float | None
    corrected: bool = False

    @property
    def real(self) -> bool | None:
        """Whether chance is an unlikely explanation."""
        return None if self.p is None else self.p < ALPHA


class Comparisons(NamedTuple):
    """The tests that were made, and what the missing ones take."""

    tests: Sequence[PairTest]
    test_ratio: float
    metric: str

    def of(self, first: RowFindings, second: RowFindings) -> Outcome:
        """``first`` minus ``second``, by the test that was made, else made here."""
        for test in self.tests:
            if test.method != "corrected_t":
                continue
            p = test.p if test.p_adjusted is None else test.p_adjusted
            corrected = test.p_adjusted is not None
            if (test.first, test.second) == (first.key, second.key):
                return Outcome(test.difference, test.ci95, p, corrected)
            if (test.second, test.first) == (first.key, second.key):
                ci95 = (-test.ci95[1], -test.ci95[0]) if test.ci95 else None
                return Outcome(-test.difference, ci95, p, corrected)
        made = compare(_scores(first), _scores(second), self.test_ratio)
        return Outcome(made.difference, made.ci95, made.p)

    def values(self, outcome: Outcome) -> dict[str, Value]:
        """A difference, its interval and its p-value, as sentences show them."""
        low, high = outcome.ci95 or (outcome.difference, outcome.difference)
        p = p_value(1.0 if outcome.p is None else outcome.p)
        if outcome.corrected:
            text = QT_TRANSLATE_NOOP("Message", "{p} corrected for several comparisons")
            p = Message(text, {"p": p})
        return {
            "gap": gap(outcome.difference, self.metric),
            "low": bound(low, self.metric),
            "high": bound(high, self.metric),
            "p": p,
        }


def verdict(
    rows: Sequence[RowFindings],
    tests: Sequence[PairTest],
    *,
    metric: str,
    test_ratio: float,
) -> tuple[Message, ...]:
    """The sentences, most important first; none without a member and an ensemble.

    ``test_ratio`` is n_test / n_train of one split. Rows that failed on some split are
    left out.
    """
    whole = [r for r in rows if r.mean is not None and None not in r.fold_scores]
    members = [row for row in whole if not row.rule]
    rules = [row for row in whole if row.rule and not row.single]
    if not members or not rules:
        return ()
    comparisons = Comparisons(tests, test_ratio, metric)
    best = _competitor(whole, members)
    chosen = _chosen(rules, best, comparisons)
    sentences = (
        _worth(chosen, best, comparisons),
        _mended(rules, members, comparisons) or _cheap(chosen, rules, comparisons),
        _price(chosen, best),
    )
    return tuple(sentence for sentence in sentences if sentence is not None)


def _competitor(
    whole: Sequence[RowFindings], members: Sequence[RowFindings]
) -> RowFindings:
    """The single model chosen on inner scores, called by what was chosen most often.

    It is what one would have had without an ensemble. Without that rule it is the
    member that scored best on the test rows.
    """
    fair = next((row for row in whole if row.single), None)
    if fair is None:
        return max(members, key=_mean)
    chosen = max(fair.weights, key=lambda key: fair.weights[key], default=None)
    member = next((row for row in members if row.key == chosen), fair)
    # Its price is that of having it, not of having found it among the others.
    return structs.replace(fair, title=member.title, cost=member.cost)


def _mean(row: RowFindings) -> float:
    return row.mean or 0.0


def _scores(row: RowFindings) -> list[float]:
    return [score for score in row.fold_scores if score is not None]


def _chosen(
    rules: Sequence[RowFindings], best: RowFindings, comparisons: Comparisons
) -> RowFindings:
    """The highest score among rules whose gain is real, else among all."""
    real = [
        rule
        for rule in rules
        if (outcome := comparisons.of(rule, best)).real and outcome.difference > 0
    ]
    return max(real or rules, key=_mean)


def _worth(rule: RowFindings, best: RowFindings, comparisons: Comparisons) -> Message:
    outcome = comparisons.of(rule, best)
    used = sum(weight > 0 for weight in rule.weights.values()) or len(rule.members)
    values: dict[str, Value] = {
        "rule": rule.title,
        "used": used,
        "members": len(rule.members),
        "score": _mean(rule),
        "best": best.title,
        **comparisons.values(outcome),
    }
    if outcome.real is None:
        text = QT_TRANSLATE_NOOP(
            "Message",
            "One split cannot tell whether an ensemble is worth it: {rule} scores "
            "{score:.3f}, {gap} against the best single model, {best}.",
        )
    elif not outcome.real:
        text = QT_TRANSLATE_NOOP(
            "Message",
            "No ensemble is shown to be worth it here: {rule} scores {score:.3f}, "
            "{gap} against the best single model, {best}, and the difference is not "
            "significant ({low} to {high}; {p}).",
        )
    elif outcome.difference > 0:
        text = QT_TRANSLATE_NOOP(
            "Message",
            "An ensemble is worth it here: {rule}, using {used} of {members} members, "
            "scores {score:.3f}, {gap} above the best single model, {best} ({low} to "
            "{high}; {p}).",
        )
    else:
        text = QT_TRANSLATE_NOOP(
            "Message",
            "No ensemble is worth it here: even the best of them, {rule}, scores "
            "{score:.3f}, {gap} against {best} alone ({low} to {high}; {p}).",
        )
    return Message(text, values)


def _mended(
    rules: Sequence[RowFindings],
    members: Sequence[RowFindings],
    comparisons: Comparisons,
) -> Message | None:
    """Where the best equal-weight vote is really worse than its best member.

    Weights mend it where a weighted or trained rule is really better than that vote and
    not really worse than that member.
    """
    votes = [rule for rule in rules if _equal(rule)]
    if not votes:
        return None
    vote = max(votes, key=_mean)
    own = [m for m in members if m.key in vote.members or not vote.members]
    best = max(own, key=_mean, default=None)
    if best is None:
        return None
    outcome = comparisons.of(vote, best)
    if not outcome.real or outcome.difference > 0:
        return None
    menders = [
        rule
        for rule in rules
        if not _equal(rule)
        and _really_above(rule, vote, comparisons)
        and not _really_above(best, rule, comparisons)
    ]
    if not menders:
        return None
    mender = max(menders, key=_mean)
    return Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "With equal weights, {vote} scores {score:.3f}, {gap} against its own best "
            "member, {best}: weaker members drag it down. Weights mend that: {rule} "
            "scores {mended:.3f}.",
        ),
        {
            "vote": vote.title,
            "score": _mean(vote),
            "best": best.title,
            "rule": mender.title,
            "mended": _mean(mender),
            **comparisons.values(outcome),
        },
    )


def _equal(rule: RowFindings) -> bool:
    """Whether every member counts alike in it."""
    weights = list(rule.weights.values())
    return not rule.trained and (
        not weights or max(weights) - min(weights) <= 1e-9 * max(weights)
    )


def _really_above(
    first: RowFindings, second: RowFindings, comparisons: Comparisons
) -> bool:
    outcome = comparisons.of(first, second)
    return bool(outcome.real) and outcome.difference > 0


def _cheap(
    chosen: RowFindings, rules: Sequence[RowFindings], comparisons: Comparisons
) -> Message | None:
    """The cheapest rule within one standard error of the chosen one, if far cheaper."""
    costly, error = _compute(chosen), row_error(chosen, comparisons.test_ratio)
    if costly is None or error is None:
        return None
    as_good = [
        (cost, rule)
        for rule in rules
        if rule.key != chosen.key
        and (cost := _compute(rule)) is not None
        and cost <= CHEAP * costly
        and _mean(rule) >= _mean(chosen) - error
        and not _really_above(chosen, rule, comparisons)
    ]
    if not as_good:
        return None
    cost, cheap = min(as_good, key=lambda entry: (entry[0], -_mean(entry[1])))
    return Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "{cheap} is as good as {rule} within one standard error ({reached:.3f} "
            "against {score:.3f}) and takes {share:.0f} % of its compute.",
        ),
        {
            "cheap": cheap.title,
            "rule": chosen.title,
            "reached": _mean(cheap),
            "score": _mean(chosen),
            "share": 100 * cost / costly,
        },
    )


def _compute(row: RowFindings) -> float | None:
    """CPU time of all fits; where that was not measured, the time to fit."""
    return row.cost.fit_s if row.cost.cpu_s is None else row.cost.cpu_s


def _times(ours: float | None, theirs: float | None) -> float | None:
    return None if ours is None or not theirs else ours / theirs


def _price(rule: RowFindings, best: RowFindings) -> Message | None:
    compute = (
        _times(rule.cost.fit_s, best.cost.fit_s)
        if rule.cost.cpu_s is None or best.cost.cpu_s is None
        else _times(rule.cost.cpu_s, best.cost.cpu_s)
    )
    predict = _times(rule.cost.predict_s, best.cost.predict_s)
    if compute is None and predict is None:
        return None
    if predict is None:
        text = QT_TRANSLATE_NOOP(
            "Message", "{rule} takes {compute:.1f}× the compute of {best} alone."
        )
    elif compute is None:
        text = QT_TRANSLATE_NOOP(
            "Message", "{rule} takes {predict:.1f}× as long to predict as {best} alone."
        )
    else:
        text = QT_TRANSLATE_NOOP(
            "Message",
            "{rule} takes {compute:.1f}× the compute of {best} alone, and "
            "{predict:.1f}× as long to predict.",
        )
    return Message(
        text,
        {
            "rule": rule.title,
            "best": best.title,
            "compute": compute,
            "predict": predict,
        },
    )
