from __future__ import annotations

import psutil
import pytest

from workbench.core.errors import BadInput
from workbench.runner.memory import refuse_what_does_not_fit


def test_that_workers_that_fit_are_let_through() -> None:
    assert refuse_what_does_not_fit(1000, 4) is None
    assert refuse_what_does_not_fit(psutil.virtual_memory().total, 1) is None


def test_that_workers_that_do_not_fit_are_refused_with_the_remedy() -> None:
    with pytest.raises(BadInput, match="Use fewer workers or less data"):
        refuse_what_does_not_fit(psutil.virtual_memory().total // 2, 4)
