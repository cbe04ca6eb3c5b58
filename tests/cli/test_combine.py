"""``workbench combine`` as a person calls it."""

from __future__ import annotations

import json
import subprocess
import sys

import numpy as np
import pytest

from workbench.cli.main import BAD_INPUT, main
from workbench.ensembles import RULES

OF_CLASSES = [n for n, e in RULES.items() if e.suits("classification")]
OF_VALUES = [n for n, e in RULES.items() if e.suits("regression")]


@pytest.fixture
def classes(tmp_path):
    """Four members on 120 rows of two classes; m3 is the best."""
    draw = np.random.default_rng(3)
    y = draw.integers(2, size=120)
    skill = np.array([[0.4], [0.8], [1.0], [2.0]])
    scores = skill * (2 * y - 1) + draw.normal(size=(4, 120))
    return _written(tmp_path, y, 1 / (1 + np.exp(-scores)), ":1")


@pytest.fixture
def values(tmp_path):
    """Three members that predict a number."""
    draw = np.random.default_rng(4)
    y = draw.normal(size=80)
    return _written(tmp_path, y, y + draw.normal(size=(3, 80)) / 2, "")


def _written(folder, y, predicted, suffix):
    path = folder / "predictions.csv"
    names = [f"m{i}{suffix}" for i in range(len(predicted))]
    lines = [",".join(["truth", *names])]
    lines += [
        f"{t},{','.join(map(str, p))}" for t, p in zip(y, predicted.T, strict=True)
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def combined(capsys, *arguments):
    assert main(["combine", *map(str, arguments), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def refused(capsys, *arguments):
    assert main(["combine", *map(str, arguments)]) == BAD_INPUT
    return capsys.readouterr().err


def test_that_every_rule_is_applied_to_classes(classes, capsys):
    found = combined(capsys, classes)
    assert list(found["rules"]) == OF_CLASSES
    assert (found["metric"], found["rows"], found["folds"]) == ("accuracy", 120, 5)
    for row in found["rules"].values():
        assert len(row["fold_scores"]) == 5
        assert row["mean"] == pytest.approx(np.mean(row["fold_scores"]))
        assert row["ci95"][0] <= row["mean"] <= row["ci95"][1]
        assert row["seconds"] >= 0
    assert found["rules"]["best_single"]["chosen"] == {"m3": 5}
    assert found["rules"]["best_single"]["mean"] == found["members"]["m3"]["mean"]
    assert "tie" in found["rules"]["hard_vote"]["note"]
    assert found["rules"]["stacking_ridge"]["log_loss"] is None
    assert "best single member" in found["verdict"]
    assert f"the choice among {len(OF_CLASSES) - 1}" in found["verdict"]
    assert found["rules"]["best_single"]["against_best_single"] is None
    against = found["rules"]["soft_vote"]["against_best_single"]
    assert against["difference"] == pytest.approx(
        found["rules"]["soft_vote"]["mean"] - found["rules"]["best_single"]["mean"]
    )
    assert against["ci95"][0] <= against["difference"] <= against["ci95"][1]


def test_that_no_rule_waits_for_the_import_of_scikit_learn(classes):
    code = (
        "import sys; from workbench.cli.main import main; "
        "status = main(['combine', sys.argv[1], '--json']); "
        "sys.exit(status or 'sklearn' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code, classes], capture_output=True)
    assert done.returncode == 0, done.stderr


def test_that_every_rule_is_applied_to_values(values, capsys):
    found = combined(capsys, values, "--regression")
    assert list(found["rules"]) == OF_VALUES
    assert found["metric"] == "r2"
    assert found["rules"]["mean_vote"]["mean"] > found["members"]["m0"]["mean"]


def test_that_the_same_seed_gives_the_same_and_another_other_folds(classes, capsys):
    def scores(seed):
        found = combined(capsys, classes, "--rules", "soft_vote", "--seed", seed)
        return found["rules"]["soft_vote"]["fold_scores"]

    assert scores(1) == scores(1)
    assert scores(1) != scores(2)


def test_that_chosen_weights_join_the_weighted_vote(classes, capsys):
    found = combined(capsys, classes, "--weights", "0, 0, 0, 2")["rules"]
    assert found["chosen_weights"]["weights"] == {"m0": 0, "m1": 0, "m2": 0, "m3": 1}
    assert found["chosen_weights"]["fold_scores"] == found["best_single"]["fold_scores"]
    assert 0.2 < found["weighted_vote"]["weights"]["m3"] < 0.5


def test_that_members_and_bags_can_be_chosen(classes, capsys):
    found = combined(
        capsys,
        classes,
        "--members",
        "m3,m1",
        "--bags",
        4,
        "--rules",
        "greedy_selection",
    )
    assert list(found["members"]) == ["m3", "m1"]
    weights = found["rules"]["greedy_selection"]["weights"]
    assert sum(weights.values()) == pytest.approx(1)
    assert min(weights.values()) > 0  # each bag holds one of two members


def test_that_a_person_reads_the_verdict_first_and_then_a_table(classes, capsys):
    assert main(["combine", str(classes), "--weights", "1,1,1,3"]) == 0
    out = capsys.readouterr().out
    words = out.split()
    assert "scores highest of the rules" in " ".join(words[:14])
    for name in OF_CLASSES:
        assert str(RULES.get(name).title).split()[0] in words
    assert "120 rows, 4 members, 5 folds." in out


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--truth", "target"], "no column “target”"),
        (["--weights", "1,2"], "2 weights for 4 members"),
        (["--weights", "1,1,1,-1"], "negative"),
        (["--weights", "0 0 0 0"], "All weights are 0"),
        (["--weights", "1,1,1,x"], "“x” is no number"),
        (["--rules", "soft_vite"], "Did you mean “soft_vote”"),
        (["--rules", "mean_vote"], "predicts values"),
        (["--members", "m0"], "at least two members"),
        (["--bags", "0"], "from 1 to 100"),
        (["--folds", "1"], "at least 2 folds"),
        (["--folds", "100"], "rows: use at most"),
        (["--regression", "--rules", "soft_vote"], "predicts classes"),
    ],
)
def test_that_what_cannot_be_done_is_said(classes, capsys, options, words):
    assert words in refused(capsys, classes, *options)


def test_that_a_missing_file_is_said(tmp_path, capsys):
    assert "There is no file" in refused(capsys, tmp_path / "nothing.csv")


def test_that_too_few_values_for_the_folds_are_said(values, capsys):
    err = refused(capsys, values, "--regression", "--folds", 50)
    assert "use at most 40 folds" in err


def test_that_a_gain_beyond_chance_is_claimed_and_a_smaller_one_is_not(
    tmp_path, capsys
):
    draw = np.random.default_rng(5)
    y = draw.normal(size=400)
    errors = draw.normal(size=(6, 400))
    path = _written(tmp_path, y, y + errors, "")
    gained = combined(capsys, path, "--regression", "--rules", "mean_vote,best_single")
    assert "not significant" not in gained["verdict"]
    assert "among" not in gained["verdict"]  # there was one rule only
    alike = errors[0] + 0.1 * errors
    path = _written(tmp_path, y[:30], (y + alike)[:, :30], "")
    equal = combined(capsys, path, "--regression", "--rules", "mean_vote,best_single")
    assert "not significant (p = " in equal["verdict"]
