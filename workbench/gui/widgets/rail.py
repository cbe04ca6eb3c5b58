"""The rail of pages on the window's left."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.gui.naming import named
from workbench.gui.theme import Theme

_ICON = 22


class Rail(QFrame):
    """One button per page, icon over word; the current page's is down."""

    chosen = Signal(str)
    """Carries the name of the page."""

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName(self.tr("Pages"))
        self._theme = theme
        self._buttons: dict[str, QToolButton] = {}
        self._icons: dict[str, str] = {}
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._clicked)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(6, 12, 6, 12)
        self._layout.setSpacing(6)
        self._layout.addStretch()
        theme.changed.connect(self._tint)

    def add(self, *, name: str, title: str, question: str, icon: str) -> None:
        """Append a page; ``question`` is shown when the pointer rests on it."""
        button = named(QToolButton(), f"rail_{name}", accessible=title)
        button.setCheckable(True)
        button.setText(title)
        button.setToolTip(question)
        button.setAccessibleDescription(question)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setIconSize(QSize(_ICON, _ICON))
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setMinimumWidth(72)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._group.addButton(button)
        self._buttons[name] = button
        self._icons[name] = icon
        self._layout.insertWidget(self._layout.count() - 1, button)
        self._tint()

    def show_current(self, name: str) -> None:
        """Press the button of the page that is shown."""
        self._buttons[name].setChecked(True)

    def _clicked(self, button: QToolButton) -> None:
        self.chosen.emit(button.objectName().removeprefix("rail_"))

    def _tint(self) -> None:
        colours = self._theme.colours
        for name, button in self._buttons.items():
            file = self._icons[name]
            icon = QIcon(self._theme.icon(file, colours.rail_text))
            down = self._theme.icon(file, colours.rail_current)
            icon.addPixmap(down.pixmap(64, 64), QIcon.Mode.Normal, QIcon.State.On)
            button.setIcon(icon)
