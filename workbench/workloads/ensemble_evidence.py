"""What came back from the fits, put together as the evidence that rules may see."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.ensembles.evidence import Evidence, Predicted
from workbench.workloads.cross_validation import Recipe
from workbench.workloads.ensemble_tasks import OUTER, Fitted

Fits = dict[tuple[int, str, int], tuple[Fitted, float]]
"""What came back, and its CPU seconds, by split, member and inner fold."""


class Gathered:
    """Makes the evidence of a rule on a split, once for rules of the same members."""

    def __init__(
        self,
        fits: Fits,
        members: Mapping[str, tuple[str, ...]],
        inner: frozenset[str],
        folds: NDArray[np.int16],
        y: NDArray[Any],
        recipe: Recipe,
    ) -> None:
        self._fits, self._members, self._inner = fits, members, inner
        self._folds, self._y, self._recipe = folds, y, recipe
        self._made: dict[tuple[tuple[str, ...], int], Evidence | None] = {}

    def __call__(self, rule: str, split: int) -> Evidence | None:
        """``None`` where a member failed on this split."""
        keys = self._members[rule]
        if (keys, split) not in self._made:
            self._made[keys, split] = self._make(keys, split)
        return self._made[keys, split]

    def _make(self, keys: tuple[str, ...], split: int) -> Evidence | None:
        outer = [self._fits.get((split, key, OUTER)) for key in keys]
        test = tuple(one[0].predicted for one in outer if one is not None)
        if len(test) < len(keys):
            return None
        folds = self._folds[split]
        inner: list[Predicted] = []
        if self._inner.issuperset(keys):
            for key in keys:
                found = out_of_fold(
                    self._fits, split, key, folds, range(int(folds.max()) + 1)
                )
                if found is None:
                    return None
                inner.append(found)
        train = folds != OUTER
        return Evidence(
            kind=self._recipe.kind,
            n_classes=self._recipe.n_classes,
            keys=keys,
            test=test,
            y=self._y[train],
            inner=tuple(inner),
            inner_fold=folds[train].astype(np.int64) if inner else None,
            seed=self._recipe.seed,
        )


def out_of_fold(
    fits: Fits, split: int, key: str, folds: NDArray[np.int16], inner: range
) -> Predicted | None:
    """A member's predictions for all training rows of a split, in their order."""
    parts = [fits.get((split, key, k)) for k in inner]
    found = [one[0].predicted for one in parts if one is not None]
    if len(found) < len(inner):
        return None
    training = folds[folds != OUTER]
    labels = np.empty(len(training), dtype=found[0].labels.dtype)
    first = found[0].probabilities
    table = None if first is None else np.empty((len(training), first.shape[1]))
    for k, one in zip(inner, found, strict=True):
        labels[training == k] = one.labels
        if table is not None and one.probabilities is not None:
            table[training == k] = one.probabilities
    return Predicted(labels=labels, probabilities=table)
