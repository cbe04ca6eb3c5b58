from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.doctor.worlds import words
from workbench.doctor.base import Subject
from workbench.doctor.leftovers import judge, leftovers, traces, waited_for
from workbench.engines import scratch, shared

World = Callable[..., Subject]


def test_that_nothing_is_left_of_nothing(world: World) -> None:
    found = leftovers(world(before=traces()))
    assert found.status == "ok"
    assert found.facts == {"processes": [], "blocks": [], "folders": []}


def test_that_a_process_that_stays_is_named(world: World) -> None:
    subject = world(before=traces())
    command = [sys.executable, "-c", "input('self-check')"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL):
        found = judge(waited_for(subject, patience_s=0.0))
        assert found.status == "failed"
        assert "input('self-check')" in words(found)
        # What was there before the self-check began is not its business.
        assert not waited_for(world(before=traces()), patience_s=0.0)
    assert not waited_for(subject, patience_s=10.0)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows its blocks")
def test_that_a_block_of_shared_memory_that_stays_is_named(
    world: World, tmp_path: Path
) -> None:
    subject = world(before=traces())
    name = f"{shared.owner_mark(os.getpid())}-left"
    block = shared.create(name, 1000, tmp_path)
    try:
        found = judge(waited_for(subject, patience_s=0.0))
    finally:
        block.close()
        block.unlink()
    assert found.status == "failed"
    assert name in words(found)


def test_that_a_folder_of_an_engine_that_stays_is_named(world: World) -> None:
    subject = world(before=traces())
    folder = scratch.make()
    found = judge(waited_for(subject, patience_s=0.0))
    scratch.remove(folder)
    assert found.status == "failed"
    assert str(folder) in words(found)


def test_that_nobody_waits_for_what_is_left_once_it_is_cancelled(world: World) -> None:
    subject = world(before=traces())
    folder = scratch.make()
    subject.cancel.cancel()
    assert waited_for(subject, patience_s=600.0)
    scratch.remove(folder)
