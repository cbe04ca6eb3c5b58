"""Why the run is not faster, and what to do about it: below the verdict's sentences.

The most important diagnosis takes two lines; a button opens it whole, with the others.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
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
from workbench.gui.i18n import say
from workbench.gui.naming import named
from workbench.gui.theme import Theme
from workbench.gui.widgets.cures import changes_words, in_force
from workbench.gui.widgets.elided import ElidedLabel

_CLOSED, _OPEN = "▸", "▾"
_BUTTON = 0.4
"""The share of a row that the button may take beside the words."""
_WORTH_TELLING = 1.05
"""A promise below it would be told as 1.0×."""


class DiagnosisView(QFrame):
    """Shows diagnoses, the most important one first; asks for a cure to be applied."""

    applyRequested = Signal(object)  # noqa: N815 - signals, named as Qt names them
    """Carries the :class:`Diagnosis` whose changes are wanted."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "diagnosis", role="plain", accessible=self.tr("Diagnosis"))
        self._theme = theme
        self._shown: tuple[Diagnosis, ...] = ()
        self._spec = ExperimentSpec()
        self._draft: ExperimentSpec | None = None
        self._rows: list[DiagnosisRow] = []
        self._toggle = named(QPushButton(), "diagnosis_more", role="link")
        self._toggle.setCheckable(True)
        self._toggle.toggled.connect(self._arrange)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(8)
        self._column.setContentsMargins(0, 4, 0, 2)
        self._add_row()
        self._offer_more()
        self.hide()

    @property
    def diagnoses(self) -> tuple[Diagnosis, ...]:
        """What is known, whether or not all of it is open."""
        return self._shown

    def show_diagnoses(
        self, diagnoses: tuple[Diagnosis, ...], spec: ExperimentSpec
    ) -> None:
        """Show these, found in a run of ``spec``; none takes no room.

        The same again change nothing, since this is asked several times a second.
        """
        if (diagnoses, spec) == (self._shown, self._spec):
            return
        self._shown, self._spec = diagnoses, spec
        if not diagnoses:
            self._toggle.setChecked(False)
        self._arrange()

    def refresh(self) -> None:
        """Say the same again: language, colours or text sizes are others now."""
        self._arrange()

    def show_draft(self, draft: ExperimentSpec) -> None:
        """Tell apart which cures the set-up has already."""
        self._draft = draft
        self._arrange()

    def _arrange(self) -> None:
        """Seen last: each part that appears in what is seen lays out the page anew."""
        if not self._shown:
            self.hide()
        whole = self._toggle.isChecked()
        wanted = self._shown if whole else self._shown[:1]
        while len(self._rows) > max(1, len(wanted)):  # the first holds the button
            row = self._rows.pop()
            row.hide()
            row.deleteLater()
        while len(self._rows) < len(wanted):
            self._add_row()
        for row, diagnosis in zip(self._rows, wanted, strict=False):
            row.show_diagnosis(diagnosis, self._spec, self._draft, whole=whole)
            row.show()
        self._offer_more()
        self.setVisible(bool(self._shown))

    def _add_row(self) -> None:
        row = DiagnosisRow(len(self._rows), self._theme, self)
        row.applyRequested.connect(self.applyRequested)
        row.cutChanged.connect(self._offer_more)
        if not self._rows:
            row.add_beside(self._toggle)
        self._rows.append(row)
        self._column.addWidget(row)

    def _offer_more(self) -> None:
        """A button to open, if there is more than what is seen."""
        others = len(self._shown) - 1
        opened = self._toggle.isChecked()
        cut = bool(self._rows) and self._rows[0].cut
        self._toggle.setVisible(bool(self._shown) and (others > 0 or cut or opened))
        if opened:
            text = self.tr("less")
        elif others > 0:
            text = self.tr("{count} more").format(count=others)
        else:
            text = self.tr("whole text")
        self._toggle.setText(f"{_OPEN if opened else _CLOSED} {text}")
        self._toggle.setAccessibleName(
            self.tr("Show fewer diagnoses") if opened else self.tr("All diagnoses")
        )


