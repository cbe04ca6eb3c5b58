"""Model cards: what must be known of a model before relying on it.

After Mitchell et al., "Model cards for model reporting", FAT* 2019: what it is, what it
was fitted on, how good it was, and what it must not be taken for. The facts travel in
the file; the same in words is written beside it.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import platform
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import msgspec
import numpy as np

import workbench
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.spec import CvSpec
from workbench.core.state import RunState
from workbench.datasets import DATASETS, Dataset
from workbench.ensembles.final import Final
from workbench.ensembles.saved_format import Card, Facts, MemberCard
from workbench.ensembles.saved_parts import keeps_rows
from workbench.estimators import ESTIMATORS
from workbench.persistence.chosen import Chosen

_PACKAGES = ("scikit-learn", "numpy", "scipy", "skops")


def card_of(chosen: Chosen, final: Final, state: RunState) -> Card:
    """The card of a row that was fitted on all data, with the run's own scores."""
    estimate = state.estimate.models.get(chosen.row.key) if state.estimate else None
    dataset = chosen.dataset
    return Card(
        title=str(chosen.title),
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        data=str(dataset.title),
        data_sha256=data_digest(dataset),
        data_source=_source(chosen),
        rows=len(dataset.y),
        metric="accuracy" if dataset.kind == "classification" else "r2",
        score=estimate.mean if estimate else None,
        score_ci95=estimate.ci95 if estimate else None,
        fold_scores=estimate.fold_scores if estimate else (),
        validation=str(_validation(chosen.spec.cv)),
        rule=str(chosen.title),
        members=tuple(
            MemberCard(
                key=member.key,
                title=str(ESTIMATORS.get(member.estimator).title),
                estimator=member.estimator,
                params=dict(member.params),
                weight=_share(final, member.key),
            )
            for member in chosen.members
        ),
        versions={
            "workbench": workbench.__version__,
            "python": platform.python_version(),
            **{name: importlib.metadata.version(name) for name in _PACKAGES},
        },
        keeps_rows=tuple(
            key for key, fitted in final.members.items() if keeps_rows(fitted)
        ),
    )


def data_digest(dataset: Dataset) -> str:
    """The SHA-256 of names, categories, classes and all cells, target included."""
    sha = hashlib.sha256()
    names = (dataset.features, dataset.target, dataset.classes)
    categories = sorted(dataset.categories.items())
    sha.update(msgspec.json.encode([names, categories]))
    for cells in (dataset.X, dataset.y):
        same = np.ascontiguousarray(cells, None if cells.dtype.kind == "S" else "<f8")
        sha.update(same.tobytes())
    return sha.hexdigest()


def markdown(facts: Facts, translate: Callable[[str], str] = str) -> str:
    """The card in words, as Markdown."""
    return "\n".join(line.text(translate) for line in _lines(facts)) + "\n"


def _source(chosen: Chosen) -> str:
    spec = chosen.spec.dataset
    if spec.file is None:
        return DATASETS.get(spec.name).source
    text = QT_TRANSLATE_NOOP(
        "Message",
        "A file of one's own (“{file}”); under which terms it may be passed on is not "
        "known to this program.",
    )
    return str(Message(text, {"file": spec.label}))


def _validation(cv: CvSpec) -> Message:
    if cv.scheme == "kfold":
        text = QT_TRANSLATE_NOOP("Message", "{folds} folds, {repeats} times")
        return Message(text, {"folds": cv.folds, "repeats": cv.repeats})
    text = QT_TRANSLATE_NOOP(
        "Message", "{repeats} random parts of {share:.0%} kept out"
    )
    return Message(text, {"repeats": cv.repeats, "share": cv.test_size})


def _share(final: Final, key: str) -> float | None:
    """The member's weight among all, where the rule has weights."""
    weights = final.learned.weights
    total = sum(weights.values())
    return weights.get(key, 0.0) / total if total > 0 else None


def _lines(facts: Facts) -> Iterator[Message]:
    card = facts.card
    yield _line("# {title}", title=card.title)
    yield _line("")
    yield _score(card)
    yield _line(
        QT_TRANSLATE_NOOP(
            "Message",
            "The model in this file was fitted on all rows afterwards and was itself "
            "never tested. Expect less on data of another kind.",
        )
    )
    yield from _section(QT_TRANSLATE_NOOP("Message", "Data"))
    yield _item(QT_TRANSLATE_NOOP("Message", "Name"), card.data)
    yield _item(QT_TRANSLATE_NOOP("Message", "Source and licence"), card.data_source)
    yield _item(QT_TRANSLATE_NOOP("Message", "Rows"), f"{card.rows:,}")
    yield _item(QT_TRANSLATE_NOOP("Message", "Predicts"), facts.target)
    if facts.classes:
        yield _item(QT_TRANSLATE_NOOP("Message", "Classes"), ", ".join(facts.classes))
    yield _item(
        QT_TRANSLATE_NOOP("Message", "From the columns"),
        ", ".join(column.name for column in facts.columns),
    )
    yield _item("SHA-256", f"`{card.data_sha256}`")
    yield from _section(QT_TRANSLATE_NOOP("Message", "Model"))
    if len(card.members) > 1:
        yield _item(QT_TRANSLATE_NOOP("Message", "Rule"), card.rule)
    for member in card.members:
        yield _member(member)
    if card.keeps_rows:
        yield _line("")
        yield _line(
            QT_TRANSLATE_NOOP(
                "Message",
                "**This file holds rows of the training data as they are** (in "
                "{members}): whoever gets the file can read them.",
            ),
            members=card.keeps_rows,
        )
    yield from _section(QT_TRANSLATE_NOOP("Message", "Made"))
    yield _item(QT_TRANSLATE_NOOP("Message", "When"), card.made_at)
    yield _item(QT_TRANSLATE_NOOP("Message", "Random seed"), str(facts.seed))
    for name, version in card.versions.items():
        yield _item(name, version)


def _score(card: Card) -> Message:
    values = {"metric": card.metric, "validation": card.validation}
    if card.score is None:
        text = QT_TRANSLATE_NOOP("Message", "Its score is not known.")
    elif card.score_ci95 is None:
        text = QT_TRANSLATE_NOOP(
            "Message", "Cross-validated {metric}: {score:.4f} ({validation})."
        )
        values["score"] = card.score  # type: ignore[assignment]
    else:
        text = QT_TRANSLATE_NOOP(
            "Message",
            "Cross-validated {metric}: {score:.4f}, 95 % interval {low:.4f} to "
            "{high:.4f} ({validation}).",
        )
        low, high = card.score_ci95
        return Message(text, {**values, "score": card.score, "low": low, "high": high})
    return Message(text, dict(values))


def _member(member: MemberCard) -> Message:
    said = ", ".join(f"{name}={value}" for name, value in member.params.items())
    values = {
        "key": member.key,
        "title": member.title,
        "params": f" ({said})" if said else "",
    }
    if member.weight is None:
        return Message("- `{key}`: {title}{params}", values)
    text = QT_TRANSLATE_NOOP(
        "Message", "- `{key}`: {title}{params}, weight {weight:.3f}"
    )
    return Message(text, {**values, "weight": member.weight})


def _section(title: str) -> Iterator[Message]:
    yield _line("")
    yield _line("## {title}", title=Message(title))
    yield _line("")


def _item(name: str, value: str) -> Message:
    return _line("- {name}: {value}", name=Message(name), value=value)


def _line(template: str, **values: str | Message | tuple[str, ...]) -> Message:
    return Message(template, values)
