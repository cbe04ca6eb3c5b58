from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clusters.elsewhere import Elsewhere, registered
from workbench.external import Consents
from workbench.session import Session


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> type[Elsewhere]:
    return registered(monkeypatch)


@pytest.fixture
def session(tmp_path: Path, elsewhere: type[Elsewhere]) -> Iterator[Session]:
    with Session(history=tmp_path / "history.sqlite") as opened:
        yield opened


@pytest.fixture
def consents() -> Consents:
    """Those of the test's own home."""
    return Consents()
