"""Strategies whose rounds a library makes by itself: one task trains, rounds follow.

The task of the first round starts the ranks and comes back with the model of every
round. What follows is read from that: each round is judged, counted and shown as any
other, and the stop rules hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from workbench.core.data import DataHandle
from workbench.core.errors import BadInput, Problem
from workbench.core.joint import JointTraining
from workbench.core.messages import QT_TRANSLATE_NOOP, Message, Value
from workbench.core.parameters import ParamValue
from workbench.core.plan import Task
from workbench.core.spec import ModelSpec
from workbench.joint.base import OBJECTIVES, STRATEGIES, Answer, Trainer
from workbench.joint.deep.forms import FORMS
from workbench.joint.deep.training import MOST_BYTES, MOST_RANKS, Trained, Training
from workbench.workloads import ranks

START_S = 6.0
"""A guess of how long a library takes to be loaded and ready."""


def train_together(data: DataHandle, trainer: Trainer, training: Training) -> Trained:
    """The task."""
    return ranks.train(trainer, training, data.arrays())


def training_task(
    data: DataHandle, trainer: Trainer, training: Training, label: str
) -> Task:
    """All rounds of a strategy."""
    return Task(
        id=0,
        fn=train_together,
        args=(data, trainer, training),
        label=label,
        part=f"1–{len(training.etas)}",
        expected_cost=START_S,
    )


@dataclass(frozen=True, slots=True)
class Replay:
    """A training that is over, round by round."""

    trained: Trained

    def answers(self, number: int) -> tuple[list[Answer], dict[int, float], float]:
        """What clients found in a round, the seconds of each, and of the round."""
        took = float(self.trained.step_s[number - 1])
        own = took - self.trained.exchange_s[:, number - 1]
        seconds = {client: float(s) for client, s in enumerate(own)}
        return self.trained.answers(number), seconds, took

    @property
    def figures(self) -> JointTraining:
        """What was measured on the ranks."""
        trained = self.trained
        values: dict[str, Value] = {
            "ranks": len(trained.losses),
            "step": 1e3 * float(trained.step_s.mean()),
            "share": trained.exchange_share,
            "alone": 1e3 * trained.alone_s,
            "speedup": trained.speedup,
            "start": trained.start_s,
        }
        if trained.speedup >= 1:
            text = QT_TRANSLATE_NOOP(
                "Message",
                "With {ranks} ranks a step took {step:.2f} ms, {share:.0%} of it in "
                "the exchange of gradients; one rank with all rows takes {alone:.2f} "
                "ms, so they are {speedup:.2f} times as fast. Starting them took "
                "{start:.1f} s.",
            )
        else:
            text = QT_TRANSLATE_NOOP(
                "Message",
                "With {ranks} ranks a step took {step:.2f} ms, {share:.0%} of it in "
                "the exchange of gradients; one rank with all rows takes {alone:.2f} "
                "ms: the work is too small to be shared ({speedup:.2f} times as "
                "fast). Starting them took {start:.1f} s.",
            )
        return JointTraining(
            ranks=len(trained.losses),
            step_s=float(trained.step_s.mean()),
            exchange_share=trained.exchange_share,
            alone_s=trained.alone_s,
            speedup=trained.speedup,
            start_s=trained.start_s,
            sentence=Message(text, values),
        )


def refuse_what_is_too_long(key: str, training: Training) -> None:
    """All models are kept until the end."""
    each = 8 * len(training.start)
    if each * len(training.etas) > MOST_BYTES:
        text = QT_TRANSLATE_NOOP(
            "Message",
            "{name} keeps the model of every round until it is over, which would take "
            "too much memory: choose at most {most} rounds.",
        )
        message = Message(text, {"name": key, "most": max(1, MOST_BYTES // each)})
        raise BadInput([Problem(field="params.rounds", message=message)])


_UNDISTURBED: Mapping[str, tuple[ParamValue, ...]] = {
    "fraction": (1, 1.0),
    "dropout": (0, 0.0),
    "stragglers": (0, 0.0),
    "poisoned": (0,),
    "compression": ("none",),
    "clip": (None,),
    "noise": (None,),
    "secure": (False,),
}
"""What must be so where ranks average among themselves."""


def training_problems(
    models: Sequence[ModelSpec],
    given: Mapping[str, ParamValue],
    model: str | None,
    clients: int | None,
    titles: Mapping[str, Message],
) -> Iterator[Problem]:
    """What keeps strategies that train by themselves from doing it.

    ``model`` is the objective's name and ``titles`` those of the parameters by name.
    """
    for i, strategy in enumerate(models):
        entry = STRATEGIES.get(strategy.estimator)
        if entry.trainer is None:
            continue
        where = f"models.{i}.estimator"
        for name, allowed in _UNDISTURBED.items():
            if given[name] not in allowed:
                text = QT_TRANSLATE_NOOP(
                    "Message",
                    "{strategy} averages among its ranks, where nothing can come "
                    "between: reset “{parameter}”, or choose data-parallel SGD.",
                )
                yield _problem(
                    f"params.{name}", text, strategy=entry.title, parameter=titles[name]
                )
        if clients is not None and clients > MOST_RANKS:
            text = QT_TRANSLATE_NOOP(
                "Message",
                "{strategy} starts a rank for each client, and a rank takes much "
                "memory: choose at most {most} clients.",
            )
            yield _problem(
                "params.clients", text, strategy=entry.title, most=MOST_RANKS
            )
        if model is not None and model not in FORMS:
            text = QT_TRANSLATE_NOOP(
                "Message",
                "{strategy} knows softmax and linear regression and the small neural "
                "networks, not “{model}”: choose one of those.",
            )
            yield _problem(
                where,
                text,
                strategy=entry.title,
                model=OBJECTIVES.get(model).title,
            )


def _problem(field: str, text: str, **values: Value) -> Problem:
    return Problem(field=field, message=Message(text, values))
