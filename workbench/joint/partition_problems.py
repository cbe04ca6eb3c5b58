"""What keeps rows from being dealt as asked, in words and with a remedy."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from workbench.core.errors import Problem
from workbench.core.messages import QT_TRANSLATE_NOOP, Message, Value
from workbench.core.parameters import Parameter, ParamValue, filled, whole
from workbench.joint.partition_entries import (
    CLIENTS,
    PARTITIONERS,
    Kind,
    PartitionEntry,
)


def check(
    method: str,
    *,
    kind: Kind,
    rows: int,
    clients: int,
    params: Mapping[str, ParamValue],
    owners: int | None = None,
) -> list[Problem]:
    """What keeps ``rows`` from being dealt so, known without the rows themselves.

    ``owners`` is how many different ones the data name, ``None`` if they name none.
    Fields are ``params.clients``, ``params.alpha``, … and ``dataset.owner``.

    Raises:
        BadInput: there is no such method.
    """
    entry = PARTITIONERS.get(method, "params.partition")
    if entry.owned:
        return _owner_problems(owners)
    if kind not in entry.kinds:
        return [_unsuited(entry, kind)]
    given = filled(entry.parameters, params)
    if problems := [
        *_own_problems((CLIENTS,), {"clients": clients}),
        *_own_problems(entry.parameters, given),
    ]:
        return problems
    if rows < clients:
        return [_too_many_clients(rows, clients)]
    if "shards" in given:
        return _shard_problems(rows, clients, whole(given, "shards"))
    if "least" in given:
        return _least_problems(rows, clients, whole(given, "least"))
    return []


def nameless(owners: Iterable[str | None]) -> Problem | None:
    """The problem of rows without an owner, if there are any."""
    count = sum(1 for name in owners if name is None or not str(name).strip())
    if not count:
        return None
    text = QT_TRANSLATE_NOOP(
        "Message",
        "Rows without an owner: {count}. Fill in the owner of every row in your table, "
        "or remove these rows.",
    )
    return _problem("dataset.owner", text, count=count)


def _problem(field: str, text: str, **values: Value) -> Problem:
    return Problem(field=field, message=Message(text, values))


def _own_problems(
    declared: Sequence[Parameter], given: Mapping[str, ParamValue]
) -> list[Problem]:
    """Problems of single parameters; that of α says what α is."""
    problems = []
    for parameter in declared:
        name, value = parameter.name, given[parameter.name]
        where = f"params.{name}"
        if name == "alpha" and _not_positive(value):
            text = QT_TRANSLATE_NOOP(
                "Message",
                "α must be above 0, not {value}: a small one such as 0.1 makes clients "
                "differ, a large one such as 100 makes them alike.",
            )
            problems.append(_problem(where, text, value=repr(value)))
        elif problem := parameter.problem(value, where):
            problems.append(problem)
    return problems


def _not_positive(value: ParamValue) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False  # no number: that is said of every parameter alike
    return math.isnan(value) or value <= 0


def _owner_problems(owners: int | None) -> list[Problem]:
    if owners is None:
        text = QT_TRANSLATE_NOOP(
            "Message",
            "There is no owner column: choose the column of your table that says whose "
            "row it is, or another way to deal rows.",
        )
        return [_problem("dataset.owner", text)]
    if owners < 2:
        text = QT_TRANSLATE_NOOP(
            "Message",
            "The owner column names one owner only: joint learning needs two or more. "
            "Choose another column, or another way to deal rows.",
        )
        return [_problem("dataset.owner", text)]
    return []


def _unsuited(entry: PartitionEntry, kind: Kind) -> Problem:
    text = QT_TRANSLATE_NOOP(
        "Message",
        "“{title}” deals rows by their class, and these data have none: they predict a "
        "quantity. Choose one of: {others}.",
    )
    others = tuple(e.title for _, e in PARTITIONERS.items() if kind in e.kinds)
    return _problem("params.partition", text, title=entry.title, others=others)


def _too_many_clients(rows: int, clients: int) -> Problem:
    text = QT_TRANSLATE_NOOP(
        "Message",
        "{rows} training rows are fewer than {clients} clients. Use at most {rows} "
        "clients, or more rows.",
    )
    return _problem("params.clients", text, rows=rows, clients=clients)


def _shard_problems(rows: int, clients: int, each: int) -> list[Problem]:
    if clients * each <= rows:
        return []
    text = QT_TRANSLATE_NOOP(
        "Message",
        "{shards} shards for each of {clients} clients are {pieces:,} shards, more "
        "than there are training rows ({rows:,}), so some would be empty. Use at most "
        "{most} per client.",
    )
    return [
        _problem(
            "params.shards",
            text,
            shards=each,
            clients=clients,
            pieces=clients * each,
            rows=rows,
            most=rows // clients,
        )
    ]


def _least_problems(rows: int, clients: int, least: int) -> list[Problem]:
    if clients * least <= rows:
        return []
    text = QT_TRANSLATE_NOOP(
        "Message",
        "{rows:,} training rows are not enough to give {clients} clients {least} rows "
        "each. Ask for at most {most}.",
    )
    return [
        _problem(
            "params.least",
            text,
            rows=rows,
            clients=clients,
            least=least,
            most=rows // clients,
        )
    ]
