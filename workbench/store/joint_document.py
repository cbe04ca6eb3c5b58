"""Joint learning as plain data for the export: round by round, strategy by strategy."""

from __future__ import annotations

from typing import Any

from workbench.core.joint import JointCourse, JointFindings, JointReference, JointRound


def joint_document(found: JointFindings | None, metric: str) -> dict[str, Any]:
    """What ``--json`` says of joint learning; nothing where there was none.

    ``rounds``, ``final_parameters`` and ``pooled_optimum`` are those of the first
    strategy, for an experiment that has but one; ``strategies`` has all by their keys.
    """
    if found is None:
        return {}
    score = f"test_{metric or 'score'}"
    courses = {
        key: _course(course, score, found.reference)
        for key, course in found.courses.items()
    }
    first: dict[str, Any] = next(iter(courses.values()), {})
    return {
        "rounds": first.get("rounds", []),
        "final_parameters": first.get("final_parameters"),
        "pooled_optimum": _reference(found.reference, score),
        "strategies": courses,
        "partition": found.partition,
        "joint_verdict": [str(s) for s in found.verdict.sentences]
        if found.verdict
        else [],
    }


def _course(
    course: JointCourse, score: str, reference: JointReference | None
) -> dict[str, Any]:
    end = course.end
    return {
        "rounds": [_round(one, score, reference) for one in course.rounds],
        "final_parameters": (end.parameters or None) if end else None,
        "reason": end.reason if end else None,
        "sentence": str(end.sentence) if end else None,
        "audit": end.audit if end else None,
        "masked": end.masked if end else None,
        "training": end.training if end else None,
    }


def _round(
    one: JointRound, score: str, reference: JointReference | None
) -> dict[str, Any]:
    return {
        "round": one.round,
        "objective": one.objective,
        "gap": one.objective - reference.objective if reference else None,
        "loss": one.loss,
        "test_loss": one.test_loss,
        score: one.test_score,
        "bytes_up": one.bytes_up,
        "bytes_down": one.bytes_down,
        "seconds": one.seconds,
        "simulated_seconds": one.simulated_s,
        "epsilon": one.epsilon,
        "residuals": None
        if one.primal is None
        else {"primal": one.primal, "dual": one.dual, "rho": one.rho},
        "gradient_norm": one.gradient_norm,
        "distance": one.distance,
        "drift": one.drift,
        "consensus": one.consensus,
        "clients": {
            "used": one.used,
            "dropped": one.dropped,
            "late": one.late,
            "rejected": one.rejected,
        },
    }


def _reference(reference: JointReference | None, score: str) -> dict[str, Any] | None:
    if reference is None:
        return None
    return {
        "objective": reference.objective,
        "loss": reference.loss,
        "test_loss": reference.test_loss,
        score: reference.test_score,
        "local_only": reference.local_only,
        "parameters": reference.parameters,
    }
