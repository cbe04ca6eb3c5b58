"""Several tests at once: what each p-value is worth among its family."""

from __future__ import annotations

from collections.abc import Sequence


def holm(p_values: Sequence[float]) -> tuple[float, ...]:
    """Each p-value after Holm's correction, in the order given.

    The smallest is multiplied by m, the next by m − 1, and so on, never below the one
    before and never above 1. Whatever stays below α is significant, and the probability
    of even one false claim in the family is at most α. Source: Holm, Scandinavian
    Journal of Statistics 6, 1979.
    """
    adjusted = [1.0] * len(p_values)
    so_far = 0.0
    order = sorted(range(len(p_values)), key=lambda test: p_values[test])
    for rank, test in enumerate(order):
        so_far = max(so_far, min(1.0, (len(order) - rank) * p_values[test]))
        adjusted[test] = so_far
    return tuple(adjusted)
