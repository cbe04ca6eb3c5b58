"""The history as a table: every stored run with its headline numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QColor

from workbench.core.errors import StoreError
from workbench.core.messages import QT_TRANSLATE_NOOP, Message
from workbench.core.state import RunState, Status
from workbench.engines import ENGINES
from workbench.ensembles import RULES
from workbench.estimators import ESTIMATORS, title_of_name
from workbench.gui import i18n
from workbench.gui.theme import Theme
from workbench.joint.base import STRATEGIES
from workbench.store import RunSummary, Store
from workbench.workloads import WORKLOADS
from workbench.workloads.growth_methods import METHODS

Index = QModelIndex | QPersistentModelIndex
RUN_ROLE = Qt.ItemDataRole.UserRole
"""The role under which a row gives its :class:`RunSummary`."""
_ROOT = QModelIndex()
_CONTEXT = "RunsModel"
_STATUS: dict[Status, str] = {
    "empty": "",
    "queued": QT_TRANSLATE_NOOP("RunsModel", "queued"),
    "running": QT_TRANSLATE_NOOP("RunsModel", "running"),
    "done": QT_TRANSLATE_NOOP("RunsModel", "done"),
    "cancelled": QT_TRANSLATE_NOOP("RunsModel", "stopped"),
    "failed": QT_TRANSLATE_NOOP("RunsModel", "failed"),
    "interrupted": QT_TRANSLATE_NOOP("RunsModel", "interrupted"),
}


def stored_state(store: Store, run_id: int) -> RunState:
    """A run as it was; raises ``StoreError`` where it is no longer there."""
    try:
        return store.state(run_id)
    except KeyError:
        gone = QT_TRANSLATE_NOOP(
            "Message", "Run {run} is no longer there: another program deleted it."
        )
        raise StoreError(Message(gone, {"run": run_id})) from None


def when_text(started_at: float) -> str:
    """Date and time of day, in the computer's own time zone."""
    local = datetime.fromtimestamp(started_at, UTC).astimezone()
    return local.strftime("%Y-%m-%d %H:%M")


def what_text(run: RunSummary) -> str:
    """The run in a few words: its title, or its data and its models."""
    if run.title and not run.named and not run.dataset and run.workload in WORKLOADS:
        # What it is called here, not in files.
        title = i18n.say(WORKLOADS.get(run.workload).title)
        return f"{title} · {', '.join(map(str, run.workers))}"
    if run.title:
        return run.title
    match run.models:
        case ():
            return run.dataset
        case (model,):
            return f"{run.dataset} · {model_text(model)}"
        case models:
            text = QCoreApplication.translate("RunsModel", "{data} · {n} models")
            return text.format(data=run.dataset, n=len(models))


def _marked(run: RunSummary) -> str:
    """The same, with a word on a run that another computer measured."""
    if not run.origin:
        return what_text(run)
    text = QCoreApplication.translate("RunsModel", "{what} (imported)")
    return text.format(what=what_text(run))


def model_text(key: str | None) -> str:
    """A model's title; a name of the person's own stays as it is."""
    if key is None:
        return i18n.UNKNOWN
    if key in ESTIMATORS:
        return i18n.say(ESTIMATORS.get(key).title)
    if key in RULES:
        return i18n.say(RULES.get(key).title)
    if key in STRATEGIES:
        return i18n.say(STRATEGIES.get(key).title)
    if key in METHODS:
        return i18n.say(METHODS.get(key).title)
    return i18n.say(title_of_name(key))


def status_text(status: Status) -> str:
    """The status as a word for a person."""
    word = _STATUS[status]
    return QCoreApplication.translate(_CONTEXT, word) if word else ""


def _engine_text(run: RunSummary) -> str:
    known = run.engine in ENGINES
    return i18n.say(ENGINES.get(run.engine).title) if known else run.engine


