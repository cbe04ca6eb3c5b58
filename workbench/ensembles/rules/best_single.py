"""The honest competitor of every ensemble: one member, chosen without the test rows."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import ParamValue
from workbench.ensembles.evidence import Combined, Evidence
from workbench.ensembles.rules.base import RULES, RuleEntry
from workbench.ensembles.rules.inner_scores import inner_scores
from workbench.ensembles.rules.tables import named


def _best_single(evidence: Evidence, params: Mapping[str, ParamValue]) -> Combined:
    best = int(inner_scores(evidence).argmax())
    weights = np.zeros(len(evidence.keys))
    weights[best] = 1.0
    return Combined(
        predicted=evidence.test[best],
        weights=named(evidence.keys, weights),
        single=evidence.keys[best],
    )


RULES.add(
    "best_single",
    RuleEntry(
        name="best_single",
        title=Message(QT_TRANSLATE_NOOP("Message", "Best single member")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "The member with the best score on inner folds, the first on ties. It "
                "is what an ensemble has to beat: which member scores best in the end "
                "is known only afterwards.",
            )
        ),
        function=_best_single,
        needs_inner=True,
        single=True,
    ),
)
