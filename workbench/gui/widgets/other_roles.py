"""Columns of a person's table that are neither target nor feature."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from workbench.gui.widgets.fields import ComboBox


class OtherRoles(QWidget):
    """Which column says whose a row is, and which says what is kept for testing.

    Both may be none. A column has one role, so each list leaves out what is taken.
    """

    edited = Signal()

    def __init__(
        self,
        *,
        owner: str | None = None,
        test_column: str | None = None,
        prefix: str = "import",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"{prefix}_roles")
        self._names: Sequence[str] = ()
        self._target: str | None = None
        self._wanted = owner, test_column
        self._owner = ComboBox(objectName=f"{prefix}_owner", name=self.tr("Owner"))
        self._test = ComboBox(objectName=f"{prefix}_test", name=self.tr("Test rows"))
        self._owner.setToolTip(
            self.tr(
                "For joint learning: the column that says whose row it is. Every owner "
                "becomes a client."
            )
        )
        self._test.setToolTip(
            self.tr(
                "For joint learning: the column that marks test rows (1 or 0, true or "
                "false, test or train), to repeat a split that was made elsewhere."
            )
        )
        owner_label = QLabel(self.tr("&Owner"))
        owner_label.setBuddy(self._owner)
        test_label = QLabel(self.tr("&Test rows"))
        test_label.setBuddy(self._test)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(6)
        grid.addWidget(owner_label, 0, 0)
        grid.addWidget(self._owner, 0, 1)
        grid.addWidget(test_label, 1, 0)
        grid.addWidget(self._test, 1, 1)
        grid.setColumnStretch(1, 1)
        self._owner.currentIndexChanged.connect(self._choose)
        self._test.currentIndexChanged.connect(self._choose)

    @property
    def owner(self) -> str | None:
        """The column of owners, if there is one."""
        name: str | None = self._owner.currentData()
        return name

    @property
    def test_column(self) -> str | None:
        """The column of test rows, if there is one."""
        name: str | None = self._test.currentData()
        return name

    def show_roles(self, owner: str | None, test_column: str | None) -> None:
        """Choose these, as soon as they are among the columns."""
        self._wanted = owner, test_column

    def show_columns(self, names: Sequence[str], target: str | None) -> None:
        """Offer all but the ``target``; what was chosen stays where it can."""
        self._names, self._target = names, target
        owner, test_column = self._wanted
        self._fill(self._owner, owner, {target})
        self._fill(self._test, test_column, {target, self.owner})

    def _fill(
        self, combo: ComboBox, chosen: str | None, taken: set[str | None]
    ) -> None:
        with QSignalBlocker(combo):
            combo.clear()
            combo.addItem(self.tr("none"), None)
            for name in self._names:
                if name not in taken:
                    combo.addItem(name, name)
            place = -1 if chosen is None else combo.findData(chosen)
            combo.setCurrentIndex(max(0, place))

    def _choose(self) -> None:
        self._wanted = self.owner, self.test_column
        self.show_columns(self._names, self._target)
        self.edited.emit()
