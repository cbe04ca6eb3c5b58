"""Combination rules over members' cached predictions, and honest comparison of scores.

No member is fitted here: a rule computes from what its members predicted on the same
split.
"""

from __future__ import annotations

from workbench.ensembles.comparison import Comparison, compare, mean_interval
from workbench.ensembles.evidence import Combined, Evidence, Predicted
from workbench.ensembles.rules import RULES, RuleEntry, validate_rule
from workbench.ensembles.verdict import models_sentence

__all__ = [
    "RULES",
    "Combined",
    "Comparison",
    "Evidence",
    "Predicted",
    "RuleEntry",
    "compare",
    "mean_interval",
    "models_sentence",
    "validate_rule",
]
