from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from workbench.core.errors import BadInput
from workbench.core.messages import Message
from workbench.core.registry import Registry


@pytest.fixture
def fruit() -> Registry[int]:
    registry: Registry[int] = Registry(Message("fruit"))
    for number, name in enumerate(("pear", "apple", "plum")):
        registry.add(name, number)
    return registry


def test_that_names_keep_the_order_of_registration(fruit: Registry[int]) -> None:
    assert fruit.names() == tuple(fruit) == ("pear", "apple", "plum")
    assert list(fruit.items()) == [("pear", 0), ("apple", 1), ("plum", 2)]
    assert len(fruit) == 3


def test_that_an_entry_is_found_by_its_name(fruit: Registry[int]) -> None:
    assert fruit.get("apple") == 1
    assert "apple" in fruit
    assert "cherry" not in fruit


def test_that_an_unknown_name_brings_the_field_the_nearest_and_all_known(
    fruit: Registry[int],
) -> None:
    with pytest.raises(BadInput) as caught:
        fruit.get("aple", "basket.0")
    (problem,) = caught.value.problems
    assert problem.field == "basket.0"
    assert str(problem.message) == (
        "There is no fruit “aple”. Did you mean “apple”? Known: pear, apple, plum."
    )


def test_that_nothing_is_suggested_when_nothing_is_near(fruit: Registry[int]) -> None:
    with pytest.raises(BadInput) as caught:
        fruit.get("zzz")
    assert str(caught.value) == "There is no fruit “zzz”. Known: pear, apple, plum."


def test_that_a_name_is_given_once(fruit: Registry[int]) -> None:
    with pytest.raises(ValueError, match="fruit 'plum' is registered twice"):
        fruit.add("plum", 9)
    assert fruit.get("plum") == 2


def test_that_a_module_is_imported_when_its_entry_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "of_late_fruit.py").write_text(
        "import sys\n"
        "late = sys.modules['tests.core.late']\n"
        "late.FRUIT.add('quince', 7)\n"
        "late.FRUIT.add('medlar', 8)\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    fruit: Registry[int] = Registry(Message("fruit"))
    monkeypatch.setitem(sys.modules, "tests.core.late", SimpleNamespace(FRUIT=fruit))
    fruit.expect("of_late_fruit", "medlar", "quince", "sloe")
    fruit.add("pear", 1)
    assert fruit.names() == ("medlar", "quince", "sloe", "pear")
    assert "quince" in fruit
    assert "of_late_fruit" not in sys.modules
    assert fruit.get("quince") == 7
    assert fruit.get("medlar") == 8
    with pytest.raises(LookupError, match="of_late_fruit registers no fruit 'sloe'"):
        list(fruit.items())
    with pytest.raises(ValueError, match="registered twice"):
        fruit.expect("of_late_fruit", "pear")
    del sys.modules["of_late_fruit"]


def test_that_the_home_of_the_entries_is_imported_before_the_first_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "home_of_fruit.py").write_text(
        "import sys\nsys.modules['tests.core.late'].FRUIT.add('quince', 7)\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    looks: list[Callable[[Registry[int]], object]] = [
        lambda fruit: "quince" in fruit,
        lambda fruit: tuple(fruit) == ("quince",),
        lambda fruit: len(fruit) == 1,
        lambda fruit: fruit.names() == ("quince",),
        lambda fruit: list(fruit.items()) == [("quince", 7)],
        lambda fruit: fruit.get("quince") == 7,
    ]
    for look in looks:
        fruit: Registry[int] = Registry(Message("fruit"), home="home_of_fruit")
        late = SimpleNamespace(FRUIT=fruit)
        monkeypatch.setitem(sys.modules, "tests.core.late", late)
        assert look(fruit)
        del sys.modules["home_of_fruit"]


def test_that_the_decorator_registers_and_gives_back_what_it_decorates() -> None:
    registry: Registry[type] = Registry(Message("kind"))

    @registry.register("one")
    class One:
        pass

    assert registry.get("one") is One
