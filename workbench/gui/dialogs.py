"""The dialogs beside the window: one is open at a time, and it can be built anew."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from workbench.gui.models.self_check import SelfCheck
from workbench.gui.widgets.page import Surroundings
from workbench.gui.widgets.preferences_dialog import PreferencesDialog
from workbench.gui.widgets.self_check_dialog import SelfCheckDialog
from workbench.gui.widgets.welcome import WelcomeDialog


class Dialogs(QObject):
    """Shows one dialog at a time over ``window``, which acts on what is asked there."""

    exampleRequested = Signal()  # noqa: N815 - signals, named as Qt names them
    tableRequested = Signal()  # noqa: N815
    tourRequested = Signal()  # noqa: N815
    enginesChanged = Signal()  # noqa: N815
    """An engine was set up or removed: the pages offer others now."""

    def __init__(
        self, around: Surroundings, self_check: SelfCheck, *, window: QWidget
    ) -> None:
        super().__init__(window)
        self._around = around
        self._self_check = self_check
        self._window = window
        self._open: list[QDialog] = []

    def show(self, kind: type[QDialog]) -> None:
        """Show the dialog of this kind, built anew, in place of the one before."""
        for dialog in self._open:
            dialog.deleteLater()
        self._open.clear()
        dialog = self._built(kind)
        self._open.append(dialog)
        dialog.show()

    def rebuild(self) -> None:
        """Build what is open anew, in the language of now."""
        for kind in [type(dialog) for dialog in self._open if dialog.isVisible()]:
            self.show(kind)

    def close(self) -> None:
        """Close what is open."""
        for dialog in self._open:
            dialog.close()

    def _built(self, kind: type[QDialog]) -> QDialog:
        around = self._around
        if kind is PreferencesDialog:
            dialog = PreferencesDialog(
                preferences=around.preferences,
                theme=around.theme,
                language=around.language,
                history=around.session.store.path,
                parent=self._window,
            )
            dialog.enginesChanged.connect(self.enginesChanged)
            return dialog
        if kind is SelfCheckDialog:
            return SelfCheckDialog(
                self_check=self._self_check, theme=around.theme, parent=self._window
            )
        if kind is WelcomeDialog:
            welcome = WelcomeDialog(self._window)
            welcome.exampleRequested.connect(self.exampleRequested)
            welcome.tableRequested.connect(self.tableRequested)
            welcome.tourRequested.connect(self.tourRequested)
            return welcome
        return kind(self._window)
