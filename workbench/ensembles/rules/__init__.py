"""Every combination rule, each a function from evidence to a combined prediction.

A rule sees what the members predicted, never what is true of the rows that it is scored
on: :class:`~workbench.ensembles.evidence.Evidence` has no place for that. To add a
rule, write an entry in its family's file, or a new file and its line below.
"""

from __future__ import annotations

# The order of these lines is the order in which rules are listed.
# isort: off
from workbench.ensembles.rules import votes as _votes  # noqa: F401
from workbench.ensembles.rules import averages as _averages  # noqa: F401
from workbench.ensembles.rules import weighted as _weighted  # noqa: F401
from workbench.ensembles.rules import best_single as _best_single  # noqa: F401
from workbench.ensembles.rules import super_learner as _super_learner  # noqa: F401
from workbench.ensembles.rules import selection as _selection  # noqa: F401
from workbench.ensembles.rules import stacking as _stacking  # noqa: F401
from workbench.ensembles.rules import blending as _blending  # noqa: F401

# isort: on
from workbench.ensembles.rules.base import RULES, Needs, RuleEntry, When
from workbench.ensembles.rules.validate import validate_rule

__all__ = ["RULES", "Needs", "RuleEntry", "When", "validate_rule"]
