"""An ensemble's loss taken apart: what its members' errors and their variety are worth.

Three decompositions, each of a mean over rows:

- *ambiguity* (Krogh and Vedelsby, NIPS 1994), of the members at hand. With member
  values f_i, their mean f̄ and the target t
  (f̄ − t)² = mean_i (f_i − t)² − mean_i (f_i − f̄)².
- *bias, variance, covariance* (Ueda and Nakano, ICNN 1996), over training sets. With
  L members, E over training sets, and bias, variance and covariance averaged over
  members or pairs of them
  E (f̄ − t)² = bias² + variance / L + (1 − 1/L) covariance.
- *bias and variance of the 0/1 loss* (Domingos, ICML 2000), over training sets. The
  main prediction of a row is the most frequent one. Bias is the share of rows on which
  it is wrong. Where it is right, deviating from it harms; where it is wrong, deviating
  towards the truth helps.

For classification the first two take probability vectors and one-hot targets, summed
over classes: the loss is then the Brier score Σ_k (p_k − 1[y = k])², 0 to 2.

"Over training sets" means here over the repeats of cross-validation in which a row was
tested, so each row needs at least two. The training sets overlap, hence variance is
underestimated, and with R repeats the mean over them is taken for the expectation,
which moves a share of about 1/R from variance to bias. Targets count as they are
recorded: their noise is part of bias.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from workbench.core.ensemble import Decomposition, Part
from workbench.core.messages import QT_TRANSLATE_NOOP, Message

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
Kind = Literal["classification", "regression"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trials:
    """What members predicted for the same rows in one or more repeats.

    ``predictions`` is (repeats, members, rows, classes), ``target`` (rows, classes):
    one-hot, or one column of values for regression. ``tested`` (repeats, rows) says
    where predictions hold; elsewhere they are zero.
    """

    kind: Kind
    predictions: Floats
    target: Floats
    tested: Mask

    @classmethod
    def of(
        cls,
        kind: Kind,
        predictions: NDArray[Any],
        truth: NDArray[Any],
        tested: Mask | None = None,
    ) -> Trials:
        """From (repeats, members, rows), for classification (…, rows, classes).

        ``truth`` is (rows,): values, or class indices. Without ``tested`` every row was
        tested in every repeat.
        """
        values = np.asarray(predictions, np.float64)
        truth = np.asarray(truth)
        if kind == "regression":
            values, target = values[..., None], truth[:, None].astype(np.float64)
        else:
            target = np.eye(values.shape[-1])[truth]
        if values.ndim != 4 or values.shape[2] != len(truth):
            raise ValueError("predictions are (repeats, members, rows[, classes])")
        if tested is None:
            tested = np.ones((values.shape[0], len(truth)), bool)
        values = np.where(tested[:, None, :, None], values, 0.0)
        return cls(kind=kind, predictions=values, target=target, tested=tested)

    @property
    def mean(self) -> Floats:
        """The members' mean, (repeats, rows, classes)."""
        means: Floats = self.predictions.mean(axis=1)
        return means

    def of_rows_tested(self, times: int) -> Trials | None:
        """Of rows tested at least so many times; ``None`` where there are none."""
        often = self.tested.sum(axis=0) >= times
        if not often.any():
            return None
        return Trials(
            kind=self.kind,
            predictions=self.predictions[:, :, often],
            target=self.target[often],
            tested=self.tested[:, often],
        )

    def expected(self) -> Floats:
        """Members' predictions, mean over repeats: (members, rows, classes)."""
        weights = self.tested / self.tested.sum(axis=0)
        means: Floats = np.einsum("rn,rmnk->mnk", weights, self.predictions)
        return means

    def average(self, losses: Floats) -> float:
        """Of (repeats, rows): over the repeats of each row, then over rows."""
        return _average(losses, self.tested)


def decompositions(
    kind: Kind,
    predictions: NDArray[Any],
    truth: NDArray[Any],
    tested: Mask | None = None,
) -> tuple[Decomposition, ...]:
    """All that the predictions allow, for the members' plain mean (the soft vote).

    ``predictions`` is (repeats, members, rows), for classification probabilities
    (repeats, members, rows, classes); ``truth`` (rows,) holds values or class indices.
    ``tested`` (repeats, rows) says where they hold, everywhere if not given; rows that
    were never tested are left out.
    """
    trials = Trials.of(kind, predictions, truth, tested)
    found = [ambiguity(trials), bias_variance_covariance(trials)]
    if kind == "classification":
        found.append(zero_one(trials.mean.argmax(axis=2), truth, trials.tested))
    return tuple(entry for entry in found if entry is not None)


