"""What the program knows of a combination rule, and the registry of rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import Parameter, ParamValue, filled
from workbench.core.registry import Registry
from workbench.ensembles.evidence import Combined, Evidence, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A need that one parameter decides: it holds where that has this value."""

    parameter: str
    value: ParamValue


class Needs(NamedTuple):
    """What the evidence must hold for a rule, its parameters being given."""

    probabilities: bool
    """From every member."""
    inner: bool
    """Predictions out of fold for the training rows."""
    features: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleEntry:
    """One combination rule as data plus a function.

    ``function(evidence, params)`` takes *filled* parameters. A ``kind`` of ``None``
    suits classes and values. Probabilities are needed for classes only.
    """

    name: str
    title: Message
    help: Message
    function: Callable[[Evidence, Mapping[str, ParamValue]], Combined]
    kind: Kind | None = None
    parameters: tuple[Parameter, ...] = ()
    needs_probabilities: bool | When = False
    needs_inner: bool | When = False
    needs_features: bool | When = False
    trained: bool = False
    """Whether it fits a combiner of its own to the inner predictions."""
    single: bool = False
    """Whether it relies on one member, which an ensemble has to beat."""
    check: Callable[[Mapping[str, ParamValue], int], dict[str, Message]] | None = None
    """What is wrong with filled parameters for so many members, by parameter."""

    def suits(self, kind: str) -> bool:
        """Whether it can combine predictions of this kind."""
        return self.kind is None or self.kind == kind

    def needs(self, given: Mapping[str, ParamValue], kind: str) -> Needs:
        """What it needs with the ``given`` parameters on data of this kind."""
        params = filled(self.parameters, given)

        def holds(need: bool | When) -> bool:
            if isinstance(need, When):
                return params[need.parameter] == need.value
            return need

        return Needs(
            probabilities=kind == "classification" and holds(self.needs_probabilities),
            inner=holds(self.needs_inner),
            features=holds(self.needs_features),
        )

    def combine(self, evidence: Evidence, given: Mapping[str, ParamValue]) -> Combined:
        """What the rule makes of the evidence: ``given`` over default parameters."""
        return self.function(evidence, filled(self.parameters, given))


RULES: Registry[RuleEntry] = Registry(
    Message(QT_TRANSLATE_NOOP("Message", "combination rule"))
)
