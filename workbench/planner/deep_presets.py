"""Presets with networks of PyTorch and Keras."""

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

DIGITS_TORCH = Preset(
    title=Message(
        QT_TRANSLATE_NOOP("Message", "Digits: networks of PyTorch, a forest, a vote")
    ),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "A network that sees 64 numbers, one that sees a picture of 8 by 8, a "
            "forest, and the vote of all three. Needs PyTorch.",
        )
    ),
    spec=ExperimentSpec(
        title="digits-torch",
        dataset=DatasetSpec(name="digits"),
        models=(
            ModelSpec(estimator="torch_mlp"),
            ModelSpec(estimator="torch_cnn", params={"epochs": 20}),
            ModelSpec(estimator="random_forest", params={"n_estimators": 100}),
            ModelSpec(estimator="soft_vote"),
        ),
        cv=CvSpec(folds=3),
        workers=(1, 2),
        repeats=RepeatSpec(minimum=2, maximum=3),
    ),
)
_STEPS: dict[str, ParamValue] = {"eta": 0.5}
JOINT_TORCH = Preset(
    title=Message(
        QT_TRANSLATE_NOOP("Message", "Digits: ranks of PyTorch beside our averaging")
    ),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "Two ranks train a small network with torch.distributed; our own averaging "
            "of gradients goes the same way, round by round. Says how much of a step "
            "is communication. Needs PyTorch.",
        )
    ),
    spec=ExperimentSpec(
        title="joint-torch",
        workload="joint",
        params={
            "model": "mlp",
            "scale": "max",
            "hidden": 32,
            "clients": 2,
            "rounds": 50,
        },
        dataset=DatasetSpec(name="digits"),
        models=(
            ModelSpec(estimator="data_parallel", params=_STEPS),
            ModelSpec(estimator="torch_data_parallel", params=_STEPS),
        ),
        cv=CvSpec(scheme="holdout", test_size=0.25),
        workers=(1,),
        repeats=RepeatSpec(minimum=1, maximum=1),
    ),
)
