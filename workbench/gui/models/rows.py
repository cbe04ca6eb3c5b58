"""Members and rules of an ensemble as a table: score, gain, belief, cost."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, Qt

from workbench.core.ensemble import EnsembleFindings, PairTest, RowFindings
from workbench.core.messages import QT_TRANSLATE_NOOP
from workbench.gui import i18n
from workbench.gui.models.columns import Column, ColumnsModel

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """A row's mean score minus that of the best single model."""

    difference: float
    ci95: Interval | None = None
    test: PairTest | None = None
    """What the interval was taken from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One row with what it needs of the others."""

    row: RowFindings
    metric: str
    gain: Gain | None


def best_single(findings: EnsembleFindings) -> str | None:
    """What gains are told against: the single model that all rows were tested against.

    Where nothing was tested, the member that turned out best.
    """
    for test in findings.tests:
        if test.method == "corrected_t":
            return test.second
    return findings.best_member


def gain(findings: EnsembleFindings, key: str) -> Gain | None:
    """How much better ``key`` is than the best single model, on the same splits.

    The interval is that of the corrected resampled t-test, where the findings hold one
    between the two.
    """
    best = best_single(findings)
    if best is None or key == best:
        return None
    for test in findings.tests:
        if test.method != "corrected_t" or {test.first, test.second} != {key, best}:
            continue
        if test.first == key:
            return Gain(difference=test.difference, ci95=test.ci95, test=test)
        turned = test.ci95 and (-test.ci95[1], -test.ci95[0])
        return Gain(difference=-test.difference, ci95=turned, test=test)
    ours, theirs = findings.row(key), findings.row(best)
    if ours is None or theirs is None or ours.mean is None or theirs.mean is None:
        return None
    return Gain(difference=ours.mean - theirs.mean)


def kind_text(row: RowFindings) -> str:
    """What it is, in a word or two."""
    if not row.rule:
        return QCoreApplication.translate("RowsModel", "member")
    if row.trained:
        return QCoreApplication.translate("RowsModel", "trained rule")
    return QCoreApplication.translate("RowsModel", "rule")


def signed(value: float, metric: str) -> str:
    """A difference of scores: in points for accuracies (``+1.2``), else as it is."""
    text = f"{100 * value:+z.1f}" if metric == "accuracy" else f"{value:+z.3f}"
    return text.replace("-", "−")


def _score_text(shown: Shown) -> str:
    text, bounds = i18n.score(shown.row.mean), shown.row.ci95
    if bounds is None:
        return text
    return f"{text} ({i18n.score(bounds[0])}–{i18n.score(bounds[1])})"


def _gain_text(shown: Shown) -> str:
    found = shown.gain
    if found is None:
        return i18n.UNKNOWN
    text = signed(found.difference, shown.metric)
    if found.ci95 is None:
        return text
    low, high = (signed(end, shown.metric) for end in found.ci95)
    between = QCoreApplication.translate("RowsModel", "{gain} ({low} to {high})")
    return between.format(gain=text, low=low, high=high)


def _log_loss(shown: Shown) -> float | None:
    known = shown.row.calibration
    return None if known is None else known.log_loss


def _log_loss_text(shown: Shown) -> str:
    value = _log_loss(shown)
    return i18n.UNKNOWN if value is None else f"{value:.3f}"


COLUMNS: tuple[Column[Shown], ...] = (
    Column(
        name="title",
        title=QT_TRANSLATE_NOOP("RowsModel", "Member or rule"),
        help=QT_TRANSLATE_NOOP(
            "RowsModel", "Members were fitted; rules combine what they predicted."
        ),
        text=lambda s: i18n.say(s.row.title),
        value=lambda s: i18n.say(s.row.title).casefold(),
        number=False,
    ),
    Column(
        name="kind",
        title=QT_TRANSLATE_NOOP("RowsModel", "Kind"),
        help=QT_TRANSLATE_NOOP(
            "RowsModel", "A trained rule fits a combiner to inner predictions."
        ),
        text=lambda s: kind_text(s.row),
        value=lambda s: (s.row.rule, s.row.trained),
        number=False,
    ),
    Column(
        name="score",
        title=QT_TRANSLATE_NOOP("RowsModel", "Score"),
        help=QT_TRANSLATE_NOOP(
            "RowsModel", "Mean over the outer splits and its 95 % interval."
        ),
        text=_score_text,
        value=lambda s: s.row.mean,
    ),
    Column(
        name="gain",
        title=QT_TRANSLATE_NOOP("RowsModel", "Against best single"),
        help=QT_TRANSLATE_NOOP(
            "RowsModel",
            "Mean difference to the best single model on the same splits, accuracies "
            "in points; its 95 % interval.",
        ),
        text=_gain_text,
        value=lambda s: s.gain.difference if s.gain else None,
    ),
    Column(
        name="log_loss",
        title=QT_TRANSLATE_NOOP("RowsModel", "Log-loss"),
        help=QT_TRANSLATE_NOOP(
            "RowsModel", "Of the stated probabilities; 0 is best. Votes state none."
        ),
        text=_log_loss_text,
        value=_log_loss,
    ),
    Column(
        name="fit",
        title=QT_TRANSLATE_NOOP("RowsModel", "Fit"),
        help=QT_TRANSLATE_NOOP(
            "RowsModel",
            "What it takes to have it from nothing, members included; median of the "
            "splits.",
        ),
        text=lambda s: i18n.seconds(s.row.cost.fit_s),
        value=lambda s: s.row.cost.fit_s,
    ),
    Column(
        name="predict",
        title=QT_TRANSLATE_NOOP("RowsModel", "Predict"),
        help=QT_TRANSLATE_NOOP(
            "RowsModel", "For the test rows of one split; median of the splits."
        ),
        text=lambda s: i18n.seconds(s.row.cost.predict_s),
        value=lambda s: s.row.cost.predict_s,
    ),
    Column(
        name="cpu",
        title=QT_TRANSLATE_NOOP("RowsModel", "CPU"),
        help=QT_TRANSLATE_NOOP(
            "RowsModel", "CPU time of all its fits, inner ones included, in one trial."
        ),
        text=lambda s: i18n.seconds(s.row.cost.cpu_s),
        value=lambda s: s.row.cost.cpu_s,
    ),
    Column(
        name="disk",
        title=QT_TRANSLATE_NOOP("RowsModel", "Size"),
        help=QT_TRANSLATE_NOOP("RowsModel", "Of the fitted model as bytes on disk."),
        text=lambda s: i18n.bytes_text(s.row.cost.disk_bytes),
        value=lambda s: s.row.cost.disk_bytes,
    ),
)
_BY_SCORE = next(i for i, column in enumerate(COLUMNS) if column.name == "score")


class RowsModel(ColumnsModel[Shown]):
    """The rows of :class:`EnsembleFindings`, the best score first until re-ordered."""

    context = "RowsModel"
    columns = COLUMNS

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((_BY_SCORE, Qt.SortOrder.DescendingOrder), parent)
        self._findings: EnsembleFindings | None = None

    def load(self, findings: EnsembleFindings | None) -> None:
        """Show these; the order stays."""
        if findings == self._findings:
            return
        self._findings = findings
        if findings is None:
            self.show_rows(())
            return
        self.show_rows(
            [
                Shown(row=row, metric=findings.metric, gain=gain(findings, row.key))
                for row in findings.rows
            ]
        )

    def key(self, row: Shown) -> str:
        """The row's key in the findings."""
        return row.row.key

    def tip(self, row: Shown) -> str:
        """Its note."""
        return i18n.say(row.row.note) if row.row.note is not None else ""
