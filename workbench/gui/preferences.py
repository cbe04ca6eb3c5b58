"""What the program remembers between starts: looks, language, window and splitters.

Kept by QSettings, whose place is the platform's own; a test hands in a file of its own.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

from workbench.gui.i18n import CODES, LanguageCode
from workbench.gui.theme import THEMES, ThemeName

DEFAULT_ENGINE = "processes"


class Preferences(QObject):
    """Typed access to the settings; a senseless value reads as the default."""

    changed = Signal()

    def __init__(
        self, settings: QSettings | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._settings = QSettings() if settings is None else settings

    @property
    def theme(self) -> ThemeName:
        """The chosen theme."""
        name = self._text("theme")
        return name if name in THEMES else "system"

    @theme.setter
    def theme(self, name: ThemeName) -> None:
        self._put("theme", name)

    @property
    def language(self) -> LanguageCode:
        """The chosen language."""
        code = self._text("language")
        return code if code in CODES else "system"

    @language.setter
    def language(self, code: LanguageCode) -> None:
        self._put("language", code)

    @property
    def zoom(self) -> float:
        """The factor on all text sizes."""
        try:
            return float(self._text("zoom") or 1.0)
        except ValueError:
            return 1.0

    @zoom.setter
    def zoom(self, zoom: float) -> None:
        self._put("zoom", str(zoom))

    @property
    def engine(self) -> str:
        """The engine that a new experiment starts with."""
        return self._text("engine") or DEFAULT_ENGINE

    @engine.setter
    def engine(self, name: str) -> None:
        self._put("engine", name)

    @property
    def history(self) -> Path | None:
        """The history file that the person chose instead of the usual one."""
        text = self._text("history")
        return Path(text) if text else None

    @history.setter
    def history(self, path: Path) -> None:
        self._put("history", str(path))

    @property
    def welcomed(self) -> bool:
        """Whether the welcome was shown before."""
        return self._text("welcomed") == "yes"

    @welcomed.setter
    def welcomed(self, welcomed: bool) -> None:
        self._put("welcomed", "yes" if welcomed else "")

    @property
    def kept(self) -> bool:
        """Whether settings reach the disk."""
        self._settings.sync()
        return (
            self._settings.isWritable()
            and self._settings.status() == QSettings.Status.NoError
        )

    @property
    def place(self) -> str:
        """Where they are kept."""
        return self._settings.fileName()

    def layout(self, name: str) -> QByteArray:
        """The remembered geometry or state of a window or splitter; empty at first."""
        value = self._settings.value(f"layout/{name}")
        return value if isinstance(value, QByteArray) else QByteArray()

    def remember_layout(self, name: str, state: QByteArray) -> None:
        """Keep a window's geometry or a splitter's state."""
        self._settings.setValue(f"layout/{name}", state)

    def save(self) -> None:
        """Write to disk now."""
        self._settings.sync()

    def _text(self, key: str) -> str:
        value = self._settings.value(key)
        return value if isinstance(value, str) else ""

    def _put(self, key: str, value: str) -> None:
        if value != self._text(key):
            self._settings.setValue(key, value)
            self.changed.emit()
