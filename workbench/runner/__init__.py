"""Carrying out a plan: ``run`` turns it into events.

``run`` is a generator; draining it does the work and closing it stops the work.
Expected trouble arrives as one ``RunFailed`` event, never as an exception.
"""

from __future__ import annotations

from workbench.runner.environment import Machine, describe_environment, machine
from workbench.runner.run import EngineSource, run

__all__ = ["EngineSource", "Machine", "describe_environment", "machine", "run"]
