from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar

import msgspec
import pytest

from tests.doctor.worlds import words
from workbench.core.cancel import CancelToken
from workbench.core.errors import EngineFailed
from workbench.core.messages import Message
from workbench.core.plan import Task
from workbench.core.registry import Registry
from workbench.core.results import TaskResult
from workbench.doctor.available import BUILT_IN, engines
from workbench.doctor.base import Subject
from workbench.engines import ENGINES, Availability, Engine
from workbench.engines.serial import SerialEngine

World = Callable[..., Subject]


class Missing(SerialEngine):
    """Needs something that is not installed."""

    title: ClassVar[Message] = Message("Cloud")

    @classmethod
    def availability(cls) -> Availability:
        return Availability(
            available=False, message=Message("pip install 'workbench[cloud]'")
        )


class Wrong(SerialEngine):
    """Answers, but wrongly."""

    title: ClassVar[Message] = Message("Wrong")

    def map(
        self, tasks: Sequence[Task], cancel: CancelToken, *, workers: int
    ) -> Iterator[TaskResult]:
        for result in super().map(tasks, cancel, workers=workers):
            yield msgspec.structs.replace(result, value=41)


class Broken(SerialEngine):
    """Cannot be opened."""

    title: ClassVar[Message] = Message("Broken")

    def open(self) -> None:
        raise EngineFailed(Message("It does not start."))


def registry(**more: type[Engine]) -> Registry[type[Engine]]:
    made: Registry[type[Engine]] = Registry(Message("engine"))
    for name, kind in {**dict(ENGINES.items()), **more}.items():
        made.add(name, kind)
    return made


def test_that_each_engine_is_tried_with_real_tasks(world: World) -> None:
    found = engines(world())
    assert found.status == "ok"
    assert {name: found.facts[name] for name in BUILT_IN} == dict.fromkeys(
        BUILT_IN, "ok"
    )
    assert "Processes" in words(found)


def test_that_a_missing_engine_is_no_failure_and_says_how_to_get_it(
    world: World,
) -> None:
    found = engines(world(engines=registry(cloud=Missing)))
    assert found.status == "ok"
    assert found.facts["cloud"] == "missing"
    assert "Cloud (pip install 'workbench[cloud]')" in str(found.remedy)


def test_that_an_engine_of_the_program_itself_must_not_be_missing(world: World) -> None:
    found = engines(world(engines=registry(processes=Missing)))
    assert found.status == "failed"
    assert "Cloud" in str(found.found)


@pytest.mark.parametrize(
    ("kind", "said"), [(Wrong, "its answers are wrong"), (Broken, "does not start")]
)
def test_that_an_engine_that_does_not_work_is_named_beside_those_that_do(
    kind: type[Engine], said: str, world: World
) -> None:
    found = engines(world(engines=registry(odd=kind)))
    assert found.status == "failed"
    assert said in words(found)
    assert "Serial" in words(found)
    assert found.facts["odd"] == "failed"
