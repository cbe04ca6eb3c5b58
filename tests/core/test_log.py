from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.log import Log


def test_that_an_old_version_never_sees_later_items() -> None:
    empty: Log[int] = Log()
    one = empty.append(1)
    two = one.append(2)
    assert (list(empty), list(one), list(two)) == ([], [1], [1, 2])


def test_that_growing_an_old_version_branches_off() -> None:
    base = Log([1])
    left, right = base.append(2), base.append(3)
    assert (list(left), list(right)) == ([1, 2], [1, 3])
    assert (list(left.append(4)), list(right.append(5))) == ([1, 2, 4], [1, 3, 5])
    assert (list(base), list(left), list(right)) == ([1], [1, 2], [1, 3])


def test_that_what_it_was_made_from_may_change() -> None:
    items = [1, 2]
    log = Log(items)
    items.append(3)
    assert list(log) == [1, 2]


def test_that_logs_are_equal_by_their_items() -> None:
    assert Log([1, 2]) == Log([1]).append(2)
    assert Log([1, 2]) != Log([1])
    assert Log([1]) != [1]


def test_that_its_text_shows_its_items_only() -> None:
    base = Log([1])
    base.append(2)
    assert repr(base) == "Log([1])"


def test_that_it_cannot_be_hashed_since_its_items_may_not() -> None:
    with pytest.raises(TypeError, match="unhashable"):
        hash(Log())


@given(st.lists(st.integers(), max_size=20), st.data())
def test_that_it_reads_like_a_list(items: list[int], data: st.DataObject) -> None:
    log: Log[int] = Log()
    for item in items:
        log = log.append(item)
    log.append(-1)
    part = data.draw(st.slices(len(items)))
    assert list(log[part]) == items[part]
    assert (len(log), list(log)) == (len(items), items)
    for index in range(-len(items), len(items)):
        assert log[index] == items[index]
    for outside in (len(items), -len(items) - 1):
        with pytest.raises(IndexError):
            log[outside]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers()), max_size=30))
def test_that_any_tree_of_versions_behaves_like_copied_lists(
    growth: list[tuple[int, int]],
) -> None:
    logs: list[Log[int]] = [Log()]
    lists: list[list[int]] = [[]]
    for parent, item in growth:
        parent %= len(logs)
        logs.append(logs[parent].append(item))
        lists.append([*lists[parent], item])
    assert [list(log) for log in logs] == lists
