from __future__ import annotations

import pytest

from workbench.core.anatomy import Change
from workbench.core.errors import BadInput
from workbench.core.spec import ExperimentSpec
from workbench.gui.draft import Draft, changed

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def seen() -> list[ExperimentSpec]:
    return []


@pytest.fixture
def draft(seen: list[ExperimentSpec]) -> Draft:
    draft = Draft(merge_within_ms=60_000)
    draft.changed.connect(seen.append)
    return draft


def test_that_a_change_is_told_with_the_new_spec(
    draft: Draft, seen: list[ExperimentSpec]
) -> None:
    draft.replace("Change seed", seed=7)
    assert draft.spec.seed == 7
    assert seen == [draft.spec]


def test_that_an_equal_spec_is_no_change(
    draft: Draft, seen: list[ExperimentSpec]
) -> None:
    draft.replace("Change seed", seed=0)
    draft.load(ExperimentSpec(), "Open experiment")
    assert seen == []
    assert not draft.undo_stack.canUndo()


def test_that_undo_and_redo_restore_and_tell(
    draft: Draft, seen: list[ExperimentSpec]
) -> None:
    draft.replace("Change seed", seed=7)
    draft.undo_stack.undo()
    assert draft.spec == ExperimentSpec()
    draft.undo_stack.redo()
    assert [spec.seed for spec in seen] == [7, 0, 7]


def test_that_a_burst_on_one_field_is_undone_in_one_step(draft: Draft) -> None:
    for seed in range(1, 6):
        draft.replace("Change seed", seed=seed)
    assert draft.undo_stack.count() == 1
    draft.undo_stack.undo()
    assert draft.spec.seed == 0


def test_that_a_burst_that_comes_back_leaves_nothing_to_undo(draft: Draft) -> None:
    draft.replace("Change seed", seed=1)
    draft.replace("Change seed", seed=0)
    assert not draft.undo_stack.canUndo()
    assert draft.spec == ExperimentSpec()


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("Change workers", {"workers": (1, 4)}),
        ("Another seed", {"seed": 2}),
        ("Change seed", {"seed": 2, "workers": (1,)}),
    ],
)
def test_that_other_edits_are_steps_of_their_own(
    draft: Draft, text: str, changes: dict[str, object]
) -> None:
    draft.replace("Change seed", seed=1)
    draft.replace(text, **changes)
    draft.undo_stack.undo()
    assert draft.spec.seed == 1


def test_that_edits_far_apart_are_not_merged() -> None:
    draft = Draft(merge_within_ms=-1)
    draft.replace("Change seed", seed=1)
    draft.replace("Change seed", seed=2)
    draft.undo_stack.undo()
    assert draft.spec.seed == 1


def test_that_loaded_experiments_are_never_merged(draft: Draft) -> None:
    draft.load(ExperimentSpec(seed=1), "Open experiment")
    draft.load(ExperimentSpec(seed=2), "Open experiment")
    draft.undo_stack.undo()
    assert draft.spec.seed == 1


@pytest.mark.parametrize(
    ("workers", "value", "after"),
    [
        ((1, 2, 4, 8), 2, (1, 2)),
        ((1, 8), 3, (1, 3)),
        ((1, 2), "1, 2, 4", (1, 2, 4)),
    ],
)
def test_that_a_cure_may_bound_or_list_the_worker_counts(
    workers: tuple[int, ...], value: int | str, after: tuple[int, ...]
) -> None:
    spec = ExperimentSpec(workers=workers)

    assert changed(spec, [Change(field="workers", value=value)]).workers == after


def test_that_a_cure_reaches_into_the_spec_and_leaves_the_rest() -> None:
    spec = ExperimentSpec(title="sums", params={"numbers": 9})
    changes = [
        Change(field="schedule.chunk", value=4),
        Change(field="threads_per_worker", value=0),
    ]

    after = changed(spec, changes)

    assert (after.schedule.chunk, after.threads_per_worker) == (4, 0)
    assert (after.title, after.params) == ("sums", {"numbers": 9})


def test_that_a_cure_that_changes_the_work_takes_its_title_away() -> None:
    spec = ExperimentSpec(title="sums", params={"numbers": 9})

    after = changed(spec, [Change(field="params.tasks", value=5)])

    assert after.params == {"numbers": 9, "tasks": 5}
    assert after.title == ""


def test_that_a_cure_that_fits_no_field_is_refused() -> None:
    with pytest.raises(BadInput):
        changed(ExperimentSpec(), [Change(field="schedule.colour", value=5)])
