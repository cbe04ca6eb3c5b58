from __future__ import annotations

from statistics import fmean

from workbench.core.events import ModelEstimate
from workbench.core.messages import Message
from workbench.ensembles import models_sentence
from workbench.ensembles.verdict import Candidate

WAVE = (0.0, 0.01, -0.01, 0.005, -0.005)


def candidate(
    title: str, level: float, *, cost: float = 1.0, vote: bool = False, shift: int = 0
) -> Candidate:
    scores = tuple(level + WAVE[(i + shift) % 5] for i in range(20))
    return Candidate(
        title=Message(title),
        vote=vote,
        estimate=ModelEstimate(
            fold_scores=scores,
            mean=fmean(scores),
            ci95=None,
            fit_s=0.1,
            score_s=0.1,
            cost_s=cost,
        ),
    )


def sentence(*candidates: Candidate) -> str:
    found = models_sentence(
        {str(c.title): c for c in candidates}, test_ratio=0.25, metric="accuracy"
    )
    return str(found)


def test_that_a_gain_within_noise_is_not_claimed() -> None:
    text = sentence(
        candidate("Tree", 0.950), candidate("Vote", 0.952, vote=True, cost=3, shift=2)
    )
    assert "+0.2 points" in text
    assert "not significant" in text
    assert "3.0× its compute" in text


def test_that_a_supported_gain_is_stated_with_its_interval() -> None:
    text = sentence(candidate("Tree", 0.90), candidate("Vote", 0.95, vote=True, cost=3))
    assert "+5.0 points" in text
    assert "above the best single model (Tree)" in text


def test_that_an_ensemble_that_loses_does_not_earn_its_cost() -> None:
    text = sentence(candidate("Tree", 0.95), candidate("Vote", 0.90, vote=True))
    assert "does not earn" in text


def test_that_without_a_vote_the_two_best_models_are_compared() -> None:
    text = sentence(candidate("A", 0.90), candidate("B", 0.95), candidate("C", 0.5))
    assert text.startswith("B scores highest: 0.950")
    assert "above A" in text


def test_that_a_model_that_failed_on_a_split_is_not_compared() -> None:
    broken = Candidate(
        title=Message("Broken"),
        estimate=ModelEstimate(
            fold_scores=(1.0, None), mean=1.0, ci95=None, fit_s=0, score_s=0, cost_s=0
        ),
    )
    assert sentence(broken, candidate("Tree", 0.9)).startswith("Tree scores 0.900")
    assert models_sentence({"b": broken}, 0.25, "accuracy") is None
