"""How the figures about joint learning were computed: formula, inputs, source."""

from __future__ import annotations

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.state import RunState
from workbench.gui.widgets import joint_inputs as inputs
from workbench.gui.widgets.computed import Explanation

EXPLANATIONS: tuple[Explanation[RunState], ...] = (
    Explanation(
        key="strategies",
        title=Message(QT_TRANSLATE_NOOP("Message", "Objective and gap")),
        words=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "The objective is the mean loss over all training rows, each client "
                "weighed by its rows, plus the penalty. The gap is how far it lies "
                "above the pooled optimum: the model that one computer would find with "
                "all rows in one place. It is computed after each round, outside of "
                "the time that is measured.",
            )
        ),
        formula=(
            "F(w) = Σ_i n_i/n · L(w, D_i) + λ₁‖w‖₁ + λ₂/2 ‖w‖²;   gap = F(w) − F(w*)"
        ),
        source=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "McMahan and others: Communication-efficient learning of deep networks "
                "from decentralized data. AISTATS 2017.",
            )
        ),
        inputs=inputs.objectives,
    ),
    Explanation(
        key="strategies",
        title=Message(QT_TRANSLATE_NOOP("Message", "Test score")),
        words=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "On rows that no client holds: accuracy, or R² of values. Beside it "
                "stand the score of the pooled optimum, and the mean score of models "
                "that each client fits to its own rows alone. Learning together pays "
                "where it beats that.",
            )
        ),
        formula=("accuracy = mean 1[ŷ = y];   R² = 1 − Σ(y − ŷ)² / Σ(y − ȳ)²"),
        source=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Measured in this run, on its own test rows.",
            )
        ),
        inputs=inputs.scores,
    ),
    Explanation(
        key="strategies",
        title=Message(QT_TRANSLATE_NOOP("Message", "Bytes")),
        words=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Every message is serialised as it would be sent, and its bytes are "
                "counted: models down to the chosen clients, updates up from those "
                "that answer.",
            )
        ),
        formula=("bytes = Σ rounds Σ clients len(message)"),
        source=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Counted in this run.",
            )
        ),
        inputs=inputs.traffic,
    ),
    Explanation(
        key="strategies",
        title=Message(QT_TRANSLATE_NOOP("Message", "Measured and simulated time")),
        words=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Measured is what the rounds took on this computer, without looking "
                "on. Simulated is a model of a network: each client's latency, its "
                "bytes over its bandwidth, and the round lasts as long as its slowest "
                "client that is waited for.",
            )
        ),
        formula=("t_i = 2·latency + 8·bytes_down/down + c·work_i + 8·bytes_up/up"),
        source=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Measured with this run's own clock; the network is assumed.",
            )
        ),
        inputs=inputs.times,
    ),
    Explanation(
        key="strategies",
        title=Message(QT_TRANSLATE_NOOP("Message", "What privacy costs")),
        words=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "ε bounds how much more probable any released model can become through "
                "one client's rows, but for a chance of δ. Rounds add up in Rényi "
                "differential privacy, which is then converted to ε.",
            )
        ),
        formula=("P(model | with client) ≤ e^ε · P(model | without) + δ"),
        source=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Mironov, Talwar and Zhang 2019; Canonne, Kamath and Steinke 2020, "
                "Proposition 12; computed by dp-accounting.",
            )
        ),
        inputs=inputs.privacy,
    ),
    Explanation(
        key="strategies",
        title=Message(QT_TRANSLATE_NOOP("Message", "The membership attack")),
        words=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "An attacker who sees the finished model guesses from a row's loss "
                "whether it was learned from. The area under the ROC curve is how "
                "often a training row looks more familiar than a test row: 0.5 is "
                "chance.",
            )
        ),
        formula=("AUC = P(loss of a training row < loss of a test row)"),
        source=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Yeom and others: Privacy risk in machine learning. CSF 2018.",
            )
        ),
        inputs=inputs.audits,
    ),
    Explanation(
        key="pictures",
        title=Message(QT_TRANSLATE_NOOP("Message", "Distance to the optimum")),
        words=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "How far the common model is from the pooled optimum. A strategy that "
                "stops at a distance has another fixed point: more rounds do not help "
                "it.",
            )
        ),
        formula=("‖w − w*‖₂"),
        source=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Karimireddy and others: SCAFFOLD. ICML 2020.",
            )
        ),
        inputs=inputs.gaps,
    ),
    Explanation(
        key="pictures",
        title=Message(QT_TRANSLATE_NOOP("Message", "Client drift")),
        words=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "After their own steps clients have moved apart, each towards its own "
                "optimum. The mean over clients of how far they went; correcting for "
                "it is what SCAFFOLD is about.",
            )
        ),
        formula=("drift = mean_i ‖θ_i − w‖₂"),
        source=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Karimireddy and others: SCAFFOLD. ICML 2020.",
            )
        ),
        inputs=inputs.drifts,
    ),
    Explanation(
        key="pictures",
        title=Message(QT_TRANSLATE_NOOP("Message", "Residuals")),
        words=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "In consensus ADMM the primal residual is how far clients' models are "
                "from the common one, the dual residual how far that still moves. Both "
                "small: solved.",
            )
        ),
        formula=("r = (x_i − z)_i,   s = ρ (z⁺ − z)"),
        source=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Boyd and others: Distributed optimization and statistical learning "
                "via ADMM. 2011, section 3.3.",
            )
        ),
        inputs=inputs.residuals,
    ),
)
"""All of them; ``key`` is the card whose figures they explain."""


def explained(card: str) -> tuple[Explanation[RunState], ...]:
    """Those that explain the figures of one card."""
    return tuple(one for one in EXPLANATIONS if one.key == card)
