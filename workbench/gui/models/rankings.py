"""Runs of the same members and rules on different data: ranks, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from workbench.core.ensemble import Ranks
from workbench.core.errors import BadInput
from workbench.core.messages import Message
from workbench.core.spec import DatasetSpec, ExperimentSpec
from workbench.core.state import RunState
from workbench.datasets import DATASETS
from workbench.ensembles.across import ranks_of
from workbench.session import Session

ENOUGH = 5
"""From so many data sets on ranks begin to tell rows apart."""
_MOST = 30
"""So many stored runs are looked through."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """What could be compared, and the experiments that would add to it.

    ``why`` is what keeps the runs from being compared.
    """

    runs: tuple[int, ...] = ()
    datasets: tuple[str, ...] = ()
    ranks: Ranks | None = None
    why: Message | None = None
    further: tuple[ExperimentSpec, ...] = ()


def ranking(session: Session, state: RunState) -> Ranking:
    """The newest comparable run on each data set beside ``state``, from the history."""
    if state.spec is None or state.findings is None:
        return Ranking()
    states = {_label(state.spec): state}
    rows = tuple(model.key for model in state.spec.models)
    looked_through = 0
    for run in session.store.runs():
        known = run.id == state.run_id or run.dataset in states
        if known or run.workload != state.spec.workload or run.models != rows:
            continue
        looked_through += 1
        if looked_through > _MOST:
            break
        other = session.store.state(run.id)
        if other.spec is not None and _comparable(state, other):
            states.setdefault(_label(other.spec), other)
    further = _further(session, state.spec, state.findings.kind, set(states))
    runs = tuple(one.run_id for one in states.values() if one.run_id is not None)
    ranks, why = None, None
    try:
        ranks = ranks_of(list(states.values()))
    except BadInput as error:
        why = error.message
    return Ranking(
        runs=runs, datasets=tuple(states), ranks=ranks, why=why, further=further
    )


def _comparable(state: RunState, other: RunState) -> bool:
    """The same rows with the same settings, all of them scored."""
    if other.findings is None or state.findings is None or other.spec is None:
        return False
    return (
        other.findings.metric == state.findings.metric
        and state.spec is not None
        and other.spec.models == state.spec.models
        and all(None not in row.fold_scores for row in other.findings.rows)
    )


def _label(spec: ExperimentSpec) -> str:
    return spec.dataset.label


def _further(
    session: Session, spec: ExperimentSpec, kind: str, known: set[str]
) -> tuple[ExperimentSpec, ...]:
    """The same on the shipped data sets of its kind that have no run yet.

    Texts go with texts: what is good at them says little of tables, and the reverse.
    """
    own = None if spec.dataset.file else DATASETS.get(spec.dataset.name)
    texts = own is not None and own.text_bytes is not None
    wanted = (
        msgspec.structs.replace(spec, dataset=DatasetSpec(name=name), title="")
        for name, entry in DATASETS.items()
        if entry.kind == kind
        and name not in known
        and (entry.text_bytes is not None) == texts
    )
    return tuple(one for one in wanted if _possible(session, one))


def _possible(session: Session, spec: ExperimentSpec) -> bool:
    return all(p.severity != "error" for p in session.validate(spec))
