"""Stored runs of the same rows on different data sets, as one table of scores."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.core.ensemble import Ranks
from workbench.core.errors import BadInput, Problem, unknown_name
from workbench.core.messages import QT_TRANSLATE_NOOP, Message, Value, listed, plain
from workbench.core.spec import DatasetSpec, ExperimentSpec
from workbench.core.state import RunState
from workbench.ensembles.ranks import ranks
from workbench.ensembles.wording import Named


def ranks_of(states: Sequence[RunState], keys: Sequence[str] | None = None) -> Ranks:
    """Mean ranks and tests of the rows of several runs, one per data set.

    Scores are those of the runs' findings about ensembles, else of their estimates.
    All rows are compared, or the ``keys`` only. ``BadInput`` names the run where rows
    differ or failed, data come twice, or there are too few.
    """
    tables = [_table(state) for state in states]
    _raise(_without_scores(tables) or _other_metric(tables) or _same_data(tables))
    chosen = _chosen(tables, keys)
    _raise(_failed(tables, chosen) or _other_settings(tables, chosen))
    first = tables[0].rows if tables else {}
    return ranks(
        [Named(key, first[key].title) for key in chosen],
        _labels(tables),
        [[table.rows[key].mean or 0.0 for key in chosen] for table in tables],
        tables[0].metric if tables else "",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """``mean`` is ``None`` where some fold has no score: others' means have it in."""

    title: Message
    mean: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """The rows of one run and what they were run on."""

    spec: ExperimentSpec
    run_id: int | None
    metric: str
    rows: Mapping[str, _Row]

    @property
    def name(self) -> Message:
        """The run in a sentence."""
        if self.run_id is None:
            return plain(self.spec.dataset.label)
        return Message(
            QT_TRANSLATE_NOOP("Message", "run {run} ({dataset})"),
            {"run": self.run_id, "dataset": self.spec.dataset.label},
        )


def _table(state: RunState) -> _Table:
    found = state.findings
    if found is not None:
        metric = found.metric
        rows = {
            row.key: _Row(title=row.title, mean=_whole(row.fold_scores, row.mean))
            for row in found.rows
        }
    else:
        metric = state.metric
        rows = {
            key: _Row(
                title=state.model_titles.get(key, plain(key)),
                mean=_whole(model.fold_scores, model.mean),
            )
            for key, model in (state.estimate.models if state.estimate else {}).items()
        }
    return _Table(
        spec=state.spec or ExperimentSpec(),
        run_id=state.run_id,
        metric=metric,
        rows=rows,
    )


def _whole(scores: Sequence[float | None], mean: float | None) -> float | None:
    return None if None in scores else mean


def _raise(problems: Sequence[Problem]) -> None:
    if problems:
        raise BadInput(problems)


def _problem(field: str, text: str, **values: Value) -> Problem:
    return Problem(field=field, message=Message(text, values))


def _without_scores(tables: Sequence[_Table]) -> list[Problem]:
    text = QT_TRANSLATE_NOOP(
        "Message",
        "There are no scores of models in {run}. Compare runs that score models on "
        "data, such as a cross-validation.",
    )
    return [_problem("RUN", text, run=table.name) for table in tables if not table.rows]


def _other_metric(tables: Sequence[_Table]) -> list[Problem]:
    text = QT_TRANSLATE_NOOP(
        "Message",
        "The scores are {metric} in {run}, but {other} in {first}. Compare runs of one "
        "kind: classification or regression.",
    )
    return [
        _problem(
            "RUN",
            text,
            metric=table.metric,
            run=table.name,
            other=tables[0].metric,
            first=tables[0].name,
        )
        for table in tables
        if table.metric != tables[0].metric
    ]


def _identity(dataset: DatasetSpec) -> tuple[str | None, ...]:
    """What makes two data sets one: a subset of its columns is no other.

    A generator with the same settings counts as one too: its seed draws other rows from
    the same source.
    """
    settings = json.dumps(dataset.params, sort_keys=True)
    if dataset.file:
        return (dataset.file, dataset.target)
    return (dataset.name, settings)


def _same_data(tables: Sequence[_Table]) -> list[Problem]:
    text = QT_TRANSLATE_NOOP(
        "Message",
        "The data of {run} and of {other} are the same. Every data set counts once: "
        "leave one of the runs out.",
    )
    seen: dict[tuple[str | None, ...], _Table] = {}
    problems = []
    for table in tables:
        other = seen.setdefault(_identity(table.spec.dataset), table)
        if other is not table:
            problems.append(_problem("RUN", text, run=table.name, other=other.name))
    return problems


def _chosen(tables: Sequence[_Table], keys: Sequence[str] | None) -> tuple[str, ...]:
    """The rows to compare, each of which every run has."""
    every = tuple(dict.fromkeys(key for table in tables for key in table.rows))
    common = [key for key in every if all(key in table.rows for table in tables)]
    kind = Message(QT_TRANSLATE_NOOP("Message", "row"))
    wanted = every if keys is None else tuple(dict.fromkeys(keys))
    _raise(
        [unknown_name("models", kind, key, every) for key in wanted if key not in every]
    )
    text = QT_TRANSLATE_NOOP(
        "Message",
        "Missing in {run}: {missing}. Choose among the rows that all runs have: "
        "{common}.",
    )
    nothing = QT_TRANSLATE_NOOP(
        "Message",
        "Missing in {run}: {missing}. No row is in all of the runs: run the same "
        "models on every data set.",
    )
    _raise(
        [
            _problem(
                "models",
                text if common else nothing,
                run=table.name,
                missing=listed(missing),
                common=listed(common),
            )
            for table in tables
            if (missing := [key for key in wanted if key not in table.rows])
        ]
    )
    return wanted


def _failed(tables: Sequence[_Table], keys: Sequence[str]) -> list[Problem]:
    text = QT_TRANSLATE_NOOP(
        "Message",
        "In {run} there is no score on every fold of {failed}. Leave these rows out, "
        "or run again.",
    )
    return [
        _problem("models", text, run=table.name, failed=listed(failed))
        for table in tables
        if (failed := [key for key in keys if table.rows[key].mean is None])
    ]


def _other_settings(tables: Sequence[_Table], keys: Sequence[str]) -> list[Problem]:
    """Rows that only share the name of their method, not its settings.

    A row that a person named is what its name says, whatever it was set to.
    """
    text = QT_TRANSLATE_NOOP(
        "Message",
        "{row} has other settings in {run} than in {first}. Use the same on every data "
        "set, or give the row a name of its own in all runs.",
    )
    problems = []
    for table in tables[1:]:
        ours = {model.key: model for model in table.spec.models}
        theirs = {model.key: model for model in tables[0].spec.models}
        for key in keys:
            mine, first = ours.get(key), theirs.get(key)
            if mine is None or first is None or (mine.name and first.name):
                continue
            if (mine.estimator, mine.params) != (first.estimator, first.params):
                values: dict[str, Value] = {"row": tables[0].rows[key].title}
                values |= {"run": table.name, "first": tables[0].name}
                problems.append(_problem("models", text, **values))
    return problems


def _labels(tables: Sequence[_Table]) -> list[str]:
    """What each data set is called; two of one name are told apart by their runs."""
    labels = [table.spec.dataset.label for table in tables]
    counts = Counter(labels)
    return [
        label if counts[label] == 1 else f"{label} ({table.run_id or place})"
        for place, (label, table) in enumerate(zip(labels, tables, strict=True), 1)
    ]
