"""What the user asked for: a frozen :class:`ExperimentSpec`, JSON in and out.

The spec knows no registry: whether its names exist and its numbers make sense is for
``planner.validate`` to say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, get_args

import msgspec

from workbench.core.errors import BadInput, Problem, unknown_name
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import ParamValue


class DatasetSpec(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True
):
    """Which data: a registered set by ``name`` or a CSV or Parquet ``file``.

    ``features`` keeps a subset of the columns, in the order given; ``None`` keeps all.
    ``dialect`` is what was sniffed and confirmed for a CSV file (delimiter, quote,
    header, decimal separator); ``None`` sniffs again. ``owner`` and ``test_column``
    name columns of the file that are no features: whose row it is, in joint learning,
    and whether it is a test row of a split made elsewhere.
    """

    name: str = "iris"
    params: dict[str, ParamValue] = {}
    file: str | None = None
    target: str | None = None
    features: tuple[str, ...] | None = None
    dialect: dict[str, ParamValue] | None = None
    owner: str | None = None
    test_column: str | None = None

    @property
    def label(self) -> str:
        """The registered name or the file's own name."""
        return Path(self.file).name if self.file else self.name


class ModelSpec(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row of the comparison: an estimator, or a rule that combines other rows.

    ``name`` is the row's key in the results and defaults to the estimator's. A rule
    (``soft_vote``, ``super_learner``) takes the ``members`` named, or all other rows
    that are neither rules nor the dummy when ``members`` is empty.
    """

    estimator: str
    params: dict[str, ParamValue] = {}
    name: str = ""
    members: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The name by which results are filed."""
        return self.name or self.estimator


class CvSpec(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How rows are split for scoring.

    ``kfold``: ``folds`` parts, ``repeats`` times; stratified by class for
    classification. ``holdout``: ``repeats`` random splits with a share of ``test_size``
    kept for testing. Without ``shuffle`` rows are taken in file order, and more than
    one repeat would repeat the same split. Within the training rows of each split,
    rules that learn from their members' out-of-fold predictions use ``inner_folds``.
    """

    scheme: Literal["kfold", "holdout"] = "kfold"
    folds: int = 5
    repeats: int = 1
    shuffle: bool = True
    test_size: float = 0.2
    inner_folds: int = 5

    @property
    def splits(self) -> int:
        """How many train/test splits there are in all."""
        return self.repeats * (self.folds if self.scheme == "kfold" else 1)

    @property
    def test_ratio(self) -> float:
        """n_test / n_train of one split."""
        if self.scheme == "kfold":
            return 1 / (self.folds - 1)
        return self.test_size / (1 - self.test_size)


class RepeatSpec(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How often every worker count is timed.

    At least ``minimum`` times, then until the 95 % interval of each speedup lies within
    ± ``width`` (a share of the speedup), or ``maximum`` repeats or ``budget_s``
    seconds.
    """

    minimum: int = 5
    maximum: int = 15
    width: float = 0.05
    budget_s: float | None = None


Order = Literal["longest_first", "as_given", "shortest_first"]
ORDERS: tuple[Order, ...] = get_args(Order)
Scaling = Literal["strong", "weak"]


class ScheduleSpec(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True
):
    """How tasks are handed to workers.

    ``chunk`` is how many tasks travel together; 0 adapts it, so that a chunk of tiny
    tasks lasts a few milliseconds and the last chunks are small. ``order`` is by
    expected duration, or as the workload gave the tasks. Neither changes a score.
    """

    chunk: int = 0
    order: Order = "longest_first"


class LimitSpec(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one task may use at most; ``None`` sets no limit.

    ``task_s`` are seconds after which a task is ended and reported as failed (on worker
    processes; nobody can end a thread). ``worker_mb`` is the address space of a worker
    process in MiB, on systems that have such a limit.
    """

    task_s: float | None = None
    worker_mb: int | None = None

    @property
    def worker_bytes(self) -> int | None:
        """``worker_mb`` in bytes."""
        return None if self.worker_mb is None else self.worker_mb * 2**20


class ClusterSpec(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True
):
    """Where the workers of an engine are that can use a cluster (Dask, Spark, Ray).

    ``address`` is ``local`` (a cluster that the program starts and ends itself),
    ``standalone`` (the same for Spark, with a master and workers of its own instead of
    threads of one process), or that of a running cluster: ``tls://host:8786``,
    ``tcp://``, ``spark://``, ``ray://``. ``ca``, ``certificate`` and ``key`` are files
    in PEM form for ``tls://``. Only with ``unencrypted`` is code sent to another
    computer over a connection that anybody on the way can read and change.
    """

    address: str = "local"
    ca: str = ""
    certificate: str = ""
    key: str = ""
    unencrypted: bool = False

    @property
    def remote(self) -> bool:
        """Whether it is a running cluster that somebody else started."""
        return self.address not in ("", "local", "standalone")


Work = Literal["python", "native"]
WORKS: tuple[Work, ...] = get_args(Work)


class EnginesSpec(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True
):
    """Engines on which the same experiment is timed too, to be compared with its own.

    With any ``names`` the serial engine is among them, since speedup and efficiency are
    relative to it. Each is also timed with tasks that do nothing, and with tasks of
    ``lengths`` lengths from ``shortest_s`` to ``longest_s``, log-spaced: ``python``
    ones hold the interpreter's lock, ``native`` ones release it. A point is meant to
    last ``point_s`` seconds, and everything is timed ``repeats`` times, interleaved.
    """

    names: tuple[str, ...] = ()
    work: Work = "python"
    shortest_s: float = 1e-5
    longest_s: float = 1.0
    lengths: int = 11
    point_s: float = 0.3
    repeats: int = 5

    @property
    def task_lengths(self) -> tuple[float, ...]:
        """The lengths in seconds, ascending."""
        if self.lengths == 1:
            return (self.shortest_s,)
        step = (self.longest_s / self.shortest_s) ** (1 / (self.lengths - 1))
        return tuple(self.shortest_s * step**i for i in range(self.lengths))


class ExperimentSpec(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True
):
    """One experiment: data set × models × worker counts × repeats.

    ``params`` belong to the workload. With ``strong`` scaling every worker count gets
    the same problem; with ``weak`` scaling it grows, on p workers to p times the tasks.
    ``threads_per_worker`` caps the OpenMP and BLAS threads of each worker; 0 leaves the
    libraries' own default.
    """

    title: str = ""
    workload: str = "cross_validation"
    params: dict[str, ParamValue] = {}
    dataset: DatasetSpec = DatasetSpec()
    models: tuple[ModelSpec, ...] = ()
    cv: CvSpec = CvSpec()
    engine: str = "processes"
    cluster: ClusterSpec = ClusterSpec()
    engines: EnginesSpec = EnginesSpec()
    workers: tuple[int, ...] = (1, 2)
    scaling: Scaling = "strong"
    threads_per_worker: int = 1
    schedule: ScheduleSpec = ScheduleSpec()
    limits: LimitSpec = LimitSpec()
    repeats: RepeatSpec = RepeatSpec()
    seed: int = 0

    @property
    def weak(self) -> bool:
        """Whether the problem grows with the workers."""
        return self.scaling == "weak"

    def times(self, workers: int) -> int:
        """How many times the tasks of one worker's problem these ``workers`` get."""
        return workers if self.weak else 1


_FIELD = Message(QT_TRANSLATE_NOOP("Message", "field"))
_PATH = re.compile(r" - at `\$?\.?(?P<path>.*)`$")
_UNKNOWN = re.compile(r"Object contains unknown field `(?P<name>.*?)`")
_OWNERS: Mapping[str, type[msgspec.Struct]] = {
    "": ExperimentSpec,
    "dataset": DatasetSpec,
    "cv": CvSpec,
    "schedule": ScheduleSpec,
    "limits": LimitSpec,
    "cluster": ClusterSpec,
    "engines": EnginesSpec,
    "repeats": RepeatSpec,
    "models": ModelSpec,
}


def to_json(spec: ExperimentSpec) -> str:
    """The spec as indented JSON, all fields written out."""
    return msgspec.json.format(msgspec.json.encode(spec), indent=2).decode()


def to_builtins(spec: ExperimentSpec) -> dict[str, Any]:
    """The spec as plain dicts, lists and scalars."""
    built: dict[str, Any] = msgspec.to_builtins(spec)
    return built


def from_json(text: str | bytes) -> ExperimentSpec:
    """Read a spec; :class:`BadInput` names the field and what was expected there."""
    try:
        return msgspec.json.decode(text, type=ExperimentSpec)
    except (msgspec.DecodeError, UnicodeError) as error:
        raise BadInput([_problem(str(error))]) from None


def from_builtins(value: Mapping[str, Any]) -> ExperimentSpec:
    """As :func:`from_json`, from plain dicts (a preset, a test)."""
    try:
        return msgspec.convert(value, type=ExperimentSpec)
    except msgspec.ValidationError as error:
        raise BadInput([_problem(str(error))]) from None


def _problem(text: str) -> Problem:
    """Turn the decoder's words into a problem with the field's path."""
    path = match["path"] if (match := _PATH.search(text)) else ""
    path = path.replace("[...]", "").replace("[", ".").replace("]", "")
    if unknown := _UNKNOWN.search(text):
        owner = _OWNERS.get(path.partition(".")[0], ExperimentSpec)
        name = unknown["name"]
        where = f"{path}.{name}" if path else name
        return unknown_name(where, _FIELD, name, owner.__struct_fields__)
    return Problem(
        field=path or "spec",
        message=Message(
            QT_TRANSLATE_NOOP("Message", "This is not a valid experiment: {reason}."),
            {"reason": _PATH.sub("", text).rstrip(".")},
        ),
    )
