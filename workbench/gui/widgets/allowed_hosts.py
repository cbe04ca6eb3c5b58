"""The other computers that code may be sent to, and forgetting them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workbench.core.errors import WorkbenchError
from workbench.external import Consent, Consents
from workbench.gui.i18n import say
from workbench.gui.naming import named


class AllowedHosts(QWidget):
    """A line for each; empty while there is none."""

    def __init__(self, *, consents: Consents, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("allowed_hosts")
        self._consents = consents
        self._rows: list[QWidget] = []
        title = named(QLabel(), "allowed_hosts_title", role="heading")
        title.setText(self.tr("Clusters that may run code sent from here"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._trouble = named(QLabel(wordWrap=True), "hosts_trouble", role="danger")
        self._trouble.hide()
        self._body = QWidget()
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(8)
        body.addWidget(title)
        body.addLayout(self._grid)
        body.addWidget(self._trouble)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._body)
        self.refresh()

    def refresh(self) -> None:
        """Look again what is allowed."""
        while self._rows:
            row = self._rows.pop()
            self._grid.removeWidget(row)
            row.deleteLater()
        consents = self._consents.all()
        for place, consent in enumerate(consents):
            self._add(place, consent)
        self._body.setVisible(bool(consents))

    def _add(self, place: int, consent: Consent) -> None:
        host = consent.host
        name = named(QLabel(host), f"allowed_host_{host}")
        name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        how = named(QLabel(), f"allowed_how_{host}", role="muted")
        how.setText(
            self.tr("encrypted or not")
            if consent.unencrypted
            else self.tr("encrypted connections only")
        )
        forget = named(
            QPushButton(self.tr("Forget")),
            f"forget_host_{host}",
            accessible=self.tr("Forget {host}").format(host=host),
        )
        forget.setToolTip(self.tr("You are asked again before the next run there"))
        forget.clicked.connect(partial(self._forget, host))
        for column, widget in enumerate((name, how, forget)):
            self._grid.addWidget(widget, place, column, Qt.AlignmentFlag.AlignVCenter)
            self._rows.append(widget)

    def _forget(self, host: str) -> None:
        try:
            self._consents.withdraw(host)
        except WorkbenchError as error:
            self._trouble.setText(say(error.message))
            self._trouble.show()
            return
        self._trouble.hide()
        self.refresh()
