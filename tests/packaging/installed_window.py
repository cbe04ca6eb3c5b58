"""Opens the window of an installed program in one language and closes it again.

Run by ``test_wheel.py`` with the interpreter of an environment that holds the wheel and
no source tree; the last line that it prints is JSON.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QShowEvent

import workbench
from workbench.core import assets
from workbench.gui import app
from workbench.gui.i18n import CODES, say
from workbench.gui.main_window import MainWindow
from workbench.gui.preferences import Preferences
from workbench.planner import PRESETS

seen: dict[str, object] = {}


class Window(MainWindow):
    """Says what it shows as soon as it is shown, and closes."""

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        seen["menus"] = [action.text() for action in self.menuBar().actions()]
        seen["presets"] = {name: say(p.title) for name, p in PRESETS.items()}
        QTimer.singleShot(0, self.close)


def main(language: str) -> None:
    QCoreApplication.setOrganizationName("workbench")
    QCoreApplication.setApplicationName("workbench")
    preferences = Preferences()
    preferences.language = next(code for code in CODES if code == language)
    preferences.save()
    app.MainWindow = Window  # type: ignore[misc]
    seen["status"] = app.main(["workbench"])
    seen["package"] = str(Path(workbench.__file__).parent)
    seen["icon"] = assets.path("icons", "workbench.svg").is_file()
    sys.stdout.write(json.dumps(seen) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
