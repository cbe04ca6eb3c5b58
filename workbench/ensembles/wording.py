"""Figures inside sentences about scores: differences, p-values, probabilities.

Accuracies are told in points (hundredths), other scores as they are.
"""

from __future__ import annotations

from typing import NamedTuple

from workbench.core.messages import QT_TRANSLATE_NOOP, Message


class Named(NamedTuple):
    """One side of a comparison: its key, and what it is called on screen."""

    key: str
    title: Message


def gap(difference: float, metric: str) -> Message:
    """A signed difference with its unit: ``+1.2 points``, or ``+0.012`` of an R²."""
    signed = bound(difference, metric)
    if metric != "accuracy":
        return signed
    text = QT_TRANSLATE_NOOP("Message", "{value:+.1f} points")
    return Message(text, signed.values)


def bound(difference: float, metric: str) -> Message:
    """A signed end of an interval, its unit said beside it already."""
    points = metric == "accuracy"
    value = 100 * difference if points else difference
    if abs(value) < (0.05 if points else 0.0005):
        value = 0.0  # never "-0.0"
    return Message("{value:+.1f}" if points else "{value:+.3f}", {"value": value})


def amount(size: float, metric: str) -> Message:
    """An unsigned size of a difference: ``0.5 points``, or ``0.005`` of an R²."""
    if metric != "accuracy":
        return Message("{value:g}", {"value": size})
    points = round(100 * size, 10)
    if points == 1:
        return Message(QT_TRANSLATE_NOOP("Message", "1 point"))
    return Message(QT_TRANSLATE_NOOP("Message", "{value:g} points"), {"value": points})


def p_value(p: float) -> Message:
    """``p = 0.31``; smaller ones with as many digits as they are read for."""
    if p < 0.001:
        return Message("p < 0.001")
    return Message("p = {value:.2f}" if p >= 0.1 else "p = {value:.3f}", {"value": p})


def chance(probability: float) -> Message:
    """A probability in per cent; 0 and 100 are not claimed by rounding."""
    if probability < 0.005:
        return Message("< 1 %")
    if probability > 0.995:
        return Message("> 99 %")
    return Message("{value:.0f} %", {"value": 100 * probability})
