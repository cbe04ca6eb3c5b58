"""What can be set about a growing ensemble, as data."""

from __future__ import annotations

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import Parameter
from workbench.workloads.growth_methods import BASES, METHODS

PARAMETERS = (
    Parameter(
        name="method",
        kind="choice",
        default="random_forest",
        choices=METHODS.names(),
        title=Message(QT_TRANSLATE_NOOP("Message", "Method")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "How members come to differ: by their draw of rows or features, or, "
                "under boosting, by correcting those before them.",
            )
        ),
    ),
    Parameter(
        name="members",
        kind="int",
        default=200,
        minimum=2,
        maximum=10_000,
        title=Message(QT_TRANSLATE_NOOP("Message", "Most members")),
        help=Message(
            QT_TRANSLATE_NOOP("Message", "The size at which growth ends at the latest.")
        ),
    ),
    Parameter(
        name="step",
        kind="int",
        default=10,
        minimum=1,
        maximum=1000,
        title=Message(QT_TRANSLATE_NOOP("Message", "Members per step")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "How many members each split gets before the curve is looked at again. "
                "Workers wait for each other at the end of a step.",
            )
        ),
    ),
    Parameter(
        name="stop_when_flat",
        kind="bool",
        default=True,
        title=Message(QT_TRANSLATE_NOOP("Message", "Stop when flat")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "End growth once, twice in a row, what the second half of the members "
                "brought shows that ten more are not worth it, and better "
                "probabilities are within noise.",
            )
        ),
    ),
    Parameter(
        name="worth",
        kind="float",
        default=0.005,
        minimum=1e-6,
        maximum=1.0,
        title=Message(QT_TRANSLATE_NOOP("Message", "Smallest gain worth having")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Of ten further members: 0.005 is half a point of accuracy, or 0.005 "
                "of R². A gain in log loss beyond noise is held to the same number.",
            )
        ),
    ),
    Parameter(
        name="base",
        kind="choice",
        default="decision_tree",
        choices=BASES,
        title=Message(QT_TRANSLATE_NOOP("Message", "Members are")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "The kind of model in bagging, pasting, subspaces and patches. All "
                "other methods grow trees.",
            )
        ),
    ),
    Parameter(
        name="max_depth",
        kind="int",
        default=None,
        optional=True,
        minimum=1,
        maximum=1000,
        title=Message(QT_TRANSLATE_NOOP("Message", "Maximum depth")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Of each tree. Empty takes the method’s own: no limit, or 1 to 6 under "
                "boosting.",
            )
        ),
    ),
    Parameter(
        name="row_share",
        kind="float",
        default=0.5,
        minimum=0.01,
        maximum=1.0,
        title=Message(QT_TRANSLATE_NOOP("Message", "Share of rows")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "In pasting and patches: how many rows a member sees, as a share of "
                "all.",
            )
        ),
    ),
    Parameter(
        name="feature_share",
        kind="float",
        default=0.5,
        minimum=0.01,
        maximum=1.0,
        title=Message(QT_TRANSLATE_NOOP("Message", "Share of features")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "In subspaces and patches: how many features a member sees, as a share "
                "of all.",
            )
        ),
    ),
    Parameter(
        name="out_of_bag",
        kind="bool",
        default=False,
        title=Message(QT_TRANSLATE_NOOP("Message", "Out-of-bag score")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Where members draw rows, let them predict the training rows that they "
                "left out: a score that needs no test rows. It takes a little longer.",
            )
        ),
    ),
    Parameter(
        name="learning_rate",
        kind="float",
        default=None,
        optional=True,
        minimum=1e-4,
        maximum=10.0,
        title=Message(QT_TRANSLATE_NOOP("Message", "Learning rate")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Under boosting: how much each member may correct. Empty takes the "
                "method’s own, 1 in AdaBoost and else 0.1.",
            )
        ),
    ),
)
