"""Models that learn from one file after another, and what a worker does with them.

A member travels as bytes between its tasks: a task that runs twice, since a worker died
on the way, begins again from the same state, and so does one on an engine whose workers
share memory.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, NamedTuple

import msgspec

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.datasets.readings import STATES
from workbench.workloads.large_tasks import Source, features

HELD_ROWS = 20_000
"""How many held-out rows score at most: their standard error is 0.4 points at most."""
FIT_BYTES = 3 * 6 * 8 + 1
"""A row where all are fitted at once: as read, scaled, and what the solver keeps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A model with ``partial_fit``; ``make`` takes a seed."""

    title: Message
    make: Callable[[int], Any]
    seconds_per_row: float
    """Guessed, for one pass."""
    default: bool = True
    """Whether it is a member unless told otherwise; not where it has no probabilities:
    its whole votes outweigh the shares of others."""


def _logistic(seed: int) -> Any:
    """Small constant steps, averaged: steady in one pass over the rows."""
    from sklearn.linear_model import SGDClassifier

    return SGDClassifier(
        loss="log_loss",
        learning_rate="constant",
        eta0=0.01,
        average=True,
        random_state=seed,
    )


def _perceptron(seed: int) -> Any:
    """Averaged over its steps (Freund and Schapire, 1999); the last is unsteady."""
    from sklearn.linear_model import SGDClassifier

    return SGDClassifier(
        loss="perceptron",
        penalty=None,
        learning_rate="constant",
        eta0=1.0,
        average=True,
        random_state=seed,
    )


def _naive_bayes(seed: int) -> Any:
    from sklearn.naive_bayes import GaussianNB

    return GaussianNB()


def _mlp(seed: int) -> Any:
    from sklearn.neural_network import MLPClassifier

    return MLPClassifier(hidden_layer_sizes=(32,), random_state=seed)


KINDS = MappingProxyType(
    {
        "logistic": Kind(
            title=Message(QT_TRANSLATE_NOOP("Message", "Logistic regression (SGD)")),
            make=_logistic,
            seconds_per_row=6e-7,
        ),
        "perceptron": Kind(
            title=Message(QT_TRANSLATE_NOOP("Message", "Averaged perceptron")),
            make=_perceptron,
            default=False,
            seconds_per_row=5e-7,
        ),
        "naive_bayes": Kind(
            title=Message(QT_TRANSLATE_NOOP("Message", "Naive Bayes")),
            make=_naive_bayes,
            seconds_per_row=2e-7,
        ),
        "mlp": Kind(
            title=Message(QT_TRANSLATE_NOOP("Message", "Neural network (MLP)")),
            make=_mlp,
            seconds_per_row=3e-6,
        ),
    }
)


class Lesson(msgspec.Struct, frozen=True, kw_only=True):
    """What a member learns from next, and what it is asked afterwards."""

    kind: str
    seed: int
    source: Source
    means: tuple[float, ...]
    deviations: tuple[float, ...]
    held: tuple[Source, ...]


class Learned(NamedTuple):
    """A member after a lesson."""

    state: bytes
    rows: int
    shares: Any
    """By held-out row and class: probabilities, or the one vote of a model that has
    none."""


def learn(lesson: Lesson, state: bytes | None) -> Learned:
    """One ``partial_fit`` with the rows of a file."""
    import numpy as np

    kind = KINDS[lesson.kind]
    model = kind.make(lesson.seed) if state is None else pickle.loads(state)
    X, y = _scaled(lesson, (lesson.source,), None)
    model.partial_fit(X, y, classes=np.arange(len(STATES), dtype=np.int8))
    return Learned(
        state=pickle.dumps(model, 5), rows=len(y), shares=shares(model, lesson)
    )


def fit_all(lesson: Lesson, sources: tuple[Source, ...]) -> Learned:
    """The naive way: all rows in memory, one fit. The state is of no further use."""
    from sklearn.linear_model import LogisticRegression

    X, y = _scaled(lesson, sources, None)
    model = LogisticRegression(max_iter=300).fit(X, y)
    return Learned(state=b"", rows=len(y), shares=shares(model, lesson))


def held_states(sources: tuple[Source, ...]) -> Any:
    """The true states of the held-out rows."""
    import numpy as np

    most = most_of_each(sources)
    return np.concatenate([features(source, most)[1] for source in sources])


def shares(model: Any, lesson: Lesson) -> Any:
    """What a member says of the held-out rows."""
    import numpy as np

    X, _ = _scaled(lesson, lesson.held, most_of_each(lesson.held))
    if hasattr(model, "predict_proba"):
        return model.predict_proba(X)
    return np.eye(len(STATES))[model.predict(X)]


def most_of_each(sources: Sequence[Source]) -> int:
    """How many rows of each held-out file are taken."""
    return -(-HELD_ROWS // len(sources))


def accuracy(said: Sequence[Any], y: Any) -> float:
    """Of the soft vote of these members: the class with the largest mean share."""
    import numpy as np

    mean = np.add.reduce(list(said)) / len(said)
    return float((mean.argmax(axis=1) == y).mean())


def titles(keys: Mapping[str, str]) -> dict[str, Message]:
    """What members are called, from their kinds; a number where there are several."""
    return {
        key: KINDS[kind].title
        if key == kind
        else Message(
            "{title} {number}",
            {"title": KINDS[kind].title, "number": key.rpartition(" ")[2]},
        )
        for key, kind in keys.items()
    }


def _scaled(lesson: Lesson, sources: Sequence[Source], most: int | None) -> Any:
    import numpy as np

    tables = [features(source, most) for source in sources]
    X = np.concatenate([table[0] for table in tables])
    X -= np.array(lesson.means)
    X /= np.array(lesson.deviations)
    return X, np.concatenate([table[1] for table in tables])
