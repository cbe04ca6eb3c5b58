"""The verdict: what was found, in words, before any picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from workbench.core.anatomy import Diagnosis
from workbench.core.spec import ExperimentSpec
from workbench.core.state import RunState
from workbench.gui.i18n import say
from workbench.gui.naming import named
from workbench.gui.theme import Theme
from workbench.gui.widgets.card import Card
from workbench.gui.widgets.computed import ComputedDialog, as_html
from workbench.gui.widgets.diagnosis import DiagnosisView
from workbench.gui.widgets.elided import ElidedLabel
from workbench.gui.widgets.explanations import EXPLANATIONS
from workbench.gui.widgets.words import sentence, unbroken

Tone = Literal["muted", "good", "warning", "danger"]
_HEADLINE = 1.45
"""The headline's size; it is read from the last row of a workshop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """All that the verdict says.

    ``notes`` are tone and text, a line each; ``same`` is about the scores on different
    worker counts, ``reason`` about why no further repeat was needed.
    """

    headline: str
    second: str = ""
    meta: str = ""
    notes: tuple[tuple[Tone, str], ...] = ()
    same: tuple[Tone, str] | None = None
    reason: str = ""
    failed: bool = False
    example: bool = False
    explained: bool = False


class VerdictView(Card):
    """Two sentences, what keeps the run from being faster, and how it was computed."""

    example_requested = Signal()
    applyRequested = Signal(object)  # noqa: N815 - a signal, named as Qt names them
    """Carries the diagnosis whose cure is wanted."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("verdict")
        self.set_title(self.tr("Verdict"))
        self._theme = theme
        self._state = RunState()
        self._words: Words | None = None
        self._dialog: ComputedDialog | None = None
        self._headline = sentence("verdict_headline", "verdict")
        self._second = sentence("verdict_second", "")
        self._notes = QVBoxLayout()
        self._notes.setSpacing(3)
        self._example = named(
            QPushButton(self.tr("Run a small example")), "run_example"
        )
        self._example.clicked.connect(self.example_requested)
        self._how = named(
            QPushButton(self.tr("How was this computed?")), "how_computed", role="link"
        )
        self._how.clicked.connect(self.explain)
        self._diagnosis = DiagnosisView(theme)
        self._diagnosis.applyRequested.connect(self.applyRequested)
        for widget in (self._headline, self._second, self._diagnosis):
            self.add_body(widget, 0)
        self._column.addLayout(self._notes)
        self._same = QHBoxLayout()
        self._reason = ElidedLabel()
        self._reason.setProperty("role", "muted")
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._example)
        row.addLayout(self._same)
        row.addWidget(self._reason, 1)
        row.addWidget(self._how)
        self._column.addLayout(row)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        theme.changed.connect(self.refresh)
        self.refresh()

    @property
    def words(self) -> Words:
        """What is said now."""
        return self._words or self._find_words(self._state)

    def show_state(self, state: RunState) -> None:
        """Say what ``state`` supports; the same words again change nothing."""
        self.show_words(state)
        self._diagnose(state)
        if self._dialog is not None and self._dialog.isVisible():
            self._dialog.show_html(self.explanations(state))

    def show_words(self, state: RunState) -> None:
        """The first part of it: all but the diagnosis."""
        self._state = state
        words = self._find_words(state)
        if words != self._words:
            self._words = words
            self._say(words)

    def says_the_same(self, state: RunState) -> bool:
        """Whether showing ``state`` would change nothing."""
        same = self._find_words(state) == self._words
        return same and self._diagnoses_of(state) == self._diagnosis.diagnoses

    def explanations(self, state: RunState) -> str:
        """Formulas, inputs and sources of what is said, as rich text."""
        return as_html(EXPLANATIONS, state)

    def show_draft(self, draft: ExperimentSpec) -> None:
        """Tell which cures the set-up has already."""
        self._diagnosis.show_draft(draft)

    def refresh(self) -> None:
        """Say the same again: language, colours or text sizes are others now."""
        self._words = None
        self._diagnosis.refresh()
        self.show_state(self._state)

    def explain(self) -> None:
        """Open the formulas, inputs and sources of the figures."""
        if self._dialog is None:
            self._dialog = ComputedDialog(self)
        self._dialog.show_html(self.explanations(self._state))
        self._dialog.show()
        self._dialog.activateWindow()

    def _say(self, words: Words) -> None:
        colours = self._theme.colours
        colour = colours.danger if words.failed else colours.text
        size = self._theme.font_size("body") * _HEADLINE
        self._headline.setStyleSheet(
            f"color: {colour}; font-size: {size:.1f}pt; font-weight: 500;"
        )
        self._headline.setText(unbroken(words.headline))
        self._second.setText(unbroken(words.second))
        self._second.setVisible(bool(words.second))
        self.set_subtitle(words.meta)
        self._how.setVisible(words.explained)
        if self._example.hasFocus() and not words.example:
            self._example.clearFocus()  # else the view scrolls to the next widget
        self._example.setVisible(words.example)
        self._reason.set_text(words.reason)
        for layout, notes in (
            (self._notes, words.notes),
            (self._same, (words.same,) if words.same else ()),
        ):
            _empty(layout)
            for tone, text in notes:
                line = self._note(tone, text)
                layout.addWidget(line)
                line.show()

    def _diagnose(self, state: RunState) -> None:
        known = self._diagnoses_of(state)
        self._diagnosis.show_diagnoses(known, state.spec or ExperimentSpec())

    def _diagnoses_of(self, state: RunState) -> tuple[Diagnosis, ...]:
        """Only what was measured can be diagnosed."""
        estimate = state.estimate
        return estimate.diagnoses if estimate and estimate.scaling else ()

    def _note(self, tone: Tone, text: str) -> QWidget:
        colours = self._theme.colours
        icons = {
            "good": ("tick", colours.good),
            "warning": ("warning", colours.warning),
            "danger": ("warning", colours.danger),
        }
        line = named(QFrame(), f"note_{tone}", role="plain")
        row = QHBoxLayout(line)
        row.setSpacing(6)
        row.setContentsMargins(0, 0, 0, 0)
        if tone in icons:
            side = round(self.fontMetrics().height())
            icon = QLabel()
            icon.setPixmap(self._theme.icon(*icons[tone]).pixmap(side, side))
            row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        label: QLabel
        if tone == "good":  # beside other words, so it gives way as they do
            label = ElidedLabel(text)
            label.setProperty("role", tone)
            preferred = QSizePolicy.Policy.Preferred
            label.setSizePolicy(preferred, preferred)
        else:
            label = sentence("", tone)
            label.setText(text)
        row.addWidget(label, 1)
        return line

    def _find_words(self, state: RunState) -> Words:
        match state.status:
            case "empty":
                return self._teach()
            case "queued":
                return Words(headline=self.tr("Waits for the runs before it."))
            case "running":
                return self._while_running(state)
            case _:
                return self._at_the_end(state)

    def _teach(self) -> Words:
        return Words(
            headline=self.tr("How many workers pay off, and which model is best?"),
            second=self.tr(
                "Choose data, models and worker counts, then press Run. You get a "
                "recommendation in words, with its uncertainty, and the pictures that "
                "support it."
            ),
            example=True,
        )

    def _while_running(self, state: RunState) -> Words:
        done, planned = len(state.trials), planned_trials(state)
        progress = self.tr("{done} of {planned} trials").format(
            done=done, planned=planned
        )
        headline = self.tr("Measuring… ({progress})").format(progress=progress)
        sentences: tuple[str, ...] = ()
        if state.estimate is not None:
            verdict = state.estimate.verdict
            sentences = tuple(say(s) for s in verdict.sentences)
            if verdict.recommended_workers is not None:
                headline, *_ = sentences
            sentences = sentences[1:]
        return Words(
            headline=headline,
            second=" ".join(sentences),
            meta=self._meta(state, self.tr("measuring, {progress}"), progress),
            notes=self._notes_on(state),
            same=self._sameness(state),
            explained=state.estimate is not None,
        )

    def _at_the_end(self, state: RunState) -> Words:
        sentences: list[str] = []
        if state.estimate is not None:
            sentences = [say(s) for s in state.estimate.verdict.sentences]
        if state.status == "failed" and state.error is not None:
            sentences.insert(0, say(state.error))
        if not sentences:
            sentences = [self.tr("Nothing was measured.")]
        return Words(
            headline=sentences[0],
            second=" ".join(sentences[1:]),
            meta=self._meta(state, "{progress}", self._measured_at(state)),
            notes=self._notes_on(state),
            same=self._sameness(state),
            reason=say(state.reason) if state.reason else "",
            failed=state.status == "failed",
            explained=state.estimate is not None,
        )

    def _notes_on(self, state: RunState) -> tuple[tuple[Tone, str], ...]:
        notes: list[tuple[Tone, str]] = []
        if state.status == "cancelled":
            stopped = self.tr(
                "Stopped early (trials done: {count}); what was measured is kept."
            )
            notes.append(("warning", stopped.format(count=len(state.trials))))
        if state.status == "interrupted":
            ended = self.tr(
                "Interrupted: the program ended before this run did (trials done: "
                "{count}); what was measured is kept."
            )
            notes.append(("warning", ended.format(count=len(state.trials))))
        if state.failures:
            first = state.failures[0].error
            text = self.tr("Failed tasks, left out: {count}. The first said: {why}")
            why = f"{first.kind}: {first.text}" if first else ""
            notes.append(
                ("warning", text.format(count=len(state.failures), why=why.strip()))
            )
        notes += [("warning", say(warning)) for warning in state.warnings]
        if state.estimate is not None and state.estimate.unstable is not None:
            sentences = state.estimate.unstable.sentences
            notes.append(("warning", " ".join(map(say, sentences))))
        return tuple(notes)

    def _sameness(self, state: RunState) -> tuple[Tone, str] | None:
        """Whether every worker count computed the same; unknown before two did."""
        identical = state.estimate.identical_across_workers if state.estimate else None
        if identical is None:
            return None
        if identical:
            return "good", self.tr("identical on every worker count")
        return "danger", self.tr("not identical on every worker count")

    def _meta(self, state: RunState, template: str, progress: str) -> str:
        parts = []
        if state.run_id is not None:
            parts.append(self.tr("run {number}").format(number=state.run_id))
        if when := template.format(progress=progress):
            parts.append(when)
        if state.estimate is not None:
            parts.append(self.tr("95 % intervals"))
        return " · ".join(parts)

    def _measured_at(self, state: RunState) -> str:
        if state.started_at is None:
            return ""
        moment = QDateTime.fromSecsSinceEpoch(round(state.started_at))
        locale, short = QLocale(), QLocale.FormatType.ShortFormat
        today = moment.date() == QDateTime.currentDateTime().date()
        when = (
            locale.toString(moment.time(), short)
            if today
            else locale.toString(moment, short)
        )
        return self.tr("measured {when}").format(when=when)


def planned_trials(state: RunState) -> int:
    """How many trials the run will have made, as far as is known."""
    if state.estimate is not None:
        return len(state.trials) + state.estimate.trials_left
    return max(state.trials_planned, len(state.trials))


def _empty(layout: QBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
