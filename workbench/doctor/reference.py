"""Reference cases: published figures, recomputed by the program as it is installed.

``assets/reference/cases.json`` holds each case under its area and name: inputs, the
published values, ``abs`` or ``rel`` (how closely they must be met), and ``source``. A
computation (in ``recomputed``) takes a case and gives the same values anew, under the
same keys. To add a case, put it into the file and register a computation under
``area.name``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from workbench.core.messages import QT_TRANSLATE_NOOP, Message, Value
from workbench.core.registry import Registry
from workbench.doctor.base import Finding, Subject, check

Case = Mapping[str, Any]
Tolerance = Mapping[str, float]
Computation = Callable[[Case, Subject], dict[str, Any]]

COMPUTATIONS: Registry[Computation] = Registry(
    Message(QT_TRANSLATE_NOOP("Message", "computation"))
)
_EXACTLY = 1e-12
_MOST_SHOWN = 4
"""Further numbers of a list stand in the report's figures."""


def computes(
    name: str,
    title: Message,
    *,
    slow: bool = False,
    tolerances: Mapping[str, Tolerance] | None = None,
) -> Callable[[Computation], Computation]:
    """Register the decorated computation, and the check that carries it out.

    ``tolerances`` are those of single values, where the case tells them in words only.
    """

    def register(computation: Computation) -> Computation:
        @check(f"reference.{name}", group="reference", title=title, slow=slow)
        def recompute(subject: Subject) -> Finding:
            return judge(name, computation, subject, tolerances or {})

        return COMPUTATIONS.add(name, computation)

    return register


def cases(file: Path) -> dict[str, dict[str, Any]]:
    """All cases of the file, by ``area.name``; ``ValueError`` when it is damaged."""
    try:
        areas = msgspec.json.decode(file.read_bytes(), type=dict[str, dict[str, Any]])
    except (OSError, msgspec.DecodeError) as error:
        raise ValueError(str(error)) from None
    return {
        f"{area}.{name}": case
        for area, its in areas.items()
        for name, case in its.items()
    }


def judge(
    name: str,
    computation: Computation,
    subject: Subject,
    tolerances: Mapping[str, Tolerance],
) -> Finding:
    """Compute the case and hold it against what was published."""
    try:
        case = cases(subject.cases)[name]
        source = str(case["source"])
        computed = computation(case, subject)
        published = {key: case[key] for key in computed}
    except (KeyError, ValueError) as error:
        return Finding(
            status="failed",
            found=Message(
                QT_TRANSLATE_NOOP(
                    "Message", "The case cannot be read from {path}: {error}"
                ),
                {"path": str(subject.cases), "error": str(error)},
            ),
            remedy=_REINSTALL,
        )
    tolerance = _tolerance(case)
    off = [
        key
        for key in computed
        if not agree(computed[key], case[key], tolerances.get(key, tolerance))
    ]
    facts = {
        "published": published,
        "computed": computed,
        "tolerance": tolerance,
        "source": source,
    }
    values: dict[str, Value] = {
        "computed": _shown({k: computed[k] for k in off or computed}, tolerance),
        "published": _shown({k: published[k] for k in off or computed}, tolerance),
        "source": source,
    }
    if off:
        return Finding(
            status="failed",
            found=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "Computed: {computed}. Published: {published}. Source: {source}",
                ),
                values,
            ),
            remedy=_REINSTALL,
            facts=facts,
        )
    return Finding(
        status="ok",
        found=Message(
            QT_TRANSLATE_NOOP("Message", "As published: {computed}. Source: {source}"),
            values,
        ),
        facts=facts,
    )


def agree(computed: Any, published: Any, tolerance: Tolerance) -> bool:
    """Whether they are the same shape, and each number as close as it must be.

    A part of a case may have a tolerance of its own.
    """
    if isinstance(published, Mapping):
        within = _tolerance(published) or tolerance
        keys = published.keys() - within.keys()
        return (
            isinstance(computed, Mapping)
            and computed.keys() == keys
            and all(agree(computed[k], published[k], within) for k in keys)
        )
    if isinstance(published, list):
        return (
            isinstance(computed, list)
            and len(computed) == len(published)
            and all(map(lambda a, b: agree(a, b, tolerance), computed, published))
        )
    if computed is None or published is None:
        return computed is published
    return math.isclose(
        computed,
        published,
        abs_tol=tolerance.get("abs", _EXACTLY),
        rel_tol=tolerance.get("rel", 0.0),
    )


def _tolerance(part: Case) -> Tolerance:
    return {key: part[key] for key in ("abs", "rel") if key in part}


def _shown(values: Mapping[str, Any], tolerance: Tolerance) -> tuple[str, ...]:
    """The values by name, with the digits that the tolerance lets one compare."""
    smallest = tolerance.get("abs") or tolerance.get("rel") or 1e-4
    digits = min(6, max(4, math.ceil(-math.log10(smallest))))
    return tuple(f"{name} {_figures(value, digits)}" for name, value in _flat(values))


def _flat(values: Mapping[str, Any], before: str = "") -> list[tuple[str, Any]]:
    """Name and value of each part, tolerances left out."""
    found: list[tuple[str, Any]] = []
    for name, value in values.items():
        if isinstance(value, Mapping):
            found += _flat(value, f"{before}{name} ")
        elif name not in ("abs", "rel"):
            found.append((f"{before}{name}", value))
    return found


def _figures(value: Any, digits: int) -> str:
    if isinstance(value, list):
        more = [] if len(value) <= _MOST_SHOWN else ["…"]
        shown = [_figures(item, digits) for item in value[:_MOST_SHOWN]]
        return f"[{' '.join(shown + more)}]"
    if not isinstance(value, float):
        return "–" if value is None else str(value)
    return f"{value:.{digits}f}" if 0.01 <= abs(value) < 1000 else f"{value:.6g}"


_REINSTALL = Message(
    QT_TRANSLATE_NOOP(
        "Message",
        "Do not trust figures of this installation. Install the program again; if that "
        "does not help, send this report to the authors.",
    )
)
