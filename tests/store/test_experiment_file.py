from __future__ import annotations

import os
from pathlib import Path

import pytest

from workbench.core.errors import BadInput
from workbench.core.spec import ExperimentSpec, to_json
from workbench.store.experiment_file import (
    MOST_BYTES,
    kind_of,
    read_experiment,
    write_experiment,
)


@pytest.mark.parametrize("name", ["a.wbexp", "a.json", "A.WBEXP", "without suffix"])
def test_that_an_experiment_is_written_and_read_back(
    tmp_path: Path, spec: ExperimentSpec, name: str
) -> None:
    write_experiment(spec, tmp_path / name)
    assert read_experiment(tmp_path / name) == spec
    assert list(tmp_path.iterdir()) == [tmp_path / name]


def test_that_the_file_is_the_spec_as_json(
    tmp_path: Path, spec: ExperimentSpec
) -> None:
    write_experiment(spec, tmp_path / "a.wbexp")
    assert (tmp_path / "a.wbexp").read_text(encoding="utf-8").rstrip() == to_json(spec)


def test_that_the_suffix_says_what_a_file_is_and_else_its_first_bytes(
    tmp_path: Path,
) -> None:
    for name, start, kind in (
        ("a.wbrun", b"", "bundle"),
        ("b.wbexp", b"PK", "experiment"),
        ("c", b"PK\3\4", "bundle"),
        ("d", b"{}", "experiment"),
    ):
        (tmp_path / name).write_bytes(start)
        assert kind_of(tmp_path / name) == kind, name


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "valid experiment"),
        (b'{"seed": "x"}', "valid experiment"),
        (b'{"sed": 1}', "seed"),
        (b"[" * 100_000, "valid experiment"),
        (b" " * (MOST_BYTES + 1), "larger than any experiment"),
    ],
)
def test_that_bad_content_is_explained(
    tmp_path: Path, content: bytes, said: str
) -> None:
    (tmp_path / "a.wbexp").write_bytes(content)
    with pytest.raises(BadInput, match=said):
        read_experiment(tmp_path / "a.wbexp")


def test_that_a_bundle_is_no_experiment(tmp_path: Path) -> None:
    (tmp_path / "a.wbrun").write_bytes(b"PK")
    with pytest.raises(BadInput, match="run bundle"):
        read_experiment(tmp_path / "a.wbrun")


def test_that_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        read_experiment(tmp_path / "none.wbexp")
    with pytest.raises(BadInput, match="Choose a file"):
        read_experiment(tmp_path)
    with pytest.raises(BadInput, match="no name of a file"):
        read_experiment(tmp_path / "a\0b")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="has no such files")
def test_that_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.wbexp")
    with pytest.raises(BadInput, match="Choose a file"):
        read_experiment(tmp_path / "a.wbexp")
