"""The workshop kit: its page, its data, its checksums."""

from __future__ import annotations

import csv
import hashlib

import pytest

pytest.importorskip("PySide6")

import kit

from workbench.core.spec import DatasetSpec, from_json
from workbench.datasets import load
from workbench.gui.i18n import say
from workbench.planner import PRESETS


@pytest.mark.timeout(300)
def test_that_the_hand_out_is_one_page_made_from_a_run(qapp, tmp_path):
    state = kit.measured(tmp_path, quick=True)
    assert list(tmp_path.iterdir()) == []  # its history is thrown away
    text = kit.page_text("en", state)
    assert "$" not in text
    for sentence in state.estimate.verdict.sentences:
        assert say(sentence) in text
    kit.write_handout(tmp_path / "page.pdf", "en", state)
    page = (tmp_path / "page.pdf").read_bytes()
    assert page.startswith(b"%PDF")
    assert page.count(b"/Type /Page\n") == 1


def test_that_sample_data_are_those_of_the_program(tmp_path):
    kit.write_samples(tmp_path / "data")
    with (tmp_path / "data" / "iris.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    iris = load(DatasetSpec(name="iris"), seed=0)
    assert header == [*iris.features, iris.target]
    assert [[float(cell) for cell in row[:-1]] for row in rows] == iris.X.tolist()
    assert [row[-1] for row in rows] == [iris.classes[y] for y in iris.y]


def test_that_experiments_can_be_opened(tmp_path):
    kit.write_experiments(tmp_path / "experiments")
    files = sorted((tmp_path / "experiments").iterdir())
    assert [file.name for file in files] == sorted(f"{n}.wbexp" for n in kit.EXERCISES)
    for file in files:
        assert from_json(file.read_bytes()) == PRESETS[file.stem].spec


def test_that_every_file_has_a_checksum(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.txt").write_bytes(b"x")
    kit.write_checksums(tmp_path)
    digest = hashlib.sha256(b"x").hexdigest()
    assert (tmp_path / "SHA256SUMS").read_text() == f"{digest}  a/x.txt\n"


def test_that_a_character_without_a_glyph_is_noticed(qapp):
    shown = kit.shown_by(kit.theme_font(), "ab\U0010fffd")
    assert {"a", "b"} <= shown
    assert "\U0010fffd" not in shown
