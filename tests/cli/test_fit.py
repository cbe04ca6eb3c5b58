"""``workbench fit`` as a person calls it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from workbench.cli.main import BAD_INPUT, main

VECTORS = Path(__file__).parents[1] / "reference" / "vectors.json"


@pytest.fixture
def case():
    def read(name):
        return json.loads(VECTORS.read_text(encoding="utf-8"))["scaling"][name]

    return read


@pytest.fixture
def file(tmp_path):
    def write(kind, workers, values):
        path = tmp_path / "timings.csv"
        with path.open("w", newline="", encoding="utf-8") as opened:
            rows = csv.writer(opened)
            rows.writerow(["workers", kind])
            rows.writerows(zip(workers, values, strict=True))
        return str(path)

    return write


def fitted(capsys, path):
    assert main(["fit", path, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_that_the_published_usl_case_comes_out_of_a_csv_file(case, file, capsys):
    usl = case("usl")
    document = fitted(capsys, file("throughput", usl["N"], usl["X"]))
    found = document["laws"]["usl"]
    for name in ("alpha", "beta", "gamma"):
        parameter = found["parameters"][name]
        assert parameter["value"] == pytest.approx(usl[name], rel=usl["rel"])
        assert parameter["ci95"] == pytest.approx(usl["ci95"][name], rel=1e-3)
        assert parameter["at_bound"] is False
    assert found["peak_workers"] == pytest.approx(usl["peak_N"], rel=usl["rel"])
    assert found["peak"] == pytest.approx(usl["peak_X"], rel=usl["rel"])
    assert found["limit"] == pytest.approx(usl["limit_X"], rel=usl["rel"])
    assert found["df"] == usl["df"]
    assert document["best_law"] == "usl"
    assert "retrograde" in [flag["name"] for flag in document["flags"]]


def test_that_the_published_amdahl_case_comes_out_of_a_csv_file(case, file, capsys):
    amdahl = case("amdahl_fit")
    document = fitted(capsys, file("seconds", amdahl["p"], amdahl["seconds"]))
    found = document["laws"]["amdahl"]
    serial = found["parameters"]["serial_fraction"]["value"]
    assert 1 - serial == pytest.approx(amdahl["parallel_fraction"], abs=amdahl["abs"])
    assert found["limit"] == pytest.approx(amdahl["limit_speedup"], abs=5e-3)
    metric = [point["karp_flatt"] for point in document["points"]]
    assert metric[0] is None
    assert metric[1:] == pytest.approx(amdahl["karp_flatt"][1:], abs=amdahl["abs"])


def test_that_tables_and_sentences_are_printed(case, file, capsys):
    usl = case("usl")
    assert main(["fit", file("throughput", usl["N"], usl["X"])]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "alpha" in out
    assert "Fastest is" in out


def test_that_a_bad_file_is_an_error_with_its_line(file, capsys):
    assert main(["fit", file("seconds", [1, 2], [10, "nan"])]) == BAD_INPUT
    assert "Line 3" in capsys.readouterr().err


def test_that_it_says_what_to_measure_next(case, file, capsys):
    amdahl = case("amdahl_fit")
    path = file("seconds", amdahl["p"] * 2, amdahl["seconds"] * 2)
    following = fitted(capsys, path)["next"]
    assert following["workers"] in range(1, max(amdahl["p"]) + 1)
    assert following["width_after"] < following["width_before"]
    one_repeat = sum(amdahl["seconds"])
    assert following["seconds"] <= one_repeat * (1 + 1e-9)
    assert following["text"].startswith("Measure next: ")
    assert main(["fit", path]) == 0
    assert following["text"] in " ".join(capsys.readouterr().out.split())


def test_that_the_next_measurement_keeps_to_budget_and_largest_count(
    case, file, capsys
):
    amdahl = case("amdahl_fit")
    path = file("seconds", amdahl["p"] * 2, amdahl["seconds"] * 2)
    options = ["--up-to", "64", "--budget", f"{min(amdahl['seconds'])}", "--json"]
    assert main(["fit", path, *options]) == 0
    following = json.loads(capsys.readouterr().out)["next"]
    assert max(amdahl["p"]) < following["workers"] <= 64
    assert following["seconds"] <= min(amdahl["seconds"])


def test_that_what_if_questions_are_answered_by_the_best_law(case, file, capsys):
    amdahl = case("amdahl_fit")
    path = file("seconds", amdahl["p"] * 2, amdahl["seconds"] * 2)
    assert main(["fit", path, "--at", "64", "--reach", "1000", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    asked = document["what_if"]
    best = document["laws"][document["best_law"]]
    assert asked["at"]["workers"] == 64
    low, high = asked["at"]["band"]
    assert low < asked["at"]["speedup"] < high
    assert asked["reach"]["workers"] is None
    assert asked["reach"]["most"] == pytest.approx(best["limit"])
    assert "not measured" in asked["reach"]["text"]
    assert main(["fit", path, "--at", "64", "--reach", "1000"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert asked["at"]["text"] in out
    assert asked["reach"]["text"] in out


@pytest.mark.parametrize(
    "options", [["--at", "0"], ["--reach", "-1"], ["--budget", "nan"], ["--up-to", "x"]]
)
def test_that_impossible_questions_are_refused(options, case, file, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["fit", file("seconds", [1, 2], [10, 5]), *options])
    assert ended.value.code == BAD_INPUT
    assert options[0] in capsys.readouterr().err
