"""How the figures about an ensemble were computed: formula, own inputs, source."""

from __future__ import annotations

from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.state import RunState
from workbench.gui.widgets import ensemble_inputs as inputs
from workbench.gui.widgets.computed import Explanation

EXPLANATIONS: tuple[Explanation[RunState], ...] = (
    Explanation(
        key="rows",
        title=Message(QT_TRANSLATE_NOOP("Message", "Scores and their intervals")),
        words=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Every member is fitted once on the training rows of each outer split "
                "and predicts its test rows; every rule combines exactly these "
                "predictions. The score is the mean over the splits. Splits share "
                "training rows, so the interval is wider than the usual one.",
            )
        ),
        formula="s̄ ± t(0.975, J − 1) · √((1/J + n_test/n_train) · s²)",
        source=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Nadeau and Bengio: Inference for the generalization error. Machine "
                "Learning 52, 2003.",
            )
        ),
        inputs=inputs.scores,
    ),
    Explanation(
        key="rows",
        title=Message(QT_TRANSLATE_NOOP("Message", "Weights")),
        words=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Rules that learn see only the training rows of each split, each row "
                "as it was predicted by a copy of the member that never saw it (inner "
                "folds). The weights shown are means over the outer splits.",
            )
        ),
        formula="ŷ = argmax Σ_i w_i · p_i,   w ≥ 0,   Σ w = 1",
        source=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Stacking: Wolpert, Neural Networks 5, 1992; super learner: van der "
                "Laan, Polley and Hubbard, SAGMB 6, 2007; greedy selection: Caruana "
                "and others, ICML 2004.",
            )
        ),
        inputs=inputs.weights,
    ),
    Explanation(
        key="rows",
        title=Message(QT_TRANSLATE_NOOP("Message", "How far probabilities hold")),
        words=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Over all outer test rows. Log-loss and the Brier score (0 to 2) judge "
                "the whole distribution; the expected calibration error compares, bin "
                "by bin, the confidence in the predicted class with how often it was "
                "right. A star marks figures after calibration on inner predictions.",
            )
        ),
        formula=(
            "log-loss = −mean ln p_y;  Brier = mean Σ_k (p_k − 1[y = k])²;  "
            "ECE = Σ_b n_b/n · |accuracy_b − confidence_b|"
        ),
        source=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Brier, Monthly Weather Review 78, 1950; Guo and others: On "
                "calibration of modern neural networks. ICML 2017.",
            )
        ),
        inputs=inputs.beliefs,
    ),
    Explanation(
        key="rows",
        title=Message(QT_TRANSLATE_NOOP("Message", "What a row costs")),
        words=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "A rule is charged with its members: fit is what it takes to have it "
                "from nothing, predict what it takes on the test rows of one split, "
                "both medians over the splits. A rule that learns needs its members' "
                "inner fits too. CPU time is the sum over all fits of one trial. The "
                "size is that of the fitted model as bytes.",
            )
        ),
        formula="fit(rule) = Σ fit(members) [+ Σ inner fits] + combine",
        source=Message(
            QT_TRANSLATE_NOOP("Message", "Measured in this run, with its own clock.")
        ),
        inputs=inputs.costs,
    ),
    Explanation(
        key="pictures",
        title=Message(QT_TRANSLATE_NOOP("Message", "The frontier")),
        words=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Rows that no other row beats in score and cost at once. The cheapest "
                "within one standard error of the best is as good as the best, as far "
                "as these splits can tell.",
            )
        ),
        formula="cheapest i with s̄_i ≥ s̄_best − SE_best",
        source=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "One-standard-error rule: Breiman, Friedman, Olshen and Stone: "
                "Classification and Regression Trees, 1984.",
            )
        ),
        inputs=inputs.frontiers,
    ),
    Explanation(
        key="tests",
        title=Message(QT_TRANSLATE_NOOP("Message", "Corrected resampled t-test")),
        words=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "The mean difference on the same splits against its corrected standard "
                "error. With several comparisons the smallest p-value is multiplied by "
                "their number, the next one by one less, and so on (Holm): that is the "
                "figure behind the arrow.",
            )
        ),
        formula=(
            "t = d̄ / √((1/J + n_test/n_train) · s_d²);  p̃_(i) = max (m − i + 1)·p_(i)"
        ),
        source=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Nadeau and Bengio, Machine Learning 52, 2003; Holm, Scandinavian "
                "Journal of Statistics 6, 1979.",
            )
        ),
        inputs=inputs.corrected,
    ),
    Explanation(
        key="tests",
        title=Message(QT_TRANSLATE_NOOP("Message", "How many further folds")),
        words=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "How many further splits it would take to see a difference of the size "
                "before the arrow, if the scores scatter as they did.",
            )
        ),
        formula="t(0.975) + t(0.8) ≤ worth / √((1/J + n_test/n_train) · s_d²)",
        source=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "The usual power of 80 %; the correction is that of Nadeau and Bengio.",
            )
        ),
        inputs=inputs.more_folds,
    ),
    Explanation(
        key="tests",
        title=Message(QT_TRANSLATE_NOOP("Message", "McNemar's test")),
        words=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Over the test rows of a hold-out only those count that one of the two "
                "got right and the other wrong.",
            )
        ),
        formula="b ~ Binomial(b + c, ½), two-sided",
        source=Message(
            QT_TRANSLATE_NOOP("Message", "McNemar, Psychometrika 12, 1947.")
        ),
        inputs=inputs.mcnemar,
    ),
    Explanation(
        key="tests",
        title=Message(QT_TRANSLATE_NOOP("Message", "Bayesian comparison")),
        words=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "How likely the first is worse than the second, practically equal to "
                "it, or better. Differences within the region of practical equivalence "
                "(ROPE) count as none.",
            )
        ),
        formula="d | data ~ t_{J−1}(d̄, (1/J + ρ/(1 − ρ)) · s_d²),  ρ = n_test/n",
        source=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Benavoli, Corani, Demšar and Zaffalon: Time for a change. Journal of "
                "Machine Learning Research 18, 2017.",
            )
        ),
        inputs=inputs.bayesian,
    ),
    Explanation(
        key="pictures",
        title=Message(QT_TRANSLATE_NOOP("Message", "How differently members err")),
        words=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Over all outer test rows, N¹¹ counts rows that both members got "
                "right, N⁰⁰ those that both got wrong. Members that err on different "
                "rows have a low Q and a high disagreement.",
            )
        ),
        formula=(
            "Q = (N¹¹N⁰⁰ − N⁰¹N¹⁰) / (N¹¹N⁰⁰ + N⁰¹N¹⁰);  Dis = (N⁰¹ + N¹⁰)/N;  "
            "DF = N⁰⁰/N;  KW = mean of l·(L − l)/L²"
        ),
        source=Message(
            QT_TRANSLATE_NOOP(
                "Message", "Kuncheva and Whitaker, Machine Learning 51, 2003."
            )
        ),
        inputs=inputs.diversity,
    ),
    Explanation(
        key="pictures",
        title=Message(QT_TRANSLATE_NOOP("Message", "Majority of independent members")),
        words=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "What a majority vote would score if members of these accuracies erred "
                "independently of each other, and what it scored.",
            )
        ),
        formula="P(more than half of independent members are right)",
        source=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Condorcet 1785; members of different accuracy by the Poisson "
                "binomial distribution.",
            )
        ),
        inputs=inputs.majority,
    ),
    Explanation(
        key="pictures",
        title=Message(QT_TRANSLATE_NOOP("Message", "Where the loss comes from")),
        words=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "The ensemble's loss as terms that add up to it: for squared loss it "
                "is the members' mean loss minus how far they spread around their mean "
                "(ambiguity).",
            )
        ),
        formula="(f̄ − y)² = mean (f_i − y)² − mean (f_i − f̄)²",
        source=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Krogh and Vedelsby, NIPS 7, 1995; Ueda and Nakano, ICNN 1996; "
                "Domingos, ICML 2000.",
            )
        ),
        inputs=inputs.decomposition,
    ),
    Explanation(
        key="pictures",
        title=Message(QT_TRANSLATE_NOOP("Message", "Growth, and when it stops")),
        words=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "One ensemble per split grows member by member; a point is the mean "
                "over the splits. The gain is what one more member brings here. Where "
                "the gain lies within its noise, the ensemble stops to grow.",
            )
        ),
        formula="gain(m) = (s̄(m) − s̄(m − k)) / k",
        source=Message(
            QT_TRANSLATE_NOOP(
                "Message",
                "Intervals as for scores: Nadeau and Bengio, Machine Learning 52, "
                "2003.",
            )
        ),
        inputs=inputs.growth,
    ),
)
"""All of them; ``key`` is the card whose figures they explain."""


def explained(card: str) -> tuple[Explanation[RunState], ...]:
    """Those that explain the figures of one card."""
    return tuple(one for one in EXPLANATIONS if one.key == card)
