"""Combination rules over members' cached predictions, and honest comparison of scores.

Nothing here fits a model: a vote is computed from what its members predicted on the
same split.
"""

from __future__ import annotations

from workbench.ensembles.comparison import Comparison, compare, mean_interval
from workbench.ensembles.verdict import models_sentence
from workbench.ensembles.votes import VOTES, Member, VoteEntry

__all__ = [
    "VOTES",
    "Comparison",
    "Member",
    "VoteEntry",
    "compare",
    "mean_interval",
    "models_sentence",
]