def ambiguity(trials: Trials) -> Decomposition | None:
    """The average member's loss less the members' disagreement.

    ``None`` where no row was tested.
    """
    tested = trials.of_rows_tested(1)
    if tested is None:
        return None
    mean = tested.mean
    errors = _square(tested.predictions - tested.target).mean(axis=1)
    apart = _square(tested.predictions - mean[:, None]).mean(axis=1)
    return Decomposition(
        title=Message(
            QT_TRANSLATE_NOOP(
                "Message", "Brier score of the mean: members and their disagreement"
            )
            if trials.kind == "classification"
            else QT_TRANSLATE_NOOP(
                "Message", "Squared error of the mean: members and their disagreement"
            )
        ),
        total=tested.average(_square(mean - tested.target)),
        parts=(
            Part(
                name=Message(
                    QT_TRANSLATE_NOOP("Message", "Error of the average member")
                ),
                value=tested.average(errors),
            ),
            Part(
                name=Message(
                    QT_TRANSLATE_NOOP("Message", "Disagreement of the members")
                ),
                value=-tested.average(apart),
            ),
        ),
    )


def bias_variance_covariance(trials: Trials) -> Decomposition | None:
    """Bias², the members' own variance, and what they vary in common.

    Only rows that were tested at least twice count; ``None`` where there are none.
    """
    repeated = trials.of_rows_tested(2)
    if repeated is None:
        return None
    mean, expected = repeated.mean, repeated.expected()
    own = _square(repeated.predictions - expected).mean(axis=1)
    variance = repeated.average(own) / repeated.predictions.shape[1]
    together = repeated.average(_square(mean - expected.mean(axis=0)))
    return Decomposition(
        title=Message(
            QT_TRANSLATE_NOOP(
                "Message", "Brier score over repeats: bias, variance, covariance"
            )
            if trials.kind == "classification"
            else QT_TRANSLATE_NOOP(
                "Message", "Squared error over repeats: bias, variance, covariance"
            )
        ),
        total=repeated.average(_square(mean - repeated.target)),
        parts=(
            Part(
                name=Message(QT_TRANSLATE_NOOP("Message", "Bias² of the mean")),
                value=float(_square(expected.mean(axis=0) - repeated.target).mean()),
            ),
            Part(
                name=Message(
                    QT_TRANSLATE_NOOP("Message", "Variance: each member by itself")
                ),
                value=variance,
            ),
            Part(
                name=Message(
                    QT_TRANSLATE_NOOP("Message", "Covariance: varying in common")
                ),
                # The variance of a mean is the sum of all members' variances and
                # covariances over members², so the latter are what is left of it.
                value=together - variance,
            ),
        ),
    )


def zero_one(
    labels: NDArray[Any], truth: NDArray[Any], tested: Mask | None = None
) -> Decomposition | None:
    """Domingos' bias and variance of one model's or one vote's error rate.

    ``labels`` is (repeats, rows). Only rows that were tested at least twice count;
    ``None`` where there are none. Of equally frequent labels the lowest is the main
    prediction.
    """
    labels, truth = np.asarray(labels), np.asarray(truth)
    tested = np.ones(labels.shape, bool) if tested is None else tested
    often = tested.sum(axis=0) >= 2
    if not often.any():
        return None
    labels, truth, tested = labels[:, often], truth[often], tested[:, often]
    main = _most_frequent(labels, tested)
    wrong = _shares(labels != truth, tested)  # by row: how often it was called wrongly
    biased = main != truth
    return Decomposition(
        title=Message(
            QT_TRANSLATE_NOOP(
                "Message", "Error rate over repeats: bias and variance (Domingos)"
            )
        ),
        total=_average((labels != truth).astype(np.float64), tested),
        parts=(
            Part(
                name=Message(
                    QT_TRANSLATE_NOOP("Message", "Bias: rows that are typically wrong")
                ),
                value=float(biased.mean()),
            ),
            Part(
                name=Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "Variance that harms: typically right, wrong at times",
                    )
                ),
                value=float(np.where(biased, 0.0, wrong).mean()),
            ),
            Part(
                name=Message(
                    QT_TRANSLATE_NOOP(
                        "Message",
                        "Variance that helps: typically wrong, right at times",
                    )
                ),
                value=-float(np.where(biased, 1 - wrong, 0.0).mean()),
            ),
        ),
    )


def _square(differences: Floats) -> Floats:
    """Squared and summed over classes: the last axis goes."""
    squares: Floats = (differences**2).sum(axis=-1)
    return squares


def _shares(holds: Mask, tested: Mask) -> Floats:
    """In which share of its tests each row has it: (repeats, rows) to (rows,)."""
    shares: Floats = (holds & tested).sum(axis=0) / tested.sum(axis=0)
    return shares


def _average(losses: Floats, tested: Mask) -> float:
    return float((losses * (tested / tested.sum(axis=0))).sum(axis=0).mean())


def _most_frequent(labels: NDArray[Any], tested: Mask) -> NDArray[np.int64]:
    top = int(labels[tested].max())
    counts = [_shares(labels == label, tested) for label in range(top + 1)]
    winners: NDArray[np.int64] = np.stack(counts).argmax(axis=0)
    return winners
