"""Libraries that only some environments have."""

from __future__ import annotations

import os
from importlib.util import find_spec

import pytest

REQUIRED = "WORKBENCH_ENGINES"
"""Where this variable is set, what the extras bring is there, or a test fails."""


def need(*modules: str) -> None:
    """Skip the tests of this module without ``modules``, unless they must be there."""
    missing = [module for module in modules if find_spec(module) is None]
    if not missing:
        return
    text = f"not installed: {', '.join(missing)}"
    if os.environ.get(REQUIRED):
        pytest.fail(text, pytrace=False)
    pytest.skip(text, allow_module_level=True)
