"""A training with TensorFlow's ``MirroredStrategy``: one process, a replica per client.

Each replica has a logical CPU of its own. Several processes would be
``MultiWorkerMirroredStrategy``, whose servers listen on every network interface; this
one opens no socket. A step is made in three calls, so that the middle one, the
all-reduce, can be timed.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

import numpy as np

from workbench.core import deep_learning
from workbench.joint.base import Vector
from workbench.joint.deep import keras_model
from workbench.joint.deep.training import Diary, Part, Training, everyones, median_s


def train(training: Training, parts: Sequence[Part], everyone: Part) -> list[Diary]:
    """All rounds; a diary for each replica."""
    _, tf = deep_learning.keras()
    _devices(tf, training.ranks)
    alone_s = _alone(training, everyone)
    replicas = _Replicas(training)
    diaries = [Diary() for _ in parts]
    replicas.warm_up(parts)
    before = time.process_time()
    for number, eta in enumerate(training.etas):
        replicas.step(parts, diaries, number, eta)
    diaries[0].alone_s = alone_s
    diaries[0].cpu_s = time.process_time() - before
    return diaries


class _Replicas:
    """The model, mirrored on every device, and its optimiser."""

    def __init__(self, training: Training) -> None:
        _, tf = deep_learning.keras()
        self._tf, self._training = tf, training
        devices = [f"/cpu:{rank}" for rank in range(training.ranks)]
        self._strategy = tf.distribute.MirroredStrategy(devices)
        with self._strategy.scope():
            self._model = keras_model.model(training.form, training.learning.shape)
        self._ridges = _ridges(training, self._model)
        self._put(training.start)
        self._slopes = tf.function(self._slopes_of, reduce_retracing=True)
        self._sums = tf.function(self._sums_of, reduce_retracing=True)
        self._moves = tf.function(self._moves_of, reduce_retracing=True)

    def warm_up(self, parts: Sequence[Part]) -> None:
        """Trace all calls without a step: the learning rate is 0."""
        for _ in range(3):
            self.step(parts, [Diary() for _ in parts], 0, 0.0)

    def step(
        self, parts: Sequence[Part], diaries: Sequence[Diary], number: int, eta: float
    ) -> None:
        """One round, timed: gradients, all-reduce, step."""
        rows = self._rows(parts, number)
        begin = time.perf_counter()
        losses, gradients = self._slopes(*rows)
        own = self._strategy.experimental_local_results(losses)
        told = [float(loss) for loss in own]
        sent = time.perf_counter()
        total = self._sums(gradients)
        arrived = time.perf_counter()
        self._moves(total, self._tf.constant(eta, self._tf.float64))
        if self._training.learning.penalty.l1 and eta:
            self._put(self._training.shrunk(self._flat(), eta))
        step_s = time.perf_counter() - begin
        for diary, loss, rank in zip(diaries, told, range(len(parts)), strict=True):
            diary.losses.append(loss)
            diary.step_s.append(step_s)
            diary.exchange_s.append(arrived - sent)
            if rank == 0:
                diary.models.append(self._flat())

    def _rows(self, parts: Sequence[Part], number: int) -> tuple[Any, ...]:
        """X, y and shares of every replica."""
        training = self._training
        taken = [training.rows(number, rank) for rank in range(training.ranks)]

        def spread(values: Sequence[Any]) -> Any:
            tensors = [self._tf.constant(value) for value in values]
            return self._strategy.experimental_distribute_values_from_function(
                lambda context: tensors[context.replica_id_in_sync_group]
            )

        return (
            spread([part.X[rows] for part, rows in zip(parts, taken, strict=True)]),
            spread([part.y[rows] for part, rows in zip(parts, taken, strict=True)]),
            spread(
                [np.float64(training.share(rank)) for rank in range(training.ranks)]
            ),
        )

    def _slopes_of(self, X: Any, y: Any, share: Any) -> tuple[Any, Any]:
        """On every replica its loss, and its share of the gradients."""

        def own(X: Any, y: Any, share: Any) -> tuple[Any, Any]:
            even = self._tf.ones_like(X[:, 0]) / self._tf.cast(len(X), X.dtype)
            loss, gradients = _slope(self._training, self._model, X, y, even)
            return loss, [share * gradient for gradient in gradients]

        found: tuple[Any, Any] = self._strategy.run(own, (X, y, share))
        return found

    def _sums_of(self, gradients: Any) -> Any:
        """Their sum over all replicas, on every one of them."""

        def own(gradients: Any) -> Any:
            context = self._tf.distribute.get_replica_context()
            return context.all_reduce(self._tf.distribute.ReduceOp.SUM, gradients)

        return self._strategy.run(own, (gradients,))

    def _moves_of(self, gradients: Sequence[Any], eta: Any) -> None:
        """The same step on every replica."""
        with self._strategy.scope():
            for weight, gradient, ridge in zip(
                self._model.trainable_variables, gradients, self._ridges, strict=True
            ):
                self._strategy.extended.update(
                    weight.value, _moved, args=(gradient, ridge, eta)
                )

    def _put(self, w: Vector) -> None:
        variables = self._model.trainable_variables
        self._model.set_weights([p.numpy() for p in keras_model.parts(variables, w)])

    def _flat(self) -> Vector:
        return np.concatenate([w.ravel() for w in self._model.get_weights()])


def _slope(
    training: Training, model: Any, X: Any, y: Any, weight: Any
) -> tuple[Any, list[Any]]:
    """The loss of weighted rows, and its gradients."""
    _, tf = deep_learning.keras()
    with tf.GradientTape() as tape:
        losses = keras_model.row_losses(training.form, model(X, training=True), y)
        loss = tf.tensordot(losses, weight, 1)
    return loss, tape.gradient(loss, [v.value for v in model.trainable_variables])


def _moved(weight: Any, gradient: Any, ridge: Any, eta: Any) -> Any:
    """One step, w ← w − η (g + l2 w)."""
    return weight.assign_sub(eta * (gradient + ridge * weight))


def _ridges(training: Training, model: Any) -> list[Any]:
    """The L2 penalty of every weight, in the shapes of the model's."""
    each = np.broadcast_to(training.ridge(), training.start.shape)
    return keras_model.parts(model.trainable_variables, each)


def _alone(training: Training, everyone: Part) -> float:
    """Seconds of a step of one model that has the rows of all."""
    _, tf = deep_learning.keras()
    model = keras_model.model(training.form, training.learning.shape)
    ridges = _ridges(training, model)
    rows, weight = everyones(training)
    X, y, weights = (
        tf.constant(v) for v in (everyone.X[rows], everyone.y[rows], weight)
    )

    def step(eta: Any) -> Any:
        loss, gradients = _slope(training, model, X, y, weights)
        for variable, gradient, ridge in zip(
            model.trainable_variables, gradients, ridges, strict=True
        ):
            _moved(variable.value, gradient, ridge, eta)
        return loss

    compiled = tf.function(step, autograph=False)
    eta = tf.constant(training.etas[0], tf.float64)
    return median_s(lambda: compiled(eta).numpy())


def _devices(tf: Any, count: int) -> None:
    """A logical CPU for each replica; before anything is computed."""
    (cpu,) = tf.config.list_physical_devices("CPU")
    tf.config.set_logical_device_configuration(
        cpu, [tf.config.LogicalDeviceConfiguration() for _ in range(count)]
    )
    tf.config.threading.set_inter_op_parallelism_threads(count)
