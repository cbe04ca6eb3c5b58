"""Presets of the page Joint learning."""

from __future__ import annotations

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import ParamValue
from workbench.core.spec import (
    CvSpec,
    DatasetSpec,
    ExperimentSpec,
    ModelSpec,
    RepeatSpec,
)
from workbench.planner.preset import Preset

_DIGITS: dict[str, ParamValue] = {
    "model": "softmax",
    "l2": 0.01,
    "scale": "max",
    "penalise_bias": True,
}
_HOLDOUT = CvSpec(scheme="holdout", test_size=0.25)
_REPEATS = RepeatSpec(minimum=3, maximum=3)


def _strategy(name: str, key: str = "", **params: ParamValue) -> ModelSpec:
    return ModelSpec(estimator=name, name=key, params=params)


def _digits(
    title: str, strategies: tuple[ModelSpec, ...], **params: ParamValue
) -> ExperimentSpec:
    return ExperimentSpec(
        title=title,
        workload="joint",
        params=_DIGITS | params,
        dataset=DatasetSpec(name="digits"),
        models=strategies,
        cv=_HOLDOUT,
        workers=(1, 2),
        repeats=_REPEATS,
    )


IID = Preset(
    title=Message(QT_TRANSLATE_NOOP("Message", "Digits: ten clients, all alike")),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "Ten clients hold a tenth of the digits each and average their models "
            "after 20 local steps, beside one gradient step per round.",
        )
    ),
    spec=_digits(
        "joint-iid",
        (
            _strategy("fedavg", steps=20, eta=0.5),
            _strategy("data_parallel", eta=0.5),
        ),
        clients=10,
        rounds=50,
    ),
)
SHARDS = Preset(
    title=Message(
        QT_TRANSLATE_NOOP("Message", "Digits: two digits per client, and the drift")
    ),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "Most clients know two digits only. Averaging drifts away from the "
            "optimum, a proximal term holds it back, SCAFFOLD corrects it.",
        )
    ),
    spec=_digits(
        "joint-drift",
        (
            _strategy("fedavg", steps=20, eta=0.5),
            _strategy("fedprox", steps=20, eta=0.5, mu=0.1),
            _strategy("scaffold", steps=20, eta=0.5),
        ),
        clients=10,
        partition="shards",
        shards=2,
        rounds=100,
    ),
)
LASSO = Preset(
    title=Message(QT_TRANSLATE_NOOP("Message", "Diabetes: lasso by consensus")),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "Four hospitals fit one lasso without showing each other a row: consensus "
            "ADMM comes to the coefficients that scikit-learn finds with all of them.",
        )
    ),
    spec=ExperimentSpec(
        title="joint-lasso",
        workload="joint",
        params={
            "model": "linear",
            "l1": 1.0,
            "bias": False,
            "partition": "contiguous",
            "clients": 4,
            "rounds": 500,
        },
        dataset=DatasetSpec(name="diabetes"),
        models=(_strategy("admm"),),
        cv=CvSpec(scheme="holdout", test_size=0.0),
        workers=(1, 2),
        repeats=_REPEATS,
    ),
)
THOUSAND = Preset(
    title=Message(
        QT_TRANSLATE_NOOP("Message", "A thousand clients, of whom many give up")
    ),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "Each holds one or two digits. A fifth of those drawn never answer, a "
            "tenth come too late, over mobile links.",
        )
    ),
    spec=_digits(
        "joint-thousand",
        (_strategy("fedavg", steps=5, eta=0.5),),
        clients=1000,
        rounds=50,
        dropout=0.2,
        stragglers=0.1,
        network="mobile",
    ),
)
PRIVATE = Preset(
    title=Message(QT_TRANSLATE_NOOP("Message", "Privacy and its price")),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "Five hundred clients with clipped and noisy updates, beside the same "
            "without noise: what ε costs in accuracy.",
        )
    ),
    spec=_digits(
        "joint-private",
        (_strategy("fedavg", steps=5, eta=0.5),),
        clients=500,
        rounds=100,
        fraction=0.1,
        clip=0.5,
        noise=1.1,
        delta=1e-4,
        epsilon=8.0,
        audit=True,
    ),
)
POISONED = Preset(
    title=Message(
        QT_TRANSLATE_NOOP("Message", "A poisoned client against mean, median and Krum")
    ),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "One of ten clients sends its update turned round and five times as long. "
            "The mean follows it; the others need not.",
        )
    ),
    spec=_digits(
        "joint-poisoned",
        (
            _strategy("fedavg", steps=20, eta=0.5),
            _strategy("fed_median", steps=20, eta=0.5),
            _strategy("trimmed_mean", steps=20, eta=0.5),
            _strategy("krum", steps=20, eta=0.5),
            _strategy("multi_krum", steps=20, eta=0.5),
        ),
        clients=10,
        rounds=40,
        poisoned=1,
    ),
)
