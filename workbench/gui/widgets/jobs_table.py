"""The jobs of this session: progress, times, and a way to cancel each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from workbench.gui.bridge import Job
from workbench.gui.models.jobs import (
    CANCEL,
    ENGINE,
    LIVE_ROLE,
    PROGRESS,
    RUN,
    STATUS,
    TIME,
    WHAT,
    Index,
    JobsModel,
)
from workbench.gui.naming import named
from workbench.gui.theme import Theme
from workbench.gui.widgets.card import Card

_EM_WIDTHS = {RUN: 3.4, ENGINE: 9.5, TIME: 8.0, STATUS: 5.6, CANCEL: 2.6}
_ROOMY_EM = 46.0
"""Below this width the engine is left to the row's tip."""
_BAR_SHARE = 0.27
_LINES = 3
"""How many jobs are seen without scrolling."""
_BAR = 7.0
_ICON = 16
_KEYS = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class JobsTable(Card):
    """Shows jobs; asks to cancel one, says which one is chosen."""

    selected = Signal(object)
    """Carries the :class:`Job` that the person chose."""
    cancelRequested = Signal(object)  # noqa: N815 - a signal, named as Qt names them
    """Carries the :class:`Job`."""

    def __init__(
        self, jobs: Sequence[Job], *, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self.setObjectName("jobs_card")
        self.set_title(self.tr("Jobs"))
        self._theme = theme
        self._jobs = JobsModel(jobs, parent=self)
        self._table = self._view()
        self.add_body(self._table)
        self._table.selectionModel().currentRowChanged.connect(self._row_changed)
        delete = QShortcut(QKeySequence.StandardKey.Delete, self._table)
        delete.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        delete.activated.connect(self._cancel_chosen)
        theme.changed.connect(self._restyle)
        self._restyle()
        self._count()

    @property
    def chosen(self) -> Job | None:
        """The job whose row is selected."""
        index = self._table.currentIndex()
        return self._jobs.job(index.row()) if index.isValid() else None

    def add(self, job: Job) -> None:
        """A new job below the others."""
        self._jobs.add(job)
        self._count()

    def update_jobs(self, jobs: Sequence[Job]) -> None:
        """Show what changed in ``jobs``."""
        self._jobs.update(jobs)
        self._count()

    def choose(self, job: Job) -> None:
        """Select the row of ``job``."""
        place = self._jobs.place(job)
        if self._table.currentIndex().row() != place:
            self._table.setCurrentIndex(self._jobs.index(place, WHAT))

    def _view(self) -> _View:
        table = named(_View(), "jobs_table", accessible=self.tr("Jobs"))
        table.setShowGrid(False)
        table.setModel(self._jobs)
        table.setItemDelegateForColumn(PROGRESS, _Bar(self._jobs, self._theme, table))
        table.setItemDelegateForColumn(CANCEL, _Cross(self._jobs, self._theme, table))
        table.setItemDelegate(_Cell(self._jobs, self._theme, table))
        table.cancel_pressed.connect(self._cancel_row)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(20)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(WHAT, QHeaderView.ResizeMode.Stretch)
        return table

    def _row_changed(self, index: Index) -> None:
        if index.isValid():
            self.selected.emit(self._jobs.job(index.row()))

    def _cancel_chosen(self) -> None:
        job = self.chosen
        if job is not None and job.live:
            self.cancelRequested.emit(job)

    def _cancel_row(self, row: int) -> None:
        self.cancelRequested.emit(self._jobs.job(row))

    def _count(self) -> None:
        counts = self._jobs.counts
        running, queued = counts["running"], counts["queued"]
        ended = counts.total() - running - queued
        parts = (
            (running, self.tr("{n} running")),
            (queued, self.tr("{n} queued")),
            (ended, self.tr("{n} ended")),
        )
        self.set_subtitle(" · ".join(text.format(n=n) for n, text in parts if n))

    def _restyle(self) -> None:
        em = self.fontMetrics().height()
        header = self._table.horizontalHeader()
        for column, width in _EM_WIDTHS.items():
            header.resizeSection(column, round(width * em))
        line = round(1.75 * em)
        self._table.verticalHeader().setDefaultSectionSize(line)
        self._table.setMinimumHeight(round(1.9 * em) + _LINES * line)
        self._table.viewport().update()
        self._share_width()

    def _share_width(self) -> None:
        em, width = self.fontMetrics().height(), self.width()
        self._table.setColumnHidden(ENGINE, width < _ROOMY_EM * em)
        bar = max(round(7 * em), round(_BAR_SHARE * width))
        self._table.horizontalHeader().resizeSection(PROGRESS, bar)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out anew."""
        super().resizeEvent(event)
        self._share_width()


class _View(QTableView):
    """A table whose last cell in a row acts like a button while it offers to cancel.

    A widget in each row would be simpler, but a table lays all of them out again with
    every row that comes: a thousand jobs would hold up the window.
    """

    cancel_pressed = Signal(int)
    """Carries the row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pressed = QPersistentModelIndex()
        self.setMouseTracking(True)  # a cell shows that the mouse is over it

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Hold the button; the row is chosen by the other cells only."""
        index = self._button_at(event)
        self._pressed = QPersistentModelIndex(index)
        if not index.isValid():
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second press of a quick hand counts like the first."""
        self.mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Cancel where the button was held and still is under the mouse."""
        pressed, self._pressed = self._pressed, QPersistentModelIndex()
        if not pressed.isValid():
            super().mouseReleaseEvent(event)
        elif self._button_at(event) == pressed:
            self.cancel_pressed.emit(pressed.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Cancel by key, once the arrow keys have led there."""
        index = self.currentIndex()
        if event.key() in _KEYS and _offers(index):
            self.cancel_pressed.emit(index.row())
        else:
            super().keyPressEvent(event)

    def _button_at(self, event: QMouseEvent) -> QModelIndex:
        index = self.indexAt(event.position().toPoint())
        left = event.button() == Qt.MouseButton.LeftButton
        return index if left and _offers(index) else QModelIndex()


def _offers(index: QModelIndex) -> bool:
    """Whether this is the cell that cancels its row's job."""
    return index.column() == CANCEL and bool(index.data(LIVE_ROLE))


class _Cell(QStyledItemDelegate):
    """Text as usual, in one call from Qt where the usual delegate makes ten.

    For each call Qt waits for the interpreter, which a run in this program
    may keep for some milliseconds.
    """

    def __init__(self, jobs: JobsModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._jobs, self._theme = jobs, theme

    def text(self, index: Index) -> str:
        """What the cell says."""
        return self._jobs.shown(index).texts[index.column()]

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Only what the model has to say."""
        option.index = index  # type: ignore[assignment]
        option.features |= QStyleOptionViewItem.ViewItemFeature.HasDisplay
        option.text = self.text(index)


class _Cross(_Cell):
    """Looks like a flat button as long as the job can be cancelled."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """The row's background, then the button."""
        super().paint(painter, option, index)
        if not self._jobs.shown(index).cancel:
            return
        colours = self._theme.colours
        place = QRectF(option.rect).adjusted(3, 2, -3, -2)
        current = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if current or option.state & QStyle.StateFlag.State_MouseOver:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QColor(colours.accent if current else colours.raised))
            painter.setBrush(QColor(colours.raised))
            painter.drawRoundedRect(place, 4, 4)
            painter.restore()
        icon = QStyle.alignedRect(
            option.direction,
            Qt.AlignmentFlag.AlignCenter,
            QSize(_ICON, _ICON),
            option.rect,
        )
        self._theme.icon("close", colours.muted).paint(painter, icon)


class _Bar(_Cell):
    """Progress as a thin bar and its percentage."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """The row's background, then the bar and its figure over it."""
        super().paint(painter, option, index)
        colours, shown = self._theme.colours, self._jobs.shown(index)
        em = option.fontMetrics.height()
        whole = QRectF(option.rect).adjusted(6, 0, -3.4 * em, 0)
        track = QRectF(whole.left(), whole.center().y() - _BAR / 2, whole.width(), _BAR)
        done = QRectF(track)
        done.setWidth(track.width() * shown.progress)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for rectangle, colour in ((track, colours.border), (done, colours.accent)):
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(rectangle, _BAR / 2, _BAR / 2)
        painter.setPen(QColor(colours.muted))
        painter.drawText(
            QRectF(option.rect).adjusted(0, 0, -8, 0),
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
            shown.texts[PROGRESS],
        )
        painter.restore()

    def text(self, index: Index) -> str:
        """Nothing: the text stands beside the bar."""
        return ""
