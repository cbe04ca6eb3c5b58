"""What the program knows of a model, and the registry of models."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any, Literal

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import Parameter, ParamValue, filled
from workbench.core.registry import Registry

Kind = Literal["classification", "regression"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimatorEntry:
    """One model family for one kind of task, as data plus a factory.

    ``build(params, seed)`` takes *filled* parameters and gives an unfitted scikit-learn
    estimator (a pipeline where it scales) whose ``random_state`` is ``seed``.
    ``probabilities(params)`` says whether ``predict_proba`` will be there.
    ``expected_s(rows, features, classes, params)`` is a rough guess of the seconds that
    one fit takes on one core, used before anything was measured.
    """

    name: str
    title: Message
    kind: Kind
    help: Message
    build: Callable[[Mapping[str, ParamValue], int], Any]
    probabilities: Callable[[Mapping[str, ParamValue]], bool]
    expected_s: Callable[[int, int, int, Mapping[str, ParamValue]], float]
    parameters: tuple[Parameter, ...] = ()
    sparse: bool = False
    """Whether it learns from a sparse matrix as well, and faster: texts come as such.
    Others get the same numbers as a full table."""
    baseline: bool = False
    """A dummy that learns nothing; it never joins a vote."""
    default: bool = False
    """Whether it is ticked when its kind of data is first chosen."""
    requires: str = ""
    """The library that it needs beside the program's own; the extra ``boosting`` has
    it."""

    @property
    def available(self) -> bool:
        """Whether it can be used here, found out without importing anything."""
        return is_here(self.requires)

    def make(self, given: Mapping[str, ParamValue], seed: int) -> Any:
        """An unfitted estimator: ``given`` parameters over the defaults."""
        return self.build(filled(self.parameters, given), seed)


def is_here(library: str) -> bool:
    """Whether an optional library can be imported; none is always here."""
    return not library or find_spec(library) is not None


def needs_install(title: Message) -> Message:
    """How to get the library that something called ``title`` needs."""
    return Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "{model} is not installed. In a Python environment of your own, "
            "“{command}” adds it.",
        ),
        {"model": title, "command": "pip install 'workbench[boosting]'"},
    )


ESTIMATORS: Registry[EstimatorEntry] = Registry(
    Message(QT_TRANSLATE_NOOP("Message", "model"))
)
