"""What can be set about joint learning, as data, in the groups that the page shows."""

from __future__ import annotations

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.parameters import Parameter
from workbench.joint.attack import ATTACKS
from workbench.joint.compression import COMPRESSIONS
from workbench.joint.network import NETWORKS
from workbench.joint.painting import MOVES
from workbench.joint.partition import PARAMETERS as DEALING
from workbench.joint.partition import PARTITIONERS

HOLDINGS = (
    Parameter(
        name="partition",
        kind="choice",
        default="iid",
        choices=PARTITIONERS.names(),
        title=Message(QT_TRANSLATE_NOOP("Message", "Who holds what")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "How the training rows are dealt to the clients: alike for all, or so "
                "that each sees little of the whole.",
            )
        ),
    ),
    *DEALING,
    MOVES,
)
MODEL = (
    Parameter(
        name="model",
        kind="choice",
        default="auto",
        choices=(
            "auto",
            "softmax",
            "logistic",
            "linear",
            "svm",
            "mlp",
            "mlp_relu",
            "torch_mlp",
            "keras_mlp",
        ),
        title=Message(QT_TRANSLATE_NOOP("Message", "Model")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "The model that all clients share. “auto” takes softmax regression for "
                "classes and linear regression for values.",
            )
        ),
    ),
    Parameter(
        name="l1",
        kind="float",
        default=0.0,
        minimum=0,
        title=Message(QT_TRANSLATE_NOOP("Message", "λ of ‖w‖₁ (lasso)")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message", "Larger values set more weights to zero. 0 leaves it out."
            )
        ),
    ),
    Parameter(
        name="l2",
        kind="float",
        default=0.0,
        minimum=0,
        title=Message(QT_TRANSLATE_NOOP("Message", "λ of ‖w‖²/2 (ridge)")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message", "Larger values keep the weights smaller. 0 leaves it out."
            )
        ),
    ),
    Parameter(
        name="hidden",
        kind="int",
        default=32,
        minimum=1,
        maximum=4096,
        title=Message(QT_TRANSLATE_NOOP("Message", "Hidden units")),
        help=Message(
            QT_TRANSLATE_NOOP("Message", "Of the neural networks; others have none.")
        ),
    ),
    Parameter(
        name="scale",
        kind="choice",
        default="standard",
        choices=("standard", "max", "none"),
        title=Message(QT_TRANSLATE_NOOP("Message", "Scaling of the features")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "“standard” gives every column mean 0 and variance 1, “max” divides "
                "all by the largest value. Taken over the training rows of all "
                "clients, before anything is learned.",
            )
        ),
    ),
    Parameter(
        name="bias",
        kind="bool",
        default=True,
        title=Message(QT_TRANSLATE_NOOP("Message", "Bias")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "A column of ones beside the features. Without it, values are centred.",
            )
        ),
    ),
    Parameter(
        name="penalise_bias",
        kind="bool",
        default=False,
        title=Message(QT_TRANSLATE_NOOP("Message", "Penalise the bias")),
        help=Message(
            QT_TRANSLATE_NOOP("Message", "Whether λ holds for the bias as well.")
        ),
    ),
)
ROUNDS = (
    Parameter(
        name="rounds",
        kind="int",
        default=50,
        minimum=1,
        maximum=100_000,
        title=Message(QT_TRANSLATE_NOOP("Message", "Most rounds")),
        help=Message(
            QT_TRANSLATE_NOOP("Message", "When every strategy stops at the latest.")
        ),
    ),
    Parameter(
        name="fraction",
        kind="float",
        default=1.0,
        minimum=0.0,
        maximum=1.0,
        title=Message(QT_TRANSLATE_NOOP("Message", "Share of clients per round")),
        help=Message(
            QT_TRANSLATE_NOOP("Message", "Which of them is drawn anew every round.")
        ),
    ),
    Parameter(
        name="dropout",
        kind="float",
        default=0.0,
        minimum=0.0,
        maximum=0.99,
        title=Message(QT_TRANSLATE_NOOP("Message", "Share that gives up")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message", "Clients that were drawn and never answer in that round."
            )
        ),
    ),
    Parameter(
        name="stragglers",
        kind="float",
        default=0.0,
        minimum=0.0,
        maximum=0.99,
        title=Message(QT_TRANSLATE_NOOP("Message", "Share that comes late")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Clients whose answer comes after the others have gone on: their work "
                "is done and lost.",
            )
        ),
    ),
    Parameter(
        name="quorum",
        kind="int",
        default=1,
        minimum=1,
        title=Message(QT_TRANSLATE_NOOP("Message", "Quorum")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message", "With fewer answers than this a round does not count."
            )
        ),
    ),
    Parameter(
        name="poisoned",
        kind="int",
        default=0,
        minimum=0,
        title=Message(QT_TRANSLATE_NOOP("Message", "Poisoned clients")),
        help=Message(
            QT_TRANSLATE_NOOP("Message", "How many send something harmful instead.")
        ),
    ),
    Parameter(
        name="attack",
        kind="choice",
        default="sign_flip",
        choices=tuple(ATTACKS),
        title=Message(QT_TRANSLATE_NOOP("Message", "What poisoned clients do")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Turn their update round, send noise, send what is no number, learn "
                "from wrong labels, or send the same figure everywhere.",
            )
        ),
    ),
    Parameter(
        name="strength",
        kind="float",
        default=5.0,
        minimum=0.0,
        title=Message(QT_TRANSLATE_NOOP("Message", "Strength of the attack")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message", "How many times an honest update's length it is."
            )
        ),
    ),
)
WIRE = (
    Parameter(
        name="compression",
        kind="choice",
        default="none",
        choices=tuple(COMPRESSIONS),
        title=Message(QT_TRANSLATE_NOOP("Message", "Compression")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "“top_k” sends the largest entries and remembers the rest for the next "
                "round; “qsgd” rounds at random to a few levels.",
            )
        ),
    ),
    Parameter(
        name="keep",
        kind="float",
        default=0.1,
        minimum=0.0001,
        maximum=1.0,
        title=Message(QT_TRANSLATE_NOOP("Message", "Share kept by top_k")),
    ),
    Parameter(
        name="levels",
        kind="int",
        default=16,
        minimum=1,
        maximum=65_535,
        title=Message(QT_TRANSLATE_NOOP("Message", "Levels of qsgd")),
    ),
    Parameter(
        name="network",
        kind="choice",
        default="none",
        choices=("none", *NETWORKS),
        title=Message(QT_TRANSLATE_NOOP("Message", "Simulated network")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "How long the rounds would take over such links: a model of latency "
                "and bandwidth, not a measurement.",
            )
        ),
    ),
)
STOPS = (
    Parameter(
        name="max_seconds",
        kind="float",
        default=None,
        minimum=0.001,
        optional=True,
        title=Message(QT_TRANSLATE_NOOP("Message", "Stop after seconds")),
    ),
    Parameter(
        name="max_megabytes",
        kind="float",
        default=None,
        minimum=0.001,
        optional=True,
        title=Message(QT_TRANSLATE_NOOP("Message", "Stop after megabytes")),
        help=Message(QT_TRANSLATE_NOOP("Message", "Sent and received, all clients.")),
    ),
    Parameter(
        name="gradient_tol",
        kind="float",
        default=None,
        minimum=0.0,
        optional=True,
        title=Message(QT_TRANSLATE_NOOP("Message", "Stop at gradient norm")),
        help=Message(
            QT_TRANSLATE_NOOP("Message", "Of the objective over all clients' rows.")
        ),
    ),
    Parameter(
        name="flat_tol",
        kind="float",
        default=None,
        minimum=0.0,
        optional=True,
        title=Message(QT_TRANSLATE_NOOP("Message", "Stop at relative change")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message", "Of the objective, for three rounds one after another."
            )
        ),
    ),
    Parameter(
        name="patience",
        kind="int",
        default=None,
        minimum=1,
        optional=True,
        title=Message(QT_TRANSLATE_NOOP("Message", "Patience in rounds")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Stop when the loss on held-out rows has not fallen for so long. The "
                "test score is then a little too good.",
            )
        ),
    ),
)
PRIVACY = (
    Parameter(
        name="clip",
        kind="float",
        default=None,
        minimum=1e-9,
        optional=True,
        title=Message(QT_TRANSLATE_NOOP("Message", "Longest update (clip)")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message", "Longer updates are shortened to this before noise is added."
            )
        ),
    ),
    Parameter(
        name="noise",
        kind="float",
        default=None,
        minimum=1e-9,
        optional=True,
        title=Message(QT_TRANSLATE_NOOP("Message", "Noise multiplier z")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "The sum of all updates gets Gaussian noise of z times the longest "
                "update. Needs “clip”.",
            )
        ),
    ),
    Parameter(
        name="delta",
        kind="float",
        default=1e-5,
        minimum=0.0,
        maximum=1.0,
        title=Message(QT_TRANSLATE_NOOP("Message", "δ")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "The chance that ε is not kept: far below one over the number of "
                "clients.",
            )
        ),
    ),
    Parameter(
        name="epsilon",
        kind="float",
        default=None,
        optional=True,
        title=Message(QT_TRANSLATE_NOOP("Message", "Budget ε")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message", "Learning stops before a round that would exceed it."
            )
        ),
    ),
    Parameter(
        name="price",
        kind="bool",
        default=True,
        title=Message(QT_TRANSLATE_NOOP("Message", "Also without noise")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Run every strategy a second time without clipping and noise, so that "
                "their price shows.",
            )
        ),
    ),
    Parameter(
        name="secure",
        kind="bool",
        default=False,
        title=Message(QT_TRANSLATE_NOOP("Message", "Secure aggregation (simulated)")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Clients mask their updates so that only the sum can be read; here all "
                "of them run in one program, so it shows how, and protects nothing.",
            )
        ),
    ),
    Parameter(
        name="audit",
        kind="bool",
        default=False,
        title=Message(QT_TRANSLATE_NOOP("Message", "Membership-inference audit")),
        help=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "How well an attack on the finished model tells rows that it learned "
                "from.",
            )
        ),
    ),
)
GROUPS: dict[str, tuple[Parameter, ...]] = {
    "holdings": HOLDINGS,
    "model": MODEL,
    "rounds": ROUNDS,
    "wire": WIRE,
    "stops": STOPS,
    "privacy": PRIVACY,
}
PARAMETERS = tuple(parameter for group in GROUPS.values() for parameter in group)
