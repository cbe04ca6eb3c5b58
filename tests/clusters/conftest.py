from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clusters.elsewhere import Elsewhere
from workbench.engines import ENGINES
from workbench.external import Consents
from workbench.session import Session


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> type[Elsewhere]:
    """The engine, registered for one test."""
    monkeypatch.setattr(
        ENGINES, "_entries", {**dict(ENGINES.items()), "elsewhere": Elsewhere}
    )
    for name, value in (("opened", []), ("closed", []), ("silent", "")):
        monkeypatch.setattr(Elsewhere, name, value)
    monkeypatch.setattr(Elsewhere, "waiting", threading.Event(), raising=False)
    return Elsewhere


@pytest.fixture
def session(tmp_path: Path, elsewhere: type[Elsewhere]) -> Iterator[Session]:
    with Session(history=tmp_path / "history.sqlite") as opened:
        yield opened


@pytest.fixture
def consents() -> Consents:
    """Those of the test's own home."""
    return Consents()
