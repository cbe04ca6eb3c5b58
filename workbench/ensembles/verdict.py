"""Which model to use, and whether an ensemble earns its cost, in one sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from workbench.core.events import ModelEstimate
from workbench.core.messages import QT_TRANSLATE_NOOP, Message, Value
from workbench.ensembles.comparison import Comparison, compare
from workbench.ensembles.wording import bound, gap


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A model in the comparison."""

    title: Message
    estimate: ModelEstimate
    vote: bool = False
    baseline: bool = False


def models_sentence(
    candidates: Mapping[str, Candidate], test_ratio: float, metric: str
) -> Message | None:
    """Best single model against best vote, or against the runner-up when there is none.

    A difference is claimed only when its corrected interval excludes zero. Models that
    failed on some split are left out. ``None`` when nothing can be compared or told.
    """
    whole = [
        c
        for c in candidates.values()
        if not c.baseline
        and c.estimate.mean is not None
        and None not in c.estimate.fold_scores
    ]
    singles = sorted((c for c in whole if not c.vote), key=_mean, reverse=True)
    votes = sorted((c for c in whole if c.vote), key=_mean, reverse=True)
    if not singles:
        return None
    best = singles[0]
    if votes:
        return _vote_sentence(votes[0], best, test_ratio, metric)
    if len(singles) > 1:
        return _single_sentence(best, singles[1], test_ratio, metric)
    return _alone_sentence(best)


def _mean(candidate: Candidate) -> float:
    return candidate.estimate.mean or 0.0


def _scores(candidate: Candidate) -> Sequence[float]:
    return [s for s in candidate.estimate.fold_scores if s is not None]


def _gap(comparison: Comparison, metric: str) -> dict[str, Message]:
    """The difference and its bounds: accuracy in points, R² as it is."""
    low, high = comparison.ci95 or (comparison.difference, comparison.difference)
    return {
        "gap": gap(comparison.difference, metric),
        "low": bound(low, metric),
        "high": bound(high, metric),
    }


def _vote_sentence(
    vote: Candidate, best: Candidate, test_ratio: float, metric: str
) -> Message:
    outcome = compare(_scores(vote), _scores(best), test_ratio)
    single_cost = best.estimate.cost_s
    values: dict[str, Value] = {
        "vote": vote.title,
        "score": _mean(vote),
        "best": best.title,
        "cost": vote.estimate.cost_s / single_cost if single_cost else 0.0,
        **_gap(outcome, metric),
    }
    if outcome.ci95 is None:
        text = QT_TRANSLATE_NOOP(
            "Message",
            "{vote} scores {score:.3f}, {gap} against the best single model ({best}) "
            "for {cost:.1f}× its compute; one split cannot tell if that is chance.",
        )
    elif not outcome.supported:
        text = QT_TRANSLATE_NOOP(
            "Message",
            "{vote} scores {score:.3f}, {gap} against the best single model ({best}) "
            "for {cost:.1f}× its compute; the difference is not significant "
            "(95 % interval {low} to {high}).",
        )
    elif outcome.difference > 0:
        text = QT_TRANSLATE_NOOP(
            "Message",
            "{vote} scores {score:.3f}, {gap} ({low} to {high}) above the best single "
            "model ({best}), for {cost:.1f}× its compute.",
        )
    else:
        text = QT_TRANSLATE_NOOP(
            "Message",
            "{vote} scores {score:.3f}, {gap} ({low} to {high}) against the best "
            "single model ({best}): it does not earn its {cost:.1f}× compute.",
        )
    return Message(text, values)


def _single_sentence(
    best: Candidate, second: Candidate, test_ratio: float, metric: str
) -> Message:
    outcome = compare(_scores(best), _scores(second), test_ratio)
    values: dict[str, Value] = {
        "best": best.title,
        "score": _mean(best),
        "second": second.title,
        **_gap(outcome, metric),
    }
    if outcome.supported and outcome.difference > 0:
        return Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "{best} scores highest: {score:.3f}, {gap} ({low} to {high}) above "
                "{second}.",
            ),
            values,
        )
    return Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "{best} scores highest ({score:.3f}), but the lead of {gap} over {second} "
            "is not significant.",
        ),
        values,
    )


def _alone_sentence(best: Candidate) -> Message:
    values: dict[str, Value] = {"best": best.title, "score": _mean(best)}
    if best.estimate.ci95 is None:
        return Message(
            QT_TRANSLATE_NOOP("Message", "{best} scores {score:.3f} on one split."),
            values,
        )
    low, high = best.estimate.ci95
    return Message(
        QT_TRANSLATE_NOOP(
            "Message", "{best} scores {score:.3f} (95 % interval {low:.3f}–{high:.3f})."
        ),
        {**values, "low": low, "high": high},
    )
