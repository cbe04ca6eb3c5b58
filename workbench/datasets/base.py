"""What a data set is, and the registry of those that ship with the program."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from numpy.typing import NDArray

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import Parameter, ParamValue
from workbench.core.registry import Registry
from workbench.core.text import TextSettings

Kind = Literal["classification", "regression"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """Rows, a target, and their names.

    ``X`` is (rows, features) float64; a missing value is NaN, and a categorical column
    holds the index into its ``categories`` entry. ``y`` is (rows,): float64 for
    regression, the index into ``classes`` (int64) for classification.

    A set of texts has ``text``, how they become numbers, and ``X`` is one column of
    them as UTF-8 bytes (:mod:`workbench.datasets.texts`); an empty one is ``b""``.
    """

    name: str
    title: Message
    kind: Kind
    X: NDArray[Any]
    y: NDArray[Any]
    features: tuple[str, ...]
    target: str
    classes: tuple[str, ...] = ()
    categories: Mapping[int, tuple[str, ...]]
    """For each categorical column (by index in ``X``) the values its codes stand
    for."""
    notes: tuple[Message, ...] = ()
    """What was done while reading: rows dropped, columns left out."""
    owner: NDArray[Any] | None = None
    """(rows,) texts: whose row it is, where a column of the file says so."""
    test_rows: NDArray[Any] | None = None
    """(rows,) bool: what is kept for testing, where a column of the file says so."""
    text: TextSettings | None = None

    @property
    def missing(self) -> int:
        """How many cells of ``X`` have no value."""
        return 0 if self.text else int((self.X != self.X).sum())

    @property
    def needs_preparation(self) -> bool:
        """Whether models need imputation or one-hot columns in front of them."""
        return bool(self.categories) or self.missing > 0


class Shape(NamedTuple):
    """How large a set is; ``classes`` is 0 for regression."""

    rows: int
    features: int
    classes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetEntry:
    """A registered set: its words, its parameters, and how to load it."""

    name: str
    title: Message
    kind: Kind
    help: Message
    source: str
    """Where the data come from and under which licence."""
    rows: int | None
    """Rows, features and classes where they do not depend on parameters."""
    n_features: int | None
    n_classes: int | None
    load: Callable[[Mapping[str, ParamValue], int], Dataset]
    """From filled parameters and the experiment's seed."""
    feature_names: Callable[[Mapping[str, ParamValue]], tuple[str, ...]]
    """The columns that ``load`` will give, known without loading."""
    parameters: tuple[Parameter, ...] = ()
    shape: Callable[[Mapping[str, ParamValue]], Shape] | None = None
    """Where they do depend on parameters: the shape that filled ones give, without
    making the data; raises ``BadInput`` for combinations that cannot be."""
    text_bytes: Callable[[Mapping[str, ParamValue]], int] | None = None
    """For a set of texts: the bytes of a cell. Its parameters hold those of
    :func:`workbench.datasets.texts.text_parameters`."""


DATASETS: Registry[DatasetEntry] = Registry(
    Message(QT_TRANSLATE_NOOP("Message", "data set"))
)
