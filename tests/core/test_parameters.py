from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.messages import Message
from workbench.core.parameters import Parameter, ParamValue, check, filled, whole

DEPTH = Parameter(
    name="depth", kind="int", default=3, title=Message("Depth"), minimum=1, maximum=9
)
RATE = Parameter(
    name="rate", kind="float", default=0.5, title=Message("Rate"), minimum=0
)
SCALE = Parameter(name="scale", kind="bool", default=True, title=Message("Scale"))
RULE = Parameter(
    name="rule",
    kind="choice",
    default="gini",
    title=Message("Rule"),
    choices=("gini", "entropy"),
)
FREE = Parameter(
    name="free", kind="float", default=None, title=Message("Free"), optional=True
)
TEXT = Parameter(name="text", kind="text", default="", title=Message("Text"))
ALL = (DEPTH, RATE, SCALE, RULE, FREE, TEXT)


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        (DEPTH, 1),
        (DEPTH, 9),
        (RATE, 0),
        (RATE, 2.5),
        (SCALE, False),
        (RULE, "entropy"),
        (FREE, None),
        (FREE, -1.5),
        (TEXT, ""),
        (TEXT, "2, 1"),
    ],
)
def test_that_a_value_within_its_limits_is_no_problem(
    parameter: Parameter, value: ParamValue
) -> None:
    assert parameter.problem(value, "params.x") is None


@pytest.mark.parametrize(
    ("parameter", "value", "text"),
    [
        (DEPTH, 0, "Depth must be a whole number from 1 to 9, not 0."),
        (DEPTH, 10, "Depth must be a whole number from 1 to 9, not 10."),
        (DEPTH, 2.0, "Depth must be a whole number from 1 to 9, not 2.0."),
        (DEPTH, True, "Depth must be a whole number from 1 to 9, not True."),
        (DEPTH, "3", "Depth must be a whole number from 1 to 9, not '3'."),
        (DEPTH, None, "Depth must be a whole number from 1 to 9, not None."),
        (RATE, -0.1, "Rate must be a number of at least 0, not -0.1."),
        (RATE, math.nan, "Rate must be a number of at least 0, not nan."),
        (RATE, math.inf, "Rate must be a number of at least 0, not inf."),
        (FREE, "many", "Free must be a number, not 'many'."),
        (TEXT, 2, "Text must be a text, not 2."),
        (TEXT, None, "Text must be a text, not None."),
        (SCALE, 1, "Scale must be true or false, not 1."),
        (
            RULE,
            "ginny",
            "There is no Rule “ginny”. Did you mean “gini”? Known: gini, entropy.",
        ),
    ],
)
def test_that_a_value_outside_is_refused_with_what_is_allowed(
    parameter: Parameter, value: ParamValue, text: str
) -> None:
    problem = parameter.problem(value, "params.x")
    assert problem is not None
    assert (problem.field, str(problem.message)) == ("params.x", text)


def test_that_a_check_names_the_field_of_each_problem() -> None:
    problems = check(ALL, {"dept": 3, "rate": -1, "scale": True}, "models.2.params")
    assert [problem.field for problem in problems] == [
        "models.2.params.dept",
        "models.2.params.rate",
    ]
    assert "Did you mean “depth”?" in str(problems[0].message)


def test_that_defaults_fill_what_was_not_given() -> None:
    assert filled(ALL, {"depth": 5, "free": None}) == {
        "depth": 5,
        "rate": 0.5,
        "scale": True,
        "rule": "gini",
        "free": None,
        "text": "",
    }


def test_that_defaults_are_within_their_own_limits() -> None:
    assert check(ALL, filled(ALL, {}), "params") == []


def test_that_a_whole_number_comes_out_as_one() -> None:
    assert whole({"depth": 5}, "depth") == 5


@given(st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5))
def test_that_every_value_is_either_right_or_explained(value: ParamValue) -> None:
    for parameter in ALL:
        problem = parameter.problem(value, "field")
        assert problem is None or str(problem).startswith("field: ")
