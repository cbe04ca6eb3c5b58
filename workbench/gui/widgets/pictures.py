"""One picture at a time out of several, chosen by chips above it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QButtonGroup,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.core.state import RunState
from workbench.gui.naming import named
from workbench.gui.theme import Theme
from workbench.gui.widgets.flow import FlowLayout

_CHIP_FRAME = 24
_WIDTH, _HEIGHT = 18, 22
"""How many lines of text a picture is wide and high at least."""


class Panel(QWidget):
    """A picture with whatever belongs to it; it is told of a run when it is seen."""

    def show_state(self, state: RunState) -> None:
        """Show what ``state`` has for it."""
        raise NotImplementedError

    def set_least(self, size: QSize) -> None:
        """Be at least so large."""
        self.setMinimumSize(size)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A chip and the panel that it shows, of the runs that it ``suits``."""

    name: str
    title: str
    panel: Panel
    suits: Callable[[RunState], bool] = lambda _: True


class Pictures(QWidget):
    """Chips, and below them the chosen panel; only that one is drawn."""

    explainRequested = Signal()  # noqa: N815 - a signal, named as Qt names them

    def __init__(
        self,
        pictures: Sequence[Picture],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        named(self, "pictures", accessible=self.tr("Pictures"))
        self._state = RunState()
        self._stack = named(QStackedWidget(), "pictures_stack")
        self._pictures = {picture.name: picture for picture in pictures}
        self._chips: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        row = QWidget()
        chips = FlowLayout(row)
        for picture in pictures:
            chip = self._chip(picture)
            chips.addWidget(chip)
            self._chips[picture.name] = chip
            self._stack.addWidget(picture.panel)
        how = named(
            QPushButton(self.tr("How was this computed?")), "pictures_how", role="link"
        )
        how.clicked.connect(self.explainRequested)
        chips.addWidget(how)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(row)
        column.addWidget(self._stack, 1)
        self._chosen = pictures[0].name
        self._chips[self._chosen].setChecked(True)
        self._stack.installEventFilter(self)
        theme.changed.connect(self._set_least)
        self._set_least()

    @property
    def chosen(self) -> str:
        """The name of the picture that is shown."""
        return self._chosen

    def panel(self, name: str) -> Panel:
        """The panel of that name."""
        return self._pictures[name].panel

    def choose(self, name: str) -> None:
        """Show another picture."""
        self._chosen = name
        self._chips[name].setChecked(True)
        self._stack.setCurrentWidget(self.panel(name))
        self._draw()

    def show_state(self, state: RunState) -> None:
        """Show ``state`` in the chosen picture now, in the others once chosen.

        Chips of pictures that have nothing to do with such a run are not there.
        """
        self._state = state
        there = [name for name, one in self._pictures.items() if one.suits(state)]
        for name, chip in self._chips.items():
            chip.setVisible(name in there)
        if there and self._chosen not in there:
            self.choose(there[0])
        else:
            self._draw()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Draw what happened while this was hidden."""
        if event.type() == QEvent.Type.Show:
            self._draw()
        return super().eventFilter(watched, event)

    def _draw(self) -> None:
        if self._stack.isVisible():
            self.panel(self._chosen).show_state(self._state)

    def _chip(self, picture: Picture) -> QToolButton:
        chip = named(_Chip(), f"picture_{picture.name}", role="chip")
        chip.setText(picture.title)
        chip.setCheckable(True)
        chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        chip.clicked.connect(lambda: self.choose(picture.name))
        self._group.addButton(chip)
        return chip

    def _set_least(self) -> None:
        line = self.fontMetrics().height()
        for picture in self._pictures.values():
            picture.panel.set_least(QSize(_WIDTH * line, _HEIGHT * line))


class _Chip(QToolButton):
    """Keeps the width that it needs while it is chosen, when its text is bold."""

    def sizeHint(self) -> QSize:
        """Room for the bold text."""
        size, bold = super().sizeHint(), self.font()
        bold.setBold(True)
        room = QFontMetrics(bold).horizontalAdvance(self.text()) + _CHIP_FRAME
        return QSize(max(size.width(), room), size.height())
