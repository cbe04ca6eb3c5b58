"""The columns to learn from: which can be used, which are categories.

Runs in the child process. A column that was chosen by name and cannot be used is a
problem; one that came along with all others is left out, and a note says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.core.errors import BadInput, Problem
from workbench.core.messages import QT_TRANSLATE_NOOP, Message, listed
from workbench.datasets.tables_profile import Profile, bad_cells, code, distinct
from workbench.datasets.tables_source import Column, Source
from workbench.datasets.tables_text import refusal

MOST_CATEGORIES = 50
"""More different texts than this are names or identifiers, not a category."""
_EMPTY = QT_TRANSLATE_NOOP(
    "Message", "Columns without any value cannot be used: {names}."
)
_STRANGE = QT_TRANSLATE_NOOP(
    "Message",
    "Dates and columns that are neither numbers nor texts cannot be used: {names}.",
)
_NAMES = QT_TRANSLATE_NOOP(
    "Message",
    "Columns with more than 50 different texts (names, dates, identifiers) cannot be "
    "used: {names}.",
)


_ALONE = QT_TRANSLATE_NOOP(
    "Message",
    "To learn from the texts in {names}, choose one such column as the only feature.",
)
_WORDS = r"\p{L}[^\p{L}]*\s[^\p{L}]*\p{L}|[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]{2}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """A column to learn from, the SQL of its numbers, and what codes stand for."""

    name: str
    sql: str
    categories: tuple[str, ...] = ()
    text: bool = False
    """Whether it holds texts of any content; then it is the only feature."""


def usable(
    source: Source,
    profiles: Sequence[Profile],
    *,
    explicit: bool,
    notes: list[Message],
) -> list[Feature]:
    """The columns of numbers and of few texts; the others are refused or noted.

    Raises:
        BadInput: ``dataset.features``, also if none is left.
    """
    problems = [
        Problem(field="dataset.features", message=bad_cells(source, p.column))
        for p in profiles
        if p.mixed
    ]
    features: list[Feature] = []
    empty, strange, names = [], [], []
    by_name = {p.column.name: p.column for p in profiles}
    for p in profiles:
        if p.present == 0:
            empty.append(p.column.name)
        elif p.column.family != "value":
            strange.append(p.column.name)
        elif p.numeric:
            features.append(Feature(name=p.column.name, sql=p.column.number))
        elif not p.mixed:
            if (values := distinct(source, p.column, MOST_CATEGORIES)) is None:
                names.append(p.column.name)
            else:
                features.append(_coded(p.column, values))
    texts = [name for name in names if _reads_as_text(source, by_name[name])]
    alone = len(texts) == len(names) == 1 and not features
    if alone:
        names = []
    for left_out, text in (
        (empty, _EMPTY),
        (strange, _STRANGE),
        (names, _NAMES),
    ):
        if left_out:
            reason = Message(text, {"names": listed(left_out)})
            _refuse_or_note(reason, explicit, problems, notes)
    if problems:
        raise BadInput(problems)
    if alone:
        return [Feature(name=texts[0], sql="", text=True)]
    if texts:
        notes.append(Message(_ALONE, {"names": listed(texts)}))
    if not features:
        raise refusal("dataset.features", no_feature_left(source, notes))
    return features


def _reads_as_text(source: Source, column: Column) -> bool:
    """Whether most cells are of several words, or in a script that sets none apart.

    Identifiers and dates are not.
    """
    several = f"regexp_matches({column.text}, '{_WORDS}')"
    present, found = source.single(
        f"count({column.cell}), count(CASE WHEN {several} THEN {column.cell} END)"
    )
    return bool(2 * found > present)


def _coded(column: Column, values: Sequence[str]) -> Feature:
    return Feature(name=column.name, sql=code(column, values), categories=tuple(values))


def _refuse_or_note(
    reason: Message, explicit: bool, problems: list[Problem], notes: list[Message]
) -> None:
    """A problem if the columns were chosen by name, else a note that they are out."""
    if explicit:
        message = Message(
            QT_TRANSLATE_NOOP("Message", "{reason} Choose the features without them."),
            {"reason": reason},
        )
        problems.append(Problem(field="dataset.features", message=message))
    else:
        message = Message(
            QT_TRANSLATE_NOOP("Message", "{reason} They were left out."),
            {"reason": reason},
        )
        notes.append(message)


def no_feature_left(source: Source, notes: Sequence[Message]) -> Message:
    """Why nothing is left to learn from."""
    if len(source.columns) == 1:
        return Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "“{file}” has the single column “{name}”: a table needs a target and "
                "at least one feature. Is another separator right?",
            ),
            {"file": source.path.name, "name": source.columns[0].name},
        )
    return Message(
        QT_TRANSLATE_NOOP("Message", "There is no feature to learn from. {notes}"),
        {"notes": tuple(notes)},
    )
