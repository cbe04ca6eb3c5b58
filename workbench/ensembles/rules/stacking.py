"""Stacking: a model that learns from the members' out-of-fold predictions.

Source: Wolpert, "Stacked generalization", Neural Networks 5, 1992.
"""

from __future__ import annotations

from collections.abc import Mapping

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import Parameter, ParamValue
from workbench.ensembles.evidence import Combined, Evidence
from workbench.ensembles.rules.base import RULES, RuleEntry, When
from workbench.ensembles.rules.combiners import learned, lesson, logistic, ridge

_PASSTHROUGH = Parameter(
    name="passthrough",
    kind="bool",
    default=False,
    title=Message(QT_TRANSLATE_NOOP("Message", "With the original features")),
    help=Message(
        QT_TRANSLATE_NOOP(
            "Message",
            "The combiner sees the features beside the members' predictions, so it can "
            "trust a member in some regions more than in others.",
        )
    ),
)


def _logistic(evidence: Evidence, params: Mapping[str, ParamValue]) -> Combined:
    passthrough = params["passthrough"] is True
    return learned(
        lambda: logistic(passthrough=passthrough),
        lesson(evidence, passthrough=passthrough),
        evidence.kind,
        evidence.n_classes,
    )


def _ridge(evidence: Evidence, params: Mapping[str, ParamValue]) -> Combined:
    seen = lesson(evidence, passthrough=params["passthrough"] is True)
    return learned(
        lambda: ridge(evidence.kind), seen, evidence.kind, evidence.n_classes
    )


RULES.add(
    "stacking_logistic",
    RuleEntry(
        name="stacking_logistic",
        title=Message(QT_TRANSLATE_NOOP("Message", "Stacking (logistic)")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "A logistic regression learns from the members' probabilities for rows "
                "that they had not seen.",
            )
        ),
        kind="classification",
        function=_logistic,
        parameters=(_PASSTHROUGH,),
        needs_probabilities=True,
        needs_inner=True,
        needs_features=When(parameter="passthrough", value=True),
        trained=True,
    ),
)
RULES.add(
    "stacking_ridge",
    RuleEntry(
        name="stacking_ridge",
        title=Message(QT_TRANSLATE_NOOP("Message", "Stacking (ridge)")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "A linear model with small coefficients learns from the members' "
                "predictions for rows that they had not seen. Of classes it tells the "
                "likeliest, but no probabilities.",
            )
        ),
        function=_ridge,
        parameters=(_PASSTHROUGH,),
        needs_probabilities=True,
        needs_inner=True,
        needs_features=When(parameter="passthrough", value=True),
        trained=True,
    ),
)
