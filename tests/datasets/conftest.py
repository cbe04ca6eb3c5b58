"""Files as users have them, and the reader without its child process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workbench.core.errors import BadInput
from workbench.datasets.tables_reader import Roles, Table, read_file

MEMORY_BYTES = 2**30


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Put a text or bytes into a file and give its path."""

    def write(content: str | bytes, name: str = "table.csv") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture
def read(write: Callable[..., Path]) -> Callable[..., Table]:
    """What a file of this content is as numbers, read in this process."""

    def read(
        content: str | bytes,
        target: str | None = "y",
        features: list[str] | None = None,
        owner: str | None = None,
        test_column: str | None = None,
        **dialect: Any,
    ) -> Table:
        path = write(content)
        roles = Roles(
            target=target,
            features=None if features is None else tuple(features),
            owner=owner,
            test_column=test_column,
        )
        return read_file(str(path), roles, dialect, MEMORY_BYTES)

    return read


@pytest.fixture
def refusal(read: Callable[..., Table]) -> Callable[..., tuple[str, str]]:
    """Field and text of the one problem that a file of this content is."""

    def refusal(*args: Any, **kwargs: Any) -> tuple[str, str]:
        with pytest.raises(BadInput) as caught:
            read(*args, **kwargs)
        (problem,) = caught.value.problems
        return problem.field, str(problem.message)

    return refusal
