"""The strategies, one file each; each import line registers one."""

from __future__ import annotations

# The order of these lines is the order in which strategies are listed.
# isort: off
from workbench.joint.strategies import fedavg as _fedavg  # noqa: F401
from workbench.joint.strategies import fedprox as _fedprox  # noqa: F401
from workbench.joint.strategies import scaffold as _scaffold  # noqa: F401

# isort: on
