"""Makes the scripts of ``packaging/`` importable, as they import each other."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "packaging"), str(ROOT / "packaging" / "installer")]


@pytest.fixture
def root() -> Path:
    """The project's folder."""
    return ROOT
