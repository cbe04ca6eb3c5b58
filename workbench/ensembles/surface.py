"""What members and votes say over a plane of two features: decision surfaces.

The members are fitted anew, on these two columns alone, so their surfaces explain how
such models cut a plane, not what the experiment scored: held-out rows say how well each
does here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.core.errors import BadInput, Problem
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.ensembles.evidence import Combined, Evidence, Predicted

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]

MOST_ROWS = 2000
"""Of more rows a seeded sample is taken: surfaces are looked at, not scored by."""
HELD_OUT = 0.3
"""The share of each class that is kept from fitting."""
MARGIN = 0.05
"""How far the plane reaches beyond the data, as a share of their range."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SurfaceMember:
    """A model to fit: ``estimator`` is new, follows scikit-learn, scales by itself."""

    key: str
    title: Message
    estimator: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class SurfaceRule:
    """A rule that trains nothing of its own: there are no inner predictions here."""

    key: str
    title: Message
    combine: Callable[[Evidence], Combined]
    needs_probabilities: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Surface:
    """What one member or rule says: ``labels`` and ``confidence`` are (y, x).

    ``confidence`` is the probability of the predicted class, where there are such.
    ``accuracy`` is of the held-out rows, ``None`` if there are none.
    """

    key: str
    title: Message
    rule: bool
    labels: Indices
    confidence: Floats | None
    accuracy: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Surfaces:
    """All surfaces over one grid, and the data that they were made from.

    ``x`` and ``y`` are the grid's coordinates along the first and second feature.
    ``points`` is (rows, 2), ``truth`` (rows,) holds class indices, ``held_out`` (rows,)
    says which rows no member was fitted on. ``notes`` is what must be said: rows or
    rules that were left out.
    """

    features: tuple[str, str]
    x: Floats
    y: Floats
    points: Floats
    truth: Indices
    held_out: NDArray[np.bool_]
    surfaces: tuple[Surface, ...]
    notes: tuple[Message, ...] = ()
    classes: tuple[str, ...] = ()
    """Names of the classes, where whoever asked knows them."""


def telling(columns: NDArray[Any], truth: NDArray[Any]) -> Floats:
    """How much of each column's variance lies between the classes, 0 to 1.

    ``columns`` is (rows, columns) of numbers; what is missing is left out. 0 where a
    column is constant. The correlation ratio η² of an analysis of variance.
    """
    columns = np.asarray(columns, np.float64)
    known = np.isfinite(columns)
    filled = np.where(known, columns, 0.0)
    centred = filled - filled.sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    centred[~known] = 0.0
    whole = (centred**2).sum(axis=0)
    between = np.zeros(columns.shape[1])
    for label in np.unique(truth):
        rows = truth == label
        count = np.maximum(known[rows].sum(axis=0), 1)
        between += centred[rows].sum(axis=0) ** 2 / count
    shares: Floats = np.zeros_like(whole)
    np.divide(between, whole, out=shares, where=whole > 0)
    return shares


def surfaces(
    points: NDArray[Any],
    truth: NDArray[Any],
    members: Sequence[SurfaceMember],
    rules: Sequence[SurfaceRule] = (),
    *,
    features: tuple[str, str],
    n_classes: int,
    size: int = 120,
    most_rows: int = MOST_ROWS,
    seed: int = 0,
) -> Surfaces:
    """Fit the members on two columns and ask them and the rules about a plane.

    ``points`` is (rows, 2), ``truth`` (rows,) of class indices; the plane has ``size``
    × ``size`` points. Members come first, then rules, in the order given. Raises
    :class:`BadInput` when there is no plane or nothing to tell apart.
    """
    points, truth = np.asarray(points, np.float64), np.asarray(truth)
    _check(features, truth, members)
    rows, notes = _chosen(points, most_rows, seed)
    points, truth = points[rows], truth[rows].astype(np.int64)
    if len(np.unique(truth)) < 2:
        raise BadInput([_problem("dataset.target", _ONE_CLASS)])
    held_out = _held_out(truth, seed)
    x, y = (_reach(column, size) for column in points.T)
    plane = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
    asked = np.concatenate([plane, points[held_out]])
    said = tuple(
        _predicted(m.estimator, points[~held_out], truth[~held_out], asked, n_classes)
        for m in members
    )
    evidence = Evidence(
        kind="classification",
        n_classes=n_classes,
        keys=tuple(member.key for member in members),
        test=said,
        y=truth[~held_out],
        seed=seed,
    )
    possible, more = _possible(rules, said)
    answers = [(m.key, m.title, False, p) for m, p in zip(members, said, strict=True)]
    answers += [
        (rule.key, rule.title, True, rule.combine(evidence).predicted)
        for rule in possible
    ]
    return Surfaces(
        features=features,
        x=x,
        y=y,
        points=points,
        truth=truth,
        held_out=held_out,
        surfaces=tuple(
            _surface(key, title, rule, answer, truth[held_out], size)
            for key, title, rule, answer in answers
        ),
        notes=(*notes, *more),
    )


