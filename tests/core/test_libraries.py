from __future__ import annotations

import sys
from pathlib import Path

import pytest

from workbench.core.libraries import TENSORFLOW, TORCH, is_here, needs_install
from workbench.core.messages import plain


@pytest.fixture
def linux(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """As on a usual computer with Python 3.13."""
    monkeypatch.setattr("platform.machine", lambda: "x86_64")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(sys, "version_info", (3, 13, 0))
    return monkeypatch


def test_that_nothing_is_always_here_and_what_is_not_installed_is_not() -> None:
    assert is_here("")
    assert is_here("numpy")
    assert not is_here("no_such_library")


def test_that_a_folder_of_the_name_is_no_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ray_of_light").mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    assert not is_here("ray_of_light")
    (tmp_path / "ray_of_light" / "__init__.py").touch()
    assert is_here("ray_of_light")


@pytest.mark.parametrize(
    ("library", "extra", "name"),
    [
        ("xgboost", "boosting", "A model"),
        (TORCH, "torch", "PyTorch"),
        (TENSORFLOW, "tensorflow", "TensorFlow"),
    ],
)
def test_that_a_missing_library_comes_with_its_command(
    linux: pytest.MonkeyPatch, library: str, extra: str, name: str
) -> None:
    said = str(needs_install(plain("A model"), library))
    assert f"pip install 'workbench[{extra}]'" in said
    assert name in said


def test_that_no_command_is_given_where_none_would_help(
    linux: pytest.MonkeyPatch,
) -> None:
    linux.setattr(sys, "version_info", (3, 14, 0))
    said = str(needs_install(plain("A model"), TENSORFLOW))
    assert "no package for Python 3.14" in said
    assert "Python 3.13 or older" in said
    assert "pip install" not in said
    assert "pip install" in str(needs_install(plain("A model"), TORCH))


def test_that_a_processor_without_a_package_is_named(
    linux: pytest.MonkeyPatch,
) -> None:
    linux.setattr("platform.machine", lambda: "riscv64")
    said = str(needs_install(plain("A model"), TENSORFLOW))
    assert "(linux riscv64)" in said
    assert "pip install" not in said
