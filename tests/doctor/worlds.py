"""What tests of the self-check share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from workbench.doctor.base import Finding

NOBODY = 65534


@contextmanager
def as_a_user() -> Iterator[None]:
    """Not as root, who may write everywhere."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def words(finding: Finding) -> str:
    """What the person reads; whatever is not in order comes with a remedy."""
    assert finding.remedy is not None or finding.status in ("ok", "skipped")
    return f"{finding.found} {finding.remedy or ''}"
