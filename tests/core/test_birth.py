from __future__ import annotations

import os
import subprocess
import sys

import psutil
import pytest

from workbench.core.birth import birth


def test_that_a_birth_stays_what_it_is_when_the_clock_is_set(monkeypatch) -> None:
    before = birth(os.getpid())
    reckoned = psutil.Process.create_time
    monkeypatch.setattr(
        psutil.Process, "create_time", lambda self: reckoned(self) - 86_400.0
    )
    if sys.platform == "linux":
        assert birth(os.getpid()) == before


def test_that_a_child_is_born_after_its_parent() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=-1) as child:
        assert birth(child.pid) >= birth(os.getpid())
        child.communicate(b"\n")


def test_that_nobody_has_no_birth() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as child:
        child.wait()
    with pytest.raises(psutil.NoSuchProcess):
        birth(child.pid)
