from __future__ import annotations

import sys
from pathlib import Path

import pytest

from workbench.core import assets


def test_that_the_source_tree_has_its_shipped_files() -> None:
    assert assets.path("themes", "base.qss").is_file()


def test_that_a_frozen_program_looks_into_its_bundle(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert assets.path("icons") == tmp_path / "assets" / "icons"


def test_that_an_installed_wheel_looks_into_its_package(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(assets, "_PACKAGE", tmp_path)
    assert assets.path("icons") == tmp_path.parent / "assets" / "icons"
    (tmp_path / "assets").mkdir()
    assert assets.path("icons") == tmp_path / "assets" / "icons"
