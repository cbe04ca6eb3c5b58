"""Experiments that ship with the program, ready to run and to learn from."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.spec import (
    CvSpec,
    DatasetSpec,
    ExperimentSpec,
    ModelSpec,
    RepeatSpec,
)
from workbench.planner.deep_presets import DIGITS_TORCH, JOINT_TORCH
from workbench.planner.engine_presets import CROSSOVER, DIGITS
from workbench.planner.ensemble_presets import DIGITS_ZOO, IRIS, TEXT, UNEQUAL
from workbench.planner.joint_presets import (
    IID,
    LASSO,
    POISONED,
    PRIVATE,
    SHARDS,
    THOUSAND,
)
from workbench.planner.large_presets import GROUP_BY, INCREMENTAL
from workbench.planner.preset import Preset


def _models(*names: str) -> tuple[ModelSpec, ...]:
    return tuple(ModelSpec(estimator=name) for name in names)


PRESETS: Mapping[str, Preset] = MappingProxyType(
    {
        "iris-vote": Preset(
            title=Message(
                QT_TRANSLATE_NOOP("Message", "Iris: three models and a vote")
            ),
            help=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "Three different classifiers and their soft vote on the iris data. "
                    "The tasks are tiny, so handing them out costs a good part of the "
                    "time.",
                )
            ),
            spec=ExperimentSpec(
                title="iris-vote",
                dataset=DatasetSpec(name="iris"),
                models=_models(
                    "logistic_regression",
                    "decision_tree",
                    "k_nearest_neighbours",
                    "soft_vote",
                ),
                cv=CvSpec(folds=5, repeats=4),
                workers=(1, 2),
            ),
        ),
        "digits-models": Preset(
            title=Message(QT_TRANSLATE_NOOP("Message", "Digits: four models")),
            help=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "Four models of very different cost on handwritten digits: enough "
                    "work per task for a second worker to pay.",
                )
            ),
            spec=ExperimentSpec(
                title="digits-models",
                dataset=DatasetSpec(name="digits"),
                models=(
                    *_models(
                        "logistic_regression", "decision_tree", "k_nearest_neighbours"
                    ),
                    ModelSpec(estimator="random_forest", params={"n_estimators": 100}),
                ),
                cv=CvSpec(folds=5, repeats=4),
                workers=(1, 2),
            ),
        ),
        "text-vote": Preset(
            title=Message(
                QT_TRANSLATE_NOOP("Message", "Novels: four models of texts, two votes")
            ),
            help=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "From which novel is the passage? A linear model, naive Bayes, a "
                    "tree and a forest learn from how often words occur. The tree is "
                    "always fully sure and drowns the others in a soft vote; a hard "
                    "vote counts heads.",
                )
            ),
            spec=ExperimentSpec(
                title="text-vote",
                dataset=DatasetSpec(name="austen"),
                models=(
                    *_models(
                        "logistic_regression",
                        "complement_naive_bayes",
                        "decision_tree",
                    ),
                    ModelSpec(estimator="random_forest", params={"n_estimators": 50}),
                    *_models("hard_vote", "soft_vote"),
                ),
                cv=CvSpec(folds=5),
                workers=(1, 2),
            ),
        ),
        "oversubscription": Preset(
            title=Message(
                QT_TRANSLATE_NOOP("Message", "Oversubscription: threads in workers")
            ),
            help=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "A model that spends its time in matrix products, with the native "
                    "libraries’ own number of threads in every worker: together they "
                    "want more cores than there are. The diagnosis says what one "
                    "thread per worker brings.",
                )
            ),
            spec=ExperimentSpec(
                title="oversubscription",
                dataset=DatasetSpec(name="digits"),
                models=(
                    ModelSpec(
                        estimator="mlp",
                        params={"hidden_units": 128, "learning_rate_init": 0.01},
                    ),
                ),
                cv=CvSpec(folds=4),
                workers=(1, 2),
                threads_per_worker=0,
                repeats=RepeatSpec(minimum=3, maximum=5),
            ),
        ),
        "forest-growth": Preset(
            title=Message(
                QT_TRANSLATE_NOOP("Message", "Breast cancer: a forest grown until flat")
            ),
            help=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "A random forest that grows tree by tree until further trees bring "
                    "nothing but noise, well before the 200 that it may have. Two "
                    "workers grow the same trees, only sooner.",
                )
            ),
            spec=ExperimentSpec(
                title="forest-growth",
                workload="ensemble_growth",
                params={"method": "random_forest", "members": 200},
                dataset=DatasetSpec(name="breast_cancer"),
                workers=(1, 2),
                repeats=RepeatSpec(minimum=2, maximum=5),
            ),
        ),
        "squares": Preset(
            title=Message(QT_TRANSLATE_NOOP("Message", "Squares of a list")),
            help=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "The smallest parallel program: squares of a list over a pool of "
                    "workers.",
                )
            ),
            spec=ExperimentSpec(
                title="squares", workload="squares", models=(), workers=(1, 2)
            ),
        ),
        "engines-crossover": CROSSOVER,
        "engines-digits": DIGITS,
        "iris-ensemble": IRIS,
        "digits-zoo": DIGITS_ZOO,
        "unequal-vote": UNEQUAL,
        "text-stacking": TEXT,
        "digits-torch": DIGITS_TORCH,
        "joint-iid": IID,
        "joint-drift": SHARDS,
        "joint-lasso": LASSO,
        "joint-thousand": THOUSAND,
        "joint-private": PRIVATE,
        "joint-poisoned": POISONED,
        "joint-torch": JOINT_TORCH,
        "large-groupby": GROUP_BY,
        "large-incremental": INCREMENTAL,
        "weak-pi": Preset(
            title=Message(
                QT_TRANSLATE_NOOP("Message", "π by chance: more workers, more points")
            ),
            help=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "Weak scaling: two workers get twice the points. It should take as "
                    "long as one worker with the points of one, and what it takes "
                    "longer is the price of working side by side.",
                )
            ),
            spec=ExperimentSpec(
                title="weak-pi",
                workload="monte_carlo_pi",
                params={"points": 10_000_000, "tasks": 16},
                workers=(1, 2),
                scaling="weak",
            ),
        ),
        "gustafson": Preset(
            title=Message(
                QT_TRANSLATE_NOOP("Message", "Gustafson’s law: a job that grows")
            ),
            help=Message(
                QT_TRANSLATE_NOOP(
                    "Message",
                    "A job of which 15 % are serial on one worker, asleep, so that "
                    "eight workers need no eight cores. Its parallel part grows with "
                    "the workers: the fitted law finds the 15 % again, and on top what "
                    "handing out the tasks costs.",
                )
            ),
            spec=ExperimentSpec(
                title="gustafson",
                workload="amdahl_job",
                params={
                    "serial_fraction": 0.15,
                    "seconds": 0.4,
                    "how": "sleep",
                    "tasks": 10,
                },
                engine="threads",
                workers=(1, 2, 4, 8),
                scaling="weak",
                repeats=RepeatSpec(minimum=3, maximum=5),
            ),
        ),
    }
)
