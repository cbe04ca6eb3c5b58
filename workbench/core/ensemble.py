"""What was found about an ensemble: plain data, computed below, drawn above.

``ensembles`` computes them from members' predictions, a workload yields them as
:class:`~workbench.core.finding.Finding`, and ``reduce`` keeps what was found last.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from workbench.core.messages import Message

Matrix = tuple[tuple[float | None, ...], ...]
"""Rows of a square matrix; ``None`` where the figure is not defined."""


class RowCost(msgspec.Struct, frozen=True, kw_only=True):
    """What a member or a rule costs; ``None`` where it was not measured.

    ``fit_s`` and ``predict_s`` are medians over the outer splits, of a rule with its
    members' share: what it takes to have it from nothing, and to use it on the test
    rows of one split. ``combine_s`` is what the rule itself takes of ``fit_s``.
    ``cpu_s`` is the CPU time of the fits that it needs, over all outer splits of one
    trial: of a member its own on whole training parts, of a rule its members', their
    inner fits where it learns from those, and its own combining.
    """

    fit_s: float | None = None
    predict_s: float | None = None
    combine_s: float | None = None
    cpu_s: float | None = None
    inner_s: float | None = None
    """Of a member's inner fits and predictions in one split."""
    inner_cpu_s: float | None = None
    """CPU time of a member's inner fits, over all outer splits."""
    memory_bytes: int | None = None
    """Of the fitted model in memory."""
    disk_bytes: int | None = None
    """Of the fitted model as bytes."""


class CalibrationBin(msgspec.Struct, frozen=True, kw_only=True):
    """Rows whose stated confidence falls into one bin."""

    confidence: float
    """Mean of what was stated for the predicted class."""
    accuracy: float
    count: int


class Calibration(msgspec.Struct, frozen=True, kw_only=True):
    """How far stated probabilities are to be believed, over all outer test rows."""

    log_loss: float
    brier: float
    """Mean over rows of Σ_k (p_k − 1[y = k])², 0 to 2."""
    ece: float
    """Expected calibration error of the predicted class, in equal-width bins."""
    bins: tuple[CalibrationBin, ...] = ()


class RowFindings(msgspec.Struct, frozen=True, kw_only=True):
    """One member or one rule over all outer splits.

    ``fold_scores`` are accuracies or R², one per split. ``weights`` are means over the
    splits, by member, where the rule has such. ``confusion[i][j]`` counts outer test
    rows of class i that were called j.
    """

    key: str
    title: Message
    rule: bool
    trained: bool = False
    """A rule that fits a combiner of its own."""
    single: bool = False
    """A rule that relies on one member: the fair competitor of all others."""
    members: tuple[str, ...] = ()
    fold_scores: tuple[float | None, ...]
    mean: float | None
    ci95: tuple[float, float] | None
    weights: dict[str, float] = {}
    note: Message | None = None
    """What must be said of it: how ties fell, which member was chosen how often."""
    cost: RowCost = RowCost()
    calibration: Calibration | None = None
    calibrated: Calibration | None = None
    """The same after calibration on the inner out-of-fold predictions."""
    confusion: tuple[tuple[int, ...], ...] = ()


class Diversity(msgspec.Struct, frozen=True, kw_only=True):
    """How differently the members err, over all outer test rows.

    The matrices have one row and column per entry of ``members``. Source: Kuncheva and
    Whitaker, Machine Learning 51, 2003.
    """

    members: tuple[str, ...]
    q: Matrix
    correlation: Matrix
    disagreement: Matrix
    double_fault: Matrix
    kappa: Matrix
    """Cohen's, between two members' predictions."""
    mean_error: Matrix
    """Mean error of each pair, for the kappa–error plot."""
    entropy: float | None
    kohavi_wolpert: float
    interrater_kappa: float | None
    mean_accuracy: float
    independent_majority: float | None
    """What a majority vote would score if members with these accuracies erred
    independently (Condorcet)."""
    observed_majority: float | None
    sentence: Message | None = None


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A named term of a decomposition, all in the unit of its loss."""

    name: Message
    value: float


class Decomposition(msgspec.Struct, frozen=True, kw_only=True):
    """An ensemble's loss as terms that add up to it; subtracted ones are negative."""

    title: Message
    total: float
    parts: tuple[Part, ...]


