"""Texts: the sets that ship with the program, made-up ones, and a table's column."""

from __future__ import annotations

import gzip
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from workbench.core import assets
from workbench.core.errors import BadInput
from workbench.core.spec import DatasetSpec
from workbench.core.text import TextSettings
from workbench.datasets import describe, load
from workbench.datasets import tables_profile as profile
from workbench.datasets.texts import column_of, guessed_settings

NOVELS = {
    "Emma",
    "Mansfield Park",
    "Northanger Abbey",
    "Persuasion",
    "Pride and Prejudice",
    "Sense and Sensibility",
}
REVIEWS = [
    "I liked it a lot, really",
    "what a waste of my time",
    "good value, and fast",
]


def reviews(rows: int = 60, *, texts: list[str] | None = None) -> str:
    """A table of texts, all different, and what they say."""
    said = texts or REVIEWS
    lines = [
        f'"{said[n % len(said)]} {n}",{n % 7},{["no", "yes"][n % 2]}'
        for n in range(rows)
    ]
    return "\n".join(["review,stars,y", *lines, ""])


def test_that_the_novels_are_whole_balanced_and_small() -> None:
    data = load(DatasetSpec(name="austen"), 0)
    assert set(data.classes) == NOVELS
    assert set(Counter(data.y.tolist()).values()) == {200}
    lengths = [len(cell.split()) for cell in data.X[:, 0]]
    assert 40 <= min(lengths) <= max(lengths) <= 75
    assert len({bytes(cell) for cell in data.X[:, 0]}) == len(data.X)
    assert assets.path("datasets", "austen.tsv.gz").stat().st_size < 200_000


def test_that_no_heading_or_licence_is_among_the_passages() -> None:
    packed = assets.path("datasets", "austen.tsv.gz").read_bytes()
    text = gzip.decompress(packed).decode().lower()
    for word in ("gutenberg", "chapter i", "volume ii", "etext", "signet"):
        assert word not in text


def test_that_settings_of_a_set_are_its_parameters() -> None:
    params = {"terms": "characters", "longest": 3, "min_df": 4, "max_features": 50}
    data = load(DatasetSpec(name="austen", params={**params, "sublinear": False}), 0)
    assert data.text == TextSettings(
        terms="characters", longest=3, min_df=4, max_features=50, sublinear=False
    )
    assert describe(DatasetSpec(name="austen", params=params)).width == 50


@pytest.mark.parametrize("name", ["topics", "topics_zh"])
def test_that_made_up_texts_are_as_asked_for(name: str) -> None:
    params = {"rows": 90, "words": 12, "classes": 3, "flip_y": 0.0}
    data = load(DatasetSpec(name=name, params=params), 5)
    assert Counter(data.y.tolist()) == {0: 30, 1: 30, 2: 30}
    assert len(data.classes) == 3
    other = load(DatasetSpec(name=name, params=params), 6)
    assert (data.X != other.X).any()


def test_that_wrong_labels_are_as_frequent_as_asked_for() -> None:
    clean, wrong = (
        load(DatasetSpec(name="topics", params={"rows": 2000, "flip_y": share}), 1)
        for share in (0.0, 0.4)
    )
    assert (clean.X == wrong.X).all()
    # Of those drawn anew a quarter hits the true one of four topics.
    assert (clean.y != wrong.y).mean() == pytest.approx(0.3, abs=0.04)


def test_that_common_words_follow_zipfs_law() -> None:
    params = {"rows": 1000, "words": 100, "topical": 0.0}
    data = load(DatasetSpec(name="topics", params=params), 2)
    words = Counter(b" ".join(data.X[:, 0]).replace(b".", b"").split())
    counts = [count for _, count in words.most_common(20)]
    slope = np.polyfit(np.log(np.arange(1, 21)), np.log(counts), 1)[0]
    assert slope == pytest.approx(-1, abs=0.1)


def test_that_too_few_texts_for_the_topics_are_refused() -> None:
    with pytest.raises(BadInput) as caught:
        describe(DatasetSpec(name="topics", params={"rows": 30, "classes": 4}))
    (problem,) = caught.value.problems
    assert problem.field == "dataset.params.rows"
    assert "take at least 40" in str(problem.message)


def test_that_cells_hold_any_letters_and_come_back() -> None:
    texts = ["naïve", "天气很好", "", "a\tb"]
    cells = column_of(texts)
    assert cells.shape == (4, 1)
    assert [cell.decode() for cell in cells[:, 0]] == texts


def test_that_a_script_without_spaces_is_cut_into_characters() -> None:
    assert guessed_settings(["今天天气很好", "明天下雨"]).terms == "characters"
    assert guessed_settings(["how are you", "fine"]).terms == "words"
    assert guessed_settings(["", "12 34"]).terms == "words"


def test_that_the_only_feature_may_be_a_column_of_texts(read) -> None:
    table = read(reviews(), features=["review"])
    assert table.features == ("review",)
    assert table.text == TextSettings()
    width = len(table.X) // table.rows
    cells = np.frombuffer(table.X, f"S{width}")
    assert cells[1] == b"what a waste of my time 1"
    assert "how often words occur" in " ".join(map(str, table.notes))


def test_that_a_table_of_texts_and_target_needs_no_choice(read) -> None:
    content = "\n".join(
        line.rsplit(",", 2)[0] + "," + line.rsplit(",", 1)[1]
        for line in reviews().splitlines()
    )
    assert read(content).text is not None


def test_that_texts_beside_numbers_are_left_out_and_the_way_is_told(read) -> None:
    table = read(reviews())
    assert table.text is None
    assert table.features == ("stars",)
    assert "choose one such column as the only feature" in " ".join(
        map(str, table.notes)
    )


def test_that_identifiers_are_no_texts(refusal) -> None:
    content = "\n".join(["id,y", *(f"AB-{n:04},{n % 2}" for n in range(60)), ""])
    field, text = refusal(content)
    assert field == "dataset.features"
    assert "(names, dates, identifiers) cannot be used: id." in text


def test_that_empty_texts_are_kept_and_counted(read) -> None:
    lines = reviews().splitlines()
    lines[3] = '"",1,no'
    table = read("\n".join(lines), features=["review"])
    assert table.rows == 60
    assert "1 texts of “review” are empty" in " ".join(map(str, table.notes))


def test_that_a_text_too_long_for_the_table_is_refused(
    refusal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(profile, "MOST_TEXT_BYTES", 1000)
    field, text = refusal(reviews(), features=["review"])
    assert field == "dataset.features"
    assert "Shorten the longest texts" in text


def test_that_a_file_is_loaded_with_its_texts(tmp_path: Path) -> None:
    path = tmp_path / "reviews.csv"
    path.write_text(
        reviews(texts=["这个很好用", "不太喜欢它", "一般吧没什么"]), "utf-8"
    )
    spec = DatasetSpec(file=str(path), target="y", features=("review",))
    data = load(spec, 0)
    assert data.text == TextSettings(terms="characters", longest=2)
    assert data.X[0, 0].decode() == "这个很好用 0"
    assert data.missing == 0
    assert describe(spec).width == 1000