class DiagnosisRow(QFrame):
    """One diagnosis: finding, cure, and a button where the cure is a setting."""

    applyRequested = Signal(object)  # noqa: N815
    cutChanged = Signal()  # noqa: N815

    def __init__(self, number: int, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, f"diagnosis_{number}", role="plain")
        self._theme = theme
        self._diagnosis: Diagnosis | None = None
        self._icon = QLabel()
        self._finding = _lines(f"diagnosis_{number}_finding", "")
        self._cure = _lines(f"diagnosis_{number}_cure", "muted")
        self._applied = _lines(f"diagnosis_{number}_applied", "good")
        self._apply = named(QPushButton(self.tr("Apply")), f"diagnosis_{number}_apply")
        self._apply.clicked.connect(self._ask)
        texts = QVBoxLayout()
        texts.setSpacing(1)
        for label in self._labels:
            for form in label:
                texts.addWidget(form)
            label[0].cutChanged.connect(self.cutChanged)
        self._beside = QHBoxLayout()
        self._beside.setSpacing(8)
        self._beside.addWidget(self._apply)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(6)
        self._body.addLayout(texts, 1)
        self._body.addLayout(self._beside)
        row = QHBoxLayout(self)
        row.setSpacing(8)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._body, 1)

    @property
    def cut(self) -> bool:
        """Whether not all of its words are seen."""
        return any(line.isVisibleTo(self) and line.cut for line, _ in self._labels)

    @property
    def _labels(self) -> tuple[tuple[ElidedLabel, QLabel], ...]:
        return self._finding, self._cure, self._applied

    def add_beside(self, widget: QWidget) -> None:
        """Put ``widget`` at the right end."""
        self._beside.addWidget(widget)

    def show_diagnosis(
        self,
        diagnosis: Diagnosis,
        spec: ExperimentSpec,
        draft: ExperimentSpec | None,
        *,
        whole: bool,
    ) -> None:
        """Say it in one line each, or ``whole``.

        A cure that the set-up has already is told as that, in its place.
        """
        self._diagnosis = diagnosis
        self._tint()
        words = changes_words(diagnosis.changes, spec)
        done = (
            bool(diagnosis.changes)
            and draft is not None
            and in_force(diagnosis.changes, draft)
        )
        texts = (
            say(diagnosis.finding),
            self._cure_text(diagnosis),
            self.tr("In the setup now: {changes}. Press Run to measure it.").format(
                changes=words
            ),
        )
        wanted = (True, whole or not done, done)
        for pair, text, seen in zip(self._labels, texts, wanted, strict=True):
            line, block = pair
            line.set_text(text)
            block.setText(text)
            line.setVisible(seen and not whole)
            block.setVisible(seen and whole)
        self._apply.setText(self.tr("Apply: {changes}").format(changes=words))
        self._apply.setToolTip(self.tr("Change the setup; Undo takes it back"))
        self._apply.setVisible(bool(diagnosis.changes) and not done)
        self._place_button()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the button where it leaves room for the words."""
        super().resizeEvent(event)
        self._place_button()

    def _place_button(self) -> None:
        """Beside the words, or at the left below them where it is too wide for that."""
        wide = self._apply.sizeHint().width() > _BUTTON * self.width()
        below = wide and not self._apply.isHidden()
        direction = QBoxLayout.Direction
        wanted = direction.TopToBottom if below else direction.LeftToRight
        if self._body.direction() != wanted:
            self._body.setDirection(wanted)
            left = Qt.AlignmentFlag.AlignLeft
            right = Qt.AlignmentFlag.AlignRight
            self._body.setAlignment(self._beside, left if below else right)

    def _cure_text(self, diagnosis: Diagnosis) -> str:
        text = say(diagnosis.cure)
        promised = diagnosis.promised
        if promised is not None and promised >= _WORTH_TELLING:
            words = self.tr("expected {ratio:.1f}× faster").format(ratio=promised)
            text += f" · {words}"
        return text

    def _tint(self) -> None:
        side = round(self.fontMetrics().height() * 1.15)
        icon = self._theme.icon("idea", self._theme.colours.warning)
        self._icon.setPixmap(icon.pixmap(side, side))

    def _ask(self) -> None:
        if self._diagnosis is not None:
            self.applyRequested.emit(self._diagnosis)


def _lines(name: str, role: str) -> tuple[ElidedLabel, QLabel]:
    """The same text twice: in one line that may be cut, and wrapped."""
    line = named(ElidedLabel(), name, role=role)
    block = named(QLabel(), f"{name}_whole", role=role)
    block.setWordWrap(True)
    block.setTextFormat(Qt.TextFormat.PlainText)
    block.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    block.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return line, block
