"""From command-line options to a spec."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from workbench.core.errors import BadInput, unknown_name
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.spec import (
    ORDERS,
    ClusterSpec,
    DatasetSpec,
    ExperimentSpec,
    ModelSpec,
)
from workbench.engines import ENGINES
from workbench.engines.addresses import fitting

_PRESET = Message(QT_TRANSLATE_NOOP("Message", "preset or file"))


def add_overrides(parser: argparse.ArgumentParser) -> None:
    """The options that replace parts of a spec."""
    group = parser.add_argument_group("replace parts of the experiment")
    group.add_argument("--data", metavar="FILE", help="a CSV or Parquet file")
    group.add_argument("--dataset", metavar="NAME", help="a data set by name")
    group.add_argument("--target", metavar="COL", help="the column to predict")
    group.add_argument(
        "--owner", metavar="COL", help="the column that says whose a row is"
    )
    group.add_argument(
        "--test-column", metavar="COL", help="the column that marks test rows"
    )
    group.add_argument(
        "--features", type=names, metavar="A,B", help="the columns to predict from"
    )
    group.add_argument(
        "--models", type=names, metavar="A,B", help="models and votes by name"
    )
    group.add_argument(
        "--workers", type=whole_numbers, metavar="1,2,4", help="worker counts"
    )
    scaling = group.add_mutually_exclusive_group()
    scaling.add_argument(
        "--weak",
        action="store_const",
        const="weak",
        dest="scaling",
        help="let the problem grow with the workers (weak scaling)",
    )
    scaling.add_argument(
        "--strong",
        action="store_const",
        const="strong",
        dest="scaling",
        help="the same problem on every worker count",
    )
    group.add_argument("--engine", metavar="NAME", help="where tasks run")
    group.add_argument(
        "--compare",
        type=names,
        metavar="A,B",
        help="time the same on these engines too: which one for which task length?",
    )
    group.add_argument(
        "--threads", type=int, metavar="N", help="native threads per worker, 0: default"
    )
    group.add_argument(
        "--chunk", type=int, metavar="N", help="tasks that travel together, 0: adapt"
    )
    group.add_argument(
        "--order",
        choices=ORDERS,
        help="the order in which tasks are started",
    )
    group.add_argument("--repeats", type=int, metavar="N", help="exactly N repeats")
    group.add_argument("--cv", type=int, metavar="K", help="K folds")
    group.add_argument("--cv-repeats", type=int, metavar="R", help="R times the folds")
    group.add_argument(
        "--seed", type=int, metavar="N", help="seed of everything random"
    )
    _add_cluster(parser)


def _add_cluster(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("run on a cluster (Dask, Ray, Spark)")
    group.add_argument(
        "--cluster",
        metavar="ADDRESS",
        help="“local”, “standalone” (Spark), or where a running one listens, such as "
        "tls://host:8786",
    )
    for name, what in (
        ("ca", "the certificate of its authority"),
        ("certificate", "your certificate"),
        ("key", "its private key"),
    ):
        group.add_argument(
            f"--cluster-{name}", metavar="FILE", help=f"{what}, for tls:// (PEM)"
        )
    group.add_argument(
        "--allow-unencrypted",
        action="store_true",
        help="connect to another computer without encryption too",
    )
    group.add_argument(
        "--allow-host",
        action="store_true",
        help="let the cluster's computer run code sent from here, from now on",
    )


def names(text: str) -> tuple[str, ...]:
    """``a,b`` as a tuple."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def whole_numbers(text: str) -> tuple[int, ...]:
    """``1,2,4`` as a tuple; an argparse type."""
    try:
        return tuple(int(part) for part in names(text))
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a list of whole numbers such as 1,2,4"
        ) from None


def load_spec(source: str) -> ExperimentSpec:
    """A preset by name, or a spec from an experiment file."""
    # Imported here: with them come all workloads, which other commands do not need.
    from workbench.planner import PRESETS
    from workbench.store.experiment_file import read_experiment

    if source in PRESETS:
        return PRESETS[source].spec
    path = Path(source)
    if not path.exists():
        raise BadInput([unknown_name("SPEC", _PRESET, source, tuple(PRESETS))])
    return read_experiment(path)


def overridden(spec: ExperimentSpec, options: argparse.Namespace) -> ExperimentSpec:
    """``spec`` with the options given put in their places."""
    changes: dict[str, Any] = {}
    if dataset := _dataset(spec.dataset, options):
        changes["dataset"] = dataset
    if options.models is not None:
        changes["models"] = _models(spec.models, options.models)
    for name in ("workers", "scaling", "engine", "seed"):
        if (value := getattr(options, name)) is not None:
            changes[name] = value
    cluster = _cluster(spec, options)
    if cluster != spec.cluster:
        changes["cluster"] = cluster
    if options.compare is not None:
        changes["engines"] = msgspec.structs.replace(
            spec.engines, names=options.compare
        )
    if options.threads is not None:
        changes["threads_per_worker"] = options.threads
    schedule = {"chunk": options.chunk, "order": options.order}
    schedule = {name: value for name, value in schedule.items() if value is not None}
    if schedule:
        changes["schedule"] = msgspec.structs.replace(spec.schedule, **schedule)
    if options.repeats is not None:
        changes["repeats"] = msgspec.structs.replace(
            spec.repeats, minimum=options.repeats, maximum=options.repeats
        )
    cv = {"folds": options.cv, "repeats": options.cv_repeats}
    cv = {name: value for name, value in cv.items() if value is not None}
    if cv:
        changes["cv"] = msgspec.structs.replace(spec.cv, **cv)
    return msgspec.structs.replace(spec, **changes)


def _dataset(dataset: DatasetSpec, options: argparse.Namespace) -> DatasetSpec | None:
    changes: dict[str, Any] = {}
    if options.data is not None:
        # Another table has columns of its own: nothing of the old choice fits it.
        dataset = DatasetSpec(file=options.data)
    elif options.dataset is not None:
        dataset = DatasetSpec(name=options.dataset)
    for name in ("target", "features", "owner", "test_column"):
        if (value := getattr(options, name)) is not None:
            changes[name] = value
    if not changes and options.data is None and options.dataset is None:
        return None
    return msgspec.structs.replace(dataset, **changes)


def _cluster(spec: ExperimentSpec, options: argparse.Namespace) -> ClusterSpec:
    """The spec's, as far as another engine can use it, with what the options say."""
    cluster = spec.cluster
    if options.engine is not None and options.engine in ENGINES:
        cluster = fitting(cluster, ENGINES.get(options.engine).schemes)
    given = {
        "address": options.cluster,
        "ca": options.cluster_ca,
        "certificate": options.cluster_certificate,
        "key": options.cluster_key,
        "unencrypted": options.allow_unencrypted or None,
    }
    given = {name: value for name, value in given.items() if value is not None}
    return msgspec.structs.replace(cluster, **given)


def _models(
    before: Sequence[ModelSpec], wanted: Sequence[str]
) -> tuple[ModelSpec, ...]:
    """Models by name; one that the spec already has keeps its parameters."""
    by_key = {m.key: m for m in before}
    return tuple(by_key.get(name, ModelSpec(estimator=name)) for name in wanted)
