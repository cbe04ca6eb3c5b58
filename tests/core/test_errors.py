from __future__ import annotations

import pickle

from workbench.core.errors import BadInput, Problem, StoreError, WorkbenchError
from workbench.core.messages import Message


def _problem(field: str) -> Problem:
    return Problem(field=field, message=Message("{f} is wrong.", {"f": field}))


def test_that_one_problem_speaks_for_itself() -> None:
    assert str(BadInput([_problem("seed")])) == "seed is wrong."


def test_that_several_problems_are_counted() -> None:
    error = BadInput([_problem("seed"), _problem("cv.folds")])
    assert str(error) == "2 problems: seed is wrong."
    assert [problem.field for problem in error.problems] == ["seed", "cv.folds"]


def test_that_a_problem_reads_with_its_field() -> None:
    assert str(_problem("seed")) == "seed: seed is wrong."


def test_that_errors_cross_a_process_border_with_their_message() -> None:
    for error in (BadInput([_problem("a"), _problem("b")]), StoreError(Message("x"))):
        back = pickle.loads(pickle.dumps(error))
        assert isinstance(back, WorkbenchError)
        assert (type(back), back.message) == (type(error), error.message)
