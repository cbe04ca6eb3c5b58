"""The figures behind what is said of an ensemble, a line each, to be checked."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.core.ensemble import PairTest
from workbench.core.state import RunState
from workbench.gui import i18n
from workbench.gui.i18n import say


def scores(state: RunState) -> list[str]:
    """Every score of every row, and what they come to."""
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


def weights(state: RunState) -> list[str]:
    """The mean weights that rules gave."""
    found = state.findings
    if found is None:
        return []
    return [
        f"{say(row.title)}: "
        + ", ".join(f"{key} {weight:.4f}" for key, weight in row.weights.items())
        for row in found.rows
        if row.weights
    ]


def beliefs(state: RunState) -> list[str]:
    """How far stated probabilities hold; a star is after calibration."""
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


def costs(state: RunState) -> list[str]:
    """What each row takes."""
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


def frontiers(state: RunState) -> list[str]:
    """Who is beaten by nobody, cheapest first."""
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


def corrected(state: RunState) -> list[str]:
    """Corrected t-tests, the p-value after Holm behind the arrow."""
    return _p_lines(_tests(state, "corrected_t"))


def mcnemar(state: RunState) -> list[str]:
    """McNemar's tests."""
    return _p_lines(_tests(state, "mcnemar"))


def bayesian(state: RunState) -> list[str]:
    """Posterior probabilities: worse, equal, better."""
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


def more_folds(state: RunState) -> list[str]:
    """How many further splits a difference takes to be seen."""
    return [
        f"{test.first} − {test.second}: {test.worth:g} → +{test.more_folds}"
        for test in _tests(state, "corrected_t")
        if test.worth is not None and test.more_folds is not None
    ]


def diversity(state: RunState) -> list[str]:
    """Measures of all members, then of each pair."""
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


def majority(state: RunState) -> list[str]:
    """Expected of independent members, and observed."""
    found = state.findings and state.findings.diversity
    if not found or found.independent_majority is None:
        return []
    seen = found.observed_majority
    observed = i18n.UNKNOWN if seen is None else f"{seen:.4f}"
    return [f"{found.independent_majority:.4f} ↔ {observed}"]


def decomposition(state: RunState) -> list[str]:
    """The terms that add up to the loss."""
    found = state.findings
    if found is None:
        return []
    return [
        f"{say(one.title)}: "
        + " ".join(f"{part.value:+.5f} ({say(part.name)})" for part in one.parts)
        + f" = {one.total:.5f}"
        for one in found.decompositions
    ]


def growth(state: RunState) -> list[str]:
    """The last sizes of each curve."""
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
