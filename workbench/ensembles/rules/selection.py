"""Greedy selection of members with replacement, plain and bagged, as a rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import Parameter, ParamValue, real, whole
from workbench.ensembles.evidence import Combined, Evidence
from workbench.ensembles.rules.base import RULES, RuleEntry
from workbench.ensembles.rules.greedy import Path, by_log_loss, by_squared_error
from workbench.ensembles.rules.tables import (
    Array,
    inner,
    named,
    of_classes,
    outputs,
    predicted,
    weighted_mean,
)

Indices = NDArray[np.int64]


def selection_weights(
    evidence: Evidence, rounds: int, bags: int, share: float
) -> Array:
    """Members' weights: their share of the best prefix, averaged over the bags.

    One bag holds all members; of more, each holds a ``share`` of them, drawn by the
    evidence's seed.
    """
    members = len(evidence.keys)
    select = _selector(evidence, rounds)
    if bags == 1:
        return select(np.arange(members))
    draw = np.random.default_rng(evidence.seed)
    size = max(1, round(share * members))
    weights = np.zeros(members)
    for _ in range(bags):
        weights += select(np.sort(draw.choice(members, size, replace=False)))
    return weights / bags


def _selector(evidence: Evidence, rounds: int) -> Callable[[Indices], Array]:
    """What gives the weights when only some members may be picked."""
    tables = outputs(inner(evidence), evidence.kind)
    members = len(tables)
    if evidence.kind == "classification":
        rows = of_classes(tables, evidence.y)
    else:
        rows = np.stack(tables)

    def path(chosen: Indices) -> Path:
        if evidence.kind == "classification":
            return by_log_loss(rows[chosen], rounds)
        return by_squared_error(rows[chosen], evidence.y, rounds)

    def select(chosen: Indices) -> Array:
        weights = np.zeros(members)
        counts = path(chosen).counts(len(chosen))
        weights[chosen] = counts / counts.sum()
        return weights

    return select


def _greedy(evidence: Evidence, params: Mapping[str, ParamValue]) -> Combined:
    weights = selection_weights(
        evidence,
        rounds=whole(params, "rounds"),
        bags=whole(params, "bags"),
        share=real(params, "share"),
    )
    mean = weighted_mean(outputs(evidence.test, evidence.kind), weights)
    return Combined(
        predicted=predicted(mean, evidence.kind), weights=named(evidence.keys, weights)
    )


RULES.add(
    "greedy_selection",
    RuleEntry(
        name="greedy_selection",
        title=Message(QT_TRANSLATE_NOOP("Message", "Greedy selection")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Adds the member that helps the average most on rows that it had not "
                "seen, again and again, the same one as often as it helps; then keeps "
                "the best of the ensembles on that way.",
            )
        ),
        function=_greedy,
        parameters=(
            Parameter(
                name="rounds",
                kind="int",
                default=50,
                minimum=1,
                maximum=1000,
                title=Message(QT_TRANSLATE_NOOP("Message", "Rounds")),
                help=Message(
                    QT_TRANSLATE_NOOP("Message", "How many times a member is added.")
                ),
            ),
            Parameter(
                name="bags",
                kind="int",
                default=1,
                minimum=1,
                maximum=100,
                title=Message(QT_TRANSLATE_NOOP("Message", "Bags")),
                help=Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "With more than one, each selects from a random part of the "
                        "members and their weights are averaged: less luck with few "
                        "rows.",
                    )
                ),
            ),
            Parameter(
                name="share",
                kind="float",
                default=0.5,
                minimum=0.05,
                maximum=1.0,
                title=Message(QT_TRANSLATE_NOOP("Message", "Members per bag")),
                help=Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "The share of the members that each bag may select from.",
                    )
                ),
            ),
        ),
        needs_probabilities=True,
        needs_inner=True,
        trained=True,
    ),
)
