"""One line that says how something is set, and opens to change it."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from workbench.gui.naming import named

_CLOSED, _OPEN = "▸", "▾"


class Disclosure(QWidget):
    """A line with an arrow; what it holds is shown below it when it is open."""

    def __init__(
        self, content: QWidget, *, objectName: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(objectName)
        self._content = content
        self._text = ""
        self._line = named(QPushButton(), f"{objectName}_line", role="disclosure")
        self._line.setCheckable(True)
        self._line.setAutoDefault(False)
        self._line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._line.toggled.connect(self._toggled)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._line)
        layout.addWidget(content)
        self._toggled(False)

    @property
    def is_open(self) -> bool:
        """Whether the content is shown."""
        return self._line.isChecked()

    def open(self) -> None:
        """Show the content."""
        self._line.setChecked(True)

    def show_text(self, text: str) -> None:
        """How it is set, in words."""
        self._text = text
        self._line.setAccessibleName(text)
        self._line.setToolTip(text)
        self._show_arrow()

    def _toggled(self, open_: bool) -> None:
        self._content.setVisible(open_)
        self._show_arrow()

    def _show_arrow(self) -> None:
        arrow = _OPEN if self.is_open else _CLOSED
        self._line.setText(f"{arrow} {self._text.replace('&', '&&')}")
