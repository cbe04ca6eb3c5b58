"""The jobs of this session as a table: what runs, how far it is, what waits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
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

from workbench.core.messages import QT_TRANSLATE_NOOP, plain
from workbench.core.spec import ExperimentSpec
from workbench.core.state import Status
from workbench.datasets import DATASETS
from workbench.engines import ENGINES
from workbench.gui import i18n
from workbench.gui.bridge import Job
from workbench.gui.i18n import say
from workbench.gui.models.runs import status_text
from workbench.workloads import WORKLOADS

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_CONTEXT = "JobsModel"
PROGRESS_ROLE = Qt.ItemDataRole.UserRole
"""The role under which the progress column gives its share, 0 to 1."""
LIVE_ROLE = Qt.ItemDataRole.UserRole + 1
"""The role under which the last column says whether the job can be cancelled."""
HEADINGS: tuple[str, ...] = (
    QT_TRANSLATE_NOOP("JobsModel", "Run"),
    QT_TRANSLATE_NOOP("JobsModel", "What"),
    QT_TRANSLATE_NOOP("JobsModel", "Engine"),
    QT_TRANSLATE_NOOP("JobsModel", "Progress"),
    QT_TRANSLATE_NOOP("JobsModel", "Elapsed / left"),
    QT_TRANSLATE_NOOP("JobsModel", "Status"),
    "",
)
RUN, WHAT, ENGINE, PROGRESS, TIME, STATUS, CANCEL = range(len(HEADINGS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What is shown of a job, kept to see what changed."""

    texts: tuple[str, ...]
    progress: float
    tip: str
    status: Status
    cancel: str
    """What the last column offers, empty where there is nothing to cancel."""


class JobsModel(QAbstractTableModel):
    """Rows in the order of submission; :meth:`update` reports only what differs."""

    def __init__(self, jobs: Sequence[Job] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = list(jobs)
        self._rows = [_row(job) for job in self._jobs]
        self._places = {job.id: place for place, job in enumerate(self._jobs)}
        self.counts = Counter(row.status for row in self._rows)
        """How many jobs there are of each status."""

    def add(self, job: Job) -> None:
        """A new job below the others."""
        place = len(self._jobs)
        self.beginInsertRows(_ROOT, place, place)
        self._jobs.append(job)
        self._rows.append(_row(job))
        self._places[job.id] = place
        self.counts[self._rows[place].status] += 1
        self.endInsertRows()

    def update(self, jobs: Sequence[Job]) -> None:
        """Look again at ``jobs``; views hear only of the cells that changed."""
        for job in jobs:
            place = self._places[job.id]
            before, after = self._rows[place], _row(job)
            if after == before:
                continue
            self._rows[place] = after
            self.counts[before.status] -= 1
            self.counts[after.status] += 1
            pairs = zip(before.texts, after.texts, strict=True)
            changed = [c for c, (old, new) in enumerate(pairs) if old != new]
            if before.progress != after.progress:
                changed.append(PROGRESS)
            if before.cancel != after.cancel:
                changed.append(CANCEL)
            if changed:
                first, last = min(changed), max(changed)
                self.dataChanged.emit(self.index(place, first), self.index(place, last))

    def job(self, row: int) -> Job:
        """The job of a row."""
        return self._jobs[row]

    def shown(self, index: Index) -> Row:
        """What the row of ``index`` shows, all at once."""
        return self._rows[index.row()]

    def place(self, job: Job) -> int:
        """The row of a job."""
        return self._places[job.id]

    def rowCount(self, parent: Index = _ROOT) -> int:
        """One row per job."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """One column per heading."""
        return 0 if parent.isValid() else len(HEADINGS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, tip and progress of a cell."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.texts[index.column()]
            case Qt.ItemDataRole.ToolTipRole:
                return (index.column() == CANCEL and row.cancel) or row.tip
            case Qt.ItemDataRole.AccessibleTextRole if index.column() == CANCEL:
                return row.cancel
            case _ if role == LIVE_ROLE and index.column() == CANCEL:
                return bool(row.cancel)
            case _ if role == PROGRESS_ROLE and index.column() == PROGRESS:
                return row.progress
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """The headings."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole and HEADINGS[section]:
            return QCoreApplication.translate(_CONTEXT, HEADINGS[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


def what_text(spec: ExperimentSpec) -> str:
    """An experiment in a few words: “Iris · 4 models · 1, 2 workers”."""
    counts = sorted({1, *spec.workers})
    if counts == [1]:
        workers = QCoreApplication.translate("JobsModel", "1 worker")
    else:
        text = QCoreApplication.translate("JobsModel", "{counts} workers")
        workers = text.format(counts=", ".join(map(str, counts)))
    return " · ".join([*_subject(spec), workers])


def _subject(spec: ExperimentSpec) -> list[str]:
    if spec.workload in WORKLOADS and not WORKLOADS.get(spec.workload).uses_data:
        return [say(WORKLOADS.get(spec.workload).title)]
    dataset = spec.dataset
    named = dataset.file is None and dataset.name in DATASETS
    data = DATASETS.get(dataset.name).title if named else plain(dataset.label)
    made = (
        WORKLOADS.get(spec.workload).titles(spec) if spec.workload in WORKLOADS else {}
    )
    if made:
        models = ", ".join(map(say, made.values()))
    elif len(spec.models) == 1:
        models = QCoreApplication.translate("JobsModel", "1 model")
    else:
        text = QCoreApplication.translate("JobsModel", "{n} models")
        models = text.format(n=len(spec.models))
    return [say(data), models]


def _row(job: Job) -> Row:
    spec, state = job.spec, job.state
    engine = spec.engine
    if engine in ENGINES:
        engine = say(ENGINES.get(engine).title)
    percent = i18n.percent(round(state.progress, 2))
    what = what_text(spec)
    status = status_text(state.status)
    trouble = say(state.error) if state.error is not None else ""
    return Row(
        texts=(
            str(state.run_id) if state.run_id is not None else i18n.UNKNOWN,
            what,
            engine,
            percent,
            _time_text(job),
            status,
            "",
        ),
        progress=round(state.progress, 3),
        tip=trouble or f"{what} · {engine}",
        status=state.status,
        cancel=_cancel_text(job) if job.live else "",
    )


def _cancel_text(job: Job) -> str:
    text = QCoreApplication.translate("JobsTable", "Cancel job {n}")
    return text.format(n=job.id)


def _time_text(job: Job) -> str:
    state = job.state
    if state.status == "queued":
        return i18n.UNKNOWN
    elapsed, left = _steady(state.t), state.remaining_s
    if state.status != "running" or not left:  # nothing is left of an overrun guess
        return elapsed
    return f"{elapsed} / {_steady(left)}"


def _steady(seconds: float) -> str:
    """A duration whose number of digits does not change while it is watched."""
    return f"{seconds:.1f} s" if seconds < 99.95 else i18n.seconds(seconds)
