from __future__ import annotations

import sys

import pytest

from workbench.joint.privacy import libraries
from workbench.joint.privacy.accountant import Accountant
from workbench.joint.privacy.checks import check, suggested_delta

pytestmark = pytest.mark.skipif(
    sys.version_info >= (3, 15), reason="dp-accounting is not to be had for it"
)


def test_that_no_privacy_at_all_is_in_order() -> None:
    assert check(clients=1) == []
    assert check(clients=5, clip=1.0) == []


def test_that_sound_settings_are_in_order() -> None:
    assert (
        check(
            clients=100,
            rate=0.1,
            clip=0.5,
            noise=1.1,
            delta=1e-3,
            epsilon=8.0,
            secure=True,
        )
        == []
    )
    assert check(clients=100, clip=0.5, noise=4.0, epsilon=8.0) == []


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"epsilon": 0.0}, "params.epsilon", "ε must be above 0"),
        ({"epsilon": -1.0}, "params.epsilon", "ε must be above 0"),
        ({"epsilon": float("nan")}, "params.epsilon", "ε must be above 0"),
        ({"delta": 0.01}, "params.delta", "below 1/100. Set it to 0.001 or less"),
        ({"delta": 0.5}, "params.delta", "reveal one of the 100 clients"),
        ({"delta": 0.0}, "params.delta", "set it to 0.001 or less"),
        ({"clip": None}, "params.clip", "nothing bounds that"),
        ({"clip": 0.0}, "params.clip", "above 0"),
        ({"clip": float("inf")}, "params.clip", "above 0"),
        ({"noise": -1.0}, "params.noise", "Try 1."),
        ({"noise": 0.0, "epsilon": 1.0}, "params.noise", "not even|even one round"),
        ({"noise": 0.3, "epsilon": 1.0}, "params.noise", "first round alone"),
    ],
)
def test_that_what_cannot_be_kept_is_refused_with_a_remedy(
    given: dict[str, float | None], field: str, words: str
) -> None:
    settings = {"clip": 1.0, "noise": 5.0, "delta": 1e-3, "epsilon": 8.0, **given}
    problems = check(clients=100, **settings)  # type: ignore[arg-type]
    assert [problem.field for problem in problems] == [field]
    assert any(part in str(problems[0].message) for part in words.split("|"))


def test_that_the_noise_that_is_proposed_lets_a_round_through() -> None:
    asked = {"clients": 50, "rate": 0.2, "clip": 1.0, "delta": 1e-4, "epsilon": 0.5}
    (problem,) = check(**asked, noise=0.2)  # type: ignore[arg-type]
    proposed = problem.message.values["needed"]
    assert isinstance(proposed, float)
    assert check(**asked, noise=proposed) == []  # type: ignore[arg-type]
    assert Accountant(proposed, 1e-4, 0.2).rounds_within(0.5) >= 1


def test_that_two_clients_are_too_few_for_a_masked_sum() -> None:
    (problem,) = check(clients=10, rate=0.2, secure=True)
    assert problem.field == "params.secure"
    assert "3 clients" in str(problem.message)


@pytest.mark.parametrize(
    ("clients", "delta"), [(1, 0.1), (10, 0.01), (30, 0.002), (1000, 1e-4)]
)
def test_that_a_tenth_of_a_clients_share_is_proposed_as_delta(
    clients: int, delta: float
) -> None:
    assert suggested_delta(clients) == delta
    assert suggested_delta(clients) <= 1 / (10 * clients) * (1 + 1e-9)


def test_that_a_missing_library_is_named_with_the_command_that_adds_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(libraries, "find_spec", lambda name: None)
    noise = check(clients=10, clip=1.0, noise=1.0)
    secure = check(clients=10, secure=True)
    assert [p.field for p in (*noise, *secure)] == ["params.noise", "params.secure"]
    for problem, name in zip((*noise, *secure), ("dp-", "crypto"), strict=True):
        assert name in str(problem.message)
        assert "pip install 'workbench[privacy]'" in str(problem.message)
    assert check(clients=10, clip=1.0) == []
