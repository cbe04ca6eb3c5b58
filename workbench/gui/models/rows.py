"""Members and rules of an ensemble as a table: score, gain, belief, cost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from workbench.core.ensemble import EnsembleFindings, PairTest, RowFindings
from workbench.core.messages import QT_TRANSLATE_NOOP
from workbench.gui import i18n

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """How one column is headed, shown and sorted; a value of ``None`` sorts last."""

    name: str
    title: str
    help: str
    text: Callable[[Shown], str]
    value: Callable[[Shown], Any]
    number: bool = True


COLUMNS = (
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


class RowsModel(QAbstractTableModel):
    """The rows of :class:`EnsembleFindings`, the best score first until re-ordered."""

    _left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    _right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._findings: EnsembleFindings | None = None
        self._rows: list[Shown] = []
        self._order = (_BY_SCORE, Qt.SortOrder.DescendingOrder)

    @property
    def order(self) -> tuple[int, Qt.SortOrder]:
        """The column that rows are sorted by, and which way."""
        return self._order

    @property
    def keys(self) -> list[str]:
        """The rows' keys from top down."""
        return [shown.row.key for shown in self._rows]

    def load(self, findings: EnsembleFindings | None) -> None:
        """Show these; the order stays."""
        if findings != self._findings:
            self._findings = findings
            self._arrange()

    def row(self, place: int) -> RowFindings:
        """The row at ``place``."""
        return self._rows[place].row

    def row_of(self, key: str) -> int | None:
        """Where a row stands now."""
        return next((i for i, s in enumerate(self._rows) if s.row.key == key), None)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many members and rules there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """How many figures a row shows."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One cell's text or alignment."""
        if not index.isValid():
            return None
        shown, column = self._rows[index.row()], COLUMNS[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.text(shown)
            case Qt.ItemDataRole.TextAlignmentRole:
                return self._right if column.number else self._left
            case Qt.ItemDataRole.ToolTipRole if shown.row.note is not None:
                return i18n.say(shown.row.note)
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """A column's title, meaning and alignment."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = COLUMNS[section]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return QCoreApplication.translate("RowsModel", column.title)
            case Qt.ItemDataRole.ToolTipRole:
                return QCoreApplication.translate("RowsModel", column.help)
            case Qt.ItemDataRole.TextAlignmentRole:
                return self._right if column.number else self._left
        return None

    def sort(
        self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder
    ) -> None:
        """Order the rows by a column; those without a value come last."""
        if 0 <= column < len(COLUMNS):
            self._order = (column, order)
            self._arrange()

    def _arrange(self) -> None:
        self.beginResetModel()
        found = self._findings
        rows = []
        if found is not None:
            rows = [
                Shown(row=row, metric=found.metric, gain=gain(found, row.key))
                for row in found.rows
            ]
        column, direction = self._order
        value = COLUMNS[column].value
        known = [shown for shown in rows if value(shown) is not None]
        known.sort(key=value, reverse=direction == Qt.SortOrder.DescendingOrder)
        self._rows = known + [shown for shown in rows if value(shown) is None]
        self.endResetModel()
