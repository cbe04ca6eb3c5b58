"""The jobs of this session: progress, times, and a way to cancel each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QPainter, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolButton,
    QWidget,
)

from workbench.gui.bridge import Job
from workbench.gui.models.jobs import (
    CANCEL,
    ENGINE,
    PROGRESS,
    PROGRESS_ROLE,
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
        self._buttons: dict[int, QToolButton] = {}
        self._jobs = JobsModel(jobs, parent=self)
        self._table = self._view()
        self.add_body(self._table)
        for job in jobs:
            if job.live:
                self._add_button(job)
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
        self._add_button(job)
        self._count()

    def update_jobs(self, jobs: Sequence[Job]) -> None:
        """Show what changed in ``jobs``."""
        self._jobs.update(jobs)
        for job in jobs:
            if not job.live:
                self._drop_button(job)
        self._count()

    def choose(self, job: Job) -> None:
        """Select the row of ``job``."""
        place = self._jobs.place(job)
        if self._table.currentIndex().row() != place:
            self._table.setCurrentIndex(self._jobs.index(place, WHAT))

    def _view(self) -> QTableView:
        table = named(QTableView(), "jobs_table", accessible=self.tr("Jobs"))
        table.setShowGrid(False)
        table.setModel(self._jobs)
        table.setItemDelegateForColumn(PROGRESS, _Bar(self._theme, table))
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

    def _add_button(self, job: Job) -> None:
        name = self.tr("Cancel job {n}").format(n=job.id)
        button = named(
            QToolButton(), f"cancel_job_{job.id}", role="flat", accessible=name
        )
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setAutoRaise(True)
        button.setIcon(self._theme.icon("close", self._theme.colours.muted))
        button.setToolTip(name)
        button.clicked.connect(lambda: self.cancelRequested.emit(job))
        index = self._jobs.index(self._jobs.place(job), CANCEL)
        self._table.setIndexWidget(index, button)
        self._buttons[job.id] = button

    def _drop_button(self, job: Job) -> None:
        button = self._buttons.pop(job.id, None)
        if button is None:
            return
        if button.hasFocus():
            self._table.setFocus()
        index = self._jobs.index(self._jobs.place(job), CANCEL)
        self._table.setIndexWidget(index, None)  # type: ignore[arg-type]

    def _row_changed(self, index: Index) -> None:
        if index.isValid():
            self.selected.emit(self._jobs.job(index.row()))

    def _cancel_chosen(self) -> None:
        job = self.chosen
        if job is not None and job.live:
            self.cancelRequested.emit(job)

    def _count(self) -> None:
        jobs = [self._jobs.job(row) for row in range(self._jobs.rowCount())]
        running = sum(job.state.status == "running" for job in jobs)
        queued = sum(job.state.status == "queued" for job in jobs)
        ended = len(jobs) - running - queued
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
        for button in self._buttons.values():
            button.setIcon(self._theme.icon("close", self._theme.colours.muted))
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


class _Bar(QStyledItemDelegate):
    """Progress as a thin bar and its percentage."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """The row's background, then the bar and its figure over it."""
        super().paint(painter, option, index)
        colours = self._theme.colours
        em = option.fontMetrics.height()
        whole = QRectF(option.rect).adjusted(6, 0, -3.4 * em, 0)
        track = QRectF(whole.left(), whole.center().y() - _BAR / 2, whole.width(), _BAR)
        done = QRectF(track)
        done.setWidth(track.width() * float(index.data(PROGRESS_ROLE)))
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
            str(index.data()),
        )
        painter.restore()

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Without the text, which stands beside the bar."""
        super().initStyleOption(option, index)
        option.text = ""
