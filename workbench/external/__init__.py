"""Engines whose libraries live in another Python environment.

A frozen program cannot import what a person installs, so an engine that needs libraries
runs in an environment beside it. From the list of environments down to the worker::

    consents       the other computers that code may be sent to
    environments   the person's environments, and where each engine can run
    setup          makes, takes and removes them
      interpreters the Pythons of this machine
      wheel        the product's own wheel, which is installed there
      kept         a small file that several programs share
      child        other Pythons' processes: clean variables, output, an end
    report         versions there and here, and whether they fit
    engine         the engine contract, carried out in an environment
      link         the program's end of a host
      host         the other end: opens the real engine, ends with the program
      wire, tasks  what is said between them

Between program and host there are only two inherited pipes: nothing listens anywhere.
Pickles travel in them because both ends are this program, in the same version; nothing
that anybody else could have written is unpickled.
"""

from __future__ import annotations

from workbench.external.consents import Consent, Consents, Question
from workbench.external.environments import (
    Environment,
    Environments,
    Place,
    opened,
)

__all__ = [
    "Consent",
    "Consents",
    "Environment",
    "Environments",
    "Place",
    "Question",
    "opened",
]
