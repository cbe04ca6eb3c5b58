"""The tour: a frame around one part of the window after the other, with a few words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from workbench.gui.naming import named
from workbench.gui.widgets.problem_label import announce

_WIDTH = 330
_GAP = 12
_MARGIN = 4
"""Between a part and the frame around it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One part of the window, by its object name, and what is said of it."""

    target: str
    title: str
    text: str


class Tour(QFrame):
    """A bubble beside the part that it explains; lies over the window's content.

    Enter or Next goes on, Escape ends it. Whatever it does not cover can be used
    meanwhile.
    """

    ended = Signal()

    def __init__(self, *, show_page: Callable[[str], None], window: QWidget) -> None:
        super().__init__(window)
        named(self, "tour", role="card", accessible=self.tr("Tour"))
        self.setFixedWidth(_WIDTH)
        self._window = window
        self._stops = self._all_stops()
        self._at = 0
        self._spot = named(QFrame(window), "tour_spot", role="spot")
        self._spot.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._count = named(QLabel(), "tour_count", role="small")
        self._title = named(QLabel(), "tour_title", role="title")
        self._text = named(QLabel(wordWrap=True), "tour_text")
        self._skip = named(QPushButton(self.tr("Skip")), "tour_skip", role="flat")
        self._back = named(QPushButton(self.tr("Back")), "tour_back")
        self._next = named(QPushButton(), "tour_next", role="primary")
        self._lay_out()
        self._skip.clicked.connect(self.end)
        self._back.clicked.connect(lambda: self._go(self._at - 1))
        self._next.clicked.connect(lambda: self._go(self._at + 1))
        window.installEventFilter(self)
        show_page("measure")
        self._go(0)

    def end(self) -> None:
        """Take it off the window."""
        self._window.removeEventFilter(self)
        self._spot.deleteLater()
        self.deleteLater()
        self.hide()
        self._spot.hide()
        self.ended.emit()

    def _all_stops(self) -> tuple[Stop, ...]:
        return (
            Stop(
                target="setup_panel",
                title=self.tr("Set up"),
                text=self.tr(
                    "Choose data, models and worker counts from top to bottom. What is "
                    "there now can be run at once."
                ),
            ),
            Stop(
                target="run",
                title=self.tr("Run"),
                text=self.tr(
                    "F5 starts the measurement, Esc stops it and keeps what was "
                    "measured. Below it stands what it will cost."
                ),
            ),
            Stop(
                target="card_speedup",
                title=self.tr("Speedup"),
                text=self.tr(
                    "How many times faster more workers are, each point with its "
                    "95\u00a0% interval, beside the ideal line."
                ),
            ),
            Stop(
                target="card_accuracy",
                title=self.tr("Accuracy"),
                text=self.tr(
                    "How good every model is, fold by fold. Intervals that overlap "
                    "widely mean: no difference shown."
                ),
            ),
            Stop(
                target="verdict",
                title=self.tr("Verdict"),
                text=self.tr(
                    "What the measurements support, in two sentences, and what keeps "
                    "the run from being faster, with a cure."
                ),
            ),
            Stop(
                target="rail_scaling",
                title=self.tr("Scaling"),
                text=self.tr(
                    "What more workers would give: the law of a run, drawn beyond what "
                    "was measured, with its band and your questions."
                ),
            ),
            Stop(
                target="rail_ensembles",
                title=self.tr("Ensembles"),
                text=self.tr(
                    "Whether combining models pays: every rule from the same fits, "
                    "what each gains over the best single model, and what it costs."
                ),
            ),
            Stop(
                target="rail_joint",
                title=self.tr("Joint learning"),
                text=self.tr(
                    "Learning together while everybody keeps their rows: strategies "
                    "round by round, with what they cost and what they give away."
                ),
            ),
            Stop(
                target="rail_history",
                title=self.tr("History"),
                text=self.tr(
                    "Every run is kept and opens again as it was. Save one as a bundle "
                    "to hand it on."
                ),
            ),
        )

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self._skip)
        buttons.addStretch(1)
        buttons.addWidget(self._back)
        buttons.addWidget(self._next)
        layout = self._column = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        for label in (self._count, self._title, self._text):
            layout.addWidget(label)
        layout.addSpacing(6)
        layout.addLayout(buttons)

    def _go(self, number: int) -> None:
        if not 0 <= number < len(self._stops):
            self.end()
            return
        self._at = number
        stop, last = self._stops[number], number == len(self._stops) - 1
        self._count.setText(
            self.tr("{n} of {total}").format(n=number + 1, total=len(self._stops))
        )
        self._title.setText(stop.title)
        self._text.setText(stop.text)
        self._back.setEnabled(number > 0)
        self._next.setText(self.tr("Done") if last else self.tr("Next"))
        self._place()
        self._next.setFocus()
        announce(self._text, f"{stop.title}. {stop.text}")

    def _place(self) -> None:
        # Another page that was built may have one of the same name.
        named_so = self._window.findChildren(QWidget, self._stops[self._at].target)
        target = next((widget for widget in named_so if widget.isVisible()), None)
        self.ensurePolished()
        edge = self.contentsMargins()
        inside = self._column.heightForWidth(_WIDTH - edge.left() - edge.right())
        self.setFixedHeight(inside + edge.top() + edge.bottom())
        if target is None:
            self._spot.hide()
            around = QRect()
        else:
            _scroll_to(target)
            around = _seen(target, self._window)
            self._spot.setGeometry(
                around.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)
            )
            self._spot.show()
            self._spot.raise_()
        self.move(_beside(around, self.rect(), self._window.rect()))
        self.show()
        self.raise_()

    def event(self, event: QEvent) -> bool:
        """Escape ends the tour and not the running experiment."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, wherever in the bubble the focus is; Escape ends."""
        match event.key():
            case Qt.Key.Key_Escape:
                self.end()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._go(self._at + 1)
            case _:
                super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay beside the part when the window changes its size."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)


def _scroll_to(target: QWidget) -> None:
    parent = target.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(target)
        parent = parent.parentWidget()


def _seen(target: QWidget, window: QWidget) -> QRect:
    """What can be seen of ``target``, in the window's coordinates."""
    seen = target.visibleRegion().boundingRect()
    if seen.isEmpty():
        seen = target.rect()
    return QRect(target.mapTo(window, seen.topLeft()), seen.size())


def _beside(target: QRect, bubble: QRect, window: QRect) -> QPoint:
    """Right, left, below or above of ``target``, where there is room; else within."""
    size, inside = bubble.size(), window.adjusted(_GAP, _GAP, -_GAP, -_GAP)
    top = max(inside.top(), min(target.top(), inside.bottom() - size.height()))
    left = max(inside.left(), min(target.left(), inside.right() - size.width()))
    places = (
        QPoint(target.right() + _GAP, top),
        QPoint(target.left() - _GAP - size.width(), top),
        QPoint(left, target.bottom() + _GAP),
        QPoint(left, target.top() - _GAP - size.height()),
    )
    for place in places:
        if inside.contains(QRect(place, size)):
            return place
    middle = target.center() if target.isValid() else inside.center()
    return middle - QPoint(size.width() // 2, size.height() // 2)
