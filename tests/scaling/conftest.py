"""Published cases of scaling analysis."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="session")
def cases() -> dict[str, Any]:
    """Input and expected values, by case."""
    file = Path(__file__).parents[1] / "reference" / "vectors.json"
    return json.loads(file.read_text(encoding="utf-8"))["scaling"]
