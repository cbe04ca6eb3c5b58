"""From a :class:`DatasetSpec` to its rows, or to what can be said without them."""

from __future__ import annotations

import dataclasses
import functools
from pathlib import Path

import msgspec
import numpy as np

from workbench.core.errors import BadInput, Problem, unknown_name
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import ParamValue, check, filled
from workbench.core.spec import DatasetSpec
from workbench.core.text import TextSettings
from workbench.datasets import tables
from workbench.datasets.base import DATASETS, Dataset, DatasetEntry, Kind, Shape
from workbench.datasets.tables_reader import Roles
from workbench.datasets.texts import settings_of

_FEATURE = Message(QT_TRANSLATE_NOOP("Message", "feature"))
_NO_FEATURES = Message(
    QT_TRANSLATE_NOOP("Message", "Choose at least one feature to learn from.")
)


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What a set-up needs to know of a data set. ``classes`` is 0 for regression."""

    title: Message
    kind: Kind
    rows: int
    features: int
    classes: int
    missing: int
    """Cells without a value."""
    size_bytes: int
    """Of the numbers or texts in memory."""
    feature_names: tuple[str, ...]
    notes: tuple[Message, ...] = ()
    owners: int | None = None
    """How many different owners the owner column names, if there is one."""
    test_rows: int | None = None
    """How many rows the column of test rows keeps, if there is one."""
    text: TextSettings | None = None
    """How the single column becomes numbers, where it holds texts."""

    @property
    def width(self) -> int:
        """How many columns a model sees, at most."""
        return self.text.max_features if self.text else self.features


def load(spec: DatasetSpec, seed: int) -> Dataset:
    """The rows that ``spec`` asks for; ``seed`` makes the synthetic ones.

    Raises:
        BadInput: with the field (``dataset.file``, ``dataset.features``, ...).
    """
    if spec.file is not None:
        return _from_file(spec)
    entry, params = _entry(spec)
    return _with_features(entry.load(params, seed), spec.features)


def describe(spec: DatasetSpec) -> Summary:
    """What :func:`load` would give, in short.

    Cheap for registered sets, which are not loaded. A file is read once and remembered
    until it changes on disk: the first call takes about a second, those after nothing.

    Raises:
        BadInput: the same as :func:`load`.
    """
    if spec.file is not None:
        return _summary(_from_file(spec))
    entry, params = _entry(spec)
    names = _subset(entry.feature_names(params), spec.features)
    shape = entry.shape(params) if entry.shape else _fixed(entry)
    return Summary(
        title=entry.title,
        kind=entry.kind,
        rows=shape.rows,
        features=len(names),
        classes=shape.classes,
        missing=0,
        size_bytes=shape.rows * (_cell_bytes(entry, params) * len(names) + 8),
        feature_names=names,
        text=settings_of(params) if entry.text_bytes else None,
    )


def _entry(spec: DatasetSpec) -> tuple[DatasetEntry, dict[str, ParamValue]]:
    entry = DATASETS.get(spec.name, "dataset.name")
    if problems := [
        *check(entry.parameters, spec.params, "dataset.params"),
        *_marks_of_no_file(spec),
    ]:
        raise BadInput(problems)
    return entry, filled(entry.parameters, spec.params)


def _marks_of_no_file(spec: DatasetSpec) -> list[Problem]:
    """Only a file has columns beside features and target."""
    text = QT_TRANSLATE_NOOP(
        "Message",
        "“{name}” has no column “{column}” beside its features and target: owners and "
        "test rows are columns of a table of your own. Leave this out.",
    )
    given = {"owner": spec.owner, "test_column": spec.test_column}
    return [
        Problem(
            field=f"dataset.{role}",
            message=Message(text, {"name": spec.name, "column": column}),
        )
        for role, column in given.items()
        if column is not None
    ]


def _cell_bytes(entry: DatasetEntry, params: dict[str, ParamValue]) -> int:
    return entry.text_bytes(params) if entry.text_bytes else 8


def _fixed(entry: DatasetEntry) -> Shape:
    return Shape(entry.rows or 0, entry.n_features or 0, entry.n_classes or 0)


def _summary(dataset: Dataset) -> Summary:
    rows, features = dataset.X.shape
    return Summary(
        title=dataset.title,
        kind=dataset.kind,
        rows=rows,
        features=features,
        classes=len(dataset.classes),
        missing=dataset.missing,
        size_bytes=dataset.X.nbytes + dataset.y.nbytes,
        feature_names=dataset.features,
        notes=dataset.notes,
        owners=None if dataset.owner is None else len(set(dataset.owner.tolist())),
        test_rows=None if dataset.test_rows is None else int(dataset.test_rows.sum()),
        text=dataset.text,
    )


def _subset(known: tuple[str, ...], wanted: tuple[str, ...] | None) -> tuple[str, ...]:
    """The ``wanted`` of the ``known`` columns, each once; all for ``None``."""
    if wanted is None:
        return known
    if problems := [
        unknown_name("dataset.features", _FEATURE, name, known)
        for name in dict.fromkeys(wanted)
        if name not in known
    ]:
        raise BadInput(problems)
    if not wanted:
        raise BadInput([Problem(field="dataset.features", message=_NO_FEATURES)])
    return tuple(dict.fromkeys(wanted))


def _with_features(dataset: Dataset, wanted: tuple[str, ...] | None) -> Dataset:
    names = _subset(dataset.features, wanted)
    if names == dataset.features:
        return dataset
    columns = [dataset.features.index(name) for name in names]
    return dataclasses.replace(
        dataset,
        X=np.ascontiguousarray(dataset.X[:, columns]),
        features=names,
        categories={
            new: dataset.categories[old]
            for new, old in enumerate(columns)
            if old in dataset.categories
        },
    )


def _from_file(spec: DatasetSpec) -> Dataset:
    path = Path(spec.file or "").expanduser().absolute()
    dialect = None if spec.dialect is None else tuple(sorted(spec.dialect.items()))
    try:
        found = path.stat()
        stamp = (found.st_mtime_ns, found.st_ctime_ns, found.st_size)
    except (OSError, ValueError):
        stamp = None
    outcome = _read_once(
        path,
        Roles(
            target=spec.target,
            features=spec.features,
            owner=spec.owner,
            test_column=spec.test_column,
        ),
        dialect,
        stamp,
    )
    if isinstance(outcome, Dataset):
        return outcome
    raise BadInput(outcome)


@functools.lru_cache(maxsize=1)
def _read_once(
    path: Path,
    roles: Roles,
    dialect: tuple[tuple[str, ParamValue], ...] | None,
    stamp: tuple[int, int, int] | None,
) -> Dataset | tuple[Problem, ...]:
    """The last file read, kept: a set-up is checked at every change of it."""
    try:
        return tables.read(
            path,
            roles.target,
            roles.features,
            None if dialect is None else dict(dialect),
            owner=roles.owner,
            test_column=roles.test_column,
        )
    except BadInput as error:
        return error.problems
