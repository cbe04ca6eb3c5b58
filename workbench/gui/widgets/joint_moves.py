"""Moving rows between clients in numbers, for those who do not drag."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from workbench.core.joint import JointPartition
from workbench.gui.naming import named
from workbench.gui.widgets.elided import ElidedLabel
from workbench.gui.widgets.fields import NumberBox
from workbench.gui.widgets.joint_bars import Part


class MoveForm(QWidget):
    """How many rows of the chosen part go to which client; clients count from 1."""

    moveRequested = Signal(object, int, int)  # noqa: N815 - a signal, named as Qt's
    """Carries the part, the client it shall go to, and how many rows of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("move_form")
        self._part: Part | None = None
        self._held: JointPartition | None = None
        self._words = ElidedLabel()
        self._words.setObjectName("move_words")
        self._rows = NumberBox(
            objectName="move_rows", name=self.tr("Rows to move"), whole=True, minimum=1
        )
        self._to = NumberBox(
            objectName="move_to", name=self.tr("To client"), whole=True, minimum=1
        )
        self._name = ElidedLabel()
        self._name.setProperty("role", "muted")
        self._move = named(QPushButton(self.tr("Move")), "move_rows_now")
        self._move.clicked.connect(self._ask)
        self._to.edited.connect(lambda _: self._show_target())
        self._rows.edited.connect(lambda _: self._show_target())
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(4)
        grid.addWidget(self._words, 0, 0, 1, 2)
        for line, field in enumerate((self._rows, self._to), start=1):
            label = QLabel(field.accessibleName())
            label.setBuddy(field)
            grid.addWidget(label, line, 0)
            grid.addWidget(field, line, 1)
        grid.addWidget(self._name, 3, 0)
        grid.addWidget(self._move, 3, 1)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        self.hide()

    def show_part(
        self, part: Part | None, held: JointPartition | None, words: str
    ) -> None:
        """Offer to move the rows of ``part``; nothing to offer hides the form."""
        other = self._part is None or part is None or self._part.rows != part.rows
        self._part, self._held = part, held
        self.setVisible(part is not None)
        if part is None or held is None:
            return
        self._words.set_text(words)
        if other:
            self._rows.show_number(part.rows)
        if not 1 <= (self._to.number() or 0) <= len(held.clients):
            self._to.show_number(1)
        if self._to.number() == part.client + 1:
            self._to.show_number(part.client + 2 if part.client == 0 else 1)
        self._show_target()

    def take_focus(self) -> None:
        """Begin with how many."""
        self._rows.setFocus()
        self._rows.selectAll()

    def _target(self) -> int | None:
        number = self._to.number()
        known = len(self._held.clients) if self._held is not None else 0
        return int(number) - 1 if number is not None and number <= known else None

    def _show_target(self) -> None:
        target, part = self._target(), self._part
        if self._held is None or part is None:
            return
        if target is None:
            text = self.tr("There are {n} clients.").format(n=len(self._held.clients))
        elif target == part.client:
            text = self.tr("They are there already.")
        else:
            share = self._held.clients[target]
            text = self.tr("Client {client} holds {rows} rows now.")
            text = text.format(client=share.name, rows=share.rows)
        self._name.set_text(text)
        self._move.setEnabled(target is not None and target != part.client)

    def _ask(self) -> None:
        target, rows = self._target(), self._rows.number()
        if self._part is not None and target is not None and rows:
            self.moveRequested.emit(self._part, target, min(int(rows), self._part.rows))
