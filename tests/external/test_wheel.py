from __future__ import annotations

import sys

import pytest

import workbench
from workbench.core import assets
from workbench.core.cancel import CancelToken
from workbench.core.errors import BadInput
from workbench.external.wheel import own_wheel


@pytest.fixture
def bundle(tmp_path, monkeypatch):
    """The folder of a frozen program's files."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    return tmp_path


def test_that_a_frozen_program_takes_the_wheel_that_it_carries(bundle):
    folder = assets.path("wheel")
    folder.mkdir(parents=True)
    carried = folder / f"workbench-{workbench.__version__}-py3-none-any.whl"
    for name in (carried.name, "workbench-0.0.0-py3-none-any.whl"):
        (folder / name).touch()
    with own_wheel(str, CancelToken()) as found:
        assert found == carried


def test_that_a_frozen_program_without_a_wheel_says_so(bundle):
    with (
        pytest.raises(BadInput, match=r"own wheel.*was not found"),
        own_wheel(str, CancelToken()),
    ):
        pytest.fail("there is none")