_ONE_CLASS = QT_TRANSLATE_NOOP(
    "Message",
    "A decision surface needs rows of at least two classes in which both features are "
    "known. Choose other features.",
)


def _problem(field: str, text: str) -> Problem:
    return Problem(field=field, message=Message(text))


def _check(
    features: tuple[str, str], truth: NDArray[Any], members: Sequence[SurfaceMember]
) -> None:
    problems = []
    if not np.issubdtype(truth.dtype, np.integer):
        text = QT_TRANSLATE_NOOP(
            "Message",
            "A decision surface shows classes, and these data have values to predict. "
            "Choose data with classes.",
        )
        problems.append(_problem("dataset", text))
    if features[0] == features[1]:
        text = QT_TRANSLATE_NOOP(
            "Message", "Both axes show the same feature. Choose two different ones."
        )
        problems.append(_problem("features", text))
    if not members:
        text = QT_TRANSLATE_NOOP(
            "Message", "No model is chosen. Choose at least one for its surface."
        )
        problems.append(_problem("models", text))
    if problems:
        raise BadInput(problems)


def _chosen(points: Floats, most: int, seed: int) -> tuple[Indices, list[Message]]:
    """Complete rows, a seeded sample of them if there are many, in their order."""
    rows = np.flatnonzero(np.isfinite(points).all(axis=1))
    notes = []
    if len(rows) < len(points):
        text = QT_TRANSLATE_NOOP(
            "Message",
            "{missing} of {rows} rows lack one of the two features and are left out.",
        )
        notes.append(
            Message(text, {"missing": len(points) - len(rows), "rows": len(points)})
        )
    if len(rows) > most:
        text = QT_TRANSLATE_NOOP(
            "Message", "Made from a random sample of {most} of {rows} rows."
        )
        notes.append(Message(text, {"most": most, "rows": len(rows)}))
        rows = np.sort(np.random.default_rng(seed).choice(rows, most, replace=False))
    return rows, notes


def _held_out(truth: Indices, seed: int) -> NDArray[np.bool_]:
    """A random share of each class; at least one row of each stays for fitting."""
    order = np.random.default_rng(seed).permutation(len(truth))
    held = np.zeros(len(truth), bool)
    for label in np.unique(truth):
        own = order[truth[order] == label]
        held[own[: int(HELD_OUT * len(own))]] = True
    return held


def _reach(column: Floats, size: int) -> Floats:
    low, high = float(column.min()), float(column.max())
    pad = MARGIN * (high - low) or 0.5
    return np.linspace(low - pad, high + pad, size)


def _predicted(
    estimator: Any, X: Floats, y: Indices, asked: Floats, n_classes: int
) -> Predicted:
    """Fit and ask; a class that the fitted rows lack has probability 0."""
    estimator.fit(X, y)
    if not hasattr(estimator, "predict_proba"):
        return Predicted(labels=np.asarray(estimator.predict(asked), np.int64))
    table = np.zeros((len(asked), n_classes))
    table[:, np.asarray(estimator.classes_, np.int64)] = estimator.predict_proba(asked)
    # Its own labels: those of some models (SVM) are not the likeliest class.
    return Predicted(
        labels=np.asarray(estimator.predict(asked), np.int64), probabilities=table
    )


def _possible(
    rules: Sequence[SurfaceRule], said: Sequence[Predicted]
) -> tuple[list[SurfaceRule], list[Message]]:
    """The rules that these predictions suffice for, and which are left out."""
    if all(answer.probabilities is not None for answer in said):
        return list(rules), []
    left_out = [rule for rule in rules if rule.needs_probabilities]
    if not left_out:
        return list(rules), []
    text = QT_TRANSLATE_NOOP(
        "Message",
        "Not shown, since not every model states probabilities: {rules}.",
    )
    note = Message(text, {"rules": tuple(rule.title for rule in left_out)})
    return [rule for rule in rules if not rule.needs_probabilities], [note]


def _surface(
    key: str,
    title: Message,
    rule: bool,
    answer: Predicted,
    truth: Indices,
    size: int,
) -> Surface:
    points = size * size
    labels = np.asarray(answer.labels, np.int64)
    confidence = None
    if answer.probabilities is not None:
        stated = answer.probabilities[np.arange(points), labels[:points]]
        confidence = stated.reshape(size, size)
    return Surface(
        key=key,
        title=title,
        rule=rule,
        labels=labels[:points].reshape(size, size),
        confidence=confidence,
        accuracy=float((labels[points:] == truth).mean()) if len(truth) else None,
    )
