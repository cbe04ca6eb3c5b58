"""The verdict: who came near, why not nearer, and what it is good for."""

from __future__ import annotations

import msgspec
import pytest

from workbench.core.joint import JointCourse, JointEnd, JointReference, JointRound
from workbench.core.messages import Message
from workbench.joint.verdict import stays_away, verdict

REFERENCE = JointReference(
    objective=1.0, loss=0.9, test_score=0.95, local_only=0.6, test_loss=0.3
)


def course(
    key: str, gaps: list[float], *, score: float | None = 0.9, reason: str = "rounds"
) -> JointCourse:
    """With this gap to the optimum after round 0, 1, ..."""
    rounds = tuple(
        JointRound(
            strategy=key, round=i, objective=1.0 + gap, loss=1.0, test_score=score
        )
        for i, gap in enumerate(gaps)
    )
    end = JointEnd(
        strategy=key,
        rounds=len(gaps) - 1,
        reason=reason,
        sentence=Message(f"{key} ended: {reason}"),
        parameters=(),
    )
    return JointCourse(rounds=rounds, end=end)


def said(
    courses: dict[str, JointCourse], *, plain: bool = True, metric: str = "accuracy"
) -> list[str]:
    found = verdict(
        courses,
        {key: key for key in courses},
        {key: Message(key.upper()) for key in courses},
        REFERENCE,
        metric,
        plain=courses if plain else (),
    )
    return [str(sentence) for sentence in found.sentences]


STUCK = [1.0, *[0.2] * 20]
CLOSING = [2.0**-i for i in range(21)]


def test_that_who_came_nearest_is_said_first() -> None:
    first = said({"fedavg": course("fedavg", STUCK), "admm": course("admm", CLOSING)})
    assert first[0].startswith("ADMM reached the optimum")
    alone = said({"fedavg": course("fedavg", STUCK)})
    assert alone[0].startswith("FEDAVG came closest")
    assert "0.2 above" in alone[0]


def test_that_drift_is_named_with_what_corrects_it() -> None:
    both = said({"fedavg": course("fedavg", STUCK), "scaffold": course("s", CLOSING)})
    assert "client drift" in both[1]
    assert "SCAFFOLD corrects for that" in both[1]
    alone = said({"fedavg": course("fedavg", STUCK)})
    assert "Fewer local steps" in alone[1]


def test_that_drift_is_not_blamed_where_something_else_may_be_the_cause() -> None:
    courses = {"fedavg": course("fedavg", STUCK)}
    assert not any("drift" in sentence for sentence in said(courses, plain=False))


def test_that_a_robust_strategy_is_no_cure_for_drift() -> None:
    courses = {"fedavg": course("fedavg", STUCK), "krum": course("krum", CLOSING)}
    assert not any("KRUM corrects" in sentence for sentence in said(courses))


@pytest.mark.parametrize(
    ("gaps", "away"),
    [(STUCK, True), (CLOSING, False), ([1.0, 0.2, 0.2], False), ([1e-5] * 30, False)],
)
def test_that_staying_away_takes_ten_rounds_and_a_gap(
    gaps: list[float], away: bool
) -> None:
    assert stays_away(course("x", gaps).rounds, REFERENCE) is away


@pytest.mark.parametrize(
    ("score", "words"),
    [
        (0.9, "all rows in one place would give 0.950"),
        (0.602, "gains next to nothing"),
        (0.4, "does not pay here"),
    ],
)
def test_that_learning_together_is_held_against_learning_alone(
    score: float, words: str
) -> None:
    found = said({"admm": course("admm", CLOSING, score=score)})
    assert words in found[1]
    assert "accuracy" in found[1]
    assert "R²" in said({"a": course("a", CLOSING)}, metric="r2")[1]


def test_that_without_rows_held_out_nothing_is_said_of_scores() -> None:
    assert len(said({"admm": course("admm", CLOSING, score=None)})) == 1


def test_that_what_diverged_is_not_praised_and_has_the_last_word() -> None:
    wild = course("wild", [0.0, -5.0], reason="diverged")
    found = said({"wild": wild, "admm": course("admm", CLOSING)})
    assert found[0].startswith("ADMM")
    assert found[-1] == "wild ended: diverged"
    assert said({"wild": wild}) == ["wild ended: diverged"]


def test_that_a_strategy_without_a_round_says_why() -> None:
    assert said({"fedavg": course("fedavg", [1.0], reason="quorum")}) == [
        "fedavg ended: quorum"
    ]


def test_that_the_budget_that_was_spent_is_told() -> None:
    found = course("fedavg", STUCK)
    rounds = tuple(
        msgspec.structs.replace(one, epsilon=0.5 * one.round) for one in found.rounds
    )
    courses = {"fedavg": msgspec.structs.replace(found, rounds=rounds)}
    assert said(courses, plain=False)[-1] == (
        "FEDAVG spent ε = 10.00 of privacy in 20 rounds."
    )
