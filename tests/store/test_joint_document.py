"""Joint learning as JSON: the keys that were promised, and nothing that JSON lacks."""

from __future__ import annotations

import json

from tests.workloads.joint_runs import Run, digits, strategy
from workbench.core.joint import JointFindings
from workbench.store.joint_document import joint_document

FEDAVG = strategy("fedavg", steps=5, eta=0.5)
PROMISED = {
    "round",
    "objective",
    "loss",
    "test_loss",
    "test_accuracy",
    "bytes_up",
    "bytes_down",
    "seconds",
    "epsilon",
    "residuals",
}


def test_that_without_joint_learning_nothing_is_said() -> None:
    assert joint_document(None, "accuracy") == {}


def test_that_a_run_that_has_just_begun_is_a_document_too() -> None:
    found = joint_document(JointFindings(trial_id=1), "")
    assert found["rounds"] == []
    assert found["final_parameters"] is None
    assert found["pooled_optimum"] is None
    assert found["strategies"] == {}


def test_that_every_promised_key_is_there_with_the_figures_of_the_run() -> None:
    run = Run(digits(FEDAVG, strategy("admm"), rounds=2))
    found = joint_document(run.found, "accuracy")
    assert found["rounds"] == found["strategies"]["fedavg"]["rounds"]
    for told, one in zip(found["rounds"], run.rounds("fedavg"), strict=True):
        assert told.keys() >= PROMISED
        assert told["test_accuracy"] == one.test_score
        assert told["gap"] == one.objective - run.reference.objective
        assert told["residuals"] is None
        assert told["clients"]["used"] == one.used
    assert found["final_parameters"] == run.end("fedavg").parameters
    assert found["pooled_optimum"]["parameters"] == run.reference.parameters
    assert found["pooled_optimum"]["test_accuracy"] == run.reference.test_score
    last = found["strategies"]["admm"]["rounds"][-1]["residuals"]
    assert last.keys() == {"primal", "dual", "rho"}
    assert found["strategies"]["admm"]["reason"] == "rounds"
    assert found["joint_verdict"] == run.sentences
    json.dumps(found["rounds"], allow_nan=False)
