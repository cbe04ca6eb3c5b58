"""Asking, in the terminal, whether code may be sent to another computer."""

from __future__ import annotations

import argparse
import sys

from workbench.core.errors import BadInput
from workbench.core.spec import ExperimentSpec
from workbench.external import Consents, Question


def obtain(
    consents: Consents, spec: ExperimentSpec, options: argparse.Namespace
) -> None:
    """Have the consent that ``spec`` needs, from an option or from the person.

    Without either, raises :class:`BadInput`, which names the options. A spec that came
    from somebody else can ask for an unencrypted connection; ``--allow-host`` covers
    that only together with ``--allow-unencrypted``.
    """
    question = consents.question(spec.cluster)
    if question is None:
        return
    allowed = options.allow_host and (
        options.allow_unencrypted or not question.unencrypted
    )
    if not allowed and not (_on_a_terminal() and _answered(question)):
        raise BadInput([question.problem])
    consents.grant(question.host, unencrypted=question.unencrypted)


def _on_a_terminal() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _answered(question: Question) -> bool:
    """Ask on stderr, since stdout may be a document."""
    print(question.text, file=sys.stderr)
    print(f"Allow {question.host} from now on? [y/N] ", end="", file=sys.stderr)
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes")
