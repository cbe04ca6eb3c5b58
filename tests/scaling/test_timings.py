"""Timings from files of other people."""

from __future__ import annotations

import pytest

from workbench.core.errors import BadInput
from workbench.scaling import timings
from workbench.scaling.timings import read_timings


@pytest.fixture
def file(tmp_path):
    def write(content: str | bytes):
        path = tmp_path / "timings.csv"
        data = content if isinstance(content, bytes) else content.encode()
        path.write_bytes(data)
        return path

    return write


def refused(path) -> str:
    with pytest.raises(BadInput) as raised:
        read_timings(path)
    return str(raised.value)


@pytest.mark.parametrize(
    "content",
    [
        "workers,seconds\n1,10\n2,5.5\n",
        "\ufeffWorkers; Seconds ;host\r\n1;10,0;a\r\n2;5,5;b\r\n",
        "host\tseconds\tworkers\na\t10\t1\nb\t5.5\t2\n\n",
    ],
)
def test_that_usual_dialects_are_read(file, content):
    assert read_timings(file(content)) == ("seconds", [(1, 10.0), (2, 5.5)])


def test_that_throughputs_may_be_of_a_problem_that_grew(file):
    found = read_timings(file("size,workers,throughput\n5,1,9\n5,1,8\n10,2,16\n"))
    assert found.rows == [(1, 9.0), (1, 8.0), (2, 16.0)]


def test_that_throughputs_and_repeats_are_read(file):
    found = read_timings(file("workers,throughput\n1,5\n1,6\n4,20\n"))
    assert found == ("throughput", [(1, 5.0), (1, 6.0), (4, 20.0)])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("p,t\n1,2\n", "“workers” and one of"),
        ("workers,seconds,throughput\n1,2,3\n2,3,4\n", "one of “seconds” or"),
        ("", "it names: –"),
        ("workers,seconds\n1,2\n", "two different worker counts; this file has 1"),
        ("workers,seconds\n1,2\n2,-1\n", "Line 3: “-1” is no positive"),
        ("workers,seconds\n1,0\n2,1\n", "Line 2: “0”"),
        ("workers,seconds\n1,nan\n2,1\n", "Line 2: “nan”"),
        ("workers,seconds\n1,1\n2,inf\n", "Line 3: “inf”"),
        ("workers,seconds\n1,1\n2,fast\n", "Line 3: “fast”"),
        ("workers,seconds\n1.5,1\n2,1\n", "“1.5” is no number of workers"),
        ("workers,seconds\n0,1\n2,1\n", "“0” is no number of workers"),
        ("workers,seconds\n1,1\n2,1,9\n", "Line 3 has 3 cells, the first has 2"),
        ("workers,seconds,size\n1,9,5\n1,8,6\n2,5,5\n", "“6”, but “5” in line 2 for"),
        ("workers,seconds,size\n1,9,5\n2,8,10\n", "as “throughput”"),
        ("workers,throughput,size\n1,9,5\n1,8,6\n2,5,5\n", "Keep the rows of one"),
        (b"workers,seconds\n1,1\n2,\xff\n", "Line 3 is no UTF-8"),
    ],
)
def test_that_a_bad_file_names_its_line_and_the_remedy(file, content, words):
    assert words in refused(file(content))


def test_that_a_million_rows_are_refused_soon(file):
    lines = "workers,seconds\n" + "1,1\n" * 1_000_000
    assert "more than 100000 rows" in refused(file(lines))


def test_that_a_huge_file_is_not_read_whole(file, monkeypatch):
    monkeypatch.setattr(timings, "MOST_BYTES", 1_000_000)
    assert "larger than 1 MB" in refused(file("x" * 2_000_000))


def test_that_a_missing_file_is_said(tmp_path):
    assert "cannot be read" in refused(tmp_path / "none.csv")
