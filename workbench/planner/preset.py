"""What a preset is."""

from __future__ import annotations

import msgspec

from workbench.core.messages import Message
from workbench.core.spec import ExperimentSpec


class Preset(msgspec.Struct, frozen=True, kw_only=True):
    """A named experiment and what it teaches."""

    title: Message
    help: Message
    spec: ExperimentSpec