def _speedup_text(run: RunSummary) -> str:
    if run.best_speedup is None or run.best_workers is None:
        return i18n.UNKNOWN
    text = (
        QCoreApplication.translate("RunsModel", "scaled {speedup}")
        if run.scaling == "weak"
        else QCoreApplication.translate("RunsModel", "{speedup} with {workers}")
    )
    return text.format(speedup=i18n.ratio(run.best_speedup), workers=run.best_workers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """How one column is headed, shown and sorted; a value of ``None`` sorts last."""

    title: str
    text: Callable[[RunSummary], str]
    value: Callable[[RunSummary], Any]
    number: bool = False


COLUMNS = (
    Column(
        title=QT_TRANSLATE_NOOP("RunsModel", "Run"),
        text=lambda run: str(run.id),
        value=lambda run: run.id,
        number=True,
    ),
    Column(
        title=QT_TRANSLATE_NOOP("RunsModel", "When"),
        text=lambda run: when_text(run.started_at),
        value=lambda run: run.started_at,
    ),
    Column(
        title=QT_TRANSLATE_NOOP("RunsModel", "What"),
        text=_marked,
        value=lambda run: what_text(run).casefold(),
    ),
    Column(
        title=QT_TRANSLATE_NOOP("RunsModel", "Engine"),
        text=_engine_text,
        value=_engine_text,
    ),
    Column(
        title=QT_TRANSLATE_NOOP("RunsModel", "Workers"),
        text=lambda run: ", ".join(map(str, run.workers)),
        value=lambda run: run.workers,
    ),
    Column(
        title=QT_TRANSLATE_NOOP("RunsModel", "Best speedup"),
        text=_speedup_text,
        value=lambda run: run.best_speedup,
        number=True,
    ),
    Column(
        title=QT_TRANSLATE_NOOP("RunsModel", "Best model"),
        text=lambda run: model_text(run.best_model),
        value=lambda run: run.best_model and model_text(run.best_model).casefold(),
    ),
    Column(
        title=QT_TRANSLATE_NOOP("RunsModel", "Score"),
        text=lambda run: i18n.score(run.best_score),
        value=lambda run: run.best_score,
        number=True,
    ),
    Column(
        title=QT_TRANSLATE_NOOP("RunsModel", "Status"),
        text=lambda run: status_text(run.status),
        value=lambda run: status_text(run.status),
    ),
    Column(
        title=QT_TRANSLATE_NOOP("RunsModel", "Duration"),
        text=lambda run: i18n.seconds(run.seconds),
        value=lambda run: run.seconds,
        number=True,
    ),
)


Found = tuple[RunSummary, str]
"""A run, and everything that a person might search it by, folded to small letters."""


def indexed(runs: Iterable[RunSummary]) -> list[Found]:
    """The runs with what they are searched by; touches no widget, may take a while."""
    return [(run, _words(run)) for run in runs]


class RunsModel(QAbstractTableModel):
    """Runs that match the search, in the order chosen; newest first at the beginning.

    Sorting and searching work on the plain rows, so 10,000 of them stay quick.
    """

    _right: ClassVar = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    _left: ClassVar = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter

    def __init__(self, *, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._all: list[Found] = []
        self._rows: list[RunSummary] = []
        self._words: tuple[str, ...] = ()
        self._order = (0, Qt.SortOrder.DescendingOrder)

    @property
    def total(self) -> int:
        """How many runs there are, found or not."""
        return len(self._all)

    @property
    def order(self) -> tuple[int, Qt.SortOrder]:
        """The column that rows are sorted by, and which way."""
        return self._order

    def load(self, runs: Sequence[Found]) -> None:
        """Show what :func:`indexed` made; search and order stay."""
        self._all = list(runs)
        self._arrange()

    def search(self, text: str) -> None:
        """Keep the runs in whose row every word of ``text`` occurs."""
        self._words = tuple(text.casefold().split())
        self._arrange()

    def run(self, row: int) -> RunSummary:
        """The run in a row."""
        return self._rows[row]

    def row_of(self, run_id: int) -> int | None:
        """Where a run stands now, if it is among the found."""
        return next(
            (row for row, run in enumerate(self._rows) if run.id == run_id), None
        )

    def _arrange(self) -> None:
        self.beginResetModel()
        found = [
            run
            for run, words in self._all
            if all(word in words for word in self._words)
        ]
        column, direction = self._order
        value = COLUMNS[column].value
        known = [run for run in found if value(run) is not None]
        known.sort(key=value, reverse=direction == Qt.SortOrder.DescendingOrder)
        self._rows = known + [run for run in found if value(run) is None]
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many runs were found."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """How many figures a row shows."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One cell's text, alignment, colour or verdict, or the run itself."""
        if not index.isValid():
            return None
        run, column = self._rows[index.row()], COLUMNS[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.text(run)
            case Qt.ItemDataRole.TextAlignmentRole:
                return self._right if column.number else self._left
            case Qt.ItemDataRole.ForegroundRole if column.title == "Status":
                return self._status_colour(run.status)
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(i18n.say(sentence) for sentence in run.verdict)
            case _ if role == RUN_ROLE:
                return run
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """A column's title and alignment."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = COLUMNS[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return QCoreApplication.translate(_CONTEXT, column.title)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._right if column.number else self._left
        return None

    def sort(
        self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder
    ) -> None:
        """Order the runs by a column; those without a value come last."""
        if 0 <= column < len(COLUMNS):
            self._order = (column, order)
            self._arrange()

    def _status_colour(self, status: Status) -> QColor | None:
        colours = self._theme.colours
        name = {
            "done": colours.good,
            "failed": colours.danger,
            "interrupted": colours.warning,
            "running": colours.accent,
        }.get(status)
        return QColor(name) if name else None


def _words(run: RunSummary) -> str:
    cells = [column.text(run) for column in COLUMNS]
    models = [model_text(key) for key in run.models]
    return "\n".join([*cells, run.dataset, *models, *run.models]).casefold()
