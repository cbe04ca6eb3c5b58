"""Who would hold what, while joint learning is set up; computed in the background."""

from __future__ import annotations

from dataclasses import dataclass, replace

import msgspec

from workbench.core.errors import BadInput
from workbench.core.joint import JointPartition
from workbench.core.messages import Message
from workbench.core.parameters import ParamValue, check
from workbench.core.spec import ExperimentSpec
from workbench.datasets import Dataset, load
from workbench.joint.painting import Move, formatted, parse
from workbench.joint.partition import label_skew, shares
from workbench.workloads.joint_data import dealt, split
from workbench.workloads.joint_parameters import HOLDINGS
from workbench.workloads.joint_rules import options


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """What every client would get, or why the rows cannot be dealt so."""

    partition: JointPartition | None = None
    skew: float | None = None
    """How much the client tells about the class, 0 to 1."""
    why: Message | None = None


class Dealer:
    """Deals as a run would; the rows stay in its hand while only the dealing changes.

    Used by one thread at a time.
    """

    def __init__(self) -> None:
        self._of: object = None
        self._dataset: Dataset | None = None

    def deal(self, spec: ExperimentSpec) -> Holdings:
        """Who would hold what in a run of ``spec``."""
        if problems := check(HOLDINGS, _own(spec), "params"):
            return Holdings(why=problems[0].message)
        try:
            return self._dealt(spec)
        except BadInput as error:
            return Holdings(why=error.problems[0].message)

    def _dealt(self, spec: ExperimentSpec) -> Holdings:
        if self._of != (spec.dataset, spec.seed, spec.cv):
            dataset = load(spec.dataset, spec.seed)
            self._train, test = split(dataset, spec.cv, spec.seed)
            self._tested = len(test)
            # Dealing looks at labels and owners only: large tables are let go.
            self._dataset = replace(dataset, X=dataset.X[:0])
            self._of = (spec.dataset, spec.seed, spec.cv)
        assert self._dataset is not None
        clients = dealt(self._dataset, self._train, spec.seed, options(spec))
        classes = self._dataset.classes
        held = shares(clients, self._dataset.y[self._train], len(classes))
        partition = JointPartition(
            method=clients.method,
            classes=classes,
            clients=held,
            test_rows=self._tested,
            notes=clients.notes,
        )
        return Holdings(partition=partition, skew=label_skew(held) if classes else None)


def with_move(spec: ExperimentSpec, move: Move) -> dict[str, ParamValue]:
    """The parameters with one more move by hand."""
    return {**spec.params, "moves": formatted((*moves_of(spec), move))}


def without_moves(spec: ExperimentSpec, kept: int = 0) -> dict[str, ParamValue]:
    """The parameters with the first ``kept`` moves only."""
    left = moves_of(spec)[:kept]
    others = {name: value for name, value in spec.params.items() if name != "moves"}
    return {**others, "moves": formatted(left)} if left else others


def moves_of(spec: ExperimentSpec) -> tuple[Move, ...]:
    """What was moved by hand; nothing where that cannot be read."""
    try:
        return parse(str(spec.params.get("moves", "")))
    except BadInput:
        return ()


def same_base(one: ExperimentSpec, other: ExperimentSpec) -> bool:
    """Whether rows are dealt alike in both before anything is moved."""

    def base(spec: ExperimentSpec) -> object:
        own = {name: value for name, value in _own(spec).items() if name != "moves"}
        return msgspec.to_builtins(spec.dataset), spec.seed, spec.cv, own

    return base(one) == base(other)


def _own(spec: ExperimentSpec) -> dict[str, ParamValue]:
    names = {parameter.name for parameter in HOLDINGS}
    return {name: value for name, value in spec.params.items() if name in names}
