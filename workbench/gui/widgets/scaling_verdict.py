"""What timings say of more workers, in words, and what to measure next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from workbench.core.messages import Message
from workbench.gui.i18n import say
from workbench.gui.naming import named
from workbench.gui.theme import Theme
from workbench.gui.widgets.card import Card
from workbench.gui.widgets.computed import ComputedDialog, as_html
from workbench.gui.widgets.fields import NumberBox
from workbench.gui.widgets.scaling_explanations import EXPLANATIONS
from workbench.gui.widgets.words import sentence, unbroken
from workbench.scaling.next_measurement import NextMeasurement
from workbench.scaling.study import Study

_HEADLINE = 1.3
_BUDGET_S = 30.0
_MOST_S = 86_400.0


class ScalingVerdict(Card):
    """The recommendation, the law in words, what to beware of, and the next step."""

    example_requested = Signal()
    measureRequested = Signal(object)  # noqa: N815 - a signal, named as Qt names them
    """Carries the :class:`NextMeasurement` to be made."""
    budgetChanged = Signal(float)  # noqa: N815
    """Carries the seconds that the next measurement may take."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("scaling_verdict")
        self.set_title(self.tr("What the timings say"))
        self._theme = theme
        self._study: Study | None = None
        self._next: NextMeasurement | None = None
        self._dialog: ComputedDialog | None = None
        self._headline = sentence("scaling_headline", "verdict")
        self._second = sentence("scaling_second")
        self._flags = QVBoxLayout()
        self._flags.setSpacing(3)
        self._example = named(
            QPushButton(self.tr("Run a small example")), "scaling_example"
        )
        self._example.clicked.connect(self.example_requested)
        self._how = named(
            QPushButton(self.tr("How was this computed?")), "scaling_how", role="link"
        )
        self._how.clicked.connect(self.explain)
        for widget in (self._headline, self._second):
            self.add_body(widget, 0)
        self._column.addLayout(self._flags)
        self._column.addWidget(self._make_next())
        self.add_body(self._example, 0)
        self._column.setAlignment(self._example, Qt.AlignmentFlag.AlignLeft)
        self.add_tool(self._how)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        theme.changed.connect(self._dress)
        self._dress()
        self.show_study(None)

    @property
    def budget_s(self) -> float:
        """How long the next measurement may take."""
        return float(self._budget.number() or 0.0)

    @property
    def next(self) -> NextMeasurement | None:
        """What is proposed to be measured."""
        return self._next

    @property
    def headline(self) -> str:
        """The first sentence."""
        return self._headline.text()

    def show_notice(self, text: str) -> None:
        """Say why there is nothing to say yet."""
        self.show_study(None)
        self._headline.setText(text)
        self._second.hide()
        self._example.hide()

    def show_live(self, first: Sequence[Message], more: Sequence[Message]) -> None:
        """Say what a run that goes on says of itself."""
        self.show_notice(unbroken(" ".join(map(say, first))))
        self._second.setText(unbroken(" ".join(map(say, more))))
        self._second.setVisible(bool(more))

    def show_study(self, known: Study | None, law: Sequence[Message] = ()) -> None:
        """Say what ``known`` supports; ``law`` are sentences on the best law."""
        self._study = known
        self._how.setVisible(known is not None)
        self._example.setVisible(known is None)
        self._second.setVisible(True)
        self._next_row.hide()
        _empty(self._flags)
        if known is None:
            if self._dialog is not None:
                self._dialog.close()  # it explains what is no longer there
            self._headline.setText(self.tr("What would more workers give?"))
            self._second.setText(
                self.tr(
                    "Measure a kernel on a few worker counts, choose a run that was "
                    "measured before, or open a file of timings. A law is fitted to "
                    "them, and says with its uncertainty what larger counts would do, "
                    "where they stop to pay, and what to measure next."
                )
            )
            return
        first, *rest = (say(one) for one in known.advice.sentences)
        self._headline.setText(unbroken(first))
        # The law's own words say where it ends; without a law the advice goes on.
        self._second.setText(unbroken(" ".join(map(say, law)) or " ".join(rest)))
        self._second.setVisible(bool(self._second.text()))
        for flag in known.analysis.flags:
            if flag.law not in (None, known.analysis.best_law):
                continue  # the table remarks on it
            line = self._flag(say(flag.message))
            self._flags.addWidget(line)
            line.show()
        if self._dialog is not None and self._dialog.isVisible():
            self._dialog.show_html(as_html(EXPLANATIONS, known))

    def show_next(self, found: NextMeasurement | None, *, possible: bool) -> None:
        """Say what to measure next; ``possible`` is whether it can be done here."""
        self._next = found
        self._next_row.setVisible(found is not None)
        if found is None:
            return
        self._next_words.setText(unbroken(" ".join(map(say, found.sentences))))
        able = possible and found.workers is not None
        self._measure.setVisible(possible)
        self._within.setVisible(possible)
        self._budget.setVisible(possible)
        self._measure.setEnabled(able)

    def explain(self) -> None:
        """Open formulas, inputs and sources."""
        if self._study is None:
            return
        if self._dialog is None:
            self._dialog = ComputedDialog(self)
        self._dialog.show_html(as_html(EXPLANATIONS, self._study))
        self._dialog.show()
        self._dialog.activateWindow()

    def _make_next(self) -> QWidget:
        self._next_words = sentence("next_words")
        self._measure = named(QPushButton(self.tr("Measure it")), "measure_next")
        self._measure.clicked.connect(lambda: self.measureRequested.emit(self._next))
        self._budget = NumberBox(
            objectName="next_budget",
            name=self.tr("Seconds that the next measurement may take"),
            whole=False,
            minimum=0.1,
            maximum=_MOST_S,
        )
        self._budget.show_number(_BUDGET_S)
        self._budget.edited.connect(lambda s: self.budgetChanged.emit(float(s or 0.0)))
        self._within = named(QLabel(self.tr("within (s)")), "next_within", role="muted")
        self._within.setBuddy(self._budget)
        controls = QHBoxLayout()
        controls.setSpacing(8)
        controls.addWidget(self._measure)
        controls.addWidget(self._within)
        controls.addWidget(self._budget)
        controls.addStretch(1)
        self._next_row = named(QWidget(), "next_row")
        column = QVBoxLayout(self._next_row)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._next_words)
        column.addLayout(controls)
        return self._next_row

    def _flag(self, text: str) -> QWidget:
        line = named(QWidget(), "scaling_flag")
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        side = round(self.fontMetrics().height())
        icon = QLabel()
        warning = self._theme.icon("warning", self._theme.colours.warning)
        icon.setPixmap(warning.pixmap(side, side))
        label = sentence("scaling_flag_text", "warning")
        label.setText(unbroken(text))
        row.addWidget(icon)
        row.addWidget(label, 1)
        return line

    def _dress(self) -> None:
        size = self._theme.font_size("body") * _HEADLINE
        colour = self._theme.colours.text
        self._headline.setStyleSheet(
            f"color: {colour}; font-size: {size:.1f}pt; font-weight: 500;"
        )


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
