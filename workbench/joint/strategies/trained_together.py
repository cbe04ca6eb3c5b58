"""Data-parallel SGD by PyTorch's and by TensorFlow's own means, a rank per client."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workbench.core.libraries import TENSORFLOW, TORCH
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import ParamValue, whole
from workbench.joint.base import (
    STRATEGIES,
    Local,
    Measures,
    Setting,
    Strategy,
    StrategyEntry,
    Update,
    Work,
)
from workbench.joint.deep.training import Training
from workbench.joint.strategies.common import (
    BATCH,
    ETA,
    SCHEDULE,
    batch_seed,
    learning_rate,
    mean_delta,
)


class TrainedTogether(Strategy):
    """Follows a training that goes on among the ranks, round by round.

    Every client has the same model after a round, and so has the server.
    """

    def __init__(self, setting: Setting, params: Mapping[str, ParamValue]) -> None:
        super().__init__(setting, params)
        self.params = dict(params)

    @property
    def training(self) -> Training:
        """What the ranks are told: all rounds, as ``data_parallel`` would make them."""
        setting, batch = self.setting, whole(self.params, "batch")
        rounds, clients = range(1, setting.rounds + 1), range(len(setting.rows))
        return Training(
            learning=setting.learning,
            start=setting.start,
            etas=tuple(learning_rate(self.params, number) for number in rounds),
            batch=batch,
            seeds=tuple(
                tuple(batch_seed(setting, number, client) for client in clients)
                for number in rounds
            )
            if batch
            else (),
            sizes=tuple(setting.rows.tolist()),
        )

    def work(self, number: int, chosen: Sequence[int]) -> list[Work]:
        """One step from the common model."""
        local = Local(steps=1, batch=whole(self.params, "batch"))
        return [
            Work(client=client, start=self.parameters, local=local) for client in chosen
        ]

    def take(self, number: int, updates: Sequence[Update]) -> Measures:
        """The model that all of them have."""
        self.parameters = self.parameters + mean_delta(updates)
        return Measures()


STRATEGIES.add(
    "torch_data_parallel",
    StrategyEntry(
        name="torch_data_parallel",
        title=Message(QT_TRANSLATE_NOOP("Message", "Data-parallel SGD (PyTorch)")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "The same steps as data-parallel SGD, made by PyTorch: a process for "
                "each client, which exchange gradients among themselves "
                "(torch.distributed). Shows how long the exchange takes.",
            )
        ),
        variant=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Gloo over the loopback interface, one all-reduce of the whole "
                "gradient after each backward pass, not overlapped with it; float64.",
            )
        ),
        source="Li et al.: PyTorch Distributed: Experiences on Accelerating Data "
        "Parallel Training, VLDB 2020",
        make=TrainedTogether,
        parameters=(BATCH, ETA, *SCHEDULE),
        trainer="torch",
        requires=TORCH,
    ),
)
STRATEGIES.add(
    "keras_data_parallel",
    StrategyEntry(
        name="keras_data_parallel",
        title=Message(QT_TRANSLATE_NOOP("Message", "Data-parallel SGD (Keras)")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "The same steps as data-parallel SGD, made by Keras on TensorFlow: "
                "one process with a replica of the model for each client "
                "(MirroredStrategy). Shows how long the exchange takes.",
            )
        ),
        variant=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "tf.distribute.MirroredStrategy on logical CPUs of one process, one "
                "all-reduce of all gradients per step; float64.",
            )
        ),
        source="Abadi et al.: TensorFlow: A System for Large-Scale Machine Learning, "
        "OSDI 2016",
        make=TrainedTogether,
        parameters=(BATCH, ETA, *SCHEDULE),
        trainer="keras",
        requires=TENSORFLOW,
    ),
)