class PairTest(msgspec.Struct, frozen=True, kw_only=True):
    """One test of a difference: ``first`` minus ``second``.

    ``p`` is two-sided, ``p_adjusted`` after Holm's correction over its family.
    ``difference`` and ``ci95`` are in units of the score. The ``posterior`` of the
    Bayesian comparison is (first worse, practically equal, first better).
    """

    method: str
    """``corrected_t``, ``mcnemar``, ``bayesian``, ``wilcoxon``."""
    first: str
    second: str
    difference: float
    ci95: tuple[float, float] | None = None
    statistic: float | None = None
    p: float | None = None
    p_adjusted: float | None = None
    posterior: tuple[float, float, float] | None = None
    rope: float | None = None
    more_folds: int | None = None
    """How many further splits a difference of ``worth`` would take to be seen."""
    worth: float | None = None
    sentence: Message | None = None


class Ranks(msgspec.Struct, frozen=True, kw_only=True):
    """Several rows over several data sets: Friedman's test and Nemenyi's distance."""

    keys: tuple[str, ...]
    titles: tuple[Message, ...]
    datasets: tuple[str, ...]
    scores: tuple[tuple[float, ...], ...]
    """One row per data set, one column per key."""
    mean_ranks: tuple[float, ...]
    """1 is best; ties share their mean rank."""
    statistic: float
    p: float
    critical_difference: float
    groups: tuple[tuple[str, ...], ...]
    """Largest sets of keys, best first, that cannot be told apart."""
    wilcoxon: tuple[PairTest, ...] = ()
    sentence: Message | None = None


Axis = Literal["predict_s", "cpu_s"]


class Frontier(msgspec.Struct, frozen=True, kw_only=True):
    """Rows that no other row beats in score and cost, cheapest first."""

    axis: Axis
    keys: tuple[str, ...]
    cheapest: str | None
    """The cheapest within one standard error of the best."""
    floor: float | None = None
    """The mean score that lies one standard error below the best."""
    sentence: Message | None = None


class EnsembleFindings(msgspec.Struct, frozen=True, kw_only=True, tag="ensemble"):
    """Everything found about the members and rules of one run.

    ``kind`` is that of the data. ``rows`` holds members first, then rules, in the order
    of the experiment.
    """

    kind: Literal["classification", "regression"]
    metric: str
    classes: tuple[str, ...] = ()
    splits: int
    inner_folds: int
    rows: tuple[RowFindings, ...]
    best_member: str | None
    """By mean outer score: known only afterwards, so no fair competitor."""
    diversity: Diversity | None = None
    decompositions: tuple[Decomposition, ...] = ()
    tests: tuple[PairTest, ...] = ()
    frontiers: tuple[Frontier, ...] = ()
    sentences: tuple[Message, ...] = ()
    """The verdict: is an ensemble worth it here, which one, and at what price."""

    def row(self, key: str) -> RowFindings | None:
        """The row of that key."""
        return next((row for row in self.rows if row.key == key), None)


class GrowthPoint(msgspec.Struct, frozen=True, kw_only=True, tag="growth_point"):
    """An ensemble of the first ``members`` members, over all splits.

    ``gain`` is the mean gain in score of one more member here, ``gain_per_cpu_s`` the
    same per CPU second that the member costs; intervals are 95 %.
    """

    method: str
    members: int
    score: float
    score_ci95: tuple[float, float] | None = None
    log_loss: float | None = None
    log_loss_ci95: tuple[float, float] | None = None
    cpu_s: float
    """Of all members so far, over all splits."""
    wall_s: float
    """Since the trial began."""
    gain: float | None = None
    gain_ci95: tuple[float, float] | None = None
    gain_per_cpu_s: float | None = None


class GrowthEnd(msgspec.Struct, frozen=True, kw_only=True, tag="growth_end"):
    """Why an ensemble did not grow further, in words."""

    method: str
    members: int
    flat: bool
    """The next members' gain was within noise; else the largest size was reached."""
    sentence: Message
    oob_score: float | None = None


EnsembleBody = EnsembleFindings | GrowthPoint | GrowthEnd
