"""How the figures about an ensemble were computed: formula, own inputs, source."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.core.ensemble import PairTest
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.state import RunState
from workbench.gui import i18n
from workbench.gui.i18n import say
from workbench.gui.widgets.computed import Explanation


def _scores(state: RunState) -> list[str]:
    found = state.findings
    if found is None:
        return []
    lines = []
    for row in found.rows:
        folds = ", ".join(i18n.score(score) for score in row.fold_scores)
        bounds = "" if row.ci95 is None else f" ({row.ci95[0]:.4f}–{row.ci95[1]:.4f})"
        mean = i18n.UNKNOWN if row.mean is None else f"{row.mean:.4f}"
        lines.append(f"{say(row.title)}: {folds} → {mean}{bounds}")
    return lines


def _weights(state: RunState) -> list[str]:
    found = state.findings
    if found is None:
        return []
    return [
        f"{say(row.title)}: "
        + ", ".join(f"{key} {weight:.4f}" for key, weight in row.weights.items())
        for row in found.rows
        if row.weights
    ]


def _beliefs(state: RunState) -> list[str]:
    found = state.findings
    if found is None:
        return []
    lines = []
    for row in found.rows:
        for mark, known in (("", row.calibration), ("*", row.calibrated)):
            if known is not None:
                lines.append(
                    f"{say(row.title)}{mark}: log-loss = {known.log_loss:.4f}, "
                    f"Brier = {known.brier:.4f}, ECE = {known.ece:.4f}"
                )
    return lines


def _costs(state: RunState) -> list[str]:
    found = state.findings
    if found is None:
        return []
    return [
        f"{say(row.title)}: fit {i18n.seconds(row.cost.fit_s)}, "
        f"combine {i18n.seconds(row.cost.combine_s)}, "
        f"predict {i18n.seconds(row.cost.predict_s)}, "
        f"CPU {i18n.seconds(row.cost.cpu_s)}, "
        f"{i18n.bytes_text(row.cost.disk_bytes)}"
        for row in found.rows
    ]


def _frontiers(state: RunState) -> list[str]:
    found = state.findings
    if found is None:
        return []
    return [
        f"{frontier.axis}: {' → '.join(frontier.keys)}; 1 SE: {frontier.cheapest}"
        for frontier in found.frontiers
    ]


def _tests(state: RunState, *methods: str) -> list[PairTest]:
    tests = state.findings.tests if state.findings is not None else ()
    return [test for test in tests if test.method in methods]


def _p_lines(tests: Iterable[PairTest]) -> list[str]:
    lines = []
    for test in tests:
        text = f"{test.first} − {test.second}: Δ = {test.difference:+.4f}"
        if test.ci95 is not None:
            text += f" ({test.ci95[0]:+.4f} to {test.ci95[1]:+.4f})"
        if test.statistic is not None:
            text += f", statistic = {test.statistic:.3f}"
        if test.p is not None:
            text += f", p = {test.p:.4f}"
        if test.p_adjusted is not None:
            text += f" → {test.p_adjusted:.4f}"
        lines.append(text)
    return lines


def _corrected(state: RunState) -> list[str]:
    return _p_lines(_tests(state, "corrected_t"))


def _mcnemar(state: RunState) -> list[str]:
    return _p_lines(_tests(state, "mcnemar"))


def _bayesian(state: RunState) -> list[str]:
    lines = []
    for test in _tests(state, "bayesian"):
        if test.posterior is not None:
            worse, same, better = test.posterior
            rope = "" if test.rope is None else f", ROPE = ±{test.rope:g}"
            lines.append(
                f"{test.first} − {test.second}: {worse:.4f}, {same:.4f}, "
                f"{better:.4f}{rope}"
            )
    return lines


def _more_folds(state: RunState) -> list[str]:
    return [
        f"{test.first} − {test.second}: {test.worth:g} → +{test.more_folds}"
        for test in _tests(state, "corrected_t")
        if test.worth is not None and test.more_folds is not None
    ]


def _diversity(state: RunState) -> list[str]:
    found = state.findings and state.findings.diversity
    if not found:
        return []
    lines = [f"KW = {found.kohavi_wolpert:.4f}, p̄ = {found.mean_accuracy:.4f}"]
    if found.entropy is not None:
        lines.append(f"E = {found.entropy:.4f}")
    if found.interrater_kappa is not None:
        lines.append(f"κ = {found.interrater_kappa:.4f}")
    for i, first in enumerate(found.members):
        for j, second in enumerate(found.members[:i]):
            figures = ", ".join(
                f"{sign} = {i18n.UNKNOWN if value is None else f'{value:.3f}'}"
                for sign, value in (
                    ("Q", found.q[i][j]),
                    ("ρ", found.correlation[i][j]),
                    ("Dis", found.disagreement[i][j]),
                    ("DF", found.double_fault[i][j]),
                    ("κ", found.kappa[i][j]),
                )
            )
            lines.append(f"{second}, {first}: {figures}")
    return lines


def _majority(state: RunState) -> list[str]:
    found = state.findings and state.findings.diversity
    if not found or found.independent_majority is None:
        return []
    seen = found.observed_majority
    observed = i18n.UNKNOWN if seen is None else f"{seen:.4f}"
    return [f"{found.independent_majority:.4f} ↔ {observed}"]


def _decomposition(state: RunState) -> list[str]:
    found = state.findings
    if found is None:
        return []
    return [
        f"{say(one.title)}: "
        + " ".join(f"{part.value:+.5f} ({say(part.name)})" for part in one.parts)
        + f" = {one.total:.5f}"
        for one in found.decompositions
    ]


def _growth(state: RunState) -> list[str]:
    lines = []
    for method, curves in state.growth.items():
        for workers, known in curves.items():
            for point in known.points[-3:]:
                gain = "" if point.gain is None else f", gain = {point.gain:+.5f}"
                if point.gain_ci95 is not None:
                    low, high = point.gain_ci95
                    gain += f" ({low:+.5f} to {high:+.5f})"
                lines.append(
                    f"{method}, p = {workers}: m = {point.members}, "
                    f"score = {point.score:.4f}{gain}"
                )
    return lines


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
        inputs=_scores,
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
        inputs=_weights,
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
        inputs=_beliefs,
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
        inputs=_costs,
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
        inputs=_frontiers,
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
        inputs=_corrected,
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
        inputs=_more_folds,
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
        inputs=_mcnemar,
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
        inputs=_bayesian,
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
        inputs=_diversity,
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
        inputs=_majority,
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
        inputs=_decomposition,
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
        inputs=_growth,
    ),
)
"""All of them; ``key`` is the card whose figures they explain."""


def explained(card: str) -> tuple[Explanation[RunState], ...]:
    """Those that explain the figures of one card."""
    return tuple(one for one in EXPLANATIONS if one.key == card)
