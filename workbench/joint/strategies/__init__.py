"""The strategies, one file each; each import line registers one."""

from __future__ import annotations

# The order of these lines is the order in which strategies are listed.
# isort: off
from workbench.joint.strategies import one_shot as _one_shot  # noqa: F401
from workbench.joint.strategies import fedavg as _fedavg  # noqa: F401
from workbench.joint.strategies import fedprox as _fedprox  # noqa: F401
from workbench.joint.strategies import scaffold as _scaffold  # noqa: F401
from workbench.joint.strategies import fedavgm as _fedavgm  # noqa: F401
from workbench.joint.strategies import fedadagrad as _fedadagrad  # noqa: F401
from workbench.joint.strategies import fedadam as _fedadam  # noqa: F401
from workbench.joint.strategies import fedyogi as _fedyogi  # noqa: F401
from workbench.joint.strategies import fed_median as _fed_median  # noqa: F401
from workbench.joint.strategies import trimmed_mean as _trimmed_mean  # noqa: F401
from workbench.joint.strategies import krum as _krum  # noqa: F401
from workbench.joint.strategies import multi_krum as _multi_krum  # noqa: F401
from workbench.joint.strategies import data_parallel as _data_parallel  # noqa: F401
from workbench.joint.strategies import trained_together as _together  # noqa: F401
from workbench.joint.strategies import easgd as _easgd  # noqa: F401
from workbench.joint.strategies import admm as _admm  # noqa: F401
from workbench.joint.strategies import gossip as _gossip  # noqa: F401

# isort: on
