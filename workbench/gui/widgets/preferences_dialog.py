"""Preferences: looks, language, size of text, default engine, where the history is.

A second page sets up Python environments for engines.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from workbench.engines import ENGINES
from workbench.external import Consents, Environments
from workbench.gui.actions import LANGUAGE_TITLES, THEME_TITLES, translated
from workbench.gui.i18n import Language, say
from workbench.gui.naming import named
from workbench.gui.preferences import Preferences
from workbench.gui.theme import ZOOM_MAX, ZOOM_MIN, Theme
from workbench.gui.widgets.engines_page import EnginesPage
from workbench.gui.widgets.fields import INSET


class PreferencesDialog(QDialog):
    """Every change holds at once and is kept; there is nothing to confirm.

    Closing it while an environment is set up stops that first.
    """

    enginesChanged = Signal()  # noqa: N815 - a signal, named as Qt names them
    """Other engines can be chosen now."""

    def __init__(
        self,
        *,
        preferences: Preferences,
        theme: Theme,
        language: Language,
        history: Path,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("preferences_dialog")
        self.setModal(False)
        self.setWindowTitle(self.tr("Preferences"))
        self._preferences = preferences
        self._theme = theme
        self._language = language
        self._themes = self._theme_box()
        self._languages = self._language_box()
        self._zoom = self._zoom_box()
        self._engines = self._engine_box()
        place = named(QLabel(str(history)), "preferences_history")
        place.setWordWrap(True)
        place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        general = QWidget()
        form = QFormLayout(general)
        form.setContentsMargins(0, 12, 0, 0)
        form.setSpacing(10)
        form.addRow(self.tr("&Theme"), self._themes)
        form.addRow(self.tr("&Language"), self._languages)
        form.addRow(self.tr("&Size of text"), self._zoom)
        form.addRow(self.tr("&Engine of new experiments"), self._engines)
        form.addRow(self.tr("History is kept in"), place)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 18, 22, 16)
        layout.setSpacing(16)
        self._engines_page = EnginesPage(
            environments=Environments(), consents=Consents()
        )
        self._pages = named(QTabWidget(), "preferences_pages")
        self._pages.addTab(general, self.tr("General"))
        self._pages.addTab(self._engines_page, self.tr("Engines"))
        layout.addWidget(self._pages)
        layout.addWidget(buttons)
        self.setMinimumWidth(460)
        self.resize(760, 620)
        self._leaving = self._news = False
        theme.changed.connect(self._show_theme)
        self._themes.activated.connect(self._choose_theme)
        self._languages.activated.connect(self._choose_language)
        self._zoom.valueChanged.connect(self._choose_zoom)
        self._engines.activated.connect(self._choose_engine)
        self._engines_page.changed.connect(self._engines_changed)

    def reject(self) -> None:
        """Close, or stop what goes on and close when that is over."""
        if self._engines_page.busy:
            self._leaving = True
            self._engines_page.stop()
        else:
            super().reject()

    def done(self, result: int) -> None:
        """Tell of other engines at the end, since pages are then built anew."""
        super().done(result)
        if self._news:
            self._news = False
            self.enginesChanged.emit()

    def _theme_box(self) -> QComboBox:
        box = named(QComboBox(), "preferences_theme", accessible=self.tr("Theme"))
        for name, title in THEME_TITLES.items():
            box.addItem(translated(title), name)
        box.setCurrentIndex(box.findData(self._theme.name))
        return box

    def _language_box(self) -> QComboBox:
        box = named(QComboBox(), "preferences_language", accessible=self.tr("Language"))
        for code, title in LANGUAGE_TITLES.items():
            box.addItem(translated(title), code)
        box.setCurrentIndex(box.findData(self._language.code))
        return box

    def _zoom_box(self) -> QSpinBox:
        box = named(QSpinBox(), "preferences_zoom", accessible=self.tr("Size of text"))
        box.setRange(round(ZOOM_MIN * 100), round(ZOOM_MAX * 100))
        box.setSingleStep(10)
        box.setSuffix(" %")
        box.lineEdit().setTextMargins(INSET, 0, 0, 0)
        box.setValue(round(self._theme.zoom * 100))
        return box

    def _engine_box(self) -> QComboBox:
        box = named(
            QComboBox(),
            "preferences_engine",
            accessible=self.tr("Engine of new experiments"),
        )
        for name, engine in ENGINES.items():
            box.addItem(say(engine.title), name)
        box.setCurrentIndex(max(0, box.findData(self._preferences.engine)))
        return box

    def _engines_changed(self) -> None:
        self._news = True
        if self._leaving:
            self.reject()

    def _show_theme(self) -> None:
        self._themes.setCurrentIndex(self._themes.findData(self._theme.name))
        self._zoom.setValue(round(self._theme.zoom * 100))

    def _choose_theme(self) -> None:
        self._theme.set(self._themes.currentData())

    def _choose_language(self) -> None:
        self._language.set(self._languages.currentData())

    def _choose_zoom(self, percent: int) -> None:
        self._theme.set_zoom(percent / 100)

    def _choose_engine(self) -> None:
        self._preferences.engine = self._engines.currentData()
