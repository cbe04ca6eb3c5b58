from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.joint import JointRound
from workbench.joint.stopping import Limits, Stop, StopRule, quorum_missed

LONG = 10_000


def played(
    limits: Limits,
    objectives: list[float],
    *,
    eta: float | None = 0.5,
    **columns: list[Any],
) -> tuple[int, Stop] | None:
    """The round after which the rule stops these, and what it says."""
    rule = StopRule(limits, eta=eta)
    for number, objective in enumerate(objectives):
        row = {name: values[number] for name, values in columns.items()}
        asked = {k: row.pop(k) for k in ("settled", "next_epsilon") if k in row}
        found = JointRound(
            strategy="s", round=number, objective=objective, loss=objective, **row
        )
        if stop := rule.after(found, **asked):
            return number, stop
    return None


@given(st.integers(1, 40), st.lists(st.floats(0, 2), min_size=45, max_size=45))
def test_that_rounds_end_it_exactly_when_asked(
    rounds: int, objectives: list[float]
) -> None:
    objectives[0] = 1.0
    ended = played(Limits(rounds=rounds), objectives)
    assert ended is not None
    assert ended[0] == rounds
    assert ended[1].reason == "rounds"
    assert str(ended[1].sentence) == f"Stopped after {rounds} rounds, as asked."


def test_that_time_and_bytes_end_it_once_reached() -> None:
    ended = played(
        Limits(rounds=LONG, max_seconds=1.0),
        [1.0] * 4,
        seconds=[0.0, 0.4, 1.2, 1.6],
    )
    assert ended is not None
    assert (ended[0], ended[1].reason) == (2, "seconds")
    assert "it took 1.2 s, the limit is 1 s" in str(ended[1].sentence)
    ended = played(
        Limits(rounds=LONG, max_bytes=3e6),
        [1.0] * 4,
        bytes_up=[0, 1_000_000, 2_000_000, 3_000_000],
        bytes_down=[0, 500_000, 1_000_000, 1_500_000],
    )
    assert ended is not None
    assert (ended[0], ended[1].reason) == (2, "bytes")
    assert "3 MB were sent, the limit is 3 MB" in str(ended[1].sentence)


def test_that_a_small_gradient_is_convergence() -> None:
    ended = played(
        Limits(rounds=LONG, gradient_tol=1e-3),
        [1.0] * 4,
        gradient_norm=[1.0, None, 5e-4, 1e-9],
    )
    assert ended is not None
    assert (ended[0], ended[1].reason) == (2, "gradient")
    assert "length 0.0005, the limit is 0.001" in str(ended[1].sentence)


@given(st.lists(st.floats(0.01, 9), min_size=1, max_size=30), st.floats(1e-3, 0.5))
def test_that_it_is_flat_at_the_first_four_objectives_so_close(
    objectives: list[float], tol: float
) -> None:
    objectives = [3.0, *objectives]
    ended = played(Limits(rounds=LONG, flat_tol=tol), objectives)
    flat = [
        end
        for end in range(3, len(objectives))
        if max(objectives[end - 3 : end + 1]) - min(objectives[end - 3 : end + 1])
        <= tol * objectives[end - 3]
    ]
    if not flat:
        assert ended is None
    else:
        assert ended is not None
        assert (ended[0], ended[1].reason) == (flat[0], "flat")


def test_that_an_objective_of_zero_is_flat_without_a_division() -> None:
    ended = played(Limits(rounds=LONG, flat_tol=1e-6), [0.0] * 5)
    assert ended is not None
    assert (ended[0], ended[1].reason) == (3, "flat")


@given(st.lists(st.floats(0, 5), min_size=2, max_size=30), st.integers(1, 6))
def test_that_patience_counts_from_the_best_held_out_loss(
    losses: list[float], patience: int
) -> None:
    ended = played(
        Limits(rounds=LONG, patience=patience), [1.0] * len(losses), test_loss=losses
    )
    expected = None
    for number in range(len(losses)):
        best = losses[: number + 1].index(min(losses[: number + 1]))
        if number - best >= patience:
            expected = (number, best)
            break
    if expected is None:
        assert ended is None
    else:
        assert ended is not None
        assert (ended[0], ended[1].reason) == (expected[0], "patience")
        assert ended[1].sentence.values["when"] == expected[1]


def test_that_patience_waits_for_ever_where_nothing_is_held_out() -> None:
    assert played(Limits(rounds=LONG, patience=1), [1.0] * 9) is None


def test_that_admm_ends_when_its_residuals_are_content() -> None:
    ended = played(
        Limits(rounds=LONG),
        [1.0] * 3,
        settled=[False, False, True],
        primal=[None, 0.1, 1e-5],
        dual=[None, 0.1, 2e-5],
    )
    assert ended is not None
    assert (ended[0], ended[1].reason) == (2, "residuals")
    assert "primal residual 1e-05" in str(ended[1].sentence)
    bare = played(Limits(rounds=LONG), [1.0], settled=[True])
    assert bare is not None
    assert bare[1].reason == "residuals"


def test_that_a_budget_stops_before_the_round_that_would_break_it() -> None:
    ended = played(
        Limits(rounds=LONG, epsilon=1.0),
        [1.0] * 4,
        epsilon=[0.0, 0.5, 0.9, 1.2],
        next_epsilon=[0.5, 0.9, 1.2, 1.4],
    )
    assert ended is not None
    assert (ended[0], ended[1].reason) == (2, "budget")
    said = str(ended[1].sentence)
    assert "at ε = 0.900: one more round would make it 1.200" in said
    spent = played(
        Limits(rounds=LONG, epsilon=1.0), [1.0] * 4, epsilon=[0.0, 0.5, 1.0, 1.2]
    )
    assert spent is not None
    assert (spent[0], spent[1].reason) == (2, "budget")


@pytest.mark.parametrize("bad", [math.nan, math.inf])
def test_that_an_objective_that_is_not_finite_is_divergence_at_once(
    bad: float,
) -> None:
    ended = played(Limits(rounds=1), [1.0, bad], eta=0.8)
    assert ended is not None
    assert (ended[0], ended[1].reason) == (1, "diverged")
    assert str(ended[1].sentence) == (
        "Learning diverged: in round 1 the objective is no longer finite. The learning "
        "rate 0.8 is too large: try 0.08."
    )


@pytest.mark.parametrize(("top", "smaller"), [(30.0, 0.25), (1e6, 0.05)])
def test_that_three_rounds_far_above_the_start_are_divergence(
    top: float, smaller: float
) -> None:
    assert played(Limits(rounds=LONG), [2.0, 50.0, 60.0, 3.0, 70.0, 80.0]) is None
    ended = played(Limits(rounds=LONG), [2.0, *[top] * 3])
    assert ended is not None
    assert (ended[0], ended[1].reason) == (3, "diverged")
    sentence = ended[1].sentence
    assert sentence.values["smaller"] == pytest.approx(smaller)
    assert f"began at 2 and is {top:.3g} in round 3" in str(sentence)


def test_that_divergence_without_a_rate_proposes_none() -> None:
    ended = played(Limits(rounds=LONG), [1.0, math.nan], eta=None)
    assert ended is not None
    assert "rate" not in str(ended[1].sentence)
    assert "Try smaller steps" in str(ended[1].sentence)


@given(st.floats(2.05, 4.0), st.floats(0.5, 2.0))
def test_that_gradient_descent_with_too_large_a_rate_is_caught_and_cured(
    factor: float, curvature: float
) -> None:
    # Descent on c x²/2 converges for eta < 2/c and diverges above.
    def descend(eta: float) -> Stop:
        x, rule = 1.0, StopRule(Limits(rounds=400, gradient_tol=1e-6), eta=eta)
        for number in range(401):
            found = JointRound(
                strategy="s",
                round=number,
                objective=curvature * x * x / 2,
                loss=0.0,
                gradient_norm=abs(curvature * x),
            )
            if stop := rule.after(found):
                return stop
            x -= eta * curvature * x
        raise AssertionError

    stop = descend(factor / curvature)
    assert stop.reason == "diverged"
    smaller = stop.sentence.values["smaller"]
    assert isinstance(smaller, float)
    assert smaller < factor / curvature
    assert descend(min(smaller, 1.9 / curvature)).reason == "gradient"


def test_that_a_missed_quorum_is_said_with_its_remedies() -> None:
    stop = quorum_missed(4, quorum=8, present=5, attempts=5)
    assert stop.reason == "quorum"
    assert "only 5 clients came back, the quorum is 8" in str(stop.sentence)
    assert "Lower the quorum" in str(stop.sentence)
